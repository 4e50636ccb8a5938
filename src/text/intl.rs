//! The browser's own knowledge of languages: numbers, plurals, dates.

use crate::{clock, dictionary::dictionary};
use goodword_core::model::Timestamp;
use js_sys::{Array, Date, Function, Object};
use wasm_bindgen::JsValue;

const DAY_MS: f64 = 86_400_000.0;

/// Steps of "ago", each with how many milliseconds it has and up to how many it is used.
const UNITS: [(&str, f64, f64); 4] = [
    ("minute", 60_000.0, 3_600_000.0),
    ("hour", 3_600_000.0, DAY_MS),
    ("day", DAY_MS, 14.0 * DAY_MS),
    ("week", 7.0 * DAY_MS, 31.0 * DAY_MS),
];

/// The formatters of one language, made once.
#[derive(Debug)]
pub(super) struct Intl {
    number: Function,
    date: Function,
    exact: Function,
    plural: js_sys::Intl::PluralRules,
    relative: js_sys::Intl::RelativeTimeFormat,
}

impl Intl {
    /// For a BCP 47 tag; one that the browser refuses falls back to English.
    pub(super) fn new(language: &str) -> Self {
        let locales = js_sys::Intl::get_canonical_locales(&JsValue::from_str(language));
        let locales: Array = if Array::is_array(&locales) { locales } else { Array::of1(&"en".into()) };
        let date: Object = dictionary(&[("dateStyle", "medium".into())]);
        let exact: Object = dictionary(&[("dateStyle", "full".into()), ("timeStyle", "short".into())]);
        let plain: Object = dictionary(&[]);
        let relative: Object = dictionary(&[("numeric", "auto".into())]);
        Self {
            number: js_sys::Intl::NumberFormat::new(&locales, &plain).format(),
            date: js_sys::Intl::DateTimeFormat::new(&locales, &date).format(),
            exact: js_sys::Intl::DateTimeFormat::new(&locales, &exact).format(),
            plural: js_sys::Intl::PluralRules::new(&locales, &plain),
            relative: js_sys::Intl::RelativeTimeFormat::new(&locales, &relative),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub(super) fn number(&self, n: usize) -> String {
        call(&self.number, &JsValue::from_f64(n as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub(super) fn plural(&self, n: usize) -> String {
        self.plural.select(n as f64).into()
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit a double")]
    pub(super) fn when(&self, moment: Timestamp) -> String {
        let millis = moment.millis() as f64;
        let ago = clock::wall_ms() - millis;
        match UNITS.iter().find(|(_, _, up_to)| ago.abs() < *up_to) {
            Some((unit, length, _)) => self.relative.format(-(ago / length).trunc(), unit).into(),
            None => call(&self.date, &Date::new(&JsValue::from_f64(millis))),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit a double")]
    pub(super) fn exactly(&self, moment: Timestamp) -> String {
        call(&self.exact, &Date::new(&JsValue::from_f64(moment.millis() as f64)))
    }
}

/// A date that no calendar knows formats as nothing.
fn call(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
