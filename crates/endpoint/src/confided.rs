//! What a snapshot's file holds beside the snapshot: the member `private`, with what is not for everyone. Whoever shows snapshots passes
//! it over; it is for a community that moves.

use serde_json::Value;

/// The member's name.
pub(crate) const PRIVATE: &str = "private";

/// Finds the member among the bytes of a document as they come. Whether they are a document at all, others say.
#[derive(Debug, Default)]
pub(crate) struct Member {
    depth: usize,
    in_text: bool,
    is_escaped: bool,
    /// The last text among the document's own members.
    name: Vec<u8>,
    is_inside: bool,
    found: Vec<u8>,
}

impl Member {
    /// Whether the document has the member.
    pub(crate) fn is_in(document: &[u8]) -> bool {
        let mut member = Self::default();
        member.feed(document);
        !member.found.is_empty()
    }

    /// Takes the next bytes.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.take(*byte);
        }
    }

    fn take(&mut self, byte: u8) {
        let is_end = !self.in_text && (byte == b',' || byte == b'}') && self.depth == 1;
        if is_end {
            self.is_inside = false;
        }
        if self.is_inside {
            self.found.push(byte);
        }
        if self.in_text {
            self.in_text = self.is_escaped || byte != b'"';
            self.is_escaped = byte == b'\\' && !self.is_escaped;
            // A longer name is another one.
            if self.in_text && self.depth == 1 && !self.is_inside && self.name.len() <= PRIVATE.len() {
                self.name.push(byte);
            }
            return;
        }
        match byte {
            b'"' => {
                self.in_text = true;
                if self.depth == 1 && !self.is_inside {
                    self.name.clear();
                }
            }
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b':' if self.depth == 1 => self.is_inside = self.name == PRIVATE.as_bytes(),
            _ => {}
        }
    }

    /// Its value; `None` where there is none.
    ///
    /// # Errors
    /// It is no JSON.
    pub(crate) fn value(&self) -> Result<Option<Value>, serde_json::Error> {
        if self.found.is_empty() { Ok(None) } else { serde_json::from_slice(&self.found).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::Member;
    use serde_json::{Value, json};

    fn found(document: &str) -> Option<Value> {
        // In parts of any size.
        let values = [1, 3, 1000].map(|size| {
            let mut member = Member::default();
            document.as_bytes().chunks(size).for_each(|part| member.feed(part));
            member.value().unwrap()
        });
        let [one, same, whole] = values;
        assert!(one == same && same == whole, "{document}");
        whole
    }

    #[test]
    fn the_member_is_found_wherever_it_stands_and_no_other() {
        let value = json!({ "friends": [{ "person": "a}],\\", "private": "\"" }] });
        for document in [
            format!(r#"{{"goodword":1,"private":{value}}}"#),
            format!(r#"{{ "private" : {value} , "topics": [] }}"#),
            format!(
                r#"{{"name":"\"private\":1,","topics":[{{"private":7}}],"private":{value},"privates":1}}"#
            ),
        ] {
            assert_eq!(found(&document), Some(value.clone()), "{document}");
        }
        for document in
            [r#"{"topics":[{"private":{}}]}"#, r#"{"name":"private","privately":{}}"#, r#"["private"]"#, ""]
        {
            assert_eq!(found(document), None, "{document}");
        }
        assert_eq!(found(r#"{"private":true}"#), Some(json!(true)));
    }
}
