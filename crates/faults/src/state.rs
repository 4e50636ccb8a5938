//! What each test's run has seen and written.

use crate::request::Request;
use serde::Serialize;
use serde_json::{Value, json};
use std::{collections::HashMap, time::Instant};

/// All runs, by name.
#[derive(Default)]
pub(crate) struct Runs(HashMap<String, Run>);

impl Runs {
    /// A run, which begins when it is first named.
    pub(crate) fn run(&mut self, name: &str) -> &mut Run {
        self.0.entry(name.to_owned()).or_insert_with(|| Run {
            began: Instant::now(),
            seen: Vec::new(),
            rows: Vec::new(),
            struck: 0,
        })
    }
}

/// One run.
pub(crate) struct Run {
    began: Instant,
    seen: Vec<Seen>,
    /// What was asked or replied, in order.
    pub(crate) rows: Vec<Written>,
    /// How often the fault struck.
    pub(crate) struck: usize,
}

/// A row that was written.
#[derive(Serialize)]
pub(crate) struct Written {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) body: String,
    /// The topic's id, of a reply.
    pub(crate) topic: Option<String>,
}

/// A request that came.
#[derive(Serialize)]
pub(crate) struct Seen {
    /// When, since the run began.
    ms: u128,
    method: String,
    rest: String,
    query: String,
    /// The host that it was sent to.
    host: Option<String>,
    key: Option<String>,
    authorization: Option<String>,
    /// Whether it asks if what it has still holds.
    is_conditional: bool,
    status: u16,
    /// When it was over, and how many bytes of body had gone by then; nothing while it lasts.
    ended_ms: Option<u128>,
    bytes: usize,
    /// Whether the client went away before it had everything.
    is_cut: bool,
}

impl Seen {
    pub(crate) fn of(request: &Request) -> Self {
        let header = |name| request.header(name).map(str::to_owned);
        Self {
            ms: 0,
            method: request.method.clone(),
            rest: request.rest.clone(),
            query: request.query.clone(),
            host: header("host"),
            key: header("idempotency-key"),
            authorization: header("authorization"),
            is_conditional: request.header("if-none-match").is_some(),
            status: 0,
            ended_ms: None,
            bytes: 0,
            is_cut: false,
        }
    }
}

/// How far an answer got.
pub(crate) struct Sent {
    /// Bytes of its body.
    pub(crate) bytes: usize,
    /// Whether the client went away.
    pub(crate) is_cut: bool,
}

impl Run {
    pub(crate) fn begin(&mut self, mut seen: Seen) -> usize {
        seen.ms = self.began.elapsed().as_millis();
        self.seen.push(seen);
        self.seen.len() - 1
    }

    pub(crate) fn end(&mut self, number: usize, status: u16, sent: &Sent) {
        if let Some(seen) = self.seen.get_mut(number) {
            seen.ended_ms = Some(self.began.elapsed().as_millis());
            (seen.status, seen.bytes, seen.is_cut) = (status, sent.bytes, sent.is_cut);
        }
    }

    /// All of it, as `/seen` says it.
    pub(crate) fn told(&self) -> Value {
        json!({ "requests": self.seen, "rows": self.rows })
    }
}
