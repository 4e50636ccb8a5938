//! Goodword's server: serves the widget's files and one community's snapshot, to any origin.
//!
//! What it serves is public, so every answer may be read from every origin and no answer depends on who asks.
//! It knows nothing of searching or of friends; of a snapshot it knows only whether it can be read.
//!
//! - [`serve`] decides what is answered: the routes, types, caching and headers.
//! - [`snapshot`] reads the community's file once and keeps it in each encoding.
//! - [`encoding`] chooses among those encodings.
//! - [`cli`] is the `goodword` command: arguments, listening, stopping.
//!
//! Deliberately absent: TLS and HTTP/2 (a proxy's work), directory listings, cookies, logs of visitors, and any
//! watching of files: a changed snapshot is read at the next start.

pub mod cli;
pub mod encoding;
pub mod identity;
pub mod serve;
pub mod snapshot;
