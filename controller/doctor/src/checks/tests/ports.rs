//! USB: sockets, hubs, readers and other makers' readers.

use super::*;

#[test]
fn one_socket_with_two_bus_numbers_counts_once_and_what_is_inside_the_pc_not_at_all() {
    let mut facts = pc();
    let ports = facts.ports.as_mut().unwrap();
    // Three sockets, each with both halves; the readers hang on the USB 2 halves of two.
    ports.root_ports = (1..=3)
        .flat_map(|n| {
            let (two, three) = (format!("1-{n}"), format!("2-{n}"));
            let mut halves = [root_port(&two, n <= 2), root_port(&three, false)];
            halves[0].peer = Some(port(&three));
            halves[1].peer = Some(port(&two));
            halves
        })
        .collect();
    let inside = RootPort {
        kind: Socket::Hardwired,
        ..root_port("1-9", true)
    };
    ports.root_ports.push(inside);
    let few = found(&facts, Code::PortsFew);
    assert!(
        few.evidence
            .en
            .starts_with("1 of 3 sockets free, 2 readers"),
        "{few:?}"
    );
    facts.ports.as_mut().unwrap().root_ports.truncate(4);
    links(&mut facts).devices.clear();
    assert!(codes(&facts).contains(&Code::PortsNone));
}

#[test]
fn a_hub_comes_with_the_line_that_makes_it_part_of_the_board() {
    let mut facts = pc();
    facts.settings.link.board_hubs.push(BoardHub {
        port: port("2-4"),
        id: READER,
    });
    let hub = SeenHub {
        at: port("1-3"),
        id: UsbId {
            vendor: 0x05e3,
            product: 0x0610,
        },
        product: Some("USB2.0 Hub".to_owned()),
        fixed: true,
        sockets: 4,
    };
    facts.ports.as_mut().unwrap().hubs.push(hub.clone());
    let line = &found(&facts, Code::Hub).commands[0];
    assert_eq!(
        line,
        r#"board_hubs = [{ bus = "2", chain = "4", id = "1d6b:0104" }, { bus = "1", chain = "3", id = "05e3:0610" }]"#
    );
    facts.settings.link.board_hubs.push(BoardHub {
        port: port("1-3"),
        id: hub.id,
    });
    found(&facts, Code::BoardHub);
    assert_eq!(codes(&facts), []);
}

#[test]
fn a_reader_behind_hubs_comes_with_one_line_for_its_whole_way() {
    let hub = |at: &str, product: u16| Hub {
        port: port(at),
        id: Some(UsbId {
            vendor: 0x05e3,
            product,
        }),
    };
    let mut facts = pc();
    // Windows does not tell of its sockets and hubs.
    facts.ports = None;
    facts.settings.link.board_hubs.push(BoardHub {
        port: port("2-4"),
        id: READER,
    });
    let chain = vec![hub("1-1", 0x0610), hub("1-1.2", 0x0608)];
    links(&mut facts).devices[0].hubs = Some(chain);
    let behind = found(&facts, Code::BehindHub);
    assert_eq!(
        behind.commands,
        [
            r#"board_hubs = [{ bus = "2", chain = "4", id = "1d6b:0104" }, { bus = "1", chain = "1", id = "05e3:0610" }, { bus = "1", chain = "1.2", id = "05e3:0608" }]"#
        ]
    );
    assert!(
        behind.todo.en.contains("write the line below"),
        "{behind:?}"
    );
    let mut listed = facts.clone();
    for (at, product) in [("1-1", 0x0610), ("1-1.2", 0x0608)] {
        let hub = hub(at, product);
        listed.settings.link.board_hubs.push(BoardHub {
            port: hub.port,
            id: hub.id.unwrap(),
        });
    }
    assert_eq!(codes(&listed), [Code::PortsUnknown]);
    // One whose ids are not known cannot be listed.
    let unknown = Hub {
        id: None,
        ..hub("1-1.2", 0)
    };
    links(&mut facts).devices[0].hubs = Some(vec![hub("1-1", 0x0610), unknown]);
    let behind = found(&facts, Code::BehindHub);
    assert!(
        behind.commands.is_empty() && behind.todo.en.contains("could not be read"),
        "{behind:?}"
    );
}

#[test]
fn a_hub_in_a_hub_is_listed_with_it() {
    let mut facts = pc();
    let hub = |at: &str| SeenHub {
        at: port(at),
        id: READER,
        product: None,
        fixed: false,
        sockets: 4,
    };
    // Not in one that only begins with the same number.
    facts.ports.as_mut().unwrap().hubs = vec![hub("1-3"), hub("1-3.1"), hub("1-31")];
    let findings = all(&facts).into_iter();
    let hubs = findings.filter(|finding| finding.code == Code::Hub);
    let entries: Vec<_> = hubs
        .map(|finding| finding.commands[0].matches("bus").count())
        .collect();
    assert_eq!(entries, [1, 2, 1]);
}

#[test]
fn without_reader_ids_the_line_for_those_that_are_there_is_shown() {
    let mut facts = pc();
    facts.settings.link.reader_ids.clear();
    assert_eq!(codes(&facts), [Code::ReaderIdsUnset]);
    let unset = found(&facts, Code::ReaderIdsUnset);
    assert_eq!(unset.commands, [r#"reader_ids = ["1d6b:0104"]"#]);
    assert!(
        unset
            .evidence
            .en
            .ends_with("1d6b:0104 (1-1), 1d6b:0104 (1-2)"),
        "{unset:?}"
    );
    // With nothing there, there is nothing to list.
    links(&mut facts).devices.clear();
    links(&mut facts).interfaces.truncate(1);
    facts.doors.clear();
    assert_eq!(codes(&facts), [Code::NoReaders]);
}

#[test]
fn each_thing_that_is_wrong_with_a_reader_is_found_with_its_evidence() {
    let hub = Hub {
        port: port("1-1"),
        id: None,
    };
    type Change<'a> = &'a dyn Fn(&mut Snapshot);
    let stories: [(Code, Change<'_>); 7] = [
        (Code::BehindHub, &|s| {
            s.devices[0].hubs = Some(vec![hub.clone()])
        }),
        (Code::LinkUnknown, &|s| s.devices[0].hubs = None),
        (Code::SlowLink, &|s| s.devices[0].speed_mbps = Some(12)),
        (Code::SerialMissing, &|s| s.devices[0].serial = None),
        (Code::InterfaceDown, &|s| s.interfaces[1].up = false),
        (Code::AddressMissing, &|s| s.interfaces[1].addresses.clear()),
        (Code::NotTakenAsReader, &|s| {
            s.interfaces[1].default_route = true
        }),
    ];
    for (code, change) in stories {
        let mut facts = pc();
        change(links(&mut facts));
        assert_eq!(codes(&facts), [code], "{code:?}");
        let finding = found(&facts, code);
        let said = format!("{} {}", finding.what.en, finding.evidence.en);
        assert!(said.contains("1-1"), "{code:?}: {said}");
    }
    let mut facts = pc();
    links(&mut facts).devices[1].serial = Some("CR-1".into());
    assert_eq!(codes(&facts), [Code::SerialDuplicate; 2]);
}

#[test]
fn a_reader_by_its_ids_that_has_no_network_is_missed() {
    let mut facts = pc();
    facts.settings.link.reader_ids = vec![READER];
    links(&mut facts).interfaces.remove(2);
    facts.doors.pop();
    assert_eq!(codes(&facts), [Code::InterfaceMissing]);
}

#[test]
fn a_fifth_reader_and_another_makers_reader_are_named() {
    let mut facts = pc();
    for n in 3..=5 {
        let at = format!("1-{n}");
        links(&mut facts)
            .devices
            .push(device(&at, &format!("CR-{n}")));
        let interface = of_reader(n + 2, &format!("usb{}", n - 1), &at);
        links(&mut facts).interfaces.push(interface);
    }
    assert_eq!(codes(&facts), [Code::TooManyReaders]);
    let mut facts = pc();
    let other = UsbId {
        vendor: 0x1234,
        product: 0x5678,
    };
    facts.settings.link.foreign_readers.push(ForeignKind {
        id: other,
        name: "Other 200".to_owned(),
    });
    let mut foreign = device("1-3", "X");
    foreign.usb = other;
    links(&mut facts).devices.push(foreign);
    assert_eq!(codes(&facts), [Code::ForeignReader]);
    let what = found(&facts, Code::ForeignReader).what.en;
    assert!(what.contains("Other 200"), "{what}");
}

#[test]
fn a_network_that_is_not_taken_for_a_reader_says_why_and_what_would_help() {
    type Change<'a> = &'a dyn Fn(&mut Facts);
    let other = UsbId {
        vendor: 0x1234,
        product: 0x5678,
    };
    let stories: [(&str, &str, Change<'_>); 6] = [
        ("it is wireless", "nothing wireless", &|facts| {
            links(facts).interfaces[1].wireless = true;
        }),
        ("a route to another network", "take the router", &|facts| {
            links(facts).interfaces[1].default_route = true;
        }),
        ("its USB device cannot be read", "administrator", &|facts| {
            links(facts).interfaces[1].device = Some(DeviceId("gone".into()));
        }),
        ("another maker's", "out of foreign_readers", &|facts| {
            facts.settings.link.foreign_readers.push(ForeignKind {
                id: other,
                name: "X".to_owned(),
            });
            links(facts).devices[0].usb = other;
        }),
        (
            "not among the reader_ids",
            "add 1234:5678 to reader_ids",
            &|facts| {
                links(facts).devices[0].usb = other;
            },
        ),
        ("a network card", "add 1d6b:0104 to reader_ids", &|facts| {
            facts.settings.link.reader_ids.clear();
            links(facts).interfaces[1].driver = Some("r8152".to_owned());
        }),
    ];
    for (why, todo, change) in stories {
        let mut facts = pc();
        change(&mut facts);
        let found = found(&facts, Code::NotTakenAsReader);
        found.are_whole();
        assert!(found.evidence.en.contains(why), "{why}: {found:?}");
        assert!(found.todo.en.contains(todo), "{todo}: {found:?}");
    }
}

#[test]
fn a_hub_says_whether_it_can_be_taken_out() {
    for (fixed, words) in [(true, "says that it cannot"), (false, "does not say")] {
        let mut facts = pc();
        facts.ports.as_mut().unwrap().hubs = vec![SeenHub {
            at: port("1-3"),
            id: READER,
            product: None,
            fixed,
            sockets: 4,
        }];
        let evidence = found(&facts, Code::Hub).evidence.en;
        assert!(evidence.contains(words), "{evidence}");
    }
}
