//! Hooks that do what a reducer may not: load, search, wait, observe, move focus. Each dispatches its outcome.

mod catalogue;
mod commands;
mod community;
mod focus;
mod search;
mod settle;
mod slices;
mod theme;

pub use catalogue::use_catalogue;
pub use commands::use_commands;
pub use community::use_community;
pub use focus::{BODY_ID, SEARCH_ID, TITLE_ID, find, focus, scroll_of, use_focus};
pub use search::use_search;
pub use settle::use_settled;
pub use theme::{Scheme, use_scheme};
