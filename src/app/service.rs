//! A community that lives in a service: what is asked of it, and where its answers go.
//!
//! All that it ever answered is in the library, so that home, search and topics are drawn from one place; an answer is
//! rows, whatever it was an answer to.

use super::{App, Asked, Msg, Turn, people::People, ranges::Ranged, screens};
use crate::{
    effects,
    endpoint::{Exchange, Fault},
    identity::Identity,
    outcome::{Failure, Outcome},
    scene::Scene,
    store::{Action, Load, Notice, NoticeKind, Place},
    view,
};
use gloo_timers::callback::{Interval, Timeout};
use goodword_core::{
    Community,
    json::{self, Value},
    model::{Id, Standing, Visibility},
    snapshot::{Answer, Of, Row},
    template,
};
use yew::{AttrValue, Context};

/// How long a query stands before the service is asked, in ms.
const SEEK_MS: u32 = 150;
/// How often a panel that is seen asks what changed, in ms.
const WATCH_MS: u32 = 5_000;
/// How many rows a list is asked for.
const LIST_ROWS: &str = "30";
/// How many pages of replies are read at most, 50 replies each.
const REPLY_PAGES: usize = 10;
const MAX_DEPTH: usize = 16;

/// How many queries' answers are remembered, and for how long, in ms. In memory only.
const REMEMBERED: usize = 16;
const REMEMBERED_MS: u64 = 60_000;

/// What the service found for a query.
pub(super) struct Sought {
    query: AttrValue,
    /// Best first.
    topics: Vec<Id>,
    /// When it answered, by [`effects::moment_ms`].
    at: u64,
}

fn topic_id(row: &Row) -> Option<Id> {
    if let Row::Topic(topic) = row { Some(topic.id.clone()) } else { None }
}

/// Who the visitor is to this address: nobody beyond the endpoint's own origin.
pub(super) fn identity_for(scene: &Scene, url: &str) -> Identity {
    let is_home = view::origin(url) == view::origin(&screens::base(scene));
    if is_home { scene.given.identity.clone() } else { Identity::default() }
}

/// Whether a fault is none of the service's: a topic that is gone, a token that it does not take to read, and what tells its own faults.
fn is_foreseen(asked: &Asked, fault: &Fault) -> bool {
    matches!(
        (asked, fault),
        (Asked::Topic(_), Fault::Http(404))
            | (Asked::Index(_) | Asked::Texts(..) | Asked::Arrival, _)
            | (Asked::Friends, Fault::Http(401))
    )
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

    fn remember(&mut self, query: &AttrValue, rows: &[Row]) {
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

    /// Takes an answer; whether anything changed.
    pub(super) fn answered(
        &mut self,
        ctx: &Context<Self>,
        asked: Asked,
        answer: Result<Vec<u8>, Fault>,
        exchange: &Exchange,
    ) -> bool {
        if let Err(fault) = &answer
            && !is_foreseen(&asked, fault)
        {
            self.tell_fault(fault, exchange);
        }
        if answer.is_ok() {
            self.told = None;
        }
        let of = match &asked {
            Asked::First(ticket) | Asked::List(ticket) | Asked::Voices(ticket)
                if *ticket != self.state.ticket =>
            {
                return false;
            }
            Asked::Changes => return self.changed_there(ctx, answer),
            Asked::Index(ticket) => return self.take_index(ctx, *ticket, answer),
            Asked::Texts(ticket, shard) => return self.take_texts(ctx, (*ticket, *shard), answer),
            Asked::Friends => return self.take_friends(ctx, answer),
            Asked::Deed(place, deed) => return self.done(ctx, place, deed, answer),
            Asked::First(_) | Asked::List(_) | Asked::Found(_) | Asked::Topic(_) | Asked::Between(_) => {
                Of::Topics
            }
            Asked::Replies(id, _) => Of::Replies(id.clone()),
            Asked::Voices(_) => Of::Recommendations,
            Asked::Queue => Of::Cases,
            Asked::Suggestions => Of::Suggestions,
            Asked::Range(sought) => return self.take_range(ctx, &sought.clone(), answer),
            Asked::Arrival => return false,
            Asked::Me => return answer.is_ok_and(|answer| self.take_me(&answer)),
        };
        if let Asked::Topic(id) = &asked
            && answer == Err(Fault::Http(404))
            && !self.waits(id)
        {
            self.state.library.grow(|community| community.forget(id));
            self.grown(ctx);
        }
        let (read, fault) = match answer.map(|bytes| Answer::read(&bytes, &of)) {
            Ok(Ok(read)) => (read, None),
            Ok(Err(error)) => {
                let fault = Fault::Foreign(error.to_string());
                self.tell_fault(&fault, exchange);
                (Answer::default(), Some(fault))
            }
            Err(fault) => (Answer::default(), Some(fault)),
        };
        if let (Asked::Found(query), None) = (&asked, &fault) {
            self.remember(query, &read.rows);
        }
        let skipped = || {
            read.rows
                .iter()
                .filter_map(|row| if let Row::Skipped(skipped) = row { Some(skipped) } else { None })
        };
        effects::report_skipped(exchange.asks(), skipped().count(), skipped());
        if let (Asked::Between(asker), None) = (&asked, &fault) {
            self.people.asked[*asker as usize] = Some(read.rows.iter().filter_map(topic_id).collect());
        }
        let merged_into = read.rows.iter().find_map(|row| match (row, &asked) {
            (Row::Topic(topic), Asked::Topic(id)) if topic.id != *id => Some(topic.id.clone()),
            _ => None,
        });
        self.take_rows(ctx, read.rows, !matches!(asked, Asked::Topic(_)));
        match asked {
            Asked::Found(query) => {
                self.act(ctx, Action::Sought(query, false));
            }
            Asked::Topic(id) => {
                // Whoever merged it may yet take that back, here.
                if let Some(into) = merged_into.filter(|_| self.state.writing.judged.is_none()) {
                    self.state.library.grow(|community| community.forget(&id));
                    self.grown(ctx);
                    self.act(ctx, Action::Became(Place::Topic(into)));
                    return true;
                }
                self.find_similar(ctx);
                self.read_on(ctx, id, 1, read.next);
            }
            Asked::Replies(id, page) => self.read_on(ctx, id, page + 1, read.next),
            Asked::Queue => {
                self.queue = fault.is_none().then(|| read.cases.into());
                self.fetch(ctx);
            }
            Asked::First(_) => {
                self.is_there(ctx, fault.as_ref());
                self.read_queue(ctx);
            }
            Asked::List(_) => self.read_queue(ctx),
            Asked::Suggestions if fault.is_none() => self.people.suggested = read.suggested,
            Asked::Voices(_) => {
                self.ranged.is_all_known = Some(fault.is_none() && read.next.is_none());
                self.read_ranges(ctx);
            }
            _ => {}
        }
        true
    }

    /// Takes an answer's rows into the library. A list, unlike a topic itself, may know less of a topic than what is here.
    fn take_rows(&mut self, ctx: &Context<Self>, rows: Vec<Row>, is_list: bool) {
        if rows.is_empty() {
            return;
        }
        // Only other backends' lists do, and no answer of theirs says what the visitor did.
        let is_foreign = self.state.library.translator().is_some();
        self.state.library.grow(|community| {
            for row in rows {
                match row {
                    Row::Topic(topic) if is_foreign && is_list => community.put_part(topic),
                    Row::Standing(topic, standing)
                        if is_foreign
                            && standing == Standing::default()
                            && community.standing(&topic).is_some() => {}
                    row => community.put(row),
                }
            }
        });
        self.grown(ctx);
    }

    /// Whether a topic waits: a guest has asked it and cannot read it, so it stays as it was written.
    fn waits(&self, id: &str) -> bool {
        let community = self.state.library.read();
        community.standing(id).is_some_and(|standing| standing.visibility == Visibility::Waiting)
    }

    /// The first list came, or there is nothing to show.
    fn is_there(&mut self, ctx: &Context<Self>, fault: Option<&Fault>) {
        let is_owed = match self.state.load {
            Load::Loading => true,
            Load::Failed(notice) => notice.kind == NoticeKind::Busy,
            Load::Idle | Load::Ready => false,
        };
        if !is_owed {
            return;
        }
        let (ticket, library) = (self.state.ticket, self.state.library.clone());
        let kind = match fault {
            None => {
                self.act(ctx, Action::Loaded(ticket, library));
                return;
            }
            Some(Fault::Offline) => NoticeKind::Offline,
            Some(Fault::Busy(_)) => NoticeKind::Busy,
            Some(Fault::Foreign(_)) => NoticeKind::Document,
            Some(_) => NoticeKind::Unreachable,
        };
        self.act(ctx, Action::Failed(ticket, Notice { kind, retry: true }));
        let code = match kind {
            NoticeKind::Offline => "offline",
            NoticeKind::Document => "document",
            _ => "unreachable",
        };
        ctx.props().scene.port.tell.emit(Outcome::Error(Failure { code, retryable: true }));
    }

    /// The library changed in place.
    pub(super) fn grown(&mut self, ctx: &Context<Self>) {
        let library = self.state.library.next_generation();
        self.act(ctx, Action::Grew(self.state.ticket, library));
    }

    fn read_on(&mut self, ctx: &Context<Self>, id: Id, page: usize, next: Option<String>) {
        let scene = &ctx.props().scene;
        let Some(next) = next.filter(|_| page <= REPLY_PAGES) else { return };
        // It is relative to the answer's own address, and leads nowhere else.
        let of = self.link_to(scene, "topic", &[("id", &id)]).unwrap_or_default();
        let url = view::resolve(&next, &of).filter(|url| view::origin(url) == view::origin(&of));
        self.inquire(ctx, Asked::Replies(id, page), url);
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

    fn changed_there(&mut self, ctx: &Context<Self>, answer: Result<Vec<u8>, Fault>) -> bool {
        let Some(answer) = answer.ok().and_then(|bytes| json::parse(&bytes, MAX_DEPTH).ok()) else {
            return false;
        };
        let scene = &ctx.props().scene;
        if let (Some(next), Some(at)) = (answer.get("next").and_then(Value::as_text), &self.changes) {
            self.changes = view::resolve(next, at).filter(|url| view::origin(url) == view::origin(at));
        }
        let Some(Value::List(changes)) = answer.get("data") else { return false };
        let topics = || changes.iter().filter_map(|change| change.get("topic")?.as_text());
        let here = if let Place::Topic(id) = self.state.place() { Some(id.as_str()) } else { None };
        // No name is every name: the service no longer knows what changed.
        if topics().any(|topic| topic.is_empty() || Some(topic) == here) {
            self.read_topic(ctx);
        }
        // Another one's change shows in the lists, in what is found, and in what waits.
        if topics().next().is_some() {
            let query = self.state.query.clone();
            self.sought.retain(|sought| sought.query == query);
            let url = self.link_to(scene, "topics", &[("sort", "active"), ("limit", LIST_ROWS)]);
            self.inquire(ctx, Asked::List(self.state.ticket), url);
        }
        false
    }
}
