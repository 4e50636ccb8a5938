//! The options of `goodword serve` that guard it.

use clap::Args;

use super::{Change, Guard, Limits, Work};

/// How the service is guarded, as given on the command line.
#[derive(Args, Debug)]
pub struct GuardArgs {
    /// How much is answered within a minute, as reads=1200; may be given more than once, and 0 or none lifts limits
    ///
    /// From each address (of IPv6: each /64) reads=1200, searches=240, writes=60; from each person person-writes=30; from
    /// all together all-reads=120000, all-searches=12000, all-writes=6000. --limit none lifts them all.
    #[arg(long = "limit", value_name = "NAME=N", requires = "database")]
    pub limits: Vec<Change>,

    /// Take a visitor's address from the end of X-Forwarded-For: only where a proxy that adds it stands before
    #[arg(long)]
    pub trust_proxy: bool,

    /// When questions and replies need a proof of work, which panels do by themselves
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub proof_of_work: Work,
}

impl GuardArgs {
    /// What they amount to.
    pub fn guard(&self) -> Guard {
        let Self { limits, trust_proxy, proof_of_work } = self;
        let (trust_proxy, work) = (*trust_proxy, *proof_of_work);
        Guard { limits: Limits::with(limits), trust_proxy, work, ..Guard::default() }
    }
}
