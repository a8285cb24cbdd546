//! What a fleet's days show.

mod hint;
mod judge;
mod lines;
mod rate;
mod replay;
mod sequential;
mod staffing;
mod unit;
mod visit;
mod waits;

pub use hint::{Cause, Hint, Hours};
pub use judge::{Beside, Judged, Quality, Reference, judge};
pub use lines::in_lines;
pub use rate::{Interval, Rate};
pub use replay::{MAX_VISITS, replay};
pub use sequential::{AgainstOthers, AgainstValue};
pub use staffing::{Staffing, staffing};
pub use unit::{UnitFigures, UnitMonth, figures};
pub use visit::{REMOVES_MS, Visit};
pub use waits::{HOURS, Wait, Waits, by_hour};
