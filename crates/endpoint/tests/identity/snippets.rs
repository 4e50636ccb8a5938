//! The README's ways of signing a token, run as they stand there.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{EncodePrivateKey, EncodePublicKey, KeypairBytes};
use goodword_endpoint::identity::Keys;

use crate::common::{base64url, is_ci, keys, signing_key};

const README: &str = include_str!("../../../../README.md");
const KID: &str = "2026-11";
const NAME: &str = "Zoë \"Z\" 名";
/// Base64 of 32 bytes, with `+`, `/` and padding, as openssl prints it.
const SECRET: &str = "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=";

/// The only piece of this language in the README's section.
fn snippet(language: &str) -> &'static str {
    let section = README.split_once("\n## Identity\n").unwrap().1.split("\n## ").next().unwrap();
    let start = format!("```{language}\n");
    section.split_once(start.as_str()).unwrap().1.split_once("\n```").unwrap().0
}

/// Runs a program and checks that it prints a token for the person `k2`. Without the interpreter the test passes,
/// except where it has to be there.
fn check_signs(
    program: &str,
    is_needed_in_ci: bool,
    file: &str,
    code: &str,
    private: &str,
    key: (&str, &str),
) {
    if let Err(error) = Command::new(program).arg("--version").output() {
        assert!(!(is_needed_in_ci && is_ci()), "{program}: {error}");
        println!("skipped, since there is no {program}");
        return;
    }
    let folder = std::env::temp_dir().join(format!("goodword-{file}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(file);
    std::fs::write(&path, code).unwrap();
    let token = run(program, &path, private);
    std::fs::remove_dir_all(&folder).unwrap();

    let keys = keys(&[(KID, key.0, key.1)]);
    let identity = keys.verify(&token, SystemTime::now()).unwrap();
    assert_eq!((identity.subject.as_str(), identity.name.as_deref()), ("k2", Some(NAME)));
}

fn run(program: &str, path: &Path, private: &str) -> String {
    let output = Command::new(program).arg(path).env("GOODWORD_KEY", private).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// As openssl writes it: without the public half, with which it does not read it.
fn private_pem() -> String {
    let key = KeypairBytes { secret_key: signing_key().to_bytes(), public_key: None };
    key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string()
}

fn public_pem() -> String {
    signing_key().verifying_key().to_public_key_pem(LineEnding::LF).unwrap()
}

fn node_code() -> String {
    format!("{}\nconsole.log(goodwordToken({{ id: \"k2\", name: {NAME:?} }}));\n", snippet("js"))
}

#[test]
fn the_node_snippet_signs_with_ed25519() {
    check_signs("node", true, "ed.mjs", &node_code(), &private_pem(), ("EdDSA", &public_pem()));
}

#[test]
fn the_node_snippet_signs_with_hs256_as_its_comment_says() {
    let code = node_code();
    let from = code.find("sign(null").unwrap();
    let hs256 = code.find("  // HS256: ").unwrap();
    let code =
        format!("{}{}", &code[..from], &code[hs256 + "  // HS256: ".len()..]).replace("EdDSA", "HS256");
    check_signs("node", true, "hs.mjs", &code, SECRET, ("HS256", SECRET));
}

#[test]
fn the_python_snippet_signs_with_hs256() {
    let code =
        format!("{}\nprint(goodword_token({{\"id\": \"k2\", \"name\": {NAME:?}}}))\n", snippet("python"));
    check_signs("python3", false, "hs.py", &code, SECRET, ("HS256", SECRET));
    let base64url = base64url([0xfb; 32]);
    check_signs("python3", false, "url.py", &code, &base64url, ("HS256", &base64url));
}

#[test]
fn the_php_snippet_signs_with_ed25519() {
    let code = format!("{}\necho goodword_token(['id' => 'k2', 'name' => {NAME:?}]);\n", snippet("php"));
    check_signs("php", false, "ed.php", &code, &private_pem(), ("EdDSA", &public_pem()));
}

#[test]
fn the_configuration_in_the_readme_is_accepted() {
    Keys::parse(snippet("toml")).unwrap();
}
