//! `book`: notes a return that arrived, or a revocation list that was signed.

use madoguchi_licensing::armour;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::verify_revocations;
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::doubts::Masked;
use madoguchi_vendor::ledger::when::When;
use madoguchi_vendor::ledger::{Booked, GivenBack, Ledger};

use super::arguments::ledger::Book;
use super::{Error, dates, office};

pub fn run(asked: &Book) -> Result<Vec<String>, Error> {
    let file = files::read(&asked.file)?;
    let mut ledger = asked.ledger.open()?;
    let kind = armour::read(&file).map(|document| document.kind());
    match kind {
        Ok(Kind::RevocationList) => list(&mut ledger, asked, &file),
        // Any other document is refused as not being a return.
        _ => {
            let booked = ledger.book_return(&file, dates::now_ms())?;
            office::warn(&booked.doubts);
            Ok(told(&booked))
        }
    }
}

fn list(ledger: &mut Ledger, asked: &Book, file: &[u8]) -> Result<Vec<String>, Error> {
    let trust = match &asked.root {
        Some(root) => {
            let (environment, root) =
                trust::read_public(&files::read(root)?).map_err(Error::Root)?;
            Trust::vendor(environment, root)
        }
        None => Trust::compiled_in(),
    };
    if trust.environment() != ledger.environment() {
        return Err(Error::RootNeeded);
    }
    let verified = verify_revocations(&trust, file).map_err(Error::RefusedList)?;
    let known = ledger.state().doubts.len();
    let taken = ledger.book_revocation(&verified, dates::now_ms())?;
    office::warn(&ledger.state().doubts[known..]);
    let number = verified.revocations.number;
    let mut lines = vec![format!(
        "booked     revocation list {number} of {}",
        verified.issuer_name
    )];
    lines.extend(taken.iter().map(|id| format!("revoked    {id}")));
    if taken.is_empty() {
        lines.push("revoked    nothing that this ledger holds in force".into());
    }
    Ok(lines)
}

fn told(booked: &Booked) -> Vec<String> {
    let who = format!("return of installation {}", Masked(booked.installation));
    let mut lines = vec![match booked.before_ms {
        None => format!("booked     {who}"),
        Some(at) => format!("booked     {who}, already on {}", When(at)),
    }];
    for (id, became) in &booked.licenses {
        lines.push(match became {
            GivenBack::Free(key) => {
                format!("given back {id}: product key {key} is free for another installation")
            }
            GivenBack::Stays(unit) => format!("unchanged  {id}: it stays with unit {unit}"),
            GivenBack::Ended(end) => format!("unchanged  {id}: it {end}"),
            GivenBack::Others => format!("unchanged  {id}: it is another installation's"),
            GivenBack::Unknown => format!("unchanged  {id}: it is not in this ledger"),
        });
    }
    lines
}
