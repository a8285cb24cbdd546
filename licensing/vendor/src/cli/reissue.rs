//! `reissue --lost`: gives the licenses of a dead PC to the installation on the new one.

use madoguchi_vendor::files;

use super::arguments::ledger::Reissue;
use super::output::Answer;
use super::{Error, dates, office, taken};

pub fn run(asked: &Reissue) -> Result<Answer, Error> {
    office::ready(&asked.carriers)?;
    let request = files::read(&asked.request)?;
    let issuer = asked.issuer.open()?;
    let mut ledger = asked.ledger.open()?;
    let ownership = asked.ownership.read(&ledger)?;
    if let Some(cost) = ledger.would_reissue(&request, &ownership, asked.limit) {
        Error::unless_agreed(asked.yes, &taken::by_reissue(&cost))?;
    }
    let now_ms = dates::now_ms();
    let issued = ledger.reissue(&request, &ownership, asked.limit, &issuer, now_ms)?;
    office::hand_out(&ledger, &issued, &asked.carriers)
}
