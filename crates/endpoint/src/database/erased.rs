//! Who was erased, as marks that name nobody: an older snapshot that is imported must not bring them back.
//!
//! A mark is the HMAC-SHA-256 of the person's id under a key that the community made once. It stays when the same person comes
//! again by signing in, because what was erased before is still not to return.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::rows::text;
use super::{DatabaseError, Posts, Writer};
use crate::wire::Word;

/// The name of the key among the facts of the community. It is in no export.
const KEY: &str = "erased_key";

const KEY_BYTES: usize = 32;

impl Word for Posts {
    const WORDS: &'static [(&'static str, Self)] = &[("stay", Self::Stay), ("go", Self::Go)];
}

/// Who was erased, for asking by id.
#[derive(Debug, Default)]
pub(crate) struct Erasures {
    key: String,
    marks: HashMap<String, Posts>,
}

impl Erasures {
    /// What became of what this person wrote who was erased; `None` where nobody of this id was.
    pub(crate) fn of(&self, person: &str) -> Option<Posts> {
        if self.marks.is_empty() {
            return None;
        }
        self.marks.get(&mark(&self.key, person)).copied()
    }
}

impl Writer {
    /// Keeps that the person was erased. Posts that went once do not come back because a later time let others stay.
    pub(super) async fn put_erased(&mut self, person: &str, posts: Posts) -> Result<(), DatabaseError> {
        const PUT: &str = "INSERT INTO erased (mark, created_at, posts) VALUES ($1, $2, $3) \
            ON CONFLICT (mark) DO UPDATE SET posts = CASE WHEN $3 = 'go' THEN 'go' ELSE erased.posts END";
        let key = if let Some(key) = self.meta(KEY).await? {
            key
        } else {
            let key = fresh_key()?;
            self.set_meta(KEY, &key).await?;
            key
        };
        let now = self.now().millis();
        let put = sqlx::query(PUT).bind(mark(&key, person)).bind(now).bind(posts.word());
        put.execute(self.connection()).await?;
        Ok(())
    }

    /// Everyone who was erased.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn erasures(&mut self) -> Result<Erasures, DatabaseError> {
        let Some(key) = self.meta(KEY).await? else { return Ok(Erasures::default()) };
        let rows = sqlx::query("SELECT mark, posts FROM erased").fetch_all(self.connection()).await?;
        let mut marks = HashMap::with_capacity(rows.len());
        for row in &rows {
            let posts = Posts::from_word(&text(row, "posts")?).unwrap_or(Posts::Go);
            marks.insert(text(row, "mark")?, posts);
        }
        Ok(Erasures { key, marks })
    }

    async fn meta(&mut self, key: &str) -> Result<Option<String>, DatabaseError> {
        let read = sqlx::query("SELECT value FROM meta WHERE key = $1").bind(key.to_owned());
        let row = read.fetch_optional(self.connection()).await?;
        Ok(row.map(|row| text(&row, "value")).transpose()?)
    }
}

fn fresh_key() -> Result<String, DatabaseError> {
    let mut key = [0; KEY_BYTES];
    getrandom::fill(&mut key)
        .map_err(|_| std::io::Error::other("the system gives no random numbers for a key"))?;
    Ok(URL_SAFE_NO_PAD.encode(key))
}

fn mark(key: &str, person: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
    URL_SAFE_NO_PAD.encode(mac.chain_update(person).finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn a_mark_is_of_one_person_in_one_community() {
        let ada = mark("a key", "ada");
        assert_eq!(ada, mark("a key", "ada"));
        assert_ne!(ada, mark("a key", "ade"));
        assert_ne!(ada, mark("another key", "ada"));
        assert_eq!(ada.len(), 43);
    }
}
