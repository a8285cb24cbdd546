//! Made-up units, installations and licenses.

use madoguchi_controller::store::GrantReader;
use madoguchi_fleet::command::{Act, Attach, Command, EnrollUnit, Holding, InstallLicense, Start};
use madoguchi_fleet::ids::{ConnectionId, Installation, KeyFingerprint, RequestId, Serial};
use madoguchi_fleet::link::{Link, Path, Port};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::Counter;
use madoguchi_fleet::{Fleet, Records};
use madoguchi_licensing::grant::{Binding, Environment, Grant, InstallationKey, LicenseId};
use std::sync::Arc;

/// Units of one PC.
pub const PER_PC: usize = 4;
/// A working day in 2026.
pub const NOON: FleetTime = FleetTime(1_780_000_000_000);

/// The serial of the n-th unit.
pub fn serial(n: usize) -> Serial {
    Serial::parse(&format!("CR-2026-{n:04}")).unwrap()
}

/// The n-th installation of a fleet.
pub const fn installation(n: usize) -> Installation {
    let mut key = [0; 32];
    key[0] = 1;
    key[31] = n as u8;
    InstallationKey(key)
}

/// The virtual port of the n-th unit.
pub fn port(n: usize) -> String {
    format!("1-{}", n % PER_PC + 1)
}

/// The settings of a test installation, with room for many tickets.
pub fn settings(max_open_tickets: usize) -> Settings {
    Settings {
        environment: Environment::Test,
        max_open_tickets,
        ..Settings::default()
    }
}

/// Makes a unit known.
pub fn enroll(n: usize, key: KeyFingerprint, at: Installation, counter: Counter) -> Act {
    let enroll = EnrollUnit {
        cable: String::new(),
        delivered: None,
        serial: serial(n),
        installation: at,
        key,
        edition: Edition::Single,
        counter,
    };
    Act::staff(RequestId(super::random_id()), Command::EnrollUnit(enroll))
}

/// Three more seats for an installation. Its document is verified by [`grants`], which believes it: signatures
/// are not on any path that is measured.
pub fn three_seats(of: usize, at: Installation) -> Act {
    let install = InstallLicense {
        revocations: None,
        old_pc_died: false,
        grant: grant(of, at),
        document: [&[of as u8], at.0.as_slice()].concat().into(),
        installation: at,
    };
    Act::staff(
        RequestId(super::random_id()),
        Command::InstallLicense(Box::new(install)),
    )
}

fn grant(of: usize, installation: Installation) -> Grant {
    let id = LicenseId::parse(&format!("BENCH-{of}")).unwrap();
    Grant {
        issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
        sequence: 1 + of as u64,
        issued_at_ms: 1,
        lineage: id.clone(),
        id,
        environment: Environment::Test,
        binding: Binding::Additional {
            installation,
            seats: 3,
        },
        not_before_ms: 0,
        not_after_ms: None,
        supersedes: Vec::new(),
        issuer: "bench".into(),
    }
}

/// Reads back what [`three_seats`] laid down.
pub fn grants() -> GrantReader {
    Arc::new(|document| {
        let (of, at) = document.split_first().ok_or("no document of a bench")?;
        let at = at.try_into().map_err(|_| "no document of a bench")?;
        Ok(grant(usize::from(*of), InstallationKey(at)))
    })
}

/// The n-th unit connects, without the wire.
pub fn attach(n: usize, at: Installation) -> Act {
    let port = Port {
        bus: "1".into(),
        chain: (n % PER_PC + 1).to_string().into(),
    };
    Act::reader(Command::Attach(Box::new(Attach {
        factory_key: None,
        serial: serial(n),
        key: key(n),
        installation: at,
        connection: ConnectionId(n as u64 + 1),
        link: Link {
            interface: "virtual".to_owned(),
            port,
            path: Path::Direct,
            speed_mbps: Some(480),
            hub: None,
            device: None,
            usb_serial: madoguchi_fleet::link::UsbSerial::NoDevice,
            copies: Vec::new(),
        },
        holding: Holding::default(),
        spooled: 0,
        health: Health::Healthy,
        software: "bench".to_owned(),
        identifies: true,
        engine: None,
        bundled: None,
    })))
}

/// A key for a unit that never touches the wire.
pub const fn key(n: usize) -> KeyFingerprint {
    KeyFingerprint([n as u8; 32])
}

/// A fleet of `pcs` installations with four attached units each, without the wire.
pub fn fleet(pcs: usize, max_open_tickets: usize, counter: impl Fn(usize) -> Counter) -> Fleet {
    let mut fleet = empty(max_open_tickets);
    for pc in 0..pcs {
        let at = installation(pc);
        fleet.decide(NOON, three_seats(pc, at)).map(drop).unwrap();
        for n in pc * PER_PC..(pc + 1) * PER_PC {
            let acts = [enroll(n, key(n), at, counter(n)), attach(n, at)];
            for act in acts {
                fleet.decide(NOON, act).map(drop).unwrap();
            }
        }
    }
    assert_eq!(fleet.units().filter(|unit| unit.serves()).count(), pcs * 4);
    fleet
}

/// A fleet with one attached unit.
pub fn one_free() -> Fleet {
    let mut fleet = empty(10);
    let at = installation(0);
    let acts = [enroll(0, key(0), at, counter(0)), attach(0, at)];
    for act in acts {
        fleet.decide(NOON, act).map(drop).unwrap();
    }
    fleet
}

fn empty(max_open_tickets: usize) -> Fleet {
    let start = Start {
        installation: installation(0),
        wall: TimeOfDay(NOON.0),
    };
    Fleet::restore(settings(max_open_tickets), start, Records::default())
}

/// Where the n-th unit stands.
pub fn counter(n: usize) -> Counter {
    Counter {
        name: format!("窓口{}", n + 1),
        ..Counter::default()
    }
}
