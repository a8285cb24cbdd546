//! The common parts of the ledger's commands: the ledger, the issuer, and handing out a license.

use std::path::Path;

use madoguchi_files::Readers;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::product_key::{self, ProductKey};
use madoguchi_licensing::{armour, codes, typed};
use madoguchi_reading as reading;
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::doubts::Doubt;
use madoguchi_vendor::ledger::when::When;
use madoguchi_vendor::ledger::{Issued, Ledger, Ownership};
use madoguchi_vendor::texts::{self, each};
use zeroize::Zeroizing;

use super::arguments::ledger::{Carriers, LedgerAt, OwnershipFrom};
use super::output::line;
use super::{Error, inspect, output};

impl LedgerAt {
    /// Opens the ledger, which verifies its chain.
    pub fn open(&self) -> Result<Ledger, Error> {
        output::quiet_about("sled");
        Ok(Ledger::open(&self.books, None)?)
    }
}

/// The product key that an argument means: a whole key, or the end of one in the ledger. A whole key need not be in the ledger. The
/// argument is never printed.
pub fn product_key(ledger: &Ledger, text: &str) -> Result<ProductKey, Error> {
    let text = said(text)?;
    match text.parse() {
        Ok(key) => Ok(key),
        Err(why) => ended(ledger, &text, why),
    }
}

/// The product key in the ledger that an argument means.
pub fn known_product_key(ledger: &Ledger, text: &str) -> Result<ProductKey, Error> {
    let text = said(text)?;
    match text.parse::<ProductKey>() {
        Ok(_) => Ok(ledger.state().find(&text)?),
        Err(why) => ended(ledger, &text, why),
    }
}

/// The product key that ends with a text which is none. A text that is something else, or holds several, is no end of one.
fn ended(ledger: &Ledger, text: &str, why: product_key::Error) -> Result<ProductKey, Error> {
    use product_key::Error::{Document, MailSource, OtherFile, Several};
    match why {
        Several { .. } | Document | MailSource(_) | OtherFile(_) => Err(why.into()),
        _ => Ok(ledger.state().find(text)?),
    }
}

/// An argument; for `-` the next line of the standard input, which other users of the PC cannot see.
fn said(text: &str) -> Result<Zeroizing<String>, Error> {
    if text != reading::STDIN {
        return Ok(Zeroizing::new(reading::plain(text)));
    }
    let line = files::read_line()?;
    Ok(Zeroizing::new(reading::plain(&line).trim().into()))
}

impl OwnershipFrom {
    /// Reads the proofs of ownership.
    pub fn read(&self, ledger: &Ledger) -> Result<Ownership, Error> {
        let keys = self.product_keys.iter();
        let product_keys = keys
            .map(|text| product_key(ledger, text))
            .collect::<Result<_, _>>()?;
        Ok(Ownership {
            product_keys,
            anyway: self.anyway,
        })
    }
}

/// The owner of a license, in one line.
pub fn owner(ledger: &Ledger, issued: &Issued) -> Option<String> {
    let terms = &ledger.state().product_of(&issued.grant.id)?.terms;
    let clinic = ("clinic", same(&terms.clinic));
    let customer = ("customer", same(&terms.customer));
    Some(line("issued-owner", &[clinic, customer]))
}

/// Refuses existing files before anything is signed. An existing license file is allowed, because the same license may be handed out again.
pub fn ready(carriers: &Carriers) -> Result<(), Error> {
    for picture in carriers.png.iter().chain(&carriers.svg) {
        files::must_be_free(picture)?;
    }
    match &carriers.out {
        Some(out) if license_in(out).is_none() => Ok(files::must_be_free(out)?),
        _ => Ok(()),
    }
}

/// Hands out a license and returns the lines to print.
pub fn hand_out(issued: &Issued, carriers: &Carriers) -> Result<Vec<String>, Error> {
    warn(&issued.doubts);
    let document = &issued.document;
    let mut lines = inspect::lines(document);
    if let Some(before) = issued.before_ms {
        lines.push(line("issued-again", &[("at", each(&When(before)))]));
    }
    if let Some(out) = &carriers.out {
        write(out, document)?;
        lines.push(line("issued-out", &[("path", same(out.display()))]));
    }
    if let Some(path) = &carriers.png {
        let picture = codes::png(&typed::parts(document, codes::SHEET_CHARS)).map_err(no_code)?;
        files::create(path, &picture, Readers::Anybody)?;
        lines.push(line("issued-picture", &[("path", same(path.display()))]));
    }
    if let Some(path) = &carriers.svg {
        let drawing = codes::svg(&typed::parts(document, codes::SHEET_CHARS)).map_err(no_code)?;
        files::create(path, drawing.as_bytes(), Readers::Anybody)?;
        lines.push(line("issued-drawing", &[("path", same(path.display()))]));
    }
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
        lines.extend(
            codes::terminal(part)
                .map_err(no_code)?
                .lines()
                .map(ToOwned::to_owned),
        );
    }
    Ok(lines)
}

fn no_code(why: codes::Error) -> Error {
    Error::because("cli-codes", &[], &why)
}

/// Prints doubts on stderr; the act was done all the same.
pub fn warn(doubts: &[Doubt]) {
    for doubt in doubts {
        let title = ("title", doubt.what.title().into());
        let what = ("what", each(&doubt.what));
        output::warning(texts::text("issued-doubt", &[title, what]));
    }
}

fn write(out: &Path, license: &Document) -> Result<(), Error> {
    if license_in(out).as_ref() == Some(license) {
        return Ok(());
    }
    Ok(files::create(
        out,
        armour::write(license).as_bytes(),
        Readers::Anybody,
    )?)
}

fn license_in(path: &Path) -> Option<Document> {
    let document = armour::read(&files::read(path).ok()?).ok()?;
    (document.kind() == Kind::License).then_some(document)
}
