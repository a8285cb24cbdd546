//! The sheet for the time when the controller is down, at the desk: whether it can be written (RULES K7).

use crate::texts::nightly::of_file;
use crate::texts::system_error;
use madoguchi_proto::v1::Text;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The name of the file, which the guide on the wall names.
const FILE: &str = "madoguchi-board.html";

/// The sheet, and what keeps it from being written. Clones show the same.
#[derive(Debug, Clone)]
pub struct DownSheet {
    path: Arc<Path>,
    trouble: Arc<Mutex<Option<Text>>>,
}

impl DownSheet {
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let path: PathBuf = folder.join(FILE);
        Self {
            path: path.into(),
            trouble: Arc::default(),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Notes how writing went, and says whether that is something else than before.
    pub(crate) fn is_unwritten(&self, why: Option<&io::Error>) -> bool {
        let now = why.map(system_error);
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let news = *trouble != now;
        *trouble = now;
        news
    }

    /// That it cannot be written.
    pub(super) fn alarm(&self) -> Option<Text> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let why = trouble.clone()?;
        Some(of_file("down-sheet-unwritten", &self.path, why))
    }
}
