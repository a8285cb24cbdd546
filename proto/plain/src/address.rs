//! Questions about IP addresses that the standard library does not answer.

use std::net::IpAddr;

/// Whether an address has a meaning on its link alone, so that two links may have the same one.
#[must_use]
pub const fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
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
    fn link_local_addresses_are_those_of_both_families() {
        for local in ["169.254.0.1", "169.254.255.254", "fe80::1", "febf::1"] {
            assert!(is_link_local(ip(local)), "{local}");
        }
        for other in ["169.253.0.1", "192.168.7.1", "fec0::1", "fd00::1", "::1"] {
            assert!(!is_link_local(ip(other)), "{other}");
        }
    }
}
