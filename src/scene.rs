//! What one panel is given from outside: its configuration, the host's data, and its ways back to the host.

use crate::{config::Config, identity::Identity, outcome::Outcome, text::Messages};
use goodword_core::friends::Circle;
use js_sys::Function;
use std::{cell::RefCell, collections::VecDeque, fmt, rc::Rc};
use yew::{AttrValue, Callback};

/// The host's data, beside the attributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The visitor and the visitor's friends.
    pub circle: Rc<Circle>,
    /// What the visitor is called, where the host says so.
    pub viewer_name: Option<AttrValue>,
    /// The host's own wording.
    pub messages: Rc<Messages>,
    /// A snapshot given by the host instead of an endpoint, as JSON text.
    pub data: Option<AttrValue>,
    /// Who the visitor is to the endpoint.
    pub identity: Identity,
    /// The host's own way from what the endpoint answers to a snapshot.
    pub transform: Option<Function>,
}

/// Where outcomes go.
#[derive(Clone, Debug, PartialEq)]
pub struct Port {
    /// Tells the host; `false` where it prevented what would follow.
    pub tell: Callback<Outcome, bool>,
    /// Tells the host whether one of its custom states (`open`, `dark`) holds.
    pub mark: Callback<(&'static str, bool)>,
}

impl Default for Port {
    fn default() -> Self {
        Self { tell: Callback::from(|_| true), mark: Callback::noop() }
    }
}

/// A wish of the host's, by a method of the element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `show()`
    Show,
    /// `hide()`
    Hide,
    /// `toggle()`
    Toggle,
    /// `search(query)`
    Search(String),
    /// `focus()`
    Focus,
    /// `refresh()`
    Refresh,
}

/// Brings commands to a panel, also to one that is not drawn yet.
#[derive(Clone, Default)]
pub struct Mailbox(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    waiting: VecDeque<Command>,
    reader: Option<Callback<Command>>,
}

impl PartialEq for Mailbox {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mailbox")
    }
}

impl Mailbox {
    /// Hands a command to the reader, or keeps it until there is one.
    pub fn send(&self, command: Command) {
        let reader = self.0.borrow().reader.clone();
        match reader {
            Some(reader) => reader.emit(command),
            None => self.0.borrow_mut().waiting.push_back(command),
        }
    }

    /// From now on `reader` gets the commands, first those that waited.
    pub fn read(&self, reader: &Callback<Command>) {
        self.0.borrow_mut().reader = Some(reader.clone());
        loop {
            let next = self.0.borrow_mut().waiting.pop_front();
            match next {
                Some(command) => reader.emit(command),
                None => break,
            }
        }
    }

    /// Nobody reads any more.
    pub fn close(&self) {
        *self.0.borrow_mut() = Inner::default();
    }
}

/// Everything one panel is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Number of the mounting, so that a root that is used again begins anew.
    pub session: u32,
    /// The attributes.
    pub config: Rc<Config>,
    /// The properties.
    pub given: Given,
    /// The way to the host.
    pub port: Port,
    /// The way from the host.
    pub mailbox: Mailbox,
    /// Address of the folder that holds `locales/`; empty where there is none.
    pub base: AttrValue,
    /// How what is not linked is fetched: a function that gives it, or a promise of it; given 0 rich text, 1 the desk, 2 dialects.
    pub later: Option<Function>,
}
