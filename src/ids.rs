//! DOM ids by which the views and the moves of focus know the same elements.

/// The search box.
pub(crate) const SEARCH_ID: &str = "search";
/// A screen's heading, which takes focus by script only.
pub(crate) const TITLE_ID: &str = "title";
/// What scrolls.
pub(crate) const BODY_ID: &str = "body";
/// The button that leads to the form of a new topic.
pub(crate) const ASK_ID: &str = "ask";
/// The button that opens the reply's form.
pub(crate) const REPLY_ID: &str = "reply";
/// A form's title.
pub(crate) const FORM_TITLE_ID: &str = "form-title";
/// A form's body.
pub(crate) const FORM_BODY_ID: &str = "form-body";
/// A form's field that people do not see.
pub(crate) const FORM_WEBSITE_ID: &str = "form-website";
/// The choice of whom a question is for.
pub(crate) const FORM_TO_ID: &str = "form-to";
/// The button that leads to the form of one's own word.
pub(crate) const RECOMMEND_ID: &str = "recommend";
/// The button that takes it back.
pub(crate) const LEAVE_ID: &str = "leave";
/// A guest's name.
pub(crate) const FORM_NAME_ID: &str = "form-name";
/// DOM id of the list of results.
pub(crate) const RESULTS_ID: &str = "results";
/// The title of the people whom the visitor may want to know.
pub(crate) const PEOPLE_ID: &str = "people";
/// The way to what friends asked the visitor.
pub(crate) const ASKED_ID: &str = "asked-of-you";
/// The way to what the visitor asked friends in private.
pub(crate) const ASKING_ID: &str = "asked-by-you";
