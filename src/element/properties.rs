//! The element's JavaScript properties, read leniently: one that is not understood counts as absent, and one console
//! line says what was expected.

use crate::{
    acquaintance::{friend, id},
    console,
    identity::Identity,
    scene::Given,
    text::Messages,
};
use goodword_core::{
    friends::{Circle, Friend},
    json::{Number, Value},
};
use js_sys::{Array, JSON, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use yew::AttrValue;

/// The properties of one element, and what they were last read as.
pub(super) struct Properties {
    values: JsValue,
    circle: Read<Rc<Circle>>,
    messages: Read<Rc<Messages>>,
    data: Read<Option<AttrValue>>,
    identity: Read<Identity>,
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

impl Properties {
    pub(super) fn new(values: JsValue) -> Self {
        Self {
            values,
            circle: Read::default(),
            messages: Read::default(),
            data: Read::default(),
            identity: Read::default(),
        }
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
            None if js_sys::Array::is_array(&value) => {
                Some(value.unchecked_ref::<js_sys::Array>().join(",").into())
            }
            None => value.as_string().or_else(|| value.as_f64().map(decimal)),
        }
    }

    /// All properties as they are now.
    pub(super) fn read(&mut self) -> Given {
        let people = vec![self.value("viewer"), self.value("friends")];
        let (words, data) = (vec![self.value("messages")], vec![self.value("data")]);
        let identity = vec![self.value("identity")];
        Given {
            circle: self.circle.get(people, |people| Rc::new(circle(&people[0], &people[1]))),
            viewer_name: name_of(&self.value("viewer")),
            messages: self.messages.get(words, |words| Rc::new(messages(&words[0]))),
            data: self.data.get(data, |data| text_of(&data[0])),
            identity: self.identity.get(identity, |identity| Identity::new(identity[0].clone())),
            transform: self.value("transform").dyn_into().ok(),
        }
    }
}

/// What `.viewer` is called, where it says.
fn name_of(viewer: &JsValue) -> Option<AttrValue> {
    let name = viewer.is_object().then(|| Reflect::get(viewer, &JsValue::from_str("name")).ok());
    name??.as_string().filter(|name| !name.trim().is_empty()).map(AttrValue::from)
}

/// Whoever cannot be read is left out, and one line says so.
fn circle(viewer: &JsValue, friends: &JsValue) -> Circle {
    let viewer = read("viewer", viewer, "{ id } or an id");
    let viewer = viewer.as_ref().and_then(|viewer| id(viewer.get("id").unwrap_or(viewer)));
    let Some(friends) = read("friends", friends, FRIENDS) else { return Circle::new(viewer, Vec::new()) };
    let people: &[Value] = if let Value::List(people) = &friends { people } else { &[] };
    let read: Vec<Friend> = people.iter().filter_map(friend).collect();
    if read.len() < people.len() || !matches!(friends, Value::List(_)) {
        console::warn(&format!("good-word: not all of .friends is understood; expected: {FRIENDS}"));
    }
    Circle::new(viewer, read)
}

/// Levels of nesting in `.viewer` and `.friends`.
const MAX_DEPTH: usize = 8;
const FRIENDS: &str = "[{ id, name, avatar, relation, mutual }]";

/// A property's value, or a line on the console where there is one that is not understood.
fn read(name: &str, value: &JsValue, expected: &str) -> Option<Value> {
    if value.is_undefined() || value.is_null() {
        return None;
    }
    let read = value_of(value, MAX_DEPTH);
    if read.is_none() {
        console::warn(&format!("good-word: .{name} is not understood; expected: {expected}"));
    }
    read
}

/// A JavaScript value as JSON would write it. Not by way of `JSON.stringify`, because some hosts give arrays a `toJSON`
/// that makes them text.
fn value_of(value: &JsValue, depth: usize) -> Option<Value> {
    let inner = depth.checked_sub(1)?;
    if let Some(text) = value.as_string() {
        return Some(Value::Text(text));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Value::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        return Some(Value::Number(Number::new(&decimal(number))));
    }
    if Array::is_array(value) {
        let items = value.unchecked_ref::<Array>().iter();
        return items.map(|item| value_of(&item, inner)).collect::<Option<_>>().map(Value::List);
    }
    if !value.is_object() {
        return Some(Value::Null);
    }
    let keys = Object::keys(value.unchecked_ref::<Object>());
    let members = keys.iter().map(|key| {
        let member = Reflect::get(value, &key).ok()?;
        Some((key.as_string()?, value_of(&member, inner)?))
    });
    members.collect::<Option<_>>().map(Value::Object)
}

/// A number as JavaScript writes it.
fn decimal(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

fn messages(value: &JsValue) -> Messages {
    let Some(value) = read("messages", value, "an object of texts, or of texts by plural category") else {
        return Messages::default();
    };
    Messages::read(value).unwrap_or_else(|reason| {
        console::warn(&format!("good-word: .messages is not understood: {reason}"));
        Messages::default()
    })
}

/// JSON text as it is, anything else as its JSON.
fn text_of(data: &JsValue) -> Option<AttrValue> {
    if data.is_undefined() || data.is_null() {
        return None;
    }
    let text = data.as_string().or_else(|| JSON::stringify(data).ok().and_then(|text| text.as_string()));
    if text.is_none() {
        console::warn(
            "good-word: .data is not understood; expected: a snapshot, as an object or as JSON text",
        );
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
