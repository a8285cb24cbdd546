//! Rules as nft and iptables showed them in real namespaces, and what they do to a reader's first packet.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

const MIXED: &[u8] = include_bytes!("recorded/mixed.json");
const EMPTY: &[u8] = include_bytes!("recorded/empty.json");
const ONE_DROP: &[u8] = include_bytes!("recorded/one-drop.json");
const IPTABLES_NFT: &[u8] = include_bytes!("recorded/iptables-nft.json");
const IPTABLES: &str = include_str!("recorded/iptables.v4");
const IP6TABLES: &str = include_str!("recorded/ip6tables.v6");

fn v6(interface: &str, port: u16) -> Packet {
    Packet {
        interface: interface.to_owned(),
        from: "fe80::/64".parse().unwrap(),
        to: "fe80::1".parse().unwrap(),
        protocol: Protocol::Tcp,
        port,
    }
}

fn v4(interface: &str, port: u16) -> Packet {
    Packet {
        from: "172.29.0.0/30".parse().unwrap(),
        to: "172.29.0.1".parse().unwrap(),
        ..v6(interface, port)
    }
}

fn udp(packet: Packet) -> Packet {
    let protocol = Protocol::Udp;
    Packet { protocol, ..packet }
}

fn rule(verdict: &Verdict) -> &str {
    match verdict {
        Verdict::Blocked(by) => &by.rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_rules_all_comes_in() {
    let rules = nft(EMPTY, true).unwrap();
    assert_eq!(judge(&rules, &v6("usb0", 7443)), Verdict::Passes);
}

#[test]
fn one_rule_for_one_interface_and_port_is_found_and_shown() {
    let rules = nft(ONE_DROP, true).unwrap();
    for packet in [v4("usb1", 7443), v6("usb1", 7443)] {
        let verdict = judge(&rules, &packet);
        assert_eq!(rule(&verdict), "iifname usb1 tcp dport 7443 drop");
    }
    for packet in [v6("usb0", 7443), v6("usb1", 7444), udp(v6("usb1", 7443))] {
        assert_eq!(judge(&rules, &packet), Verdict::Passes);
    }
}

#[test]
fn sets_ranges_maps_jumps_and_policies_are_followed() {
    let rules = nft(MIXED, true).unwrap();
    // The map at the start is for states that a first packet has not; 7443 is in no set and is rejected at the end.
    let verdict = judge(&rules, &v4("usb0", 7443));
    assert_eq!(rule(&verdict), "reject");
    // By way of the table for IPv6, whose first chain lets nothing in but by eth0.
    let verdict = judge(&rules, &v6("usb0", 7443));
    let Verdict::Blocked(by) = &verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(by.chain.to_string(), "ip6 raw pre");
    assert_eq!(by.rule, "drop");
    assert_eq!(judge(&rules, &v4("eth1", 7050)), Verdict::Passes);
    assert_eq!(judge(&rules, &v6("eth0", 80)), Verdict::Passes);
    assert_eq!(judge(&rules, &v4("lo", 7443)), Verdict::Passes);
    // "tcp dport != 22" is not for UDP; mDNS from a link-local address is let in.
    assert_eq!(judge(&rules, &udp(v6("usb0", 5353))), Verdict::Passes);
    assert_eq!(rule(&judge(&rules, &udp(v4("usb0", 5353)))), "reject");
}

#[test]
fn iptables_rules_are_followed_into_their_chains() {
    let rules = iptables(IPTABLES, Tool::Iptables);
    let verdict = judge(&rules, &v4("usb0", 7443));
    assert!(rule(&verdict).starts_with("-A UF ! -i eth0"), "{verdict:?}");
    assert_eq!(rule(&judge(&rules, &v4("eth0", 7443))), "policy drop");
    assert_eq!(judge(&rules, &v4("usb0", 80)), Verdict::Passes);
    assert_eq!(judge(&rules, &v6("usb0", 7443)), Verdict::Passes);
    let rules = iptables(IP6TABLES, Tool::Ip6tables);
    assert!(matches!(
        judge(&rules, &v6("usb0", 7443)),
        Verdict::Blocked(_)
    ));
}

#[test]
fn ufw_as_it_comes_keeps_readers_out_but_for_mdns() {
    let v4_rules = iptables(include_str!("recorded/ufw.v4"), Tool::Iptables);
    let v6_rules = iptables(include_str!("recorded/ufw.v6"), Tool::Ip6tables);
    for (rules, packet, group) in [
        (&v4_rules, v4("usb0", 7443), "224.0.0.251"),
        (&v6_rules, v6("usb0", 7443), "ff02::fb"),
    ] {
        assert_eq!(rule(&judge(rules, &packet)), "policy drop");
        let ssh = Packet {
            port: 22,
            ..packet.clone()
        };
        assert_eq!(judge(rules, &ssh), Verdict::Passes);
        let mdns = Packet {
            to: group.parse().unwrap(),
            port: 5353,
            ..udp(packet)
        };
        assert_eq!(judge(rules, &mdns), Verdict::Passes);
    }
}

#[test]
fn what_iptables_wrote_is_left_to_its_own_tool_where_there_is_one() {
    let alone = nft(IPTABLES_NFT, false).unwrap();
    // Its tests cannot be read by nft, but its policy drops in any case but one: not certain.
    let verdict = judge(&alone, &v4("eth0", 80));
    assert!(matches!(verdict, Verdict::Unclear(_)), "{verdict:?}");
    let without = nft(IPTABLES_NFT, true).unwrap();
    assert_eq!(judge(&without, &v4("eth0", 80)), Verdict::Passes);
}

#[test]
fn a_source_that_covers_part_of_the_readers_network_makes_no_verdict() {
    let rules = iptables(
        "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 172.29.0.2/32 -p tcp -m tcp --dport 7443 -j DROP\nCOMMIT\n",
        Tool::Iptables,
    );
    assert!(matches!(
        judge(&rules, &v4("usb0", 7443)),
        Verdict::Unclear(_)
    ));
    let rules = iptables(
        "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 172.16.0.0/12 -p tcp ! --syn -j DROP\n\
         -A INPUT -s 172.16.0.0/12 -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP\nCOMMIT\n",
        Tool::Iptables,
    );
    assert!(rule(&judge(&rules, &v4("usb0", 7443))).contains("--tcp-flags"));
}

#[test]
fn chains_that_call_each_other_for_ever_end() {
    let rules = iptables(
        "*filter\n:INPUT ACCEPT [0:0]\n:A - [0:0]\n-A INPUT -j A\n-A A -j A\n-A A -j A\nCOMMIT\n",
        Tool::Iptables,
    );
    assert_eq!(judge(&rules, &v4("usb0", 7443)), Verdict::Passes);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>, text: String) {
        let _ = nft(&bytes, true);
        let rules = iptables(&text, Tool::Iptables);
        let _ = judge(&rules, &v4("usb0", 7443));
    }

    #[test]
    fn words_of_rules_in_any_order_are_judged_without_a_panic(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "-A", "INPUT", "!", "-i", "usb0", "-p", "tcp", "-m", "--dport", "7443", "1:2:3", "-j", "DROP", "\"", "-s",
                "172.29.0.0/99", "--tcp-flags", "--ctstate", "NEW", "\n", "*filter\n:INPUT DROP [0:0]\n", "-g", "A",
            ]),
            0..60,
        )
    ) {
        let rules = iptables(&words.join(" "), Tool::Iptables);
        let _ = judge(&rules, &v4("usb0", 7443));
    }

    #[test]
    fn a_ruleset_with_a_part_replaced_is_judged_without_a_panic(
        at in 0..MIXED.len(), by in prop::sample::select(vec!["null", "[]", "{}", "1", "\"x\"", "-1"])
    ) {
        // Replaces a whole value, so that it stays JSON as often as can be.
        let text = std::str::from_utf8(MIXED).unwrap();
        let start = text[..at].rfind(':').map_or(0, |colon| colon + 1);
        let end = text[start..].find([',', '}']).map_or(text.len(), |end| start + end);
        let broken = format!("{}{by}{}", &text[..start], &text[end..]);
        if let Some(rules) = nft(broken.as_bytes(), false) {
            let _ = judge(&rules, &v6("usb0", 7443));
        }
    }
}
