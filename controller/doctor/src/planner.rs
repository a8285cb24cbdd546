//! Networks that overlap with nothing: what a PC has in use is handed in, and what is free comes out, always the same for
//! the same PC.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use sha2::{Digest, Sha256};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The length of a network for one reader: two addresses, the PC's and the reader's.
pub const LINK_PREFIX: u8 = 30;

/// RFC 1918, the parts that routers, containers and VPNs use least first: home and office routers live in
/// 192.168.0.0/16 and the ends of 10.0.0.0/8, containers in 172.17.0.0/16 and up.
const POOLS: [(Ipv4Addr, u8); 7] = [
    (Ipv4Addr::new(172, 29, 0, 0), 16),
    (Ipv4Addr::new(172, 30, 0, 0), 16),
    (Ipv4Addr::new(172, 27, 0, 0), 16),
    (Ipv4Addr::new(10, 192, 0, 0), 10),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
];

/// Proposes networks of a length, at most `count`; fewer where RFC 1918 has no more room.
pub fn propose(used: &[IpNet], prefix: u8, count: usize) -> Vec<Ipv4Net> {
    let mut used: Vec<Ipv4Net> = used.iter().filter_map(v4).collect();
    let mut found = Vec::new();
    for pool in POOLS {
        let Ok(pool) = Ipv4Net::new(pool.0, pool.1) else {
            continue;
        };
        while found.len() < count {
            let Some(free) = first_free(pool, prefix, &used) else {
                break;
            };
            used.push(free);
            found.push(free);
        }
    }
    found
}

/// A free network of the same kind as one that overlaps: for IPv6 a unique local one (RFC 4193), whose random part is
/// made from what is in use, so that the same PC gets the same answer.
pub fn instead_of(network: &IpNet, used: &[IpNet]) -> Option<IpNet> {
    match network {
        IpNet::V4(v4) => {
            let prefix = v4.prefix_len().clamp(8, LINK_PREFIX);
            let one = |prefix| propose(used, prefix, 1).pop().map(IpNet::V4);
            // One as large may have no room, and a link needs no more than two addresses.
            one(prefix).or_else(|| one(LINK_PREFIX))
        }
        IpNet::V6(_) => unique_local(used),
    }
}

/// Whether two networks have an address in common.
pub fn overlap(one: &IpNet, other: &IpNet) -> bool {
    one.contains(other) || other.contains(one)
}

/// The first and the last address of a network that are not our own: where a reader is.
pub fn neighbours(net: &IpNet, own: IpAddr) -> Vec<IpAddr> {
    let mut found = Vec::new();
    let mut hosts = net.hosts();
    found.extend(hosts.by_ref().take(2).find(|ip| *ip != own));
    if let (IpNet::V4(v4), IpAddr::V4(own)) = (net, own) {
        let last = u32::from(v4.broadcast()).saturating_sub(1);
        found.extend(
            Some(Ipv4Addr::from(last))
                .filter(|ip| *ip != own && v4.contains(ip))
                .map(IpAddr::V4),
        );
    }
    found
}

const fn v4(network: &IpNet) -> Option<Ipv4Net> {
    match network {
        IpNet::V4(v4) => Some(*v4),
        IpNet::V6(_) => None,
    }
}

/// The lowest network of a pool that overlaps with nothing. Each step leaves one that is in use behind.
fn first_free(pool: Ipv4Net, prefix: u8, used: &[Ipv4Net]) -> Option<Ipv4Net> {
    if prefix < pool.prefix_len() || prefix > 32 {
        return None;
    }
    let size = 1_u64 << (32 - prefix);
    let last = u64::from(u32::from(pool.broadcast()));
    let mut at = u64::from(u32::from(pool.network()));
    while at + size - 1 <= last {
        let start = Ipv4Addr::from(u32::try_from(at).ok()?);
        let candidate = Ipv4Net::new(start, prefix).ok()?;
        let taken = used
            .iter()
            .filter(|one| one.contains(&candidate) || candidate.contains(*one))
            .map(|one| u64::from(u32::from(one.broadcast())))
            .max();
        match taken {
            None => return Some(candidate),
            Some(end) => at = (end.max(at) + 1).next_multiple_of(size),
        }
    }
    None
}

/// How many random parts are tried: two networks with the same one are a matter of one in 2^40.
const TRIES: u8 = 8;

fn unique_local(used: &[IpNet]) -> Option<IpNet> {
    (0..TRIES).find_map(|n| {
        let mut hash = Sha256::new().chain_update([n]);
        for network in used {
            hash.update(network.to_string());
            hash.update([0]);
        }
        let digest = hash.finalize();
        let mut octets = [0; 16];
        octets[0] = 0xfd;
        octets[1..6].copy_from_slice(&digest[..5]);
        let network = IpNet::V6(Ipv6Net::new(Ipv6Addr::from(octets), 64).ok()?);
        let free = !used.iter().any(|one| overlap(one, &network));
        free.then_some(network)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn nets(texts: &[&str]) -> Vec<IpNet> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_pc_with_nothing_in_the_way_gets_neighbours() {
        let used = nets(&["192.168.1.10/24", "172.17.0.1/16"]);
        let shown: Vec<_> = propose(&used, 30, 4)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            shown,
            [
                "172.29.0.0/30",
                "172.29.0.4/30",
                "172.29.0.8/30",
                "172.29.0.12/30"
            ]
        );
    }

    #[test]
    fn what_is_in_use_is_stepped_over_however_large_or_small() {
        let used = nets(&["172.29.0.5/32", "172.29.0.9/32", "172.29.0.12/30"]);
        let free = propose(&used, 30, 2);
        assert_eq!(free[0].to_string(), "172.29.0.0/30");
        assert_eq!(free[1].to_string(), "172.29.0.16/30");
        let used = nets(&["172.16.0.0/12"]);
        assert_eq!(propose(&used, 30, 1)[0].to_string(), "10.192.0.0/30");
    }

    #[test]
    fn a_pc_whose_routes_take_everything_gets_nothing() {
        let all = nets(&["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
        assert_eq!(propose(&all, 30, 4), []);
        assert_eq!(instead_of(&"10.0.0.0/24".parse().unwrap(), &all), None);
        let mut but_one = nets(&["10.0.0.0/8", "172.16.0.0/12"]);
        // All of 192.168.0.0/16 but its last four addresses: halves of what is left, again and again.
        let last = u32::from(std::net::Ipv4Addr::new(192, 168, 255, 252));
        but_one.extend((17..=30).map(|prefix| {
            let half = (last & (u32::MAX << (32 - prefix))) ^ (1 << (32 - prefix));
            IpNet::V4(Ipv4Net::new(half.into(), prefix).unwrap())
        }));
        let left = propose(&but_one, 30, 4);
        assert_eq!(left, ["192.168.255.252/30".parse().unwrap()]);
    }

    #[test]
    fn an_ipv6_network_is_replaced_by_a_unique_local_one_always_the_same() {
        let plan = "fd00:1::/64".parse().unwrap();
        let used = nets(&["fd00:1::/64", "192.168.1.0/24"]);
        let one = instead_of(&plan, &used).unwrap();
        assert!(one.to_string().starts_with("fd"), "{one}");
        assert_eq!(instead_of(&plan, &used), Some(one));
        assert!(!overlap(&plan, &one));
    }

    fn any_v4() -> impl Strategy<Value = IpNet> {
        // Half of them where proposals are made.
        let anywhere = any::<u32>();
        let near = (0_u32..0x4_0000).prop_map(|low| 0xac1c_0000 | low);
        let private = prop_oneof![
            (0_u32..0x100_0000).prop_map(|low| 0x0a00_0000 | low),
            (0_u32..0x1_0000).prop_map(|low| 0xc0a8_0000 | low),
        ];
        (prop_oneof![anywhere, near, private], 0_u8..=32)
            .prop_map(|(bits, prefix)| IpNet::V4(Ipv4Net::new(bits.into(), prefix).unwrap()))
    }

    proptest! {
        #[test]
        fn what_is_proposed_never_overlaps_and_is_private_and_the_same_each_time(
            used in proptest::collection::vec(any_v4(), 0..40), count in 0_usize..10, prefix in 16_u8..=30
        ) {
            let found = propose(&used, prefix, count);
            prop_assert!(found.len() <= count);
            for (n, one) in found.iter().enumerate() {
                prop_assert!(one.network().is_private() && one.broadcast().is_private());
                prop_assert_eq!(one.prefix_len(), prefix);
                prop_assert_eq!(one.addr(), one.network());
                let one = IpNet::V4(*one);
                prop_assert!(!used.iter().any(|other| overlap(&one, other)));
                prop_assert!(!found[..n].iter().any(|other| overlap(&one, &IpNet::V4(*other))));
            }
            prop_assert_eq!(propose(&used, prefix, count), found);
        }

        #[test]
        fn fewer_are_proposed_only_where_none_is_left(
            used in proptest::collection::vec(any_v4(), 0..40), at in 0_u32..0x1_0000
        ) {
            let found = propose(&used, 30, 3);
            if found.len() < 3 {
                // Then no network of 192.168.0.0/16 is free either, wherever one looks.
                let one = IpNet::V4(Ipv4Net::new((0xc0a8_0000 | (at & !3)).into(), 30).unwrap());
                let taken = used.iter().any(|other| overlap(&one, other))
                    || found.iter().any(|other| overlap(&one, &IpNet::V4(*other)));
                prop_assert!(taken);
            }
        }
    }
}
