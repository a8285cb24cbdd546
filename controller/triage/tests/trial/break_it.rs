//! Breaks a clinic: each kind of fault, as it comes about.

use crate::clinic::{Board, Carrier, Clinic, Driver, Key, Program, Reader, Standing};
use madoguchi_triage::{Change, Fault};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The kinds that break something.
pub fn kinds() -> Vec<Fault> {
    let all = Fault::ALL.iter().copied();
    all.filter(|fault| *fault != Fault::Nothing).collect()
}

/// Whether it is the PC's, so that a second fault at another reader could not be told from it.
pub fn of_the_pc(fault: Fault) -> bool {
    matches!(
        fault,
        Fault::PcAsleep
            | Fault::PcClock
            | Fault::PacketFilter
            | Fault::AddressOverlap
            | Fault::EligibilityLine
            | Fault::ForeignReader
    )
}

/// Breaks it at a reader; what staff would say had changed, where that is part of how it came about.
pub fn break_it(
    clinic: &mut Clinic,
    n: usize,
    fault: Fault,
    dice: &mut ChaCha8Rng,
) -> Option<Change> {
    let in_two = dice.random_bool(0.5);
    let mostly = dice.random_bool(0.75);
    let carrier = carrier(dice);
    let reader = &mut clinic.readers[n];
    reader.strict = mostly;
    reader.finds_itself = dice.random_bool(0.65);
    reader.tried_often = in_two;
    reader.stubborn = dice.random_bool(0.2);
    let moved = dice.random_bool(0.4).then_some(Change::Moved);
    match fault {
        Fault::ReaderBoard => reader.board = if mostly { Board::Dead } else { Board::Stuck },
        Fault::ReaderSocket => reader.socket = carrier,
        Fault::ReaderCamera => reader.camera_broken = true,
        Fault::ReaderCardUnit => reader.card_unit_broken = true,
        Fault::PowerAdapter => {
            reader.adapter_broken = true;
            reader.adapter_loose = in_two;
            return moved;
        }
        Fault::CableOut => {
            reader.cable_out = true;
            return moved;
        }
        Fault::CableBroken => {
            reader.cable = carrier;
            return moved;
        }
        Fault::PortDead => reader.port = if mostly { Carrier::Dead } else { carrier },
        Fault::Hub => {
            reader.hub = true;
            return moved;
        }
        Fault::FifthReader => reader.standing = Standing::Fifth,
        Fault::PcDriver => {
            reader.driver = match dice.random_range(0..3) {
                0 => Driver::NoInterface,
                1 => Driver::Down,
                _ => Driver::NoAddress,
            };
            return dice.random_bool(0.6).then_some(Change::System);
        }
        Fault::PacketFilter | Fault::AddressOverlap => {
            match fault {
                Fault::PacketFilter => clinic.filter = true,
                _ => clinic.overlap = true,
            }
            clinic.of_one_link = dice.random_bool(0.3).then_some(n);
            let by = if dice.random_bool(0.8) {
                Change::Network
            } else {
                Change::System
            };
            return mostly.then_some(by);
        }
        Fault::PcAsleep => {
            clinic.asleep = true;
            clinic.ended_at_waking = in_two;
        }
        Fault::ForeignReader => {
            clinic.foreign = true;
            clinic.foreign_disturbs = in_two;
        }
        Fault::EligibilityLine => clinic.line_down = true,
        Fault::LicenseMissing => {
            reader.standing = Standing::NoSeat;
            return in_two.then_some(Change::License);
        }
        Fault::UnknownKey => reader.key = Key::Unknown,
        Fault::CertificateEnded => reader.key = Key::Ended,
        Fault::NotInFleet => reader.standing = Standing::NotInFleet,
        Fault::SerialCopy => reader.standing = Standing::Copied,
        Fault::PcClock => {
            clinic.clock_wrong = true;
            for reader in &mut clinic.readers {
                reader.strict = mostly;
            }
        }
        Fault::ReaderClock => reader.clock_wrong = true,
        Fault::AgentCrash => {
            reader.agent = if mostly {
                Program::Ended
            } else {
                Program::Hangs
            }
        }
        Fault::EngineCrash => reader.engine = Program::Ended,
        Fault::EngineHang => reader.engine = Program::Hangs,
        Fault::Card => reader.card_bad = true,
        Fault::Lighting => {
            reader.lit = true;
            return moved;
        }
        Fault::Paused => reader.paused = true,
        Fault::Nothing => {}
    }
    None
}

fn carrier(dice: &mut ChaCha8Rng) -> Carrier {
    match dice.random_range(0..3) {
        0 => Carrier::Dead,
        1 => Carrier::Slow,
        _ => Carrier::Flaky {
            up: dice.random_bool(0.6),
        },
    }
}

/// A clinic with two to four readers that work.
pub fn whole(dice: &mut ChaCha8Rng) -> Clinic {
    let readers = dice.random_range(2..=4);
    Clinic {
        readers: vec![Reader::default(); readers],
        ..Clinic::default()
    }
}
