//! The section `[folder]`: a folder into which other systems write lists of receptions. Without it none is watched.
//!
//! ```toml
//! [folder]
//! path = "C:/受付ファイル"
//! urgent = false # urgent patients are not taken from files
//! every_s = 2    # how often it is looked at
//! ```

use super::fields::Fields;
use super::mistake::Wrong;
use std::path::{Component, Path, PathBuf};

/// How often the folder is looked at, in seconds: at least once a minute, since somebody waits.
const EVERY_S: i64 = 2;
const LONGEST_S: i64 = 60;

/// A folder that is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    pub path: PathBuf,
    /// Whether urgent patients are taken, too.
    pub urgent: bool,
    pub every_s: i64,
}

impl Folder {
    /// A folder as it is watched usually.
    #[must_use]
    pub const fn at(path: PathBuf) -> Self {
        Self {
            path,
            urgent: false,
            every_s: EVERY_S,
        }
    }
}

/// Reads the section. A relative path is relative to `base`, the configuration's own folder, which must not lie in the watched one:
/// files are moved out of that.
pub(super) fn read(fields: &mut Fields, base: &Path) -> Option<Folder> {
    // As one path in all that is told of it, wherever the controller was started.
    let path = fields.text("folder.path");
    let path = path.map(|path| whole(&base.join(path)));
    let urgent = fields.yes_or_no("folder.urgent");
    let every_s = fields.number("folder.every_s", 1..=LONGEST_S);
    let Some(path) = path else {
        // Another field in the section is told as the one that was meant.
        if fields.left_in("folder") == Some(0) && !fields.is_wrong("folder.path") {
            fields.wrong("folder.path", Wrong::NoFolder);
        }
        return None;
    };
    if whole(base).starts_with(&path) {
        let value = path.display().to_string();
        fields.wrong("folder.path", Wrong::HoldsConfiguration { value });
    }
    Some(Folder {
        urgent: urgent.unwrap_or(false),
        every_s: every_s.unwrap_or(EVERY_S),
        ..Folder::at(path)
    })
}

/// A path from the top, without steps back, and without a look at the disk.
pub(crate) fn whole(path: &Path) -> PathBuf {
    let path = match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    };
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::{Config, Mistakes};
    use super::*;

    fn parse(text: &str) -> Result<Option<Folder>, Mistakes> {
        let config = Config::parse(text, Path::new("/etc/madoguchi"));
        config.map(|config| config.folder)
    }

    #[test]
    fn no_folder_is_watched_unless_the_configuration_names_it() {
        assert_eq!(parse(""), Ok(None));
        let usual = parse("[folder]\npath = \"in\"").unwrap().unwrap();
        assert_eq!(usual, Folder::at("/etc/madoguchi/in".into()));
        assert!(!usual.urgent && usual.every_s == 2);
        let chosen = "[folder]\npath = \"/srv/受付\"\nurgent = true\nevery_s = 30";
        let chosen = parse(chosen).unwrap().unwrap();
        assert_eq!(chosen.path, Path::new("/srv/受付"));
        assert!(chosen.urgent && chosen.every_s == 30);
    }

    #[test]
    fn what_cannot_be_watched_is_told_with_what_to_write() {
        for (text, field, code) in [
            ("folder.urgent = true", "folder.path", "config-folder-path"),
            ("[folder]", "folder.path", "config-folder-path"),
            ("folder.path = 3", "folder.path", "config-text"),
            ("folder.path = \"\"", "folder.path", "config-text"),
            ("folder.path = \".\"", "folder.path", "config-folder-holds"),
            ("folder.path = \"/\"", "folder.path", "config-folder-holds"),
            (
                "folder.path = \"x/../..\"",
                "folder.path",
                "config-folder-holds",
            ),
            (
                "folder = { path = \"in\", every_s = 0 }",
                "folder.every_s",
                "config-range",
            ),
            (
                "folder = { path = \"in\", urgent = \"yes\" }",
                "folder.urgent",
                "config-choice",
            ),
            (
                "folder = { paht = \"in\", urgent = true }",
                "folder.paht",
                "config-near",
            ),
        ] {
            let mistakes = parse(text).expect_err(text).0;
            let told: Vec<_> = mistakes
                .iter()
                .map(|mistake| (mistake.field.as_str(), mistake.text().code))
                .collect();
            assert_eq!(told, [(field, code.to_owned())], "{text}");
        }
    }
}
