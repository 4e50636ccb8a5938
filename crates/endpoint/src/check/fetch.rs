//! Asks a backend as a page would: no other origin, no more than a panel takes, no longer than a visitor waits.

use std::time::Duration;

use goodword_core::dialect::{Call, Payload};
use ureq::http::{HeaderMap, Request, Response, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};
use url::Url;

/// How long one answer may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// How large an answer may be.
const MAX_BYTES: u64 = 2 * 1024 * 1024;
/// How often a backend may send one on.
const MAX_REDIRECTS: usize = 5;

/// What came back.
pub(super) struct Fetched {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Vec<u8>,
    /// Where it came from in the end.
    pub(super) url: Url,
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error("{0} is no address: {1}")]
    Address(String, url::ParseError),
    #[error("{0} is no address of http or https")]
    Scheme(String),
    #[error("it is sent on to {0}, of another origin; a panel does not go there")]
    ElsewhereSent(Url),
    #[error("it is sent on more than {MAX_REDIRECTS} times")]
    Circles,
    #[error("its answer is larger than 2 MB")]
    TooLarge,
    #[error("no answer within 15 seconds")]
    TimedOut,
    #[error("{0}")]
    Failed(Box<ureq::Error>),
}

/// Who asks.
pub(super) struct Client {
    agent: Agent,
    endpoint: Url,
    /// The page's, as a browser says it.
    origin: String,
}

impl Client {
    /// Asks relative to `endpoint`, for a page of `origin`.
    pub(super) fn new(endpoint: Url, origin: String) -> Self {
        // Whom it believes is what the system believes.
        let roots = rustls_native_certs::load_native_certs().certs;
        let roots: Vec<_> = roots.iter().map(|cert| Certificate::from_der(cert).to_owned()).collect();
        let roots = if roots.is_empty() { RootCerts::WebPki } else { RootCerts::new_with_certs(&roots) };
        let tls = TlsConfig::builder().root_certs(roots).build();
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .accept("application/json")
            .user_agent(concat!("goodword/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            .build();
        Self { agent: config.into(), endpoint, origin }
    }

    /// The whole address of a request.
    pub(super) fn address(&self, written: &str) -> Result<Url, FetchError> {
        let url = self.endpoint.join(written);
        let url = url.map_err(|error| FetchError::Address(written.to_owned(), error))?;
        if matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(FetchError::Scheme(url.into())) }
    }

    /// Sends one request and follows it within its origin.
    pub(super) fn ask(&self, call: &Call) -> Result<Fetched, FetchError> {
        let mut url = self.address(&call.url)?;
        for _ in 0..=MAX_REDIRECTS {
            let response = self.send(call, &url)?;
            let status = response.status();
            let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            // What is sent is not sent again elsewhere.
            let goes_on = status.is_redirection() && call.body.is_none();
            let Some(to) = to.filter(|_| goes_on) else { return read(response, url) };
            let to = url.join(to).map_err(|error| FetchError::Address(to.to_owned(), error))?;
            if to.origin() != url.origin() {
                return Err(FetchError::ElsewhereSent(to));
            }
            url = to;
        }
        Err(FetchError::Circles)
    }

    fn send(&self, call: &Call, url: &Url) -> Result<Response<Body>, FetchError> {
        let method = if call.method.is_empty() { "GET" } else { &call.method };
        let mut request =
            Request::builder().method(method).uri(url.as_str()).header(header::ORIGIN, &self.origin);
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        let failed = |error: ureq::http::Error| FetchError::Failed(Box::new(error.into()));
        let response = match &call.body {
            Some((payload, body)) => {
                let request = request.header(header::CONTENT_TYPE, content_type(*payload));
                self.agent.run(request.body(body.as_str()).map_err(failed)?)
            }
            None => self.agent.run(request.body(()).map_err(failed)?),
        };
        response.map_err(FetchError::from)
    }
}

/// The media type of what is sent.
pub(super) fn content_type(payload: Payload) -> &'static str {
    match payload {
        Payload::Json => "application/json",
        Payload::Form => "application/x-www-form-urlencoded",
    }
}

fn read(mut response: Response<Body>, url: Url) -> Result<Fetched, FetchError> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.body_mut().with_config().limit(MAX_BYTES).read_to_vec()?;
    Ok(Fetched { status, headers, bytes, url })
}

impl From<ureq::Error> for FetchError {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::BodyExceedsLimit(_) => Self::TooLarge,
            ureq::Error::Timeout(_) => Self::TimedOut,
            other => Self::Failed(Box::new(other)),
        }
    }
}
