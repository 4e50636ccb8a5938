//! Dialects: by what is linked into this Wasm, or by a Wasm of its own, which the page fetches where a panel has a `dialect`. Nothing else
//! knows that there are two ways, and nothing else knows what a dialect says: it gives the request for what is asked along a
//! link that begins with `#`, and reads the answer.

#[cfg(not(feature = "dialects"))]
mod fetched;
#[cfg(feature = "dialects")]
mod linked;

#[cfg(not(feature = "dialects"))]
pub(crate) use fetched::Translator;
#[cfg(feature = "dialects")]
pub(crate) use linked::Translator;

/// A backend's request.
#[derive(Debug)]
pub(crate) struct Call {
    /// `GET`, where it is empty.
    pub(crate) method: String,
    /// Relative to `of`, whose origin it may not leave.
    pub(crate) url: String,
    /// Relative to the endpoint.
    pub(crate) of: String,
    /// Names and values in turn.
    pub(crate) headers: Vec<String>,
    /// Whether the dialect itself says where the token goes.
    pub(crate) places_token: bool,
    /// Whether it says where the draft's key goes.
    pub(crate) places_key: bool,
    /// Its media type, and what is sent.
    pub(crate) body: Option<(String, String)>,
}

/// What became of a backend's answer.
#[derive(Debug, Default)]
pub(crate) struct Translated {
    /// The native answer.
    pub(crate) json: String,
    /// For how many s the backend wants to be left alone; 0 where it does not say.
    pub(crate) wait_s: u32,
    /// A header that the backend does not show, or nothing.
    pub(crate) hidden_header: String,
    /// Links to its rows in full, where they are to be read.
    pub(crate) more: Vec<String>,
}

/// The address of the dialect that the attribute names, the variables that it gives, and whether it is the site's own: that is an address, while a shipped
/// one lies below `base`.
pub(crate) fn address<'a>(written: &'a str, base: &str) -> (String, &'a str, bool) {
    if written.bytes().any(|byte| matches!(byte, b'/' | b'.')) {
        return (written.to_owned(), "", true);
    }
    let (name, vars) = written.split_once('?').unwrap_or((written, ""));
    ([base, "dialects/", name, ".json"].concat(), vars, false)
}
