//! Licenses that are handed out: as files, QR codes and text to type.

use std::path::{Path, PathBuf};

use madoguchi_files::Readers;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::{armour, codes, typed};
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::when::When;
use madoguchi_vendor::ledger::{Issued, Ledger};
use madoguchi_vendor::texts::each;
use serde_json::json;

use super::arguments::ledger::Carriers;
use super::output::{Answer, line};
use super::{Error, inspect, json, office};

/// Hands out licenses, each with its owner.
pub fn hand_out(
    ledger: &Ledger,
    licenses: &[Issued],
    carriers: &Carriers,
) -> Result<Answer, Error> {
    let (mut lines, mut values) = (Vec::new(), Vec::new());
    for (number, issued) in (1..).zip(licenses) {
        let one = one(ledger, issued, &numbered(carriers, number)).map_err(|why| {
            let license = ("license", same(&issued.grant.id));
            Error::after("cli-not-handed-out", &[license], why)
        })?;
        lines.extend(one.lines);
        values.push(one.value);
    }
    let value = json!({ "licenses": values });
    Ok(Answer { lines, value })
}

fn one(ledger: &Ledger, issued: &Issued, carriers: &Carriers) -> Result<Answer, Error> {
    office::warn(&issued.doubts);
    let document = &issued.document;
    let owner = ledger.state().product_of(&issued.grant.id);
    let owner = owner.map(|product| &product.terms);
    let mut lines = inspect::lines(document);
    lines.extend(owner.map(|terms| {
        let clinic = ("clinic", same(&terms.clinic));
        let customer = ("customer", same(&terms.customer));
        line("issued-owner", &[clinic, customer])
    }));
    if let Some(before) = issued.before_ms {
        lines.push(line("issued-again", &[("at", each(&When(before)))]));
    }
    lines.extend(files(document, carriers)?);
    lines.extend(texts(document, carriers)?);
    let path = |path: &Option<PathBuf>| path.as_deref().map(json::path);
    let value = json!({
        "license": json::license(&issued.grant),
        "clinic": owner.map(|terms| &*terms.clinic),
        "customer": owner.map(|terms| &*terms.customer),
        "first_handed_out_ms": issued.before_ms,
        "out": path(&carriers.out),
        "png": path(&carriers.png),
        "svg": path(&carriers.svg),
        "typed": carriers.typed.then(|| typed::write(document)),
        "codes": carriers.qr.then(|| typed::parts(document, codes::TERMINAL_CHARS)),
        "doubts": office::doubts(&issued.doubts),
    });
    Ok(Answer { lines, value })
}

fn files(document: &Document, carriers: &Carriers) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    if let Some(out) = &carriers.out {
        write(out, document)?;
        lines.push(line("issued-out", &[("path", same(out.display()))]));
    }
    if let Some(path) = &carriers.png {
        let picture = codes::png(&codes::on_a_sheet(document)).map_err(no_code)?;
        files::create(path, &picture, Readers::Anybody)?;
        lines.push(line("issued-picture", &[("path", same(path.display()))]));
    }
    if let Some(path) = &carriers.svg {
        let drawing = codes::svg(&codes::on_a_sheet(document)).map_err(no_code)?;
        files::create(path, drawing.as_bytes(), Readers::Anybody)?;
        lines.push(line("issued-drawing", &[("path", same(path.display()))]));
    }
    Ok(lines)
}

/// What people scan from the screen or type.
fn texts(document: &Document, carriers: &Carriers) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    if carriers.qr {
        lines.extend(terminal(document)?);
    }
    if carriers.typed {
        lines.push(line("issued-typed", &[]));
        lines.extend(typed::write(document).lines().map(ToOwned::to_owned));
    }
    Ok(lines)
}

/// The codes one below the other, each with its number; they can be scanned in any order.
fn terminal(document: &Document) -> Result<Vec<String>, Error> {
    let parts = typed::parts(document, codes::TERMINAL_CHARS);
    let mut lines = Vec::new();
    for (number, part) in (1..).zip(&parts) {
        let of = ("parts", same(parts.len()));
        lines.push(line("issued-code", &[("number", same(number)), of]));
        let code = codes::terminal(part).map_err(no_code)?;
        lines.extend(code.lines().map(ToOwned::to_owned));
    }
    Ok(lines)
}

fn no_code(why: codes::Error) -> Error {
    Error::because("cli-codes", &[], &why)
}

fn write(out: &Path, license: &Document) -> Result<(), Error> {
    if office::license_in(out).as_ref() == Some(license) {
        return Ok(());
    }
    Ok(files::create(
        out,
        armour::write(license).as_bytes(),
        Readers::Anybody,
    )?)
}

/// The files of one license of several: those of the second end with `-2`.
fn numbered(carriers: &Carriers, number: usize) -> Carriers {
    let named = |path: &Option<PathBuf>| path.as_deref().map(|path| with_number(path, number));
    Carriers {
        out: named(&carriers.out),
        qr: carriers.qr,
        png: named(&carriers.png),
        svg: named(&carriers.svg),
        typed: carriers.typed,
    }
}

fn with_number(path: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return path.into();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}
