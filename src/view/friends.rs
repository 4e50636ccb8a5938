//! Who says what of the subject: friends with face and words, friends' friends as a number, then everyone.

use super::{Around, Wish, voice::voice};
use crate::{ids::TITLE_ID, library::Library, store::Action, text::Sentence};
use goodword_core::{
    friends::{Circle, Voice, Voices, voices},
    model::{Id, Role},
};
use yew::prelude::*;

/// What is said of the subject.
pub(crate) fn voices_of(subject: Option<&str>, library: &Library, circle: &Circle) -> Voices {
    let community = library.read();
    let standing = |id: &Id| community.person(id).map_or(Role::Member, |person| person.role);
    voices(community.recommendations(), subject, circle, &standing)
}

/// What the subject is called: its product's name, or the community's.
pub(super) fn subject_name(subject: Option<&str>, around: Around<'_>) -> Option<String> {
    let community = around.library.read();
    let product = subject.and_then(|id| community.product(id)).map(|product| product.name.clone());
    product.or_else(|| Some(community.name().to_owned()).filter(|name| subject.is_none() && !name.is_empty()))
}

/// The friends screen, with at most `shown` public voices.
pub(crate) fn friends_screen(said: &Voices, subject: Option<&str>, shown: usize, around: Around<'_>) -> Html {
    let text = around.text;
    let title = match subject_name(subject, around) {
        Some(name) => text.with(Sentence::FriendsAbout, &[("subject", &name)]),
        None => text.say(Sentence::FriendsTitle),
    };
    let left = said.public.len().saturating_sub(shown);
    let no_friends =
        if around.circle.is_empty() { Sentence::FriendsHow } else { Sentence::FriendsNoneOfYours };
    html! {
        <div class="stack loose" part="friends">
            <h2 id={TITLE_ID} class="lead" dir="auto" tabindex="-1">{title}</h2>
            if said.total == 0 {
                <p class="note">{text.say(Sentence::FriendsSilence)}</p>
            }
            if said.friends.is_empty() {
                <p class="note framed">{text.say(no_friends)}</p>
            } else {
                {group("yours", Sentence::FriendsYours, &said.friends, said.friends.len(), around)}
            }
            if said.friends_of_friends > 0 {
                <section class="stack tight" aria-labelledby="second">
                    <h3 class="section" id="second">{text.say(Sentence::FriendsSecond)}</h3>
                    <p class="counted"><b>{text.number(said.friends_of_friends)}</b>
                        <span>{text.count(Sentence::FriendsSecondText, said.friends_of_friends, &[])}</span></p>
                </section>
            }
            if !said.public.is_empty() {
                {group("everyone", Sentence::FriendsEveryone, &said.public, shown, around)}
            }
            if left > 0 {
                <button type="button" class="link" onclick={around.press(Wish::Act(Action::ShowMoreVoices))}>
                    {text.count(Sentence::FriendsMore, left.min(shown), &[])}
                </button>
            }
        </div>
    }
}

fn group(id: &'static str, title: Sentence, voices: &[Voice], shown: usize, around: Around<'_>) -> Html {
    let items = voices.iter().take(shown).map(|item| {
        html! { <li key={&*item.recommendation.id}>{voice(item, around)}</li> }
    });
    html! {
        <section class="stack" aria-labelledby={id}>
            <div class="heading"><h3 class="section" {id}>{around.text.say(title)}</h3>
                <p>{around.text.count(Sentence::FriendsPeople, voices.len(), &[])}</p></div>
            <ul class="voices" role="list">{items.collect::<Html>()}</ul>
        </section>
    }
}
