//! Reads the community, slice by slice, while its bytes arrive.

use super::slices::Pace;
use crate::{
    console,
    endpoint::{self, Answer, Fault},
    library::Library,
    outcome::{Failure, Outcome},
    scene::{Port, Scene},
    store::{Action, Load, Notice, NoticeKind, State},
};
use goodword_core::snapshot::{Limits, SnapshotError, SnapshotReader};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How many bytes of given data are fed at once.
const PIECE: usize = 64 * 1024;
/// How many skipped rows the console line names.
const NAMED_SKIPPED: usize = 3;

/// Loads the community whenever its source or `again` changes, and once more when the browser is back online.
#[hook]
pub fn use_community(scene: &Scene, state: &UseReducerHandle<State>, again: &UseStateHandle<u32>) {
    let ticket = use_mut_ref(|| 0_u32);
    let source = (scene.config.endpoint.clone(), scene.given.data.clone());
    use_effect_with((source, **again), {
        let (dispatch, port) = (state.dispatcher(), scene.port.clone());
        move |((endpoint, data), _)| {
            *ticket.borrow_mut() += 1;
            let job = Job {
                ticket: *ticket.borrow(),
                source: endpoint.clone().unwrap_or_else(|| "the data given".to_owned()),
                library: Library::default(),
                dispatch,
                port,
                cancelled: Rc::default(),
            };
            let cancelled = job.cancelled.clone();
            job.dispatch.dispatch(Action::Began(job.ticket));
            spawn_local(job.run(endpoint.clone(), data.clone()));
            move || cancelled.set(true)
        }
    });
    let offline = matches!(state.load, Load::Failed(Notice { kind: NoticeKind::Offline, .. }));
    use_effect_with(offline, {
        let again = again.clone();
        move |offline| {
            let listener = offline.then(|| OnlineListener::new(move || again.set(*again + 1)));
            move || drop(listener)
        }
    });
}

/// Calls back when the browser says that it is online, until dropped.
struct OnlineListener(Closure<dyn Fn()>);

impl OnlineListener {
    fn new(call: impl Fn() + 'static) -> Self {
        let closure = Closure::<dyn Fn()>::new(call);
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("online", closure.as_ref().unchecked_ref());
        }
        Self(closure)
    }
}

impl Drop for OnlineListener {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("online", self.0.as_ref().unchecked_ref());
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
            Self::Fault(Fault::Http(_)) => (NoticeKind::Unreachable, true, "http"),
            Self::Fault(Fault::Unreachable) => (NoticeKind::Unreachable, true, "unreachable"),
            Self::Document(_) => (NoticeKind::Document, true, "document"),
        };
        (Notice { kind, retry }, code)
    }
}

/// One load.
struct Job {
    ticket: u32,
    source: String,
    library: Library,
    dispatch: UseReducerDispatcher<State>,
    port: Port,
    cancelled: Rc<Cell<bool>>,
}

impl Job {
    async fn run(mut self, endpoint: Option<String>, data: Option<AttrValue>) {
        let ended = self.read(endpoint, data).await;
        if self.cancelled.get() {
            return;
        }
        self.library = self.library.next_generation();
        self.report_skipped();
        match ended {
            Ok(()) => self.dispatch.dispatch(Action::Loaded(self.ticket, self.library)),
            Err(ended) => {
                let (notice, code) = ended.notice();
                console::warn(&format!("good-word: cannot read {}: {ended}", self.source));
                self.dispatch.dispatch(Action::Grew(self.ticket, self.library));
                self.dispatch.dispatch(Action::Failed(self.ticket, notice));
                self.port.tell.emit(Outcome::Error(Failure { code, retryable: notice.retry }));
            }
        }
    }

    async fn read(&mut self, endpoint: Option<String>, data: Option<AttrValue>) -> Result<(), Ended> {
        let mut reader = SnapshotReader::new(Limits::default());
        let mut pace = Pace::new();
        if let Some(data) = data {
            for piece in data.as_bytes().chunks(PIECE) {
                self.take(piece, &mut reader, &mut pace).await?;
            }
        } else {
            let written = endpoint.ok_or(Ended::Unconfigured)?;
            let mut answer: Answer = endpoint::get(&endpoint::address(&written)?).await?;
            while let Some(bytes) = answer.next().await? {
                self.take(&bytes, &mut reader, &mut pace).await?;
            }
        }
        Ok(reader.finish()?)
    }

    /// Reads all rows that are whole with these bytes.
    async fn take(&mut self, bytes: &[u8], reader: &mut SnapshotReader, pace: &mut Pace) -> Result<(), Ended> {
        if self.cancelled.get() {
            return Err(Ended::Cancelled);
        }
        reader.feed(bytes);
        while let Some(row) = reader.next_row()? {
            self.library.grow(|community| community.add(row));
            if pace.is_spent() {
                if pace.is_worth_showing() {
                    self.library = self.library.next_generation();
                    self.dispatch.dispatch(Action::Grew(self.ticket, self.library.clone()));
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
        let total = community.skipped_count();
        if total == 0 {
            return;
        }
        let named: Vec<String> = community
            .skipped()
            .iter()
            .take(NAMED_SKIPPED)
            .map(|skipped| format!("{}: {}", skipped.path, skipped.reason))
            .collect();
        let more = if total > named.len() { "; …" } else { "" };
        console::warn(&format!("good-word: {total} skipped in {}: {}{more}", self.source, named.join("; ")));
    }
}
