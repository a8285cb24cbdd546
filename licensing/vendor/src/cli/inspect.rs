//! `inspect`: shows a document's content, and whether it is genuine.

use madoguchi_licensing::document::Document;
use madoguchi_licensing::explain;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{self, Error as Refusal, Fault};
use madoguchi_licensing::{acts, armour};
use madoguchi_proto::v1;
use madoguchi_texts::Lang;
use madoguchi_vendor::files;

use super::Error;
use super::arguments::Inspect;
use super::texts::label;

pub fn run(asked: &Inspect) -> Result<Vec<String>, Error> {
    let document = armour::read(&files::read(&asked.file)?).map_err(|error| Error::Unreadable {
        file: asked.file.display().to_string(),
        source: error.into(),
    })?;
    let lang = asked.lang.unwrap_or_else(Lang::of_system);
    let mut lines = self::lines(&document, lang);
    lines.push(match &asked.root {
        None => told(&Trust::compiled_in(), &document, lang),
        Some(root) => {
            let (environment, root) =
                trust::read_public(&files::read(root)?).map_err(Error::Root)?;
            let signer = signer(&Trust::vendor(environment, root), &document);
            said(lang, &signer.map_err(Error::Refused)?)
        }
    });
    Ok(lines)
}

/// The content of a document as text.
pub fn lines(document: &Document, lang: Lang) -> Vec<String> {
    explain::document(document, lang)
        .into_iter()
        .map(|line| {
            let args = [("label", line.label.as_str()), ("value", &line.value)];
            label(lang, "inspect-line", &args)
        })
        .collect()
}

/// The signer of a document, as far as this trust can tell.
enum Signer {
    /// A believed root, or an issuer that it certified.
    Believed(String),
    /// The installation that the document names.
    Installation(String),
    /// Not the installation that the document names.
    Nobody(acts::Error),
}

/// The reason why a document is not believed.
#[derive(Debug, thiserror::Error)]
pub enum Unbelieved {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("no root that is known here signed this certificate")]
    Certificate,
}

fn signer(trust: &Trust, document: &Document) -> Result<Signer, Unbelieved> {
    Ok(match document.kind() {
        Kind::License => Signer::Believed(verify::license(trust, document)?.issuer_name),
        Kind::RevocationList => Signer::Believed(verify::revocations(trust, document)?.issuer_name),
        Kind::TimeReset => {
            let reset = verify::time_reset(trust, document)?;
            Signer::Believed(reset.issuer_key.to_string())
        }
        Kind::IssuerCertificate => {
            let root = trust
                .roots()
                .iter()
                .find(|root| document.is_signed_by(**root));
            Signer::Believed(format!(
                "root {}",
                root.ok_or(Unbelieved::Certificate)?.id()
            ))
        }
        Kind::ActivationRequest => itself::<v1::ActivationRequest>(document.as_bytes()),
        Kind::LicenseReturn => itself::<v1::LicenseReturn>(document.as_bytes()),
        Kind::TransferRequest => itself::<v1::TransferRequest>(document.as_bytes()),
    })
}

fn itself<P: acts::ActPayload>(bytes: &[u8]) -> Signer {
    match acts::verify::<P>(bytes) {
        Ok(act) => Signer::Installation(act.installation.id().to_string()),
        Err(why) => Signer::Nobody(why),
    }
}

/// Says whether the compiled-in roots believe it, and why not.
fn told(trust: &Trust, document: &Document, lang: Lang) -> String {
    match signer(trust, document) {
        Ok(signer) => said(lang, &signer),
        Err(why) => label(lang, refused(&why), &[("why", &why.to_string())]),
    }
}

fn said(lang: Lang, signer: &Signer) -> String {
    match signer {
        Signer::Believed(by) => label(lang, "inspect-signed-by", &[("by", by)]),
        Signer::Installation(key) => label(lang, "inspect-signed-by-installation", &[("key", key)]),
        Signer::Nobody(why) => {
            let why = why.to_string();
            label(lang, "inspect-not-the-installation", &[("why", &why)])
        }
    }
}

/// The sentence that says whose fault it is.
fn refused(why: &Unbelieved) -> &'static str {
    match why {
        Unbelieved::Certificate => "inspect-unknown-certificate",
        Unbelieved::Refused(why) => match why.fault() {
            Fault::File => "inspect-file",
            Fault::Choice => "inspect-choice",
            Fault::Issuer => "inspect-issuer",
            Fault::Installation => "inspect-unknown-root",
        },
    }
}
