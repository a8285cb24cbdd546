//! Devices that were refused at the connection, so that people see them listed with the reason.

use crate::admission::Refusal;
use crate::ids::{Installation, Serial};
use crate::link::Link;
use crate::time::FleetTime;

/// A device that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    pub serial: Serial,
    pub installation: Installation,
    pub link: Link,
    pub refusal: Refusal,
    /// The time of the last refusal.
    pub at: FleetTime,
}
