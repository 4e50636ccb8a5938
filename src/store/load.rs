//! How far the community has been read, and what is told where that is not all the way.

/// Why there is nothing, or not all, to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// The browser says that it is offline.
    Offline,
    /// No answer, a late one, or an HTTP error.
    Unreachable,
    /// It wants to be left alone for a while, and is asked again then.
    Busy,
    /// An answer that is no snapshot.
    Document,
    /// Neither endpoint nor data was given.
    Unconfigured,
}

/// What a visitor is told; the catalogue words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub kind: NoticeKind,
    /// Whether trying again is offered.
    pub retry: bool,
}

/// How far the community has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Load {
    /// Not asked for yet.
    #[default]
    Idle,
    /// Rows arrive.
    Loading,
    /// All rows are there.
    Ready,
    /// It ended with a failure; rows that came before it stay.
    Failed(Notice),
}
