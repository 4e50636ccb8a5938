//! A host element as the loader makes it, and the hands of a visitor.

#![allow(dead_code, reason = "each test binary uses its own part of it")]

use gloo_timers::future::TimeoutFuture;
use goodword::element::{CustomStates, Panel};
use js_sys::{Array, Function, JSON, Object, Reflect, Set};
use serde_json::Value;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{
    CustomEvent, Document, Element, HtmlDialogElement, HtmlElement, HtmlInputElement, ShadowRoot,
    ShadowRootInit, ShadowRootMode,
};

/// How often the page may turn until what is waited for must have come: some seconds, where only failures wait so long.
const TURNS: usize = 1_500;

/// Three topics, of which one has a best answer, and the words of one owner.
pub const SNAPSHOT: &str = r#"{
  "goodword": 1, "name": "Kettles", "products": [{ "id": "k2", "name": "Kettle Two" }],
  "people": [{ "id": "p1", "name": "Ada Alm" }, { "id": "p2", "name": "Bo Berg", "role": "owner" }],
  "topics": [
    { "id": "1", "kind": "question", "title": "How do I descale the kettle?", "body": "White flakes.", "author": "p1",
      "me_too_count": 9, "url": "https://kettles.test/1", "replies": [
        { "id": "1a", "author": "p2", "body": "Boil water with vinegar, then rinse.", "best": true }] },
    { "id": "2", "kind": "idea", "title": "A quieter kettle lid", "me_too_count": 4 },
    { "id": "3", "kind": "problem", "title": "The kettle lid does not close", "me_too_count": 2 }],
  "recommendations": [{ "id": "r1", "person": "p2", "subject": "k2", "verb": "loves", "text": "Quick and quiet." }]
}"#;

/// What the panel shows when all topics are there.
pub const LOADED: &str = "How do I descale the kettle?";

const EVENTS: [&str; 8] = ["ready", "before-open", "open", "close", "search", "topic", "navigate", "error"];

pub fn document() -> Document {
    web_sys::window().expect("a window").document().expect("a document")
}

/// A JavaScript value from JSON.
pub fn js(json: &str) -> JsValue {
    JSON::parse(json).expect("it is JSON")
}

/// Lets the page have its turns until something holds. A microtask is enough for most, a timer's turn lets timers run.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for turn in 0..TURNS {
        if holds() {
            return;
        }
        if turn < 64 {
            let next = js_sys::Promise::resolve(&JsValue::UNDEFINED);
            wasm_bindgen_futures::JsFuture::from(next).await.expect("it resolves");
        } else {
            TimeoutFuture::new(0).await;
        }
    }
    panic!("waited in vain: {what}");
}

/// Dispatches an event of a visitor's; `init` are its other members, as JSON.
pub fn fire(target: &Element, class: &str, name: &str, init: &str) {
    let body = "target.dispatchEvent(new self[kind](name, \
        { bubbles: true, composed: true, cancelable: true, ...JSON.parse(init) }))";
    let fire = Function::new_with_args("target, kind, name, init", body);
    let arguments = Array::of4(target, &class.into(), &name.into(), &init.into());
    fire.apply(&JsValue::UNDEFINED, &arguments).expect("nothing throws");
}

/// An element with an open shadow root.
pub fn element() -> HtmlElement {
    let element = document().create_element("div").expect("a div").unchecked_into::<HtmlElement>();
    document().body().expect("a body").append_child(&element).expect("the body takes it");
    element
}

/// Looks into a shadow root.
#[derive(Clone)]
pub struct Screen(pub ShadowRoot);

impl Screen {
    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.0.query_selector(selector).expect("a selector").map(JsCast::unchecked_into)
    }

    pub fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("no {selector}"))
    }

    pub fn count(&self, selector: &str) -> u32 {
        self.0.query_selector_all(selector).expect("a selector").length()
    }

    /// The text of all that matches, one line each.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let all = self.0.query_selector_all(selector).expect("a selector");
        (0..all.length()).filter_map(|n| all.get(n)?.text_content()).collect()
    }

    pub fn text(&self) -> String {
        let panel = self.find(".good-word");
        panel.and_then(|panel| panel.text_content()).unwrap_or_default()
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    pub fn search_box(&self) -> HtmlInputElement {
        self.get("#search").unchecked_into()
    }

    pub fn types(&self, query: &str) {
        let search_box = self.search_box();
        search_box.set_value(query);
        fire(&search_box, "InputEvent", "input", "{}");
    }

    pub fn presses(&self, key: &str) {
        fire(&self.search_box(), "KeyboardEvent", "keydown", &format!(r#"{{"key":"{key}"}}"#));
    }

    pub fn clicks(&self, selector: &str) {
        self.get(selector).click();
    }
}

/// One element with its panel, and what it told.
pub struct Host {
    pub element: HtmlElement,
    pub screen: Screen,
    pub states: Set,
    pub given: Object,
    pub told: Rc<RefCell<Vec<(String, Value)>>>,
    /// Whether events that can be cancelled are.
    pub refuses: Rc<Cell<bool>>,
    panel: Option<Panel>,
    _listeners: Vec<Closure<dyn Fn(CustomEvent)>>,
}

impl Host {
    /// A mounted panel with the snapshot above.
    pub fn new(attributes: &[(&str, &str)]) -> Self {
        Self::with(attributes, &[("data", js(SNAPSHOT))])
    }

    pub fn with(attributes: &[(&str, &str)], given: &[(&str, JsValue)]) -> Self {
        let mut host = Self::bare();
        for (name, value) in attributes {
            host.element.set_attribute(name, value).expect("a name");
        }
        for (name, value) in given {
            host.give(name, value);
        }
        host.mount("");
        host
    }

    /// Not mounted yet.
    pub fn bare() -> Self {
        let element = element();
        let shadow =
            element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).expect("a shadow root");
        let trigger = document().create_element("button").expect("a button");
        trigger.set_attribute("part", "trigger").expect("a name");
        shadow.append_child(&trigger).expect("it is taken");
        shadow.append_child(&document().create_element("slot").expect("a slot")).expect("it is taken");
        let told = Rc::<RefCell<Vec<(String, Value)>>>::default();
        let refuses = Rc::<Cell<bool>>::default();
        let listeners = EVENTS.map(|name| {
            let (told, refuses) = (told.clone(), refuses.clone());
            let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
                assert!(event.bubbles() && event.composed());
                assert_eq!(event.cancelable(), matches!(name, "before-open" | "navigate"), "{name}");
                let detail = String::from(JSON::stringify(&event.detail()).expect("plain data"));
                told.borrow_mut().push((name.to_owned(), serde_json::from_str(&detail).expect("JSON")));
                if refuses.get() {
                    event.prevent_default();
                }
            });
            let call = listener.as_ref().unchecked_ref();
            element.add_event_listener_with_callback(&format!("good-word-{name}"), call).expect("a listener");
            listener
        });
        Self {
            screen: Screen(shadow),
            element,
            states: Set::new(&JsValue::UNDEFINED),
            given: Object::create(JsValue::NULL.unchecked_ref()),
            told,
            refuses,
            panel: None,
            _listeners: listeners.into(),
        }
    }

    /// Mounts a panel whose locales lie below `base`.
    pub fn mount(&mut self, base: &str) {
        let states = self.states.clone().unchecked_into::<CustomStates>();
        let panel =
            Panel::new(self.element.clone(), self.given.clone().into(), Some(states), base.to_owned(), None);
        self.panel = panel.ok();
        assert!(self.panel.is_some(), "the element has a shadow root");
    }

    pub fn panel(&self) -> &Panel {
        self.panel.as_ref().expect("it is mounted")
    }

    pub fn unmount(&mut self) {
        self.panel.take().expect("it is mounted").unmount();
    }

    /// Sets a property; the panel is not told.
    pub fn give(&self, name: &str, value: &JsValue) {
        Reflect::set(&self.given, &name.into(), value).expect("a plain object");
    }

    /// Sets a property.
    pub fn now_has(&self, name: &str, value: &JsValue) {
        self.give(name, value);
        self.panel().update();
    }

    /// Sets attributes, or takes them away, within one task.
    pub fn now_says(&self, attributes: &[(&str, Option<&str>)]) {
        for (name, value) in attributes {
            match value {
                Some(value) => self.element.set_attribute(name, value).expect("a name"),
                None => self.element.remove_attribute(name).expect("a name"),
            }
        }
        self.panel().update();
    }

    pub fn is(&self, state: &str) -> bool {
        self.states.has(&state.into())
    }

    /// Details of all events of a name so far.
    pub fn told(&self, name: &str) -> Vec<Value> {
        self.told.borrow().iter().filter(|(of, _)| of == name).map(|(_, detail)| detail.clone()).collect()
    }

    /// Names of the events so far.
    pub fn names(&self) -> Vec<String> {
        self.told.borrow().iter().map(|(name, _)| name.clone()).collect()
    }

    /// The element that the panel is drawn in.
    pub fn root(&self) -> Element {
        self.screen.0.last_element_child().expect("a root")
    }

    /// Waits for all topics.
    pub async fn until_loaded(&self) {
        self.until_says(LOADED).await;
    }

    /// Waits for text in the panel. A root that is used again shows the former text until the task's end, so the panel
    /// must be ready as well.
    pub async fn until_says(&self, words: &str) {
        until(&format!("\"{words}\""), || !self.told("ready").is_empty() && self.screen.says(words)).await;
    }
}

/// A panel with its topics.
pub async fn loaded(attributes: &[(&str, &str)]) -> Host {
    let host = Host::new(attributes);
    host.until_loaded().await;
    host
}

pub fn dialog(host: &Host) -> HtmlDialogElement {
    host.screen.get("dialog").unchecked_into()
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(panel) = self.panel.take() {
            panel.unmount();
        }
        self.element.remove();
    }
}

/// Hears what is written to the console as a warning, until dropped.
pub struct Warnings {
    heard: Array,
    before: JsValue,
}

impl Warnings {
    pub fn hear() -> Self {
        let heard = Array::new();
        let before = Reflect::get(&console(), &"warn".into()).expect("a console");
        let hear = Function::new_with_args("heard", "return (...words) => heard.push(words.join(' '))");
        let hear = hear.call1(&JsValue::UNDEFINED, &heard).expect("nothing throws");
        Reflect::set(&console(), &"warn".into(), &hear).expect("a console");
        Self { heard, before }
    }

    pub fn lines(&self) -> Vec<String> {
        self.heard.iter().filter_map(|line| line.as_string()).collect()
    }
}

impl Drop for Warnings {
    fn drop(&mut self) {
        let _ = Reflect::set(&console(), &"warn".into(), &self.before);
    }
}

fn console() -> JsValue {
    Reflect::get(&js_sys::global(), &"console".into()).expect("a console")
}
