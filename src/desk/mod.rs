//! The screens that nobody needs at the first opening. On a website their code is in a part of the Wasm that the page
//! fetches later; elsewhere it is there from the beginning. Nothing else knows that there are two ways.
//!
//! A screen of the desk is a method of [`Desk`]. The build moves into the later part whatever these methods alone need, and
//! a call without that part would trap; so whoever calls one has to have a [`Desk`], which only [`stand`] gives away.

#[cfg(feature = "split")]
mod fetched;
#[cfg(not(feature = "split"))]
mod linked;

#[cfg(feature = "split")]
use fetched as way;
#[cfg(not(feature = "split"))]
use linked as way;

pub(crate) use way::{bring, stand};

/// The proof that the desk is there.
///
/// Every method is an entry of the later part, wherever it is written, so each takes `self`. It is marked `#[inline(never)]`,
/// or else it stays where it is called from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Desk(());

/// How it stands with the desk, for all panels of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// It was not asked for, or is on its way.
    Coming,
    /// It is there.
    Here(Desk),
    /// It could not be had; the developer has been told.
    Failed,
}
