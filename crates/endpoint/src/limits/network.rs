//! From which network a request comes: what one visitor has, so that nobody is counted anew by taking another address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

const FORWARDED: &str = "x-forwarded-for";

/// An address of IPv4, or the first 64 bits of one of IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Network {
    V4(Ipv4Addr),
    V6(u64),
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => Self::V6(first_half(address)),
        }
    }
}

fn first_half(address: Ipv6Addr) -> u64 {
    let [a, b, c, d, ..] = address.segments().map(u64::from);
    a << 48 | b << 32 | c << 16 | d
}

impl Network {
    /// Of the other end of the connection or, behind a proxy that is trusted, the address that it added to
    /// `X-Forwarded-For`: the last one, because whoever sends a request can write any others before it.
    pub(super) fn of(headers: &HeaderMap, extensions: &Extensions, trust_proxy: bool) -> Self {
        let forwarded = trust_proxy.then(|| forwarded(headers)).flatten();
        let peer = || extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        // Without a socket, as in a test, everyone is one.
        forwarded.or_else(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).into()
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    // Some proxies add the port.
    last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_one_address_of_the_old_kind_and_a_64th_of_the_new() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:1:ffff::2"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8:0:2::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }

    #[test]
    fn only_what_a_trusted_proxy_added_is_believed() {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([198, 51, 100, 9], 4000))));
        for (lines, expect) in [
            (vec![], "198.51.100.9"),
            (vec!["192.0.2.1"], "192.0.2.1"),
            (vec!["203.0.113.7, 192.0.2.1"], "192.0.2.1"),
            (vec!["203.0.113.7", "192.0.2.1:5000"], "192.0.2.1"),
            (vec!["[2001:db8::1]:5000"], "2001:db8::1"),
            (vec!["192.0.2.1, unknown"], "198.51.100.9"),
        ] {
            let mut headers = HeaderMap::new();
            for line in &lines {
                headers.append(FORWARDED, line.parse().unwrap());
            }
            let expect = Network::from(expect.parse::<IpAddr>().unwrap());
            assert_eq!(Network::of(&headers, &extensions, true), expect, "{lines:?}");
            let peer = Network::from(IpAddr::from([198, 51, 100, 9]));
            assert_eq!(Network::of(&headers, &extensions, false), peer, "{lines:?}");
        }
    }
}
