//! `inspect`: shows a document's content, and whether it is genuine.

use madoguchi_licensing::document::Document;
use madoguchi_licensing::explain;
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::revocations::Scope;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{self, Error as Refusal, Fault, VerifiedList};
use madoguchi_licensing::{acts, armour};
use madoguchi_proto::v1;
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line::file;
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::texts::{self, Spoken, each};
use serde_json::json;

use super::Error;
use super::arguments::Inspect;
use super::json;
use super::output::{self, Answer, line};

pub fn run(asked: &Inspect) -> Result<Answer, Error> {
    let document = armour::read(&files::read(&asked.file)?).map_err(|error| {
        let file = ("file", file(&asked.file).into());
        Error::because("cli-unreadable", &[file], &error)
    })?;
    let mut lines = self::lines(&document);
    let signer = match &asked.root {
        None => signer(&Trust::compiled_in(), &document),
        Some(root) => {
            let (environment, root) = trust::read_public(&files::read(root)?)
                .map_err(|error| Error::because("cli-root", &[], &error))?;
            let signer = signer(&Trust::vendor(environment, root), &document);
            Ok(match signer {
                Ok(Signer::Nobody(why)) => return Err(Error::because("cli-refused", &[], &why)),
                Ok(signer) => signer,
                Err(why) => return Err(Error::because("cli-refused", &[], &why)),
            })
        }
    };
    lines.push(match &signer {
        Ok(signer) => said(signer),
        Err(why) => line(refused(why), &[("why", each(why))]),
    });
    let (by, why) = match &signer {
        Ok(Signer::Believed(by) | Signer::Installation(by)) => (Some(by), None),
        Ok(Signer::Nobody(why)) => (None, Some(why.text())),
        Err(why) => (None, Some(why.text())),
    };
    let value = json!({
        "kind": json::kind(document.kind()),
        "lines": json::lines(&document),
        "verified": by.is_some(),
        "signer": by,
        "why": why.as_ref().map(json::text),
    });
    Ok(Answer { lines, value })
}

/// The content of a document as text.
pub fn lines(document: &Document) -> Vec<String> {
    explain::document(document, output::lang())
        .into_iter()
        .map(|said| {
            let values = [("label", same(said.label)), ("value", same(said.value))];
            line("inspect-line", &values)
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
enum Unbelieved {
    Refused(Refusal),
    /// No root that is known here signed the certificate.
    Certificate,
}

impl From<Refusal> for Unbelieved {
    fn from(why: Refusal) -> Self {
        Self::Refused(why)
    }
}

impl Spoken for Unbelieved {
    fn text(&self) -> Text {
        match self {
            Self::Refused(why) => why.text(),
            Self::Certificate => texts::text("cli-unknown-certificate", &[]),
        }
    }
}

fn signer(trust: &Trust, document: &Document) -> Result<Signer, Unbelieved> {
    Ok(match document.kind() {
        Kind::License => Signer::Believed(verify::license(trust, document)?.issuer_name),
        Kind::RevocationList => Signer::Believed(signer_of(&verify::revocations(trust, document)?)),
        Kind::TimeReset => {
            let reset = verify::time_reset(trust, document)?;
            Signer::Believed(reset.issuer_key.to_string())
        }
        Kind::IssuerCertificate => {
            let root = trust
                .roots()
                .iter()
                .find(|root| document.is_signed_by(**root));
            let root = root.ok_or(Unbelieved::Certificate)?;
            Signer::Believed(line("inspect-root", &[("key", same(root.id()))]))
        }
        Kind::ActivationRequest => itself::<v1::ActivationRequest>(document.as_bytes()),
        Kind::LicenseReturn => itself::<v1::LicenseReturn>(document.as_bytes()),
        Kind::TransferRequest => itself::<v1::TransferRequest>(document.as_bytes()),
    })
}

/// Who signed a revocation list: an issuer by its name, a root by its key.
pub fn signer_of(list: &VerifiedList) -> String {
    match list.revocations.scope {
        Scope::Own => list.issuer_name.clone(),
        Scope::Everything => line("inspect-root", &[("key", same(list.revocations.signer))]),
    }
}

fn itself<P: acts::ActPayload>(bytes: &[u8]) -> Signer {
    match acts::verify::<P>(bytes) {
        Ok(act) => Signer::Installation(act.installation.id().to_string()),
        Err(why) => Signer::Nobody(why),
    }
}

fn said(signer: &Signer) -> String {
    match signer {
        Signer::Believed(by) => line("inspect-signed-by", &[("by", same(by))]),
        Signer::Installation(key) => line("inspect-signed-by-installation", &[("key", same(key))]),
        Signer::Nobody(why) => line("inspect-not-the-installation", &[("why", each(why))]),
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
