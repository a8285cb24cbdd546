//! Starts the clearing of a clock that was set back (RULES, "Licenses").

use crate::fleet::Fleet;
use crate::work::Work;

/// Keeps the random bytes that the time reset has to name.
pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, nonce: [u8; 8]) {
    fleet.papers.ask_reset(nonce);
    work.set_subject("clock");
}
