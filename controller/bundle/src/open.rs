//! Opens a bundle of which nothing is known: whoever made it may want to fill a disk, to write beside it, or to pass for a clinic.
//!
//! ```text
//! seal ─► tables within bounds ─► manifest ─► signature ─► each entry against its sum ─► Opened
//! ```
//! Nothing is unpacked beyond its bounds, and nothing is handed out before all of it was checked. Names of the archive are compared with the
//! known ones and are no paths.

use crate::entry::Entry;
use crate::manifest::{self, Manifest, signed};
use crate::seal::{self, Seal};
use crate::summary::Summary;
use crate::{FORMAT, FREE_BYTES, MAX_ENTRIES, MAX_FILE_BYTES, MAX_SUM_BYTES, is_bounded};
use ed25519_dalek::{Signature, VerifyingKey};
use madoguchi_plain::hex::{self, Hex};
use madoguchi_plain::marked;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

/// The reason why a file is not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is no bundle, or one that somebody packed again.
    #[error("it is no support bundle, or was packed again")]
    Foreign,
    #[error("it has more bytes than a bundle has")]
    TooLarge,
    /// A byte of it is not as it was written.
    #[error("it was changed or cut since it was written")]
    Changed,
    /// No program of ours wrote it.
    #[error("it is made up: {0}")]
    MadeUp(&'static str),
    /// A release after this one made it.
    #[error("it has form {0}, which is newer than this program")]
    Newer(u32),
    #[error("its signature is not that of the installation that it names")]
    NotSigned,
}

/// A bundle that is whole: the installation of [`Opened::installation`] signed it. Whose that is, it does not say.
pub struct Opened {
    pub manifest: Manifest,
    /// The public key under which the signature holds.
    pub installation: [u8; 32],
    /// The summary, where it has one that can be read.
    pub summary: Option<Summary>,
    /// The names of entries that this release does not know, to be shown: characters that cannot be seen are marked.
    pub unknown: Vec<String>,
    archive: Vec<u8>,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a bundle and checks all of it.
///
/// # Errors
/// The file is not whole, or is not a bundle.
pub fn open(file: Vec<u8>) -> Result<Opened, Flaw> {
    if file.len() > MAX_FILE_BYTES {
        return Err(Flaw::TooLarge);
    }
    let entries = match seal::look(&file) {
        Seal::Whole { entries } => entries,
        Seal::Broken => return Err(Flaw::Changed),
        // A cut file ends somewhere; it still begins as an archive does.
        Seal::None => {
            let begun = file.starts_with(b"PK\x03\x04");
            return Err(if begun { Flaw::Changed } else { Flaw::Foreign });
        }
    };
    if entries > MAX_ENTRIES {
        return Err(Flaw::MadeUp("it has too many entries"));
    }
    let mut archive = ZipArchive::new(Cursor::new(&*file)).map_err(|_| Flaw::Foreign)?;
    if archive.len() != entries {
        return Err(Flaw::MadeUp("an entry is there twice"));
    }
    bounded(&mut archive, file.len())?;
    let (manifest, installation) = vouched(&mut archive)?;
    let unknown = checked(&mut archive, &manifest)?;
    let summary = summary(&mut archive);
    Ok(Opened {
        manifest,
        installation,
        summary,
        unknown,
        archive: file,
    })
}

/// The summary, where it has one that can be read. None of ours is larger than a whole entry may be ([`crate::Writer::put`]), and a page is made of it.
fn summary(archive: &mut Archive<'_>) -> Option<Summary> {
    let name = Entry::Summary.to_string();
    let size = archive.by_name(&name).ok()?.size();
    let bytes = whole(archive, &name).ok().filter(|_| size <= FREE_BYTES)?;
    serde_json::from_slice(&bytes).ok()
}

impl Opened {
    /// The entries that this release knows, each to be written under its fixed name.
    ///
    /// # Errors
    /// One cannot be read, although it was checked before.
    pub fn entries(&self) -> Result<Vec<(Entry, Vec<u8>)>, Flaw> {
        let mut archive =
            ZipArchive::new(Cursor::new(&*self.archive)).map_err(|_| Flaw::Foreign)?;
        let listed = self.manifest.entries.iter();
        let known = listed.filter_map(|listed| Entry::parse(&listed.name));
        known
            .map(|entry| Ok((entry.clone(), whole(&mut archive, &entry.to_string())?)))
            .collect()
    }
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("manifest", &self.manifest)
            .finish_non_exhaustive()
    }
}

/// Refuses tables of which one cannot be a bundle's, before anything is unpacked.
fn bounded(archive: &mut Archive<'_>, file: usize) -> Result<(), Flaw> {
    let (mut packed, mut plain) = (0_u64, 0_u64);
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|_| Flaw::Foreign)?;
        let method = entry.compression();
        let is_packed = matches!(
            method,
            CompressionMethod::Stored | CompressionMethod::Deflated
        );
        if entry.is_symlink() || entry.is_dir() || entry.encrypted() || !is_packed {
            return Err(Flaw::MadeUp("an entry is no plain file"));
        }
        if !is_bounded(entry.compressed_size(), entry.size()) {
            return Err(Flaw::MadeUp("an entry is larger than any of a bundle"));
        }
        packed = packed.saturating_add(entry.compressed_size());
        plain = plain.saturating_add(entry.size());
    }
    let file = u64::try_from(file).unwrap_or(u64::MAX);
    match packed <= file && plain <= MAX_SUM_BYTES {
        true => Ok(()),
        false => Err(Flaw::MadeUp(
            "its entries are larger than the file can have",
        )),
    }
}

/// The manifest, and the key that signed it: the one that it names.
fn vouched(archive: &mut Archive<'_>) -> Result<(Manifest, [u8; 32]), Flaw> {
    let bytes = whole(archive, manifest::NAME)?;
    let form = serde_json::from_slice::<Form>(&bytes).map_err(|_| Flaw::Foreign)?;
    if form.format > FORMAT {
        return Err(Flaw::Newer(form.format));
    }
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| Flaw::Foreign)?;
    let key: [u8; 32] = hex::parse(&manifest.installation).ok_or(Flaw::NotSigned)?;
    let digits = whole(archive, manifest::SIGNATURE)?;
    let signature: Option<[u8; 64]> = std::str::from_utf8(&digits).ok().and_then(hex::parse);
    let signature = signature.ok_or(Flaw::NotSigned)?;
    let verified = VerifyingKey::from_bytes(&key)
        .and_then(|key| key.verify_strict(&signed(&bytes), &Signature::from_bytes(&signature)));
    match verified {
        Ok(()) => Ok((manifest, key)),
        Err(_) => Err(Flaw::NotSigned),
    }
}

/// The one field that every form has.
#[derive(serde::Deserialize)]
struct Form {
    format: u32,
}

/// Holds each entry against its sum; the names of those that are not known come back.
fn checked(archive: &mut Archive<'_>, manifest: &Manifest) -> Result<Vec<String>, Flaw> {
    let listed: BTreeMap<_, _> = manifest
        .entries
        .iter()
        .map(|listed| (listed.name.as_str(), listed))
        .collect();
    // Each of the listed ones is there once, and nothing else but the manifest and its signature.
    if listed.len() != manifest.entries.len() || listed.len() + 2 != archive.len() {
        return Err(Flaw::MadeUp("its entries are not those of its manifest"));
    }
    for (name, listed) in &listed {
        let (bytes, sum) = summed(archive, name)?;
        if bytes != listed.bytes || Hex(&sum).to_string() != listed.sha256 {
            return Err(Flaw::MadeUp("an entry is not the one that was signed"));
        }
    }
    let unknown = listed
        .into_keys()
        .filter(|name| Entry::parse(name).is_none());
    Ok(unknown.map(marked).collect())
}

/// The size and the sum of an entry, without having all of it in memory.
fn summed(archive: &mut Archive<'_>, name: &str) -> Result<(u64, [u8; 32]), Flaw> {
    let mut sum = Sha256::new();
    let mut bytes = 0;
    read(archive, name, |part| {
        bytes += u64::try_from(part.len()).unwrap_or(0);
        sum.update(part);
    })?;
    Ok((bytes, sum.finalize().into()))
}

/// A whole entry: one that is small, or one that was checked.
fn whole(archive: &mut Archive<'_>, name: &str) -> Result<Vec<u8>, Flaw> {
    let mut bytes = Vec::new();
    read(archive, name, |part| bytes.extend_from_slice(part))?;
    Ok(bytes)
}

/// Unpacks an entry to no more than its own tables say, which are within bounds.
fn read(archive: &mut Archive<'_>, name: &str, mut take: impl FnMut(&[u8])) -> Result<(), Flaw> {
    const MISSING: Flaw = Flaw::MadeUp("its entries are not those of its manifest");
    const CUT: Flaw = Flaw::MadeUp("an entry cannot be unpacked");
    let entry = archive.by_name(name).map_err(|_| MISSING)?;
    let is_own = [manifest::NAME, manifest::SIGNATURE].contains(&name);
    if is_own && entry.size() > FREE_BYTES {
        return Err(Flaw::MadeUp("an entry is larger than any of a bundle"));
    }
    let size = entry.size();
    let mut entry = entry.take(size + 1);
    let (mut part, mut left) = ([0; 8192], size + 1);
    loop {
        let read = entry.read(&mut part).map_err(|_| CUT)?;
        if read == 0 {
            return Ok(());
        }
        left = left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        if left == 0 {
            return Err(CUT);
        }
        take(part.get(..read).unwrap_or_default());
    }
}
