//! The shape of what comes, so that nothing jumps. The stylesheet shows it after 300 ms only.

use super::el::{Attr, El, div, span};

/// Widths of a row's lines, by class.
const ROWS: [(&str, &str); 5] =
    [("w90", "w45"), ("w60", "w30"), ("w75", "w45"), ("w90", "w30"), ("w60", "w45")];

/// The skeleton of home.
pub(crate) fn skeleton() -> El {
    let top = span("strip-top").child(span("bone round")).child(span("bone w60"));
    let bones = div("bones").flag(Attr::Hidden, true).child(div("card strip").child(top));
    ROWS.iter().fold(bones, |bones, (title, meta)| {
        let row = div("bone-row").child(bone(&["bone", title])).child(bone(&["bone", "thin", meta]));
        bones.child(row)
    })
}

/// The shape of a row whose text is to come.
pub(super) fn bones(row: El) -> El {
    let lines: [&[&str]; 4] =
        [&["bone", "w75"], &["bone", "thin", "w90"], &["bone", "thin", "w60"], &["bone", "thin", "w30"]];
    lines.iter().fold(row, |row, line| row.child(bone(line)))
}

fn bone(classes: &[&str]) -> El {
    span("").classes(classes)
}
