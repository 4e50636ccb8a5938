//! What a site decides about writing.

/// Whose posts wait for a moderator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Moderate {
    /// The first ones of visitors of whom nothing was published yet, and all of guests.
    #[default]
    Newcomers,
    /// Nobody's: everything is published at once.
    Nobody,
}

/// The rules for writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Whose posts wait.
    pub moderate: Moderate,
    /// Whether guests, whom the site does not vouch for, may ask with a name and an email address.
    pub guests: bool,
}
