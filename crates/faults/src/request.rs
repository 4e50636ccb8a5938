//! A request, as far as a fault is about it.

use tokio::{io::AsyncReadExt, net::TcpStream};

/// The largest head and body together, in bytes.
const MAX_BYTES: usize = 1024 * 1024;

/// What was asked.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// As written, without the query.
    pub(crate) path: String,
    pub(crate) query: String,
    /// The parts of the path: which fault, where it strikes, for whom, and what of the service is asked.
    pub(crate) fault: String,
    pub(crate) at: String,
    pub(crate) run: String,
    pub(crate) rest: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Reads one; `None` where the client goes away before, or sends none.
    pub(crate) async fn read(stream: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        let head_end = loop {
            if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break at;
            }
            if bytes.len() > MAX_BYTES || stream.read_buf(&mut bytes).await.ok()? == 0 {
                return None;
            }
        };
        let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length: usize = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
        while bytes.len() < head_end + 4 + length.min(MAX_BYTES) {
            if stream.read_buf(&mut bytes).await.ok()? == 0 {
                return None;
            }
        }
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let mut parts = path.trim_start_matches('/').splitn(4, '/').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        Some(Self {
            fault: part(),
            at: part(),
            run: part(),
            rest: part(),
            path: path.to_owned(),
            query: query.to_owned(),
            method,
            headers,
            body: bytes.split_off(head_end + 4),
        })
    }

    /// A header's value, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}
