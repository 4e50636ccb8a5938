//! The filter by kind: toggle buttons, of which one is pressed.

use super::{Around, Wish, row::kind_class};
use crate::{store::Action, text::Sentence};
use goodword_core::model::Kind;
use yew::prelude::*;

/// A button for each of `kinds`, and one for all; nothing for fewer than two.
pub(crate) fn kinds(kinds: &[Kind], chosen: Option<Kind>, around: Around<'_>) -> Html {
    if kinds.len() < 2 {
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
        html! {
            <button key={kind.map_or("all", kind_class)} type="button" class="chip"
                aria-pressed={if chosen == kind { "true" } else { "false" }}
                onclick={around.press(Wish::Act(Action::ChoseKind(kind)))}>{around.text.say(sentence)}</button>
        }
    };
    let all = std::iter::once(None).chain(kinds.iter().copied().map(Some));
    html! {
        <div class="chips" role="group" aria-label={around.text.say(Sentence::KindsLabel)}>
            {all.map(chip).collect::<Html>()}
        </div>
    }
}
