//! Who asks, by address, and whether the browser came by TLS (decision 50). Found once, by the layer around all routes.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::{HttpMessage, HttpRequest};

use crate::kernel::{Problem, Text};

/// Whose request it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    pub address: IpAddr,
    /// The browser's own connection is by TLS, as a proxy of ours says.
    pub by_tls: bool,
}

/// Who asks, as it was found for this request.
pub fn of(req: &HttpRequest) -> Client {
    let found = req.extensions().get::<Client>().copied();
    found.unwrap_or_else(|| Client {
        address: peer_of(req),
        by_tls: false,
    })
}

fn peer_of(req: &HttpRequest) -> IpAddr {
    let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    req.peer_addr()
        .map_or(unknown, |peer| peer.ip().to_canonical())
}

/// Finds out who asks: the peer, or for a proxy of ours the last address in `X-Forwarded-For` that is no proxy of ours. What
/// stands before that address anybody may have written. 400 when a proxy of ours does not say it: then nobody could be told
/// from another. The health pages are asked by the proxy itself.
pub fn find(req: &HttpRequest, is_proxy: impl Fn(IpAddr) -> bool) -> Result<Client, Problem> {
    let peer = peer_of(req);
    if !is_proxy(peer) {
        return Ok(Client {
            address: peer,
            by_tls: false,
        });
    }
    let by_tls = values(req, "X-Forwarded-Proto")
        .last()
        .is_some_and(|proto| proto.eq_ignore_ascii_case("https"));
    let address = match forwarded(req, is_proxy) {
        Some(address) => address,
        None if is_health(req.path()) => peer,
        None => return Err(not_said()),
    };
    Ok(Client { address, by_tls })
}

/// All values of a header in order, with commas and repeated lines alike; an unreadable line is one value that nothing fits.
fn values(req: &HttpRequest, name: &str) -> Vec<String> {
    let lines = req.headers().get_all(name);
    let lines = lines.map(|line| line.to_str().unwrap_or("?"));
    lines
        .flat_map(|line| line.split(','))
        .map(|value| value.trim().to_owned())
        .collect()
}

fn forwarded(req: &HttpRequest, is_proxy: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let mut last = None;
    for value in values(req, "X-Forwarded-For").iter().rev() {
        let address = read(value)?;
        last = Some(address);
        if !is_proxy(address) {
            break;
        }
    }
    last
}

/// An address, also with a port behind it, as some proxies write it.
fn read(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|at| at.ip());
    let address = text.parse().ok().or_else(with_port)?;
    Some(IpAddr::to_canonical(&address))
}

fn is_health(path: &str) -> bool {
    path == "/health" || path.starts_with("/health/")
}

fn not_said() -> Problem {
    Problem::new(
        400,
        "E-SYS-031",
        Text::fixed(
            "ไม่ทราบว่าคำขอมาจากที่ใด",
            "Nobody says where the request comes from",
        ),
        Text::fixed(
            "เครื่องที่ส่งต่อคำขอ (trusted_proxies) ต้องใส่หัว X-Forwarded-For แจ้งผู้ดูแลระบบ",
            "The proxy (trusted_proxies) must set X-Forwarded-For. Tell the system keeper.",
        ),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use actix_web::test::TestRequest;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn found(path: &str, peer: &str, headers: &[(&str, &str)]) -> Option<(String, bool)> {
        let mut req = TestRequest::with_uri(path).peer_addr(SocketAddr::new(ip(peer), 4));
        for header in headers {
            req = req.append_header(*header);
        }
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        let client = find(&req.to_http_request(), |a| proxies.contains(&a)).ok()?;
        Some((client.address.to_string(), client.by_tls))
    }

    const ONE: (&str, &str) = ("X-Forwarded-For", "9.9.9.9");
    const TLS: (&str, &str) = ("X-Forwarded-Proto", "https");

    fn is(peer: &str, headers: &[(&str, &str)], address: &str, by_tls: bool) {
        let wanted = Some((address.to_owned(), by_tls));
        assert_eq!(found("/", peer, headers), wanted, "{peer} {headers:?}");
    }

    #[test]
    fn only_a_proxy_of_ours_says_whom_it_speaks_for() {
        is("8.8.8.8", &[ONE, TLS], "8.8.8.8", false);
        is("127.0.0.1", &[ONE, TLS], "127.0.0.1", false);
        is("10.0.0.1", &[ONE, TLS], "9.9.9.9", true);
        is("::ffff:10.0.0.1", &[ONE, TLS], "9.9.9.9", true);
    }

    #[test]
    fn the_last_address_that_is_no_proxy_of_ours_is_who_asks() {
        for (said, address) in [
            ("1.1.1.1, 9.9.9.9", "9.9.9.9"),
            ("1.1.1.1, 9.9.9.9, 10.0.0.2", "9.9.9.9"),
            ("nonsense, 9.9.9.9:77", "9.9.9.9"),
            ("[2001:db8::7]:80", "2001:db8::7"),
            ("10.0.0.2", "10.0.0.2"),
        ] {
            is("10.0.0.1", &[("X-Forwarded-For", said)], address, false);
        }
        let lines = [("X-Forwarded-For", "1.1.1.1"), ONE];
        is("10.0.0.1", &lines, "9.9.9.9", false);
    }

    #[test]
    fn a_proxy_that_does_not_say_it_is_refused_but_for_the_health_pages() {
        for headers in [
            vec![],
            vec![("X-Forwarded-For", "")],
            vec![("X-Forwarded-For", "9.9.9.9, unknown")],
            vec![("X-Forwarded-For", "9.9.9.9,")],
            vec![("X-Forwarded-For", "unknown, 10.0.0.2")],
        ] {
            assert_eq!(found("/sign-in", "10.0.0.1", &headers), None, "{headers:?}");
            assert_eq!(found("/healthy", "10.0.0.1", &headers), None, "{headers:?}");
            for path in ["/health", "/health/live", "/health/ready"] {
                assert!(found(path, "10.0.0.1", &headers).is_some(), "{headers:?}");
            }
        }
    }
}
