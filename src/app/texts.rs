//! A large community: its index was made before, and its texts are fetched for the topics shown.
//!
//! The index is fetched once somebody turns to the search. What is found first stands in rows without words; the files that
//! their texts are in are fetched a few at a time, for the query that is shown by then.

use super::{App, Asked, Msg, Turn};
use crate::{
    console, effects,
    endpoint::{Expects, Fault, Request},
    identity::Identity,
    store::{Load, Place, Sight},
    view::Visit,
};
use gloo_timers::callback::Timeout;
use yew::Context;

/// How long a query stands before texts are fetched for it, in ms: longer than from key to key.
const STANDS_MS: u32 = 90;
/// How many files of texts are on their way at most.
const AT_ONCE: usize = 4;
/// Why a file of texts is not taken.
const OTHER: &str = "it is not what the index was made with; make both again by `goodword index`";

/// What was fetched of a community whose index was made before.
#[derive(Default)]
pub(super) struct Texts {
    /// The load that it belongs to.
    ticket: u32,
    /// Whether the visitor turned to the search.
    pub(super) is_wanted: bool,
    stand: Stand,
    /// Files of texts that were asked for and are not here.
    shards: Vec<Shard>,
    waiting: Option<Timeout>,
    /// A document that was chosen before its text was here, its file, and its place in the results.
    pub(super) chosen: Option<(u32, u32, usize)>,
    /// Whether only texts come, and neither query nor hits change.
    pub(super) is_filling: bool,
}

/// How it stands with the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stand {
    #[default]
    Unasked,
    Coming,
    Here,
    Failed,
}

struct Shard {
    number: u32,
    tries: u8,
    is_coming: bool,
}

impl Texts {
    /// Whether the index is on its way.
    pub(super) fn is_coming(&self) -> bool {
        self.stand == Stand::Coming
    }

    /// Whether the index, or texts that were asked for, could not be had.
    pub(super) fn is_failed(&self) -> bool {
        self.stand == Stand::Failed || self.shards.iter().any(|shard| !shard.is_coming)
    }

    /// What failed may be tried again.
    pub(super) fn try_again(&mut self) {
        self.is_wanted = true;
        if self.stand == Stand::Failed {
            self.stand = Stand::Unasked;
        }
        self.shards.retain(|shard| shard.is_coming);
    }
}

impl App {
    /// Asks for the index, once a load, where there is one and somebody turned to the search.
    pub(super) fn bring_index(&mut self, ctx: &Context<Self>) {
        let ticket = self.state.ticket;
        if self.texts.ticket != ticket {
            self.texts = Texts { ticket, is_wanted: self.texts.is_wanted, ..Texts::default() };
        }
        let is_wanted =
            self.texts.is_wanted || self.state.is_searching() || *self.state.place() == Place::Ask;
        if !is_wanted || self.texts.stand != Stand::Unasked || self.state.load != Load::Ready {
            return;
        }
        if let Some(url) = self.link_to(&ctx.props().scene, "index", &[]) {
            self.texts.stand = Stand::Coming;
            self.ask_for(ctx, Asked::Index(ticket), url);
        }
    }

    /// Files are everyone's: no token goes along.
    fn ask_for(&mut self, ctx: &Context<Self>, asked: Asked, url: String) {
        let expects = if matches!(asked, Asked::Index(_)) { Expects::Index } else { Expects::File };
        let request = Request { url, expects, ..Request::default() };
        self.request_as(ctx, asked, request, Identity::default());
    }

    /// The index came, or cannot be had: then what is here goes on being searched.
    pub(super) fn take_index(
        &mut self,
        ctx: &Context<Self>,
        ticket: u32,
        answer: Result<Vec<u8>, Fault>,
    ) -> bool {
        if ticket != self.state.ticket {
            return false;
        }
        let failed = match answer {
            Ok(bytes) => self.state.library.open(bytes).err().map(|error| error.to_string()),
            Err(fault) => Some(fault.to_string()),
        };
        if let Some(failed) = failed {
            self.texts.stand = Stand::Failed;
            self.complain("index", &failed);
        } else {
            self.texts.stand = Stand::Here;
            effects::index(&self.state.library);
        }
        self.grown(ctx);
        true
    }

    fn complain(&self, relation: &str, failed: &str) {
        let community = self.state.library.read();
        let link = community.link(relation).unwrap_or_default();
        console::warn(&format!("good-word: cannot use {link}: {failed}"));
    }

    /// Sees to the texts of what was found, once the query has stood for a moment.
    pub(super) fn await_texts(&mut self, ctx: &Context<Self>) {
        self.texts.chosen = None;
        if !self.missing().is_empty() {
            let link = ctx.link().clone();
            self.texts.waiting =
                Some(Timeout::new(STANDS_MS, move || link.send_message(Msg::Turn(Turn::Texts))));
        }
    }

    /// The files of texts that what is shown lacks, best rows first.
    fn missing(&self) -> Vec<u32> {
        let mut shards = Vec::new();
        if let Some((_, shard, _)) = self.texts.chosen {
            shards.push(shard);
        }
        if let Some(results) = &self.state.results {
            for row in &*results.rows {
                if let Sight::Coming { shard, .. } = row.topic {
                    shards.push(shard);
                }
            }
        }
        shards
    }

    /// Asks for as many files of texts as may be on their way at once.
    pub(super) fn fetch_texts(&mut self, ctx: &Context<Self>) {
        self.texts.waiting = None;
        let mut coming = self.texts.shards.iter().filter(|shard| shard.is_coming).count();
        for number in self.missing() {
            if coming == AT_ONCE {
                break;
            }
            if self.texts.shards.iter().all(|shard| shard.number != number) {
                coming += 1;
                self.texts.shards.push(Shard { number, tries: 0, is_coming: true });
                self.ask_for_texts(ctx, number);
            }
        }
    }

    fn ask_for_texts(&mut self, ctx: &Context<Self>, number: u32) {
        let url = self.link_to(&ctx.props().scene, "texts", &[("shard", &number.to_string())]);
        self.ask_for(ctx, Asked::Texts(self.state.ticket, number), url.unwrap_or_default());
    }

    /// Texts came, or cannot be had. They are asked for once more before somebody is told.
    pub(super) fn take_texts(
        &mut self,
        ctx: &Context<Self>,
        (ticket, number): (u32, u32),
        answer: Result<Vec<u8>, Fault>,
    ) -> bool {
        if ticket != self.state.ticket {
            return false;
        }
        let fault = answer.as_ref().err().map(Fault::to_string);
        let is_taken = answer.is_ok_and(|bytes| effects::take_texts(&self.state.library, number, &bytes));
        let Some(place) = self.texts.shards.iter().position(|shard| shard.number == number) else {
            return false;
        };
        let shard = &mut self.texts.shards[place];
        if is_taken {
            self.texts.shards.swap_remove(place);
        } else if shard.tries == 0 {
            shard.tries = 1;
            self.ask_for_texts(ctx, number);
            return false;
        } else {
            shard.is_coming = false;
            let fault = fault.unwrap_or_else(|| OTHER.to_owned());
            self.complain("texts", &format!("file {number}: {fault}"));
        }
        self.texts.is_filling = true;
        self.grown(ctx);
        self.texts.is_filling = false;
        if self.texts.waiting.is_none() {
            self.fetch_texts(ctx);
        }
        self.visit_chosen(ctx);
        true
    }

    /// Opens the topic of a row that was chosen before its text was there.
    fn visit_chosen(&mut self, ctx: &Context<Self>) {
        let Some((document, _, rank)) = self.texts.chosen else { return };
        let topic = self.state.library.read().prebuilt_topic(document).cloned();
        if let Some(topic) = topic {
            self.texts.chosen = None;
            self.choose(ctx, &Sight::Here(topic), rank);
        }
    }

    /// Opens a row's topic: at once, or when its text is there.
    pub(super) fn choose(&mut self, ctx: &Context<Self>, sight: &Sight, rank: usize) -> bool {
        match sight {
            Sight::Here(topic) => {
                let place = Place::Topic(topic.id.clone());
                self.visit(ctx, Visit { place, from: crate::ids::SEARCH_ID.into(), rank })
            }
            Sight::Coming { document, shard } => {
                self.texts.chosen = Some((*document, *shard, rank));
                self.turn(ctx, Turn::Texts);
                false
            }
        }
    }
}
