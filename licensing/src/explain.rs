//! Explains a document to people in plain Japanese or English: kind, recipient, term, issuer.
//!
//! It tells what the document claims, which nobody has verified here: [`crate::verify`] and [`crate::acts`] do that. So no text in it may
//! move a terminal's cursor or imitate a line, and no list is longer than a screen.

mod acts;
mod dates;
mod issued;
mod page;

use madoguchi_proto::v1;
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
    page.line("書類", "Document", kind(document.kind(), lang));
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
        let text = lang.pick(
            "内容を読めません（壊れているか、新しい版のものです）",
            "cannot be read: it is damaged, or of a newer version",
        );
        page.line("内容", "Contents", text);
    }
    page.lines()
}

fn kind(kind: Kind, lang: Lang) -> &'static str {
    let (ja, en) = match kind {
        Kind::IssuerCertificate => ("発行元の証明書", "an issuer's certificate"),
        Kind::License => ("ライセンス", "a license"),
        Kind::RevocationList => ("ライセンスの取り消しリスト", "a revocation list"),
        Kind::ActivationRequest => ("ライセンスの申請", "a request for a license"),
        Kind::LicenseReturn => ("ライセンスの返却", "a return of licenses"),
        Kind::TransferRequest => (
            "同梱ライセンスの移行の申請",
            "a request to move a bundled license",
        ),
        Kind::TimeReset => ("時刻の再設定", "a time reset"),
    };
    lang.pick(ja, en)
}

fn environment(header: &v1::DocumentHeader, lang: Lang) -> &'static str {
    match header.environment() {
        v1::Environment::Production => lang.pick("本番用", "production"),
        v1::Environment::Test => lang.pick(
            "試験用（診療には使えません）",
            "tests only, not for patients",
        ),
        v1::Environment::Unspecified => lang.pick("書かれていません", "not said"),
    }
}
