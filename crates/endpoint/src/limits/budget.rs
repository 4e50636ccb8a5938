//! The budgets of this instance: how much of what each network and everyone together has left.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::Method;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::Limits;
use super::network::Network;

/// After so many requests the networks that have all of their budget again are forgotten.
const SWEEP_EVERY: u32 = 4096;

/// What a request costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    Read,
    Search,
    Write,
}

impl Cost {
    /// `None` for what is always answered: a browser's question whether it may ask, and whether the server is well.
    pub(super) fn of(method: &Method, path: &str) -> Option<Self> {
        match path {
            _ if method == Method::OPTIONS => None,
            "/healthz" => None,
            _ if method != Method::GET && method != Method::HEAD => Some(Self::Write),
            "/api/search" => Some(Self::Search),
            _ => Some(Self::Read),
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Read => "reads",
            Self::Search => "searches",
            Self::Write => "writes",
        }
    }
}

/// What one kind of request may cost.
#[derive(Debug)]
struct Budget {
    each: Option<DefaultKeyedRateLimiter<Network>>,
    all: Option<DefaultDirectRateLimiter>,
    asked: AtomicU32,
}

impl Budget {
    fn new(each: Option<NonZeroU32>, all: Option<NonZeroU32>) -> Self {
        Self {
            each: each.map(|most| RateLimiter::dashmap(Quota::per_minute(most))),
            all: all.map(|most| RateLimiter::direct(Quota::per_minute(most))),
            asked: AtomicU32::new(0),
        }
    }

    /// The network first, so that what it is refused costs the others nothing.
    fn take(&self, network: Network) -> Result<(), Duration> {
        if let Some(each) = &self.each {
            if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
                each.retain_recent();
                each.shrink_to_fit();
            }
            each.check_key(&network).map_err(|until| until.wait_time_from(DefaultClock::default().now()))?;
        }
        if let Some(all) = &self.all {
            all.check().map_err(|until| until.wait_time_from(DefaultClock::default().now()))?;
        }
        Ok(())
    }
}

/// All budgets.
#[derive(Debug)]
pub(super) struct Budgets {
    reads: Budget,
    searches: Budget,
    writes: Budget,
}

impl Budgets {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            reads: Budget::new(limits.reads, limits.all_reads),
            searches: Budget::new(limits.searches, limits.all_searches),
            writes: Budget::new(limits.writes, limits.all_writes),
        }
    }

    /// Pays for one request; where nothing is left, how long it takes until something is.
    pub(super) fn take(&self, cost: Cost, network: Network) -> Result<(), Duration> {
        match cost {
            Cost::Read => self.reads.take(network),
            Cost::Search => self.searches.take(network),
            Cost::Write => self.writes.take(network),
        }
    }
}
