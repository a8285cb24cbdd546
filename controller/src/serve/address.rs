//! The file that tells programs on this PC the desk's address. It exists while the desk listens.

use crate::identity::{ADDRESS_FILE, replace_file};
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The file; removed when this is dropped.
#[derive(Debug)]
pub(super) struct AddressFile(PathBuf);

impl AddressFile {
    /// Writes the address into the data directory, over the file of a killed controller.
    pub(super) fn write(
        data_dir: &Path,
        address: SocketAddr,
    ) -> Result<Self, (PathBuf, io::Error)> {
        let path = data_dir.join(ADDRESS_FILE);
        match replace_file(&path, format!("{address}\n").as_bytes()) {
            Ok(()) => Ok(Self(path)),
            Err(error) => Err((path, error)),
        }
    }
}

impl Drop for AddressFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(path = %self.0.display(), %error, "the desk's address could not be removed");
        }
    }
}
