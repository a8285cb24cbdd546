//! The real programs, each a process of its own, as a person starts them: each act once, with what it prints, its exit code and
//! what it leaves behind. They are built with the tests and lie beside them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(unix)]
mod agent_language;
mod at_a_terminal;
mod audit;
mod backup;
mod backup_figures;
mod bad_input;
mod bundle;
#[cfg(unix)]
mod clock;
mod command_line;
mod command_line_day;
mod compiled_in_roots;
mod console;
mod demo;
mod faults;
#[cfg(target_os = "linux")]
mod folder;
#[path = "../forge/mod.rs"]
mod forge;
mod half_open;
mod handed_over;
mod japanese_morning;
mod license_bundled;
mod license_programs;
mod license_restored;
mod releases;
// Its commands are for a shell.
#[cfg(unix)]
mod license_walk_through;
mod logs;
mod lost_identity;
mod metrics;
mod nightly;
mod notepad;
mod one_counter;
mod outside;
mod pairing_programs;
mod people;
#[cfg(unix)]
mod python_clients;
mod reader_log;
mod reader_promises;
#[cfg(unix)]
mod reception_access;
#[cfg(unix)]
mod refused_reader;
mod report;
mod separate_programs;
