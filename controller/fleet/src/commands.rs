//! One command in one file: `check` reads the fleet and returns a plan or a refusal; `apply` carries the plan out and cannot fail. A
//! command that cannot be refused has only `apply`.

pub(crate) mod accept_revocations;
pub(crate) mod add_ticket;
pub(crate) mod ask_time_reset;
pub(crate) mod attach;
pub(crate) mod bind_walk_up;
pub(crate) mod call_ticket;
pub(crate) mod cancel_ticket;
pub(crate) mod card_placed;
pub(crate) mod card_removed;
pub(crate) mod change_counter;
pub(crate) mod change_ticket;
pub(crate) mod confirm_time;
pub(crate) mod detach;
pub(crate) mod done_by_means;
pub(crate) mod drop_need;
pub(crate) mod end_day;
pub(crate) mod enroll_unit;
pub(crate) mod health_changed;
pub(crate) mod holding_reported;
pub(crate) mod install_license;
pub(crate) mod link_observed;
pub(crate) mod move_ticket;
pub(crate) mod note_cable;
pub(crate) mod park_ticket;
pub(crate) mod pause_unit;
pub(crate) mod prefer_unit;
pub(crate) mod recall_ticket;
pub(crate) mod record_act;
pub(crate) mod reopen_ticket;
pub(crate) mod replace_unit;
pub(crate) mod reset_time;
pub(crate) mod resume_unit;
pub(crate) mod resumed;
pub(crate) mod retire_unit;
pub(crate) mod return_licenses;
pub(crate) mod see_clock;
pub(crate) mod see_stranger;
pub(crate) mod session_ended;
mod staff;
pub(crate) mod tick;
pub(crate) mod undo_day;
pub(crate) mod undo_ticket;
pub(crate) mod unpark_ticket;

pub use confirm_time::TimeChange;
pub use undo_day::Stays;
