//! Devices that were turned away at the door, so that people see them listed with the reason.

use crate::admission::Refusal;
use crate::ids::{Installation, Serial};
use crate::link::Link;
use crate::time::FleetTime;

/// A device that was turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    pub serial: Serial,
    pub installation: Installation,
    pub link: Link,
    /// Why it was turned away.
    pub refusal: Refusal,
    /// When, last.
    pub at: FleetTime,
}
