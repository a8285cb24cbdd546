//! `book`: notes a return that arrived, or a revocation list that was signed.

use madoguchi_licensing::armour;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::verify_revocations;
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::doubts::Masked;
use madoguchi_vendor::ledger::when::When;
use madoguchi_vendor::ledger::{Booked, GivenBack, Ledger};
use madoguchi_vendor::texts::{Spoken as _, each};
use serde_json::{Value, json};

use super::arguments::ledger::Book;
use super::output::{Answer, line};
use super::{Error, dates, inspect, json, office, taken};

pub fn run(asked: &Book) -> Result<Answer, Error> {
    let file = files::read(&asked.file)?;
    let mut ledger = asked.ledger.open()?;
    let kind = armour::read(&file).map(|document| document.kind());
    match kind {
        Ok(Kind::RevocationList) => list(&mut ledger, asked, &file),
        Ok(kind) if kind != Kind::LicenseReturn => Err(not_booked(kind)),
        // What is no document is refused as that.
        _ => {
            if let Some(cost) = ledger.would_return(&file) {
                Error::unless_agreed(asked.yes, &taken::by_return(&cost))?;
            }
            let booked = ledger.book_return(&file, dates::now_ms())?;
            office::warn(&booked.doubts);
            Ok(told(&booked))
        }
    }
}

/// A document that changes the ledger by another command, or not at all.
fn not_booked(kind: Kind) -> Error {
    let found = ("found", each(&kind));
    let by = |command| ("command", same(command));
    match kind {
        Kind::ActivationRequest => Error::own("cli-book-request", &[found, by("activate")]),
        Kind::TransferRequest => Error::own("cli-book-request", &[found, by("transfer")]),
        _ => Error::own("cli-book-other", &[found]),
    }
}

fn list(ledger: &mut Ledger, asked: &Book, file: &[u8]) -> Result<Answer, Error> {
    let trust = match &asked.root {
        Some(root) => {
            let (environment, root) = trust::read_public(&files::read(root)?)
                .map_err(|error| Error::because("cli-root", &[], &error))?;
            Trust::vendor(environment, root)
        }
        None => Trust::compiled_in(),
    };
    if trust.environment() != ledger.environment() {
        let found = ("found", each(&trust.environment()));
        let here = ("here", each(&ledger.environment()));
        return Err(Error::own("cli-root-needed", &[found, here]));
    }
    let verified = verify_revocations(&trust, file)
        .map_err(|error| Error::because("cli-refused-list", &[], &error))?;
    if let Some(cost) = ledger.would_book(&verified) {
        Error::unless_agreed(asked.yes, &taken::by_booked_list(&cost))?;
    }
    let known = ledger.state().doubts.len();
    let taken = ledger.book_revocation(&verified, dates::now_ms())?;
    office::warn(&ledger.state().doubts[known..]);
    let number = verified.revocations.number;
    let issuer = same(inspect::signer_of(&verified));
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
    let licenses: Vec<_> = taken.iter().map(LicenseId::as_str).collect();
    // A root has no name: its key is the signer.
    let issuer = Some(&verified.issuer_name).filter(|name| !name.is_empty());
    let value = json!({
        "kind": json::kind(Kind::RevocationList),
        "number": number,
        "issuer": issuer,
        "signer": verified.revocations.signer.to_string(),
        "licenses": licenses,
        "doubts": office::doubts(&ledger.state().doubts[known..]),
    });
    Ok(Answer { lines, value })
}

fn told(booked: &Booked) -> Answer {
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
    let value = json!({
        "kind": json::kind(Kind::LicenseReturn),
        "installation": booked.installation.to_string(),
        "first_booked_ms": booked.before_ms,
        "licenses": booked.licenses.iter().map(became).collect::<Vec<_>>(),
        "doubts": office::doubts(&booked.doubts),
    });
    Answer { lines, value }
}

fn became((id, became): &(LicenseId, GivenBack)) -> Value {
    let (became, key, serial, end) = match became {
        GivenBack::Free(key) => ("free", Some(key.to_string()), None, None),
        GivenBack::Stays(unit) => ("stays", None, Some(&**unit), None),
        GivenBack::Ended(end) => ("ended", None, None, Some(json::text(&end.text()))),
        GivenBack::Others => ("others", None, None, None),
        GivenBack::Unknown => ("unknown", None, None, None),
    };
    json!({
        "license": id.as_str(),
        "became": became,
        "product_key": key,
        "serial": serial,
        "end": end,
    })
}
