//! The panel as a whole: holds the state, starts what has effects, and draws the screen.
//!
//! One struct component and no hooks: the widget is fetched by every visitor who opens the panel, and function
//! components with hooks cost several times the bytes of the code in them.

mod answers;
mod arrival;
mod deeds;
mod drafts;
mod friends;
mod moves;
mod msg;
mod online;
mod people;
mod ranges;
mod recommend;
mod requests;
mod screens;
mod search;
mod sent;
mod service;
mod shown;
mod surroundings;
mod texts;
mod turn;
mod wishes;

use crate::{
    attribute_watch::AttributeWatch,
    config::{Mode, Scheme},
    desk::{self, Stand},
    effects::{self, Load, OnlineWatch},
    endpoint::Fault,
    outcome::Outcome,
    rich_text,
    scene::{Command, Scene},
    store::{self, Action, Place, State},
    text::Catalogue,
    view::{self, Wish},
};
use gloo_timers::callback::Interval;
use gloo_timers::callback::Timeout;
use goodword_core::{
    friends::{Circle, Voices},
    model::{Id, Topic},
    snapshot::Case,
};
use moves::{Focus, returned};
pub use msg::{Msg, WishBox};
use people::People;
use ranges::Ranged;
use service::Sought;
use std::{rc::Rc, sync::Arc};
use surroundings::{is_another, is_left, source};
use texts::Texts;
pub use turn::{Asked, Turn};
use turn::{Pending, is_served, is_service};
use web_sys::{HtmlDialogElement, Node};
use yew::prelude::*;

/// Properties of [`App`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AppProps {
    /// What the panel is given.
    pub scene: Rc<Scene>,
}

/// The panel.
pub struct App {
    state: Rc<State>,
    /// `None` until the first language is there, so that nothing flashes in English.
    text: Option<Rc<Catalogue>>,
    scheme: Scheme,
    /// Whom the endpoint says the visitor knows.
    friends: Option<Rc<Circle>>,
    /// For what purposes the host lets something about the visitor be sent.
    consented: Vec<&'static str>,
    /// The product that the visitor recommended last, and the code that the endpoint gave for telling of it.
    referral: Option<(Id, String)>,
    voices: Rc<Voices>,
    bodies: Rc<[Html]>,
    /// Topics like the one that is being written.
    similar: Rc<[Arc<Topic>]>,
    /// What waits for a moderator; unknown to anybody else.
    queue: Option<Rc<[Case]>>,
    people: People,
    ranged: Ranged,
    /// How it stood with the desk when the panel last asked; what it draws follows from it.
    desk: Stand,
    announcement: AttrValue,
    root: NodeRef,
    /// The root whose pictures are seen to.
    seen_root: Option<Node>,
    dialog: NodeRef,
    send: Callback<Wish>,
    /// What the drawing under way is to move focus to.
    focus: Option<Focus>,
    language: String,
    load: Option<Load>,
    settling: Option<Timeout>,
    /// The next slice of indexing.
    indexing: Option<Timeout>,
    indexing_pace: effects::Pace,
    /// Whether what is in the index so far is searched, though more is to come.
    is_index_shown: bool,
    seeking: Option<Timeout>,
    /// What the service found for the last queries, the latest last.
    sought: Vec<Sought>,
    texts: Texts,
    /// The load whose service was asked for its lists.
    served: u32,
    watch: Option<Interval>,
    /// Requests to the service under way, and how many there were.
    pending: Vec<Pending>,
    exchanges: u32,
    /// Where to ask what changed.
    changes: Option<String>,
    page_watch: Option<AttributeWatch>,
    _online_watch: OnlineWatch,
    is_online: bool,
    /// What waits a moment after the browser is online again.
    resuming: Option<Timeout>,
    /// Why the last request failed, so that what fails every few seconds, or for several at once, is told once.
    told: Option<Fault>,
    /// Counts down until what was written may be sent again.
    countdown: Option<Interval>,
    /// Until when it may not, by [`crate::clock::now`].
    quiet_until: f64,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let scene = &ctx.props().scene;
        let mut app = Self {
            state: Rc::new(State::new(&scene.config)),
            text: None,
            scheme: Scheme::Auto,
            friends: None,
            consented: Vec::new(),
            referral: None,
            voices: Rc::default(),
            bodies: Rc::default(),
            similar: Rc::default(),
            queue: None,
            people: People::default(),
            ranged: Ranged::default(),
            desk: desk::stand(),
            announcement: AttrValue::default(),
            root: NodeRef::default(),
            seen_root: None,
            dialog: NodeRef::default(),
            send: ctx.link().callback(|wish| Msg::Wish(WishBox(wish))),
            focus: None,
            language: String::new(),
            load: None,
            settling: None,
            indexing: None,
            indexing_pace: effects::Pace::new(),
            is_index_shown: false,
            seeking: None,
            sought: Vec::new(),
            texts: Texts::default(),
            served: 0,
            watch: None,
            pending: Vec::new(),
            exchanges: 0,
            changes: None,
            page_watch: None,
            _online_watch: {
                let link = ctx.link().clone();
                OnlineWatch::new(move || link.send_message(Msg::Online))
            },
            is_online: crate::endpoint::is_online(),
            resuming: None,
            told: None,
            countdown: None,
            quiet_until: 0.0,
        };
        app.speak(ctx);
        app.follow_theme(ctx);
        app.begin(ctx);
        scene.mailbox.read(&ctx.link().callback(Msg::Command));
        if scene.config.open {
            ctx.link().send_message(Msg::Command(Command::Show));
        }
        app
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &AppProps) -> bool {
        let (scene, old) = (&ctx.props().scene, &old.scene);
        if (&scene.config.lang, &scene.base, &scene.given.messages)
            != (&old.config.lang, &old.base, &old.given.messages)
        {
            self.speak(ctx);
        }
        if scene.config.theme != old.config.theme {
            self.follow_theme(ctx);
        }
        if source(scene) != source(old) {
            self.begin(ctx);
        }
        let mode = scene.config.mode;
        if scene.config.open != old.config.open || (scene.config.open && mode != old.config.mode) {
            let command = if scene.config.open { Command::Show } else { Command::Hide };
            ctx.link().send_message(Msg::Command(command));
        }
        if mode == Mode::Inline {
            self.act(ctx, Action::Closed);
        }
        if scene.config.query != old.config.query {
            self.act(ctx, Action::Typed(scene.config.query.clone().into()));
        }
        if scene.config.max_results != old.config.max_results {
            self.act(ctx, Action::Paged(scene.config.max_results));
        }
        if (&scene.given.circle, &scene.config.subject) != (&old.given.circle, &old.config.subject) {
            self.listen(ctx);
            // Other friends may be asked for.
            self.turn(ctx, Turn::Opened);
        }
        if is_another(&scene.given, &old.given) {
            self.turn(ctx, Turn::Met(is_left(&scene.given, &old.given)));
        }
        // Only what a result depends on: an update of anything else must not tell the host of the same query again.
        if (&scene.given.circle, &scene.config.kinds) != (&old.given.circle, &old.config.kinds) {
            self.turn(ctx, Turn::Search);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            // The document of a service holds no topics of its own, so there is nothing to show yet.
            Msg::Act(Action::Loaded(ticket, library)) if is_service(&library) => {
                self.act(ctx, Action::Grew(ticket, library));
                self.serve(ctx);
            }
            Msg::Act(action) => return self.act(ctx, action),
            Msg::Command(command) => return self.command(ctx, command),
            Msg::Wish(WishBox(wish)) => return self.wish(ctx, wish),
            Msg::Spoke(language, messages) if language == self.language => {
                let first = self.text.is_none();
                let layers = messages.into_iter().chain([ctx.props().scene.given.messages.clone()]).collect();
                self.text = Some(Rc::new(Catalogue::new(&language, layers)));
                if first {
                    ctx.props().scene.port.tell.emit(Outcome::Ready);
                }
            }
            Msg::Spoke(..) => return false,
            Msg::PageScheme => self.set_scheme(ctx, effects::page_scheme()),
            Msg::Settled => {
                self.turn(ctx, Turn::Settle);
            }
            Msg::Online => self.go_online(ctx),
            Msg::Resumed => self.resume(ctx),
            Msg::Turn(turn) => return self.turn(ctx, turn),
            Msg::Came => self.came(ctx),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.draw(&ctx.props().scene)
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let root = self.root.get();
        if root != self.seen_root {
            if let Some(root) = &root {
                effects::hide_missing(root);
            }
            self.seen_root = root;
        }
        if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
            view::show_dialog(&dialog, self.state.open, ctx.props().scene.config.mode);
        }
        // Nothing can take focus before the first language is there, nor before the screen is.
        if self.text.is_some()
            && !self.is_awaited()
            && let Some(focus) = self.focus.take()
        {
            self.move_focus(focus);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().scene.mailbox.close();
    }
}

impl App {
    /// Changes the state, and brings up to date what follows from it; whether anything changed.
    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let old = self.state.clone();
        self.state = store::apply(old.clone(), action);
        let (state, scene) = (self.state.clone(), &ctx.props().scene);
        if Rc::ptr_eq(&state, &old) {
            return false;
        }
        if (&state.query, state.kind, state.shown, &state.library)
            != (&old.query, old.kind, old.shown, &old.library)
        {
            self.answer(ctx);
        }
        if state.library != old.library {
            self.turn(ctx, Turn::Index);
        }
        // Nobody sees what friends say before all rows are there.
        if state.load != store::Load::Loading && (state.library != old.library || state.load != old.load) {
            // Whose words count for how much is set with what topics are ranked by, at the desk; before anybody looks where a site sets it.
            if state.library.read().has_friend_ranking() {
                self.prepare(ctx);
            }
            self.listen(ctx);
        }
        let moved = state.place() != old.place() || state.position() != old.position();
        if moved {
            self.fetch(ctx);
        }
        if moved || state.library != old.library {
            self.write(scene);
        }
        if moved {
            self.turn(ctx, Turn::Moved);
        }
        if state.query != old.query {
            self.turn(ctx, Turn::Typed);
        }
        if moved && effects::may_take_focus(&self.root) {
            self.focus = Some(if state.returning { returned(&state) } else { Focus::Start });
        }
        if state.active != old.active {
            self.focus = state.active.map(Focus::Option);
        }
        if state.open != old.open {
            scene.port.mark.emit(("open", state.open));
            scene.port.tell.emit(if state.open { Outcome::Open } else { Outcome::Close });
            self.focus = state.open.then_some(Focus::Start);
            self.turn(ctx, Turn::Opened);
        }
        true
    }

    /// Whether the present place is drawn at the desk, which is still to come.
    fn is_awaited(&self) -> bool {
        *self.state.place() != Place::Home && self.desk == Stand::Coming
    }

    /// Asks for what the present place is drawn with, where that comes later.
    fn fetch(&mut self, ctx: &Context<Self>) {
        let (scene, came) = (&ctx.props().scene, ctx.link().callback(|()| Msg::Came));
        if matches!(self.state.place(), Place::Topic(_)) {
            rich_text::bring(scene.later.as_ref(), came);
        }
        if *self.state.place() != Place::Home || self.state.is_searching() || is_served(&self.state.library) {
            self.prepare(ctx);
        }
        self.look_at_desk(ctx);
    }

    /// Makes the bodies of the topic that is shown.
    fn write(&mut self, scene: &Scene) {
        self.bodies = match (self.state.place(), self.desk) {
            (Place::Topic(id), Stand::Here(desk)) => {
                desk.bodies(id, &self.state.library, &screens::base(scene))
            }
            _ => Rc::default(),
        };
    }

    /// Has the query answered: by the desk, which comes when there is something to search.
    fn answer(&mut self, ctx: &Context<Self>) {
        if self.state.is_searching() {
            self.fetch(ctx);
            self.turn(ctx, Turn::Search);
        } else if self.state.results.is_some() {
            self.announcement = AttrValue::default();
            self.settling = None;
            self.state = store::apply(self.state.clone(), Action::Found(None));
        }
    }

    /// Works out who says what of the subject.
    fn listen(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        let said = view::voices_of(scene.config.subject.as_deref(), &self.state.library, self.circle(scene));
        self.voices = Rc::new(said);
    }
}
