//! What a fleet's days show: rates with their uncertainty, units that are out of line and why, waits, what another reader would bring, and the
//! report of a month with its charts.
//!
//! ```text
//!  UnitDay ──► UnitMonth ──figures──► UnitFigures (rates, alarms, hints) ─┐
//!  QueueDay ───────────────────────────────────────────────────────────────┴► Month ──► html, csv, charts
//!  Ticket ───► Visit ──staffing──► Staffing (the real core with 1 to 4 readers) ──────► chart
//! ```
//!
//! Nothing here reads, writes, rolls dice or asks what time it is. Words come from whoever asks ([`Say`]).

mod chart;
mod escape;
mod hint;
mod judge;
mod lines;
mod rate;
mod replay;
pub mod report;
mod sequential;
mod staffing;
mod unit;
mod visit;
mod waits;
mod words;

pub use chart::{Undrawn, staffing_chart, use_chart, waits_chart};
pub use hint::{Cause, Hint, Hours};
pub use judge::{Alarm, Beside, Judged, Quality, Reference, judge};
pub use lines::in_lines;
pub use rate::{Interval, Rate};
pub use replay::{MAX_VISITS, replay};
pub use sequential::{AgainstOthers, AgainstValue};
pub use staffing::{Staffing, staffing};
pub use unit::{UnitFigures, UnitMonth, figures};
pub use visit::{REMOVES_MS, Visit};
pub use waits::{HOURS, Wait, Waits, by_hour};
pub use words::{Say, date, percent};
