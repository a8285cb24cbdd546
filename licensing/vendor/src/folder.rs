//! The folder of one issuer: its key, its certificate, the root that certified it, and its next number.

use std::path::{Path, PathBuf};

use madoguchi_licensing::armour;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::{Binding, Environment, LicenseId};
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{self, Verified, verify_license};

use crate::files::{self, Readers};
use crate::keystore;
use crate::sequence::{self, Sequence};
use crate::sign::{Heading, LicenseTerms, sign_license};
use crate::signer::Signer;

const KEY: &str = "issuer.key";
const CERTIFICATE: &str = "issuer.certificate";
const ROOT: &str = "root.pub";
const SEQUENCE: &str = "sequence";

/// An issuer that can issue.
#[derive(Debug)]
pub struct IssuerFolder {
    signer: Signer,
    certificate: Document,
    trust: Trust,
    sequence: Sequence,
}

/// What a new license shall grant.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its id; `None`: made from the issuer's key id and the number.
    pub id: Option<LicenseId>,
    /// Whom it is for.
    pub binding: Binding,
    /// When it is signed, in milliseconds since 1970.
    pub issued_at_ms: i64,
    /// In force from, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// In force until (exclusive), in milliseconds since 1970; `None`: for ever.
    pub not_after_ms: Option<i64>,
    /// The license whose place it takes.
    pub supersedes: Option<LicenseId>,
    /// The first license of its line; `None`: the one whose place it takes, else itself.
    pub lineage: Option<LicenseId>,
}

/// Why there is no issuer, or no license.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder could not be made.
    #[error("the folder {} cannot be made", path.display())]
    Create {
        /// The folder.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] files::Error),
    /// A key could not be read or written.
    #[error(transparent)]
    Key(#[from] keystore::Error),
    /// The certificate cannot be read.
    #[error("the issuer's certificate cannot be used")]
    Certificate(#[source] armour::Error),
    /// The root cannot be read.
    #[error("the issuer's root cannot be used")]
    Root(#[source] trust::Error),
    /// There is no number.
    #[error(transparent)]
    Sequence(#[from] sequence::Error),
    /// The license gets too large.
    #[error("the license cannot be made")]
    License(#[source] document::Error),
    /// A clinic would refuse the license.
    #[error("no license was made, because a clinic would refuse it")]
    Refused(#[source] verify::Error),
}

impl IssuerFolder {
    /// Makes the folder of a new issuer.
    ///
    /// # Errors
    /// When the folder exists or cannot be written.
    pub fn create(
        path: &Path,
        signer: &Signer,
        certificate: &Document,
        root: &Signer,
    ) -> Result<(), Error> {
        files::must_be_free(path)?;
        std::fs::create_dir(path).map_err(|source| Error::Create {
            path: path.into(),
            source,
        })?;
        keystore::write_private(&path.join(KEY), signer)?;
        let armoured = armour::write(certificate);
        files::create(
            &path.join(CERTIFICATE),
            armoured.as_bytes(),
            Readers::Anybody,
        )?;
        let root = keystore::public_root(root.public_key());
        files::create(&path.join(ROOT), root.as_bytes(), Readers::Anybody)?;
        Ok(Sequence::at(path.join(SEQUENCE)).begin()?)
    }

    /// Opens an issuer's folder.
    ///
    /// # Errors
    /// When one of its files is missing or not what it should be.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let certificate = files::read(&path.join(CERTIFICATE))?;
        let root = files::read(&path.join(ROOT))?;
        Ok(Self {
            signer: keystore::read_private(&path.join(KEY))?,
            certificate: armour::read(&certificate).map_err(Error::Certificate)?,
            // Production roots are compiled in, and their keys are not made yet: every folder is a test's.
            trust: Trust::test(trust::read_root(&root).map_err(Error::Root)?),
            sequence: Sequence::at(path.join(SEQUENCE)),
        })
    }

    /// The environment that this issuer issues for.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.trust.environment()
    }

    /// Makes a license, with the next number, which is used up when this returns. What a clinic would
    /// refuse is not made and uses up no number.
    ///
    /// # Errors
    /// When a clinic would refuse it, or its number cannot be used up.
    pub fn issue(&self, wanted: &Wanted) -> Result<(Document, Verified), Error> {
        self.sequence.with_next(|sequence| {
            let terms = self.terms(wanted, sequence);
            let document =
                sign_license(&self.signer, &self.certificate, &terms).map_err(Error::License)?;
            let verified =
                verify_license(&self.trust, document.as_bytes()).map_err(Error::Refused)?;
            Ok((document, verified))
        })
    }

    fn terms(&self, wanted: &Wanted, sequence: u64) -> LicenseTerms {
        let id = wanted.id.clone().unwrap_or_else(|| self.id(sequence));
        let first = wanted.lineage.as_ref().or(wanted.supersedes.as_ref());
        LicenseTerms {
            heading: Heading {
                id: id.clone(),
                environment: self.environment(),
                sequence,
                issued_at_ms: wanted.issued_at_ms,
            },
            binding: wanted.binding.clone(),
            not_before_ms: wanted.not_before_ms,
            not_after_ms: wanted.not_after_ms,
            supersedes: wanted.supersedes.iter().cloned().collect(),
            lineage: first.cloned().unwrap_or(id),
        }
    }

    /// Unique for ever, as the issuer's key and its numbers are: `6F1C2A9B00112233-42`.
    #[allow(clippy::expect_used)] // 16 hex digits, a hyphen and at most 20 digits are always an id
    fn id(&self, sequence: u64) -> LicenseId {
        let id = format!("{}-{sequence}", self.signer.key_id()).to_uppercase();
        LicenseId::parse(&id).expect("an id")
    }
}
