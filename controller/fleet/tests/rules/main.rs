//! Tests of the rules: the core without clock, network or disk, used by a simulated clinic (`kit`).
//!
//! Each file tests a part of [`RULES.md`](../../RULES.md). If a rule has a table, its file has one, too: `refused_cells` has every refused
//! cell of state × command, `seat_table` every combination of units and licenses.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../kit/mod.rs"]
mod kit;

mod admission;
mod audit;
mod bounds;
mod changes;
mod counters;
mod day_end;
mod day_undone;
mod days;
mod done_by_means;
mod figures;
mod forecast;
mod identify;
mod idle_units;
mod late_outcomes;
mod late_ticks;
mod ledger;
mod license_life;
mod license_numbers;
mod license_theft;
mod license_time;
mod links;
mod maintenance;
mod needs;
mod numbers;
mod out_of_use;
mod past;
mod people;
mod reader_clocks;
mod reader_restarts;
mod reasons;
mod refused_cells;
mod replace_and_pause;
mod request_ids;
mod restart;
mod retention;
mod routing;
mod seat_table;
mod seats;
mod session_identity;
mod sessions;
mod ticket_life;
mod undo_and_reopen;
mod wrong_clocks;
