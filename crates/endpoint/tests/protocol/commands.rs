//! The commands that fill and empty a database.

use std::process::{Command, Output};

use crate::stage::{community, demo_file, folder, url};

fn goodword(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_goodword")).args(arguments).output().unwrap()
}

#[tokio::test]
async fn a_file_goes_in_and_comes_out() {
    let url = url("commands").await;
    let folder = folder("commands-out");
    let file = folder.join("out.json");
    let demo = demo_file();
    let added = goodword(&["import", "--database", &url, demo.to_str().unwrap()]);
    assert!(added.status.success());
    let told = String::from_utf8(added.stderr).unwrap();
    assert!(
        told.starts_with("goodword: added 82 topics, 151 replies, 34 people, 47 recommendations"),
        "{told}"
    );

    assert!(goodword(&["export", "--database", &url, file.to_str().unwrap()]).status.success());
    let written = std::fs::read(&file).unwrap();
    assert_eq!(community(&written).topics().len(), 82);
    assert_eq!(goodword(&["export", "--database", &url]).stdout, written);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "the snapshot, nothing else");
}

#[test]
fn it_says_what_to_do_where_it_cannot_start() {
    let folder = folder("commands-refused");
    let url = format!("sqlite:{}", folder.join("kettles.db").display());
    let nowhere = format!("sqlite:{}", folder.join("none/kettles.db").display());
    let later = folder.join("later.db");
    std::fs::write(&later, "this is no database, and long enough to be told from an empty file").unwrap();
    let later = format!("sqlite:{}", later.display());
    for (arguments, expect) in [
        (vec!["import", "--database", "mysql://host/kettles", "x.json"], "give --database sqlite:FILE"),
        (vec!["export", "--database", "sqlite::memory:"], "give --database sqlite:FILE"),
        (vec!["export", "--database", &nowhere], "cannot open the database"),
        (vec!["export", "--database", &later], "cannot open the database"),
        (vec!["import", "--database", &url, "none.json"], "give a .json or .json.gz file"),
        (vec!["serve", "--www", ".", "--seed", "x.json"], "--database"),
    ] {
        let Output { status, stderr, .. } = goodword(&arguments);
        let told = String::from_utf8(stderr).unwrap();
        assert!(!status.success(), "{arguments:?}");
        assert!(told.contains(expect), "{arguments:?}: {told}");
    }
}
