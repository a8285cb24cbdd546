//! The behaviour of a simulated patient: a pure function of seed and ticket number, so that another program can compute the same patient (a
//! comparison with separate queues needs the same service times).

use madoguchi_proto::v1::{Outcome, OutcomeKind};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A range of times in clinic milliseconds, both ends included; values are drawn evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub min_ms: u64,
    pub max_ms: u64,
}

/// The behaviour of simulated patients and their reader. Rates are shares from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Behaviour {
    /// The time from the call to the card.
    pub walk: Span,
    /// The time from the card to the outcome, by face. About 5 s of it is the face itself (FAQ 17).
    pub face: Span,
    /// The time from the card to the outcome, by PIN.
    pub pin: Span,
    /// The time from the outcome to the card's removal.
    pub removal: Span,
    /// The share of patients who choose the PIN.
    pub pin_share: f64,
    /// The share of patients who do not come at the first call. At a later call everybody comes.
    pub no_show_rate: f64,
    /// The share of sessions in which the unit fails.
    pub fault_rate: f64,
    /// How long the unit stays faulted after that, in clinic milliseconds.
    pub fault_ms: u64,
    /// The shares of sessions that end otherwise than verified, by kind.
    pub errors: Vec<(OutcomeKind, f64)>,
}

impl Default for Behaviour {
    /// A quiet clinic: faces as FAQ 12 and 17 promise, one patient in seven by PIN, a few errors, no faults.
    fn default() -> Self {
        let span = |min_ms, max_ms| Span { min_ms, max_ms };
        Self {
            walk: span(5_000, 20_000),
            face: span(12_000, 30_000),
            pin: span(25_000, 60_000),
            removal: span(2_000, 6_000),
            pin_share: 0.15,
            no_show_rate: 0.02,
            fault_rate: 0.0,
            fault_ms: 60_000,
            errors: vec![
                (OutcomeKind::FaceNotMatched, 0.006),
                (OutcomeKind::PinWrong, 0.01),
                (OutcomeKind::PinLocked, 0.003),
                (OutcomeKind::CardExpired, 0.005),
                (OutcomeKind::CardUnreadable, 0.005),
                (OutcomeKind::NotMyNumberCard, 0.01),
                (OutcomeKind::GivenUp, 0.005),
            ],
        }
    }
}

/// The behaviour of one patient. Times are in clinic milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The time from the call to the card.
    pub walk_ms: u64,
    /// The time from the card to the outcome.
    pub service_ms: u64,
    /// The time from the outcome to the card's removal.
    pub removal_ms: u64,
    /// The end of the session; never a failed unit, which does not depend on the patient.
    pub outcome: Outcome,
    /// Whether the patient comes at the first call.
    pub shows_up: bool,
}

/// The time from choosing "face" to the end: 5 s as a rule (FAQ 17).
const FACE: Span = Span {
    min_ms: 3_000,
    max_ms: 6_000,
};

/// The patient with this number, with the default behaviour.
#[must_use]
pub fn plan(seed: u64, number: &str) -> Plan {
    plan_with(&Behaviour::default(), seed, number)
}

/// The patient with this number, with this behaviour.
#[must_use]
pub fn plan_with(behaviour: &Behaviour, seed: u64, number: &str) -> Plan {
    let mut draws = Draws::new(seed, Purpose::Patient, number);
    // Every value is drawn for every patient, in this order, so that one setting does not change the others.
    let walk_ms = draws.within(behaviour.walk);
    let (by_face_ms, by_pin_ms) = (draws.within(behaviour.face), draws.within(behaviour.pin));
    let removal_ms = draws.within(behaviour.removal);
    let face_ms = draws.within(FACE);
    let shows_up = draws.share() >= behaviour.no_show_rate;
    let by_pin = draws.share() < behaviour.pin_share;
    let kind = kind(behaviour, by_pin, draws.share());
    let with_pin = matches!(
        kind,
        OutcomeKind::VerifiedPin | OutcomeKind::PinWrong | OutcomeKind::PinLocked
    );
    let service_ms = if with_pin { by_pin_ms } else { by_face_ms };
    let with_face = matches!(
        kind,
        OutcomeKind::VerifiedFace | OutcomeKind::FaceNotMatched
    );
    Plan {
        walk_ms,
        service_ms,
        removal_ms,
        outcome: Outcome {
            kind: kind.into(),
            tries_left: if kind == OutcomeKind::PinWrong { 2 } else { 0 },
            duration_ms: service_ms,
            face_ms: if with_face {
                face_ms.min(service_ms)
            } else {
                0
            },
            error_code: String::new(),
        },
        shows_up,
    }
}

fn kind(behaviour: &Behaviour, by_pin: bool, mut draw: f64) -> OutcomeKind {
    for (kind, rate) in &behaviour.errors {
        if draw < *rate {
            return *kind;
        }
        draw -= rate;
    }
    if by_pin {
        OutcomeKind::VerifiedPin
    } else {
        OutcomeKind::VerifiedFace
    }
}

/// Whether the unit fails in this session. It depends on seed, number and attempt, so that a patient who comes back is served.
pub(super) fn unit_fails(behaviour: &Behaviour, seed: u64, number: &str, attempt: u32) -> bool {
    let mut draws = Draws::new(seed, Purpose::Fault, &format!("{attempt}/{number}"));
    draws.share() < behaviour.fault_rate
}

/// The purpose of random values: each has its own, so that one does not change the others.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    Patient = 1,
    Fault = 2,
}

struct Draws(ChaCha8Rng);

impl Draws {
    fn new(seed: u64, purpose: Purpose, label: &str) -> Self {
        let mut key = crate::entropy::key(seed, label);
        key[31] = purpose as u8;
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A value from 0 (included) to 1 (not included), in steps of 2^-53.
    #[allow(clippy::cast_precision_loss)] // 53 bits fit exactly.
    fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn within(&mut self, span: Span) -> u64 {
        let width = span.max_ms.saturating_sub(span.min_ms).saturating_add(1);
        span.min_ms.saturating_add(self.0.next_u64() % width.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_number_make_the_same_patient() {
        for number in ["1", "42", "A-7"] {
            assert_eq!(plan(7, number), plan(7, number));
        }
        assert_ne!(plan(7, "1"), plan(8, "1"));
        assert_ne!(plan(7, "1"), plan(7, "2"));
    }

    #[test]
    fn one_setting_does_not_shift_another() {
        let faulty = Behaviour {
            no_show_rate: 1.0,
            fault_rate: 1.0,
            ..Behaviour::default()
        };
        for number in 1..100 {
            let number = number.to_string();
            let (usual, other) = (plan(3, &number), plan_with(&faulty, 3, &number));
            assert!(!other.shows_up);
            assert_eq!(
                Plan {
                    shows_up: true,
                    ..usual
                },
                Plan {
                    shows_up: true,
                    ..other
                }
            );
        }
    }

    #[test]
    fn rates_come_out_as_they_were_set() {
        let behaviour = Behaviour {
            pin_share: 0.5,
            no_show_rate: 0.25,
            ..Behaviour::default()
        };
        let plans: Vec<_> = (0..4_000)
            .map(|n| plan_with(&behaviour, 11, &n.to_string()))
            .collect();
        let share = |test: &dyn Fn(&Plan) -> bool| plans.iter().filter(|plan| test(plan)).count();
        assert!((900..1_100).contains(&share(&|plan| !plan.shows_up)));
        let by_pin = share(&|plan| plan.outcome.kind() == OutcomeKind::VerifiedPin);
        assert!((1_750..2_050).contains(&by_pin), "{by_pin}");
        assert!(
            plans
                .iter()
                .all(|plan| (5_000..=20_000).contains(&plan.walk_ms))
        );
    }

    #[test]
    fn an_error_that_always_happens_always_happens() {
        let behaviour = Behaviour {
            errors: vec![(OutcomeKind::CardExpired, 1.0)],
            ..Behaviour::default()
        };
        for number in 1..50 {
            let plan = plan_with(&behaviour, 1, &number.to_string());
            assert_eq!(plan.outcome.kind(), OutcomeKind::CardExpired);
        }
    }
}
