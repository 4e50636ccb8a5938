//! The log: to the standard error, for people or for machines.
//!
//! Lines are written by a thread of their own, and dropped rather than waited for: nobody waits for an answer because
//! nobody reads the log.

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::filter::LevelFilter;

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// A line to read for each request, and for what goes wrong.
    #[default]
    Text,
    /// The same as one JSON object a line.
    Json,
    /// Only what goes wrong.
    Quiet,
}

/// Begins to log. What is logged until the guard is dropped is written before the process ends.
pub fn start(log: Log) -> WorkerGuard {
    let (writer, guard) = tracing_appender::non_blocking(io::stderr());
    let level = if log == Log::Quiet { LevelFilter::WARN } else { LevelFilter::INFO };
    let lines = tracing_subscriber::fmt().with_writer(writer).with_max_level(level).with_target(false);
    // A second one in the same process changes nothing.
    let _ = match log {
        Log::Json => lines.json().flatten_event(true).try_init(),
        Log::Text | Log::Quiet => lines.with_ansi(io::stderr().is_terminal()).try_init(),
    };
    guard
}
