//! A draft as JSON: to keep it, and to send it.

use super::{
    Draft, Filled, Mood,
    saying::{Saying, audience_of, audience_word, verb_of, verb_word},
};
use crate::{
    json::{self, Number, Value},
    model::{Id, Kind},
};

const MAX_DEPTH: usize = 4;

impl Draft {
    /// The draft as a text to keep.
    pub fn write(&self) -> String {
        let mut object = json::Writer::object();
        object.text("key", &self.key).text("kind", self.kind.word()).text("title", &self.title);
        object.text("body", &self.body).list("products", self.products.iter().map(Id::as_str));
        object.text("tags", &self.tags).text("mood", self.mood.map_or("", Mood::word));
        object.text("name", &self.name).text("email", &self.email).number("begun_ms", self.begun_ms);
        let Saying { verb, audience, will_answer } = self.saying;
        object.text("verb", verb_word(verb)).text("audience", audience_word(audience));
        object.flag("will_answer", will_answer);
        object.text("to", self.to.as_deref().unwrap_or_default()).flag("private", self.is_private);
        object.finish()
    }

    /// The draft that a kept text holds; `None` where it holds none.
    pub fn read(kept: &str) -> Option<Self> {
        let value = json::parse(kept.as_bytes(), MAX_DEPTH).ok()?;
        let text = |name: &str| value.get(name).and_then(Value::as_text).unwrap_or_default();
        let flag = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
        let saying = Saying::default();
        let saying = Saying {
            verb: verb_of(text("verb")).unwrap_or(saying.verb),
            audience: audience_of(text("audience")).unwrap_or(saying.audience),
            will_answer: flag("will_answer"),
        };
        let begun_ms = value.get("begun_ms").and_then(Value::as_number).and_then(Number::to_i64);
        let products = if let Some(Value::List(ids)) = value.get("products") { &ids[..] } else { &[] };
        Some(Self {
            key: value.get("key")?.as_text()?.to_owned(),
            kind: Kind::ALL.into_iter().find(|kind| kind.word() == text("kind")).unwrap_or_default(),
            title: text("title").to_owned(),
            body: text("body").to_owned(),
            products: products.iter().filter_map(|id| id.as_text().map(Id::from)).collect(),
            tags: text("tags").to_owned(),
            mood: Mood::ALL.into_iter().find(|mood| mood.word() == text("mood")),
            name: text("name").to_owned(),
            email: text("email").to_owned(),
            begun_ms: begun_ms.and_then(|ms| ms.try_into().ok()).unwrap_or_default(),
            saying,
            to: Some(Id::from(text("to"))).filter(|id| !id.is_empty()),
            is_private: flag("private"),
        })
    }

    /// What is sent to ask it; `as_guest` where nobody vouches for the author.
    pub fn question(&self, as_guest: bool, form: &Filled) -> String {
        let mut object = json::Writer::object();
        object.text("kind", self.kind.word()).text("title", self.title.trim()).text("body", &self.body);
        object.list("tags", self.tag_list()).list("products", self.products.iter().map(Id::as_str));
        if let Some(mood) = self.mood {
            object.text("mood", mood.word());
        }
        if let Some(to) = &self.to {
            object.text("to", to).flag("private", self.is_private);
        }
        if as_guest {
            let mut guest = json::Writer::object();
            guest.text("name", self.name.trim()).text("email", self.email.trim());
            object.raw("guest", &guest.finish());
        }
        form.finish(object)
    }

    /// What is sent to reply with it.
    pub fn reply(&self, form: &Filled) -> String {
        let mut object = json::Writer::object();
        object.text("body", &self.body);
        form.finish(object)
    }
}

impl Filled {
    fn finish(&self, mut object: json::Writer) -> String {
        object.text("website", &self.website).number("opened_ms", self.opened_ms);
        object.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            key: "0190-key".to_owned(),
            kind: Kind::Problem,
            title: " It \"drips\" ".to_owned(),
            body: "Line\nline\u{1}\u{2028} \\ 🫖".to_owned(),
            products: vec!["k2".into()],
            tags: "lid, seal".to_owned(),
            mood: Some(Mood::Sad),
            name: "Ann".to_owned(),
            email: "ann@mail.example".to_owned(),
            begun_ms: 1_780_000_000_123,
            ..Draft::default()
        }
    }

    fn filled() -> Filled {
        Filled { website: "\"".to_owned(), opened_ms: 1042 }
    }

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        assert_eq!(Draft::read(&draft().write()), Some(draft()));
        let older = draft().write().replace(",\"begun_ms\":1780000000123", "");
        assert_eq!(Draft::read(&older), Some(Draft { begun_ms: 0, ..draft() }));
        assert_eq!(Draft::read("{}"), None);
        assert_eq!(Draft::read("not JSON"), None);
    }

    #[test]
    fn a_question_holds_what_the_protocol_names() {
        let sent: serde_json::Value = serde_json::from_str(&draft().question(true, &filled())).unwrap();
        let expect = serde_json::json!({
            "kind": "problem", "title": "It \"drips\"", "body": draft().body, "tags": ["lid", "seal"],
            "products": ["k2"], "mood": "sad", "guest": { "name": "Ann", "email": "ann@mail.example" },
            "website": "\"", "opened_ms": 1042,
        });
        assert_eq!(sent, expect);
        assert!(!draft().question(false, &filled()).contains("guest"));
        let to_friend = Draft { to: Some("mia".into()), is_private: true, ..draft() };
        assert!(to_friend.question(false, &filled()).contains(r#""to":"mia","private":true"#));
        assert_eq!(Draft::read(&to_friend.write()), Some(to_friend));
        let reply = r#"{"body":"Line\nline\u0001"#.to_owned() + "\u{2028} \\\\ 🫖\"";
        assert_eq!(draft().reply(&filled()), reply + r#","website":"\"","opened_ms":1042}"#);
    }
}
