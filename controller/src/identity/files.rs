//! The files of the identity. All are made in one step, and read together.

use super::{Error, owner_only};
use madoguchi_files::{Readers, create_folder_with, read_secret};
use madoguchi_plain::BoxError;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

pub(super) const AUTHORITY: &str = "authority.pem";
pub(super) const AUTHORITY_KEY: &str = "authority.key";
pub(super) const SERVER: &str = "server.pem";
pub(super) const SERVER_KEY: &str = "server.key";
pub(super) const INSTALLATION_KEY: &str = "installation.key";
pub(super) const DESK_TOKEN: &str = "desk.token";

/// The largest file that is read: a PEM file here has less than 2 KiB.
pub(super) const MAX_BYTES: usize = 64 * 1024;

/// The contents of the files.
pub(super) struct Texts {
    pub authority: String,
    pub authority_key: Zeroizing<String>,
    pub server: String,
    pub server_key: Zeroizing<String>,
    pub installation_key: Zeroizing<String>,
    pub desk_token: Zeroizing<String>,
}

impl Texts {
    fn named(&self) -> [(&'static str, &str); 6] {
        [
            (AUTHORITY, &self.authority),
            (AUTHORITY_KEY, &self.authority_key),
            (SERVER, &self.server),
            (SERVER_KEY, &self.server_key),
            (INSTALLATION_KEY, &self.installation_key),
            (DESK_TOKEN, &self.desk_token),
        ]
    }
}

pub(super) fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("identity")
}

/// Reads all files; `None` if the folder does not exist, as on the first start.
pub(super) fn read(folder: &Path) -> Result<Option<Texts>, Error> {
    if !is_whole(folder)? {
        return Ok(None);
    }
    tighten(folder)?;
    texts(folder).map(Some)
}

/// The same without taking back anybody's rights.
pub(super) fn look(folder: &Path) -> Result<Option<Texts>, Error> {
    match is_whole(folder)? {
        true => texts(folder).map(Some),
        false => Ok(None),
    }
}

/// Whether the folder is there; one that lacks what cannot be made anew is an error.
fn is_whole(folder: &Path) -> Result<bool, Error> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(source) => {
            return Err(Error::Read {
                path: folder.to_owned(),
                source,
            });
        }
        Ok(_) => {}
    }
    refuse_incomplete(folder)?;
    Ok(true)
}

fn texts(folder: &Path) -> Result<Texts, Error> {
    Ok(Texts {
        authority: text(folder, AUTHORITY)?.to_string(),
        authority_key: text(folder, AUTHORITY_KEY)?,
        server: text_or_nothing(folder, SERVER)?.to_string(),
        server_key: text(folder, SERVER_KEY)?,
        installation_key: text(folder, INSTALLATION_KEY)?,
        desk_token: text_or_nothing(folder, DESK_TOKEN)?,
    })
}

/// Reads a file that can be made again. One that is missing or not text counts as empty.
fn text_or_nothing(folder: &Path, name: &str) -> Result<Zeroizing<String>, Error> {
    match text(folder, name) {
        Err(Error::Damaged { .. }) => Ok(Zeroizing::default()),
        Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(Zeroizing::default())
        }
        other => other,
    }
}

/// Makes the folder with all files in it. It is filled under another name, synced and then renamed, so that a crash leaves either no
/// identity or a whole one. An existing folder is never replaced.
pub(super) fn write(data_dir: &Path, texts: &Texts) -> Result<(), Error> {
    let making = data_dir.join(format!("identity.new-{}", std::process::id()));
    let files = texts.named().map(|(name, text)| (name, text.as_bytes()));
    let path = folder(data_dir);
    create_folder_with(&path, &making, &files, Readers::Owner)
        .map_err(|source| Error::Write { path, source })
}

/// Reads one file of the folder.
pub(super) fn text(folder: &Path, name: &str) -> Result<Zeroizing<String>, Error> {
    bounded(&folder.join(name))
}

/// Reads a small file. A link to something endless counts as damage, too.
pub(super) fn bounded(path: &Path) -> Result<Zeroizing<String>, Error> {
    let damaged = |source: BoxError| Error::Damaged {
        path: path.to_owned(),
        source,
    };
    let read = read_secret(path, MAX_BYTES).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    let bytes =
        read.ok_or_else(|| damaged(format!("it has more than {MAX_BYTES} bytes").into()))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| damaged(error.into()))?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn refuse_incomplete(folder: &Path) -> Result<(), Error> {
    let mut missing = Vec::new();
    // The server's certificate and the desk's token can be made again.
    for name in [AUTHORITY, AUTHORITY_KEY, SERVER_KEY, INSTALLATION_KEY] {
        if !is_there(&folder.join(name))? {
            missing.push(name);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::Incomplete {
        folder: folder.to_owned(),
        missing: missing.join(", "),
    })
}

/// Whether a file exists. An error of the system is returned, and does not count as missing.
pub(super) fn is_there(path: &Path) -> Result<bool, Error> {
    path.try_exists().map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

/// Takes back rights that a copy or a restored backup may have given to others.
fn tighten(folder: &Path) -> Result<(), Error> {
    let keys =
        [AUTHORITY_KEY, SERVER_KEY, INSTALLATION_KEY, DESK_TOKEN].map(|name| folder.join(name));
    for path in std::iter::once(folder.to_owned()).chain(keys) {
        if !is_there(&path)? {
            // The desk's token, which is made again.
            continue;
        }
        owner_only::tighten(&path).map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
    }
    Ok(())
}
