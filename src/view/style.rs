//! The one stylesheet, made from the CSS beside the views at build time and adopted by every shadow root.

use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, ShadowRoot};

/// The tokens and the views' rules, without comments.
pub const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/panel.css"));

thread_local! {
    static SHEET: Option<CssStyleSheet> = CssStyleSheet::new().ok().inspect(|sheet| {
        #[cfg(feature = "rich-text")]
        let _ = sheet.replace_sync(&[goodword_rich_text::CSS, CSS].concat());
        // A Wasm of its own for rich text brings its own rules.
        #[cfg(not(feature = "rich-text"))]
        let _ = sheet.replace_sync(CSS);
    });
}

/// Adds the stylesheet to a shadow root, once.
pub fn adopt(shadow: &ShadowRoot) {
    SHEET.with(|sheet| {
        let sheets = shadow.adopted_style_sheets();
        if let Some(sheet) = sheet
            && !sheets.includes(sheet, 0)
        {
            let sheets = sheets.concat(&js_sys::Array::of1(sheet));
            shadow.set_adopted_style_sheets(&JsValue::from(sheets));
        }
    });
}
