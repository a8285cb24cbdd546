//! One command, one file: each checks first, then changes; a refusal has changed nothing.

mod add_ticket;
mod attach;
mod card_placed;
mod card_removed;
mod detach;
mod enroll_unit;
mod health_changed;
mod install_license;
mod pause_unit;
mod retire_unit;
mod session_ended;
mod staff_tickets;
mod tick;
mod time;
