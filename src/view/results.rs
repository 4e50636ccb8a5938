//! What was found: the listbox of the search box, and what stands there when nothing was.

use super::{
    Around, Wish,
    el::{Attr, El, button, div, el, p, span},
    icon::Icon,
    notice::blank_slate,
    row::row,
    skeleton::bones,
};
use crate::{
    ids::RESULTS_ID,
    store::{Action, Results, Sight},
    text::Sentence,
};

/// DOM id of an option.
pub(crate) fn option_id(n: usize) -> String {
    format!("option-{n}")
}

/// The results, of which `active` is the one that the arrow keys stand on; `growing` while rows still arrive.
pub(crate) fn results_list(
    results: &Results,
    active: Option<usize>,
    growing: bool,
    around: &Around<'_>,
) -> El {
    let text = around.text;
    let query = results.query.trim();
    let mut list = div(if results.is_steady { "rows steady" } else { "rows" })
        .role("listbox")
        .id(RESULTS_ID)
        .attr(Attr::Label, &text.with(Sentence::ResultsList, &[("query", query)]));
    for (n, found) in results.rows.iter().enumerate() {
        let option = el("div")
            .role("option")
            .id(&option_id(n))
            .part("result")
            .flag(Attr::Selected, active == Some(n))
            .press(Wish::Choose(found.topic.clone(), n + 1), around);
        let option = match &found.topic {
            Sight::Here(topic) => option.key(&topic.id).child(row(div("row"), topic, Some(found), around)),
            Sight::Coming { .. } => {
                option.flag(Attr::Busy, true).label(Sentence::Loading, around).child(bones(div("row")))
            }
        };
        list = list.child(option);
    }
    let heading = div("heading")
        .child(p("").text(&text.results(results.total, results.from_friends, query)))
        .maybe(growing.then(|| p("faint").say(Sentence::ResultsGrowing, around)));
    let left = results.total - results.rows.len();
    let more = (left > 0).then(|| {
        let next = left.min(results.rows.len().max(1));
        button("link", Wish::Act(Action::ShowMore), around).text(&text.count(
            Sentence::ResultsMore,
            next,
            &[],
        ))
    });
    el("section").class("stack").child(heading).child(list).maybe(more).child(key_help(around))
}

fn key_help(around: &Around<'_>) -> El {
    let key = |word: &str| el("kbd").text(word);
    p("key-help")
        .flag(Attr::Hidden, true)
        .child(span("").child(key("↑")).child(key("↓")).say(Sentence::KeysMove, around))
        .child(span("").child(key("↵")).say(Sentence::KeysRead, around))
        .child(span("").child(key("esc")).say(Sentence::KeysClear, around))
}

/// Nothing matched: said plainly, with a way on. `narrowed` where a kind was chosen, which may be why.
pub(crate) fn nothing(narrowed: bool, around: &Around<'_>) -> El {
    let slate = blank_slate("empty", Icon::Search, el("h2").say(Sentence::NothingTitle, around));
    let slate = if narrowed {
        let all = button("button", Wish::Act(Action::ChoseKind(None)), around)
            .say(Sentence::NothingShowAll, around);
        slate.child(p("").say(Sentence::NothingOfKind, around)).child(all)
    } else {
        slate.child(p("").say(Sentence::NothingText, around)).maybe(None)
    };
    slate.child(el("slot").attr(Attr::Name, "empty"))
}
