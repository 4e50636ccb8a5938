//! Which addresses untrusted writing may point to.
//!
//! Resolving a URL is the caller's (the browser's own parser where there is one), so that what is decided
//! here needs no browser.

use super::scan;

/// What may follow from following a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A page.
    Http,
    /// A page, over a secured connection.
    Https,
    /// A letter.
    Mailto,
    /// Anything else: never linked, never loaded.
    Other,
}

impl Scheme {
    /// Of `https:` or `https`, in any case.
    pub fn of(protocol: &str) -> Self {
        let schemes = [("http", Self::Http), ("https", Self::Https), ("mailto", Self::Mailto)];
        let name = protocol.strip_suffix(':').unwrap_or(protocol);
        schemes
            .iter()
            .find(|(known, _)| name.eq_ignore_ascii_case(known))
            .map_or(Self::Other, |found| found.1)
    }
}

/// An absolute URL, as a URL parser wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedUrl {
    /// The whole of it.
    pub href: String,
    /// What it begins with.
    pub scheme: Scheme,
    /// `https://host:port`, the port only where it is not the scheme's own.
    pub origin: String,
}

/// How references are resolved, and from where images may come.
pub struct Links<'a> {
    /// Makes a reference absolute; `None` when it is no URL. The empty reference gives the base itself.
    pub resolve: &'a dyn Fn(&str) -> Option<ResolvedUrl>,
    /// Origins besides the base's own that images may be loaded from.
    pub image_origins: &'a [String],
}

impl Links<'_> {
    /// Where a link may go: http, https or mailto, and not a place within the same document, whose ids are
    /// not shown.
    pub(super) fn link(&self, reference: &str) -> Option<String> {
        let reference = scan::trim(reference);
        if reference.is_empty() || reference.starts_with('#') {
            return None;
        }
        let url = (self.resolve)(reference)?;
        (url.scheme != Scheme::Other).then_some(url.href)
    }

    /// Where an image may be loaded from.
    pub(super) fn image(&self, reference: &str) -> Option<String> {
        let url = (self.resolve)(scan::trim(reference))?;
        let listed = |origin: &String| origin.trim_end_matches('/').eq_ignore_ascii_case(&url.origin);
        let web = matches!(url.scheme, Scheme::Http | Scheme::Https);
        (web && (self.image_origins.iter().any(listed) || self.is_own(&url.origin))).then_some(url.href)
    }

    fn is_own(&self, origin: &str) -> bool {
        (self.resolve)("").is_some_and(|base| base.origin == origin)
    }
}

/// Resolves against `base` with the browser's URL parser.
#[cfg(target_arch = "wasm32")]
pub fn browser_links(base: &str) -> impl Fn(&str) -> Option<ResolvedUrl> + '_ {
    move |reference| {
        let url = web_sys::Url::new_with_base(reference, base).ok()?;
        Some(ResolvedUrl { href: url.href(), scheme: Scheme::of(&url.protocol()), origin: url.origin() })
    }
}

/// Lets pass only what is written in full, for where no URL parser is at hand: no relative references.
#[cfg(not(target_arch = "wasm32"))]
pub fn absolute_links(reference: &str) -> Option<ResolvedUrl> {
    let (protocol, rest) = reference.split_once(':')?;
    let scheme = Scheme::of(protocol);
    let clean = !reference.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    let host = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let whole =
        if scheme == Scheme::Mailto { host.is_none() } else { host.is_some_and(|host| !host.is_empty()) };
    (clean && whole && scheme != Scheme::Other).then(|| ResolvedUrl {
        href: reference.to_owned(),
        scheme,
        origin: host.map(|host| format!("{protocol}://{host}").to_ascii_lowercase()).unwrap_or_default(),
    })
}
