//! The element's JavaScript properties, read leniently: one that is not understood counts as absent, and one console
//! line says what was expected.

use crate::{console, scene::Given, text::Messages};
use goodword_core::{
    friends::{Circle, Friend, Relation},
    model::Id,
};
use js_sys::{JSON, Reflect};
use serde::{Deserialize, de::DeserializeOwned};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use yew::AttrValue;

/// The properties of one element, and what they were last read as.
pub(super) struct Properties {
    values: JsValue,
    circle: Read<Rc<Circle>>,
    messages: Read<Rc<Messages>>,
    data: Read<Option<AttrValue>>,
}

/// A value that was read, with what it was read from: the same objects are not read twice.
struct Read<T> {
    from: Vec<JsValue>,
    value: T,
}

impl<T: Clone + Default> Default for Read<T> {
    fn default() -> Self {
        Self { from: Vec::new(), value: T::default() }
    }
}

impl<T: Clone> Read<T> {
    fn get(&mut self, from: Vec<JsValue>, read: impl FnOnce(&[JsValue]) -> T) -> T {
        if self.from != from {
            self.value = read(&from);
            self.from = from;
        }
        self.value.clone()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum IdWire {
    Text(String),
    Number(f64),
}

impl IdWire {
    fn id(self) -> Id {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => number.to_string().into(),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ViewerWire {
    Person { id: IdWire },
    Id(IdWire),
}

#[derive(Deserialize)]
struct FriendWire {
    id: IdWire,
    name: Option<String>,
    avatar: Option<String>,
    relation: Option<String>,
    mutual: Option<u32>,
}

impl Properties {
    pub(super) fn new(values: JsValue) -> Self {
        Self { values, circle: Read::default(), messages: Read::default(), data: Read::default() }
    }

    fn value(&self, name: &str) -> JsValue {
        Reflect::get(&self.values, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    /// The member of `.config` that stands for an attribute: `max-results` is `maxResults`.
    pub(super) fn setting(&self, attribute: &str) -> Option<String> {
        let config = self.value("config");
        if !config.is_object() {
            return None;
        }
        let value = Reflect::get(&config, &JsValue::from_str(&camel(attribute))).ok()?;
        match value.as_bool() {
            Some(flag) => Some(flag.to_string()),
            None if js_sys::Array::is_array(&value) => Some(value.unchecked_ref::<js_sys::Array>().join(",").into()),
            None => value.as_string().or_else(|| value.as_f64().map(|number| number.to_string())),
        }
    }

    /// All properties as they are now.
    pub(super) fn read(&mut self) -> Given {
        let people = vec![self.value("viewer"), self.value("friends")];
        let (messages, data) = (vec![self.value("messages")], vec![self.value("data")]);
        Given {
            circle: self.circle.get(people, |people| Rc::new(circle(&people[0], &people[1]))),
            messages: self.messages.get(messages, |messages| {
                Rc::new(parse("messages", &messages[0], "an object of texts, or of texts by plural category"))
            }),
            data: self.data.get(data, |data| text_of(&data[0])),
        }
    }
}

fn circle(viewer: &JsValue, friends: &JsValue) -> Circle {
    let viewer: Option<ViewerWire> = parse("viewer", viewer, "{ id } or an id");
    let friends: Vec<FriendWire> = parse("friends", friends, "[{ id, name, avatar, relation, mutual }]");
    let viewer = viewer.map(|viewer| match viewer {
        ViewerWire::Person { id } | ViewerWire::Id(id) => id.id(),
    });
    let friends = friends.into_iter().map(|friend| Friend {
        id: friend.id.id(),
        name: friend.name.unwrap_or_default(),
        avatar: friend.avatar,
        relation: match friend.relation.as_deref() {
            None | Some("friend") => Relation::Friend,
            // Whoever is not plainly a friend is counted and never named.
            Some(_) => Relation::FriendOfFriend,
        },
        mutual: friend.mutual.unwrap_or(0),
    });
    Circle::new(viewer, friends.collect())
}

fn parse<T: DeserializeOwned + Default>(name: &str, value: &JsValue, expected: &str) -> T {
    if value.is_undefined() || value.is_null() {
        return T::default();
    }
    serde_wasm_bindgen::from_value(value.clone()).unwrap_or_else(|error| {
        console::warn(&format!("good-word: .{name} is not understood ({error}); expected: {expected}"));
        T::default()
    })
}

/// JSON text as it is, anything else as its JSON.
fn text_of(data: &JsValue) -> Option<AttrValue> {
    if data.is_undefined() || data.is_null() {
        return None;
    }
    let text = data.as_string().or_else(|| JSON::stringify(data).ok().and_then(|text| text.as_string()));
    if text.is_none() {
        console::warn("good-word: .data is not understood; expected: a snapshot, as an object or as JSON text");
    }
    text.map(AttrValue::from)
}

fn camel(attribute: &str) -> String {
    let mut words = attribute.split('-');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        name.push_str(&word[..1].to_ascii_uppercase());
        name.push_str(&word[1..]);
    }
    name
}
