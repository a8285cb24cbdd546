//! What is counted since this process started. It lies in memory alone, as Prometheus expects of counters: a restart begins at 0.

use super::seen::{Found, Seen, WAYS};
use super::{MAX_UNITS, Newest, OTHER};
use crate::engine::{Handle, wall_clock};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::time::TimeOfDay;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The shortest time between two looks. What is counted cannot be missed by it; a restart of a reader takes longer.
const PACE: Duration = Duration::from_millis(250);
/// The bounds of sessions' durations in seconds: a face takes some, a patient who asks takes a minute or two.
const SESSION_S: [f64; 8] = [3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 60.0, 120.0];
/// The bounds of the time from choosing "face" to the match in seconds: 5 is what is promised (FAQ 17).
const FACE_S: [f64; 7] = [1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0];
/// The bounds of waits in seconds.
const WAIT_S: [f64; 9] = [
    15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0,
];

/// A unit by its serial.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfUnit {
    pub unit: String,
}

/// The sessions at a unit that ended in one way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfOutcome {
    unit: String,
    outcome: &'static str,
    /// Empty where nobody was verified.
    method: &'static str,
}

/// The tickets that were closed in one way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfWay {
    how: &'static str,
}

type Durations = Family<OfUnit, Histogram, fn() -> Histogram>;

/// What was counted. Clones are one.
#[derive(Debug, Clone, Default)]
pub struct Counts(Arc<Counted>);

#[derive(Debug)]
struct Counted {
    since: TimeOfDay,
    /// The units that have a label.
    labels: Mutex<BTreeSet<Serial>>,
    sessions: Family<OfOutcome, Counter>,
    session_s: Durations,
    face_s: Durations,
    lost_links: Family<OfUnit, Counter>,
    restarts: Family<OfUnit, Counter>,
    added: Counter,
    closed: Family<OfWay, Counter>,
    wait_s: Histogram,
    newest: Newest,
}

impl Default for Counted {
    fn default() -> Self {
        Self {
            since: wall_clock(),
            labels: Mutex::default(),
            sessions: Family::default(),
            session_s: Family::new_with_constructor(|| Histogram::new(SESSION_S)),
            face_s: Family::new_with_constructor(|| Histogram::new(FACE_S)),
            lost_links: Family::default(),
            restarts: Family::default(),
            added: Counter::default(),
            closed: Family::default(),
            wait_s: Histogram::new(WAIT_S),
            newest: Newest::default(),
        }
    }
}

impl Counts {
    /// Counts from now on, until the engine stops.
    #[must_use]
    pub fn keep(handle: &Handle) -> Self {
        let counts = Self::default();
        tokio::spawn(watch(handle.clone(), counts.clone()));
        counts
    }

    pub(super) fn newest(&self) -> &Newest {
        &self.0.newest
    }

    /// The wall clock at the start, in seconds since 1970.
    pub(super) fn since_s(&self) -> f64 {
        let ms = u64::try_from(self.0.since.0).unwrap_or(0);
        Duration::from_millis(ms).as_secs_f64()
    }

    /// Counts what is new.
    pub(super) fn count(&self, found: Found) {
        let counted = &*self.0;
        counted.added.inc_by(found.added);
        for how in WAYS {
            // A counter that is there at 0 shows its first step.
            let of_way = found.closed.iter().filter(|closed| closed.how == how);
            let many = u64::try_from(of_way.count()).unwrap_or(u64::MAX);
            counted.closed.get_or_create(&OfWay { how }).inc_by(many);
        }
        for waited_ms in found.closed.iter().filter_map(|closed| closed.waited_ms) {
            counted.wait_s.observe(seconds(waited_ms.unsigned_abs()));
        }
        for (serial, lost, told) in found.units {
            let of_unit = self.of_unit(&serial);
            counted.lost_links.get_or_create(&of_unit).inc_by(lost);
            counted.restarts.get_or_create(&of_unit).inc_by(told);
            drop(counted.session_s.get_or_create(&of_unit));
            drop(counted.face_s.get_or_create(&of_unit));
        }
        for (serial, outcome) in &found.sessions {
            self.count_session(self.of_unit(serial), outcome);
        }
    }

    fn count_session(&self, of_unit: OfUnit, outcome: &Outcome) {
        let counted = &*self.0;
        let (name, method) = words(&outcome.kind);
        let of_outcome = OfOutcome {
            unit: of_unit.unit.clone(),
            outcome: name,
            method,
        };
        counted.sessions.get_or_create(&of_outcome).inc();
        let took = seconds(outcome.duration_ms);
        counted.session_s.get_or_create(&of_unit).observe(took);
        let matched = outcome.kind == Kind::Verified(Method::Face);
        if let Some(face_ms) = outcome.face_ms.filter(|_| matched) {
            let took = seconds(face_ms);
            counted.face_s.get_or_create(&of_unit).observe(took);
        }
    }

    /// The label of a unit: its serial, as long as there is room.
    pub(super) fn of_unit(&self, serial: &Serial) -> OfUnit {
        // A thread that panicked left nothing half written here.
        let labels = self.0.labels.lock();
        let mut labels = labels.unwrap_or_else(PoisonError::into_inner);
        if labels.len() < MAX_UNITS {
            labels.insert(serial.clone());
        }
        let unit = match labels.contains(serial) {
            true => serial.to_string(),
            false => OTHER.to_owned(),
        };
        OfUnit { unit }
    }

    /// Puts what was counted into a registry.
    pub(super) fn register(&self, registry: &mut Registry) {
        let counted = &*self.0;
        registry.register(
            "sessions",
            "Sessions that ended since the start, by unit, outcome and, where somebody was verified, method",
            counted.sessions.clone(),
        );
        registry.register_with_unit(
            "session_duration",
            "Time from the placed card to the end of a session, by the reader's clock",
            Unit::Seconds,
            counted.session_s.clone(),
        );
        registry.register_with_unit(
            "face_check_duration",
            "Time from choosing the face to the match, of faces that matched; within 5 s as a rule",
            Unit::Seconds,
            counted.face_s.clone(),
        );
        registry.register(
            "unit_link_losses",
            "Times that a unit's link was lost since the start",
            counted.lost_links.clone(),
        );
        registry.register(
            "unit_restarts",
            "Times that a unit was told to restart since the start",
            counted.restarts.clone(),
        );
        registry.register(
            "tickets_added",
            "Tickets that were added since the start",
            counted.added.clone(),
        );
        registry.register(
            "tickets_closed",
            "Tickets that were closed since the start, by how; one that is opened again counts each time that it is closed",
            counted.closed.clone(),
        );
        registry.register_with_unit(
            "ticket_wait",
            "How long patients waited who were served since the start",
            Unit::Seconds,
            counted.wait_s.clone(),
        );
    }
}

/// Looks after every change, at most at this pace.
async fn watch(handle: Handle, counts: Counts) {
    let mut published = handle.published();
    let Ok(mut seen) = handle.ask(Seen::of).await else {
        return;
    };
    loop {
        published.mark_unchanged();
        let look = move |fleet: &_| {
            let found = seen.look(fleet);
            (seen, found)
        };
        let Ok((looked, found)) = handle.ask(look).await else {
            return;
        };
        seen = looked;
        counts.count(found);
        if published.changed().await.is_err() {
            return;
        }
        tokio::time::sleep(PACE).await;
    }
}

/// How a session ended, and by which method somebody was verified. A reader's own code is no word of ours and stays out.
const fn words(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Verified(Method::Face) => ("verified", "face"),
        Kind::Verified(Method::Pin) => ("verified", "pin"),
        Kind::Verified(Method::PinByGuardian) => ("verified", "pin_by_guardian"),
        Kind::FaceNotMatched => ("face_not_matched", ""),
        Kind::PinWrong { .. } => ("pin_wrong", ""),
        Kind::PinLocked => ("pin_locked", ""),
        Kind::CardExpired => ("card_expired", ""),
        Kind::CardUnreadable => ("card_unreadable", ""),
        Kind::NotMyNumberCard => ("not_my_number_card", ""),
        Kind::GivenUp => ("given_up", ""),
        Kind::TimedOut => ("timed_out", ""),
        Kind::UnitFailed { .. } => ("unit_failed", ""),
    }
}

fn seconds(ms: u64) -> f64 {
    Duration::from_millis(ms).as_secs_f64()
}
