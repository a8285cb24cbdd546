//! Packet filters: what an attempt shows comes before what is known of a filter, and of Linux no rule is read.

mod tools;
mod windows;

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
        outgoing: name.eq_ignore_ascii_case("output"),
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
            door.answer = Answer::Held("timed out".into());
        }
    };
    let refused: Change<'_> = &|facts| {
        for door in &mut facts.doors {
            door.answer = Answer::Refused;
        }
    };
    let unaddressed: Change<'_> = &|facts| {
        for door in &mut facts.doors {
            door.answer = Answer::Failed("cannot assign the address".into());
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
        facts.doors[1].answer = Answer::Held("timed out".into());
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
         madoguchi runs, its port answers on this link, and no reader is connected over it."
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
        .push(door("usb1", 4, Answer::Held("timed out".into())));
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
