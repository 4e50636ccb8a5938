//! The life of one `<good-word>`: reads its attributes and properties, mounts a panel into its shadow root, and turns
//! outcomes into DOM events.
//!
//! The loader defines the element and calls [`Panel`]; everything it needs to know of this crate is here.

mod events;
mod pool;
mod properties;

use crate::{
    attribute_watch::AttributeWatch,
    config::{self, Config},
    console,
    scene::{Command, Mailbox, Port, Scene},
    view,
};
use js_sys::Function;
use properties::Properties;
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, HtmlElement, ShadowRoot};
use yew::Callback;

#[wasm_bindgen]
extern "C" {
    /// A `CustomStateSet`.
    pub type CustomStates;
    /// Throws in browsers that know custom states only with two dashes before them.
    #[wasm_bindgen(method, structural, catch)]
    fn add(this: &CustomStates, state: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn delete(this: &CustomStates, state: &str) -> Result<(), JsValue>;
}

/// The panel of one element, from its mounting to [`Panel::unmount`].
#[wasm_bindgen]
pub struct Panel(Rc<Life>);

struct Life {
    host: HtmlElement,
    shadow: ShadowRoot,
    properties: RefCell<Properties>,
    states: Option<CustomStates>,
    base: String,
    later: Option<Function>,
    session: u32,
    mailbox: Mailbox,
    port: Port,
    root: RefCell<Option<pool::Root>>,
    /// Lines written to the console, each once. They are few.
    warned: RefCell<Vec<String>>,
    page_watch: RefCell<Option<AttributeWatch>>,
}

#[wasm_bindgen]
impl Panel {
    /// Mounts a panel into `host`'s open shadow root.
    ///
    /// `given` holds the element's properties by name; `states` are its custom states; `base` is the address of the
    /// folder that holds `locales/`, with a slash at its end; `later` gives the function `richText` of the Wasm that
    /// draws bodies, or given `true` says that the later part of this one is there, or gives a promise of either.
    ///
    /// # Errors
    /// The host has no open shadow root.
    #[wasm_bindgen(constructor)]
    pub fn new(
        host: HtmlElement,
        given: JsValue,
        states: Option<CustomStates>,
        base: String,
        later: Option<Function>,
    ) -> Result<Panel, JsError> {
        let shadow = host
            .shadow_root()
            .ok_or_else(|| JsError::new("good-word: the element has no open shadow root"))?;
        view::adopt(&shadow);
        let life = Rc::new_cyclic(|weak: &Weak<Life>| Life {
            port: port(weak),
            host,
            shadow,
            properties: RefCell::new(Properties::new(given)),
            states,
            base,
            later,
            session: next_session(),
            mailbox: Mailbox::default(),
            root: RefCell::default(),
            warned: RefCell::default(),
            page_watch: RefCell::default(),
        });
        let scene = life.scene();
        *life.root.borrow_mut() = Some(pool::Root::mount(&life.shadow, scene));
        *life.page_watch.borrow_mut() = Some(watch_page(&life));
        life.mark("ready", true);
        Ok(Self(life))
    }

    /// Reads attributes and properties again.
    pub fn update(&self) {
        self.0.update();
    }

    /// Opens a tab or modal panel.
    pub fn show(&self) {
        self.0.mailbox.send(Command::Show);
    }

    /// Closes a tab or modal panel.
    pub fn hide(&self) {
        self.0.mailbox.send(Command::Hide);
    }

    /// Opens or closes a tab or modal panel.
    pub fn toggle(&self) {
        self.0.mailbox.send(Command::Toggle);
    }

    /// Shows what is found for a query.
    pub fn search(&self, query: String) {
        self.0.mailbox.send(Command::Search(query));
    }

    /// Moves focus to where the present screen begins.
    pub fn focus(&self) {
        self.0.mailbox.send(Command::Focus);
    }

    /// Loads the community again.
    pub fn refresh(&self) {
        self.0.mailbox.send(Command::Refresh);
    }

    /// Takes the panel out of the element; its root serves another.
    pub fn unmount(self) {
        self.0.page_watch.borrow_mut().take();
        for state in ["ready", "open", "light", "dark"] {
            self.0.mark(state, false);
        }
        self.0.show_fallback(true);
        if let Some(root) = self.0.root.borrow_mut().take() {
            root.release();
        }
    }
}

impl Life {
    fn update(&self) {
        let scene = self.scene();
        if let Some(root) = &mut *self.root.borrow_mut() {
            root.update(scene);
        }
    }

    fn scene(&self) -> Rc<Scene> {
        let mut properties = self.properties.borrow_mut();
        let (mut config, warnings) = config::read(&|name| self.setting(&properties, name));
        for warning in warnings {
            let line = warning.to_string();
            let mut warned = self.warned.borrow_mut();
            if !warned.contains(&line) {
                console::warn(&line);
                warned.push(line);
            }
        }
        self.show_fallback(config.mode != config::Mode::Inline);
        config.dir = Some(direction(&config, &self.host));
        let given = properties.read();
        Rc::new(Scene {
            session: self.session,
            config: Rc::new(config),
            given,
            port: self.port.clone(),
            mailbox: self.mailbox.clone(),
            base: self.base.clone().into(),
            later: self.later.clone(),
        })
    }

    /// What `.config` says, else the attribute; language and direction else come from around the element.
    fn setting(&self, properties: &Properties, name: &str) -> Option<String> {
        let own = properties.setting(name).or_else(|| self.host.get_attribute(name));
        match name {
            "lang" | "dir" => own.filter(|value| !value.is_empty()).or_else(|| {
                let around = self.host.closest(&format!("[{name}]")).ok().flatten();
                around.and_then(|element| element.get_attribute(name))
            }),
            _ => own,
        }
    }

    fn mark(&self, state: &str, holds: bool) {
        if let Some(states) = &self.states {
            let _ = if holds { states.add(state) } else { states.delete(state) };
        }
        if state == "open" {
            let trigger = self.shadow.query_selector("[part=trigger]").ok().flatten();
            if let Some(trigger) = trigger {
                let _ = trigger.set_attribute("aria-expanded", if holds { "true" } else { "false" });
            }
        }
    }

    /// In the page's flow the panel stands in the fallback's place; elsewhere both are there.
    fn show_fallback(&self, shown: bool) {
        let slot =
            self.shadow.query_selector(":host > slot:not([name]), :scope > slot:not([name])").ok().flatten();
        if let Some(slot) = slot {
            slot.unchecked_into::<HtmlElement>().set_hidden(!shown);
        }
    }
}

/// What was said, else what the language reads like.
fn direction(config: &Config, host: &Element) -> config::Direction {
    const RTL: [&str; 8] = ["ar", "he", "fa", "ur", "yi", "ps", "dv", "ckb"];
    let around = || host.closest("[dir]").ok().flatten().is_some();
    let primary = config.lang.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default();
    match config.dir {
        Some(direction) => direction,
        None if !around() && RTL.iter().any(|rtl| rtl.eq_ignore_ascii_case(primary)) => {
            config::Direction::Rtl
        }
        None => config::Direction::Ltr,
    }
}

/// Ways to the host that do not keep it alive.
fn port(life: &Weak<Life>) -> Port {
    let (tell, mark) = (life.clone(), life.clone());
    Port {
        tell: Callback::from(move |outcome| {
            tell.upgrade().is_none_or(|life| events::dispatch(&life.host, &outcome))
        }),
        mark: Callback::from(move |(state, holds): (&'static str, bool)| {
            if let Some(life) = mark.upgrade() {
                life.mark(state, holds);
            }
        }),
    }
}

fn next_session() -> u32 {
    thread_local!(static SESSIONS: Cell<u32> = const { Cell::new(0) });
    SESSIONS.with(|sessions| {
        sessions.set(sessions.get() + 1);
        sessions.get()
    })
}

/// Follows the page's own language and direction.
fn watch_page(life: &Rc<Life>) -> AttributeWatch {
    let weak = Rc::downgrade(life);
    let page = life.host.owner_document().and_then(|document| document.document_element());
    let update = move || {
        if let Some(life) = weak.upgrade() {
            life.update();
        }
    };
    AttributeWatch::new(&[page], &["lang", "dir"], Box::new(update))
}
