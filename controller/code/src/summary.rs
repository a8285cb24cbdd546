//! What a support code says.

use crate::word::Word;

/// The most units in a code: eight PCs with four each. More are counted.
pub const MAX_UNITS: usize = 32;
/// The most codes of faults in one list; the first ones are kept.
pub const MAX_CODES: usize = 16;

/// The clinic's units in one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// The first eight bytes of the installation's key: sixteen of its digits.
    pub installation: [u8; 8],
    /// When it was made, by the PC's clock: minutes since 1970.
    pub at_min: u32,
    /// The clinic's offset from UTC, in minutes.
    pub utc_offset_min: i16,
    /// Whether it is a test installation.
    pub is_test: bool,
    /// The controller's version.
    pub software: Word,
    /// Patients who wait.
    pub waiting: u32,
    /// Tickets closed today.
    pub closed_today: u32,
    /// Numbers of the faults that need somebody, as `status` shows them.
    pub alarms: Vec<u16>,
    /// Numbers of the problems that the doctor found on the PC.
    pub findings: Vec<u16>,
    pub units: Vec<Unit>,
    /// Units beyond the most that a code has.
    pub left_out: u32,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// Its serial; empty for a device that shows none.
    pub serial: Word,
    /// The USB port that it is or was on; empty where that is not known.
    pub port: Word,
    /// Its agent's version; empty while it is not attached.
    pub software: Word,
    /// Whether it is enrolled at this fleet.
    pub is_enrolled: bool,
    /// Whether its edition is multi.
    pub is_multi: bool,
    /// Whether it is attached.
    pub is_attached: bool,
    /// Whether USB shows it.
    pub is_plugged: bool,
    /// Whether it may take tickets.
    pub serves: bool,
    pub pause: Pause,
    pub verdict: Verdict,
    /// The number of the fault that triage takes for the likeliest, from 1; 0 for none.
    pub likeliest: u8,
    /// Numbers of its faults: why it does not serve, then what it reports itself.
    pub faults: Vec<u16>,
    /// Sessions that ended today.
    pub sessions: u32,
    /// Of those, verified.
    pub verified: u32,
    /// How often its link was lost in the last ten minutes.
    pub drops: u32,
    /// The month in which its coverage ends, counted from January 2000 as 1; 0 where its delivery is not noted.
    pub covered_month: u16,
}

/// Whether a unit is paused, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pause {
    #[default]
    No,
    ByStaff,
    /// By the fleet, after repeated failures (RULES A8).
    ByFleet,
    /// Somebody works on it (RULES A23).
    Maintenance,
}

/// What triage says without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    /// It was not judged: it is no unit of the fleet.
    #[default]
    None,
    NotYetKnown,
    ReaderFault,
    OtherPart,
}

impl Verdict {
    /// Its stable name, as triage has it; empty where it was not judged.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::NotYetKnown => "not-yet-known",
            Self::ReaderFault => "reader-fault",
            Self::OtherPart => "other-part",
        }
    }
}
