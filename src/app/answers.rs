//! A service's answers: where each goes.

use super::{
    App, Asked,
    service::{LIST_ROWS, topic_id},
};
use crate::{
    effects,
    endpoint::{Exchange, Fault},
    outcome::{Failure, Outcome},
    store::{Action, Load, Notice, NoticeKind, Place},
    view,
};
use goodword_core::{
    json::{self, Value},
    model::{Id, Standing, Visibility},
    snapshot::{Answer, Of, Row},
};
use yew::Context;

/// How many pages of replies are read at most, 50 replies each.
const REPLY_PAGES: usize = 10;
const MAX_DEPTH: usize = 16;

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

    fn read_on(&mut self, ctx: &Context<Self>, id: Id, page: usize, next: Option<String>) {
        let scene = &ctx.props().scene;
        let Some(next) = next.filter(|_| page <= REPLY_PAGES) else { return };
        // It is relative to the answer's own address, and leads nowhere else.
        let of = self.link_to(scene, "topic", &[("id", &id)]).unwrap_or_default();
        let url = view::resolve(&next, &of).filter(|url| view::origin(url) == view::origin(&of));
        self.inquire(ctx, Asked::Replies(id, page), url);
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
