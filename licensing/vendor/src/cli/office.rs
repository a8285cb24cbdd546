//! The common parts of the ledger's commands: the ledger, product keys, and what is checked before and warned of after an act.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::product_key::{self, ProductKey};
use madoguchi_proto::v1::Text;
use madoguchi_reading as reading;
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::doubts::Doubt;
use madoguchi_vendor::ledger::{Ledger, Ownership};
use madoguchi_vendor::texts::{self, Spoken as _};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::arguments::ledger::{Carriers, LedgerAt, OwnershipFrom};
use super::{Error, json, output};

pub use super::handing_out::hand_out;

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
    one_of(ledger, text, false)
}

/// The same; `more` keys may follow on standard input, each on a line of its own.
fn one_of(ledger: &Ledger, text: &str, more: bool) -> Result<ProductKey, Error> {
    let text = said(text, more)?;
    match text.parse() {
        Ok(key) => Ok(key),
        Err(why) => ended(ledger, &text, why),
    }
}

/// The product key in the ledger that an argument means.
pub fn known_product_key(ledger: &Ledger, text: &str) -> Result<ProductKey, Error> {
    let text = said(text, false)?;
    match text.parse::<ProductKey>() {
        Ok(_) => Ok(ledger.state().find(&text)?),
        Err(why) => ended(ledger, &text, why),
    }
}

/// The product key that ends with a text which is none. What was meant as a whole key is refused with what is wrong with it, as at a clinic.
fn ended(ledger: &Ledger, text: &str, why: product_key::Error) -> Result<ProductKey, Error> {
    use product_key::Error::{Character, Length};
    match (why, product_key::end_of_one(text)) {
        (Length { .. } | Character { .. }, Some(end)) => Ok(ledger.state().find(end)?),
        (why, _) => Err(why.into()),
    }
}

/// An argument, or for `-` what standard input holds, which other users of the PC cannot see. Who types it ends with Enter; what is piped is
/// read as a whole, for it may be a mail with the key in it, unless further keys follow.
fn said(text: &str, more: bool) -> Result<Zeroizing<String>, Error> {
    if text != reading::STDIN {
        return Ok(Zeroizing::new(reading::plain(text)));
    }
    let line_only = more || io::stdin().is_terminal();
    let given = files::read_stdin(line_only)?;
    Ok(Zeroizing::new(reading::plain(&given).trim().into()))
}

impl OwnershipFrom {
    /// Reads the proofs of ownership.
    pub fn read(&self, ledger: &Ledger) -> Result<Ownership, Error> {
        let from_stdin = |text: &&String| *text == reading::STDIN;
        let more = self.product_keys.iter().filter(from_stdin).count() > 1;
        let keys = self.product_keys.iter();
        let product_keys = keys
            .map(|text| one_of(ledger, text, more))
            .collect::<Result<_, _>>()?;
        Ok(Ownership {
            product_keys,
            anyway: self.anyway,
        })
    }
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

/// Doubts for programs.
pub fn doubts(doubts: &[Doubt]) -> Value {
    let doubt = |doubt: &Doubt| {
        let what = doubt.what.text();
        json!({
            "code": what.code,
            "ja": what.ja,
            "en": what.en,
            "title": json::text(&doubt.what.title()),
            "installation": doubt.installation.map(|key| key.to_string()),
            "acts": doubt.acts,
            "at_ms": doubt.at_ms,
        })
    };
    doubts.iter().map(doubt).collect()
}

/// Prints doubts on stderr; the act was done all the same.
pub fn warn(doubts: &[Doubt]) {
    for doubt in doubts {
        let what = doubt.what.text();
        let code = what.code.clone();
        let values = [("title", doubt.what.title().into()), ("what", what.into())];
        let said = texts::text("issued-doubt", &values);
        output::warning(Text { code, ..said });
    }
}

pub(super) fn license_in(path: &Path) -> Option<Document> {
    let document = armour::read(&files::read(path).ok()?).ok()?;
    (document.kind() == Kind::License).then_some(document)
}
