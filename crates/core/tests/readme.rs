//! The README's tables of what a site may set.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

use goodword_core::{
    friends::FriendWeights,
    search::{Knob, RankingWeights},
};

/// Holds the table in the section of this title against the knobs, row by row.
#[track_caller]
fn check_listed(title: &str, knobs: &[Knob]) {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap();
    let (_, section) = readme.split_once(&format!("\n### {title}\n")).unwrap();
    let section = section.split("\n#").next().unwrap();
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), knobs.len(), "{title}");
    for (row, knob) in rows.iter().zip(knobs) {
        let expect = format!("| `{}` | {} | {} | {} | ", knob.name, knob.default, knob.least, knob.most);
        assert!(row.starts_with(&expect) && row.len() > expect.len() + 10, "{expect}");
    }
}

#[test]
fn the_readme_lists_every_ranking_weight_with_its_range() {
    check_listed("How topics are ranked", RankingWeights::KNOBS);
}

#[test]
fn the_readme_lists_every_weight_of_friends_with_its_range() {
    check_listed("How friends' words are ranked", FriendWeights::KNOBS);
}
