//! Questions about IP addresses that the standard library does not answer.

use std::net::{IpAddr, SocketAddr, SocketAddrV6};

/// Whether an address has a meaning on its link alone, so that two links may have the same one.
#[must_use]
pub const fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    }
}

/// A socket address on the link of an interface, which is the scope of an IPv6 address that has a meaning there alone.
#[must_use]
pub fn scoped(ip: IpAddr, port: u16, interface: u32) -> SocketAddr {
    match ip {
        IpAddr::V6(v6) if is_link_local(ip) => SocketAddrV6::new(v6, port, 0, interface).into(),
        ip => SocketAddr::new(ip, port),
    }
}

/// Whether an address lies in the network that has `prefix` bits in common with `network`. A prefix that is longer than an
/// address holds nothing.
#[must_use]
pub fn holds(network: IpAddr, prefix: u8, ip: IpAddr) -> bool {
    let prefix = u32::from(prefix);
    match (network, ip) {
        (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
            let differs = u32::from(ours) ^ u32::from(theirs);
            prefix <= 32 && differs.checked_shr(32 - prefix).unwrap_or(0) == 0
        }
        (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
            let differs = u128::from(ours) ^ u128::from(theirs);
            prefix <= 128 && differs.checked_shr(128 - prefix).unwrap_or(0) == 0
        }
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn ip(ip: &str) -> IpAddr {
        ip.parse().unwrap()
    }

    #[test]
    fn prefixes_of_any_length_are_compared() {
        assert!(holds(ip("1.2.3.4"), 0, ip("9.9.9.9")));
        assert!(holds(ip("1.2.3.4"), 32, ip("1.2.3.4")));
        assert!(!holds(ip("1.2.3.4"), 32, ip("1.2.3.5")));
        assert!(!holds(ip("1.2.3.4"), 33, ip("1.2.3.4")));
        assert!(holds(ip("::1"), 0, ip("ff::")));
        assert!(!holds(ip("::1"), 128, ip("::2")));
        assert!(!holds(ip("::1"), 0, ip("1.2.3.4")));
    }

    #[test]
    fn an_address_of_one_link_alone_has_its_scope() {
        let scoped = |text| scoped(ip(text), 7443, 3).to_string();
        assert_eq!(scoped("fe80::1"), "[fe80::1%3]:7443");
        assert_eq!(scoped("fd00::1"), "[fd00::1]:7443");
        assert_eq!(scoped("169.254.0.1"), "169.254.0.1:7443");
    }

    #[test]
    fn link_local_addresses_are_those_of_both_families() {
        for local in ["169.254.0.1", "169.254.255.254", "fe80::1", "febf::1"] {
            assert!(is_link_local(ip(local)), "{local}");
        }
        for other in ["169.253.0.1", "192.168.7.1", "fec0::1", "fd00::1", "::1"] {
            assert!(!is_link_local(ip(other)), "{other}");
        }
    }
}
