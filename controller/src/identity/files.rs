//! The identity's files: all are made in one step, and read together.

use super::{Error, owner_only};
use madoguchi_files::{Readers, create_folders, sync_folder, write_new};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

pub(super) const AUTHORITY: &str = "authority.pem";
pub(super) const AUTHORITY_KEY: &str = "authority.key";
pub(super) const SERVER: &str = "server.pem";
pub(super) const SERVER_KEY: &str = "server.key";
pub(super) const INSTALLATION_KEY: &str = "installation.key";
pub(super) const DESK_TOKEN: &str = "desk.token";

/// Largest file that is read: a PEM of these has less than 2 KiB.
pub(super) const MAX_BYTES: u64 = 64 * 1024;

/// What the files hold.
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

/// The identity's folder in a data directory.
pub(super) fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("identity")
}

/// Reads all files; `None` where the folder does not exist: the first start.
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

/// Reads a file that can be made anew: one that is not there or holds no text is as good as empty.
fn text_or_nothing(folder: &Path, name: &str) -> Result<Zeroizing<String>, Error> {
    match text(folder, name) {
        Err(Error::Damaged { .. }) => Ok(Zeroizing::default()),
        Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(Zeroizing::default())
        }
        other => other,
    }
}

/// Makes the folder with all files in it. It is filled under another name, brought to the disk and then
/// renamed, so that a crash leaves either no identity or a whole one; one that exists is never replaced.
pub(super) fn write(data_dir: &Path, texts: &Texts) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    let target = folder(data_dir);
    let making = data_dir.join(format!("identity.new-{}", std::process::id()));
    if making.exists() {
        // Of a start that was cut short; it was never in use.
        fs::remove_dir_all(&making).map_err(failed(&making))?;
    }
    create_new_folder(&making).map_err(failed(&making))?;
    for (name, text) in texts.named() {
        let path = making.join(name);
        write_new(&path, text.as_bytes(), Readers::Owner).map_err(failed(&path))?;
    }
    sync_folder(&making).map_err(failed(&making))?;
    fs::rename(&making, &target).map_err(failed(&target))?;
    sync_folder(data_dir).map_err(failed(data_dir))
}

/// Reads one file of the folder.
pub(super) fn text(folder: &Path, name: &str) -> Result<Zeroizing<String>, Error> {
    bounded(&folder.join(name))
}

/// Reads a small file, whatever it turns out to be: a link to something endless is damage, too.
pub(super) fn bounded(path: &Path) -> Result<Zeroizing<String>, Error> {
    let failed = |source| Error::Read {
        path: path.to_owned(),
        source,
    };
    let damaged = |why: String| Error::Damaged {
        path: path.to_owned(),
        why,
    };
    // As large as it can get from the start: a buffer that grows would leave copies behind.
    let most = usize::try_from(MAX_BYTES).unwrap_or(usize::MAX);
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 1));
    fs::File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() > most {
        return Err(damaged(format!("it has more than {MAX_BYTES} bytes")));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| damaged("it is no text".to_owned()))?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn create_new_folder(path: &Path) -> io::Result<()> {
    create_folders(path, Readers::Owner)
}

fn refuse_incomplete(folder: &Path) -> Result<(), Error> {
    let mut missing = Vec::new();
    // The server's certificate and the desk's token can be made anew.
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

/// Whether a file is there; that the system does not say is an error, and no reason to call it missing.
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
            // The desk's token, which is made anew.
            continue;
        }
        owner_only::tighten(&path).map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
    }
    Ok(())
}
