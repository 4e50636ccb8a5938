//! Joins the CSS that stands beside the views into two sheets, one of them for the desk, without comments and indentation.

use std::{env, fs, path::Path};

/// Tokens first; the order of the others does not matter, because no two views style the same class.
const SHEETS: [&str; 8] = ["tokens", "base", "frame", "search_box", "row", "person", "strip", "notice"];
/// For screens of the desk alone. Between marks, which tell the build of the page's files to move it into the later part.
const DESK_SHEETS: [&str; 5] = ["results", "topic", "friends", "form", "deeds"];

fn main() {
    write("panel.css", &join(&SHEETS));
    write("desk.css", &format!("/*\u{2}later\u{2}*/{}/*\u{3}later\u{3}*/", join(&DESK_SHEETS)));
}

fn join(sheets: &[&str]) -> String {
    let mut css = String::new();
    for sheet in sheets {
        let path = format!("src/view/{sheet}.css");
        println!("cargo::rerun-if-changed={path}");
        css.push_str(&squeeze(&fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))));
    }
    css
}

fn write(name: &str, css: &str) {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&out).join(name), css).expect("OUT_DIR can be written");
}

/// Without comments; runs of white space become one space, and none is kept around braces, semicolons and commas.
/// Strings in our CSS hold none of these.
fn squeeze(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    bare.push_str(rest);
    let mut out = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        let tight = |c: char| matches!(c, '{' | '}' | ';' | ',');
        if !out.is_empty() && !out.ends_with(tight) && !word.starts_with(tight) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(";}", "}").replace(": ", ":")
}
