//! DOM ids by which the views and the moves of focus know the same elements.

/// The search box.
pub(crate) const SEARCH_ID: &str = "search";
/// A screen's heading, which takes focus by script only.
pub(crate) const TITLE_ID: &str = "title";
/// What scrolls.
pub(crate) const BODY_ID: &str = "body";
