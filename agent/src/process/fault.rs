//! The faults of an engine, and the codes under which the unit reports them.

use crate::texts::in_words;
use std::io;

/// The prefix of the agent's own codes; an engine must not use it.
pub(super) const RESERVED: &str = "E-ENGINE-";
/// The code of a session whose outcome made no sense; the unit itself continues.
pub(super) const CODE_OUTCOME: &str = "E-ENGINE-OUTCOME";

/// The reason why an engine is given up and started again.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("{}", in_words("failed-engine-start", &[]))]
    Start(#[source] io::Error),
    #[error("{}", in_words("failed-engine-hello", &[("why", .0)]))]
    Hello(String),
    #[error("{}", in_words("failed-engine-version", &[("version", &.0.to_string())]))]
    Version(u64),
    #[error("{}", in_words("failed-engine-serial", &[("serial", .0)]))]
    Serial(String),
    #[error("{}", in_words("failed-engine-ended", &[]))]
    Ended,
    #[error("{}", in_words("failed-engine-broke", &[]))]
    Broke(#[source] io::Error),
    #[error("{}", in_words("failed-engine-hangs", &[("what", .0)]))]
    Hang(&'static str),
    #[error("{}", in_words("failed-engine-nonsense", &[]))]
    Nonsense,
    #[error("{}", in_words("failed-engine-flood", &[]))]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_a_sentence_of_the_files_and_has_its_code() {
        let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
        for fault in [
            Fault::Start(broken()),
            Fault::Hello("x".to_owned()),
            Fault::Version(9),
            Fault::Serial("CR-1".to_owned()),
            Fault::Ended,
            Fault::Broke(broken()),
            Fault::Hang("x"),
            Fault::Nonsense,
            Fault::Flood,
        ] {
            let said = fault.to_string();
            assert!(
                said.contains("engine") && !said.contains("failed-"),
                "{said}"
            );
            assert!(fault.code().starts_with(RESERVED), "{said}");
        }
    }
}
