//! The files that tell programs on this PC where the desk and the console listen. They exist while those do.

use crate::identity::{ADDRESS_FILE, CONSOLE_FILE, reception, replace_file};
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// A file; removed when this is dropped.
#[derive(Debug)]
pub(super) struct AddressFile(PathBuf);

impl AddressFile {
    /// Writes the addresses into the data directory, over the files of a killed controller. Without a console there is no file of one.
    pub(super) fn write_all(
        data_dir: &Path,
        desk: SocketAddr,
        console: Option<SocketAddr>,
    ) -> Result<Vec<Self>, (PathBuf, io::Error)> {
        let path = data_dir.join(CONSOLE_FILE);
        let console = match console {
            Some(address) => Some(Self::write(path, address)?),
            None => match std::fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((path, error)),
                _ => None,
            },
        };
        let desk = Self::write(data_dir.join(ADDRESS_FILE), desk)?;
        Ok(console.into_iter().chain([desk]).collect())
    }

    /// The same in reception's folder. What cannot be written there is logged: the clinic goes on without it.
    pub(super) fn for_reception(
        folder: &Path,
        desk: SocketAddr,
        console: Option<SocketAddr>,
    ) -> Vec<Self> {
        if console.is_none() {
            // What a killed controller left would lead nowhere.
            let _ = std::fs::remove_file(folder.join(CONSOLE_FILE));
        }
        let places = [(CONSOLE_FILE, console), (ADDRESS_FILE, Some(desk))];
        let places = places.into_iter();
        let written = places.filter_map(|(name, address)| {
            match reception::write(folder, name, &format!("{}\n", address?)) {
                Ok(()) => Some(Self(folder.join(name))),
                Err(error) => {
                    tracing::warn!(
                        error = madoguchi_plain::chain(&error),
                        "reception's programs are not told where the desk listens"
                    );
                    None
                }
            }
        });
        written.collect()
    }

    fn write(path: PathBuf, address: SocketAddr) -> Result<Self, (PathBuf, io::Error)> {
        match replace_file(&path, format!("{address}\n").as_bytes()) {
            Ok(()) => Ok(Self(path)),
            Err(error) => Err((path, error)),
        }
    }
}

impl Drop for AddressFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(path = %self.0.display(), %error, "an address could not be removed");
        }
    }
}
