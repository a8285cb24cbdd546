//! How it goes with the images of the records, for whoever tells people.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Clones tell of the same store.
#[derive(Debug, Clone)]
pub struct Images {
    folder: PathBuf,
    missed: Arc<AtomicBool>,
}

impl Images {
    pub(super) fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            missed: Arc::default(),
        }
    }

    /// The folder in which the last try failed and none of the last two days is, if that is so (RULES R13).
    #[must_use]
    pub fn missed(&self) -> Option<&Path> {
        let missed = self.missed.load(Ordering::Relaxed);
        missed.then_some(self.folder.as_path())
    }

    pub(super) fn set_missed(&self, missed: bool) {
        self.missed.store(missed, Ordering::Relaxed);
    }
}
