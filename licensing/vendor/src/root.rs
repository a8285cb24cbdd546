//! A root: `FILE` (private key), `FILE.pub` (public key), `FILE.sequence` (its next number) and `FILE.revocations` (its newest revocation
//! list). It only certifies issuers and revokes documents.

use std::path::Path;

use madoguchi_files::{Readers, beside};
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::{Environment, LicenseId};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::MAX_NAME_CHARS;
use madoguchi_plain::is_name;

use crate::files::{self, Begun};
use crate::keystore::{self, Protection};
use crate::lists::{self, Added, Kept, ListSigner};
use crate::passphrase::Secrets;
use crate::sequence::{self, Sequence};
use crate::sign::{Heading, IssuerTerms, TakenBack, sign_issuer_certificate};
use crate::signer::Signer;

/// A root with its private key.
#[derive(Debug)]
pub struct Root {
    signer: Signer,
    environment: Environment,
    trust: Trust,
    sequence: Sequence,
    kept: Kept,
}

/// The terms of an issuer's certificate.
#[derive(Debug, Clone)]
pub struct NewIssuer {
    pub public_key: PublicKey,
    /// The issuer's name; 1 to 64 characters.
    pub name: String,
    /// Whether it may issue additional licenses.
    pub additional: bool,
    /// Whether it may issue bundled licenses.
    pub bundled: bool,
    /// The most seats that one of its licenses may grant.
    pub seats_per_license: u8,
    /// The highest number that it may use.
    pub last_sequence: u64,
    /// The beginning of its validity, in milliseconds since 1970; it is also the time of signing.
    pub not_before_ms: i64,
    /// The end of its validity (exclusive), in milliseconds since 1970.
    pub not_after_ms: i64,
}

/// The reason why there is no root, or nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    File(#[from] files::Error),
    Key(#[from] keystore::Error),
    Public(#[source] trust::Error),
    OtherHalf,
    Sequence(#[from] sequence::Error),
    /// The issuer's name is not one that every reader sees as a whole.
    Name,
    Certificate(#[source] document::Error),
}

impl Root {
    /// Writes the files of a new root.
    ///
    /// # Errors
    /// One of the files exists or cannot be written; then none is left of those that were made.
    pub fn create(
        path: &Path,
        signer: &Signer,
        environment: Environment,
        protection: &Protection,
    ) -> Result<(), Error> {
        let beside = |suffix| beside(path, suffix);
        let public = beside(".pub");
        for file in [path, &public, &beside(".sequence"), &beside(".revocations")] {
            files::must_be_free(file)?;
        }
        let mut begun = Begun::default();
        keystore::write_private(path, signer, protection)?;
        begun.made(path);
        let text = keystore::public_root(environment, signer.public_key());
        files::create(&public, text.as_bytes(), Readers::Anybody)?;
        begun.made(&public);
        Kept::at(beside(".revocations")).begin()?;
        begun.made(&beside(".revocations"));
        Sequence::at(beside(".sequence")).begin()?;
        begun.keep();
        Ok(())
    }

    /// Opens a root by the file of its private key.
    ///
    /// # Errors
    /// A file is missing or malformed, or the passphrase does not open the key.
    pub fn open(path: &Path, secrets: &mut dyn Secrets) -> Result<Self, Error> {
        let public = files::read(&beside(path, ".pub"))?;
        let (environment, public) = trust::read_public(&public).map_err(Error::Public)?;
        let signer = keystore::read_private(path, secrets)?;
        if signer.public_key() != public {
            return Err(Error::OtherHalf);
        }
        Ok(Self {
            signer,
            environment,
            trust: Trust::vendor(environment, public),
            sequence: Sequence::at(beside(path, ".sequence")),
            kept: Kept::at(beside(path, ".revocations")),
        })
    }

    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment
    }

    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.signer.public_key()
    }

    /// Certifies an issuer with the next number. `lay_down` writes the certificate to its place before the number is used up.
    ///
    /// # Errors
    /// There is no number, or `lay_down` failed.
    pub fn certify<E: From<Error> + From<sequence::Error>>(
        &self,
        issuer: &NewIssuer,
        lay_down: impl FnOnce(&Document) -> Result<(), E>,
    ) -> Result<(), E> {
        if !is_name(&issuer.name, MAX_NAME_CHARS) {
            return Err(Error::Name.into());
        }
        self.sequence.with_next(|sequence| {
            let terms = self.terms(issuer, sequence);
            let certificate =
                sign_issuer_certificate(&self.signer, &terms).map_err(Error::Certificate)?;
            lay_down(&certificate)
        })
    }

    /// Revokes documents: stores the next list, which contains everything of the earlier ones, beside the key.
    ///
    /// # Errors
    /// Nothing would be added, the list would be too long, or it cannot be stored.
    pub fn revoke(&self, more: &TakenBack, issued_at_ms: i64) -> Result<Document, lists::Error> {
        self.lists().revoke(more, issued_at_ms)
    }

    /// What [`Self::revoke`] would take back that no earlier list did.
    ///
    /// # Errors
    /// As for [`Self::revoke`].
    pub fn would_revoke(&self, more: &TakenBack) -> Result<Added, lists::Error> {
        self.lists().would_revoke(more)
    }

    fn lists(&self) -> ListSigner<'_> {
        ListSigner {
            signer: &self.signer,
            certificate: None,
            trust: &self.trust,
            environment: self.environment,
            sequence: &self.sequence,
            kept: &self.kept,
        }
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
