//! A simulated reader with simulated patients: they walk to the counter when their number is shown, place their card, are verified, and
//! take the card away. Clinic time runs `speed` times as fast as real time.

mod plan;

use std::future::pending;
use std::time::Duration;

use madoguchi_proto::v1::{Assignment, Health, HealthState, Outcome, OutcomeKind};
use tokio::time::{Instant, sleep_until};

pub use self::plan::{Behaviour, Plan, Span, plan, plan_with};
use crate::device::{Device, DeviceEvent, DeviceGone};
use crate::session::Order;

/// The code of a simulated fault.
const FAULT_CODE: &str = "SIM-1";
/// The highest speed: above it the times are shorter than timers can measure.
pub const MAX_SPEED: f64 = 10_000.0;
/// The lowest speed: below it nothing would seem to happen.
pub const MIN_SPEED: f64 = 0.01;

/// The nearest allowed speed; real time for a value that is no number.
pub(crate) fn possible(speed: f64) -> f64 {
    if speed.is_nan() {
        return 1.0;
    }
    speed.clamp(MIN_SPEED, MAX_SPEED)
}

/// The settings of a simulated reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The seed of the patients; the same for all readers of a fleet.
    pub seed: u64,
    /// Clinic milliseconds per real millisecond.
    pub speed: f64,
    /// How patients and reader behave.
    pub behaviour: Behaviour,
    /// The answer of the person at the reader to the digits of a pairing.
    pub pairing: Answer,
}

/// An answer to the digits of a pairing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// They are the same.
    #[default]
    Accept,
    /// They differ.
    Refuse,
    /// No answer: nobody is there.
    Silent,
}

/// The time before the person answers, in clinic milliseconds.
const LOOK_MS: u64 = 1_000;
/// The time that a restart takes, in clinic milliseconds.
const RESTART_MS: u64 = 20_000;

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            speed: 1.0,
            behaviour: Behaviour::default(),
            pairing: Answer::default(),
        }
    }
}

/// The simulated reader. It has one slot for each kind of future event.
#[derive(Debug)]
pub struct Simulated {
    settings: Settings,
    walk_ups: u64,
    /// The plan of the patient who is called or at the reader.
    patient: Option<Plan>,
    card_lies: bool,
    arrival: Option<Instant>,
    end: Option<(Instant, Outcome)>,
    removal: Option<Instant>,
    recovery: Option<Instant>,
    /// When a restart is over.
    restart: Option<Instant>,
    /// The shown digits, and the time of the answer.
    pairing: Option<(Instant, String)>,
    /// Whether a fault has to be reported before anything else.
    fault: bool,
}

impl Simulated {
    /// A reader that was just switched on.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            walk_ups: 0,
            patient: None,
            card_lies: false,
            arrival: None,
            end: None,
            removal: None,
            recovery: None,
            restart: None,
            pairing: None,
            fault: false,
        }
    }

    fn after(&self, clinic_ms: u64) -> Instant {
        Instant::now() + Duration::from_millis(clinic_ms).div_f64(possible(self.settings.speed))
    }

    fn called(&mut self, assignment: Assignment, number: &str) {
        let plan = plan_with(&self.settings.behaviour, self.settings.seed, number);
        let comes = plan.shows_up || assignment.attempt > 1;
        // A card that still lies there is taken away first.
        let walk = self.after(plan.walk_ms);
        let arrival = self.removal.map_or(walk, |removal| removal.max(walk));
        self.arrival = comes.then_some(arrival);
        self.patient = Some(plan);
    }

    fn begin(&mut self, assignment: Option<Assignment>, number: Option<&str>) {
        let walk_up = format!("walk-up {}", self.walk_ups);
        if number.is_none() {
            self.walk_ups += 1;
        }
        let number = number.unwrap_or(&walk_up);
        let Settings {
            seed, behaviour, ..
        } = &self.settings;
        let plan = plan_with(behaviour, *seed, number);
        let attempt = assignment.map_or(1, |assignment| assignment.attempt);
        let outcome = if plan::unit_fails(behaviour, *seed, number, attempt) {
            failed(&plan)
        } else {
            plan.outcome.clone()
        };
        self.arrival = None;
        self.removal = None;
        self.end = Some((self.after(plan.service_ms), outcome));
        self.patient = Some(plan);
    }

    fn leave(&mut self) {
        let removal_ms = self.patient.as_ref().map_or(0, |plan| plan.removal_ms);
        if self.card_lies {
            self.removal = Some(self.after(removal_ms));
        }
    }

    /// The next event and its time; of events at the same time the first in this order.
    fn next(&self) -> Option<(Instant, Next)> {
        let end = self.end.as_ref().map(|(at, _)| *at);
        let pairing = self.pairing.as_ref().map(|(at, _)| *at);
        let candidates = [
            (pairing, Next::Answer),
            (self.recovery, Next::Recovery),
            (self.restart, Next::Restarted),
            (end, Next::End),
            (self.removal, Next::Removal),
            (self.arrival, Next::Arrival),
        ];
        let due = candidates
            .into_iter()
            .filter_map(|(at, next)| Some((at?, next)));
        due.min_by_key(|(at, _)| *at)
    }

    fn happen(&mut self, next: Next) -> Option<DeviceEvent> {
        match next {
            Next::Answer => {
                let (_, digits) = self.pairing.take()?;
                let same = self.settings.pairing == Answer::Accept;
                Some(DeviceEvent::PairingAnswered { digits, same })
            }
            Next::Recovery => {
                self.recovery = None;
                Some(DeviceEvent::HealthChanged(health(HealthState::Healthy)))
            }
            Next::Restarted => {
                self.restart = None;
                Some(DeviceEvent::Restarted)
            }
            Next::End => {
                let (_, outcome) = self.end.take()?;
                self.fault = outcome.kind() == OutcomeKind::UnitFailed;
                Some(DeviceEvent::SessionEnded(outcome))
            }
            Next::Removal => {
                self.removal = None;
                self.card_lies = false;
                Some(DeviceEvent::CardRemoved)
            }
            Next::Arrival => {
                self.arrival = None;
                self.card_lies = true;
                // The card is taken back if no session begins.
                self.leave();
                Some(DeviceEvent::CardPlaced)
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Next {
    Answer,
    Recovery,
    Restarted,
    End,
    Removal,
    Arrival,
}

fn failed(plan: &Plan) -> Outcome {
    Outcome {
        kind: OutcomeKind::UnitFailed.into(),
        duration_ms: plan.service_ms,
        error_code: FAULT_CODE.to_owned(),
        ..Outcome::default()
    }
}

fn health(state: HealthState) -> Health {
    let codes = if state == HealthState::Healthy {
        Vec::new()
    } else {
        vec![FAULT_CODE.to_owned()]
    };
    Health {
        state: state.into(),
        codes,
    }
}

impl Device for Simulated {
    async fn next_event(&mut self) -> Result<DeviceEvent, DeviceGone> {
        if std::mem::take(&mut self.fault) {
            self.recovery = Some(self.after(self.settings.behaviour.fault_ms));
            return Ok(DeviceEvent::HealthChanged(health(HealthState::Faulted)));
        }
        loop {
            let Some((at, next)) = self.next() else {
                return pending().await;
            };
            // Nothing is removed before its time has come, so dropping this loses nothing.
            sleep_until(at).await;
            if let Some(event) = self.happen(next) {
                return Ok(event);
            }
        }
    }

    fn order(&mut self, order: Order) -> Result<(), DeviceGone> {
        // Any other order replaces the digits.
        self.pairing = None;
        match order {
            Order::ShowPairing { digits } => {
                let silent = self.settings.pairing == Answer::Silent;
                self.pairing = (!silent).then(|| (self.after(LOOK_MS), digits));
            }
            Order::ShowCall { assignment, number } => self.called(assignment, &number),
            Order::BeginSession {
                assignment, number, ..
            } => self.begin(assignment, number.as_deref()),
            Order::ShowResult { .. } => self.leave(),
            // Staff look at it; a patient who is on the way was not called here.
            Order::ShowIdentity { .. } => {}
            Order::ShowIdle | Order::ShowWithdrawn { .. } | Order::ShowRefusal { .. } => {
                self.arrival = None
            }
        }
        Ok(())
    }

    fn restarts(&self) -> bool {
        true
    }

    fn restart(&mut self) {
        self.restart = Some(self.after(RESTART_MS));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn at(speed: f64, behaviour: Behaviour) -> Simulated {
        Simulated::new(Settings {
            seed: 5,
            speed,
            behaviour,
            pairing: Answer::Accept,
        })
    }

    fn call(number: &str, attempt: u32) -> Order {
        Order::ShowCall {
            assignment: Assignment {
                ticket_id: 1,
                attempt,
            },
            number: number.to_owned(),
        }
    }

    fn begin(number: &str) -> Order {
        Order::BeginSession {
            session_id: crate::session::SessionId([1; 16]),
            assignment: Some(Assignment {
                ticket_id: 1,
                attempt: 1,
            }),
            number: Some(number.to_owned()),
        }
    }

    #[tokio::test]
    async fn a_called_patient_comes_is_served_and_leaves_as_planned() {
        let plan = plan(5, "12");
        let mut device = at(MAX_SPEED, Behaviour::default());
        device.order(call("12", 2)).unwrap();
        assert_eq!(device.next_event().await.unwrap(), DeviceEvent::CardPlaced);
        device.order(begin("12")).unwrap();
        let ended = DeviceEvent::SessionEnded(plan.outcome.clone());
        assert_eq!(device.next_event().await.unwrap(), ended);
        device
            .order(Order::ShowResult {
                outcome: plan.outcome.clone(),
            })
            .unwrap();
        assert_eq!(device.next_event().await.unwrap(), DeviceEvent::CardRemoved);
    }

    #[tokio::test]
    async fn a_patient_whose_call_is_taken_back_does_not_come() {
        let mut device = at(1.0, Behaviour::default());
        device.order(call("12", 2)).unwrap();
        device.order(Order::ShowIdle).unwrap();
        assert!(device.next().is_none());
    }

    #[tokio::test]
    async fn a_unit_that_fails_says_so_and_recovers() {
        let behaviour = Behaviour {
            fault_rate: 1.0,
            ..Behaviour::default()
        };
        let mut device = at(MAX_SPEED, behaviour);
        device.order(begin("3")).unwrap();
        let DeviceEvent::SessionEnded(outcome) = device.next_event().await.unwrap() else {
            panic!("the session should end first");
        };
        assert_eq!(outcome.kind(), OutcomeKind::UnitFailed);
        for state in [HealthState::Faulted, HealthState::Healthy] {
            let event = device.next_event().await.unwrap();
            assert_eq!(event, DeviceEvent::HealthChanged(health(state)));
        }
    }
}
