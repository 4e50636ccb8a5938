//! A community that lives in a service: what is asked of it.
//!
//! All that it ever answered is in the library, so that home, search and topics are drawn from one place; an answer is
//! rows, whatever it was an answer to.

use super::{App, Asked, Msg, Turn, people::People, ranges::Ranged, screens};
use crate::{
    effects,
    identity::Identity,
    scene::Scene,
    store::{Action, Load, Place},
    view,
};
use gloo_timers::callback::{Interval, Timeout};
use goodword_core::{Community, model::Id, snapshot::Row, template};
use yew::{AttrValue, Context};

/// How long a query stands before the service is asked, in ms.
const SEEK_MS: u32 = 150;
/// How often a panel that is seen asks what changed, in ms.
const WATCH_MS: u32 = 5_000;
/// How many rows a list is asked for.
pub(super) const LIST_ROWS: &str = "30";

/// How many queries' answers are remembered, and for how long, in ms. In memory only.
const REMEMBERED: usize = 16;
const REMEMBERED_MS: u64 = 60_000;

/// What the service found for a query.
pub(super) struct Sought {
    pub(super) query: AttrValue,
    /// Best first.
    topics: Vec<Id>,
    /// When it answered, by [`effects::moment_ms`].
    at: u64,
}

/// The id of the topic that a row is.
pub(super) fn topic_id(row: &Row) -> Option<Id> {
    if let Row::Topic(topic) = row { Some(topic.id.clone()) } else { None }
}

/// Who the visitor is to this address: nobody beyond the endpoint's own origin.
pub(super) fn identity_for(scene: &Scene, url: &str) -> Identity {
    let is_home = view::origin(url) == view::origin(&screens::base(scene));
    if is_home { scene.given.identity.clone() } else { Identity::default() }
}

impl App {
    /// The absolute address of a link, where the endpoint offers it.
    pub(super) fn link_to(&self, scene: &Scene, relation: &str, values: &[(&str, &str)]) -> Option<String> {
        let community = self.state.library.read();
        let template = community.link(relation)?;
        view::resolve(&template::expand(template, values), &screens::base(scene))
    }

    /// Reads what home shows, once a load.
    pub(super) fn read_lists(&mut self, ctx: &Context<Self>) {
        if self.served != self.state.ticket {
            self.served = self.state.ticket;
            self.sought.clear();
            // They went with the library of the load before.
            self.ranged = Ranged::default();
            self.people.asked = [const { None }; 2];
            self.fill_home(ctx);
            self.watch(ctx);
        }
    }

    fn fill_home(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        let ticket = self.state.ticket;
        let mut before = None;
        for sort in ["me_too", "active", "unanswered"] {
            let url = self.link_to(scene, "topics", &[("sort", sort), ("limit", LIST_ROWS)]);
            let asked = if sort == "me_too" { Asked::First(ticket) } else { Asked::List(ticket) };
            // A service that does not sort is asked once.
            if url != before {
                self.inquire(ctx, asked, url.clone());
            }
            before = url;
        }
        self.read_voices(ctx);
        self.read_friends(ctx);
        self.read_asked(ctx);
    }

    /// Asks what the service finds, once the query has stood for a moment.
    pub(super) fn seek(&mut self, ctx: &Context<Self>) {
        self.seeking = None;
        // One search is on its way at most; nobody waits for what was typed before.
        self.pending.retain(|pending| !matches!(pending.asked, Asked::Found(_)));
        let query = self.state.query.clone();
        let now = effects::moment_ms();
        self.sought.retain(|sought| now.saturating_sub(sought.at) < REMEMBERED_MS);
        let is_known = self.sought.iter().any(|sought| sought.query == query);
        let may_seek =
            self.state.is_searching() && !is_known && self.state.library.read().link("search").is_some();
        if may_seek {
            let link = ctx.link().clone();
            self.seeking = Some(Timeout::new(SEEK_MS, move || link.send_message(Msg::Turn(Turn::Seek))));
        }
        self.act(ctx, Action::Sought(query, may_seek));
    }

    pub(super) fn seek_now(&mut self, ctx: &Context<Self>) {
        let query = self.state.query.clone();
        let values = [("q", query.trim()), ("query", query.trim()), ("limit", LIST_ROWS)];
        let url = self.link_to(&ctx.props().scene, "search", &values);
        self.inquire(ctx, Asked::Found(query.clone()), url);
    }

    /// What the service finds for a query, as far as that is remembered.
    pub(super) fn sought_for(&self, query: &str) -> &[Id] {
        let sought = self.sought.iter().find(|sought| sought.query == query);
        sought.map_or(&[], |sought| &sought.topics)
    }

    pub(super) fn remember(&mut self, query: &AttrValue, rows: &[Row]) {
        self.sought.retain(|sought| sought.query != *query);
        if self.sought.len() == REMEMBERED {
            self.sought.remove(0);
        }
        let topics = rows.iter().filter_map(topic_id).collect();
        self.sought.push(Sought { query: query.clone(), topics, at: effects::moment_ms() });
    }

    /// Reads the topic that is shown anew.
    pub(super) fn read_topic(&mut self, ctx: &Context<Self>) {
        if let Place::Topic(id) = self.state.place().clone() {
            let url = self.link_to(&ctx.props().scene, "topic", &[("id", &id)]);
            self.inquire(ctx, Asked::Topic(id), url);
        }
    }

    /// Somebody else is signed in: what the one before did and could see is forgotten, and what is shown is read anew.
    /// Answers that are still meant for that one are not taken, but what was sent for good goes on.
    pub(super) fn read_again(&mut self, ctx: &Context<Self>) {
        self.queue = None;
        self.people = People::default();
        self.forget_ranges();
        self.friends = None;
        self.referral = None;
        self.consented.clear();
        self.sought.clear();
        self.pending.retain(|pending| matches!(pending.asked, Asked::Deed(..) | Asked::Arrival));
        self.state.library.grow(Community::forget_visitor);
        self.grown(ctx);
        self.read_topic(ctx);
        self.read_people(ctx);
        if self.state.load == Load::Ready {
            self.fill_home(ctx);
        }
    }

    /// Reads what waits for a moderator, where the visitor is one: the endpoint said so of a topic.
    pub(super) fn read_queue(&mut self, ctx: &Context<Self>) {
        if self.state.library.read().is_moderated_here() {
            let url = self.link_to(&ctx.props().scene, "moderation", &[]);
            self.inquire(ctx, Asked::Queue, url);
        }
    }

    /// The library changed in place.
    pub(super) fn grown(&mut self, ctx: &Context<Self>) {
        let library = self.state.library.next_generation();
        self.act(ctx, Action::Grew(self.state.ticket, library));
    }

    /// Begins to ask now and then what changed, where the endpoint can say.
    fn watch(&mut self, ctx: &Context<Self>) {
        self.changes = self.link_to(&ctx.props().scene, "events", &[]);
        let link = ctx.link().clone();
        self.watch = self
            .changes
            .as_ref()
            .map(|_| Interval::new(WATCH_MS, move || link.send_message(Msg::Turn(Turn::Watch))));
        if self.changes.is_some() {
            self.look(ctx);
        }
    }

    /// Asks what changed, where somebody may be looking.
    pub(super) fn look(&mut self, ctx: &Context<Self>) {
        let is_asked = self.pending.iter().any(|pending| matches!(pending.asked, Asked::Changes));
        if self.is_seen(&ctx.props().scene) && !is_asked && self.is_online && effects::page_is_seen() {
            self.inquire(ctx, Asked::Changes, self.changes.clone());
        }
    }
}
