//! What a fleet's days show.

mod judge;
mod rate;
mod sequential;

pub use judge::{Beside, Judged, Quality, Reference, judge};
pub use rate::{Interval, Rate};
pub use sequential::{AgainstOthers, AgainstValue};
