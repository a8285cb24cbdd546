//! The present state of the interface to the controller: whether it exists, its number, and its addresses.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::interfaces::{self, Up};
use crate::target::Target;

/// The state of the interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Not known: the address is in no network of this reader now, or the system does not tell.
    Unknown,
    /// The interface does not exist, is down, or has no address.
    Absent,
    /// The number and the addresses of the interface.
    There(BTreeSet<(u32, IpAddr)>),
}

impl Presence {
    /// The state now.
    pub(crate) fn now(target: &Target) -> Self {
        Self::of(target, interfaces::up())
    }

    fn of(target: &Target, up: Option<Vec<Up>>) -> Self {
        let Some(up) = up else {
            return Self::Unknown;
        };
        let found: BTreeSet<_> = up
            .iter()
            .filter(|up| match target {
                Target::Auto { interface, .. } => interface.is(up),
                Target::Link { interface, .. } => interface.is(up) && up.ip.is_ipv6(),
                Target::At(address) => up.holds(address.ip()),
            })
            .map(|up| (up.index, up.ip))
            .collect();
        match target {
            Target::At(_) if found.is_empty() => Self::Unknown,
            _ if found.is_empty() => Self::Absent,
            _ => Self::There(found),
        }
    }

    /// Whether something is new since `before`: a cable was plugged in, or an address came.
    pub(crate) fn is_news_after(&self, before: &Self) -> bool {
        match (before, self) {
            (Self::There(before), Self::There(now)) => !now.is_subset(before),
            (_, Self::There(_)) => true,
            _ => false,
        }
    }

    /// Whether nothing is left of what `before` had.
    pub(crate) fn is_gone_since(&self, before: &Self) -> bool {
        match (before, self) {
            (Self::There(before), Self::There(now)) => now.is_disjoint(before),
            (Self::There(_), Self::Absent) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn up(index: u32, name: &str, ip: &str, prefix: u8) -> Up {
        Up {
            index,
            name: name.to_owned(),
            ip: ip.parse().unwrap(),
            prefix,
        }
    }

    fn target(controller: &str) -> Target {
        Target::parse(controller, None).unwrap()
    }

    fn seen(target: &Target, up: &[Up]) -> Presence {
        Presence::of(target, Some(up.to_vec()))
    }

    #[test]
    fn an_interface_that_comes_back_under_another_number_is_gone_and_is_news() {
        let link = target("[fe80::2%usb0]:7443");
        let before = seen(&link, &[up(3, "usb0", "fe80::1", 64)]);
        let nothing = seen(&link, &[up(1, "lo", "::1", 128)]);
        let after = seen(&link, &[up(4, "usb0", "fe80::1", 64)]);
        assert_eq!(nothing, Presence::Absent);
        assert!(nothing.is_gone_since(&before) && !nothing.is_news_after(&before));
        assert!(after.is_gone_since(&before) && after.is_news_after(&before));
        assert!(after.is_news_after(&nothing));
        assert!(!after.is_news_after(&after) && !after.is_gone_since(&after));
    }

    #[test]
    fn an_address_more_is_news_and_ends_nothing_and_one_less_does_neither() {
        let auto = target("auto");
        let one = seen(&auto, &[up(3, "usb0", "fe80::1", 64)]);
        let two = seen(
            &auto,
            &[up(3, "usb0", "fe80::1", 64), up(3, "usb0", "10.0.0.2", 30)],
        );
        assert!(two.is_news_after(&one) && !two.is_gone_since(&one));
        assert!(!one.is_news_after(&two) && !one.is_gone_since(&two));
    }

    #[test]
    fn of_an_address_the_interface_counts_that_has_its_network() {
        let v4 = target("192.168.7.1:7443");
        let lan = up(2, "eth0", "10.0.0.5", 24);
        assert_eq!(seen(&v4, std::slice::from_ref(&lan)), Presence::Unknown);
        let link = seen(&v4, &[lan, up(3, "usb0", "192.168.7.2", 30)]);
        let expected = BTreeSet::from([(3, "192.168.7.2".parse().unwrap())]);
        assert_eq!(link, Presence::There(expected));
    }

    #[test]
    fn what_cannot_be_told_ends_nothing_and_a_network_that_comes_is_news() {
        let unknown = Presence::of(&target("auto"), None);
        assert_eq!(unknown, Presence::Unknown);
        let v4 = target("192.168.7.1:7443");
        let elsewhere = seen(&v4, &[up(2, "eth0", "10.0.0.5", 24)]);
        let there = seen(&v4, &[up(3, "usb0", "192.168.7.2", 30)]);
        for untold in [unknown, elsewhere] {
            assert!(!untold.is_gone_since(&there) && !untold.is_news_after(&there));
            assert!(!there.is_gone_since(&untold) && there.is_news_after(&untold));
        }
    }
}
