//! Whether a request is sent again, and when.
//!
//! It knows how a try ended and nothing of what was asked. Chance is an argument, and so is what the endpoint asked for.

use crate::part;

/// How often a request is sent again at most.
pub const MAX_TRIES: u8 = 2;
/// The longest that an endpoint is left alone, in s, whatever it asks for.
pub const MAX_WAIT_S: u32 = 60;
/// How long the first wait is at most, in ms; each later one may be twice as long as the one before.
const BASE_MS: f64 = 300.0;
/// The longest wait that is ours to choose, in ms.
const CAP_MS: f64 = 5_000.0;

/// How a try ended.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    /// The answer's status; 0 where the connection broke in the middle of the answer.
    pub status: u16,
    /// What `Retry-After` says, in s.
    pub retry_after_s: Option<u32>,
    /// How often it was sent again already.
    pub tries: u8,
    /// Whether it does the same if it is done twice: it only reads, or goes under a key.
    pub may_repeat: bool,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: the answer is taken as it is.
    Take,
    /// It is sent again after so many ms.
    Again(u32),
    /// Nothing is sent to this endpoint for so many s.
    Leave(u32),
}

/// What comes after a try. `chance` is in 0.0..1.0, and spreads those who failed together ("full jitter": Brooker, "Exponential
/// Backoff And Jitter", 2015).
///
/// A bare 429 counts as a minute. What the server itself got wrong is tried again at most [`MAX_TRIES`] times.
pub fn next(ended: Try, chance: f64) -> Next {
    match (ended.status, ended.retry_after_s) {
        (429, asked) => Next::Leave(asked.unwrap_or(MAX_WAIT_S).clamp(1, MAX_WAIT_S)),
        (502 | 503, Some(asked)) => Next::Leave(asked.clamp(1, MAX_WAIT_S)),
        (0 | 500..600, _) if ended.may_repeat && ended.tries < MAX_TRIES => {
            Next::Again(jitter(ended.tries, chance))
        }
        _ => Next::Take,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the cap")]
fn jitter(tries: u8, chance: f64) -> u32 {
    let most = BASE_MS * f64::from(1_u32 << tries.min(8));
    (most.min(CAP_MS) * chance) as u32
}

/// `Retry-After` as a number of s. `None` for a date, or anything else that is none.
pub fn seconds(written: &str) -> Option<u32> {
    part::whole(written)
}

#[cfg(test)]
mod tests {
    use super::{CAP_MS, MAX_TRIES, MAX_WAIT_S, Next, Try, jitter, next, seconds};

    fn ended(status: u16, retry_after_s: Option<u32>, tries: u8, may_repeat: bool) -> Next {
        next(Try { status, retry_after_s, tries, may_repeat }, 0.999)
    }

    #[test]
    fn what_the_server_got_wrong_is_tried_again_twice_where_that_is_harmless() {
        for status in [0, 500, 502, 503, 504, 599] {
            assert_eq!(ended(status, None, 0, true), Next::Again(299), "{status}");
            assert_eq!(ended(status, None, 1, true), Next::Again(599), "{status}");
            assert_eq!(ended(status, None, MAX_TRIES, true), Next::Take, "{status}");
            assert_eq!(ended(status, None, 0, false), Next::Take, "{status}");
        }
        for status in [200, 301, 304, 400, 401, 403, 404, 410, 422] {
            assert_eq!(ended(status, Some(5), 0, true), Next::Take, "{status}");
        }
    }

    #[test]
    fn an_endpoint_is_left_alone_for_as_long_as_it_asks_and_a_minute_at_most() {
        for status in [429, 502, 503] {
            assert_eq!(ended(status, Some(30), 0, false), Next::Leave(30), "{status}");
            assert_eq!(ended(status, Some(0), 0, true), Next::Leave(1), "{status}");
            assert_eq!(ended(status, Some(u32::MAX), MAX_TRIES, true), Next::Leave(MAX_WAIT_S), "{status}");
        }
        assert_eq!(ended(429, None, 0, true), Next::Leave(60));
        // Others do not ask: 500 and 504 say that it went wrong, and not when it may go right.
        assert_eq!(ended(504, Some(30), 0, true), Next::Again(299));
    }

    #[test]
    fn a_wait_grows_and_is_spread_and_has_an_end() {
        for (tries, chance, expect) in
            [(0, 0.0, 0), (0, 0.5, 150), (1, 0.5, 300), (2, 0.5, 600), (9, 0.5, 2500), (255, 0.999, 4995)]
        {
            assert_eq!(jitter(tries, chance), expect);
            assert!(f64::from(jitter(tries, chance)) < CAP_MS);
        }
    }

    #[test]
    fn seconds_are_digits_alone() {
        for (written, expect) in [
            ("0", Some(0)),
            ("30", Some(30)),
            (" 120 ", Some(120)),
            ("99999999999999", Some(u32::MAX)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("5s", None),
            ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ] {
            assert_eq!(seconds(written), expect, "{written}");
        }
    }
}
