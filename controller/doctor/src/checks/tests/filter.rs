//! Packet filters: what an attempt shows comes before what is known of a filter, and of Linux no rule is read.

use super::*;

fn chain(place: &str) -> Chain {
    let [family, table, name] = place.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{place}")
    };
    Chain {
        family: family.to_owned(),
        table: table.to_owned(),
        name: name.to_owned(),
        devices: Vec::new(),
    }
}

fn filter(tool: Tool, places: &[&str]) -> Filter {
    Filter {
        tool,
        chains: places.iter().map(|place| chain(place)).collect(),
    }
}

fn linux(active: Vec<Filter>) -> Firewall {
    Firewall::Linux(Filters {
        active,
        unreadable: None,
    })
}

fn unreadable(active: Vec<Filter>) -> Firewall {
    Firewall::Linux(Filters {
        active,
        unreadable: Some(Unreadable {
            why: Word::Same("nft: Operation not permitted (you must be root)".to_owned()),
            command: "sudo nft list ruleset".to_owned(),
        }),
    })
}

fn ufw() -> Filter {
    filter(Tool::Ufw, &["ip filter INPUT", "ip6 filter INPUT"])
}

/// A reader is connected over a link, whether it may serve or not.
fn connect(facts: &mut Facts, interface: &str, admission: &str) {
    row(facts, interface, admission, true);
}

/// What the controller says of the reader on a link.
fn row(facts: &mut Facts, interface: &str, admission: &str, attached: bool) {
    let unit = v1::Unit {
        serial: format!("CR-{interface}"),
        attached,
        admission: admission.to_owned(),
        link: Some(v1::Link {
            interface: interface.to_owned(),
            ..v1::Link::default()
        }),
        ..v1::Unit::default()
    };
    running(facts).status.units.push(unit);
}

fn stop(facts: &mut Facts) {
    facts.controller = Controller::Stopped(v1::Text::default());
    for door in &mut facts.doors {
        door.answer = Answer::Refused;
    }
}

fn without_readers(facts: &mut Facts) {
    links(facts).devices.clear();
    links(facts).interfaces.truncate(1);
    facts.doors.clear();
}

fn gateway(facts: &Facts) -> Vec<Code> {
    let codes = codes(facts).into_iter();
    codes
        .filter(|code| code.theme() == crate::finding::Theme::Gateway)
        .collect()
}

#[test]
fn an_attempt_is_evidence_before_any_filter() {
    type Change<'a> = &'a dyn Fn(&mut Facts);
    let unanswered: Change<'_> = &|facts| {
        for door in &mut facts.doors {
            door.answer = Answer::Held("timed out".to_owned());
        }
    };
    let refused: Change<'_> = &|facts| {
        for door in &mut facts.doors {
            door.answer = Answer::Refused;
        }
    };
    let unaddressed: Change<'_> = &|facts| {
        for door in &mut facts.doors {
            door.answer = Answer::Failed("cannot assign the address".to_owned());
        }
    };
    let connected: Change<'_> = &|facts| {
        connect(facts, "usb0", "seat:included");
        connect(facts, "usb1", "refused:no-seat");
    };
    let both: Change<'_> = &|facts| {
        unanswered(facts);
        connected(facts);
    };
    use Code::{
        FirewallActive, FirewallBlocks, FirewallSuspected, FirewallUnreadable, ListenerMissing,
    };
    let none = || linux(Vec::new());
    let active = || linux(vec![ufw()]);
    let untold = || unreadable(Vec::new());
    let enabled = || unreadable(vec![filter(Tool::Ufw, &[])]);
    let table: [(&str, Firewall, Change<'_>, &[Code]); 19] = [
        ("no filter", none(), &|_| {}, &[]),
        ("no filter, stopped", none(), &stop, &[ListenerMissing]),
        (
            "no filter, no answer",
            none(),
            unanswered,
            &[ListenerMissing],
        ),
        (
            "active, before readers",
            active(),
            &without_readers,
            &[FirewallActive],
        ),
        (
            "active, stopped",
            active(),
            &stop,
            &[ListenerMissing, FirewallActive],
        ),
        ("active, connected", active(), connected, &[]),
        (
            "active, not connected",
            active(),
            &|_| {},
            &[FirewallSuspected; 2],
        ),
        (
            "active, no answer",
            active(),
            unanswered,
            &[FirewallBlocks; 2],
        ),
        ("active, no answer, and yet connected", active(), both, &[]),
        // It does not listen there, or the filter rejects: both are told.
        (
            "active, refused",
            active(),
            refused,
            &[ListenerMissing, FirewallSuspected, FirewallSuspected],
        ),
        // No filter answers so.
        (
            "active, no address",
            active(),
            unaddressed,
            &[ListenerMissing, FirewallActive],
        ),
        (
            "untold, before readers",
            untold(),
            &without_readers,
            &[FirewallUnreadable],
        ),
        ("untold, connected", untold(), connected, &[]),
        (
            "untold, not connected",
            untold(),
            &|_| {},
            &[FirewallUnreadable],
        ),
        (
            "untold, no answer",
            untold(),
            unanswered,
            &[ListenerMissing, FirewallUnreadable],
        ),
        (
            "enabled, before readers",
            enabled(),
            &without_readers,
            &[FirewallActive, FirewallUnreadable],
        ),
        ("enabled, connected", enabled(), connected, &[]),
        (
            "enabled, not connected",
            enabled(),
            &|_| {},
            &[FirewallSuspected, FirewallSuspected, FirewallUnreadable],
        ),
        (
            "enabled, no answer",
            enabled(),
            unanswered,
            &[FirewallBlocks, FirewallBlocks, FirewallUnreadable],
        ),
    ];
    for (story, firewall, change, expected) in table {
        let mut facts = pc();
        facts.firewall = firewall;
        change(&mut facts);
        assert_eq!(gateway(&facts), expected, "{story}");
    }
}

#[test]
fn a_reader_that_is_refused_shows_by_the_reason_whether_it_came_in() {
    for (admission, expected) in [
        ("absent", &[Code::FirewallSuspected][..]),
        // Known of USB alone: it was never expected to connect.
        ("refused:not-paired", &[Code::FirewallActive]),
        ("refused:behind-hub", &[Code::FirewallActive]),
        // Turned away by the controller.
        ("refused:other-certificate", &[]),
        ("refused:key-superseded", &[]),
    ] {
        let mut facts = pc();
        facts.firewall = linux(vec![ufw()]);
        connect(&mut facts, "usb0", "seat:included");
        row(&mut facts, "usb1", admission, false);
        assert_eq!(gateway(&facts), expected, "{admission}");
    }
}

#[test]
fn every_refusal_of_the_fleet_is_known_to_be_of_a_reader_that_connected_or_that_usb_alone_shows() {
    use madoguchi_fleet::admission::Refusal;
    use madoguchi_fleet::ids::Serial;
    use madoguchi_fleet::link::Port;
    let port = || Port {
        bus: "1".into(),
        chain: "2".into(),
    };
    let by = || Serial::parse("CR-2").unwrap();
    // A new refusal does not compile until it has its place here.
    let by_usb = |refusal: &Refusal| match refusal {
        Refusal::NotPaired
        | Refusal::Retired
        | Refusal::Replaced { .. }
        | Refusal::IdentityMismatch { .. }
        | Refusal::SerialTwice { .. }
        | Refusal::PortInUse { .. }
        | Refusal::LinkUnknown
        | Refusal::BehindHub { .. } => true,
        Refusal::KeySuperseded
        | Refusal::OtherCertificate
        | Refusal::NotUsb { .. }
        | Refusal::FleetFull
        | Refusal::FactoryKeyNotProven
        | Refusal::NoSeat => false,
    };
    let all = [
        Refusal::NotPaired,
        Refusal::Retired,
        Refusal::Replaced { by: by() },
        Refusal::IdentityMismatch { usb: None },
        Refusal::SerialTwice { port: port() },
        Refusal::PortInUse {
            by: by(),
            port: port(),
        },
        Refusal::LinkUnknown,
        Refusal::BehindHub {
            port: port(),
            hub: None,
        },
        Refusal::KeySuperseded,
        Refusal::OtherCertificate,
        Refusal::NotUsb {
            interface: "eth0".into(),
        },
        Refusal::FleetFull,
        Refusal::FactoryKeyNotProven,
        Refusal::NoSeat,
    ];
    for refusal in all {
        let known = crate::checks::filter::SHOWN_BY_USB.contains(&refusal.code());
        assert_eq!(known, by_usb(&refusal), "{refusal:?}");
    }
}

#[test]
fn a_listener_that_did_not_answer_is_not_called_good() {
    for firewall in [
        unreadable(Vec::new()),
        linux(vec![ufw()]),
        windows("", vec![allowed()]),
    ] {
        let mut facts = pc();
        facts.firewall = firewall;
        facts.doors[1].answer = Answer::Held("timed out".to_owned());
        let good = all(&facts).into_iter().filter(|finding| {
            [Code::GatewayReachable, Code::GatewayListens].contains(&finding.code)
        });
        for finding in good {
            let what = words::of(&finding).what.en;
            assert!(what.starts_with("usb0:"), "{what}");
        }
    }
}

#[test]
fn only_the_link_whose_reader_does_not_connect_is_told() {
    let mut facts = pc();
    facts.firewall = linux(vec![ufw()]);
    connect(&mut facts, "usb0", "seat:included");
    assert_eq!(gateway(&facts), [Code::FirewallSuspected]);
    let suspected = found(&facts, Code::FirewallSuspected);
    assert!(
        suspected.what.en.starts_with("usb1: no reader connects"),
        "{suspected:?}"
    );
    assert_eq!(
        suspected.evidence.en,
        "ufw (ip filter INPUT, ip6 filter INPUT). \
         The controller runs, its port answers on this link, and no reader is connected over it."
    );
    assert!(
        suspected.what.ja.contains("ファイアウォール（ufw）"),
        "{suspected:?}"
    );
    let reachable = found(&facts, Code::GatewayReachable).what.en;
    assert!(reachable.starts_with("usb0:"), "{reachable}");
    // A link that is down, or has no address, is told by itself.
    links(&mut facts).interfaces[2].up = false;
    assert_eq!(codes(&facts), [Code::InterfaceDown]);
}

#[test]
fn an_address_that_answers_is_no_sign_against_a_filter_on_another() {
    let mut facts = pc();
    facts.firewall = linux(vec![ufw()]);
    connect(&mut facts, "usb0", "seat:included");
    facts
        .doors
        .push(door("usb1", 4, Answer::Held("timed out".to_owned())));
    assert_eq!(gateway(&facts), [Code::FirewallSuspected]);
    facts.doors.remove(1);
    assert_eq!(gateway(&facts), [Code::FirewallBlocks]);
    let blocks = found(&facts, Code::FirewallBlocks);
    assert!(
        blocks
            .evidence
            .en
            .ends_with("own address [fe80::1%4]:7443: timed out."),
        "{blocks:?}"
    );
}

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
        ]
    );
    // Of two tools each has to let readers in.
    let two = lines(vec![ufw(), filter(Tool::Nft, &["inet clinic incoming"])]);
    assert_eq!(two, [of_ufw, of_nft].concat());
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
    found(&facts, Code::GatewayReachable);
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

/// A Windows whose one profile blocks what no rule allows.
fn windows(program: &str, rules: Vec<InboundRule>) -> Firewall {
    Firewall::Windows {
        rules: Ok(WindowsFirewall {
            profiles: vec![Profile {
                name: "Public".to_owned(),
                enabled: true,
                inbound: "NotConfigured".to_owned(),
            }],
            rules,
            ..WindowsFirewall::default()
        }),
        program: program.to_owned(),
    }
}

fn allowed() -> InboundRule {
    InboundRule {
        action: "Allow".to_owned(),
        ..InboundRule::default()
    }
}

#[test]
fn windows_firewall_gets_a_command_of_powershell() {
    let mut facts = pc();
    facts.firewall = windows("", Vec::new());
    let blocks = found(&facts, Code::FirewallBlocks);
    assert_eq!(
        blocks.commands[0],
        "New-NetFirewallRule -DisplayName 'Madoguchi TCP' -Direction Inbound -Action Allow -Protocol TCP \
         -LocalPort 7443,7444 -InterfaceAlias 'usb0'"
    );
    // One that blocks wins over what would be allowed, so that it is what has to go.
    let refused = InboundRule {
        id: "TCP Query User{1}".to_owned(),
        name: "madoguchi.exe".to_owned(),
        action: "Block".to_owned(),
        protocol: "TCP".to_owned(),
        ..InboundRule::default()
    };
    facts.firewall = windows("", vec![refused.clone(), allowed()]);
    let blocks = found(&facts, Code::FirewallBlocks);
    assert_eq!(
        blocks.commands,
        ["Disable-NetFirewallRule -Name 'TCP Query User{1}'"]
    );
    assert_eq!(
        blocks.evidence.en,
        "Windows Defender Firewall: Block: madoguchi.exe"
    );
    // A reader that is connected shows that it comes in, whatever the rules seem to say.
    connect(&mut facts, "usb0", "seat:included");
    assert_eq!(gateway(&facts), [Code::FirewallBlocks]);
    connect(&mut facts, "usb1", "seat:included");
    assert_eq!(gateway(&facts), []);
    // A rule for the first reader's interface does not open the second's.
    running(&mut facts).status.units.clear();
    let first = InboundRule {
        interfaces: vec!["usb0".to_owned()],
        ..allowed()
    };
    facts.firewall = windows("", vec![first]);
    assert_eq!(codes(&facts), [Code::FirewallBlocks]);
    let blocks = found(&facts, Code::FirewallBlocks);
    assert!(blocks.what.en.starts_with("usb1"), "{blocks:?}");
}

#[test]
fn before_the_first_reader_windows_opens_the_program() {
    let mut facts = pc();
    links(&mut facts).interfaces.truncate(1);
    facts.firewall = windows(r"C:\m.exe", Vec::new());
    let will = found(&facts, Code::FirewallWillBlock);
    assert!(
        will.what.en.contains("TCP 7443, TCP 7444, UDP 5353"),
        "{will:?}"
    );
    assert_eq!(
        will.commands[0],
        r"New-NetFirewallRule -DisplayName 'Madoguchi TCP' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 7443,7444 -Program 'C:\m.exe' -RemoteAddress LocalSubnet"
    );
    let program = InboundRule {
        program: r"c:\m.exe".to_owned(),
        remote: vec!["LocalSubnet".to_owned()],
        ..allowed()
    };
    facts.firewall = windows(r"C:\m.exe", vec![program]);
    assert!(!codes(&facts).contains(&Code::FirewallWillBlock));
}
