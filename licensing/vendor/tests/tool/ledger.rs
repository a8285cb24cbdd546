//! The vendor's ledger: what was sold, to whom, and what has become of it.

mod activation;
mod doubts;
mod kill;
mod moves;
mod ownership;
mod proof;
mod syscalls;
mod terms;
mod warnings;
