//! The vendor's ledger: what was sold, to whom, and what has become of it.

mod activation;
mod doubts;
mod former;
mod kill;
mod moves;
mod ownership;
mod proof;
mod syscalls;
mod terms;
mod warnings;

use crate::office::Office;

/// Every command refuses such a ledger, and says what is broken.
fn assert_broken(office: &Office, what: &str) {
    for command in ["ledger verify", "product list", "ledger due"] {
        let said = office.refuses(command);
        assert!(said.contains(what), "{command}: {said}");
        assert!(said.contains("go on with a backup"), "{said}");
    }
}
