//! What the service does not let anyone do: ask too much, take too long, or write too much.
//!
//! Budgets by network and for all are each instance's own: behind a balancer, the service allows so much for each
//! instance. What a person writes is counted in the database, so that it is one number however many instances there are.
//! Nothing here knows what a request says.

mod budget;
mod flags;
mod form;
mod network;
mod numbers;
mod work;

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use goodword_core::model::Timestamp;
use tokio::sync::OnceCell;

pub use flags::GuardArgs;
pub(crate) use form::{check as check_form, essence};
pub use numbers::{Change, ChangeError, Limits, Name};
pub use work::Work;

use self::budget::{Budgets, Cost};
use self::network::Network;
use crate::database::Database;
use crate::metrics::Metrics;
use crate::problem::Problem;

/// How long the limits look back.
const WINDOW_MS: i64 = 60_000;

/// So many questions and replies within it are an attack.
const ATTACK_POSTS: u32 = 60;

/// The header that a proof of work comes in.
const PROOF: &str = "goodword-proof";

/// How the service is guarded. As it is by default, it limits nothing but the time.
#[derive(Clone, Debug)]
pub struct Guard {
    /// How much is allowed.
    pub limits: Limits,
    /// Whether the proxy before this server says from where a request comes.
    pub trust_proxy: bool,
    /// How long a request may take, from its head to the head of its answer.
    pub deadline: Duration,
    /// When questions and replies need a proof of work.
    pub work: Work,
}

impl Default for Guard {
    fn default() -> Self {
        let deadline = Duration::from_secs(10);
        Self { limits: Limits::default(), trust_proxy: false, deadline, work: Work::Never }
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
    database: Database,
    secret: OnceCell<String>,
}

impl Gate {
    pub(crate) fn new(guard: Guard, metrics: Metrics, database: Database) -> Self {
        let budgets = Budgets::new(&guard.limits);
        Self(Arc::new(Inner { guard, budgets, metrics, database, secret: OnceCell::new() }))
    }

    /// Refuses a person who wrote as much as one may.
    pub(crate) async fn person(&self, person: &str, now: Timestamp) -> Result<(), Problem> {
        let Some(most) = self.0.guard.limits.person_writes else { return Ok(()) };
        let recent = self.0.database.recent_acts(person, now.millis() - WINDOW_MS).await?;
        if recent.count < most.get() {
            return Ok(());
        }
        self.0.metrics.limited("person-writes");
        let wait = u64::try_from(recent.oldest + WINDOW_MS - now.millis()).unwrap_or_default();
        Err(Problem::too_many(Duration::from_millis(wait)))
    }

    /// Refuses a post without the proof that is asked for at the moment.
    async fn work(&self, headers: &HeaderMap, now: Timestamp) -> Result<(), Problem> {
        let Inner { guard, metrics, database, secret, .. } = &*self.0;
        let is_asked_for = match guard.work {
            Work::Never => false,
            Work::Always => true,
            Work::Auto => database.has_posts_since(now.millis() - WINDOW_MS, ATTACK_POSTS).await?,
        };
        if !is_asked_for {
            return Ok(());
        }
        let secret = secret
            .get_or_try_init(async || database.proof_secret(&fresh_secret()?).await.map_err(Problem::from));
        let secret = secret.await?.as_bytes();
        let header = headers.get(PROOF).map(|value| value.to_str().unwrap_or_default());
        let fault = match header.map(|header| work::judge(secret, now, work::BITS, header)) {
            Some(Ok(proof)) if database.spend_proof(now, proof.challenge, proof.expires).await? => {
                return Ok(());
            }
            Some(Ok(_)) => "the proof was used before",
            Some(Err(work::Fault::Expired)) => "the challenge has expired",
            Some(Err(work::Fault::Wrong)) => "the nonce does not solve the challenge",
            Some(Err(work::Fault::Unknown)) => "send challenge:nonce, with a challenge that came from here",
            None => "find a nonce and send Goodword-Proof: challenge:nonce",
        };
        metrics.limited("proof-of-work");
        Err(Problem::proof_of_work(fault, work::challenge(secret, now, chance()?), work::BITS))
    }
}

/// Whether the request is a question or a reply: what spam consists of.
fn is_post(request: &Request) -> bool {
    let path = request.uri().path();
    request.method() == Method::POST && (path == "/api/topics" || path.ends_with("/replies"))
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn chance<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Problem::internal())?;
    Ok(bytes)
}

fn fresh_secret() -> Result<String, Problem> {
    Ok(URL_SAFE_NO_PAD.encode(chance::<32>()?))
}

/// Lets a request pass if its budget has something left, and ends it when it takes too long.
pub(crate) async fn pass(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let Inner { guard, budgets, metrics, .. } = &*gate.0;
    if let Some(cost) = Cost::of(request.method(), request.uri().path()) {
        let network = Network::of(request.headers(), request.extensions(), guard.trust_proxy);
        if let Err(wait) = budgets.take(cost, network) {
            metrics.limited(cost.word());
            return Problem::too_many(wait).into_response();
        }
    }
    if is_post(&request)
        && let Err(problem) = gate.work(request.headers(), now()).await
    {
        return problem.into_response();
    }
    request.extensions_mut().insert(gate.clone());
    match tokio::time::timeout(guard.deadline, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::of_status(StatusCode::REQUEST_TIMEOUT).into_response(),
    }
}
