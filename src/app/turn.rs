//! What the desk sees to beside its screens: a community that lives in a service, and what a visitor writes and does there.
//! It all goes through one entry, so that the code for it comes with the desk.

use super::{App, Msg};
use crate::{
    desk::{self, Desk, Stand},
    effects,
    endpoint::Exchange,
    library::Library,
    store::{Action, Load, Notice, NoticeKind, Place},
    writing::{Against, Asker, Deed, Field, Say},
};
use goodword_core::{friends::Sought, model::Id};
use std::rc::Rc;
use yew::{AttrValue, Context};

/// What a service was asked.
#[derive(Clone, Debug)]
pub enum Asked {
    /// For the first list of this load, without which there is nothing to show.
    First(u32),
    /// For another list.
    List(u32),
    /// What it finds for a query.
    Found(AttrValue),
    /// For a topic.
    Topic(Id),
    /// For a page of a topic's replies, the how-manieth.
    Replies(Id, usize),
    /// Who says what.
    Voices(u32),
    /// What changed.
    Changes,
    /// What waits for a moderator.
    Queue,
    /// Whom the visitor may want to know.
    Suggestions,
    /// What was asked between the visitor and a friend.
    Between(Asker),
    /// What the visitor lets others see.
    Me,
    /// For a range of words, among which these friends' are sought.
    Range(Rc<Sought>),
    /// For the prebuilt index of this load.
    Index(u32),
    /// For a file of texts, of this load and by its number.
    Texts(u32, u32),
    /// Whom the visitor knows.
    Friends,
    /// To count that somebody came by a shared link.
    Arrival,
    /// To keep what the visitor did at this place.
    Deed(Place, Rc<Deed>),
}

/// A request to the service that is under way.
pub(super) struct Pending {
    pub(super) number: u32,
    pub(super) asked: Asked,
    pub(super) exchange: Exchange,
}

/// Something for the desk to see to.
#[derive(Debug)]
pub enum Turn {
    /// The community turned out to live in a service.
    Served,
    /// Another place is shown.
    Moved,
    /// The query changed.
    Typed,
    /// Something is asked for that the community may answer.
    Search,
    /// The query has not changed for a while.
    Settle,
    /// There may be topics that are not in the index yet.
    Index,
    /// What is found waits for its texts.
    Texts,
    /// The query has stood for a moment.
    Seek,
    /// Time to ask what changed.
    Watch,
    /// A second less until what was written may be sent again.
    Tick,
    /// The panel opened, or closed, or has other friends or another subject.
    Opened,
    /// The host said who the visitor is; whether somebody else was there before.
    Met(bool),
    /// What an exchange with the service waited for settled.
    Settled(u32, effects::Settled),
    /// A field of the form changed.
    Field(Field, String),
    /// The reply's form opens or closes.
    Reply(bool),
    /// The choice of a reason opens or closes.
    Flag(Option<Against>),
    /// Something for the endpoint to keep.
    Deed(Rc<Deed>),
    /// Something around one's own word.
    Say(Say),
}

/// Whether a community lives in a service.
pub(super) fn is_served(library: &Library) -> bool {
    library.read().link("topics").is_some()
}

/// Whether all of it is still in the service.
pub(super) fn is_service(library: &Library) -> bool {
    is_served(library) && library.read().topics().is_empty()
}

impl App {
    /// Lets the desk see to something; whether anything changed. Before the desk is there nothing does, and `came` makes up
    /// for it.
    pub(super) fn turn(&mut self, ctx: &Context<Self>, turn: Turn) -> bool {
        let Stand::Here(desk) = self.desk else { return false };
        desk.turn(self, ctx, turn)
    }

    /// The community turned out to live in a service: the desk reads it.
    pub(super) fn serve(&mut self, ctx: &Context<Self>) {
        self.fetch(ctx);
        self.turn(ctx, Turn::Served);
    }

    /// Asks for the desk, because it is going to be used.
    pub(super) fn prepare(&mut self, ctx: &Context<Self>) {
        desk::bring(ctx.props().scene.later.as_ref(), ctx.link().callback(|()| Msg::Came));
        self.look_at_desk(ctx);
    }

    /// Whether the desk is there may have changed; then it sees to what was passed by.
    pub(super) fn look_at_desk(&mut self, ctx: &Context<Self>) {
        let came = desk::stand() != self.desk;
        self.desk = desk::stand();
        if came {
            self.turn(ctx, Turn::Index);
            self.listen(ctx);
            self.turn(ctx, Turn::Search);
            self.turn(ctx, Turn::Moved);
        }
    }

    /// What was asked for later came, or cannot be had.
    pub(super) fn came(&mut self, ctx: &Context<Self>) {
        self.look_at_desk(ctx);
        self.write(&ctx.props().scene);
        if is_served(&self.state.library) {
            self.turn(ctx, Turn::Served);
            if self.desk == Stand::Failed && self.state.load == Load::Loading {
                let notice = Notice { kind: NoticeKind::Unreachable, retry: true };
                self.act(ctx, Action::Failed(self.state.ticket, notice));
            }
        }
    }
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    #[inline(never)]
    fn turn(self, app: &mut App, ctx: &Context<App>, turn: Turn) -> bool {
        match turn {
            Turn::Served => app.read_lists(ctx),
            Turn::Moved => {
                app.open_draft(ctx);
                app.read_topic(ctx);
                app.find_similar(ctx);
                app.read_people(ctx);
                app.read_ranges(ctx);
            }
            Turn::Typed => app.seek(ctx),
            Turn::Search => app.search(ctx),
            Turn::Settle => app.settled(ctx),
            Turn::Index => return app.index(ctx),
            Turn::Texts => {
                app.fetch_texts(ctx);
                return false;
            }
            Turn::Seek => {
                app.seek_now(ctx);
                return false;
            }
            Turn::Watch => {
                app.look(ctx);
                return false;
            }
            Turn::Tick => return app.tick(ctx),
            Turn::Opened => {
                app.follow_subject(ctx);
                app.read_friends(ctx);
                app.read_asked(ctx);
                app.read_ranges(ctx);
            }
            Turn::Met(is_left) => {
                app.read_again(ctx);
                if is_left {
                    app.forget_person(ctx);
                }
            }
            Turn::Settled(number, settled) => return app.settle(ctx, number, settled),
            Turn::Field(field, value) => return app.field(ctx, field, value),
            Turn::Reply(is_open) => return app.open_reply(ctx, is_open),
            Turn::Flag(flagging) => return app.write_on(ctx, |writing| writing.flagging = flagging),
            Turn::Deed(deed) => return app.deed(ctx, deed),
            Turn::Say(say) => return app.say(ctx, say),
        }
        app.count_arrival(ctx);
        true
    }
}
