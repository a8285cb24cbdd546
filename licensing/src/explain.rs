//! Explains a document to people in plain Japanese or English: kind, recipient, term, issuer.
//!
//! It tells what the document claims, which nobody has verified here: [`crate::verify`] and [`crate::acts`] do that. So no text in it may
//! move a terminal's cursor or imitate a line, and no list is longer than a screen.

mod acts;
mod dates;
mod issued;
mod page;

use madoguchi_texts::Lang;

use crate::document::Document;
use crate::kind::Kind;
use page::Page;

/// One line of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The subject of the line.
    pub label: String,
    /// The document's statement about it.
    pub value: String,
}

/// Explains a document, line by line, the most important first.
#[must_use]
pub fn document(document: &Document, lang: Lang) -> Vec<Line> {
    let mut page = Page::new(lang);
    page.said("label-document", kind(document.kind()), &[]);
    let told = match document.kind() {
        Kind::IssuerCertificate => document
            .open()
            .map(|payload| issued::certificate(&mut page, &payload)),
        Kind::License => document
            .open()
            .map(|payload| issued::license(&mut page, document, &payload)),
        Kind::RevocationList => document
            .open()
            .map(|payload| issued::list(&mut page, document, &payload)),
        Kind::TimeReset => document
            .open()
            .map(|payload| issued::time_reset(&mut page, document, &payload)),
        Kind::ActivationRequest => document
            .open()
            .map(|payload| acts::activation(&mut page, &payload)),
        Kind::LicenseReturn => document
            .open()
            .map(|payload| acts::license_return(&mut page, &payload)),
        Kind::TransferRequest => document
            .open()
            .map(|payload| acts::transfer(&mut page, &payload)),
    };
    if told.is_err() {
        page.said("label-contents", "unreadable", &[]);
    }
    page.lines()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::IssuerCertificate => "a-certificate",
        Kind::License => "a-license",
        Kind::RevocationList => "a-revocation-list",
        Kind::ActivationRequest => "a-request",
        Kind::LicenseReturn => "a-return",
        Kind::TransferRequest => "a-transfer",
        Kind::TimeReset => "a-time-reset",
    }
}
