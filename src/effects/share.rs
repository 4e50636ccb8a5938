//! Tells somebody else of the page, by the browser's own means.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::dictionary::dictionary;

/// The parameter by which a word is credited with who comes.
const REFERRAL: &str = "good-word-from";

fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn navigator() -> JsValue {
    member(&js_sys::global(), "navigator")
}

/// Calls a method that gives a promise; `None` where there is none, or it threw.
fn call(of: &JsValue, name: &str, with: &JsValue) -> Option<Promise> {
    let method: Function = member(of, name).dyn_into().ok()?;
    method.call1(of, with).ok()?.dyn_into().ok()
}

/// Whether the browser has a way of its own.
pub(crate) fn can_share() -> bool {
    member(&navigator(), "share").is_function()
}

/// Opens the browser's own choice of whom to tell.
pub(crate) fn share(url: &str) -> Option<Promise> {
    let what: JsValue = dictionary(&[("url", url.into())]);
    call(&navigator(), "share", &what)
}

/// Copies an address.
pub(crate) fn copy(url: &str) -> Option<Promise> {
    call(&member(&navigator(), "clipboard"), "writeText", &url.into())
}

/// Whether a promise failed because the visitor closed what was opened.
pub(crate) fn is_abort(error: &JsValue) -> bool {
    member(error, "name").as_string().as_deref() == Some("AbortError")
}

/// Whether nothing says that the visitor is not to be followed.
fn may_follow() -> bool {
    !member(&navigator(), "globalPrivacyControl").is_truthy()
}

/// The code of the link that led here, where it may be told: the visitor has pressed something on the page, and may be followed.
pub(crate) fn arrival() -> Option<String> {
    // Browsers that do not say so are believed to be used.
    let is_idle = member(&member(&navigator(), "userActivation"), "hasBeenActive").as_bool() == Some(false);
    let here = web_sys::window()?.location().href().ok()?;
    let code = web_sys::Url::new(&here).ok()?.search_params().get(REFERRAL)?;
    (may_follow() && !is_idle && !code.is_empty()).then_some(code)
}

/// The page's address: the one that the page calls its own, else where it is, without the part within it. `referral` goes
/// along, unless the browser says that its visitor is not to be followed.
pub(crate) fn page_address(referral: Option<&str>) -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let own =
        document.as_ref().and_then(|document| document.query_selector("link[rel~=canonical]").ok().flatten());
    let own = own.and_then(|link| member(&link, "href").as_string()).filter(|href| !href.is_empty());
    let here = own.or_else(|| document?.location()?.href().ok()).unwrap_or_default();
    let Ok(url) = web_sys::Url::new(&here) else { return here };
    url.set_hash("");
    let parameters = url.search_params();
    // What led here is somebody else's.
    parameters.delete(REFERRAL);
    if let Some(code) = referral.filter(|_| may_follow()) {
        parameters.set(REFERRAL, code);
    }
    url.href()
}
