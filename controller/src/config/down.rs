//! The section `[down]`: a folder that has the board's last state as a sheet to print, for the time when the controller is down.
//!
//! ```toml
//! [down]
//! folder = "C:/窓口/控え" # the people at the counter may read it, and the user who runs the controller may write there
//! every_s = 10           # at most so often
//! ```

use super::fields::Fields;
use super::mistake::Wrong;
use std::path::{Path, PathBuf};

/// How often the sheet is written at most, in seconds: what changed since is missing on it when the controller dies.
const EVERY_S: i64 = 10;
const LONGEST_S: i64 = 600;

/// Where the sheet is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Down {
    pub folder: PathBuf,
    pub every_s: i64,
}

/// Reads the section. A relative path is relative to `base`, the configuration's own folder.
pub(super) fn read(fields: &mut Fields, base: &Path) -> Option<Down> {
    let folder = fields.text("down.folder");
    let every_s = fields.number("down.every_s", 1..=LONGEST_S);
    let Some(folder) = folder else {
        if fields.left_in("down") == Some(0) && !fields.is_wrong("down.folder") {
            fields.wrong("down.folder", Wrong::NoDownFolder);
        }
        return None;
    };
    Some(Down {
        folder: super::folder::whole(&base.join(folder)),
        every_s: every_s.unwrap_or(EVERY_S),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::{Config, Mistakes};
    use super::*;

    fn parse(text: &str) -> Result<Option<Down>, Mistakes> {
        Config::parse(text, Path::new("/etc/madoguchi")).map(|config| config.down)
    }

    #[test]
    fn a_sheet_is_written_where_the_configuration_says_and_else_nowhere() {
        assert_eq!(parse(""), Ok(None));
        let down = parse("down.folder = \"控え\"").unwrap().unwrap();
        assert_eq!(down.folder, Path::new("/etc/madoguchi/控え"));
        assert_eq!(down.every_s, EVERY_S);
        let seldom = parse("down = { folder = \"/x\", every_s = 600 }").unwrap();
        assert_eq!(seldom.unwrap().every_s, 600);
        for (text, code) in [
            ("[down]", "config-down-folder"),
            ("down.every_s = 5", "config-down-folder"),
            ("down = { folder = \"x\", every_s = 0 }", "config-range"),
        ] {
            let mistakes = parse(text).expect_err(text).0;
            assert_eq!(mistakes.len(), 1, "{mistakes:?}");
            assert_eq!(mistakes[0].text().code, code);
        }
    }
}
