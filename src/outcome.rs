//! What the panel tells its host: each becomes one DOM event on the element, or one call of a Yew callback.

use serde::Serialize;

/// Something that happened in the panel, with the event's `detail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The panel is mounted and can be used.
    Ready,
    /// The panel is about to open. Can be cancelled.
    BeforeOpen,
    /// The panel opened.
    Open,
    /// The panel closed.
    Close,
    /// A query has settled.
    Search(Search),
    /// A topic was opened.
    Topic(TopicOpened),
    /// A topic was asked, and the endpoint has it.
    Ask(Written),
    /// A reply was written, and the endpoint has it.
    Reply(Written),
    /// The visitor has a topic too, or not any more, and the endpoint has it.
    MeToo(MeToo),
    /// The visitor recommended something, and the endpoint has it.
    Recommend(Recommended),
    /// The visitor is about to tell somebody of the page. Can be cancelled, and the host does it in its own way.
    Share(Shared),
    /// For the first time something is to be sent that shows the visitor to others, or counts one. Can be cancelled, and nothing is.
    ConsentRequest(Consent),
    /// Something was to be sent, and the endpoint has to know by whom: time for the host to sign the visitor in and to
    /// set `.identity`. What was written is kept.
    SignIn,
    /// A link out of the panel was followed. Can be cancelled.
    Navigate(Navigate),
    /// Something failed.
    Error(Failure),
}

/// Detail of `good-word-search`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// How many topics matched.
    pub count: usize,
    /// How long the search took, in whole milliseconds.
    pub ms: u32,
}

/// Detail of `good-word-topic`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicOpened {
    /// The topic's id.
    pub id: String,
    /// Its place in the list it was chosen from, from 1; 0 where it came from none.
    pub rank: usize,
}

/// Detail of `good-word-ask` and `good-word-reply`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The topic's id.
    pub topic: String,
    /// The id of what was written: the topic's own, or the reply's.
    pub id: String,
}

/// Detail of `good-word-me-too`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeToo {
    /// The topic's id.
    pub topic: String,
    /// Whether the visitor has it too, now.
    pub me_too: bool,
}

/// Detail of `good-word-recommend`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recommended {
    /// The product's id.
    pub subject: String,
    /// `recommends`, `loves`, `uses` or `bought`.
    pub verb: &'static str,
    /// `me`, `friends` or `public`.
    pub audience: &'static str,
}

/// Detail of `good-word-share`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// `share` (the browser's own way), `copy`, `email`, `sms`, or the name of a network in small letters.
    pub method: &'static str,
    /// The page's address, as it is told.
    pub url: String,
}

/// Detail of `good-word-consent-request`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// `recommend`; `show`, what the visitor said with one press to friends; or `referral`, that somebody came by a shared link.
    pub purpose: &'static str,
}

/// Detail of `good-word-navigate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Navigate {
    /// Where the link leads.
    pub url: String,
}

/// Detail of `good-word-error`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// `offline`, `unreachable`, `timeout`, `http`, `document`, `address` or `unconfigured`; `wasm` is the loader's own.
    pub code: &'static str,
    /// Whether trying again may help.
    pub retryable: bool,
}

impl Outcome {
    /// The DOM event's name.
    pub const fn event(&self) -> &'static str {
        match self {
            Self::Ready => "good-word-ready",
            Self::BeforeOpen => "good-word-before-open",
            Self::Open => "good-word-open",
            Self::Close => "good-word-close",
            Self::Search(_) => "good-word-search",
            Self::Topic(_) => "good-word-topic",
            Self::Ask(_) => "good-word-ask",
            Self::Reply(_) => "good-word-reply",
            Self::MeToo(_) => "good-word-me-too",
            Self::Recommend(_) => "good-word-recommend",
            Self::Share(_) => "good-word-share",
            Self::ConsentRequest(_) => "good-word-consent-request",
            Self::SignIn => "good-word-sign-in",
            Self::Navigate(_) => "good-word-navigate",
            Self::Error(_) => "good-word-error",
        }
    }

    /// Whether a listener may prevent what would follow.
    pub const fn cancelable(&self) -> bool {
        matches!(self, Self::BeforeOpen | Self::Navigate(_) | Self::Share(_) | Self::ConsentRequest(_))
    }
}
