//! The faults, by name.

use crate::{
    request::Request,
    send::Plan,
    service::{self, Answer, json, problem},
    state::Run,
};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// What a client may send along.
const HEADERS: &str = "Authorization, Content-Type, Idempotency-Key, Goodword-Proof";

/// What is done with a request.
pub(crate) fn plan(request: &Request, run: &mut Run) -> Plan {
    if request.method == "OPTIONS" {
        return Plan::Whole(permission(request), 0);
    }
    let strikes = request.at == "all" || request.at == service::place(request);
    let (fault, most) = request.fault.split_once('*').unwrap_or((&request.fault, ""));
    let most: usize = most.parse().unwrap_or(usize::MAX);
    if !strikes || run.struck >= most {
        return Plan::Whole(service::answer(request, run), 0);
    }
    run.struck += 1;
    strike(fault, request, run)
}

/// Which pages may ask, and what they may send along.
fn permission(request: &Request) -> Answer {
    match request.fault.as_str() {
        "no-cors" => Answer::new(204, Vec::new()).without("Access-Control-Allow-Origin"),
        "no-headers" => service::preflight("Authorization, Content-Type"),
        _ => service::preflight(HEADERS),
    }
}

/// A fault. What is not one of the names below is a status, with what `Retry-After` says behind a comma.
fn strike(fault: &str, request: &Request, run: &mut Run) -> Plan {
    let now = |answer| Plan::Whole(answer, 0);
    match fault {
        "silence" => Plan::Silence,
        "cut" => Plan::Cut,
        "drip" => Plan::Drip(service::answer(request, run)),
        "half" => Plan::Half(service::answer(request, run)),
        "huge" => Plan::Huge { megabytes: 50, is_told: true },
        "huge-chunked" => Plan::Huge { megabytes: 50, is_told: false },
        "bomb" => Plan::Bomb { megabytes: 10 * 1024 },
        // It is written, and the answer says that it took too long, or never comes.
        "committed" => {
            service::answer(request, run);
            now(problem(504, "timeout"))
        }
        "committed-cut" => {
            service::answer(request, run);
            Plan::Cut
        }
        "committed-silence" => {
            service::answer(request, run);
            Plan::Silence
        }
        // The first is overtaken by whatever comes next.
        "late" => Plan::Whole(service::answer(request, run), if run.struck == 1 { 700 } else { 30 }),
        "slow" => Plan::Whole(service::answer(request, run), 300),
        "sluggish" => Plan::Whole(service::answer(request, run), 3000),
        "dated" => now(service::answer(request, run).with("Date", "Wed, 21 Oct 2026 07:28:00 GMT")),
        "no-cors" => now(service::answer(request, run).without("Access-Control-Allow-Origin")),
        "well" | "no-headers" => now(service::answer(request, run)),
        "elsewhere" => now(elsewhere(request)),
        "expired" => {
            if request.header("authorization") == Some("Bearer fresh") {
                now(service::answer(request, run))
            } else {
                now(problem(401, "token-expired"))
            }
        }
        "field" => now(json(422, json!({ "type": "urn:goodword:problem:bad-field", "parameter": "body" }))),
        other => now(content(other, request, run).unwrap_or_else(|| status(other))),
    }
}

/// The same on another origin: of the same machine, by its other name.
fn elsewhere(request: &Request) -> Answer {
    let host = request.header("host").unwrap_or_default().replace("127.0.0.1", "localhost");
    let path = request.path.replacen("/elsewhere/", "/well/", 1);
    Answer::new(307, Vec::new()).with("Location", &format!("http://{host}{path}"))
}

/// Answers whose content is wrong.
fn content(fault: &str, request: &Request, run: &mut Run) -> Option<Answer> {
    let text = |text: String| Answer::new(200, text.into_bytes());
    let list = |topics: Vec<Value>| json(200, json!({ "data": topics }));
    Some(match fault {
        "html" => {
            let page =
                "<!doctype html><title>Sign in</title><h1 id=portal>Sign in</h1><img src=x onerror=alert(1)>";
            text(page.to_owned()).with("Content-Type", "text/html")
        }
        "truncated" => {
            let mut answer = service::answer(request, run);
            answer.body.truncate(answer.body.len() / 2);
            answer
        }
        "deep" => text(format!("{{\"data\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000))),
        "nan" => {
            text("{\"data\":[{\"id\":\"n\",\"title\":\"Not a number\",\"me_too_count\":NaN}]}".to_owned())
        }
        "bom" => text("\u{feff}{\"data\":[{\"id\":\"b\",\"title\":\"Behind a mark\"}]}".to_owned()),
        "surrogates" => text("{\"data\":[{\"id\":\"s\",\"title\":\"Half \\ud83d of it\"}]}".to_owned()),
        "twice" => text(
            "{\"data\":[{\"id\":\"t\",\"id\":\"u\",\"title\":\"First\",\"title\":\"Twice\"}]}".to_owned(),
        ),
        "types" => list(vec![
            json!({ "id": "1", "title": "How often should I descale?", "unknown": { "to": "us" } }),
            json!({ "title": "Nobody knows my id" }),
            json!({ "id": "3", "title": 12 }),
            json!("no topic"),
            json!({ "id": "5", "title": "The lid drips", "me_too_count": "many" }),
        ]),
        "version" => {
            json(200, json!({ "goodword": 2, "topics": [{ "id": "f", "title": "From the future" }] }))
        }
        "many" => list(
            (0..10_000)
                .map(|n| json!({ "id": n.to_string(), "title": format!("Question number {n}") }))
                .collect(),
        ),
        "nested" => topic(&format!("{}deep{}", "<b>".repeat(8_000), "</b>".repeat(8_000))),
        "long" => topic(&format!("<p>{}</p>", "long words of it ".repeat(60_000))),
        _ => return None,
    })
}

fn topic(body: &str) -> Answer {
    json(200, json!({ "id": "1", "title": "How often should I descale?", "body": body, "format": "html" }))
}

/// A bare status, or one with `Retry-After`: in seconds, or `date` for a date in two of them.
fn status(fault: &str) -> Answer {
    let (status, after) = fault.split_once(',').unwrap_or((fault, ""));
    let answer = Answer::new(status.parse().unwrap_or(500), b"{}".to_vec());
    match after {
        "" => answer,
        "date" => answer.with("Retry-After", &date(SystemTime::now() + Duration::from_secs(3))),
        seconds => answer.with("Retry-After", seconds),
    }
}

fn date(time: SystemTime) -> String {
    httpdate::fmt_http_date(time)
}
