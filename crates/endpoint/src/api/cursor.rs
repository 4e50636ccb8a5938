//! Cursors: where the next page begins, as text that a client hands back without reading it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::database::Key;

/// The key as text. `list` names the list and its order, so that it is refused for another.
pub(super) fn write(list: &str, key: Key) -> String {
    let Key { first, second, number } = key;
    URL_SAFE_NO_PAD.encode(format!("{list}/{first}/{second}/{number}"))
}

/// The key that [`write`] made for the same list.
pub(super) fn read(list: &str, cursor: &str) -> Option<Key> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut parts = text.strip_prefix(list)?.strip_prefix('/')?.split('/');
    let mut next = || parts.next()?.parse::<i64>().ok();
    let key = Key { first: next()?, second: next()?, number: next()? };
    parts.next().is_none().then_some(key)
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::database::Key;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_is_read_for_its_own_list_only(first: i64, second: i64, number: i64) {
            let key = Key { first, second, number };
            let cursor = write("recent", key);
            prop_assert_eq!(read("recent", &cursor), Some(key));
            prop_assert_eq!(read("active", &cursor), None);
            prop_assert_eq!(read("recent", cursor.get(1..).unwrap()), None);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = read("recent", &text);
        }
    }
}
