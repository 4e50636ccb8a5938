//! Who the visitor is to the endpoint: a token that the host's site signed, or a function that gives one.

use js_sys::{Function, Promise};
use std::{cell::RefCell, fmt, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};

/// The element's `.identity`, and the token that it last gave.
#[derive(Clone, Default)]
pub struct Identity {
    given: JsValue,
    token: Rc<RefCell<Option<String>>>,
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
        Self { given, token: Rc::new(RefCell::new(token)) }
    }

    /// Whether the host gave anything.
    pub fn is_given(&self) -> bool {
        self.given.is_function() || self.known().is_some()
    }

    /// The token at hand. Reading asks for no more: who only reads stays unknown until the host says otherwise.
    pub fn known(&self) -> Option<String> {
        self.token.borrow().clone()
    }

    /// Asks the host's function for a token; `None` where there is no function.
    pub fn ask(&self) -> Option<Promise> {
        let function = self.given.dyn_ref::<Function>()?;
        Some(Promise::resolve(&function.call0(&JsValue::UNDEFINED).ok()?))
    }

    /// Keeps what the function gave, until it is asked again.
    pub fn keep(&self, token: Option<JsValue>) {
        *self.token.borrow_mut() =
            token.and_then(|token| token.as_string()).filter(|token| !token.is_empty());
    }
}
