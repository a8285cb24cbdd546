//! Lists the roots and issuers in the vendor's folders without reading any private key.

use std::path::{Path, PathBuf};

use madoguchi_files::beside;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::keys::{KeyId, PublicKey};
use madoguchi_licensing::trust;
use madoguchi_proto::v1;
use madoguchi_proto::v1::Text;

use crate::files;
use crate::folder::{CERTIFICATE, KEY, OWN_LIST, ROOT, ROOTS_LIST, SEQUENCE};
use crate::keystore;
use crate::lists::Kept;
use crate::sequence::Sequence;
use crate::texts::{Spoken, text};

/// The most names that are read in one folder: far more keys than any vendor has.
const MAX_NAMES: usize = 1_000;

/// A root or issuer, or the reason why it cannot be used.
#[derive(Debug)]
pub struct Entry {
    /// The path of the root's private key (which may be elsewhere), or of the issuer's folder.
    pub path: PathBuf,
    pub found: Result<Found, Unusable>,
}

/// A root or an issuer.
#[derive(Debug)]
pub enum Found {
    Root {
        key: PublicKey,
        common: Common,
    },
    Issuer {
        key: KeyId,
        /// The root that certified it.
        root: KeyId,
        /// Its certificate: what it may issue, and until when.
        certificate: Box<v1::IssuerCertificate>,
        /// The newest list of the root in its folder.
        roots_list: Option<List>,
        common: Common,
    },
}

/// The data that every signer has.
#[derive(Debug)]
pub struct Common {
    pub environment: Environment,
    /// Whether its private key is encrypted; `None` if the key is elsewhere.
    pub encrypted: Option<bool>,
    /// The number of its next document; `None` if that is elsewhere.
    pub next: Option<u64>,
    /// Its newest revocation list.
    pub list: Option<List>,
}

/// The size of a revocation list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    pub number: u64,
    /// The number of revoked licenses.
    pub licenses: usize,
    /// The number of revoked issuers.
    pub issuers: usize,
}

/// Lists a folder in the order of names: an issuer's own folder, or one with roots and issuers.
///
/// # Errors
/// The folder cannot be read. An unusable key in it is an entry with an error.
pub fn look(folder: &Path) -> Result<Vec<Entry>, files::Error> {
    if is_issuer(folder) {
        return Ok(vec![issuer(folder.to_owned())]);
    }
    let unreadable = |source| files::Error::Read {
        path: folder.into(),
        source,
    };
    let names = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<PathBuf> = names
        .take(MAX_NAMES)
        .map(|name| name.map(|name| name.path()))
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    paths.sort();
    let entry = |path: PathBuf| {
        if is_issuer(&path) {
            Some(issuer(path))
        } else if path.extension().is_some_and(|end| end == "pub") {
            Some(root(&path))
        } else {
            None
        }
    };
    Ok(paths.into_iter().filter_map(entry).collect())
}

fn is_issuer(path: &Path) -> bool {
    path.join(CERTIFICATE).is_file()
}

fn root(public: &Path) -> Entry {
    let path = public.with_extension("");
    let found = (|| {
        let (environment, key) = trust::read_public(&files::read(public)?)?;
        let beside = |suffix| beside(&path, suffix);
        let list = &beside(".revocations");
        let common = common(environment, &path, beside(".sequence"), list)?;
        Ok(Found::Root { key, common })
    })();
    Entry { path, found }
}

fn issuer(path: PathBuf) -> Entry {
    let found = (|| {
        let (environment, root) = trust::read_public(&files::read(&path.join(ROOT))?)?;
        let document = armour::read(&files::read(&path.join(CERTIFICATE))?)?;
        if !document.is_signed_by(root) {
            return Err(Unusable(text("issuer-other-root", &[])));
        }
        let certificate: v1::IssuerCertificate = document.open()?;
        Ok(Found::Issuer {
            key: PublicKey::from_slice(&certificate.public_key)?.id(),
            root: root.id(),
            certificate: Box::new(certificate),
            roots_list: list(&path.join(ROOTS_LIST))?,
            common: common(
                environment,
                &path.join(KEY),
                path.join(SEQUENCE),
                &path.join(OWN_LIST),
            )?,
        })
    })();
    Entry { path, found }
}

/// The reason why a key cannot be used.
#[derive(Debug)]
pub struct Unusable(pub Text);

impl<E: Spoken> From<E> for Unusable {
    fn from(error: E) -> Self {
        Self(error.text())
    }
}

fn common(
    environment: Environment,
    key: &Path,
    sequence: PathBuf,
    kept: &Path,
) -> Result<Common, Unusable> {
    Ok(Common {
        environment,
        encrypted: if_there(key)
            .then(|| keystore::is_encrypted(key))
            .transpose()?,
        next: if_there(&sequence)
            .then(|| Sequence::at(sequence).next())
            .transpose()?,
        list: list(kept)?,
    })
}

fn list(path: &Path) -> Result<Option<List>, Unusable> {
    if !if_there(path) {
        return Ok(None);
    }
    let kept = Kept::at(path.into()).unchecked()?;
    kept.as_ref().map(read).transpose()
}

fn read(document: &Document) -> Result<List, Unusable> {
    let list: v1::RevocationList = document.open()?;
    Ok(List {
        number: list
            .header
            .map(|header| header.sequence)
            .unwrap_or_default(),
        licenses: list.licenses.len(),
        issuers: list.issuers.len(),
    })
}

fn if_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
