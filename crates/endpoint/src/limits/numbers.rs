//! How much is allowed, as numbers that whoever runs the service may change.

use std::num::NonZeroU32;
use std::str::FromStr;

/// How many requests are answered within a minute, at once or spread over it. `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Reads from one address. An address of IPv6 stands for its whole /64, which is what one household has.
    pub reads: Option<NonZeroU32>,
    /// Searches from one address.
    pub searches: Option<NonZeroU32>,
    /// Requests from one address that change something.
    pub writes: Option<NonZeroU32>,
    /// What one person changes, counted in the database.
    pub person_writes: Option<NonZeroU32>,
    /// Reads from everyone together.
    pub all_reads: Option<NonZeroU32>,
    /// Searches from everyone together.
    pub all_searches: Option<NonZeroU32>,
    /// Requests from everyone together that change something.
    pub all_writes: Option<NonZeroU32>,
}

impl Limits {
    /// For a community in public: an office behind one address can read, and one machine cannot take all there is.
    #[must_use]
    pub fn sane() -> Self {
        Self {
            reads: NonZeroU32::new(1200),
            searches: NonZeroU32::new(240),
            writes: NonZeroU32::new(60),
            person_writes: NonZeroU32::new(30),
            all_reads: NonZeroU32::new(120_000),
            all_searches: NonZeroU32::new(12_000),
            all_writes: NonZeroU32::new(6000),
        }
    }

    /// The sane ones with these changes, in order.
    #[must_use]
    pub fn with(changes: &[Change]) -> Self {
        changes.iter().fold(Self::sane(), |mut limits, change| {
            match change {
                Change::None => limits = Self::default(),
                Change::One(name, most) => *limits.named(*name) = *most,
            }
            limits
        })
    }

    fn named(&mut self, name: Name) -> &mut Option<NonZeroU32> {
        match name {
            Name::Reads => &mut self.reads,
            Name::Searches => &mut self.searches,
            Name::Writes => &mut self.writes,
            Name::PersonWrites => &mut self.person_writes,
            Name::AllReads => &mut self.all_reads,
            Name::AllSearches => &mut self.all_searches,
            Name::AllWrites => &mut self.all_writes,
        }
    }
}

/// One change to the limits, as `reads=100`, `reads=0` for no limit, or `none` for none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// No limits, until another change sets one.
    None,
    /// One of them is so many a minute.
    One(Name, Option<NonZeroU32>),
}

/// Which limit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the fields of Limits")]
pub enum Name {
    Reads,
    Searches,
    Writes,
    PersonWrites,
    AllReads,
    AllSearches,
    AllWrites,
}

impl Name {
    const WORDS: [(&'static str, Self); 7] = [
        ("reads", Self::Reads),
        ("searches", Self::Searches),
        ("writes", Self::Writes),
        ("person-writes", Self::PersonWrites),
        ("all-reads", Self::AllReads),
        ("all-searches", Self::AllSearches),
        ("all-writes", Self::AllWrites),
    ];
}

/// The text names no limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "give none, or NAME=N with a number for each minute (0 for no limit), where NAME is reads, searches, writes, \
    person-writes, all-reads, all-searches or all-writes"
)]
pub struct ChangeError;

impl FromStr for Change {
    type Err = ChangeError;

    fn from_str(text: &str) -> Result<Self, ChangeError> {
        if text == "none" {
            return Ok(Self::None);
        }
        let (name, most) = text.split_once('=').ok_or(ChangeError)?;
        let (_, name) = Name::WORDS.into_iter().find(|(word, _)| *word == name).ok_or(ChangeError)?;
        let most: u32 = most.parse().map_err(|_| ChangeError)?;
        Ok(Self::One(name, NonZeroU32::new(most)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_changes_win_and_what_names_no_limit_is_refused() {
        let changes: Vec<Change> =
            ["reads=5", "none", "all-writes=7"].iter().map(|text| text.parse().unwrap()).collect();
        assert_eq!(Limits::with(&changes), Limits { all_writes: NonZeroU32::new(7), ..Limits::default() });
        assert_eq!(Limits::with(&changes[..1]), Limits { reads: NonZeroU32::new(5), ..Limits::sane() });
        assert_eq!("searches=0".parse(), Ok(Change::One(Name::Searches, None)));
        for text in ["", "reads", "reads=", "reads=-1", "reads=1.5", "Reads=1", "all=1", "reads=99999999999"]
        {
            assert_eq!(text.parse::<Change>(), Err(ChangeError), "{text}");
        }
    }
}
