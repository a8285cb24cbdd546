//! Whether a reader can be used, why a call or a connection ends, and what needs attention.

use super::bundles::{said, sentence};
use super::clock::Clock;
use super::lacks::{Detail, need_unmet, needs_apart, none_serves};
use super::ledger;
use madoguchi_files::day_log::Trouble;
use madoguchi_fleet::admission::{Refusal, Verdict};
use madoguchi_fleet::decision::{Closing, Withdrawal};
use madoguchi_fleet::handshakes::RefusedHandshakes;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::{Port, UsbSerial};
use madoguchi_fleet::reasons::{Absence, Alarm, Service};
use madoguchi_fleet::settings::{FLAPPING_MS, Settings};
use madoguchi_fleet::time::{FleetTime, MINUTE};
use madoguchi_fleet::unit::{Pause, Seat};
use madoguchi_proto::v1::Text;
use madoguchi_proto::{Mismatch, PROTOCOL_NEWEST, PROTOCOL_OLDEST};
use madoguchi_texts::command_line::system_error;
use madoguchi_texts::{Arg, same};
use std::io;
use std::path::Path;
use std::sync::Arc;

const NEED_UNMET: [&str; 2] = ["alarm-need-unmet", "alarm-need-unmet-replaced"];
const NEEDS_APART: [&str; 2] = ["alarm-needs-apart", "alarm-needs-apart-tied"];
const MIB: u64 = 1024 * 1024;

/// A verdict. Codes: `included`, `bundled`, `additional`, or the refusal's.
#[must_use]
pub fn verdict(verdict: &Verdict) -> Text {
    match verdict {
        Verdict::Seated(Seat::Included) => said("seat", "included", &[]),
        Verdict::Seated(Seat::Bundled(id)) => said("seat", "bundled", &[("license", same(id))]),
        Verdict::Seated(Seat::Additional(id)) => {
            said("seat", "additional", &[("license", same(id))])
        }
        Verdict::Refused(refusal) => refused(refusal),
    }
}

/// A verdict as the reader shows it: a seat alone does not make it serve.
#[must_use]
pub fn admission(verdict: &Verdict, serves: bool) -> Text {
    match verdict {
        Verdict::Seated(_) if !serves => said("seat", "not-used", &[]),
        verdict => self::verdict(verdict),
    }
}

fn refused(refusal: &Refusal) -> Text {
    let args = match refusal {
        Refusal::Replaced { by } => vec![("by", same(by))],
        Refusal::IdentityMismatch { usb: None } => {
            return sentence(refusal.code(), "admission-identity-unshown", &[]);
        }
        Refusal::IdentityMismatch { usb: Some(usb) } => vec![("usb", same(printable(usb)))],
        Refusal::PortInUse { by, port } => vec![("by", same(by)), ("port", same(port))],
        Refusal::SerialTwice { port } => vec![("port", same(port))],
        Refusal::BehindHub { port, hub: None } => {
            let args = [("port", same(port))];
            return sentence(refusal.code(), "admission-behind-some-hub", &args);
        }
        Refusal::BehindHub {
            port,
            hub: Some(hub),
        } => vec![("port", same(port)), ("hub", same(hub))],
        Refusal::NotUsb { interface } => vec![("interface", same(interface))],
        Refusal::NotPaired
        | Refusal::KeySuperseded
        | Refusal::OtherCertificate
        | Refusal::Retired
        | Refusal::LinkUnknown
        | Refusal::FleetFull
        | Refusal::FactoryKeyNotProven
        | Refusal::NoSeat => Vec::new(),
    };
    said("admission", refusal.code(), &args)
}

/// A descriptor's serial, fit for a sentence: whoever made the device wrote it.
fn printable(usb: &Arc<str>) -> String {
    UsbSerial::Shown(usb.clone()).label().unwrap_or_default()
}

/// Why a call is taken back, for the patient at the reader.
#[must_use]
pub fn withdrawal(withdrawal: &Withdrawal) -> Text {
    match withdrawal {
        Withdrawal::ByStaff => said("withdrawal", "by-staff", &[]),
        Withdrawal::Expired => said("withdrawal", "expired", &[]),
        // One sentence for every reason: a patient is told what comes next, the story tells staff why.
        Withdrawal::Unit(_) => said("withdrawal", "unit", &[]),
        Withdrawal::VerifiedElsewhere => said("withdrawal", "verified-elsewhere", &[]),
        Withdrawal::NotCurrent => said("withdrawal", "not-current", &[]),
    }
}

/// Why a connection ends.
#[must_use]
pub fn closing(closing: &Closing) -> Text {
    match closing {
        Closing::Superseded => said("closing", "superseded", &[]),
        Closing::Refused(refusal) => refused(refusal),
    }
}

/// Why a peer with another protocol cannot be talked to.
#[must_use]
pub fn mismatch(mismatch: &Mismatch) -> Text {
    let (code, peer, ours) = match mismatch {
        Mismatch::PeerTooOld { peer_newest } => ("peer-too-old", peer_newest, PROTOCOL_OLDEST),
        Mismatch::PeerTooNew { peer_oldest } => ("peer-too-new", peer_oldest, PROTOCOL_NEWEST),
    };
    said(
        "protocol",
        code,
        &[("peer", same(peer)), ("ours", same(ours))],
    )
}

/// Why a unit serves or does not. Its serial stands in the command that brings it back.
#[must_use]
pub fn service(service: &Service, serial: &Serial, clock: &Clock) -> Text {
    let plain = |code| said("service", code, &[]);
    match service {
        Service::Free => plain("free"),
        Service::Unheard { until } => said(
            "service",
            "unheard",
            &[("until", same(clock.seconds(*until)))],
        ),
        Service::Calling => plain("calling"),
        Service::Busy => plain("busy"),
        Service::CardStillThere => plain("card-still-there"),
        Service::WalkUp => plain("walk-up"),
        Service::Asked => plain("asked"),
        Service::Absent { how, seat_until } => absent(how, *seat_until, clock),
        Service::Retired => plain("retired"),
        Service::Replaced(by) => said("service", "replaced", &[("by", same(by))]),
        Service::Refused(refusal) => refused(refusal),
        Service::Leaving(refusal) => {
            said("service", "leaving", &[("why", refused(refusal).into())])
        }
        Service::Restarting { by, since } => super::restarts::service(*by, *since, clock),
        Service::Paused(pause) => paused(pause, serial),
        Service::AlsoPaused {
            pause: Pause::Maintenance(work),
            why,
        } => {
            let why = ("why", self::service(why, serial, clock).into());
            let reason = ("reason", same(&work.reason));
            sentence(
                "in-maintenance",
                "service-also-in-maintenance",
                &[why, reason, ("serial", same(serial))],
            )
        }
        Service::AlsoPaused { pause, why } => {
            let why = self::service(why, serial, clock);
            let code = format!("{}-paused", why.code);
            let why = ("why", why.into());
            match pause {
                Pause::ByFleet | Pause::Maintenance(_) => {
                    sentence(&code, "service-also-paused-by-fleet", &[why])
                }
                Pause::ByStaff(None) => sentence(&code, "service-also-paused-by-staff", &[why]),
                Pause::ByStaff(Some(reason)) => {
                    let reason = ("reason", same(reason));
                    sentence(&code, "service-also-paused-for-a-reason", &[why, reason])
                }
            }
        }
        Service::Faulted(codes) => said("service", "faulted", &[("codes", same(codes.join(", ")))]),
    }
}

/// That a unit would serve if it were not paused. Codes: `paused-by-staff`, `paused-by-fleet`, `in-maintenance`.
fn paused(pause: &Pause, serial: &Serial) -> Text {
    match pause {
        Pause::ByFleet => said("service", "paused-by-fleet", &[]),
        Pause::Maintenance(work) => said(
            "service",
            "in-maintenance",
            &[("reason", same(&work.reason)), ("serial", same(serial))],
        ),
        Pause::ByStaff(None) => said("service", "paused-by-staff", &[]),
        Pause::ByStaff(Some(reason)) => {
            let reason = [("reason", same(reason))];
            sentence("paused-by-staff", "service-paused-for-a-reason", &reason)
        }
    }
}

/// Why a unit is not there, and until when its seat is kept. Codes: `absent`, `just-started`, `nameless`, `nameless-lost`, `unplugged`, `not-plugged`, `lost`,
/// `not-connecting`, `lost-plugged`, each with `-seat-kept` behind it where a seat is.
fn absent(how: &Absence, seat_until: Option<FleetTime>, clock: &Clock) -> Text {
    let minute = |at: &FleetTime| ("at", same(clock.minutes(*at)));
    let (code, mut args) = match how {
        Absence::Away => ("absent", vec![]),
        Absence::JustStarted { until } => {
            ("just-started", vec![("ready", same(clock.seconds(*until)))])
        }
        Absence::Unplugged { at } => ("unplugged", vec![minute(at)]),
        Absence::Nameless { at, lost: None } => ("nameless", vec![minute(at)]),
        Absence::Nameless {
            at,
            lost: Some(lost),
        } => {
            let lost = ("lost", same(clock.minutes(*lost)));
            ("nameless-lost", vec![minute(at), lost])
        }
        Absence::NotPlugged => ("not-plugged", vec![]),
        Absence::Lost { at } => ("lost", vec![minute(at)]),
        Absence::NotConnecting { port, lost: None } => {
            ("not-connecting", vec![("port", same(port))])
        }
        Absence::NotConnecting {
            port,
            lost: Some(at),
        } => ("lost-plugged", vec![("port", same(port)), minute(at)]),
    };
    let key = format!("service-{code}");
    let Some(until) = seat_until else {
        args.push(("seat", same("")));
        return sentence(code, &key, &args);
    };
    let until = [("until", same(clock.minutes(until)))];
    args.push(("seat", said("service", "seat-kept", &until).into()));
    sentence(&format!("{code}-seat-kept"), &key, &args)
}

/// What needs somebody's attention.
#[must_use]
pub fn alarm(alarm: &Alarm, settings: &Settings, clock: &Clock) -> Text {
    match alarm {
        Alarm::NoUnitServes(out) => none_serves(out, Detail::Whole, clock),
        Alarm::NeedUnmet {
            wish: need,
            tickets,
            by,
        } => {
            let tickets = ("tickets", same(tickets));
            need_unmet(NEED_UNMET, need, by, tickets, Detail::Whole, clock)
        }
        Alarm::NeedsApart { needs, tickets, by } => {
            let tickets = ("tickets", same(tickets));
            needs_apart(NEEDS_APART, needs, by, tickets, Detail::Whole, clock)
        }
        Alarm::Foreign(reader) => {
            let args = [
                ("name", same(&reader.name)),
                ("port", same(&reader.port)),
                ("id", same(reader.id)),
            ];
            said("alarm", "foreign", &args)
        }
        Alarm::Flapping {
            unit,
            port,
            cable,
            drops,
            plug_held,
        } => {
            let args = [
                ("unit", same(unit)),
                ("port", port_or_unknown(port.as_ref())),
                ("minutes", same(FLAPPING_MS / MINUTE)),
                ("drops", same(drops)),
                ("cable", cable_note(cable)),
            ];
            let key = match plug_held {
                true => "alarm-flapping-plugged",
                false => "alarm-flapping",
            };
            sentence("flapping", key, &args)
        }
        Alarm::SlowLink {
            unit,
            port,
            speed_mbps,
            cable,
        } => {
            let args = [
                ("unit", same(unit)),
                ("port", same(port)),
                ("speed", same(speed_mbps)),
                ("cable", cable_note(cable)),
            ];
            said("alarm", "slow-link", &args)
        }
        Alarm::Handshakes(refused) => handshakes(refused, clock),
        Alarm::Copy(serial) => said("alarm", "copy", &[("unit", same(serial))]),
        Alarm::Faulted(serial) => said("alarm", "faulted", &[("unit", same(serial))]),
        Alarm::PausedByFleet(serial) => {
            let times = same(settings.failures_to_pause);
            said(
                "alarm",
                "paused-by-fleet",
                &[("unit", same(serial)), ("times", times)],
            )
        }
        Alarm::NotServing {
            unit,
            counter,
            port,
            cable,
            why,
        } => {
            let args = [
                ("unit", same(unit)),
                ("counter", same(counter)),
                ("why", service(why, unit, clock).into()),
                ("port", port_or_unknown(port.as_ref())),
                ("cable", cable_note(cable)),
            ];
            said("alarm", "not-serving", &args)
        }
        Alarm::SeatsShort { units } => {
            let names: Vec<_> = units.iter().map(ToString::to_string).collect();
            let args = [
                ("count", same(units.len())),
                ("units", same(names.join(", "))),
            ];
            said("alarm", "seats-short", &args)
        }
        Alarm::ReplacementGrace { unit, until } => {
            let day = same(clock.day(*until));
            said(
                "alarm",
                "replacement-grace",
                &[("unit", same(unit)), ("until", day)],
            )
        }
        Alarm::WorksAgain {
            unit,
            counter,
            since,
        } => {
            let since = same(clock.minutes(*since));
            let args = [
                ("unit", same(unit)),
                ("counter", same(counter)),
                ("since", since),
            ];
            said("alarm", "works-again", &args)
        }
        Alarm::MaintenanceOver {
            unit,
            counter,
            until,
        } => {
            let until = same(clock.day_and_minutes(*until));
            let args = [
                ("unit", same(unit)),
                ("counter", same(counter)),
                ("until", until),
            ];
            said("alarm", "maintenance-over", &args)
        }
        Alarm::RestartOverdue {
            unit,
            counter,
            since,
            by,
        } => super::restarts::overdue(unit, counter, *since, *by, clock),
        Alarm::ReaderClock {
            unit,
            counter,
            ahead_ms,
        } => {
            let code = match *ahead_ms > 0 {
                true => "reader-clock-ahead",
                false => "reader-clock-behind",
            };
            let args = [
                ("unit", same(unit)),
                ("counter", same(counter)),
                ("distance", super::clock::short_distance(*ahead_ms).into()),
            ];
            said("alarm", code, &args)
        }
        Alarm::Coverage { stage, units } => ledger::ending(*stage, units),
        Alarm::ClocksApart {
            ahead_ms,
            since,
            possible,
            sets_at,
        } => times(*ahead_ms, Some(*since), *possible, *sets_at, clock),
        Alarm::ClockRestless { since } => {
            let since = same(clock.day_and_minutes(*since));
            said("alarm", "clock-restless", &[("since", since)])
        }
        Alarm::EarlierDay { tickets, ends_at } => {
            let at = same(clock.minutes(*ends_at));
            said(
                "alarm",
                "earlier-day",
                &[("tickets", same(tickets)), ("at", at)],
            )
        }
    }
}

/// Refused handshakes: from where, how often, when last, and what to do about their cause.
fn handshakes(refused: &RefusedHandshakes, clock: &Clock) -> Text {
    let unit = match &refused.serial {
        Some(serial) => same(serial),
        None => said("alarm", "no-serial", &[]).into(),
    };
    let args = [
        ("unit", unit),
        ("port", port_or_unknown(refused.port.as_ref())),
        ("count", same(refused.count)),
        ("at", same(clock.minutes(refused.newest))),
    ];
    said("alarm", refused.cause.name(), &args)
}

/// That the disk of a folder has too little room for new work.
#[must_use]
pub fn disk_full(folder: &Path, free_bytes: u64, least_bytes: u64) -> Text {
    let args = [
        ("folder", same(folder.display())),
        ("free", same(free_bytes / MIB)),
        ("least", same(least_bytes / MIB)),
    ];
    said("alarm", "disk-full", &args)
}

/// That the database was of no use at the start, and was made anew from the journal.
#[must_use]
pub fn database_made_anew(folder: &Path) -> Text {
    said(
        "alarm",
        "database-made-anew",
        &[("folder", same(folder.display()))],
    )
}

/// That the folder of the journal has no image of the records of the last two days, and none could be made.
#[must_use]
pub fn image_missed(folder: &Path) -> Text {
    let folder = same(folder.display());
    said("alarm", "image-missed", &[("folder", folder)])
}

/// That the log cannot be written to its files.
#[must_use]
pub fn log_unwritten(folder: &Path, trouble: &Trouble) -> Text {
    let why = io::Error::new(trouble.kind, trouble.why.clone());
    let args = [
        ("folder", same(folder.display())),
        ("why", system_error(&why).into()),
    ];
    said("alarm", "log-unwritten", &args)
}

/// How fleet time is to the wall clock: which of both is ahead, by how much and since when, and what follows from it.
#[must_use]
pub fn times(
    ahead_ms: i64,
    apart_since: Option<FleetTime>,
    possible: bool,
    sets_at: Option<FleetTime>,
    clock: &Clock,
) -> Text {
    if let Some(at) = sets_at {
        let at = same(clock.seconds(at));
        return said("alarm", "clocks-set-soon", &[("at", at)]);
    }
    let Some(since) = apart_since else {
        return said("alarm", "clocks-even", &[]);
    };
    let code = if ahead_ms > 0 {
        "clocks-apart-ahead"
    } else {
        "clocks-apart-behind"
    };
    let since = same(clock.day_and_minutes(since));
    let distance = super::clock::distance(ahead_ms).into();
    let days = match possible {
        true => "days-by-the-clock",
        false => "days-wait-for-the-clock",
    };
    let days = said("alarm", days, &[]).into();
    let args = [("distance", distance), ("since", since), ("days", days)];
    said("alarm", code, &args)
}

fn port_or_unknown(port: Option<&Port>) -> Arg {
    match port {
        Some(port) => same(port),
        None => said("alarm", "no-port", &[]).into(),
    }
}

/// What is noted of a cable, or that nothing is.
fn cable_note(cable: &str) -> Arg {
    if cable.is_empty() {
        said("alarm", "no-cable-note", &[]).into()
    } else {
        same(cable)
    }
}
