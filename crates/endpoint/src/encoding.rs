//! Which encoding of a body to send, by what the client says it accepts.
//!
//! Only bodies that are kept in several encodings need this; files are encoded as they are sent, by tower-http.

/// How the bytes of a body are encoded, from the least wanted to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// gzip, RFC 1952.
    Gzip,
    /// Brotli, RFC 7932.
    Brotli,
}

impl Encoding {
    /// The name in `Content-Encoding`; none for [`Encoding::Identity`].
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// The best encoding for an `Accept-Encoding` header, by RFC 9110 section 12.5.3; the smaller body wins a tie.
///
/// An absent header is the empty string. A client that accepts nothing we have gets [`Encoding::Identity`], as the
/// RFC allows, rather than an error that no one could act on.
pub fn negotiate(accept: &str) -> Encoding {
    let [mut brotli, mut gzip, mut identity, mut any] = [None; 4];
    for (name, quality) in accept.split(',').map(quality_of) {
        match name.to_ascii_lowercase().as_str() {
            "br" => brotli = Some(quality),
            "gzip" | "x-gzip" => gzip = Some(quality),
            "identity" => identity = Some(quality),
            "*" => any = Some(quality),
            _ => {}
        }
    }
    // An unnamed identity is always acceptable, but less than anything the client took the trouble to name.
    let offers = [
        (Encoding::Identity, identity.or(any).unwrap_or(f32::MIN_POSITIVE)),
        (Encoding::Gzip, gzip.or(any).unwrap_or(0.0)),
        (Encoding::Brotli, brotli.or(any).unwrap_or(0.0)),
    ];
    offers
        .into_iter()
        .filter(|(_, quality)| *quality > 0.0)
        .max_by(|(a, a_quality), (b, b_quality)| a_quality.total_cmp(b_quality).then(a.cmp(b)))
        .map_or(Encoding::Identity, |(encoding, _)| encoding)
}

/// Name and weight (0.0..=1.0) of one element of the list; a weight that cannot be read counts as 0, a refusal.
fn quality_of(element: &str) -> (&str, f32) {
    let (name, parameters) = element.split_once(';').unwrap_or((element, "q=1"));
    let quality = parameters
        .trim()
        .strip_prefix(['q', 'Q'])
        .and_then(|rest| rest.trim_start().strip_prefix('='))
        .and_then(|number| number.trim().parse::<f32>().ok())
        .filter(|number| (0.0..=1.0).contains(number));
    (name.trim(), quality.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Brotli, Gzip, Identity};
    use super::*;

    #[test]
    fn the_smallest_acceptable_encoding_is_chosen() {
        for (accept, expect) in [
            ("", Identity),
            ("gzip", Gzip),
            ("gzip, deflate, br, zstd", Brotli),
            ("GZIP;Q=0.5", Gzip),
            ("br;q=0.2, gzip;q=0.9", Gzip),
            ("br;q=0, *", Gzip),
            ("*", Brotli),
            ("*;q=0", Identity),
            ("identity, gzip;q=0.5", Identity),
            ("identity;q=0.5, gzip;q=0.5", Gzip),
            ("deflate, zstd", Identity),
            ("br;q=nan, gzip;q=2", Identity),
            (",;,br ; q = 0.001 ,", Brotli),
        ] {
            assert_eq!(negotiate(accept), expect, "{accept:?}");
        }
    }
}
