//! What the visitor's friends said in public, asked for without saying who they are: by ranges of keys, matched here. See
//! `crates/core/src/friends/README.md`, "Private matching".

use super::{App, Asked};
use crate::{
    effects,
    endpoint::{Fault, Request},
    identity::Identity,
    store::Place,
};
use goodword_core::{
    friends::{Circle, Friend, Ranges, Sought},
    json::{self, Value},
    model::Id,
    order,
    snapshot::{Answer, Of, Row},
};
use std::{cmp::Reverse, rc::Rc};
use yew::{AttrValue, Context};

const MAX_DEPTH: usize = 8;
/// For how many friends at most it is asked, those with the most mutual friends: twice as many requests are made.
const MOST: usize = 32;

thread_local! {
    /// Known to this page alone, and gone with it.
    static SECRET: Option<[u8; 32]> = effects::random();
}

/// What was asked for, and what came of it.
#[derive(Debug, Default)]
pub(super) struct Ranged {
    /// Whose friends were asked for, and for what subject.
    of: Option<(Rc<Circle>, AttrValue)>,
    /// The words that were found, by id.
    words: Vec<Id>,
    /// The subject whose list of words was asked for.
    pub(super) subject: Option<String>,
    /// Whether the list of words, which names everyone, held them all; unknown until it came.
    pub(super) is_all_known: Option<bool>,
}

impl App {
    /// Asks for what friends said, once for a circle, and not before somebody looks: where the panel is opened, or at what friends say.
    pub(super) fn read_ranges(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        let Some(subject) = scene.config.subject.clone() else { return };
        let of = (self.circle(scene).clone(), AttrValue::from(subject));
        let is_looked_at = self.state.open || *self.state.place() == Place::Friends;
        if !is_looked_at || self.ranged.is_all_known != Some(false) || self.ranged.of.as_ref() == Some(&of) {
            return;
        }
        self.forget_ranges();
        let digits = self.state.library.read().range_digits();
        let Some(secret) = SECRET.with(|secret| *secret).filter(|_| digits > 0) else { return };
        let (circle, subject) = &of;
        let ranges = Ranges::new(&nearest(circle), &self.crowd(), secret);
        let sought = Rc::new(ranges.sought(subject));
        for prefix in ranges.prefixes(subject, digits) {
            if let Some(url) = self.link_to(scene, "recommendations", &[("prefix", &prefix)]) {
                // As nobody: the answer is everyone's.
                let request = Request { url, ..Request::default() };
                self.request_as(ctx, Asked::Range(sought.clone()), request, Identity::default());
            }
        }
        self.ranged.of = Some(of);
    }

    /// People who said or wrote something in public, among whom the friends hide.
    fn crowd(&self) -> Vec<Id> {
        let community = self.state.library.read();
        let speakers = community.recommendations().all().map(|word| word.person.clone());
        let authors = community.topics().iter().filter_map(|topic| topic.author.clone());
        speakers.chain(authors).collect()
    }

    /// Takes an answer: those of its words that are friends'.
    pub(super) fn take_range(
        &mut self,
        ctx: &Context<Self>,
        sought: &Sought,
        answer: Result<Vec<u8>, Fault>,
    ) -> bool {
        let answer = answer.ok().and_then(|bytes| json::parse(&bytes, MAX_DEPTH).ok()).unwrap_or_default();
        let Some(Value::List(data)) = answer.get("data") else { return false };
        let Some(subject) = ctx.props().scene.config.subject.clone() else { return false };
        let words: Vec<_> = data.iter().filter_map(|word| of_friend(word, &subject, sought)).collect();
        if words.is_empty() {
            return false;
        }
        let rows =
            Answer::of(Value::Object(vec![("data".to_owned(), Value::List(words))]), &Of::Recommendations)
                .rows;
        for row in &rows {
            if let Row::Recommendation(word) = row {
                self.ranged.words.push(word.id.clone());
            }
        }
        self.state.library.grow(|community| rows.into_iter().for_each(|row| community.put(row)));
        self.grown(ctx);
        true
    }

    /// Forgets what was found for friends who may be no friends any more.
    pub(super) fn forget_ranges(&mut self) {
        self.ranged.of = None;
        let words = std::mem::take(&mut self.ranged.words);
        // What is still to come was asked for the former.
        self.pending.retain(|pending| !matches!(pending.asked, Asked::Range(_)));
        if !words.is_empty() {
            self.state.library.grow(|community| community.forget_words(&|word| words.contains(&word.id)));
        }
    }
}

/// The friends with the most mutual ones.
fn nearest(circle: &Circle) -> Vec<Id> {
    let friends: Vec<&Friend> = circle.friends().collect();
    let friend = |number: u32| friends[number as usize];
    let mut numbers = order::numbers(friends.len(), &|_| true);
    order::sort(&mut numbers, &|a, b| Reverse(friend(a).mutual).cmp(&Reverse(friend(b).mutual)));
    numbers.truncate(MOST);
    numbers.into_iter().map(|number| friend(number).id.clone()).collect()
}

/// A word of a range as a list would have it, where it is a friend's.
fn of_friend(word: &Value, subject: &str, sought: &Sought) -> Option<Value> {
    let key = word.get("key")?.as_text()?;
    let friend = sought.friend(key)?;
    let Value::Object(members) = word else { return None };
    let mut members = members.clone();
    for (name, value) in
        [("id", key), ("person", friend.as_str()), ("subject", subject), ("audience", "public")]
    {
        members.push((name.to_owned(), Value::Text(value.to_owned())));
    }
    Some(Value::Object(members))
}
