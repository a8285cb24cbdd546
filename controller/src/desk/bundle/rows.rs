//! Readers, tickets and the state of the fleet, in the shapes that leave. What staff wrote themselves (a counter's name, tags, a pause's
//! reason, what a ticket needs) is not among them: anybody's name can stand in it.

use super::Seen;
use super::named::{coded, in_words, of, of_text};
use madoguchi_bundle::{Named, Pseudonym, Pseudonyms, Reader, Summary};
use madoguchi_proto::v1;
use serde::Serialize;

/// What of a reader's `status` leaves (RULES B4).
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    serial: String,
    edition: &'static str,
    attached: bool,
    plugged: bool,
    serves: bool,
    why: Option<Named>,
    activity: &'static str,
    ticket: Option<Pseudonym>,
    health: &'static str,
    /// The codes that it reports itself.
    reports: Vec<Named>,
    paused: bool,
    paused_by_fleet: bool,
    in_maintenance: bool,
    /// Whether a restart of it waits, runs or is overdue.
    restarts: bool,
    /// When it was told of the newest restart that is over; nothing where there was none.
    restarted_at_ms: Option<i64>,
    /// How far its clock is ahead of the PC's, where it says so.
    clock_ahead_ms: Option<i64>,
    preferred: bool,
    placement: &'static str,
    /// How often its link was lost in the last ten minutes.
    drops: u32,
    sessions_today: u32,
    verified_today: u32,
    software: String,
    link: Option<Link>,
    delivered: String,
    covered_until: String,
    enrolled_at_ms: i64,
    replaces: Vec<String>,
}

/// How it reaches the PC.
#[derive(Debug, Clone, Serialize)]
struct Link {
    path: String,
    bus: String,
    chain: String,
    speed_mbps: u32,
    device: String,
    interface: String,
}

impl Row {
    pub(super) fn of(unit: &v1::Unit, pseudonyms: &Pseudonyms) -> Self {
        let health = unit.health.as_ref();
        let restarts = unit.restarts.as_ref();
        let reports = health.map(|health| health.codes.iter().map(|code| of(code)));
        Self {
            serial: unit.serial.clone(),
            edition: unit.edition().as_str_name(),
            attached: unit.attached,
            plugged: unit.plugged,
            serves: unit.serves,
            why: unit.why.as_ref().map(of_text),
            activity: unit.activity().as_str_name(),
            ticket: (!unit.ticket.is_empty()).then(|| pseudonyms.of_number(&unit.ticket)),
            health: health.map_or("", |health| health.state().as_str_name()),
            reports: reports.into_iter().flatten().collect(),
            paused: unit.paused,
            paused_by_fleet: unit.paused_by_fleet,
            in_maintenance: unit.maintenance.is_some(),
            restarts: restarts.is_some_and(|known| known.stage() != v1::RestartStage::Unspecified),
            restarted_at_ms: restarts.map(|known| known.last_ms).filter(|at| *at > 0),
            clock_ahead_ms: unit.clock_ahead_ms,
            preferred: unit.preferred,
            placement: unit
                .counter
                .as_ref()
                .map_or("", |counter| counter.placement().as_str_name()),
            drops: unit.drops,
            sessions_today: unit.sessions_today,
            verified_today: unit.verified_today,
            software: version(&unit.software),
            link: unit.link.as_ref().map(|link| Link {
                path: link.path.clone(),
                bus: link.bus.clone(),
                chain: link.chain.clone(),
                speed_mbps: link.speed_mbps,
                device: link.device.clone(),
                interface: link.interface.clone(),
            }),
            delivered: unit.delivered.clone(),
            covered_until: unit.covered_until.clone(),
            enrolled_at_ms: unit.enrolled_at_ms,
            replaces: unit.replaces.clone(),
        }
    }
}

/// A version that a reader told; empty for none.
fn version(told: &str) -> String {
    match told {
        "" => String::new(),
        told => coded(told),
    }
}

/// What of the fleet's `status` leaves (RULES B3, B4).
#[derive(Debug, Serialize)]
pub(super) struct Status {
    software: String,
    policy: String,
    revision: u64,
    fleet_time_ms: i64,
    time_of_day_ms: i64,
    settled: bool,
    apart_since_ms: i64,
    utc_offset_min: i32,
    waiting: u32,
    held: u32,
    closed_today: u32,
    by_other_means: u32,
    alarms: Vec<Named>,
    pub(super) units: Vec<Row>,
    tickets: Vec<Ticket>,
}

/// A ticket that is called, at a reader, parked or missed.
#[derive(Debug, Serialize)]
struct Ticket {
    ticket: Pseudonym,
    class: &'static str,
    state: &'static str,
    unit: String,
    attempt: u32,
    waited_ms: i64,
    outcome: Option<&'static str>,
}

impl Status {
    pub(super) fn of(status: &v1::Status, units: Vec<Row>, pseudonyms: &Pseudonyms) -> Self {
        let times = status.time.unwrap_or_default();
        let ticket = |ticket: &v1::Ticket| Ticket {
            ticket: pseudonyms.of_number(&ticket.number),
            class: ticket.class().as_str_name(),
            state: ticket.state().as_str_name(),
            unit: ticket.unit.clone(),
            attempt: ticket.attempt,
            waited_ms: ticket.waited_ms,
            outcome: ticket
                .outcome
                .as_ref()
                .map(|outcome| outcome.kind().as_str_name()),
        };
        Self {
            software: status.software.clone(),
            policy: status.policy.clone(),
            revision: status.revision,
            fleet_time_ms: times.fleet_time_ms,
            time_of_day_ms: times.time_of_day_ms,
            settled: times.settled,
            apart_since_ms: times.apart_since_ms,
            utc_offset_min: times.utc_offset_min,
            waiting: status.waiting,
            held: status.held,
            closed_today: status.closed_today,
            by_other_means: status.by_other_means,
            alarms: status.alarms.iter().map(of_text).collect(),
            units,
            tickets: status.tickets.iter().map(ticket).collect(),
        }
    }
}

/// What support asks for at the telephone, without what is written for people.
#[derive(Debug, Serialize)]
pub(super) struct SheetRow {
    serial: String,
    edition: &'static str,
    message: Option<Named>,
    software: String,
    reader_software: String,
    delivered: String,
    covered_until: String,
    reachable_at_ms: i64,
    ships_by: String,
}

impl SheetRow {
    pub(super) fn of(sheet: &v1::GetSheetResponse) -> Self {
        let unit = sheet.unit.clone().unwrap_or_default();
        Self {
            edition: unit.edition().as_str_name(),
            serial: unit.serial,
            message: sheet.message.as_ref().map(of_text),
            software: sheet.software.clone(),
            reader_software: version(&unit.software),
            delivered: unit.delivered,
            covered_until: unit.covered_until,
            reachable_at_ms: sheet.reachable_at_ms,
            ships_by: sheet.ships_by.clone(),
        }
    }
}

/// The versions of everything.
#[derive(Debug, Serialize)]
pub(super) struct Versions {
    madoguchi: &'static str,
    /// The operating system, where the PC could be looked at.
    system: Option<String>,
    readers: Vec<ReaderVersion>,
}

#[derive(Debug, Serialize)]
struct ReaderVersion {
    serial: String,
    software: String,
}

pub(super) fn versions(seen: &Seen, system: Option<String>) -> Versions {
    let units = seen.status.units.iter();
    Versions {
        madoguchi: env!("CARGO_PKG_VERSION"),
        system,
        readers: units
            .map(|row| ReaderVersion {
                serial: row.serial.clone(),
                software: row.software.clone(),
            })
            .collect(),
    }
}

/// The summary, but for what only the whole bundle knows.
pub(super) fn summary(status: &v1::Status, rows: &[Row], judged: &[v1::TriageResponse]) -> Summary {
    let reader = |row: &Row| {
        let told = judged.iter().find(|told| told.serial == row.serial);
        // Of a reader that serves nothing has to be known.
        let told = told.filter(|told| !row.serves || told.fault.is_some());
        Reader {
            serial: row.serial.clone(),
            software: row.software.clone(),
            attached: Some(row.attached),
            serves: Some(row.serves),
            why: row.why.clone(),
            reports: row.reports.clone(),
            verdict: told.and_then(|told| {
                let words = in_words(told.text.as_ref()?);
                let name = told.verdict.clone();
                Some(Named { name, ..words })
            }),
            fault: told.and_then(|told| told.fault.as_ref().map(in_words)),
        }
    };
    Summary {
        alarms: Some(status.alarms.iter().map(of_text).collect()),
        readers: Some(rows.iter().map(reader).collect()),
        waiting: Some(status.waiting),
        clocks_agree: status.time.map(|time| time.apart_since_ms == 0),
        ..Summary::default()
    }
}
