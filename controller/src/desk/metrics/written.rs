//! The text: names and units by Prometheus' conventions. The order is that of a reader's eye: what it is, readers, patients, licenses, alarms,
//! the PC.

use super::counts::Counts;
use super::now::{Now, Queue};
use super::{MAX_UNITS, OTHER};
use crate::views::count;
use madoguchi_proto::v1;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::{Registry, Unit};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::atomic::AtomicU64;

/// A number that goes up and down.
type Level = Gauge<f64, AtomicU64>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfBuild {
    version: &'static str,
    policy: &'static str,
}

/// A unit and why it does not serve: the fault's code and its stable name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfReason {
    unit: String,
    fault: String,
    reason: String,
}

/// The alarms of one name, with its fault's code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, EncodeLabelSet)]
struct OfAlarm {
    fault: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfState {
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfKind {
    kind: &'static str,
}

/// All metrics in OpenMetrics. Of a sentence its stable name is in it, and never its words (RULES M2).
pub(super) fn text(now: &Now, counts: &Counts) -> String {
    let mut ours = Registry::with_prefix("madoguchi");
    let build = OfBuild {
        version: env!("CARGO_PKG_VERSION"),
        policy: now.policy,
    };
    levels(
        &mut ours,
        "build_info",
        "This release, and by which policy readers are let in: usb or, in tests alone, loopback",
        [(build, 1.0)],
    );
    units(&mut ours, now, counts);
    patients(&mut ours, now.standing.queue);
    counts.register(&mut ours);
    licenses(&mut ours, now);
    alarms(&mut ours, &now.alarms);
    kept(&mut ours, now);
    let mut process = Registry::with_prefix("process");
    of_process(&mut process, now, counts);
    let mut text = String::new();
    // A `String` takes whatever is written.
    let _ = encode_registry(&mut text, &ours);
    let _ = encode_registry(&mut text, &process);
    let _ = encode_eof(&mut text);
    text
}

fn units(registry: &mut Registry, now: &Now, counts: &Counts) {
    let rows: BTreeMap<_, _> = now
        .units
        .iter()
        .map(|row| (row.serial.as_str(), row))
        .collect();
    let enrolled = now.standing.enrolled.iter().take(MAX_UNITS);
    let shown: Vec<_> = enrolled
        .filter_map(|(serial, covered)| {
            let row = *rows.get(serial.as_str())?;
            let of_unit = counts.of_unit(serial);
            (of_unit.unit != OTHER).then_some((of_unit, row, *covered))
        })
        .collect();
    let flag = |is: fn(&v1::Unit) -> bool| {
        let flags = shown.iter();
        flags.map(move |(of, row, _)| (of.clone(), f64::from(u8::from(is(row)))))
    };
    levels(
        registry,
        "unit_attached",
        "Whether an enrolled unit is connected",
        flag(|row| row.attached),
    );
    levels(
        registry,
        "unit_serving",
        "Whether an enrolled unit serves patients",
        flag(|row| row.serves),
    );
    levels(
        registry,
        "unit_paused_by_staff",
        "Whether staff paused an enrolled unit or work on it, whatever else it lacks",
        flag(|row| row.paused && !row.paused_by_fleet),
    );
    let reasons = shown.iter().filter_map(|(of, row, _)| {
        let why = row.why.as_ref().filter(|_| !row.serves)?;
        let reason = OfReason {
            unit: of.unit.clone(),
            fault: fault(&why.code),
            reason: why.code.clone(),
        };
        Some((reason, 1.0))
    });
    levels(
        registry,
        "unit_not_serving",
        "Why a unit does not serve: 1 at the reason that holds",
        reasons,
    );
    let speeds = shown.iter().filter_map(|(of, row, _)| {
        let mbps = row.link.as_ref()?.speed_mbps;
        (mbps > 0).then(|| (of.clone(), f64::from(mbps) * 125_000.0))
    });
    levels(
        registry,
        "unit_link_speed_bytes",
        "Speed of a unit's USB link in bytes per second",
        speeds,
    );
    let ends = shown
        .iter()
        .filter_map(|(of, _, covered_ms)| Some((of.clone(), of_ms((*covered_ms)?))));
    registry.register_with_unit(
        "unit_coverage_end_timestamp",
        "When a unit's coverage ends, in seconds since 1970",
        Unit::Seconds,
        family(ends),
    );
}

fn patients(registry: &mut Registry, queue: Queue) {
    let states = [
        ("waiting", queue.waiting),
        ("called", queue.called),
        ("verifying", queue.verifying),
        ("missed", queue.missed),
        ("parked", queue.parked),
    ];
    levels(
        registry,
        "tickets",
        "Open tickets by state",
        states.map(|(state, many)| (OfState { state }, f64::from(many))),
    );
}

fn licenses(registry: &mut Registry, now: &Now) {
    let seats = now.standing.seats;
    let kinds = [
        ("included", seats.included),
        ("additional", seats.additional),
        ("bundled", seats.bundled),
    ];
    levels(
        registry,
        "seats",
        "Seats by the kind of license that gives them; at most four count",
        kinds.map(|(kind, many)| (OfKind { kind }, f64::from(many))),
    );
    level_in_seconds(
        registry,
        "license_end_timestamp",
        "The soonest end of a license that gives seats and is not renewed, in seconds since 1970; not there where none ends",
        now.standing.license_ends_ms.map(of_ms),
    );
}

fn alarms(registry: &mut Registry, alarms: &[v1::Text]) {
    let mut many = BTreeMap::<_, f64>::new();
    for alarm in alarms {
        let of_alarm = OfAlarm {
            fault: fault(&alarm.code),
            name: alarm.code.clone(),
        };
        *many.entry(of_alarm).or_default() += 1.0;
    }
    let all = f64::from(count(alarms.len()));
    level(registry, "alarms", "Alarms now, all together", Some(all));
    levels(
        registry,
        "alarm",
        "Alarms now, by the fault's code and name",
        many,
    );
}

/// The store, its disk, and the clock.
fn kept(registry: &mut Registry, now: &Now) {
    registry.register(
        "store_commits",
        "Commits since the store was made",
        ConstCounter::new(now.commits),
    );
    level(
        registry,
        "store_image_missed",
        "Whether no image of the records could be made lately",
        now.image_missed.map(|missed| f64::from(u8::from(missed))),
    );
    level(
        registry,
        "disk_free_bytes",
        "Free room on the disk of the data",
        now.free_bytes.map(amount),
    );
    level_in_seconds(
        registry,
        "clock_ahead",
        "How far the controller's own time is ahead of the PC's clock",
        Some(of_ms(now.standing.clock_ahead_ms)),
    );
}

fn of_process(registry: &mut Registry, now: &Now, counts: &Counts) {
    level_in_seconds(
        registry,
        "start_time",
        "When the process started, in seconds since 1970",
        Some(counts.since_s()),
    );
    level(
        registry,
        "resident_memory_bytes",
        "Resident memory",
        now.process.resident_bytes.map(amount),
    );
    level(
        registry,
        "open_fds",
        "Open file descriptors",
        now.process.open_files.map(amount),
    );
}

/// The code of the fault that has this name; empty where it is none.
fn fault(name: &str) -> String {
    madoguchi_faults::of_name(name).map_or_else(String::new, |fault| fault.code.to_string())
}

/// Seconds of so many milliseconds: exact for 285,000 years.
const fn of_ms(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

/// A number of bytes or things: exact to 9 PB.
const fn amount(many: u64) -> f64 {
    many as f64
}

fn level(registry: &mut Registry, name: &str, help: &str, value: Option<f64>) {
    if let Some(value) = value {
        registry.register(name, help, ConstGauge::new(value));
    }
}

fn level_in_seconds(registry: &mut Registry, name: &str, help: &str, value: Option<f64>) {
    if let Some(value) = value {
        registry.register_with_unit(name, help, Unit::Seconds, ConstGauge::new(value));
    }
}

/// One number for each of these labels. Where there are none, the family is not in the text.
fn levels<L: Labels>(
    registry: &mut Registry,
    name: &str,
    help: &str,
    values: impl IntoIterator<Item = (L, f64)>,
) {
    registry.register(name, help, family(values));
}

fn family<L: Labels>(values: impl IntoIterator<Item = (L, f64)>) -> Family<L, Level> {
    let family = Family::<L, Level>::default();
    for (labels, value) in values {
        family.get_or_create(&labels).set(value);
    }
    family
}

trait Labels: EncodeLabelSet + Clone + Debug + Eq + Hash + Send + Sync + 'static {}
impl<L: EncodeLabelSet + Clone + Debug + Eq + Hash + Send + Sync + 'static> Labels for L {}
