//! Outcomes as DOM events on the element.

use crate::{dictionary::dictionary, outcome::Outcome};
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// Dispatches the event of `outcome`, bubbling and composed; `false` where a listener prevented its default.
pub(super) fn dispatch(host: &HtmlElement, outcome: &Outcome) -> bool {
    let init: CustomEventInit = dictionary(&[
        ("bubbles", true.into()),
        ("composed", true.into()),
        ("cancelable", outcome.cancelable().into()),
        ("detail", detail(outcome)),
    ]);
    let event = CustomEvent::new_with_event_init_dict(outcome.event(), &init);
    event.ok().is_none_or(|event| host.dispatch_event(&event).unwrap_or(true))
}

fn detail(outcome: &Outcome) -> JsValue {
    fn value(detail: &impl Serialize) -> JsValue {
        detail.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
    }
    match outcome {
        Outcome::Ready | Outcome::BeforeOpen | Outcome::Open | Outcome::Close | Outcome::SignIn => {
            JsValue::NULL
        }
        Outcome::Ask(detail) | Outcome::Reply(detail) => value(detail),
        Outcome::MeToo(detail) => value(detail),
        Outcome::Recommend(detail) => value(detail),
        Outcome::Share(detail) => value(detail),
        Outcome::ConsentRequest(detail) => value(detail),
        Outcome::Search(detail) => value(detail),
        Outcome::Topic(detail) => value(detail),
        Outcome::Navigate(detail) => value(detail),
        Outcome::Error(detail) => value(detail),
    }
}
