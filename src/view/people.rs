//! People whom the visitor may want to know, each with why, and whether the visitor may be one of those for others.

use super::{
    Around, Wish,
    deeds::{offers, undone},
    el::{Attr, El, button, div, el, p, span},
    home::rows,
    icon::Icon,
    notice::way,
    person::{Size, Someone, face, name_line},
};
use crate::{
    desk::Desk,
    ids::{ASKED_ID, ASKING_ID, PEOPLE_ID},
    store::Place,
    text::Sentence,
    writing::{Asker, Deed, Writing},
};
use goodword_core::{
    model::{Id, Topic},
    snapshot::Suggested,
};
use std::sync::Arc;

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// Those who are suggested; nothing where the service suggests nobody and cannot be told whether the visitor may be. Those in `followed` the visitor
    /// follows already.
    #[inline(never)]
    pub(crate) fn people(
        self,
        suggested: &[Suggested],
        followed: &[Id],
        may_be_found: Option<bool>,
        writing: &Writing,
        around: &Around<'_>,
    ) -> Option<El> {
        if suggested.is_empty() && may_be_found.is_none() {
            return None;
        }
        let fault = writing.hitch.map(|hitch| undone(hitch, around));
        let title = el("h3")
            .class("section")
            .id(PEOPLE_ID)
            .attr(Attr::TabIndex, "-1")
            .say(Sentence::PeopleTitle, around);
        let mut list = el("ul").class("voices people").role("list");
        for one in suggested {
            let is_followed = followed.contains(&one.person.id);
            list = list.child(el("li").key(&one.person.id).child(known(one, is_followed, around)));
        }
        let found = may_be_found.map(|may| {
            let text = p("meta").id("found-text").say(Sentence::PeopleFoundText, around);
            let toggle = button("toggle", Wish::deed(Deed::BeFound(!may)), around)
                .flag(Attr::Pressed, may)
                .attr(Attr::DescribedBy, "found-text")
                .child(span("track"))
                .say(Sentence::PeopleFound, around);
            div("stack tight").child(toggle).child(text)
        });
        Some(
            el("section")
                .class("stack")
                .attr(Attr::LabelledBy, PEOPLE_ID)
                .child(title)
                .child(div(if fault.is_none() { "unseen" } else { "" }).role("status").maybe(fault))
                .maybe((!suggested.is_empty()).then_some(list))
                .maybe(found),
        )
    }
}

/// What names the topics that one of the two asked: the DOM id of their list, that of the way to them, its title, and the words of that way.
fn naming(asker: Asker) -> (&'static str, &'static str, Sentence, Sentence) {
    match asker {
        Asker::Friend => ("asked", ASKED_ID, Sentence::AskedTitle, Sentence::AskedLink),
        Asker::Visitor => ("asking", ASKING_ID, Sentence::AskingTitle, Sentence::AskingLink),
    }
}

/// The way to so many topics between the visitor and a friend; nothing where there are none.
pub(crate) fn between_link(asker: Asker, count: usize, around: &Around<'_>) -> Option<El> {
    let (_, id, _, words) = naming(asker);
    (count > 0).then(|| way((Place::Friends, id), Icon::Chat, &around.text.count(words, count, &[]), around))
}

/// Topics between the visitor and a friend.
pub(crate) fn between(asker: Asker, topics: &[Arc<Topic>], around: &Around<'_>) -> Option<El> {
    let (id, _, title, _) = naming(asker);
    (!topics.is_empty()).then(|| {
        el("section")
            .class("stack")
            .attr(Attr::LabelledBy, id)
            .child(el("h3").class("section").id(id).say(title, around))
            .child(rows(topics, id, around))
    })
}

fn known(one: &Suggested, is_followed: bool, around: &Around<'_>) -> El {
    let id = &one.person.id;
    let someone = Someone::of(&one.person, around);
    let name: &[(&str, &str)] = &[("name", &someone.name)];
    let follow = offers(around, "friend").then(|| {
        button("button small", Wish::deed(Deed::Befriend(id.clone(), !is_followed)), around)
            .flag(Attr::Pressed, is_followed)
            .attr(Attr::Label, &around.text.with(Sentence::PeopleFollowName, name))
            .maybe(is_followed.then(|| Icon::Check.draw()))
            .say(Sentence::PeopleFollow, around)
    });
    let dismiss = offers(around, "dismiss").then(|| {
        button("icon-button", Wish::Dismiss(id.clone()), around)
            .attr(Attr::Label, &around.text.with(Sentence::PeopleDismiss, name))
            .child(Icon::Close.draw())
    });
    let lines = div("person-lines").child(name_line(&someone, around)).maybe(why(one, around));
    div("person").child(face(&someone, Size::Normal)).child(lines).maybe(follow).maybe(dismiss)
}

/// In what the two have to do with each other.
fn why(one: &Suggested, around: &Around<'_>) -> Option<El> {
    let text = around.text;
    let mutual = (one.mutual > 0).then(|| text.count(Sentence::PeopleMutual, one.mutual as usize, &[]));
    let answered = (one.answered > 0).then(|| match &one.about {
        Some(about) => text.count(Sentence::PeopleAnswered, one.answered as usize, &[("about", about)]),
        None => text.count(Sentence::PeopleHelped, one.answered as usize, &[]),
    });
    if mutual.is_none() && answered.is_none() {
        return None;
    }
    Some(
        p("meta")
            .maybe(mutual.map(|words| span("").text(&words)))
            .maybe(answered.map(|words| span("").text(&words))),
    )
}
