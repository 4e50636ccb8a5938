//! What a form tells of who filled it: a field that people do not see, and how long it was open.
//!
//! Both may be absent, where no form is there. Neither is part of what is written.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::problem::Problem;

/// Nobody reads a form, writes and sends in less, in milliseconds.
const MIN_OPEN_MS: f64 = 1000.0;

/// The fields, which are of no other use.
const FIELDS: [&str; 2] = ["website", "opened_ms"];

#[derive(Deserialize)]
struct FormWire {
    #[serde(default)]
    website: Option<String>,
    #[serde(default)]
    opened_ms: Option<f64>,
}

/// Refuses what no person sent.
pub(crate) fn check(body: &[u8]) -> Result<(), Problem> {
    let form: FormWire =
        serde_json::from_slice(body).map_err(|error| Problem::document(error.to_string()))?;
    if form.website.is_some_and(|website| !website.is_empty()) {
        return Err(Problem::field("website", "nothing, because people do not see it"));
    }
    if form.opened_ms.is_some_and(|opened_ms| opened_ms < MIN_OPEN_MS) {
        return Err(Problem::too_quick());
    }
    Ok(())
}

/// The request without these fields: the same draft was open for longer when it is sent once more.
pub(crate) fn essence(body: &[u8]) -> Vec<u8> {
    let Ok(mut fields) = serde_json::from_slice::<Map<String, Value>>(body) else { return body.to_vec() };
    fields.retain(|name, _| !FIELDS.contains(&name.as_str()));
    Value::Object(fields).to_string().into_bytes()
}
