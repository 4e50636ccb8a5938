//! Reads the community, slice by slice, while its bytes arrive.

use super::slices::Pace;
use crate::{
    console,
    dialect::{self, Translator},
    endpoint::{self, Answer, Fault},
    library::Library,
    outcome::{Failure, Outcome},
    scene::Port,
    store::{Action, Notice, NoticeKind},
};
use gloo_timers::future::TimeoutFuture;
use goodword_core::{
    backoff::MAX_TRIES,
    snapshot::{Limits, Skipped, SnapshotError, SnapshotReader},
};
use js_sys::{Function, JSON, Object, Promise};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;
use yew::{AttrValue, Callback};

/// How many bytes of given data are fed at once.
const PIECE: usize = 64 * 1024;
/// How many topics there are before any is shown: a screenful, so that a list does not begin with one row.
const FIRST_SHOWN: usize = 8;
/// The largest dialect, in bytes.
const MAX_DIALECT_BYTES: usize = 256 * 1024;
/// The largest answer that the host's own function is given, in bytes.
const MAX_FOREIGN_BYTES: usize = 32 * 1024 * 1024;
/// How many skipped rows the console line names.
const NAMED_SKIPPED: usize = 3;

/// Where a community comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    /// The endpoint's address as written.
    pub(crate) endpoint: Option<String>,
    /// A snapshot given by the host, which wins over the endpoint.
    pub(crate) data: Option<AttrValue>,
    /// The host's function from the endpoint's JSON to a snapshot's.
    pub(crate) transform: Option<Function>,
    /// What the endpoint speaks, as written, where it is not the native protocol.
    pub(crate) dialect: Option<String>,
    /// Address of the folder that holds `dialects/`.
    pub(crate) base: AttrValue,
    /// How what is not linked is fetched.
    pub(crate) later: Option<Function>,
}

/// A load under way; dropping it abandons it, and aborts what it asked for.
pub(crate) struct Load(Rc<Cell<bool>>, Option<AbortController>);

impl Load {
    /// Begins to read `source`; what comes of it is sent under `ticket`, failures are also told to the host.
    pub(crate) fn begin(ticket: u32, source: Source, send: Callback<Action>, port: Port) -> Self {
        let cancelled = Rc::<Cell<bool>>::default();
        let abort = AbortController::new().ok();
        let job = Job {
            ticket,
            source: source.endpoint.clone().unwrap_or_else(|| "the data given".to_owned()),
            library: Library::default(),
            send,
            port,
            cancelled: cancelled.clone(),
            abort: abort.clone(),
        };
        spawn_local(job.run(source));
        Self(cancelled, abort)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.0.set(true);
        if let Some(abort) = &self.1 {
            abort.abort();
        }
    }
}

/// Why a load ended early.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("neither the endpoint attribute nor .data is set")]
    Unconfigured,
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error(transparent)]
    Document(#[from] SnapshotError),
    #[error("the dialect {0} cannot be used:\n{1}")]
    Dialect(String, String),
    #[error(".transform gave no snapshot: {0}")]
    Transform(String),
    #[error("overtaken")]
    Cancelled,
}

impl Ended {
    fn notice(&self) -> (Notice, &'static str) {
        let (kind, retry, code) = match self {
            Self::Unconfigured | Self::Cancelled => (NoticeKind::Unconfigured, false, "unconfigured"),
            Self::Fault(Fault::Address(_)) => (NoticeKind::Unconfigured, false, "address"),
            Self::Fault(Fault::Offline) => (NoticeKind::Offline, true, "offline"),
            Self::Fault(Fault::TimedOut) => (NoticeKind::Unreachable, true, "timeout"),
            Self::Fault(Fault::Busy(_)) => (NoticeKind::Busy, true, "http"),
            Self::Fault(Fault::Unreachable) => (NoticeKind::Unreachable, true, "unreachable"),
            Self::Fault(_) => (NoticeKind::Unreachable, true, "http"),
            Self::Dialect(..) => (NoticeKind::Unconfigured, false, "dialect"),
            Self::Document(_) | Self::Transform(_) => (NoticeKind::Document, true, "document"),
        };
        (Notice { kind, retry }, code)
    }
}

/// What the host's function makes of an answer, as JSON; else what it threw, or what was wrong.
async fn transformed(bytes: &[u8], transform: &Function) -> Result<String, String> {
    let told = |error: JsValue| String::from(Object::from(error).to_string());
    let text = str::from_utf8(bytes).map_err(|_| "the answer is not UTF-8".to_owned())?;
    let value = JSON::parse(text).map_err(told)?;
    let made = transform.call1(&JsValue::UNDEFINED, &value).map_err(told)?;
    let made = JsFuture::from(Promise::resolve(&made)).await.map_err(told)?;
    let text = JSON::stringify(&made).map_err(told)?;
    text.as_string().ok_or_else(|| "it is not JSON".to_owned())
}

/// One load.
struct Job {
    ticket: u32,
    source: String,
    library: Library,
    send: Callback<Action>,
    port: Port,
    cancelled: Rc<Cell<bool>>,
    abort: Option<AbortController>,
}

impl Job {
    async fn run(mut self, source: Source) {
        let mut tries = 0;
        let ended = loop {
            let ended = self.read(source.clone()).await;
            if self.cancelled.get() {
                return;
            }
            // Whoever is busy is left alone, and the visitor is told that it takes a while; then it goes on by itself.
            let wait_s = match ended {
                Err(Ended::Fault(Fault::Busy(wait_s))) if tries < MAX_TRIES => wait_s,
                ended => break ended,
            };
            tries += 1;
            console::warn(&format!("good-word: {}: {}", self.source, Fault::Busy(wait_s)));
            self.send.emit(Action::Failed(self.ticket, Notice { kind: NoticeKind::Busy, retry: false }));
            TimeoutFuture::new(wait_s * 1000).await;
            if self.cancelled.get() {
                return;
            }
        };
        self.library = self.library.next_generation();
        self.report_skipped();
        match ended {
            Ok(()) => self.send.emit(Action::Loaded(self.ticket, self.library)),
            Err(ended) => {
                let (notice, code) = ended.notice();
                console::warn(&format!("good-word: cannot read {}: {ended}", self.source));
                self.send.emit(Action::Grew(self.ticket, self.library));
                self.send.emit(Action::Failed(self.ticket, notice));
                self.port.tell.emit(Outcome::Error(Failure { code, retryable: notice.retry }));
            }
        }
    }

    async fn read(
        &mut self,
        Source { endpoint, data, transform, dialect, base, later }: Source,
    ) -> Result<(), Ended> {
        let abort = self.abort.clone().ok_or(Fault::Unreachable)?;
        let mut reader = SnapshotReader::new(Limits::default());
        let mut pace = Pace::new();
        if let Some(data) = data {
            for piece in data.as_bytes().chunks(PIECE) {
                self.take(piece, &mut reader, &mut pace).await?;
            }
        } else if let Some(dialect) = dialect {
            let (url, vars, is_own) = dialect::address(&dialect, &base);
            let document = endpoint::whole(&endpoint::address(&url)?, MAX_DIALECT_BYTES, &abort).await?;
            let endpoint = endpoint.as_deref().map(endpoint::address).transpose()?.unwrap_or_default();
            let opened = Translator::open(later.as_ref(), &document, &endpoint, vars, is_own).await;
            let translator = opened.map_err(|reason| Ended::Dialect(dialect, reason))?;
            self.take(translator.front().as_bytes(), &mut reader, &mut pace).await?;
            self.library.speak(translator);
        } else if let Some(transform) = transform {
            let written = endpoint.ok_or(Ended::Unconfigured)?;
            let bytes = endpoint::whole(&endpoint::address(&written)?, MAX_FOREIGN_BYTES, &abort).await?;
            let transformed = transformed(&bytes, &transform).await.map_err(Ended::Transform)?;
            for piece in transformed.as_bytes().chunks(PIECE) {
                self.take(piece, &mut reader, &mut pace).await?;
            }
        } else {
            let written = endpoint.ok_or(Ended::Unconfigured)?;
            let mut answer: Answer = endpoint::get(&endpoint::address(&written)?, &abort).await?;
            while let Some(bytes) = answer.next().await? {
                self.take(&bytes, &mut reader, &mut pace).await?;
            }
        }
        Ok(reader.finish()?)
    }

    /// Reads all rows that are whole with these bytes.
    async fn take(
        &mut self,
        bytes: &[u8],
        reader: &mut SnapshotReader,
        pace: &mut Pace,
    ) -> Result<(), Ended> {
        if self.cancelled.get() {
            return Err(Ended::Cancelled);
        }
        pace.resume();
        reader.feed(bytes);
        while let Some(row) = reader.next_row()? {
            self.library.grow(|community| community.add(row));
            if pace.is_spent() {
                let enough = self.library.read().topics().len() >= FIRST_SHOWN;
                if enough && pace.is_worth_showing() {
                    self.library = self.library.next_generation();
                    self.send.emit(Action::Grew(self.ticket, self.library.clone()));
                }
                pace.breathe().await;
                if self.cancelled.get() {
                    return Err(Ended::Cancelled);
                }
            }
        }
        Ok(())
    }

    /// One line for the developer, whatever was left out.
    fn report_skipped(&self) {
        let community = self.library.read();
        report_skipped(&self.source, community.skipped_count(), community.skipped().iter());
    }
}

/// One line for the developer: of `total` that were left out in what came from `source`, the first.
pub(crate) fn report_skipped<'a>(source: &str, total: usize, skipped: impl Iterator<Item = &'a Skipped>) {
    if total == 0 {
        return;
    }
    let named: Vec<String> =
        skipped.take(NAMED_SKIPPED).map(|skipped| format!("{}: {}", skipped.path, skipped.reason)).collect();
    let more = if total > named.len() { "; …" } else { "" };
    console::warn(&format!("good-word: {total} skipped in {source}: {}{more}", named.join("; ")));
}
