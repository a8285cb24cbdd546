//! Short words for tests: names, counters, wishes, links, licenses.

use super::HERE;
use madoguchi_fleet::command::InstallLicense;
use madoguchi_fleet::ids::{Number, Serial};
use madoguchi_fleet::link::{Link, Path, Port};
use madoguchi_fleet::outcome::{Kind, Outcome};
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Health;
use madoguchi_fleet::wish::{Counter, Placement, Wish};
use madoguchi_licensing::grant::{Binding, Environment, Grant, LicenseId};

pub fn name(serial: &str) -> Serial {
    Serial::parse(serial).unwrap()
}

pub fn label(number: &str) -> Number {
    Number::parse(number).unwrap()
}

pub fn counter(name: &str) -> Counter {
    Counter {
        name: name.to_owned(),
        ..Counter::default()
    }
}

pub fn seated_counter(name: &str) -> Counter {
    Counter {
        placement: Placement::Seated,
        ..counter(name)
    }
}

pub fn tag(text: &str) -> madoguchi_fleet::ids::Tag {
    madoguchi_fleet::ids::Tag::parse(text).unwrap()
}

pub fn seated() -> Wish {
    Wish::Placement(Placement::Seated)
}

pub fn tagged(text: &str) -> Wish {
    Wish::Tag(tag(text))
}

pub fn license_id(text: &str) -> LicenseId {
    LicenseId::parse(text).unwrap()
}

/// A link straight to this port of the PC, for example `1-2`.
pub fn link(port: &str) -> Link {
    Link {
        interface: format!("usb-{port}"),
        port: parse_port(port),
        path: Path::Direct,
        speed_mbps: Some(480),
        hub: None,
        device: None,
        usb_serial: madoguchi_fleet::link::UsbSerial::NoDevice,
        copies: Vec::new(),
    }
}

pub fn parse_port(port: &str) -> Port {
    let (bus, chain) = port.split_once('-').unwrap();
    Port {
        bus: bus.into(),
        chain: chain.into(),
    }
}

pub fn license(id: &str, binding: Binding, ends: Option<FleetTime>) -> InstallLicense {
    let grant = Grant {
        issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
        // An honest issuer gives each license its own sequence.
        sequence: id.bytes().fold(1, |n: u64, byte| {
            n.wrapping_mul(257).wrapping_add(byte.into())
        }),
        issued_at_ms: 1,
        id: license_id(id),
        environment: Environment::Test,
        binding,
        not_before_ms: 0,
        not_after_ms: ends.map(|at| at.0),
        supersedes: Vec::new(),
        lineage: license_id(id),
        issuer: "test".into(),
    };
    InstallLicense {
        revocations: None,
        old_pc_died: false,
        grant,
        document: id.as_bytes().into(),
        installation: HERE,
    }
}

pub fn faulted() -> Health {
    Health::Faulted {
        codes: vec!["E-1".to_owned()],
    }
}

pub fn outcome(kind: Kind) -> Outcome {
    Outcome {
        kind,
        duration_ms: 8_000,
        face_ms: Some(4_000),
    }
}

pub(super) fn of_state(state: &State) -> String {
    match state {
        State::Waiting => "waiting".to_owned(),
        State::Parked => "parked".to_owned(),
        State::Called { unit, .. } => format!("called {unit}"),
        State::Verifying { unit, .. } => format!("verifying {unit}"),
        State::Missed => "missed".to_owned(),
        State::Done => "done".to_owned(),
        State::Cancelled => "cancelled".to_owned(),
        State::Ended => "ended".to_owned(),
    }
}
