//! Texts for people, Japanese first and English beside it: every sentence of Madoguchi is in the fluent
//! files of `controller/texts/`, and this module puts the fleet's values into those sentences.
//!
//! A text says what happened, why, and what to do now. Its `code` is the stable name that programs look
//! at; its sentence has the key `FAMILY-CODE` in both files (`refusal-number-in-use`), so that the same
//! code can mean one thing in one place. One file per concern.

mod admission;
mod bundles;
mod clock;
mod code;
mod console;
mod desk;
mod documents;
mod explained;
mod faults;
mod fields;
mod findings;
pub(crate) mod folder;
mod lacks;
mod ledger;
mod licenses;
pub(crate) mod nightly;
mod notices;
mod pairing;
mod refusals;
mod restarts;
mod sheet;
mod story;
mod triage;
mod waiting;

#[cfg(test)]
pub(crate) mod tests;

pub use admission::{
    admission, alarm, closing, database_made_anew, disk_full, image_missed, log_unwritten,
    mismatch, service, times, verdict, withdrawal,
};
pub(crate) use bundles::sentence;
pub use bundles::{label, text};
pub(crate) use clock::short_distance as distance_of_clocks;
pub use clock::{Clock, distance, hours_and_minutes, utc_offset_min};
pub(crate) use code::{code_rows, code_unit_rows, month, no_support_code, triage_fault};
pub(crate) use console::{Console, console};
pub use desk::{Desk, desk};
pub(crate) use documents::body_too_large;
pub use documents::{bad_product_key, no_picture, not_believed, unreadable};
pub(crate) use explained::{codes, explained, is_explained};
pub(crate) use faults::{Told, areas, fault, no_such_fault, of_screen, title};
pub use fields::bad_field;
pub use findings::{finding, sentence_of};
pub use lacks::{Detail, lack};
pub use ledger::{coverage, grouped, hours};
pub use licenses::{license_notice, license_now, seats, seats_changed, standing, standing_name};
pub use madoguchi_texts::command_line::system_error;
pub use notices::{Notice, Relicensing, Undone, both, notice};
pub use pairing::pairing_failed;
pub use refusals::{act_error, act_error_at, refusal, stopped};
pub use restarts::restart;
pub use sheet::{SheetRow, sheet_rows};
pub use story::{chapter, left_out, more_passed, outcome, passed, place};
pub use triage::{AtHand, Lender, ground, triage};
pub(crate) use triage::{Lately, lately, not_judged};
pub use waiting::{TicketStanding, class, placement, state, ticket_standing, wait, wish};
