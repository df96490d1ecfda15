//! Whose connection it is, as far as an address says.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// An address as a bound counts it: one IPv4 address, or one IPv6 network of 64 bits, which is what one customer gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    V4(Ipv4Addr),
    V6(u64),
}

impl Place {
    /// An IPv4 address that comes in IPv6's clothes is the IPv4 address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => Self::V6((address.to_bits() >> 64) as u64),
        }
    }

    /// Of a peer, which is missing when the connection ended before it was looked at.
    pub fn of_peer(peer: Option<SocketAddr>) -> Self {
        Self::of(peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip()))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn place(text: &str) -> Place {
        Place::of(text.parse().unwrap())
    }

    #[test]
    fn one_ipv6_network_is_one_place_and_each_ipv4_address_is_one() {
        assert_eq!(place("2001:db8:1:2::1"), place("2001:db8:1:2:ffff::9"));
        assert_ne!(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
        assert_ne!(place("192.0.2.1"), place("192.0.2.2"));
        assert_eq!(place("::ffff:192.0.2.1"), place("192.0.2.1"));
    }
}
