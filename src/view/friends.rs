//! Who says what of the subject: friends with face and words, friends' friends as a number, then everyone.

use super::{
    Around, Wish,
    el::{Attr, El, button, div, el, p, span},
    voice::voice,
};
use crate::{clock::wall_ms, desk::Desk, ids::TITLE_ID, library::Library, store::Action, text::Sentence};
use goodword_core::{
    friends::{Circle, FriendWeights, Listener, Voice, Voices, voices},
    model::{Id, Role, Timestamp},
};

/// What is said of the subject.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and fit")]
pub(crate) fn voices_of(subject: Option<&str>, library: &Library, circle: &Circle) -> Voices {
    let community = library.read();
    let standing = |id: &Id| community.person(id).map_or(Role::Member, |person| person.role);
    let listener = Listener {
        subject,
        circle,
        standing: &standing,
        now: Timestamp::from_millis(wall_ms() as i64),
        relevance: None,
        weights: &FriendWeights::default(),
    };
    voices(community.recommendations(), &listener)
}

/// What the subject is called: its product's name, or the community's.
pub(super) fn subject_name(subject: Option<&str>, around: &Around<'_>) -> Option<String> {
    let community = around.library.read();
    let product = subject.and_then(|id| community.product(id)).map(|product| product.name.clone());
    product.or_else(|| Some(community.name().to_owned()).filter(|name| subject.is_none() && !name.is_empty()))
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// The friends screen, with at most `shown` public voices.
    #[inline(never)]
    pub(crate) fn friends_screen(
        self,
        said: &Voices,
        subject: Option<&str>,
        shown: usize,
        around: &Around<'_>,
    ) -> El {
        let text = around.text;
        let title = match subject_name(subject, around) {
            Some(name) => text.with(Sentence::FriendsAbout, &[("subject", &name)]),
            None => text.say(Sentence::FriendsTitle),
        };
        let title = el("h2").id(TITLE_ID).class("lead").dir_auto().attr(Attr::TabIndex, "-1").text(&title);
        let yours = if said.friends.is_empty() {
            let no_friends =
                if around.circle.is_empty() { Sentence::FriendsHow } else { Sentence::FriendsNoneOfYours };
            p("note framed").say(no_friends, around)
        } else {
            group("yours", Sentence::FriendsYours, &said.friends, said.friends.len(), around)
        };
        let left = said.public.len().saturating_sub(shown);
        let more = (left > 0).then(|| {
            button("link", Wish::Act(Action::ShowMoreVoices), around).text(&text.count(
                Sentence::FriendsMore,
                left.min(shown),
                &[],
            ))
        });
        let everyone = (!said.public.is_empty())
            .then(|| group("everyone", Sentence::FriendsEveryone, &said.public, shown, around));
        div("stack loose")
            .part("friends")
            .child(title)
            .maybe((said.total == 0).then(|| p("note").say(Sentence::FriendsSilence, around)))
            .child(yours)
            .maybe((said.friends_of_friends > 0).then(|| second(said.friends_of_friends, around)))
            .maybe(everyone)
            .maybe(more)
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

fn group(id: &str, title: Sentence, voices: &[Voice], shown: usize, around: &Around<'_>) -> El {
    let heading = div("heading")
        .child(el("h3").class("section").id(id).say(title, around))
        .child(p("").text(&around.text.count(Sentence::FriendsPeople, voices.len(), &[])));
    let mut list = el("ul").class("voices").role("list");
    for item in voices.iter().take(shown) {
        list = list.child(el("li").key(&item.recommendation.id).child(voice(item, around)));
    }
    el("section").class("stack").attr(Attr::LabelledBy, id).child(heading).child(list)
}
