//! Reception's access to the desk (RULES X7 to X9): a folder beside the data directory with a token of the role reception, and what a program
//! needs to show it.
//!
//! The folder is made by the installation, with its rights, and never by a controller: where it is not there, there is no such token. Whoever
//! may use it is looked at before anything in it is believed.

#[cfg(any(windows, test))]
mod sddl;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

use super::rights::{Open, Rights};
use super::{
    ADDRESS_FILE, CONSOLE_FILE, Error, Identity, files, is_same_token, is_token, new_token,
};
use madoguchi_files::{Readers, beside, create_folder, move_to, sync_folder, write_new};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The group that may read the folder, where nobody names another.
pub(crate) const GROUP: &str = "madoguchi-reception";
/// What stands behind the data directory's name in the folder's.
const BEHIND: &str = "-reception";
/// The file with the token, one line.
pub(super) const TOKEN: &str = "reception.token";
/// All that the folder holds, beside what others put there.
const FILES: [&str; 4] = [TOKEN, files::AUTHORITY, ADDRESS_FILE, CONSOLE_FILE];

/// The token of the role reception. It has no Debug, because it opens the desk.
pub(crate) struct Token(Zeroizing<String>);

impl Token {
    /// Whether this is the token. The time that it takes does not depend on how much of it is right.
    pub(super) fn fits(&self, presented: &str) -> bool {
        is_same_token(&self.0, presented)
    }
}

/// The folder of a data directory: its name with `-reception` behind it.
#[must_use]
pub fn folder(data_dir: &Path) -> PathBuf {
    beside(data_dir, BEHIND)
}

/// Looks at who may use the folder and what the controller puts there; `None` where there is no such folder.
#[must_use]
pub fn look(data_dir: &Path) -> Option<Rights> {
    let folder = folder(data_dir);
    if let Err(error) = fs::symlink_metadata(&folder) {
        return match error.kind() {
            io::ErrorKind::NotFound => None,
            _ => Some(Rights::Unknown(error)),
        };
    }
    let mut who = Vec::new();
    let places = std::iter::once(folder.clone()).chain(FILES.map(|name| folder.join(name)));
    for (nth, path) in places.enumerate() {
        match system::too_many(&path, nth == 0, data_dir) {
            Ok(found) => who.extend(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Some(Rights::Unknown(error)),
        }
    }
    who.sort();
    who.dedup();
    Some(match who.is_empty() {
        true => Rights::Closed,
        false => Rights::Open(Open {
            who,
            mend: vec![mending(data_dir)],
        }),
    })
}

/// The command that sets the rights of the folder again, for an administrator.
fn mending(data_dir: &Path) -> String {
    format!(
        "madoguchi identity reception --data-dir \"{}\"",
        data_dir.display()
    )
}

/// The folder as a start found and filled it.
pub(crate) struct Filled {
    pub token: Token,
    pub folder: PathBuf,
}

/// Fills the folder with the CA's certificate and the token, which is kept where it is sound. Without a folder, and where somebody else may use
/// it, there is no token; that is logged, and stops no start.
pub(crate) fn fill(data_dir: &Path, identity: &Identity) -> Option<Filled> {
    let folder = folder(data_dir);
    match look(data_dir)? {
        Rights::Closed => {}
        Rights::Open(open) => {
            tracing::warn!(folder = %folder.display(), who = ?open.who, mend = ?open.mend, "reception's folder is open to others than its group, so no token of reception's is taken: set its rights again, then start madoguchi anew");
            take_back(&folder);
            return None;
        }
        Rights::Unknown(error) => {
            tracing::warn!(folder = %folder.display(), %error, "who can use reception's folder cannot be read, so no token of reception's is taken");
            return None;
        }
    }
    match filled(&folder, identity) {
        Ok(token) => Some(Filled { token, folder }),
        Err(error) => {
            tracing::warn!(folder = %folder.display(), error = madoguchi_plain::chain(&error), "reception's folder could not be filled, so no token of reception's is taken");
            None
        }
    }
}

fn filled(folder: &Path, identity: &Identity) -> Result<Token, Error> {
    let told = files::bounded(&folder.join(files::AUTHORITY));
    if !told.is_ok_and(|told| *told == identity.authority_pem()) {
        write(folder, files::AUTHORITY, identity.authority_pem())?;
    }
    match files::bounded(&folder.join(TOKEN)) {
        // The owner's own token, which somebody copied there, would make every reader of the folder the owner.
        Ok(text) if is_token(text.trim()) && !identity.is_desk_token(text.trim()) => {
            return Ok(Token(Zeroizing::new(text.trim().to_owned())));
        }
        Err(Error::Read { path, source }) if source.kind() != io::ErrorKind::NotFound => {
            return Err(Error::Read { path, source });
        }
        _ => {}
    }
    let token = new_token()?;
    write(folder, TOKEN, &token)?;
    tracing::info!(folder = %folder.display(), "a new token of the role reception was made: programs that keep a copy have to read it again");
    Ok(Token(token))
}

/// Writes one of the files, in one durable step, for the folder's group to read.
pub(crate) fn write(folder: &Path, name: &str, content: &str) -> Result<(), Error> {
    let path = folder.join(name);
    replace(&path, content).map_err(|source| Error::Write { path, source })
}

fn replace(path: &Path, content: &str) -> io::Result<()> {
    // The store is this controller's alone, so nobody else writes here.
    let new = beside(path, ".new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write_new(&new, content.as_bytes(), Readers::Owner)?;
    system::give(&new)?;
    move_to(&new, path)
}

/// Takes what the controller put there away: others could read it, or write it.
fn take_back(folder: &Path) {
    for name in FILES {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(folder = %folder.display(), name, %error, "a file in reception's folder could not be removed");
            }
            _ => {}
        }
    }
}

/// Why the folder could not be made.
#[derive(Debug)]
pub(crate) enum NotPrepared {
    /// There is no such group, or nobody gives it to whoever asks.
    Group,
    /// The system refuses something else.
    System(io::Error),
}

impl From<io::Error> for NotPrepared {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Makes the folder, or sets its rights again, for a group to read. What lay in it is taken away where its rights were not right, and with `renew`
/// in any case: the next start makes it anew. Returns whether the token that was there stays.
///
/// # Errors
/// There is no such group, or the folder's rights cannot be set.
pub(crate) fn prepare(data_dir: &Path, group: &str, renew: bool) -> Result<bool, NotPrepared> {
    let folder = folder(data_dir);
    let before = look(data_dir);
    match fs::symlink_metadata(&folder) {
        Ok(about) if about.is_dir() => {}
        Ok(_) => return Err(io::Error::from(io::ErrorKind::NotADirectory).into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create_folder(&folder, Readers::Owner)?;
            sync_folder(madoguchi_files::above(&folder))?;
        }
        Err(error) => return Err(error.into()),
    }
    let was_right = matches!(before, Some(Rights::Closed));
    if !was_right || renew {
        take_back(&folder);
    }
    let of = system::group_of(&folder)?;
    system::open_to(&folder, group, data_dir)?;
    if system::group_of(&folder)? != of {
        // The files are the former group's.
        take_back(&folder);
    }
    Ok(folder.join(TOKEN).is_file())
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests;
