//! Who the visitor is to the endpoint: a token that the host's site signed, or a function that gives one.

use js_sys::{Function, Promise};
use std::{
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};

/// The element's `.identity`, and the token that it last gave.
#[derive(Clone, Default)]
pub struct Identity {
    given: JsValue,
    token: Rc<RefCell<Option<String>>>,
    /// What the host's function was asked and has not answered yet, so that requests at once ask once.
    asked: Rc<RefCell<Option<Promise>>>,
    /// Whether the function had no token when it was asked last.
    is_silent: Rc<Cell<bool>>,
}

/// Equal where the host gave the same.
impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.given == other.given
    }
}

/// A token is nobody's to read.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_given() { "Identity" } else { "Identity(none)" })
    }
}

impl Identity {
    /// What the host gave: a token, a function that gives one or a promise of one, or nothing.
    pub fn new(given: JsValue) -> Self {
        let token = given.as_string().filter(|token| !token.is_empty());
        Self { given, token: Rc::new(RefCell::new(token)), asked: Rc::default(), is_silent: Rc::default() }
    }

    /// Whether the host gave anything.
    pub fn is_given(&self) -> bool {
        self.given.is_function() || self.known().is_some()
    }

    /// The token at hand.
    pub fn known(&self) -> Option<String> {
        self.token.borrow().clone()
    }

    /// Whether the function had no token when it was asked last: for reading alone it is not asked again.
    pub fn is_silent(&self) -> bool {
        self.is_silent.get()
    }

    /// Asks the host's function for a token; `None` where there is no function.
    pub fn ask(&self) -> Option<Promise> {
        let function = self.given.dyn_ref::<Function>()?;
        if let Some(asked) = &*self.asked.borrow() {
            return Some(asked.clone());
        }
        let promise = Promise::resolve(&function.call0(&JsValue::UNDEFINED).ok()?);
        *self.asked.borrow_mut() = Some(promise.clone());
        Some(promise)
    }

    /// Keeps what the function gave, until it is asked again.
    pub fn keep(&self, token: Option<JsValue>) {
        self.asked.take();
        let token = token.and_then(|token| token.as_string()).filter(|token| !token.is_empty());
        self.is_silent.set(token.is_none());
        self.token.replace(token);
    }
}
