//! Linux: each tool's lines, and a filter that may not be looked at.

use super::*;

#[test]
fn each_tool_gets_the_lines_that_it_knows() {
    let mut facts = pc();
    without_readers(&mut facts);
    let mut lines = |filters: Vec<Filter>| {
        facts.firewall = linux(filters);
        found(&facts, Code::FirewallActive).commands
    };
    let of_ufw = [
        "ufw prepend allow in on usb0 to any port 7443,7444 proto tcp",
        "ufw prepend allow in on usb0 to any port 5353 proto udp",
    ];
    assert_eq!(lines(vec![ufw()]), of_ufw);
    let firewalld = lines(vec![filter(
        Tool::Firewalld,
        &["inet firewalld filter_INPUT"],
    )]);
    assert!(firewalld[0].ends_with("firewall-cmd --permanent --new-zone=madoguchi"));
    assert_eq!(
        firewalld[1..],
        [
            "firewall-cmd --permanent --zone=madoguchi --change-interface=usb0",
            "firewall-cmd --permanent --zone=madoguchi --add-port=7443/tcp",
            "firewall-cmd --permanent --zone=madoguchi --add-port=7444/tcp",
            "firewall-cmd --permanent --zone=madoguchi --add-port=5353/udp",
            "firewall-cmd --reload",
        ]
    );
    let of_nft = [
        r#"nft insert rule inet clinic incoming 'iifname "usb0" tcp dport { 7443, 7444 } accept'"#,
        r#"nft insert rule inet clinic incoming 'iifname "usb0" udp dport { 5353 } accept'"#,
        r#"nft insert rule inet clinic incoming 'iifname "usb0" meta l4proto ipv6-icmp accept'"#,
    ];
    for tool in [Tool::Nft, Tool::NftablesService] {
        assert_eq!(lines(vec![filter(tool, &["inet clinic incoming"])]), of_nft);
    }
    assert_eq!(
        lines(vec![
            filter(Tool::Iptables, &["ip raw PREROUTING"]),
            filter(Tool::Ip6tables, &["ip6 filter INPUT"]),
        ]),
        [
            "iptables -t raw -I PREROUTING -i usb0 -p tcp -m multiport --dports 7443,7444 -j ACCEPT",
            "iptables -t raw -I PREROUTING -i usb0 -p udp -m multiport --dports 5353 -j ACCEPT",
            "ip6tables -I INPUT -i usb0 -p tcp -m multiport --dports 7443,7444 -j ACCEPT",
            "ip6tables -I INPUT -i usb0 -p udp -m multiport --dports 5353 -j ACCEPT",
            "ip6tables -I INPUT -i usb0 -p ipv6-icmp -j ACCEPT",
        ]
    );
    // What answers a reader has to get out, from the ports that the reader asked.
    assert_eq!(
        lines(vec![
            filter(Tool::Nft, &["inet clinic output"]),
            filter(Tool::Iptables, &["ip filter OUTPUT"]),
        ]),
        [
            r#"nft insert rule inet clinic output 'oifname "usb0" tcp sport { 7443, 7444 } accept'"#,
            r#"nft insert rule inet clinic output 'oifname "usb0" udp sport { 5353 } accept'"#,
            r#"nft insert rule inet clinic output 'oifname "usb0" meta l4proto ipv6-icmp accept'"#,
            "iptables -I OUTPUT -o usb0 -p tcp -m multiport --sports 7443,7444 -j ACCEPT",
            "iptables -I OUTPUT -o usb0 -p udp -m multiport --sports 5353 -j ACCEPT",
        ]
    );
    let both = lines(vec![filter(
        Tool::Ufw,
        &["ip filter INPUT", "ip filter OUTPUT"],
    )]);
    assert_eq!(both[..2], of_ufw);
    assert_eq!(
        both[2],
        "ufw prepend allow out on usb0 to any port 5353 proto udp"
    );
    // Neighbours ask for each other before any packet to a port: over IPv4 in frames that only these two families see.
    for (place, asked) in [
        (
            "netdev clinic incoming",
            &["ether type arp", "meta l4proto ipv6-icmp"][..],
        ),
        ("ip clinic incoming", &[]),
    ] {
        let lines = lines(vec![filter(Tool::Nft, &[place])]);
        let start = format!("nft insert rule {place} 'iifname \"usb0\" ");
        let asked = asked.iter().map(|asked| format!("{start}{asked} accept'"));
        assert_eq!(lines[2..], asked.collect::<Vec<_>>());
    }
    // Of two tools each has to let readers in.
    let two = lines(vec![ufw(), filter(Tool::Nft, &["inet clinic incoming"])]);
    assert_eq!(two, [&of_ufw[..], &of_nft].concat());
    let active = found(&facts, Code::FirewallActive);
    assert!(active.what.en.ends_with("(ufw, nft)."), "{active:?}");
    // What ufw is told stays; a rule of nft has to be written down.
    assert!(
        active.todo.en.contains("Those for nft are gone"),
        "{active:?}"
    );
    facts.firewall = linux(vec![ufw()]);
    let active = found(&facts, Code::FirewallActive);
    assert!(active.todo.en.contains("They stay after"), "{active:?}");
}

#[test]
fn several_links_are_opened_by_one_finding_while_nobody_listens() {
    let mut facts = pc();
    facts.firewall = linux(vec![filter(Tool::Firewalld, &[])]);
    stop(&mut facts);
    let active = found(&facts, Code::FirewallActive);
    let count = |part: &str| {
        let lines = active.commands.iter();
        lines.filter(|line| line.contains(part)).count()
    };
    assert_eq!(count("--new-zone"), 1, "{active:?}");
    assert_eq!(count("--change-interface"), 2, "{active:?}");
    assert_eq!(count("--add-port"), 3, "{active:?}");
}

#[test]
fn a_chain_that_is_bound_to_another_interface_is_not_accused() {
    let mut facts = pc();
    let mut bound = chain("netdev lan incoming");
    bound.devices = vec!["eth0".to_owned()];
    let filter = Filter {
        tool: Tool::Nft,
        chains: vec![bound],
    };
    facts.firewall = linux(vec![filter]);
    assert_eq!(codes(&facts), []);
    found(&facts, Code::GatewayListens);
    without_readers(&mut facts);
    assert_eq!(gateway(&facts), []);
}

#[test]
fn a_filter_that_may_not_be_looked_at_is_a_notice_with_what_to_run() {
    let mut facts = pc();
    facts.firewall = unreadable(Vec::new());
    let notice = found(&facts, Code::FirewallUnreadable);
    assert_eq!(notice.commands, ["sudo nft list ruleset"]);
    // Then nobody can say that a reader gets through, but for one that is connected.
    found(&facts, Code::GatewayListens);
    connect(&mut facts, "usb0", "seat:included");
    found(&facts, Code::GatewayReachable);
    connect(&mut facts, "usb1", "seat:included");
    assert_eq!(codes(&facts), []);
    facts.firewall = Firewall::Other(Unreadable {
        why: Word::Same("plan9".to_owned()),
        command: String::new(),
    });
    running(&mut facts).status.units.clear();
    assert!(found(&facts, Code::FirewallUnreadable).commands.is_empty());
}
