//! The one stylesheet, made from the CSS beside the views at build time and adopted by every shadow root.

#[cfg(feature = "split")]
use crate::desk::Desk;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, ShadowRoot};

/// The tokens and the views' rules, without comments.
pub const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/panel.css"));

/// The rules of what the desk alone draws.
const DESK_CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/desk.css"));

/// What of them is there from the beginning.
const FIRST: &str = if cfg!(feature = "split") { "" } else { DESK_CSS };

thread_local!(static SHEET: Option<CssStyleSheet> = CssStyleSheet::new().ok().inspect(|sheet| fill(sheet, FIRST)));

fn fill(sheet: &CssStyleSheet, more: &str) {
    #[cfg(feature = "rich-text")]
    let _ = sheet.replace_sync(&[goodword_rich_text::CSS, CSS, more].concat());
    // A Wasm of its own for rich text brings its own rules.
    #[cfg(not(feature = "rich-text"))]
    let _ = sheet.replace_sync(&[CSS, more].concat());
}

#[cfg(feature = "split")]
#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// Adds the rules of what the desk alone draws.
    #[inline(never)]
    pub(crate) fn dress(self) {
        SHEET.with(|sheet| {
            if let Some(sheet) = sheet {
                fill(sheet, DESK_CSS);
            }
        });
    }
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
