//! Which pages may use the service: the answers to browsers that ask for another origin.
//!
//! Files and the snapshot are for every page. So is what is read from a community, until origins are named; then it and
//! all writing are for exactly those. Where none is named, only pages of the server's own origin write, which need no
//! permission. Nothing goes by cookies, so no answer ever allows credentials: a page can send no more than it knows.

use std::str::FromStr;
use std::time::Duration;

use axum::http::uri::{Scheme, Uri};
use axum::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

/// How long a browser may keep what it was told before a request. None keeps it for longer than two hours.
const KEPT: Duration = Duration::from_hours(2);

/// The header in which the proof of work comes.
const PROOF: HeaderName = HeaderName::from_static("goodword-proof");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// An origin as browsers write it: scheme, host, and a port where it is not the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// The text is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give an origin as https://shop.example, without a path")]
pub struct OriginError;

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let uri: Uri = text.parse().map_err(|_| OriginError)?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(OriginError);
        };
        let own_port = match scheme {
            scheme if *scheme == Scheme::HTTPS => 443,
            scheme if *scheme == Scheme::HTTP => 80,
            _ => return Err(OriginError),
        };
        if authority.as_str().contains('@') || !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(OriginError);
        }
        let port = authority.port_u16().filter(|port| *port != own_port);
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let origin = format!("{scheme}://{}{port}", authority.host().to_ascii_lowercase());
        HeaderValue::from_str(&origin).map(Self).map_err(|_| OriginError)
    }
}

/// For files and the snapshot.
pub(crate) fn files() -> CorsLayer {
    let reading = [Method::GET, Method::HEAD];
    // Answers are the same for every origin, so that `Vary` need not name it.
    let cors = CorsLayer::new().allow_origin(Any).allow_methods(reading).allow_headers(Any);
    cors.max_age(KEPT).vary(Vec::new())
}

/// For the community.
pub(crate) fn api(origins: &[Origin], can_write: bool) -> CorsLayer {
    let told = [header::DATE, header::ETAG, header::LOCATION, header::RETRY_AFTER];
    if origins.is_empty() {
        return files().expose_headers(told);
    }
    let mut methods = vec![Method::GET, Method::HEAD];
    if can_write {
        methods.extend([Method::POST, Method::PUT, Method::DELETE]);
    }
    // A star does not stand for Authorization.
    let headers = [header::AUTHORIZATION, header::CONTENT_TYPE, IDEMPOTENCY_KEY, PROOF];
    let listed = AllowOrigin::list(origins.iter().map(|origin| origin.0.clone()));
    let cors = CorsLayer::new().allow_origin(listed).allow_methods(methods).allow_headers(headers);
    cors.expose_headers(told).max_age(KEPT).vary(Vec::new())
}

/// By what answers differ. It names the origin for all addresses alike, because a cache between may not know them apart.
pub(crate) fn vary(origins: &[Origin]) -> HeaderValue {
    HeaderValue::from_static(if origins.is_empty() { "accept-encoding" } else { "accept-encoding, origin" })
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn an_origin_is_what_a_browser_sends_or_it_is_refused() {
        for (text, expect) in [
            ("https://shop.example", Some("https://shop.example")),
            ("https://Shop.Example/", Some("https://shop.example")),
            ("https://shop.example:443", Some("https://shop.example")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://[::1]:3000", Some("http://[::1]:3000")),
            ("shop.example", None),
            ("*", None),
            ("null", None),
            ("ftp://shop.example", None),
            ("https://me@shop.example", None),
            ("https://shop.example/help", None),
            ("https://shop.example?", None),
        ] {
            let origin: Option<Origin> = text.parse().ok();
            assert_eq!(origin.map(|origin| origin.0), expect.map(|text| text.parse().unwrap()), "{text}");
        }
    }
}
