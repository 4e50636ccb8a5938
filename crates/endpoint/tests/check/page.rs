//! The page about the language: its example runs as it says, and it names every word.

use std::fs;

use goodword_core::dialect::{
    ALWAYS, CONVERSIONS, FIELD_MEMBERS, MEMBERS, OPERATIONS, PAGE_MEMBERS, PAGE_STYLES, RESULTS, TOLD,
};
use goodword_endpoint::check::PRESETS;

use crate::common::{check, dialects, folder};

/// How long the finished example may be, in lines.
const MOST_LINES: usize = 40;

#[test]
fn the_example_says_what_the_page_says() {
    let file = dialects().join("README.md");
    let page = fs::read_to_string(&file).unwrap();
    let folder = folder("page", &[]);
    let (mut told, mut name, mut runs, mut last_lines) = (String::new(), "", 0, 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        told.extend([line, "\n"]);
        if let Some(file) = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
            name = file;
        }
        if !matches!(line, "```json" | "```console") {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if line == "```json" {
            last_lines = block.len();
            fs::write(folder.join(name), block.join("\n")).unwrap();
            told.extend([block.join("\n").as_str(), "\n```\n"]);
        } else {
            let arguments: Vec<&str> =
                block[0].strip_prefix("$ goodword check ").unwrap().split_whitespace().collect();
            let said = check(&folder, &arguments);
            told.extend([block[0], "\n", &said.out, &said.error, "```\n"]);
            runs += 1;
        }
    }
    assert!(runs >= 3 && last_lines < MOST_LINES, "{runs} runs, the last document has {last_lines} lines");
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        fs::write(&file, &told).unwrap();
        return;
    }
    for (n, (now, before)) in told.lines().zip(page.lines()).enumerate() {
        assert_eq!(now, before, "line {} of {}; UPDATE_EXAMPLES=1 writes it anew", n + 1, file.display());
    }
    assert_eq!(told.lines().count(), page.lines().count());
}

#[test]
fn the_page_names_every_word_of_the_language_and_every_preset() {
    let page = fs::read_to_string(dialects().join("README.md")).unwrap();
    let words = OPERATIONS.iter().chain(&MEMBERS).chain(&CONVERSIONS).chain(&PAGE_STYLES);
    let words = words.chain(RESULTS.iter().flat_map(|(_, fields)| *fields)).map(|(word, _)| *word);
    let of_pages = PAGE_MEMBERS.iter().flat_map(|(members, _)| *members);
    for word in words.chain(FIELD_MEMBERS).chain(of_pages.copied()) {
        assert!(page.contains(&format!("`{word}`")), "`{word}`");
    }
    for value in TOLD.iter().copied().flatten().chain(&ALWAYS) {
        assert!(page.contains(&format!("`{{{value}}}`")), "{{{value}}}");
    }
    for (name, _) in PRESETS {
        assert!(page.contains(&format!("\n### {name}\n")), "{name}");
    }
}
