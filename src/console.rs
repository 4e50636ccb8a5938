//! Lines for the developer who embeds the panel.

/// Writes one line to the browser's console, as a warning.
pub fn warn(line: &str) {
    web_sys::console::warn_1(&line.into());
}
