//! Outcomes and states as engines write them. The words are the domain's own, in snake_case.

use madoguchi_link::bounds::{MAX_CODE_CHARS, MAX_CODES, MAX_PIN_TRIES, MAX_SESSION_MS};
use madoguchi_proto::v1::{Health, HealthState, Outcome, OutcomeKind};
use serde::{Deserialize, Serialize};

use super::fault;

/// The written form of an outcome.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Words {
    kind: Kind,
    duration_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    face_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tries_left: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
}

macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Kind { $($kind),* }

        impl From<Kind> for OutcomeKind {
            fn from(kind: Kind) -> Self {
                match kind { $(Kind::$kind => Self::$kind),* }
            }
        }

        /// The written kind; `None` for a kind that engines do not use.
        fn kind_of(kind: OutcomeKind) -> Option<Kind> {
            match kind {
                $(OutcomeKind::$kind => Some(Kind::$kind),)*
                OutcomeKind::Unspecified => None,
            }
        }
    };
}

kinds!(
    VerifiedFace,
    VerifiedPin,
    VerifiedPinGuardian,
    FaceNotMatched,
    PinWrong,
    PinLocked,
    CardExpired,
    CardUnreadable,
    NotMyNumberCard,
    GivenUp,
    TimedOut,
    UnitFailed,
);

impl Words {
    /// The written form for an engine that has to show it.
    pub(super) fn of(outcome: &Outcome) -> Self {
        let kind = kind_of(outcome.kind()).unwrap_or(Kind::UnitFailed);
        Self {
            kind,
            duration_ms: outcome.duration_ms,
            face_ms: (outcome.face_ms > 0).then_some(outcome.face_ms),
            tries_left: (kind == Kind::PinWrong).then_some(outcome.tries_left),
            error_code: (!outcome.error_code.is_empty()).then(|| outcome.error_code.clone()),
        }
    }

    /// Checks the outcome of an engine.
    ///
    /// # Errors
    /// The reason, for the engine's author.
    pub(super) fn check(self) -> Result<Outcome, String> {
        let Self {
            kind,
            duration_ms,
            face_ms,
            tries_left,
            error_code,
        } = self;
        let face_ms = face_ms.unwrap_or(0);
        if duration_ms > MAX_SESSION_MS || face_ms > duration_ms {
            return Err("duration_ms is a day at most, face_ms is a part of it".to_owned());
        }
        match (kind, tries_left) {
            (Kind::PinWrong, Some(1..=MAX_PIN_TRIES)) => {}
            (Kind::PinWrong, _) => return Err("pin_wrong has tries_left from 1 to 10".to_owned()),
            (_, None | Some(0)) => {}
            _ => return Err("tries_left belongs to pin_wrong alone".to_owned()),
        }
        match (kind, error_code.as_deref()) {
            (Kind::UnitFailed, Some(code)) => check_code(code)?,
            (Kind::UnitFailed, None) => return Err("unit_failed has an error_code".to_owned()),
            (_, None | Some("")) => {}
            _ => return Err("error_code belongs to unit_failed alone".to_owned()),
        }
        Ok(Outcome {
            kind: OutcomeKind::from(kind).into(),
            tries_left: tries_left.unwrap_or(0),
            duration_ms,
            face_ms,
            error_code: error_code.unwrap_or_default(),
        })
    }
}

/// The written form of a unit's own state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    #[default]
    Healthy,
    Degraded,
    Faulted,
}

/// Checks a state with its codes.
///
/// # Errors
/// The reason, for the engine's author.
pub(super) fn health(state: State, codes: Vec<String>) -> Result<Health, String> {
    if codes.len() > MAX_CODES {
        return Err(format!("a unit has at most {MAX_CODES} codes"));
    }
    if (state == State::Healthy) != codes.is_empty() {
        return Err("degraded and faulted have codes, healthy has none".to_owned());
    }
    codes.iter().try_for_each(|code| check_code(code))?;
    let state = match state {
        State::Healthy => HealthState::Healthy,
        State::Degraded => HealthState::Degraded,
        State::Faulted => HealthState::Faulted,
    };
    Ok(Health {
        state: state.into(),
        codes,
    })
}

fn check_code(code: &str) -> Result<(), String> {
    let good = (1..=MAX_CODE_CHARS).contains(&code.len())
        && code.chars().all(|char| char.is_ascii_graphic());
    if !good {
        return Err(format!(
            "a code has 1 to {MAX_CODE_CHARS} printable ASCII characters without spaces"
        ));
    }
    if code.starts_with(fault::RESERVED) {
        return Err(format!("codes in {}… are the agent's own", fault::RESERVED));
    }
    Ok(())
}
