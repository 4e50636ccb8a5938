//! Who says what of the subject: friends with face and words, friends' friends as a number, then everyone.

use super::{
    Around, Wish,
    el::{Attr, El, button, div, el, p, span},
    recommend::{own, taken_back},
    share::ways,
    voice::{verb, voice},
};
use crate::{
    clock::wall_ms,
    desk::Desk,
    ids::TITLE_ID,
    library::Library,
    store::{Action, First},
    text::Sentence,
    writing::{News, Writing},
};
use goodword_core::{
    draft::Saying,
    friends::{Circle, Listener, Voice, Voices, voices},
    model::{Audience, Timestamp, Verb},
    order,
};
use std::cmp::Reverse;

/// What is said of the subject.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and fit")]
pub(crate) fn voices_of(subject: Option<&str>, library: &Library, circle: &Circle) -> Voices {
    let weights = *library.read().friend_weights();
    let listener = Listener {
        subject,
        circle,
        now: Timestamp::from_millis(wall_ms() as i64),
        relevance: None,
        weights: &weights,
    };
    let mut said = Voices::default();
    library.grow(|community| said = voices(community.recommendations_mut(), &listener));
    said
}

/// What the subject is called: its product's name, or the community's.
pub(super) fn subject_name(subject: Option<&str>, around: &Around<'_>) -> Option<String> {
    let community = around.library.read();
    let product = subject.and_then(|id| community.product(id)).map(|product| product.name.clone());
    product.or_else(|| Some(community.name().to_owned()).filter(|name| subject.is_none() && !name.is_empty()))
}

/// What the screen shows.
pub(crate) struct Telling<'a> {
    /// What is said of the subject.
    pub(crate) said: &'a Voices,
    /// The product's id.
    pub(crate) subject: Option<&'a str>,
    /// How many public voices are shown at most.
    pub(crate) shown: usize,
    /// Only words as strong as this.
    pub(crate) verb: Option<Verb>,
    /// Which stand first.
    pub(crate) first: First,
    /// What the visitor does with a word of one's own.
    pub(crate) writing: &'a Writing,
    /// The page's address, to tell somebody.
    pub(crate) page: &'a str,
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// The friends screen.
    #[inline(never)]
    pub(crate) fn friends_screen(self, told: &Telling<'_>, around: &Around<'_>) -> El {
        let (text, said) = (around.text, told.said);
        let title = match subject_name(told.subject, around) {
            Some(name) => text.with(Sentence::FriendsAbout, &[("subject", &name)]),
            None => text.say(Sentence::FriendsTitle),
        };
        let title = el("h2").id(TITLE_ID).class("lead").dir_auto().attr(Attr::TabIndex, "-1").text(&title);
        let (friends, public) = (told.chosen(&said.friends, around), told.chosen(&said.public, around));
        let yours = if said.friends.is_empty() {
            let no_friends =
                if around.circle.is_empty() { Sentence::FriendsHow } else { Sentence::FriendsNoneOfYours };
            Some(p("note framed").say(no_friends, around))
        } else {
            group(("yours", Sentence::FriendsYours), &said.friends, &friends, friends.len(), around)
        };
        let left = public.len().saturating_sub(told.shown);
        let more = (left > 0).then(|| {
            button("link", Wish::Act(Action::ShowMoreVoices), around).text(&text.count(
                Sentence::FriendsMore,
                left.min(told.shown),
                &[],
            ))
        });
        let everyone =
            group(("everyone", Sentence::FriendsEveryone), &said.public, &public, told.shown, around);
        // Nobody knows what they said, so there is none to count where only some words are wanted.
        let second = (said.friends_of_friends > 0 && told.verb.is_none())
            .then(|| second(said.friends_of_friends, around));
        div("stack loose")
            .part("friends")
            .child(title)
            .maybe((told.writing.news == Some(News::TakenBack)).then(|| taken_back(around)))
            .maybe(told.own(around))
            .maybe((said.total == 0).then(|| p("note").say(Sentence::FriendsSilence, around)))
            .maybe(told.choice(around))
            .maybe(yours)
            .maybe(second)
            .maybe(everyone)
            .maybe(more)
            .maybe(told.share(around))
    }
}

impl Telling<'_> {
    /// The numbers of those of `voices` that are wanted, in the order that is wanted.
    fn chosen(&self, voices: &[Voice], around: &Around<'_>) -> Vec<u32> {
        let is_wanted = |n: u32| self.verb.is_none_or(|verb| voices[n as usize].verb == verb);
        let mut numbers = order::numbers(voices.len(), &is_wanted);
        if self.first == First::Newest {
            let community = around.library.read();
            let word = |n: u32| community.recommendations().get(voices[n as usize].word);
            let said_at = |n: u32| (word(n).and_then(|word| word.created_at), Reverse(n));
            order::sort(&mut numbers, &|a, b| said_at(b).cmp(&said_at(a)));
        }
        numbers
    }

    /// Which words are wanted, where they differ, and in which order.
    fn choice(&self, around: &Around<'_>) -> Option<El> {
        let chip = |pressed: bool, action: Action, word: Sentence| {
            button("chip", Wish::Act(action), around).flag(Attr::Pressed, pressed).say(word, around)
        };
        let mut occur = [false; 4];
        for voice in self.said.friends.iter().chain(&self.said.public) {
            occur[voice.verb as usize] = true;
        }
        let is_only = occur.into_iter().filter(|occurs| *occurs).count() < 2;
        let mut chips = div("chips wraps").role("group").label(Sentence::FriendsShow, around);
        if !is_only {
            chips = chips.child(chip(self.verb.is_none(), Action::ChoseVerb(None), Sentence::KindAll));
        }
        for of in Saying::VERBS {
            if occur[of as usize] && !is_only {
                let (word, _) = verb(of);
                chips = chips.child(chip(self.verb == Some(of), Action::ChoseVerb(Some(of)), word));
            }
        }
        let is_newest = self.first == First::Newest;
        let other = if is_newest { First::Best } else { First::Newest };
        let newest = chip(is_newest, Action::SortedVoices(other), Sentence::FriendsNewest);
        (self.said.friends.len() + self.said.public.len() > 1).then(|| chips.child(newest))
    }

    /// What the visitor said.
    fn own(&self, around: &Around<'_>) -> Option<El> {
        let heading = el("h3").class("section").id("own").say(Sentence::FriendsOwn, around);
        let mut section = el("section").class("stack").attr(Attr::LabelledBy, "own").child(heading);
        let community = around.library.read();
        for word in self.said.own.iter().filter_map(|number| community.recommendations().get(*number)) {
            section = section.child(own(word, self.writing, around).key(&word.id));
        }
        (!self.said.own.is_empty()).then_some(section)
    }

    /// Ways to tell somebody of the page, for whoever said something that others may see.
    fn share(&self, around: &Around<'_>) -> Option<El> {
        let community = around.library.read();
        let mut words = self.said.own.iter().filter_map(|number| community.recommendations().get(*number));
        let is_told = words.any(|word| word.audience != Audience::OnlyMe);
        is_told.then(|| ways(self.page, self.writing, around))
    }
}

/// Friends' friends, as a number.
fn second(count: usize, around: &Around<'_>) -> El {
    let text = around.text;
    let counted = p("counted").child(el("b").text(&text.number(count))).child(span("").text(&text.count(
        Sentence::FriendsSecondText,
        count,
        &[],
    )));
    el("section")
        .class("stack tight")
        .attr(Attr::LabelledBy, "second")
        .child(el("h3").class("section").id("second").say(Sentence::FriendsSecond, around))
        .child(counted)
}

/// Those of `voices` that have these numbers, the first `shown` of them; the heading counts them all.
fn group(
    (id, title): (&str, Sentence),
    voices: &[Voice],
    numbers: &[u32],
    shown: usize,
    around: &Around<'_>,
) -> Option<El> {
    if numbers.is_empty() {
        return None;
    }
    let heading = div("heading")
        .child(el("h3").class("section").id(id).say(title, around))
        .child(p("").text(&around.text.count(Sentence::FriendsPeople, numbers.len(), &[])));
    let community = around.library.read();
    let mut list = el("ul").class("voices").role("list");
    for number in numbers.iter().take(shown) {
        let item = &voices[*number as usize];
        if let Some(word) = community.recommendations().get(item.word) {
            list = list.child(el("li").key(&word.id).child(voice(word, item.reason.mutual, around)));
        }
    }
    Some(el("section").class("stack").attr(Attr::LabelledBy, id).child(heading).child(list))
}
