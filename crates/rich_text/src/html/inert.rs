//! A document that no script runs in and that loads nothing, from a string.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::Node;

use crate::tree::Attribute;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = DOMParser)]
    type Parser;

    #[wasm_bindgen(constructor, js_class = "DOMParser")]
    fn new() -> Parser;

    // web-sys knows strings only, and a page may ask for a TrustedHTML.
    #[wasm_bindgen(method, catch, js_class = "DOMParser", js_name = parseFromString)]
    fn parse_from_string(this: &Parser, markup: &JsValue, kind: &str) -> Result<Node, JsValue>;
}

thread_local! {
    /// Made at most once, as a page may forbid a second policy of the same name.
    static POLICY: Option<JsValue> = make_policy();
}

/// The parsed document, or `None` where the page's rules forbid every way of making one.
pub(super) fn parse(source: &str) -> Option<Node> {
    parse_html(source).or_else(|| parse_from_string(source))
}

/// `Document.parseHTML`, which sanitises by itself and so needs no trusted type. By default it leaves out images
/// and unknown elements with their words, so it is given a list: of attributes, because Chromium 156, when it
/// is to remove what could run instead, ends the whole page at the first `onstart`.
fn parse_html(source: &str) -> Option<Node> {
    let document = get(&js_sys::global(), "Document")?;
    let parse = get(&document, "parseHTML")?.dyn_into::<Function>().ok()?;
    let attributes: Array = Attribute::ALL.iter().map(|attribute| JsValue::from(attribute.name())).collect();
    let (sanitizer, options) = (bare_object(), bare_object());
    Reflect::set(&sanitizer, &"attributes".into(), &attributes).ok()?;
    Reflect::set(&options, &"sanitizer".into(), &sanitizer).ok()?;
    parse.call2(&document, &source.into(), &options).ok()?.dyn_into().ok()
}

fn parse_from_string(source: &str) -> Option<Node> {
    let markup =
        if get(&js_sys::global(), "trustedTypes").is_some() { trusted(source)? } else { source.into() };
    Parser::new().parse_from_string(&markup, "text/html").ok()
}

fn trusted(source: &str) -> Option<JsValue> {
    POLICY.with(|policy| {
        let policy = policy.as_ref()?;
        get(policy, "createHTML")?.dyn_into::<Function>().ok()?.call1(policy, &source.into()).ok()
    })
}

/// The policy vouches for nothing: what it lets through is only ever parsed into an inert document. Its rule is
/// the page's own `String`, the one function at hand that gives back what it is given.
fn make_policy() -> Option<JsValue> {
    let types = get(&js_sys::global(), "trustedTypes")?;
    let create = get(&types, "createPolicy")?.dyn_into::<Function>().ok()?;
    let rules = bare_object();
    Reflect::set(&rules, &"createHTML".into(), &get(&js_sys::global(), "String")?).ok()?;
    create.call2(&types, &"good-word".into(), &rules).ok()
}

/// An object without prototype, as the page may have added options of its own to `Object.prototype`.
fn bare_object() -> Object {
    Object::create(JsValue::NULL.unchecked_ref())
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|found| !found.is_undefined() && !found.is_null())
}
