//! The reasons why our side ends a connection, and what the reader is told then.

use super::frames::BadFrame;
use super::outbox::End;
use super::replies;
use crate::engine::ActError;
use crate::texts;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::Parting;
use madoguchi_proto::Mismatch;
use madoguchi_proto::v1::AttachResponse;
use thiserror::Error;

#[derive(Debug, Error)]
pub(super) enum CloseReason {
    #[error("the reader was unplugged")]
    Unplugged,
    #[error("the reader went")]
    PeerGone,
    #[error("ended: {0:?}")]
    Ended(End),
    #[error("the first frame did not come in time")]
    Late,
    #[error("nonsense")]
    BadFrame(#[from] BadFrame),
    #[error("too many frames")]
    TooFast,
    #[error(transparent)]
    Version(Mismatch),
    #[error("the first frame names another serial than the certificate")]
    OtherSerial,
    #[error("the reader is set up for the other environment")]
    OtherEnvironment,
    #[error("the factory key that the first frame names is not proved for this connection")]
    FactoryKey,
    #[error("a certificate was asked for another key than the connection's")]
    OtherKey,
    #[error(transparent)]
    Engine(ActError),
}

impl From<End> for CloseReason {
    fn from(end: End) -> Self {
        Self::Ended(end)
    }
}

impl CloseReason {
    /// Whether the fleet is told that the unit is gone. It is not told when the controller stops: patients who are called keep their call
    /// over the restart, as they do when the process dies.
    pub(super) const fn detaches(&self) -> bool {
        !matches!(
            self,
            Self::Ended(End::Stopping) | Self::Engine(ActError::Stopped)
        )
    }

    /// How the connection ended, in the fleet's words.
    pub(super) const fn parting(&self) -> Parting {
        match self {
            Self::Unplugged => Parting::Unplugged,
            Self::PeerGone => Parting::Lost,
            _ => Parting::Closed,
        }
    }

    /// The last frame to the reader; `None` if it was told already, or does not listen.
    pub(super) fn last_word(&self) -> Option<AttachResponse> {
        let text = match self {
            Self::Unplugged
            | Self::PeerGone
            | Self::Ended(End::Closed | End::TooSlow | End::Slept) => {
                return None;
            }
            Self::Ended(End::Stopping) => texts::stopped(),
            Self::Engine(error) => texts::act_error(error),
            Self::Version(mismatch) => texts::mismatch(mismatch),
            Self::Late => texts::text("hello-late", &[]),
            Self::BadFrame(bad) => texts::text("bad-frame", &[("what", &bad.to_string())]),
            Self::TooFast => texts::text("too-many-frames", &[]),
            Self::OtherSerial => texts::text("serial-not-certificate", &[]),
            Self::OtherEnvironment => texts::text("environment-differs", &[]),
            Self::FactoryKey => texts::text("factory-key-unproved", &[]),
            Self::OtherKey => texts::text("renewal-other-key", &[]),
        };
        Some(replies::closing(text, self.retry()))
    }

    /// Whether the reader should try again by itself.
    const fn retry(&self) -> bool {
        !matches!(
            self,
            Self::Version(_)
                | Self::OtherSerial
                | Self::OtherEnvironment
                | Self::OtherKey
                | Self::Engine(ActError::Refused(Refusal::StaleConnection(_)))
        )
    }
}
