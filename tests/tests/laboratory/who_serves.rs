//! Readers over USB, with the real programs in network namespaces and a made-up USB tree: who serves, who is refused, and why.
//! (Plugs that are pulled: `plugs`; who else is on the network: `doors`; bad cables: `cables`.)

use madoguchi_tests::laboratory::{self, Hub, Laboratory};
use madoguchi_tests::programs::Terminal;
use serde_json::Value;

const HUB: Hub = Hub {
    id: ("05e3", "0610"),
    product: "USB2.1 Hub",
};

fn unit<'a>(look: &'a Value, serial: &str) -> &'a Value {
    let units = look["units"].as_array().unwrap();
    units
        .iter()
        .find(|unit| unit["serial"] == serial)
        .unwrap_or(&Value::Null)
}

fn serving(look: &Value) -> usize {
    let units = look["units"].as_array().unwrap();
    units.iter().filter(|unit| unit["serves"] == true).count()
}

/// A PC with four seats.
fn four_seats(more: &str) -> Laboratory {
    let mut laboratory = Laboratory::new();
    laboratory.start(more);
    laboratory.license(3);
    laboratory
}

#[test]
fn four_readers_on_ports_of_the_pc_serve_though_all_have_the_same_address_and_a_fifth_is_refused() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = four_seats("");
    let mut watch = clinic.watch();
    for (n, port) in [(1, "1-1"), (2, "1-2"), (3, "2-1"), (4, "2-4")] {
        clinic.connect(n, port);
    }
    let look = watch.until(|look| serving(look) == 4);
    for (n, bus, chain) in [(1, "1", "1"), (2, "1", "2"), (3, "2", "1"), (4, "2", "4")] {
        let link = &unit(&look, &clinic.reader(n).serial)["link"];
        let interface = clinic.reader(n).interface().to_owned();
        assert_eq!(link["interface"], interface, "{look}");
        assert_eq!((&link["bus"], &link["chain"]), (&bus.into(), &chain.into()));
        assert_eq!(link["speed_mbps"], 480, "{look}");
        assert_eq!(link["usb_serial"], clinic.reader(n).serial, "{look}");
    }
    assert_eq!(look["policy"], "usb");

    clinic.connect(5, "1-5");
    let look = watch.until(|look| unit(look, "CR-2026-0005")["admission"] == "refused:fleet-full");
    assert_eq!(serving(&look), 4, "{look}");
    for n in ["1", "2", "4", "5", "6"] {
        let _ = clinic.ask(&format!("ticket add {n}")).done();
    }
    watch.until(|look| look["closed_today"] == 5);
}

#[test]
fn a_reader_behind_a_hub_is_refused_with_the_hub_named_and_moves_to_a_port_of_the_pc() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = four_seats("");
    let mut watch = clinic.watch();
    clinic.plug_hub("1-3", &HUB);
    clinic.connect(1, "1-3.2");
    let look = watch.until(|look| unit(look, "CR-2026-0001")["admission"] == "refused:behind-hub");
    let why = unit(&look, "CR-2026-0001")["why"].to_string();
    assert!(
        why.contains("USB2.1 Hub") || why.contains("05e3:0610"),
        "{why}"
    );
    // The reader's own log says so, too, once.
    let refused = |line: &str| line.contains("this unit is refused");
    let said = clinic
        .reader(1)
        .agent()
        .line(|line| refused(line).then(|| line.to_owned()));
    assert!(
        said.contains("WARN") && said.contains("behind-hub"),
        "{said}"
    );
    assert!(said.contains("USB hub"), "{said}");
    clinic.pull(1);
    clinic.plug(1, "1-4");
    watch.until(|look| serving(look) == 1);
    let agent = clinic.reader(1).agent();
    agent.line(|line| line.contains("this unit serves").then_some(()));
    let written = agent.written();
    assert_eq!(
        written.iter().filter(|line| refused(line)).count(),
        1,
        "{written:#?}"
    );
}

#[test]
fn a_hub_on_the_board_does_not_count_and_one_that_is_plugged_in_its_place_does() {
    if !laboratory::possible() {
        return;
    }
    let listed = "[link]\nboard_hubs = [{ bus = \"1\", chain = \"3\", id = \"05e3:0610\" }]";
    let mut clinic = four_seats(listed);
    let mut watch = clinic.watch();
    clinic.plug_hub("1-3", &HUB);
    clinic.connect(1, "1-3.2");
    watch.until(|look| serving(look) == 1);
    // The same kind of hub elsewhere, and another kind: neither is the board's.
    clinic.plug_hub("1-5", &HUB);
    clinic.connect(2, "1-5.1");
    clinic.plug_hub("1-3.4", &HUB);
    clinic.connect(3, "1-3.4.1");
    let refused = |look: &Value, serial| unit(look, serial)["admission"] == "refused:behind-hub";
    watch.until(|look| refused(look, "CR-2026-0002") && refused(look, "CR-2026-0003"));
}

#[test]
fn a_reader_with_a_copied_certificate_on_another_port_gets_both_refused_with_an_alarm() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = four_seats("");
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    watch.until(|look| serving(look) == 1);
    // A perfect copy: serial number, certificate and key.
    let credentials = clinic.reader(1).credentials.clone();
    let copy = clinic.reader(2);
    copy.gadget.serial = Some("CR-2026-0001".to_owned());
    copy.credentials = credentials;
    clinic.plug(2, "1-2");
    clinic.reader(2).switch_on();
    let look = watch.until(|look| {
        let unit = unit(look, "CR-2026-0001");
        unit["admission"].as_str().unwrap().starts_with("refused:")
            && !look["alarms"].as_array().unwrap().is_empty()
    });
    let copied = unit(&look, "CR-2026-0001");
    assert_eq!(copied["admission"], "refused:serial-twice", "{look}");
    assert_eq!(copied["port"], "1-1", "{look}");
    assert!(copied["why"].to_string().contains("1-2"), "{look}");
    // The copy is taken away: the right one serves again.
    clinic.reader(2).switch_off();
    clinic.pull(2);
    watch.until(|look| serving(look) == 1);
}

#[test]
fn a_serial_in_the_descriptor_that_is_not_the_certificates_is_refused_and_so_is_none() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = four_seats("");
    let mut watch = clinic.watch();
    clinic.reader(1).gadget.serial = Some("CR-2026-0009".to_owned());
    clinic.reader(2).gadget.serial = None;
    clinic.connect(1, "1-1");
    clinic.connect(2, "1-2");
    let refused =
        |look: &Value, serial| unit(look, serial)["admission"] == "refused:identity-mismatch";
    let look = watch.until(|look| refused(look, "CR-2026-0001") && refused(look, "CR-2026-0002"));
    assert_eq!(serving(&look), 0);
}

#[test]
fn a_reader_that_never_connected_is_listed_with_its_port() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = four_seats("");
    clinic.enroll(1);
    let mut watch = clinic.watch();
    // Plugged in, and not switched on as far as its agent goes.
    clinic.plug(1, "1-1");
    clinic.plug(2, "1-2");
    // It was enrolled: it is plugged. The other one nobody knows yet.
    watch.until(|look| unit(look, "CR-2026-0001")["plugged"] == true);
    let listed = watch.until(|look| look.to_string().contains("CR-2026-0002"));
    assert!(listed.to_string().contains("1-2"), "{listed}");
}

#[test]
fn readers_with_fixed_addresses_serve_too() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = four_seats("");
    let mut watch = clinic.watch();
    for (n, pc, reader, prefix) in [
        (1, "192.168.250.1", "192.168.250.2", 30),
        (2, "fd00:250::1", "fd00:250::2", 64),
    ] {
        clinic.enroll(n);
        clinic.plug(n, &format!("1-{n}"));
        let interface = clinic.reader(n).interface().to_owned();
        let nodad = if pc.contains(':') { "nodad" } else { "" };
        let add = |address: &str, interface: &str| {
            format!("addr add {address}/{prefix} dev {interface} {nodad}\n")
        };
        clinic.pc.ip(&add(pc, &interface));
        clinic.reader(n).namespace.ip(&add(reader, "usb0"));
        let gateway = std::net::SocketAddr::new(pc.parse().unwrap(), 7443);
        clinic.reader(n).controller = Some(gateway.to_string());
        clinic.reader(n).switch_on();
    }
    let look = watch.until(|look| serving(look) == 2);
    for n in [1, 2] {
        let port = &unit(&look, &clinic.reader(n).serial)["port"];
        assert_eq!(*port, format!("1-{n}"), "{look}");
    }
}

#[test]
fn another_makers_reader_raises_an_alarm_that_names_it_and_its_port() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("[link]\nforeign_readers = [{ id = \"1234:5678\", name = \"Another Reader\" }]");
    let mut watch = clinic.watch();
    clinic.reader(1).gadget.id = ("1234", "5678");
    clinic.plug(1, "2-6");
    let alarm = |look: &Value, code: &str| {
        let mut alarms = look["alarms"].as_array().unwrap().iter();
        alarms.find(|alarm| alarm["code"] == code).cloned()
    };
    let look = watch.until(|look| alarm(look, "foreign").is_some());
    let said = alarm(&look, "foreign").unwrap().to_string();
    assert!(
        said.contains("Another Reader") && said.contains("2-6"),
        "{said}"
    );
    clinic.pull(1);
    watch.until(|look| alarm(look, "foreign").is_none());
}

#[test]
fn a_controller_that_was_killed_lets_its_readers_in_again_and_loses_nobody() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = four_seats("");
    let mut watch = clinic.watch();
    for n in 1..=2 {
        clinic.connect(n, &format!("1-{n}"));
    }
    watch.until(|look| serving(look) == 2);
    for n in ["1", "2", "4", "5", "6"] {
        let _ = clinic.ask(&format!("ticket add {n}")).done();
    }
    clinic.kill();
    clinic.start("");
    let mut watch = clinic.watch();
    watch.until(|look| serving(look) == 2 && look["closed_today"] == 5);
    let units = clinic.json("unit list");
    let sessions = units["units"].as_array().unwrap().iter();
    let counted: u64 = sessions
        .map(|unit| unit["sessions_today"].as_u64().unwrap())
        .sum();
    assert_eq!(counted, 5, "{units}");
}
