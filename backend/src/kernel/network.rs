//! Addresses of machines: a network as a setting names it, and whom an address counts as.

use std::net::{IpAddr, Ipv6Addr};

/// One address, or all that begin with the same bits: `10.0.0.5`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u32,
}

impl Network {
    /// `None` for what is no address, and for more bits than an address has.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let first: IpAddr = address.parse().ok()?;
        let width = width(first);
        let bits = bits.map_or(Some(width), |bits| bits.parse().ok())?;
        (bits <= width).then_some(Self { first, bits })
    }

    /// An IPv4 address that is written as IPv6 is the IPv4 address.
    pub fn holds(self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        width(self.first) == width(address) && cut(self.first, self.bits) == cut(address, self.bits)
    }
}

/// Whom an address counts as when tries or refusals are counted: an IPv6 customer has 2^64 addresses, so all with the same
/// first 64 bits are one.
pub fn counted_as(address: IpAddr) -> IpAddr {
    let address = address.to_canonical();
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from_bits(cut(address, 64))),
    }
}

const fn width(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

/// The address with nothing but its first bits.
fn cut(address: IpAddr, bits: u32) -> u128 {
    let whole = match address {
        IpAddr::V4(v4) => u128::from(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    };
    let rest = width(address) - bits;
    whole
        .checked_shr(rest)
        .unwrap_or(0)
        .checked_shl(rest)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        for (network, inside, outside) in [
            ("10.1.2.3", "10.1.2.3", "10.1.2.4"),
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("10.0.0.5", "::ffff:10.0.0.5", "::ffff:10.0.0.6"),
            ("fd00::/8", "fdff::1", "fe80::1"),
            ("0.0.0.0/0", "1.2.3.4", "::1"),
            ("::/0", "2001:db8::1", "127.0.0.1"),
        ] {
            let network = Network::parse(network).unwrap();
            assert!(network.holds(ip(inside)), "{network:?} {inside}");
            assert!(!network.holds(ip(outside)), "{network:?} {outside}");
        }
        for wrong in ["", "proxy.example", "10.0.0.0/33", "::/129", "10.0.0.1/x"] {
            assert_eq!(Network::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn addresses_of_one_ipv6_customer_count_as_one() {
        assert_eq!(counted_as(ip("2001:db8:1:2:3::4")), ip("2001:db8:1:2::"));
        assert_eq!(counted_as(ip("::ffff:10.0.0.5")), ip("10.0.0.5"));
        assert_ne!(counted_as(ip("10.0.0.5")), counted_as(ip("10.0.0.6")));
    }
}
