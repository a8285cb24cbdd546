//! `transfer`: a bundled license moves to the unit in a broken one's place.

use madoguchi_vendor::files;

use super::arguments::ledger::Transfer;
use super::{Error, dates, office};

pub fn run(asked: &Transfer) -> Result<Vec<String>, Error> {
    office::ready(&asked.carriers)?;
    let request = files::read(&asked.request)?;
    let issuer = asked.issuer.open()?;
    let mut ledger = asked.ledger.open()?;
    let unit_key = asked.unit_key.map(|key| key.to_bytes());
    let issued = ledger.transfer(&request, unit_key, &issuer, dates::now_ms())?;
    office::hand_out(&issued, &asked.carriers)
}
