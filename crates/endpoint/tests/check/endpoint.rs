//! A dialect over a running backend.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tokio::net::TcpListener;

use crate::common::{Said, check, folder};

const DIALECT: &str = r#"{"dialect": 1, "vars": {"base": ""},
  "ops": {
    "topics": {"url": "threads?page={page}", "items": "[*]", "as": "thread", "page": {"style": "page", "pages": "header:X-Pages"}},
    "search": {"url": "{+base}/threads", "query": {"q": "{query}"}, "items": "[*]", "as": "thread", "page": {"style": "url", "next": "header:Link"}},
    "topic": {"url": "{+base}/threads/{id}", "as": "thread"},
    "replies": {"url": "{+base}/threads/{id}/posts", "items": "[*]", "as": "post"},
    "ask": {"method": "POST", "url": "{+base}/threads", "json": {"heading": "{title}"}, "as": "thread"}},
  "map": {
    "thread": {"id": {"path": "no", "as": "str"}, "title": "heading", "reply_count": "posts"},
    "post": {"body": "words"}}}"#;

type Log = Arc<Mutex<Vec<String>>>;

/// A backend of two threads. Returns its address, and the requests that come.
async fn backend() -> (String, Log) {
    let log = Log::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(answer).with_state(log.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, log)
}

async fn answer(State(log): State<Log>, request: Request) -> Response {
    let asked = request.uri().to_string();
    let origin = request.headers()[header::ORIGIN].to_str().unwrap();
    log.lock().unwrap().push(format!("{} {asked} for {origin}", request.method()));
    let json = |headers: &[(&'static str, &str)], body: &str| {
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            all.insert(*name, value.parse().unwrap());
        }
        (all, body.to_owned()).into_response()
    };
    let first = r#"{"no": 1, "heading": "Quiet kettles?", "posts": 0}"#;
    let second = r#"{"no": 2, "heading": "“Singing” kettles?", "posts": 1}"#;
    match asked.as_str() {
        "/threads?page=1" | "/large/threads?page=1" => {
            let body = format!("[{first}, {second}]");
            json(&[("access-control-allow-origin", "*"), ("x-pages", "3")], &body)
        }
        "/threads?q=Singing" => {
            json(&[("link", "</threads?q=Singing&at=2>; rel=\"next\"")], &format!("[{second}]"))
        }
        "/threads?q=away" => {
            json(&[("link", "<https://other.example/>; rel=\"next\"")], &format!("[{second}]"))
        }
        "/threads/2" => Redirect::temporary("/threads/two").into_response(),
        "/threads/two" => json(&[], second),
        "/threads/2/posts" => json(&[], r#"[{"words": "Let them."}]"#),
        "/threads?q=elsewhere" => Redirect::permanent("http://127.0.0.1:9/threads").into_response(),
        "/threads?q=circle" => Redirect::permanent("/threads?q=circle").into_response(),
        "/threads?q=large" => format!("[\"{}\"]", "x".repeat(2 * 1024 * 1024)).into_response(),
        "/threads?q=broken" => (StatusCode::BAD_GATEWAY, "<html>").into_response(),
        "/threads?q=refused" => (StatusCode::FORBIDDEN, "[]").into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Runs the command while the backend answers.
async fn run(name: &str, arguments: Vec<String>) -> Said {
    let folder = folder(&format!("endpoint-{name}"), &[("threads.json", DIALECT)]);
    let run = move || {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        check(&folder, &arguments)
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

fn arguments(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_backend_is_asked_for_what_can_be_read_and_for_nothing_else() {
    let (address, log) = backend().await;
    let said = run("backend", arguments(&["threads.json", "--endpoint", &address])).await;
    assert_eq!((said.code, said.error.as_str()), (0, ""), "{}", said.out);
    assert_eq!(
        *log.lock().unwrap(),
        ["/threads?page=1", "/threads?q=Singing", "/threads/2", "/threads/two", "/threads/2/posts"]
            .map(|asked| format!("GET {asked} for https://page.example"))
    );
    for expect in [
        format!("\ntopics\n  GET {address}/threads?page=1\n  of status 200, "),
        "\n    title          2  Quiet kettles?\n".to_owned(),
        "\n  header x-pages is hidden from pages of other origins: Access-Control-Expose-Headers does not name it\n"
            .to_owned(),
        format!("\n  next: GET {address}/threads?page=2\n"),
        "\n  pages of other origins cannot read it: the answer has no Access-Control-Allow-Origin\n".to_owned(),
        format!("\n  next: GET {address}/threads?q=Singing&at=2\n"),
        format!("\n  GET {address}/threads/2/posts\n"),
        "\n  not run: it is asked of no endpoint here: give --sample ask=FILE\n".to_owned(),
    ] {
        assert!(said.out.contains(&expect), "{expect:?} in\n{}", said.out);
    }
}

#[tokio::test]
async fn what_a_panel_would_not_follow_is_not_followed() {
    let (address, log) = backend().await;
    for (query, expect) in [
        ("elsewhere", "  failed: it is sent on to http://127.0.0.1:9/threads, of another origin;"),
        ("circle", "  failed: it is sent on more than 5 times\n"),
        ("large", "  failed: its answer is larger than 2 MB\n"),
        ("broken", "  failed: status 502, and no JSON\n"),
        ("refused", "  failed: status 403\n"),
        ("nothing", "  failed: status 404, and no JSON\n"),
    ] {
        let all =
            ["threads.json", "--endpoint", &address, "--query", query, "--origin", "https://kettles.example"];
        let said = run(query, arguments(&all)).await;
        assert_eq!(said.code, 1, "{query}: {}", said.out);
        assert!(said.out.contains(expect), "{query}: {}", said.out);
        assert_eq!(said.error, "goodword: 1 operation of 4 gave nothing of use: search\n");
    }
    assert!(log.lock().unwrap().iter().all(|line| line.ends_with(" for https://kettles.example")));
    let said = run("away", arguments(&["threads.json", "--endpoint", &address, "--query", "away"])).await;
    assert!(
        said.out.contains("\n  no next page: https://other.example/ is of another origin\n"),
        "{}",
        said.out
    );
}

#[tokio::test]
async fn without_topics_nothing_is_asked_of_a_topic() {
    let said = run("closed", arguments(&["threads.json", "--endpoint", "http://127.0.0.1:9"])).await;
    assert_eq!(said.code, 1);
    assert_eq!(said.error, "goodword: 2 operations of 2 gave nothing of use: topics, search\n");
    assert_eq!(said.out.matches("  not run: no topic is known to ask for\n").count(), 2, "{}", said.out);
}
