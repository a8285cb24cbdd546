//! A root: `FILE` (private), `FILE.pub` (public), `FILE.sequence` (its next number) and `FILE.revocations` (its
//! newest revocation list). It certifies issuers and takes documents back, and signs nothing else.

use std::path::Path;

use madoguchi_files::Readers;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::{Environment, LicenseId};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_plain::is_name;

use crate::files;
use crate::keystore::{self, Protection};
use crate::ledger::product::MAX_NAME_LEN;
use crate::lists::{self, Kept, ListSigner};
use crate::passphrase::Secrets;
use crate::sequence::{self, Sequence};
use crate::sign::{Heading, IssuerTerms, TakenBack, sign_issuer_certificate};
use crate::signer::Signer;

/// A root that can sign.
#[derive(Debug)]
pub struct Root {
    signer: Signer,
    environment: Environment,
    trust: Trust,
    sequence: Sequence,
    kept: Kept,
}

/// What a root shall certify.
#[derive(Debug, Clone)]
pub struct NewIssuer {
    /// Its public key.
    pub public_key: PublicKey,
    /// Who that is, for people; 1 to 64 characters.
    pub name: String,
    /// Whether it may issue additional licenses.
    pub additional: bool,
    /// Whether it may issue bundled licenses.
    pub bundled: bool,
    /// The most seats that one license of it may grant.
    pub seats_per_license: u8,
    /// The highest number that it may use.
    pub last_sequence: u64,
    /// It may sign from here, in milliseconds since 1970; also when it is certified.
    pub not_before_ms: i64,
    /// It may sign until here (exclusive), in milliseconds since 1970.
    pub not_after_ms: i64,
}

/// Why there is no root, or it signs nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] files::Error),
    /// The private key could not be read or written.
    #[error(transparent)]
    Key(#[from] keystore::Error),
    /// The public half cannot be used.
    #[error("the root's public key cannot be used")]
    Public(#[source] trust::Error),
    /// The two halves do not belong together.
    #[error(
        "the private key and the `.pub` file beside it are not of one root; restore the right one"
    )]
    OtherHalf,
    /// Its numbers could not be begun.
    #[error(transparent)]
    Sequence(#[from] sequence::Error),
    /// The issuer's name is none that every reader of it sees whole.
    #[error(
        "an issuer's name is 1 to {MAX_NAME_LEN} characters on one line that can all be seen; type it anew rather than pasting it"
    )]
    Name,
    /// The certificate gets too large.
    #[error("the issuer's certificate cannot be made")]
    Certificate(#[source] document::Error),
}

impl Root {
    /// Writes the files of a new root.
    ///
    /// # Errors
    /// When one of the files exists or cannot be written.
    pub fn create(
        path: &Path,
        signer: &Signer,
        environment: Environment,
        protection: &Protection,
    ) -> Result<(), Error> {
        let beside = |suffix| files::with_suffix(path, suffix);
        let public = beside(".pub");
        for file in [path, &public, &beside(".sequence"), &beside(".revocations")] {
            files::must_be_free(file)?;
        }
        keystore::write_private(path, signer, protection)?;
        let text = keystore::public_root(environment, signer.public_key());
        files::create(&public, text.as_bytes(), Readers::Anybody)?;
        Kept::at(beside(".revocations")).begin()?;
        Ok(Sequence::at(beside(".sequence")).begin()?)
    }

    /// Opens a root by the file of its private key.
    ///
    /// # Errors
    /// When one of its files is missing or not what it should be, or the passphrase does not open it.
    pub fn open(path: &Path, secrets: &mut dyn Secrets) -> Result<Self, Error> {
        let public = files::read(&files::with_suffix(path, ".pub"))?;
        let (environment, public) = trust::read_public(&public).map_err(Error::Public)?;
        let signer = keystore::read_private(path, secrets)?;
        if signer.public_key() != public {
            return Err(Error::OtherHalf);
        }
        Ok(Self {
            signer,
            environment,
            trust: Trust::vendor(environment, public),
            sequence: Sequence::at(files::with_suffix(path, ".sequence")),
            kept: Kept::at(files::with_suffix(path, ".revocations")),
        })
    }

    /// What it is for.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// Its public half.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.signer.public_key()
    }

    /// Certifies an issuer, with the next number. `lay_down` writes the certificate where it belongs, before the
    /// number is used up.
    ///
    /// # Errors
    /// When there is no number, or with the error of `lay_down`.
    pub fn certify<E: From<Error> + From<sequence::Error>>(
        &self,
        issuer: &NewIssuer,
        lay_down: impl FnOnce(&Document) -> Result<(), E>,
    ) -> Result<(), E> {
        if !is_name(&issuer.name, MAX_NAME_LEN) {
            return Err(Error::Name.into());
        }
        self.sequence.with_next(|sequence| {
            let terms = self.terms(issuer, sequence);
            let certificate =
                sign_issuer_certificate(&self.signer, &terms).map_err(Error::Certificate)?;
            lay_down(&certificate)
        })
    }

    /// Takes documents back: the next list, with all that the ones before it took back. It is kept beside the key.
    ///
    /// # Errors
    /// When nothing is added, the list gets too long, or it cannot be kept.
    pub fn revoke(&self, more: &TakenBack, issued_at_ms: i64) -> Result<Document, lists::Error> {
        let lists = ListSigner {
            signer: &self.signer,
            certificate: None,
            trust: &self.trust,
            environment: self.environment,
            sequence: &self.sequence,
            kept: &self.kept,
        };
        lists.revoke(more, issued_at_ms)
    }

    fn terms(&self, issuer: &NewIssuer, sequence: u64) -> IssuerTerms {
        IssuerTerms {
            heading: Heading {
                id: certificate_id(issuer.public_key),
                environment: self.environment,
                sequence,
                issued_at_ms: issuer.not_before_ms,
            },
            public_key: issuer.public_key,
            name: issuer.name.clone(),
            additional: issuer.additional,
            bundled: issuer.bundled,
            seats_per_license: issuer.seats_per_license,
            last_sequence: issuer.last_sequence,
            not_before_ms: issuer.not_before_ms,
            not_after_ms: issuer.not_after_ms,
        }
    }
}

#[allow(clippy::expect_used)] // a word, a hyphen and 16 hex digits are always an id
fn certificate_id(issuer: PublicKey) -> LicenseId {
    let id = format!("ISSUER-{}", issuer.id()).to_uppercase();
    LicenseId::parse(&id).expect("an id")
}
