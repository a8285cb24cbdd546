//! A signer's revocation lists. Each new list contains everything of the earlier ones, because an installation knows only the one with the
//! highest number. So the newest list is kept beside the key.

use std::path::PathBuf;

use madoguchi_files::Readers;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::{Environment, LicenseId};
use madoguchi_licensing::keys::KeyId;
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify;
use madoguchi_licensing::verify::{MAX_ISSUERS, MAX_LICENSES};
use madoguchi_proto::v1;

use crate::files;
use crate::sequence::{self, Sequence};
use crate::sign::{Heading, TakenBack, sign_revocation_list};
use crate::signer::Signer;

/// The reason why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    File(#[from] files::Error),
    Sequence(#[from] sequence::Error),
    Unreadable {
        path: PathBuf,
        #[source]
        source: armour::Error,
    },
    /// The stored list is another signer's, or was changed.
    Foreign {
        path: PathBuf,
    },
    Nothing {
        path: PathBuf,
        number: u64,
    },
    /// An issuer revokes its own licenses only.
    NotItsOwn {
        license: LicenseId,
        /// The key of the issuer that was to sign.
        own: KeyId,
    },
    /// The issuer has not used the license's number yet.
    NeverIssued {
        license: LicenseId,
        /// The issuer's next number.
        next: u64,
    },
    TooManyLicenses {
        found: usize,
    },
    TooManyIssuers {
        found: usize,
    },
    List(#[source] document::Error),
    Refused(#[source] verify::Error),
}

/// The file with the newest list of one signer; empty before the first.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
}

impl Kept {
    /// The list in the file `path`.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Creates the file, without a list.
    ///
    /// # Errors
    /// The file exists or cannot be written.
    pub fn begin(&self) -> Result<(), files::Error> {
        files::create(&self.path, b"", Readers::Anybody)
    }

    /// The newest list of `signer`.
    ///
    /// # Errors
    /// The file is missing, or contains something else than a list that `signer` signed.
    pub fn newest(&self, signer: &Signer) -> Result<Option<Document>, Error> {
        let Some(list) = self.unchecked()? else {
            return Ok(None);
        };
        if !list.is_signed_by(signer.public_key()) {
            return Err(Error::Foreign {
                path: self.path.clone(),
            });
        }
        Ok(Some(list))
    }

    /// The list in the file, whoever signed it.
    ///
    /// # Errors
    /// The file is missing, or contains no document.
    pub fn unchecked(&self) -> Result<Option<Document>, Error> {
        let text = files::read(&self.path)?;
        if text.is_empty() {
            return Ok(None);
        }
        armour::read(&text)
            .map(Some)
            .map_err(|source| Error::Unreadable {
                path: self.path.clone(),
                source,
            })
    }

    /// Replaces the stored list.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(&self, list: &Document) -> Result<(), files::Error> {
        files::replace(&self.path, armour::write(list).as_bytes())
    }
}

/// What a new list takes back that no earlier one did.
#[derive(Debug, PartialEq, Eq)]
pub struct Added {
    pub licenses: usize,
    /// The issuers whose signatures no longer hold, each with the number from which on.
    pub issuers: Vec<(KeyId, u64)>,
}

/// The signer of a list.
pub(crate) struct ListSigner<'a> {
    pub signer: &'a Signer,
    /// An issuer's certificate; a root has none.
    pub certificate: Option<&'a Document>,
    pub trust: &'a Trust,
    pub environment: Environment,
    pub sequence: &'a Sequence,
    pub kept: &'a Kept,
}

impl ListSigner<'_> {
    /// Makes the next list: everything in the newest one, and `more`.
    pub fn revoke(&self, more: &TakenBack, issued_at_ms: i64) -> Result<Document, Error> {
        self.sequence.with_next_then(
            |sequence| {
                let taken = self.with_all_before(more)?;
                let heading = Heading {
                    id: id("LIST", self.signer, sequence),
                    environment: self.environment,
                    sequence,
                    issued_at_ms,
                };
                let list = sign_revocation_list(self.signer, self.certificate, &heading, &taken)
                    .map_err(Error::List)?;
                self.checked(list)
            },
            |list| Ok(self.kept.keep(list)?),
        )
    }

    fn checked(&self, list: Document) -> Result<Document, Error> {
        verify::revocations(self.trust, &list).map_err(Error::Refused)?;
        Ok(list)
    }

    /// What the next list would take back that no earlier one did.
    pub fn would_revoke(&self, more: &TakenBack) -> Result<Added, Error> {
        let before = match self.before()? {
            Some(before) => self.read(&before)?,
            None => TakenBack::default(),
        };
        let after = self.with_all_before(more)?;
        let widened = |(issuer, from): &(KeyId, u64)| before.issuers.get(issuer) != Some(from);
        Ok(Added {
            licenses: after.licenses.difference(&before.licenses).count(),
            issuers: after.issuers.into_iter().filter(widened).collect(),
        })
    }

    fn before(&self) -> Result<Option<v1::RevocationList>, Error> {
        let newest = self.kept.newest(self.signer)?;
        newest
            .map(|list| list.open::<v1::RevocationList>())
            .transpose()
            .map_err(Error::List)
    }

    fn read(&self, list: &v1::RevocationList) -> Result<TakenBack, Error> {
        read(list).ok_or_else(|| Error::Foreign {
            path: self.kept.path.clone(),
        })
    }

    fn with_all_before(&self, more: &TakenBack) -> Result<TakenBack, Error> {
        let mut taken = TakenBack::default();
        let before = self.before()?;
        if let Some(before) = &before {
            taken = self.read(before)?;
        }
        let old = taken.clone();
        taken.licenses.extend(more.licenses.iter().cloned());
        for (issuer, from) in &more.issuers {
            let least = taken.issuers.entry(*issuer).or_insert(*from);
            *least = (*least).min(*from);
        }
        if let Some(before) = before.filter(|_| taken == old) {
            let number = before
                .header
                .map(|header| header.sequence)
                .unwrap_or_default();
            let path = self.kept.path.clone();
            return Err(Error::Nothing { path, number });
        }
        within_bounds(taken)
    }
}

fn within_bounds(taken: TakenBack) -> Result<TakenBack, Error> {
    let (licenses, issuers) = (taken.licenses.len(), taken.issuers.len());
    if licenses > MAX_LICENSES {
        return Err(Error::TooManyLicenses { found: licenses });
    }
    if issuers > MAX_ISSUERS {
        return Err(Error::TooManyIssuers { found: issuers });
    }
    Ok(taken)
}

fn read(list: &v1::RevocationList) -> Option<TakenBack> {
    let licenses = list.licenses.iter().map(|id| LicenseId::parse(id));
    let issuers = list
        .issuers
        .iter()
        .map(|revoked| Some((KeyId::from_slice(&revoked.issuer)?, revoked.from_sequence)));
    Some(TakenBack {
        licenses: licenses.collect::<Option<_>>()?,
        issuers: issuers.collect::<Option<_>>()?,
    })
}

/// An id made of a signer's key id and the number, and so unique for ever: `LIST-6F1C2A9B00112233-42`.
#[allow(clippy::expect_used)] // a short word, 16 hex digits, at most 20 digits and hyphens are always an id
pub(crate) fn id(word: &str, signer: &Signer, sequence: u64) -> LicenseId {
    let id = format!("{word}-{}-{sequence}", signer.key_id()).to_uppercase();
    LicenseId::parse(&id).expect("an id")
}
