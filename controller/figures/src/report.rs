//! Reports of a month: as a page to print, and as tables for a spreadsheet.

mod csv;
mod html;
mod month;

pub use csv::{Table, csv};
pub use html::html;
pub use month::{Month, SUBSIDY_USES};
