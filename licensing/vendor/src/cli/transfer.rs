//! `transfer`: moves a bundled license from a broken unit to the one that replaces it.

use madoguchi_vendor::files;
use madoguchi_vendor::ledger::NewUnit;

use super::arguments::ledger::Transfer;
use super::{Error, dates, office};

pub fn run(asked: &Transfer) -> Result<Vec<String>, Error> {
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
    let issued = ledger.transfer(&request, &ownership, new_unit, &issuer, dates::now_ms())?;
    let mut lines = Vec::from_iter(office::owner(&ledger, &issued));
    lines.extend(office::hand_out(&issued, &asked.carriers)?);
    Ok(lines)
}
