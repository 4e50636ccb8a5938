//! The filter by kind: toggle buttons, of which one is pressed.

use super::{
    Around, Wish,
    el::{Attr, El, button, div},
    row::kind_class,
};
use crate::{store::Action, text::Sentence};
use goodword_core::model::Kind;

/// A button for each of `kinds`, and one for all; nothing for fewer than two.
pub(crate) fn kinds(kinds: &[Kind], chosen: Option<Kind>, around: &Around<'_>) -> Option<El> {
    if kinds.len() < 2 {
        return None;
    }
    let chip = |group: El, kind: Option<Kind>| {
        let sentence = match kind {
            None => Sentence::KindAll,
            Some(Kind::Question) => Sentence::KindsQuestion,
            Some(Kind::Idea) => Sentence::KindsIdea,
            Some(Kind::Problem) => Sentence::KindsProblem,
            Some(Kind::Praise) => Sentence::KindsPraise,
            Some(Kind::Update) => Sentence::KindsUpdate,
        };
        let button = button("chip", Wish::Act(Action::ChoseKind(kind)), around)
            .key(kind.map_or("all", kind_class))
            .flag(Attr::Pressed, chosen == kind)
            .say(sentence, around);
        group.child(button)
    };
    let group = div("chips").role("group").label(Sentence::KindsLabel, around);
    let all = std::iter::once(None).chain(kinds.iter().copied().map(Some));
    Some(all.fold(group, chip))
}
