//! The commands that fill and empty a database.

use std::process::{Command, Output};
use std::time::SystemTime;

use goodword_endpoint::identity::{Keys, Role};

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
        (vec!["serve", "--www", ".", "--demo"], "--database"),
        (vec!["serve", "--database", &url, "--demo", "--identity", "x.toml"], "cannot be used with"),
        (vec!["serve", "--database", &url, "--demo", "--host", "0.0.0.0"], "on this machine alone"),
    ] {
        let Output { status, stderr, .. } = goodword(&arguments);
        let told = String::from_utf8(stderr).unwrap();
        assert!(!status.success(), "{arguments:?}");
        assert!(told.contains(expect), "{arguments:?}: {told}");
    }
}

#[test]
fn a_token_for_trying_out_is_one_that_is_believed() {
    let folder = folder("commands-token");
    let file = folder.join("identity.toml");
    let write = |alg: &str, key: &str| {
        let site = "issuer = \"https://brand.example\"\naudience = \"goodword\"\n";
        std::fs::write(&file, format!("{site}[[keys]]\nkid = \"a\"\nalg = \"{alg}\"\nkey = \"{key}\"\n"))
            .unwrap();
    };
    let sign = |rest: &[&str]| {
        let mut arguments = vec!["token", "--identity", file.to_str().unwrap(), "--name", "Ada"];
        arguments.extend(rest);
        goodword(&arguments)
    };
    write("HS256", "dGhpcnR5LXR3byBieXRlcyBvZiBub3RoaW5nIG11Y2g");
    let signed = sign(&["--person", "ada", "--role", "moderator"]);
    assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
    let token = String::from_utf8(signed.stdout).unwrap();
    let identity = Keys::read(&file).unwrap().verify(token.trim(), SystemTime::now()).unwrap();
    assert_eq!((identity.subject.as_str(), identity.name.as_deref()), ("ada", Some("Ada")));
    assert_eq!(identity.role, Role::Moderator);
    for (rest, expect) in [
        (vec!["--person", ""], "cannot sign such a token"),
        (vec!["--person", "ada", "--role", "queen"], "moderator"),
        (vec![], "--person"),
    ] {
        let refused = sign(&rest);
        let told = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && told.contains(expect), "{rest:?}: {told}");
    }
    write("EdDSA", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    let told = String::from_utf8(sign(&["--person", "ada"]).stderr).unwrap();
    assert!(told.contains("a public key signs nothing"), "{told}");
}
