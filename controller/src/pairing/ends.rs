//! The ways in which an attempt can end without a unit, and what reader and staff are told then.

use super::exchange::Flaw;
use crate::engine::ActError;
use crate::identity::CsrError;
use crate::texts;
use madoguchi_fleet::admission::{Refusal, Verdict};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Port;
use madoguchi_proto::Mismatch;
use madoguchi_proto::v1::{PairRefused, Text};
use thiserror::Error;

/// The reason why an attempt ended.
#[derive(Debug, Error)]
pub(super) enum End {
    #[error("the reader went")]
    Gone,
    #[error("a frame did not come in time")]
    Late,
    #[error(transparent)]
    Flaw(#[from] Flaw),
    #[error(transparent)]
    Version(Mismatch),
    #[error("the reader is set up for the other environment")]
    Environment,
    #[error("its link is refused: {}", .0.code())]
    Link(Refusal),
    #[error("staff wait for another reader")]
    NotWanted,
    #[error("another reader is being paired")]
    Busy,
    #[error("a commitment that was used before")]
    Replay,
    #[error("the person at the reader said that the digits differ")]
    ReaderSaidNo,
    #[error("the person at the PC said that the digits differ")]
    StaffSaidNo,
    #[error("the pairing ended")]
    Closed,
    #[error("the key cannot be signed")]
    Signing(#[source] CsrError),
    #[error(transparent)]
    Engine(ActError),
    #[error("the operating system gives no random bytes")]
    Random(#[source] getrandom::Error),
}

impl End {
    /// The reason in words, for people at the reader.
    pub(super) fn text(&self) -> Text {
        let plain = |code| texts::text(code, &[]);
        match self {
            Self::Gone => plain("pairing-reader-gone"),
            Self::Late => plain("pairing-late"),
            Self::Flaw(Flaw::Commitment) => plain("pairing-commitment"),
            // The log has the details: people could not mend them.
            Self::Flaw(_) | Self::Signing(_) => plain("pairing-flaw"),
            Self::Version(mismatch) => texts::mismatch(mismatch),
            Self::Environment => plain("environment-differs"),
            Self::Link(refusal) => texts::verdict(&Verdict::Refused(refusal.clone())),
            Self::NotWanted => plain("pairing-not-wanted"),
            Self::Busy => plain("pairing-reader-busy"),
            Self::Replay => plain("pairing-replay"),
            Self::ReaderSaidNo => plain("pairing-reader-said-no"),
            Self::StaffSaidNo => plain("pairing-staff-said-no"),
            Self::Closed => plain("pairing-closed"),
            Self::Engine(error) => texts::act_error(error),
            Self::Random(_) => plain("pairing-random"),
        }
    }

    /// The last frame to the reader; `None` if it does not listen.
    pub(super) fn last_word(&self) -> Option<PairRefused> {
        (!matches!(self, Self::Gone)).then(|| PairRefused {
            reason: Some(self.text()),
            retry: self.retry(),
        })
    }

    /// Whether it helps if the reader tries again by itself.
    const fn retry(&self) -> bool {
        !matches!(self, Self::Version(_) | Self::Environment)
    }

    /// The notice to staff; `None` if it does not concern them.
    pub(super) fn notice(&self, serial: &Serial, port: Option<&Port>) -> Option<Text> {
        let port = port.map_or_else(|| "?".to_owned(), ToString::to_string);
        let named = [("serial", serial.as_str()), ("port", port.as_str())];
        match self {
            Self::Closed => None,
            Self::Busy => Some(texts::text("pairing-other-knocks", &named)),
            Self::NotWanted => Some(texts::text("pairing-other-than-wanted", &named)),
            other => Some(texts::pairing_failed(serial, &port, other.text())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pairing::exchange::Flaw;

    /// Each way, as an error is built that the system and a hostile reader make elsewhere.
    #[test]
    fn each_end_of_an_attempt_is_told_by_its_own_cause() {
        let random = getrandom::Error::UNSUPPORTED;
        for (end, code, en) in [
            (End::Gone, "pairing-reader-gone", "power and cable"),
            (End::Late, "pairing-late", "in time"),
            (
                Flaw::Commitment.into(),
                "pairing-commitment",
                "changed on the way",
            ),
            (Flaw::Empty.into(), "pairing-flaw", "software"),
            (End::Environment, "environment-differs", ""),
            (End::NotWanted, "pairing-not-wanted", "another reader"),
            (End::Busy, "pairing-reader-busy", "wait"),
            (End::Replay, "pairing-replay", "used before"),
            (End::ReaderSaidNo, "pairing-reader-said-no", "at the reader"),
            (End::StaffSaidNo, "pairing-staff-said-no", "at reception"),
            (End::Closed, "pairing-closed", "ended"),
            (End::Random(random), "pairing-random", "Restart the PC"),
        ] {
            let text = end.text();
            assert_eq!(text.code, code, "{end:?}");
            assert!(text.en.contains(en) && !text.ja.is_ascii(), "{text:?}");
            assert_eq!(end.last_word().is_none(), matches!(end, End::Gone));
        }
    }
}
