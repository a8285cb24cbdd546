//! The faults of an engine, and the codes under which the unit reports them.

use std::io;

/// The prefix of the agent's own codes; an engine must not use it.
pub(super) const RESERVED: &str = "E-ENGINE-";
/// The code of a session whose outcome made no sense; the unit itself continues.
pub(super) const CODE_OUTCOME: &str = "E-ENGINE-OUTCOME";

/// The reason why an engine is given up and started again.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(
        "the engine cannot be started or reached: check `command` or `socket` in the configuration"
    )]
    Start(#[source] io::Error),
    #[error("the engine did not say hello as it should: {0}")]
    Hello(String),
    #[error(
        "the engine speaks version {0} of the protocol and this agent does not: update the older of the two"
    )]
    Version(u64),
    #[error(
        "the engine serves the reader {0:?}, which is not this unit: enroll the reader that is there"
    )]
    Serial(String),
    #[error("the engine ended or closed the connection")]
    Ended,
    #[error("the connection to the engine broke")]
    Broke(#[source] io::Error),
    #[error("the engine hangs: {0}")]
    Hang(&'static str),
    #[error("the engine said too much that makes no sense")]
    Nonsense,
    #[error("the engine says more than anybody can need")]
    Flood,
}

impl Fault {
    /// The error code for the controller and for support; explained in `PROTOCOL.md`.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Start(_) => "E-ENGINE-START",
            Self::Hello(_) => "E-ENGINE-HELLO",
            Self::Version(_) => "E-ENGINE-VERSION",
            Self::Serial(_) => "E-ENGINE-SERIAL",
            Self::Ended | Self::Broke(_) => "E-ENGINE-CRASH",
            Self::Hang(_) => "E-ENGINE-HANG",
            Self::Nonsense => "E-ENGINE-NONSENSE",
            Self::Flood => "E-ENGINE-FLOOD",
        }
    }
}
