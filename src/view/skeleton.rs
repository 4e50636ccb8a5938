//! The shape of what comes, so that nothing jumps. The stylesheet shows it after 300 ms only.

use yew::prelude::*;

/// Widths of a row's lines, by class.
const ROWS: [(&str, &str); 5] =
    [("w90", "w45"), ("w60", "w30"), ("w75", "w45"), ("w90", "w30"), ("w60", "w45")];

/// The skeleton of home.
pub(crate) fn skeleton() -> Html {
    let rows = ROWS.iter().map(|(title, meta)| {
        html! {
            <div class="bone-row"><span class={classes!("bone", *title)}></span><span class={classes!("bone", "thin", *meta)}></span></div>
        }
    });
    html! {
        <div class="bones" aria-hidden="true">
            <div class="card strip"><span class="strip-top"><span class="bone round"></span><span class="bone w60"></span></span></div>
            {rows.collect::<Html>()}
        </div>
    }
}
