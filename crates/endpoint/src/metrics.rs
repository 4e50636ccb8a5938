//! What the service did, as numbers for Prometheus, and as a line in the log for each request.
//!
//! An address stands in both by its route, as `/api/topics/{id}`: what was searched for, whose token came and what was
//! written is in neither.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::database::Database;
use crate::problem::Problem;

/// Where the numbers are.
pub const METRICS_PATH: &str = "/metrics";

/// Upper bounds of the durations that are told apart, in seconds.
const DURATIONS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 10.0];

/// The version of the format that the encoder writes.
const OPEN_METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BudgetLabel {
    budget: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StateLabel {
    state: &'static str,
}

/// The numbers of one instance. Clones count together.
#[derive(Clone, Debug)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<RouteLabels, Counter>,
    seconds: Family<RouteLabel, Histogram, fn() -> Histogram>,
    writes: Family<RouteLabel, Counter>,
    limited: Family<BudgetLabel, Counter>,
    connections: Family<StateLabel, Gauge>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("goodword");
        let seconds: Family<RouteLabel, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(DURATIONS));
        let mut metrics = Self {
            registry: Arc::default(),
            requests: Family::default(),
            seconds,
            writes: Family::default(),
            limited: Family::default(),
            connections: Family::default(),
        };
        registry.register("requests", "Requests that were answered", metrics.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "From a request's head to the head of its answer",
            Unit::Seconds,
            metrics.seconds.clone(),
        );
        registry.register("writes", "Requests that changed something", metrics.writes.clone());
        registry.register("limited", "Requests that were too many, by budget", metrics.limited.clone());
        registry.register(
            "database_connections",
            "Connections to the database, at work and idle",
            metrics.connections.clone(),
        );
        metrics.registry = Arc::new(registry);
        metrics
    }

    /// A request was refused because this budget was spent.
    pub(crate) fn limited(&self, budget: &'static str) {
        self.limited.get_or_create(&BudgetLabel { budget }).inc();
    }

    fn answered(&self, route: &str, method: &'static str, status: u16, seconds: f64) {
        let route = route.to_owned();
        self.requests.get_or_create(&RouteLabels { route: route.clone(), method, status }).inc();
        self.seconds.get_or_create(&RouteLabel { route: route.clone() }).observe(seconds);
        let is_write = matches!(method, "POST" | "PUT" | "DELETE") && (200..300).contains(&status);
        if is_write {
            self.writes.get_or_create(&RouteLabel { route }).inc();
        }
    }
}

/// Counts and logs each request.
pub(crate) async fn observe(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let method = name(request.method());
    let response = next.run(request).await;

    let route = matched.as_ref().map_or("files", MatchedPath::as_str);
    let status = response.status().as_u16();
    let seconds = begun.elapsed().as_secs_f64();
    metrics.answered(route, method, status, seconds);
    tracing::info!(method, route, status, ms = (seconds * 1e6).round() / 1e3, "answered");
    response
}

/// A client may make up methods, so that only those that are used here get a row of their own.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// The numbers, as they are now.
pub(crate) async fn show(State((metrics, database)): State<(Metrics, Option<Database>)>) -> Response {
    if let Some(database) = database {
        let (all, idle) = database.connections();
        let (all, idle) = (i64::from(all), i64::try_from(idle).unwrap_or(i64::MAX));
        metrics.connections.get_or_create(&StateLabel { state: "idle" }).set(idle);
        metrics.connections.get_or_create(&StateLabel { state: "at work" }).set(all.saturating_sub(idle));
    }
    let mut body = String::new();
    if text::encode(&mut body, &metrics.registry).is_err() {
        return Problem::internal().into_response();
    }
    ([(header::CONTENT_TYPE, OPEN_METRICS)], body).into_response()
}
