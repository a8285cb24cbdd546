//! The results of the morning: one JSON object for programs, a page for people.

use super::clinic::{Clinic, READERS};
use super::figures::{Latency, Waits};
use super::reception::Receptions;
use super::separate_lines::{self, Line, Visit};
use super::watch::Seen;
use crate::cli::Failure;
use crate::cli::verdicts::verdict;
use crate::texts::{self, label};
use madoguchi_agent::simulated::plan;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::ticket::{State, Ticket, What};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The results, printed as one JSON object to stdout.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// The seed of the patients.
    pub seed: u64,
    /// The number of patients.
    pub patients: usize,
    /// The number of tickets by the kind of their end; together `patients`.
    pub outcomes: BTreeMap<String, usize>,
    /// Tickets that are open because no reader of the demo has what they need. Their kind among the outcomes is `open`.
    pub waiting: Vec<WaitingLine>,
    /// Whether somebody stopped the morning before its end. These are its figures so far then, and what is not over is not judged.
    pub interrupted: bool,
    /// Tickets that were acknowledged and are gone, or are open although a reader could serve them, and sessions that were not counted.
    pub lost: Option<u64>,
    /// The number of sessions that were counted more than once.
    pub double_counted: Option<u64>,
    /// The most units that served at the same time.
    pub serving_peak: usize,
    /// All readers that were plugged in.
    pub units: Vec<UnitLine>,
    /// The waits from joining the queue to the first call.
    pub wait_s: Waits,
    /// The waits of the same patients, with the same service times, in one line per reader.
    pub separate_lines_wait_s: Waits,
    /// The times from a request for a ticket to its call at the agent.
    pub dispatch_ms: Option<Latency>,
}

/// The results of one reader.
#[derive(Debug, Clone, Serialize)]
pub struct UnitLine {
    pub serial: String,
    pub port: String,
    /// `seat:included`, `seat:additional:ID`, `seat:bundled:ID` or `refused:REASON`.
    pub admission: String,
    /// The number of sessions that were counted at it.
    pub sessions: u32,
}

/// A ticket that no reader of the demo can serve.
#[derive(Debug, Clone, Serialize)]
pub struct WaitingLine {
    /// The label that the patient holds.
    pub number: String,
    /// What no serving reader has.
    #[serde(serialize_with = "as_object")]
    pub why: Text,
}

fn as_object<S: serde::Serializer>(text: &Text, to: S) -> Result<S::Ok, S::Error> {
    crate::json::Text::from(text).serialize(to)
}

/// The results of the day, without the probes.
#[derive(Debug)]
pub struct Day {
    patients: usize,
    outcomes: BTreeMap<String, usize>,
    waiting: Vec<WaitingLine>,
    interrupted: bool,
    lost: Option<u64>,
    double_counted: Option<u64>,
    serving_peak: usize,
    units: Vec<UnitLine>,
    waits_ms: Vec<i64>,
    separate_ms: Vec<i64>,
}

impl Day {
    /// Collects the results from the fleet and from what the agents saw.
    pub async fn of(clinic: &Clinic, receptions: &Receptions) -> Result<Self, Failure> {
        let seen = clinic.watch.seen();
        let opens: BTreeMap<String, i64> = seen
            .first_served
            .iter()
            .map(|(serial, at)| (serial.clone(), clinic.clinic_time(*at).0))
            .collect();
        let ids: Vec<TicketId> = receptions.tickets.iter().map(|id| TicketId(*id)).collect();
        let seed = clinic.seed;
        let interrupted = receptions.interrupted;
        clinic
            .running
            .handle
            .ask(move |fleet| {
                let day = Self::take(fleet, &ids, &seen, &opens, seed);
                if interrupted { day.so_far() } else { day }
            })
            .await
            .map_err(Failure::cannot_start)
    }

    fn take(
        fleet: &Fleet,
        ids: &[TicketId],
        seen: &Seen,
        opens: &BTreeMap<String, i64>,
        seed: u64,
    ) -> Self {
        let tickets: Vec<&Ticket> = ids.iter().filter_map(|id| fleet.ticket(*id)).collect();
        let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
        for ticket in &tickets {
            *outcomes.entry(ending(ticket)).or_default() += 1;
        }
        let gone = ids.len() - tickets.len();
        if gone > 0 {
            outcomes.insert("lost".to_owned(), gone);
        }
        let open = tickets.iter().filter(|ticket| ticket.is_open()).count();
        let waiting: Vec<_> = tickets
            .iter()
            .filter_map(|ticket| waiting_line(fleet, ticket))
            .collect();
        let never_ended = open - waiting.len();
        let days = fleet.unit_days(i32::MIN..=i32::MAX);
        let counted: u64 = days
            .iter()
            .map(|day| u64::from(day.counts.sessions()))
            .sum();
        let uncounted = seen.sessions.saturating_sub(counted);
        Self {
            patients: ids.len(),
            outcomes,
            waiting,
            interrupted: false,
            lost: Some(uncounted + u64::try_from(gone + never_ended).unwrap_or(u64::MAX)),
            double_counted: Some(counted.saturating_sub(seen.sessions)),
            serving_peak: seen.serving_peak,
            units: READERS
                .iter()
                .map(|reader| unit_line(fleet, reader.serial, reader.port))
                .collect(),
            waits_ms: tickets
                .iter()
                .filter_map(|ticket| waited_ms(ticket))
                .collect(),
            separate_ms: separate(fleet, &tickets, opens, seed),
        }
    }

    /// The figures of a day that is not over: sessions are under way, so nothing is known to be lost or counted twice.
    fn so_far(self) -> Self {
        Self {
            interrupted: true,
            lost: None,
            double_counted: None,
            ..self
        }
    }
}

/// The line of a ticket that waits for what no serving reader has.
fn waiting_line(fleet: &Fleet, ticket: &Ticket) -> Option<WaitingLine> {
    fleet.unmet_needs_of(ticket).map(|lack| WaitingLine {
        number: ticket.number.to_string(),
        why: texts::lack(
            &lack,
            &ticket.number,
            texts::Detail::Whole,
            &texts::Clock::of(fleet),
        ),
    })
}

/// The kind of a ticket's end.
fn ending(ticket: &Ticket) -> String {
    match (&ticket.state, &ticket.outcome) {
        (State::Done, _) if ticket.means.is_some() => "by_other_means".to_owned(),
        (State::Done, Some(outcome)) => texts::outcome(&outcome.kind).code.replace('-', "_"),
        (State::Cancelled, _) => "cancelled".to_owned(),
        (State::Ended, _) => "ended".to_owned(),
        _ => "open".to_owned(),
    }
}

fn unit_line(fleet: &Fleet, serial: &str, port: &str) -> UnitLine {
    let unit = Serial::parse(serial).and_then(|serial| fleet.unit(&serial));
    UnitLine {
        serial: serial.to_owned(),
        port: port.to_owned(),
        admission: unit
            .and_then(|unit| fleet.admission(unit))
            .map_or_else(|| "absent".to_owned(), |verdict| verdict.to_string()),
        sessions: unit.map_or(0, |unit| unit.today.sessions()),
    }
}

/// The wait from joining the queue to the first call.
fn waited_ms(ticket: &Ticket) -> Option<i64> {
    ticket
        .attempts
        .first()
        .map(|attempt| attempt.called_at.since(ticket.added_at))
}

/// The waits that the same patients would have had in one line per reader.
fn separate(
    fleet: &Fleet,
    tickets: &[&Ticket],
    opens: &BTreeMap<String, i64>,
    seed: u64,
) -> Vec<i64> {
    let units: Vec<_> = opens
        .iter()
        .filter_map(|(serial, opens_ms)| Some((fleet.unit(&Serial::parse(serial)?)?, *opens_ms)))
        .collect();
    let lines: Vec<Line> = units
        .iter()
        .map(|(_, opens_ms)| Line {
            opens_ms: *opens_ms,
        })
        .collect();
    let visits: Vec<Visit> = tickets
        .iter()
        .map(|ticket| {
            let removal = plan(seed, ticket.number.as_str()).removal_ms;
            let meets = |index: &usize| {
                let (unit, _) = units[*index];
                ticket
                    .signature
                    .unmet_need(&unit.serial, &unit.counter)
                    .is_none()
            };
            Visit {
                arrives_ms: ticket.added_at.0,
                occupies_ms: occupied_ms(ticket) + i64::try_from(removal).unwrap_or(0),
                able: (0..units.len()).filter(meets).collect(),
            }
        })
        .collect();
    separate_lines::waits_ms(&lines, &visits)
}

/// The time for which a ticket kept readers busy: from each call in its story to the end of that call.
fn occupied_ms(ticket: &Ticket) -> i64 {
    let mut called = None;
    let mut busy = 0;
    for chapter in &ticket.story {
        match chapter.what {
            What::Called => called = Some(chapter.at),
            What::Missed
            | What::Returned
            | What::Verified
            | What::NotVerified
            | What::UnitFailed
            | What::TimedOut
            | What::Cancelled
            | What::DoneByMeans => busy += called.take().map_or(0, |at| chapter.at.since(at)),
            _ => {}
        }
    }
    busy
}

impl Summary {
    #[must_use]
    pub fn new(seed: u64, day: &Day, dispatch_ms: Option<Latency>) -> Self {
        Self {
            seed,
            patients: day.patients,
            outcomes: day.outcomes.clone(),
            waiting: day.waiting.clone(),
            interrupted: day.interrupted,
            lost: day.lost,
            double_counted: day.double_counted,
            serving_peak: day.serving_peak,
            units: day.units.clone(),
            wait_s: Waits::of(day.waits_ms.clone()),
            separate_lines_wait_s: Waits::of(day.separate_ms.clone()),
            dispatch_ms,
        }
    }

    /// A failure if something was lost or counted twice. A patient who waits for what no reader has is neither.
    ///
    /// # Errors
    /// Something was.
    pub fn judged(&self) -> Result<(), Failure> {
        match (self.lost.unwrap_or(0), self.double_counted.unwrap_or(0)) {
            (0, 0) => Ok(()),
            _ => Err(Failure::own("demo-not-sound", &[])),
        }
    }

    /// The page for people.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let mut page = String::new();
        let mut line = |key: &str, args: &[(&str, &str)]| {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "{}", label(lang, key, args));
        };
        line(
            "demo-title",
            &[
                ("patients", &self.patients.to_string()),
                ("seed", &self.seed.to_string()),
            ],
        );
        if self.interrupted {
            line("demo-interrupted", &[]);
        }
        for (kind, count) in &self.outcomes {
            let kind = label(
                lang,
                &format!("demo-outcome-{}", kind.replace('_', "-")),
                &[],
            );
            line(
                "demo-outcome",
                &[("kind", &kind), ("count", &count.to_string())],
            );
        }
        for ticket in &self.waiting {
            line(
                "demo-waiting",
                &[("number", &ticket.number), ("why", lang.of(&ticket.why))],
            );
        }
        for unit in &self.units {
            line(
                "demo-unit",
                &[
                    ("serial", &unit.serial),
                    ("port", &unit.port),
                    ("admission", &verdict(&unit.admission, lang)),
                    ("sessions", &unit.sessions.to_string()),
                ],
            );
        }
        line("demo-peak", &[("units", &self.serving_peak.to_string())]);
        waits(&mut line, "demo-wait", &self.wait_s);
        waits(&mut line, "demo-separate", &self.separate_lines_wait_s);
        if let Some(dispatch) = self.dispatch_ms {
            let (p50, p99) = (dispatch.p50.to_string(), dispatch.p99.to_string());
            line("demo-dispatch", &[("p50", &p50), ("p99", &p99)]);
        }
        if let (Some(lost), Some(twice)) = (self.lost, self.double_counted) {
            let (lost, twice) = (lost.to_string(), twice.to_string());
            line("demo-lost", &[("lost", &lost), ("twice", &twice)]);
        }
        page.trim_end().to_owned()
    }
}

fn waits(line: &mut impl FnMut(&str, &[(&str, &str)]), key: &str, waits: &Waits) {
    let [mean, p50, p95, max] =
        [waits.mean, waits.p50, waits.p95, waits.max].map(|s| format!("{s:.0}"));
    line(
        key,
        &[("mean", &mean), ("p50", &p50), ("p95", &p95), ("max", &max)],
    );
}

#[cfg(test)]
mod tests;
