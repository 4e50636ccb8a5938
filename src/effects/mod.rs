//! What a reducer may not do: load, wait, observe, move focus. Each is started by the app and sends it the outcome.

mod catalogue;
mod community;
mod draft;
mod focus;
mod online;
mod pictures;
mod search;
mod service;
mod share;
mod slices;
mod texts;
mod theme;

pub(crate) use catalogue::speak;
pub(crate) use community::{Load, Source, report_skipped};
pub(crate) use draft::{forget_drafts, keep, kept, moment_ms, new_key, random};
pub(crate) use focus::{bring_into_view, find, focus, is_pointed_at, may_take_focus, scroll_of, start_of};
pub(crate) use online::{OnlineWatch, page_is_seen};
pub(crate) use pictures::hide_missing;
pub(crate) use search::{Question, index, search};
pub(crate) use service::{Settled, settle};
pub(crate) use share::{arrival, can_share, copy, is_abort, page_address, share};
pub(crate) use slices::Pace;
pub(crate) use texts::take_texts;
pub(crate) use theme::{page_scheme, watch_page_scheme};
