//! Goodword's server: serves the widget's files, one community's snapshot, and a community in a database, to any origin.
//!
//! What it answers to anyone is public, so it may be read from every origin. A reader whom the site vouches for is
//! answered for that reader alone.
//! How a snapshot is read and how topics are ranked is `goodword-core`'s, so that panel and server agree.
//!
//! Arrows: [`cli`] → all; [`serve`] → [`api`], [`snapshot`]; [`api`] → [`database`], [`wire`], [`problem`]; [`seed`] and
//! [`export`] → [`database`], [`wire`]; [`api`] → [`identity`], which knows nothing of ours; [`database`] knows the words of
//! [`wire`] and no HTTP.
//!
//! - [`serve`] decides what is answered: the routes, types, caching and headers.
//! - [`cors`] says which pages may use it.
//! - [`limits`] says how much anyone may ask; [`metrics`] counts what was done, [`log`] writes it down.
//! - [`snapshot`] reads the community's file once and keeps it in each encoding.
//! - [`encoding`] chooses among those encodings.
//! - [`api`] answers the protocol; [`wire`] is its JSON, [`problem`] its errors.
//! - [`identity`] says who writes: whom the site's token vouches for.
//! - [`database`] keeps the community; [`seed`] fills it from a snapshot, [`getsatisfaction`] from that service's lists, [`export`] writes one.
//! - [`prebuilt`] makes an index of a snapshot, for panels of large communities.
//! - [`check`] says what a dialect makes of a backend's answers; it alone asks other servers.
//! - [`person`] reads out or takes out what is kept about one person.
//! - [`demo`] vouches for made-up people, where somebody tries it out.
//! - [`cli`] is the `goodword` command; [`listen`] listens, and stops when told to.
//!
//! Deliberately absent: TLS and HTTP/2 (a proxy's work), directory listings, cookies, addresses of visitors in the log, and any
//! watching of files: a changed snapshot is read at the next start.

pub mod api;
pub mod check;
pub mod cli;
mod confided;
pub mod cors;
pub mod database;
pub mod demo;
pub mod encoding;
mod erased;
pub mod export;
pub mod getsatisfaction;
pub mod identity;
mod kept;
pub mod limits;
pub mod listen;
pub mod log;
pub mod metrics;
pub mod person;
pub mod prebuilt;
pub mod problem;
pub mod seed;
pub mod serve;
pub mod snapshot;
pub mod wire;
