//! The `goodword` command as a process: what it prints, what it answers, how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

use crate::common::{SNAPSHOT, folder};

fn goodword(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodword"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts it on a free port, and gives the address that its first line names.
fn start(arguments: &[&str]) -> (Child, BufReader<impl Read + use<>>, String) {
    let mut child = goodword(arguments).args(["--port", "0"]).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let address = line.strip_prefix("goodword: serving http://").and_then(|rest| rest.strip_suffix("/\n"));
    let address = address.unwrap_or_else(|| panic!("it printed {line:?}")).to_owned();
    (child, stdout, address)
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Sends the signal, then gives the exit code and what was still printed to either output.
fn stop(mut child: Child, mut stdout: impl Read, signal: &str) -> (Option<i32>, String, String) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    let code = child.wait().unwrap().code();
    let [mut printed, mut told] = [String::new(), String::new()];
    stdout.read_to_string(&mut printed).unwrap();
    child.stderr.unwrap().read_to_string(&mut told).unwrap();
    (code, printed, told)
}

fn fails(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = goodword(arguments).output().unwrap();
    assert!(!status.success(), "{arguments:?}");
    assert!(stdout.is_empty(), "{arguments:?}");
    String::from_utf8(stderr).unwrap()
}

#[test]
fn it_serves_on_the_address_it_prints_until_it_is_told_to_stop() {
    let www = folder("process");
    let path = www.with_file_name("community.json");
    fs::write(&path, SNAPSHOT).unwrap();
    for signal in ["-TERM", "-INT"] {
        let arguments = ["serve", "--www", www.to_str().unwrap(), "--snapshot", path.to_str().unwrap()];
        let (child, stdout, address) = start(&arguments);
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        assert!(get(&address, "/demo/").starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(get(&address, "/community.json").ends_with(SNAPSHOT));

        // A browser's open connection must not keep the process alive.
        let idle = TcpStream::connect(&address).unwrap();
        let (code, printed, told) = stop(child, stdout, signal);
        drop(idle);
        assert_eq!(code, Some(0), "{signal}");
        assert_eq!(printed, "", "{signal}");
        assert!(told.contains("/community.json holds 2 topics"), "{told}");
        assert!(told.contains("skipped topics[1]"), "{told}");
    }
}

#[test]
fn a_database_is_seeded_once_and_outlives_the_process() {
    let www = folder("process-database");
    let seed = www.with_file_name("community.json");
    fs::write(&seed, SNAPSHOT).unwrap();
    let url = format!("sqlite:{}", www.with_file_name("kettles.db").display());
    for expect in ["was seeded with 2 topics", "holds a community already"] {
        let arguments = ["serve", "--database", &url, "--seed", seed.to_str().unwrap()];
        let (child, stdout, address) = start(&arguments);
        assert!(get(&address, "/api/topics").contains("\"total\":2,"));
        assert!(get(&address, "/demo/").starts_with("HTTP/1.1 404 Not Found\r\n"), "there is no folder");
        let (code, _, told) = stop(child, stdout, "-TERM");
        assert_eq!(code, Some(0));
        assert!(told.contains(expect), "{told}");
        assert_eq!(told.contains("skipped topics[1]: "), expect.starts_with("was"), "{told}");
    }
}

#[test]
fn the_log_has_a_line_for_each_request_and_nothing_that_a_visitor_said() {
    let www = folder("process-log");
    let url = format!("sqlite:{}", www.with_file_name("kettles.db").display());
    let (child, stdout, address) = start(&["serve", "--database", &url, "--log", "json"]);
    get(&address, "/api/search?q=haemorrhoid");
    get(&address, "/api/topics/haemorrhoid");
    get(&address, "/haemorrhoid.js");
    let mut stream = TcpStream::connect(&address).unwrap();
    let head =
        "POST /api/topics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer haemorrhoid\r\n";
    write!(stream, "{head}Content-Length: 11\r\n\r\nhaemorrhoid").unwrap();
    stream.read_to_string(&mut String::new()).unwrap();
    let numbers = get(&address, "/metrics");
    let (_, _, told) = stop(child, stdout, "-TERM");

    let lines: Vec<serde_json::Value> =
        told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let said: Vec<_> = lines
        .iter()
        .map(|line| format!("{} {} {}", line["method"], line["route"], line["status"]).replace('"', ""))
        .collect();
    assert_eq!(
        said,
        [
            "GET /api/search 200",
            "GET /api/topics/{id} 404",
            "GET files 404",
            "POST /api/topics 405",
            "GET /metrics 200"
        ]
    );
    assert!(!told.contains("haemorrhoid"), "{told}");
    assert!(!told.contains("127.0.0.1"), "{told}");
    assert!(!numbers.contains("haemorrhoid"), "{numbers}");
    assert!(numbers.contains("route=\"/api/search\",method=\"GET\",status=\"200\"} 1"), "{numbers}");
}

#[test]
fn it_says_what_to_do_where_it_cannot_start() {
    let www = folder("cannot-start");
    let www = www.to_str().unwrap();
    let none = format!("{www}/none");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (arguments, expect) in [
        (vec!["serve"], "--www"),
        (vec!["serve", "--www", &none], "give --www a folder"),
        (vec!["serve", "--www", www, "--snapshot", &none], "give --snapshot"),
        (vec!["serve", "--www", www, "--snapshot", www], "cannot read"),
        (vec!["serve", "--www", www, "--port", &port], "--port 0"),
        (vec!["serve", "--www", www, "--port", "70000"], "70000"),
        (vec!["serve", "--database", "sqlite:x.db", "--limit", "reads"], "NAME=N"),
        (
            vec!["serve", "--database", "sqlite:x.db", "--allow-origin", "shop.example"],
            "https://shop.example",
        ),
        (vec!["serve", "--www", www, "--port", "0", "--host", "192.0.2.1"], "give --host"),
    ] {
        let told = fails(&arguments);
        assert!(told.contains(expect), "{arguments:?}: {told}");
    }
}
