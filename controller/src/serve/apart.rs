//! The folders that the configuration names, of which none may lie in another that it must be apart from (RULES K9): looked at where they
//! really lie, before a file of one is touched.
//!
//! | | data | watched |
//! |---|---|---|
//! | watched (`folder.path`) | it would take the controller's own files | |
//! | backups (`backup.folder`) | what dies with the data is no backup of it | other systems write and remove there |
//! | sheet (`down.folder`) | reception reads it, and nobody else reads the data | the same |
//!
//! Backups and sheet may share a folder: both are written by name and leave what they do not know.

use super::{Error, Parts};
use crate::config::{Backup, Config, Down, Folder};
use crate::folder;
use std::path::{Path, PathBuf};

/// The fields of the configuration, as a refusal names them.
const WATCHED: &str = "folder.path";
const BACKUPS: &str = "backup.folder";
const SHEET: &str = "down.folder";

/// The folders of a start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folders<'a> {
    pub(super) data_dir: &'a Path,
    pub(super) watched: Option<&'a Path>,
    pub(super) backups: Option<&'a Path>,
    pub(super) sheet: Option<&'a Path>,
}

/// Two folders of which one lies in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The field that is to name another folder.
    pub field: &'static str,
    pub folder: PathBuf,
    /// The field of the other one; `None` for the data directory.
    pub other_field: Option<&'static str>,
    pub other: PathBuf,
}

impl<'a> Folders<'a> {
    pub(super) fn of(
        data_dir: &'a Path,
        watched: Option<&'a Folder>,
        backup: Option<&'a Backup>,
        down: Option<&'a Down>,
    ) -> Self {
        Self {
            data_dir,
            watched: watched.map(|folder| folder.path.as_path()),
            backups: backup.map(|backup| backup.folder.as_path()),
            sheet: down.map(|down| down.folder.as_path()),
        }
    }

    pub(super) fn of_config(config: &'a Config, data_dir: &'a Path) -> Self {
        let Config {
            folder,
            backup,
            down,
            ..
        } = config;
        Self::of(data_dir, folder.as_ref(), backup.as_ref(), down.as_ref())
    }

    /// Every pair that lies in each other, the watched folder's first.
    pub(super) fn overlaps(self) -> Vec<Error> {
        let mut found = Vec::new();
        if let Some(watched) = self.watched
            && folder::overlap(watched, self.data_dir)
        {
            found.push(Error::FolderOverlaps {
                folder: watched.to_owned(),
                data_dir: self.data_dir.to_owned(),
            });
        }
        for (field, one) in [(BACKUPS, self.backups), (SHEET, self.sheet)] {
            let Some(one) = one else { continue };
            let others = [(None, Some(self.data_dir)), (Some(WATCHED), self.watched)];
            for (other_field, other) in others {
                let Some(other) = other.filter(|other| folder::overlap(one, other)) else {
                    continue;
                };
                found.push(Error::FoldersOverlap(Overlap {
                    field,
                    folder: one.to_owned(),
                    other_field,
                    other: other.to_owned(),
                }));
            }
        }
        found
    }

    /// Refuses folders that lie in each other, by the first that is found.
    pub(super) fn check(self) -> Result<(), Error> {
        self.overlaps().into_iter().next().map_or(Ok(()), Err)
    }
}

impl Parts {
    pub(super) fn folders(&self) -> Folders<'_> {
        Folders::of(
            &self.data_dir,
            self.folder.as_ref(),
            self.backup.as_ref(),
            self.down.as_ref(),
        )
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    /// RULES K9.
    #[test]
    fn each_pair_that_must_be_apart_is_found_and_the_field_that_is_to_be_changed_is_named() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir_all(at("data/store")).unwrap();
        fs::create_dir_all(at("in")).unwrap();
        let found = |watched: &str, backups: &str, sheet: &str| -> Vec<(&str, Option<&str>)> {
            let paths = [watched, backups, sheet].map(&at);
            let [watched, backups, sheet] = &paths;
            let folders = Folders {
                data_dir: &at("data"),
                watched: Some(watched),
                backups: Some(backups),
                sheet: Some(sheet),
            };
            let found = folders.overlaps().into_iter();
            let named = found.map(|error| match error {
                Error::FolderOverlaps { .. } => (WATCHED, None),
                Error::FoldersOverlap(overlap) => (overlap.field, overlap.other_field),
                other => panic!("{other:?}"),
            });
            named.collect()
        };
        assert_eq!(found("in", "stick", "sheet"), []);
        assert_eq!(found("in", "both", "both"), [], "these two may share one");
        assert_eq!(found("data", "stick", "sheet"), [(WATCHED, None)]);
        assert_eq!(found("in", "data/backups", "sheet"), [(BACKUPS, None)]);
        assert_eq!(found("in", "stick", "data/../data"), [(SHEET, None)]);
        assert_eq!(found("in", "in/done", "x"), [(BACKUPS, Some(WATCHED))]);
        assert_eq!(found("in", "x", "in"), [(SHEET, Some(WATCHED))]);
        let all = [
            (WATCHED, None),
            (BACKUPS, None),
            (BACKUPS, Some(WATCHED)),
            (SHEET, None),
            (SHEET, Some(WATCHED)),
        ];
        assert_eq!(found("data", "data", "data"), all);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_steps_back_lead_to_the_same_folder() {
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        fs::create_dir(&data).unwrap();
        let way = place.path().join("way");
        std::os::unix::fs::symlink(&data, &way).unwrap();
        for backups in [way.join("b"), place.path().join("not/../data/b"), way] {
            let folders = Folders {
                data_dir: &data,
                watched: None,
                backups: Some(&backups),
                sheet: None,
            };
            let found = folders.check();
            assert!(
                matches!(&found, Err(Error::FoldersOverlap(overlap)) if overlap.folder == backups),
                "{backups:?}: {found:?}"
            );
        }
    }
}
