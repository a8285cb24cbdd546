//! The folder of an issuer: its key, its certificate, the root that certified it, its next number, and the newest revocation lists of both.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use madoguchi_files::Readers;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::{Binding, Environment, InstallationKey, LicenseId};
use madoguchi_licensing::keys::KeyId;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{self, Verified};
use madoguchi_proto::v1;

use crate::files::{self, Begun};
use crate::keystore::{self, Protection};
use crate::lists::{self, Added, Kept, ListSigner};
use crate::passphrase::{Nobody, Secrets};
use crate::root::{self, NewIssuer, Root};
use crate::sequence::{self, Sequence};
use crate::sign::{
    Heading, LicenseTerms, ResetTerms, TakenBack, sign_license_with_list, sign_time_reset,
};
use crate::signer::Signer;

pub(crate) const KEY: &str = "issuer.key";
pub(crate) const CERTIFICATE: &str = "issuer.certificate";
pub(crate) const ROOT: &str = "root.pub";
pub(crate) const SEQUENCE: &str = "sequence";
pub(crate) const OWN_LIST: &str = "revocations";
pub(crate) const ROOTS_LIST: &str = "root.revocations";

/// An issuer with its private key.
#[derive(Debug)]
pub struct IssuerFolder {
    signer: Signer,
    certificate: Document,
    trust: Trust,
    sequence: Sequence,
    own_list: Kept,
    roots_list: Kept,
}

/// The terms of a time reset that is to be signed.
#[derive(Debug, Clone)]
pub struct WantedReset {
    pub installation: InstallationKey,
    /// The random bytes with which the installation asked for it.
    pub nonce: [u8; 8],
    /// The time, in milliseconds since 1970; it is also the time of signing.
    pub time_ms: i64,
}

/// The terms of a license that is to be signed.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its id; `None` for one made of the issuer's key id and the number.
    pub id: Option<LicenseId>,
    pub binding: Binding,
    /// The time of signing, in milliseconds since 1970.
    pub issued_at_ms: i64,
    /// The beginning of the term, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// The end of the term (exclusive), in milliseconds since 1970; `None` for no end.
    pub not_after_ms: Option<i64>,
    /// The license that it replaces.
    pub supersedes: Option<LicenseId>,
    /// The first license of its line; `None` for the one that it replaces, else itself.
    pub lineage: Option<LicenseId>,
}

/// The reason why there is no issuer, or no license.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    Create {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    File(#[from] files::Error),
    Key(#[from] keystore::Error),
    Certificate(#[source] armour::Error),
    Root(#[source] trust::Error),
    Sequence(#[from] sequence::Error),
    Certify(#[from] root::Error),
    /// A revocation list could not be read, made or stored.
    List(#[from] lists::Error),
    /// The list is not one of the issuer's root.
    NotTheRootsList,
    OlderList {
        /// The number of the stored list.
        here: u64,
        /// The number of the other list.
        found: u64,
    },
    License(#[source] document::Error),
    Refused(#[source] verify::Error),
}

impl IssuerFolder {
    /// Creates the folder of a new issuer, which `root` certifies.
    ///
    /// # Errors
    /// The folder exists or cannot be written, or the root cannot certify; then nothing is left of it.
    pub fn create(
        path: &Path,
        signer: &Signer,
        protection: &Protection,
        root: &Root,
        issuer: &NewIssuer,
    ) -> Result<(), Error> {
        files::must_be_free(path)?;
        let mut begun = Begun::default();
        root.certify(issuer, |certificate| {
            std::fs::create_dir(path).map_err(|source| Error::Create {
                path: path.into(),
                source,
            })?;
            begun.made(path);
            keystore::write_private(&path.join(KEY), signer, protection)?;
            let public = keystore::public_root(root.environment(), root.public_key());
            for (name, text) in [(CERTIFICATE, armour::write(certificate)), (ROOT, public)] {
                files::create(&path.join(name), text.as_bytes(), Readers::Anybody)?;
            }
            Kept::at(path.join(OWN_LIST)).begin()?;
            Kept::at(path.join(ROOTS_LIST)).begin()?;
            Ok::<_, Error>(Sequence::at(path.join(SEQUENCE)).begin()?)
        })?;
        begun.keep();
        Ok(())
    }

    /// Opens an issuer's folder with an unencrypted key.
    ///
    /// # Errors
    /// A file is missing or malformed, or the key is encrypted.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_with(path, &mut Nobody)
    }

    /// Opens an issuer's folder; asks for the passphrase if its key is encrypted.
    ///
    /// # Errors
    /// A file is missing or malformed, or the passphrase does not open the key.
    pub fn open_with(path: &Path, secrets: &mut dyn Secrets) -> Result<Self, Error> {
        let certificate = files::read(&path.join(CERTIFICATE))?;
        let root = files::read(&path.join(ROOT))?;
        let (environment, root) = trust::read_public(&root).map_err(Error::Root)?;
        Ok(Self {
            certificate: armour::read(&certificate).map_err(Error::Certificate)?,
            trust: Trust::vendor(environment, root),
            sequence: Sequence::at(path.join(SEQUENCE)),
            own_list: Kept::at(path.join(OWN_LIST)),
            roots_list: Kept::at(path.join(ROOTS_LIST)),
            signer: keystore::read_private(&path.join(KEY), secrets)?,
        })
    }

    /// The environment for which the issuer issues.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.trust.environment()
    }

    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.signer.key_id()
    }

    /// Makes a license with the next number, which is used up when this returns. A license that a clinic would refuse is not made and uses
    /// no number. The issuer's newest revocation list is put inside it.
    ///
    /// # Errors
    /// A clinic would refuse it, or its number cannot be used up.
    pub fn issue(&self, wanted: &Wanted) -> Result<(Document, Verified), Error> {
        self.sequence.with_next(|sequence| {
            let terms = self.terms(wanted, sequence);
            let list = self.riding()?;
            let document =
                sign_license_with_list(&self.signer, &self.certificate, &terms, list.as_ref())
                    .map_err(Error::License)?;
            let verified = verify::license(&self.trust, &document).map_err(Error::Refused)?;
            Ok((document, verified))
        })
    }

    /// The list that is put inside its licenses. A license has space for one: the root's, which may name anything, else the issuer's own.
    ///
    /// # Errors
    /// A stored list cannot be read.
    pub fn riding(&self) -> Result<Option<Document>, lists::Error> {
        match self.roots_list.unchecked()? {
            Some(list) => Ok(Some(list)),
            None => self.own_list.newest(&self.signer),
        }
    }

    /// Revokes licenses of its own: stores the next list, which contains everything of the earlier ones.
    ///
    /// # Errors
    /// Nothing would be added, the list would be too long, or it cannot be stored.
    pub fn revoke(
        &self,
        licenses: impl IntoIterator<Item = LicenseId>,
        issued_at_ms: i64,
    ) -> Result<Document, lists::Error> {
        let more = self.its_own(licenses)?;
        self.lists().revoke(&more, issued_at_ms)
    }

    /// What [`Self::revoke`] would take back that no earlier list did.
    ///
    /// # Errors
    /// As for [`Self::revoke`].
    pub fn would_revoke(
        &self,
        licenses: impl IntoIterator<Item = LicenseId>,
    ) -> Result<Added, lists::Error> {
        self.lists().would_revoke(&self.its_own(licenses)?)
    }

    /// The licenses as the content of a list. An id that shows that another issuer gave the license, or nobody yet, is refused: clinics
    /// would take such a list, and the license would go on. An id that was chosen by hand shows nothing, and is believed.
    fn its_own(
        &self,
        licenses: impl IntoIterator<Item = LicenseId>,
    ) -> Result<TakenBack, lists::Error> {
        let licenses: BTreeSet<LicenseId> = licenses.into_iter().collect();
        let (own, next) = (self.key_id(), self.sequence.next()?);
        for license in &licenses {
            let Some((key, number)) = made_of(license) else {
                continue;
            };
            let license = license.clone();
            if key != own {
                return Err(lists::Error::NotItsOwn { license, own });
            }
            if number >= next {
                return Err(lists::Error::NeverIssued { license, next });
            }
        }
        Ok(TakenBack {
            licenses,
            ..TakenBack::default()
        })
    }

    fn lists(&self) -> ListSigner<'_> {
        ListSigner {
            signer: &self.signer,
            certificate: Some(&self.certificate),
            trust: &self.trust,
            environment: self.environment(),
            sequence: &self.sequence,
            kept: &self.own_list,
        }
    }

    /// Stores a list of the certifying root in the issuer's folder `path`: from now on it is put inside every license. Needs no private
    /// key; storing the same list again changes nothing. Returns the list's number.
    ///
    /// # Errors
    /// It is not a list of the root, or is older than the stored one.
    pub fn carry(path: &Path, list: &Document) -> Result<u64, Error> {
        let root = files::read(&path.join(ROOT))?;
        let (environment, root) = trust::read_public(&root).map_err(Error::Root)?;
        let number = |list: &Document| {
            let header = list.open::<v1::RevocationList>().ok()?.header?;
            let same = header.environment() == v1::Environment::from(environment);
            (same && list.is_signed_by(root)).then_some(header.sequence)
        };
        let kept = Kept::at(path.join(ROOTS_LIST));
        let found = number(list).ok_or(Error::NotTheRootsList)?;
        match kept.unchecked()?.as_ref().and_then(number) {
            Some(here) if here > found => Err(Error::OlderList { here, found }),
            _ => {
                kept.keep(list)?;
                Ok(found)
            }
        }
    }

    /// Makes a time reset with the next number.
    ///
    /// # Errors
    /// A clinic would refuse it, or its number cannot be used up.
    pub fn reset_time(&self, wanted: &WantedReset) -> Result<Document, Error> {
        self.sequence.with_next(|sequence| {
            let terms = ResetTerms {
                heading: Heading {
                    id: lists::id("RESET", &self.signer, sequence),
                    environment: self.environment(),
                    sequence,
                    issued_at_ms: wanted.time_ms,
                },
                installation: wanted.installation,
                nonce: wanted.nonce,
                time_ms: wanted.time_ms,
            };
            let reset =
                sign_time_reset(&self.signer, &self.certificate, &terms).map_err(Error::License)?;
            verify::time_reset(&self.trust, &reset).map_err(Error::Refused)?;
            Ok(reset)
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

    /// An id made of the issuer's key id and the number, and so unique for ever: `6F1C2A9B00112233-42`.
    #[allow(clippy::expect_used)] // 16 hex digits, a hyphen and at most 20 digits are always an id
    fn id(&self, sequence: u64) -> LicenseId {
        let id = format!("{}-{sequence}", self.signer.key_id()).to_uppercase();
        LicenseId::parse(&id).expect("an id")
    }
}

/// The issuer's key id and the number of which an id was made; `None` for an id that was chosen by hand.
fn made_of(id: &LicenseId) -> Option<(KeyId, u64)> {
    let (key, number) = id.as_str().split_once('-')?;
    Some((KeyId::parse(&key.to_lowercase())?, number.parse().ok()?))
}
