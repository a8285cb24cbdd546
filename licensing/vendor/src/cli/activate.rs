//! `activate`: uses a product key.

use madoguchi_vendor::files;

use super::arguments::ledger::Activate;
use super::output::Answer;
use super::{Error, dates, office};

pub fn run(asked: &Activate) -> Result<Answer, Error> {
    office::ready(&asked.carriers)?;
    let request = files::read(&asked.request)?;
    let issuer = asked.issuer.open()?;
    let mut ledger = asked.ledger.open()?;
    let given = asked.product_key.as_deref();
    let given = given
        .map(|text| office::product_key(&ledger, text))
        .transpose()?;
    let issued = ledger.activate(&request, given.as_ref(), &issuer, dates::now_ms())?;
    office::hand_out(&ledger, &[issued], &asked.carriers)
}
