//! `transfer`: moves a bundled license from a broken unit to the one that replaces it.

use madoguchi_vendor::files;
use madoguchi_vendor::ledger::NewUnit;

use super::arguments::ledger::Transfer;
use super::output::Answer;
use super::{Error, dates, office, taken};

pub fn run(asked: &Transfer) -> Result<Answer, Error> {
    office::ready(&asked.carriers)?;
    let request = files::read(&asked.request)?;
    let issuer = asked.issuer.open()?;
    let mut ledger = asked.ledger.open()?;
    let ownership = asked.ownership.read(&ledger)?;
    let new_unit = match asked.unit_key {
        Some(key) => NewUnit::Proves(key.to_bytes()),
        None if asked.without_factory_key => NewUnit::CannotProve,
        None => NewUnit::Unsaid,
    };
    if let Some(moves) = ledger.would_transfer(&request, &ownership, new_unit) {
        Error::unless_agreed(asked.yes, &taken::by_transfer(&moves))?;
    }
    let issued = ledger.transfer(&request, &ownership, new_unit, &issuer, dates::now_ms())?;
    office::hand_out(&ledger, &[issued], &asked.carriers)
}
