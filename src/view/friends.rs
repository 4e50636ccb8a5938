//! Who says what of the subject: friends with face and words, friends' friends as a number, then everyone.

use super::{Surroundings, use_surroundings, voice::voice};
use crate::{effects::TITLE_ID, library::Library, text::Sentence};
use goodword_core::{
    friends::{Voice, Voices, voices},
    model::{Id, Role},
};
use std::rc::Rc;
use yew::prelude::*;

/// How many public voices are shown at first, and how many more at a time.
const STEP: usize = 5;

/// What is said of the subject, worked out again only when something changed.
#[hook]
pub fn use_voices(library: &Library, subject: Option<&str>, around: &Surroundings) -> Rc<Voices> {
    let key = (library.clone(), subject.map(str::to_owned), around.circle.clone());
    use_memo(key, |(library, subject, circle)| {
        let community = library.read();
        let standing = |id: &Id| community.person(id).map_or(Role::Member, |person| person.role);
        voices(community.recommendations(), subject.as_deref(), circle, &standing)
    })
}

/// What the subject is called: its product's name, or the community's.
pub fn subject_name(library: &Library, subject: Option<&str>) -> Option<String> {
    let community = library.read();
    let product = subject.and_then(|id| community.product(id)).map(|product| product.name.clone());
    product.or_else(|| Some(community.name().to_owned()).filter(|name| subject.is_none() && !name.is_empty()))
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub library: Library,
    pub subject: Option<AttrValue>,
}

#[component]
pub fn FriendsScreen(props: &Props) -> Html {
    let around = use_surroundings();
    let shown = use_state_eq(|| STEP);
    let subject = props.subject.as_deref();
    let said = use_voices(&props.library, subject, &around);
    let text = &around.text;
    let title = match subject_name(&props.library, subject) {
        Some(name) => text.with(Sentence::FriendsAbout, &[("subject", &name)]),
        None => text.say(Sentence::FriendsTitle),
    };
    let list = |voices: &[Voice]| {
        let items = voices.iter().map(|item| {
            html! { <li key={&*item.recommendation.id}>{voice(item, &props.library, &around)}</li> }
        });
        html! { <ul class="voices" role="list">{for items}</ul> }
    };
    let left = said.public.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + STEP))
    };
    html! {
        <div class="stack loose" part="friends">
            <h2 id={TITLE_ID} class="lead" dir="auto" tabindex="-1">{title}</h2>
            if said.total == 0 {
                <p class="note">{text.say(Sentence::FriendsSilence)}</p>
            }
            if !said.friends.is_empty() {
                <section class="stack" aria-labelledby="yours">
                    <div class="heading"><h3 class="section" id="yours">{text.say(Sentence::FriendsYours)}</h3>
                        <p>{text.count(Sentence::FriendsPeople, said.friends.len(), &[])}</p></div>
                    {list(&said.friends)}
                </section>
            } else {
                <p class="note framed">
                    {text.say(if around.circle.is_empty() { Sentence::FriendsHow } else { Sentence::FriendsNoneOfYours })}
                </p>
            }
            if said.friends_of_friends > 0 {
                <section class="stack tight" aria-labelledby="second">
                    <h3 class="section" id="second">{text.say(Sentence::FriendsSecond)}</h3>
                    <p class="counted"><b>{text.number(said.friends_of_friends)}</b>
                        <span>{text.count(Sentence::FriendsSecondText, said.friends_of_friends, &[])}</span></p>
                </section>
            }
            if !said.public.is_empty() {
                <section class="stack" aria-labelledby="everyone">
                    <div class="heading"><h3 class="section" id="everyone">{text.say(Sentence::FriendsEveryone)}</h3>
                        <p>{text.count(Sentence::FriendsPeople, said.public.len(), &[])}</p></div>
                    {list(&said.public[..said.public.len().min(*shown)])}
                    if left > 0 {
                        <button type="button" class="link" onclick={more}>
                            {text.count(Sentence::FriendsMore, left.min(STEP), &[])}
                        </button>
                    }
                </section>
            }
        </div>
    }
}
