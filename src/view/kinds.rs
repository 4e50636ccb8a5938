//! The filter by kind: toggle buttons, of which one is pressed.

use super::{row::kind_class, use_surroundings};
use crate::text::Sentence;
use goodword_core::model::Kind;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The kinds to choose from; nothing is drawn for fewer than two.
    pub kinds: Vec<Kind>,
    pub chosen: Option<Kind>,
    pub on_choose: Callback<Option<Kind>>,
}

#[component]
pub fn Kinds(props: &Props) -> Html {
    let around = use_surroundings();
    if props.kinds.len() < 2 {
        return Html::default();
    }
    let chip = |kind: Option<Kind>| {
        let sentence = match kind {
            None => Sentence::KindAll,
            Some(Kind::Question) => Sentence::KindsQuestion,
            Some(Kind::Idea) => Sentence::KindsIdea,
            Some(Kind::Problem) => Sentence::KindsProblem,
            Some(Kind::Praise) => Sentence::KindsPraise,
            Some(Kind::Update) => Sentence::KindsUpdate,
        };
        let pressed = props.chosen == kind;
        html! {
            <button key={kind.map_or("all", kind_class)} type="button" class="chip" aria-pressed={pressed.to_string()}
                onclick={props.on_choose.reform(move |_: MouseEvent| kind)}>
                {around.text.say(sentence)}
            </button>
        }
    };
    html! {
        <div class="chips" role="group" aria-label={around.text.say(Sentence::KindsLabel)}>
            {chip(None)}
            {for props.kinds.iter().map(|kind| chip(Some(*kind)))}
        </div>
    }
}
