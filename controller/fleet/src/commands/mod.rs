//! One command, one file: each checks first, then changes; a refusal has changed nothing.

mod accept_revocations;
mod acts;
mod add_ticket;
mod attach;
mod bind_walk_up;
mod card_placed;
mod card_removed;
mod day_end;
mod detach;
mod drop_need;
mod enroll_unit;
mod health_changed;
mod install_license;
mod kinds;
mod license_time;
mod note_cable;
mod pause_failing;
mod pause_unit;
mod reopen_ticket;
mod replace_unit;
mod retire_unit;
mod see_clock;
mod see_ports;
mod session_ended;
mod staff_tickets;
mod tick;
mod time;
mod undo_ticket;

pub use time::TimeChange;
