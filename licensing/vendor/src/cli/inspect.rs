//! `inspect`: what a document says, and whether it is real.

use madoguchi_licensing::document::Document;
use madoguchi_licensing::explain::{self, Lang};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{self, Error as Refusal, Fault};
use madoguchi_licensing::{acts, armour};
use madoguchi_proto::v1;
use madoguchi_vendor::files;

use super::arguments::Inspect;
use super::{Error, lang};

pub fn run(asked: &Inspect) -> Result<Vec<String>, Error> {
    let document = armour::read(&files::read(&asked.file)?).map_err(|error| Error::Unreadable {
        file: asked.file.display().to_string(),
        source: error.into(),
    })?;
    let lang = lang::spoken(asked.lang);
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

/// What a document says, for people.
pub fn lines(document: &Document, lang: Lang) -> Vec<String> {
    let between = match lang {
        Lang::Ja => "：",
        Lang::En => ": ",
    };
    explain::document(document, lang)
        .into_iter()
        .map(|line| format!("{}{between}{}", line.label, line.value))
        .collect()
}

/// Who signed a document, as far as somebody with this trust believes it.
enum Signer {
    /// A root, or an issuer under it.
    Believed(String),
    /// An installation, which certifies itself.
    Installation(String),
    /// Not the installation that it names.
    Nobody(acts::Error),
}

/// Why a document is not believed.
#[derive(Debug, thiserror::Error)]
pub enum Unbelieved {
    /// It is not real.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// An issuer's certificate that no known root signed.
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

fn itself<P: acts::Act>(bytes: &[u8]) -> Signer {
    match acts::verify::<P>(bytes) {
        Ok(act) => Signer::Installation(act.installation.id().to_string()),
        Err(why) => Signer::Nobody(why),
    }
}

/// Whether the roots that this program was built with believe it, and why not.
fn told(trust: &Trust, document: &Document, lang: Lang) -> String {
    match signer(trust, document) {
        Ok(signer) => said(lang, &signer),
        Err(why) => match lang {
            Lang::Ja => format!("確認：いいえ。{}（{why}）", blame(&why)),
            Lang::En => format!("Verified: no: {why}"),
        },
    }
}

fn said(lang: Lang, signer: &Signer) -> String {
    match (signer, lang) {
        (Signer::Believed(by), Lang::Ja) => format!("確認：はい（署名：{by}）"),
        (Signer::Believed(by), Lang::En) => format!("Verified: yes, signed by {by}"),
        (Signer::Installation(key), Lang::Ja) => {
            format!("確認：はい（PC自身の署名、鍵 {key}）")
        }
        (Signer::Installation(key), Lang::En) => {
            format!("Verified: yes, signed by the installation itself, key {key}")
        }
        (Signer::Nobody(why), Lang::Ja) => {
            format!("確認：いいえ。PC自身の署名ではありません（{why}）")
        }
        (Signer::Nobody(why), Lang::En) => format!("Verified: no: {why}"),
    }
}

/// Whose fault it is, in Japanese; the reason to the letter stands behind it in English.
fn blame(why: &Unbelieved) -> &'static str {
    match why {
        Unbelieved::Certificate => "このソフトウェアの知らないルートの証明書です",
        Unbelieved::Refused(why) => match why.fault() {
            Fault::File => "ファイルが壊れているか、書き換えられています",
            Fault::Choice => "別の環境か、別の種類の書類です",
            Fault::Issuer => "発行元が正しく作っていません",
            Fault::Installation => "このソフトウェアの知らないルートの書類です",
        },
    }
}
