//! What the service does not let anyone do: ask too much, take too long, or write too much.
//!
//! Budgets by network and for all are each instance's own: behind a balancer, the service allows so much for each
//! instance. What a person writes is counted in the database, so that it is one number however many instances there are.
//! Nothing here knows what a request says.

mod budget;
mod network;
mod numbers;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use goodword_core::model::Timestamp;

pub use numbers::{Change, ChangeError, Limits, Name};

use self::budget::{Budgets, Cost};
use self::network::Network;
use crate::database::Database;
use crate::metrics::Metrics;
use crate::problem::Problem;

/// How long the limits look back.
const WINDOW_MS: i64 = 60_000;

/// How the service is guarded. As it is by default, it limits nothing but the time.
#[derive(Clone, Debug)]
pub struct Guard {
    /// How much is allowed.
    pub limits: Limits,
    /// Whether the proxy before this server says from where a request comes.
    pub trust_proxy: bool,
    /// How long a request may take, from its head to the head of its answer.
    pub deadline: Duration,
}

impl Default for Guard {
    fn default() -> Self {
        Self { limits: Limits::default(), trust_proxy: false, deadline: Duration::from_secs(10) }
    }
}

/// Where each request to the community passes. Clones are the same gate.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    guard: Guard,
    budgets: Budgets,
    metrics: Metrics,
}

impl Gate {
    pub(crate) fn new(guard: Guard, metrics: Metrics) -> Self {
        let budgets = Budgets::new(&guard.limits);
        Self(Arc::new(Inner { guard, budgets, metrics }))
    }

    /// Refuses a person who wrote as much as one may.
    pub(crate) async fn person(
        &self,
        database: &Database,
        person: &str,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let Some(most) = self.0.guard.limits.person_writes else { return Ok(()) };
        let recent = database.recent_acts(person, now.millis() - WINDOW_MS).await?;
        if recent.count < most.get() {
            return Ok(());
        }
        self.0.metrics.limited("person-writes");
        let wait = u64::try_from(recent.oldest + WINDOW_MS - now.millis()).unwrap_or_default();
        Err(Problem::too_many(Duration::from_millis(wait)))
    }
}

/// Lets a request pass if its budget has something left, and ends it when it takes too long.
pub(crate) async fn pass(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let Inner { guard, budgets, metrics } = &*gate.0;
    if let Some(cost) = Cost::of(request.method(), request.uri().path()) {
        let network = Network::of(request.headers(), request.extensions(), guard.trust_proxy);
        if let Err(wait) = budgets.take(cost, network) {
            metrics.limited(cost.word());
            return Problem::too_many(wait).into_response();
        }
    }
    request.extensions_mut().insert(gate.clone());
    match tokio::time::timeout(guard.deadline, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::of_status(StatusCode::REQUEST_TIMEOUT).into_response(),
    }
}
