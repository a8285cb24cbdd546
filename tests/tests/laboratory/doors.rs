//! Who else is on the PC's networks: nothing listens for him, no trick with addresses helps, and a reader's papers are worth
//! nothing on another reader's cable. Real programs in network namespaces.

use madoguchi_tests::laboratory::{self, Laboratory, Namespace};
use madoguchi_tests::programs::outsider::{Papers, is_let_in};
use madoguchi_tests::programs::{Flow, Intruder, PATIENCE, SEED, Terminal, Watch};
use serde_json::Value;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// The gateway, the pairing port, the desk and the console.
const PORTS: [u16; 4] = [7443, 7444, 7445, 7480];
/// An address that takes no packets gives no answer either: so long is waited for one, where none must come.
const NO_ANSWER: Duration = Duration::from_millis(500);

fn serving(look: &Value) -> usize {
    let units = look["units"].as_array().unwrap();
    units.iter().filter(|unit| unit["serves"] == true).count()
}

/// A PC with a reader that serves, and the clinic's network: a card of the PC's with another PC at the other end.
fn with_lan() -> (Laboratory, Watch, Namespace) {
    let mut clinic = Laboratory::new();
    let other = clinic.join_lan();
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    watch.until(|look| serving(look) == 1);
    (clinic, watch, other)
}

/// What becomes of a connection from there to this address.
fn connects(from: &Namespace, to: &str) -> Result<(), ErrorKind> {
    let to: SocketAddr = to.parse().unwrap();
    from.inside(|| TcpStream::connect_timeout(&to, NO_ANSWER))
        .map(drop)
        .map_err(|error| error.kind())
}

/// Waits until somebody listens there.
fn until_open(from: &Namespace, to: &str) {
    let until = Instant::now() + PATIENCE;
    while connects(from, to).is_err() {
        assert!(Instant::now() < until, "nobody listens on {to}");
    }
}

#[test]
fn nothing_listens_for_the_clinics_network_and_the_pairing_port_is_closed() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, _watch, other) = with_lan();
    let scope = other.index("eth0");
    for port in PORTS {
        for address in [
            format!("192.168.10.10:{port}"),
            format!("[fd00:10::10]:{port}"),
            format!("[fe80::10%{scope}]:{port}"),
            // The PC's address on the reader's cable, asked for on this one.
            format!("[fe80::2%{scope}]:{port}"),
        ] {
            assert!(connects(&other, &address).is_err(), "{address}");
        }
    }
    // The reader's own cable: the gateway, and nothing else.
    let gateway = clinic.reader(1).gateway();
    let reader = clinic.reader(1).namespace.clone();
    assert_eq!(connects(&reader, &gateway), Ok(()));
    for port in &PORTS[1..] {
        let address = gateway.replace("7443", &port.to_string());
        assert_eq!(
            connects(&reader, &address),
            Err(ErrorKind::ConnectionRefused),
            "{address}"
        );
    }
    // And as the system itself lists it: loopback, and the reader's link.
    let listening = clinic.pc.says(&["ss", "-Hltn"]);
    let places: Vec<&str> = listening
        .lines()
        .filter_map(|line| line.split_whitespace().nth(3))
        .collect();
    assert!(places.len() >= 2, "{listening}");
    for place in places {
        let ours = place.starts_with("127.0.0.1:") || place == "[fe80::2]%usb0:7443";
        assert!(ours, "{listening}");
    }
}

#[test]
fn an_address_of_the_readers_cable_is_not_reached_from_the_clinics_network() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch, other) = with_lan();
    // This reader has IPv4 addresses, too; Linux takes packets for any address of its own on every interface.
    let interface = clinic.reader(1).interface().to_owned();
    clinic
        .pc
        .ip(&format!("addr add 192.168.250.1/30 dev {interface}\n"));
    let reader = clinic.reader(1).namespace.clone();
    reader.ip("addr add 192.168.250.2/30 dev usb0\n");
    until_open(&reader, "192.168.250.1:7443");
    // Whoever is on the clinic's network sends there, also as if he were the reader, with the reader's own papers.
    other.ip("route add 192.168.250.1/32 via 192.168.10.10\n\
         addr add 192.168.250.2/32 dev eth0\n");
    let papers = Papers::in_folder(&clinic.reader(1).credentials);
    let gateway = "192.168.250.1:7443";
    assert!(connects(&other, gateway).is_err());
    let let_in = other.inside(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let dialled = async {
            let door = is_let_in(gateway.parse().unwrap(), Some(&papers));
            tokio::time::timeout(NO_ANSWER * 2, door).await
        };
        runtime.block_on(dialled)
    });
    assert!(!matches!(let_in, Ok(true)));
    let _ = clinic.ask("ticket add 1").done();
    watch.until(|look| look["closed_today"] == 1);
}

#[test]
fn the_right_papers_on_another_readers_cable_get_nobody_in_and_their_owner_serves_on() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.license(3);
    let mut watch = clinic.watch();
    for n in 1..=4 {
        clinic.connect(n, &format!("1-{n}"));
    }
    watch.until(|look| serving(look) == 4);
    let data_dir = clinic.data_dir();
    let flow = clinic.pc.inside(|| Flow::start(data_dir, SEED));
    // Somebody took reader 1's credentials, and speaks from the place of reader 4, which he unplugged the agent of.
    clinic.reader(4).switch_off();
    let stolen = clinic.reader(1).credentials.clone();
    let gateway: SocketAddr = clinic.reader(4).gateway().parse().unwrap();
    let thief = clinic.reader(4).namespace.clone();
    for _ in 0..5 {
        let mut hello = Intruder::hello(1);
        hello.serial = "CR-2026-0001".to_owned();
        hello.virtual_port = String::new();
        let refused = thief.inside(|| {
            let mut thief = Intruder::attach_with(gateway, &stolen, hello);
            thief.refused()
        });
        assert_eq!(refused, "identity-mismatch");
    }
    flow.goes_on_for(5);
    let patients = flow.all_were_served(SEED);
    let status = clinic.json("status");
    assert_eq!(status["closed_today"], patients, "{status}");
    // He was not even disturbed: he attached, was told that he serves, and that is all.
    let owner = clinic.reader(1).agent().written();
    assert_eq!(owner.len(), 2, "{owner:#?}");
}

#[test]
fn a_reader_that_went_bad_cannot_keep_the_others_out_with_half_open_connections() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.license(3);
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    clinic.plug(2, "1-2");
    watch.until(|look| serving(look) == 1);
    let gateway: SocketAddr = clinic.reader(2).gateway().parse().unwrap();
    let bad = clinic.reader(2).namespace.clone();
    until_open(&bad, &gateway.to_string());
    let held: Vec<_> = bad.inside(|| {
        (0..100)
            .filter_map(|_| TcpStream::connect_timeout(&gateway, NO_ANSWER).ok())
            .collect()
    });
    assert!(!held.is_empty());
    // Meanwhile another one comes, and is let in at once.
    clinic.connect(3, "1-3");
    watch.until(|look| serving(look) == 2);
    let _ = clinic.ask("ticket add 1").done();
    watch.until(|look| look["closed_today"] == 1);
}
