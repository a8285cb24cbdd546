//! `book`: notes a return that arrived, or a revocation list that was signed.

use madoguchi_licensing::armour;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::verify_revocations;
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::doubts::Masked;
use madoguchi_vendor::ledger::when::When;
use madoguchi_vendor::ledger::{Booked, GivenBack, Ledger};
use madoguchi_vendor::texts::each;

use super::arguments::ledger::Book;
use super::output::line;
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
            let (environment, root) = trust::read_public(&files::read(root)?)
                .map_err(|error| Error::because("cli-root", &[], &error))?;
            Trust::vendor(environment, root)
        }
        None => Trust::compiled_in(),
    };
    if trust.environment() != ledger.environment() {
        return Err(Error::own("cli-root-needed", &[]));
    }
    let verified = verify_revocations(&trust, file)
        .map_err(|error| Error::because("cli-refused-list", &[], &error))?;
    let known = ledger.state().doubts.len();
    let taken = ledger.book_revocation(&verified, dates::now_ms())?;
    office::warn(&ledger.state().doubts[known..]);
    let number = verified.revocations.number;
    let issuer = same(&verified.issuer_name);
    let mut lines = vec![line(
        "booked-list",
        &[("number", same(number)), ("issuer", issuer)],
    )];
    lines.extend(
        taken
            .iter()
            .map(|id| line("booked-revoked", &[("license", same(id))])),
    );
    if taken.is_empty() {
        lines.push(line("booked-revoked-nothing", &[]));
    }
    Ok(lines)
}

fn told(booked: &Booked) -> Vec<String> {
    let key = ("key", same(Masked(booked.installation)));
    let mut lines = vec![match booked.before_ms {
        None => line("booked-return", &[key]),
        Some(at) => line("booked-return-again", &[key, ("at", each(&When(at)))]),
    }];
    for (id, became) in &booked.licenses {
        let license = ("license", same(id));
        lines.push(match became {
            GivenBack::Free(key) => line("booked-free", &[license, ("key", same(key))]),
            GivenBack::Stays(unit) => line("booked-stays", &[license, ("unit", same(unit))]),
            GivenBack::Ended(end) => line("booked-ended", &[license, ("end", each(end))]),
            GivenBack::Others => line("booked-others", &[license]),
            GivenBack::Unknown => line("booked-unknown", &[license]),
        });
    }
    lines
}
