//! What is said of the backups that are made by themselves: in the status, and as alarms.

use super::bundles::sentence;
use super::clock::distance;
use madoguchi_plain::marked;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};
use std::path::Path;

/// What keeps a backup from its folder.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trouble {
    /// There is nobody to encrypt for: no key was made yet.
    NoKey,
    /// The folder is not there: the stick is not plugged in, the share is away.
    Away {
        why: Text,
    },
    /// It does not answer.
    Silent,
    Full,
    /// Nothing can be written there.
    ReadOnly {
        why: Text,
    },
    /// It lies in the data folder, or around it.
    Inside,
    /// What was written does not read back.
    ReadBack,
    Failed {
        why: Text,
    },
}

impl Trouble {
    const fn key(&self) -> &'static str {
        match self {
            Self::NoKey => "auto-backup-no-key",
            Self::Away { .. } => "auto-backup-away",
            Self::Silent => "auto-backup-silent",
            Self::Full => "auto-backup-full",
            Self::ReadOnly { .. } => "auto-backup-read-only",
            Self::Inside => "auto-backup-inside",
            Self::ReadBack => "auto-backup-read-back",
            Self::Failed { .. } => "auto-backup-failed",
        }
    }

    fn why(&self) -> Option<&Text> {
        match self {
            Self::Away { why } | Self::ReadOnly { why } | Self::Failed { why } => Some(why),
            _ => None,
        }
    }
}

/// The newest backup that was made by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Newest {
    /// When it was made, in words.
    pub at: String,
    pub age_ms: i64,
}

/// What keeps backups from their folder, behind how old the newest one is.
pub(crate) fn trouble(trouble: &Trouble, folder: &Path, newest: Option<&Newest>) -> Text {
    let mut args = vec![("folder", shown(folder)), ("since", since(newest).into())];
    args.extend(trouble.why().map(|why| ("why", Arg::from(why.clone()))));
    let key = trouble.key();
    sentence(key, key, &args)
}

/// That the newest is too old, and nothing is known to be in the way.
pub(crate) fn late(folder: &Path, newest: Option<&Newest>) -> Text {
    let key = "auto-backup-late";
    let args = [("folder", shown(folder)), ("since", since(newest).into())];
    sentence(key, key, &args)
}

/// How it goes where nothing is in the way. `same_disk`: the folder is on the disk of the data.
pub(crate) fn well(folder: &Path, newest: Option<&Newest>, same_disk: bool) -> Text {
    let key = match (newest, same_disk) {
        (None, _) => "nightly-first",
        (Some(_), false) => "nightly-newest",
        (Some(_), true) => "nightly-newest-same-disk",
    };
    let args = [("folder", shown(folder)), ("since", since(newest).into())];
    sentence(key, key, &args)
}

fn since(newest: Option<&Newest>) -> Text {
    match newest {
        None => sentence("nightly-never", "nightly-never", &[]),
        Some(Newest { at, age_ms }) => {
            let age = distance(*age_ms);
            let args = [("at", same(at)), ("age", age.into())];
            sentence("nightly-since", "nightly-since", &args)
        }
    }
}

/// A sentence about a file, and what the system said.
pub(crate) fn of_file(key: &str, path: &Path, why: Text) -> Text {
    sentence(key, key, &[("path", shown(path)), ("detail", why.into())])
}

fn shown(path: &Path) -> Arg {
    same(marked(&path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn newest() -> Newest {
        Newest {
            at: "2026-11-30 02:30".to_owned(),
            age_ms: 4 * 86_400_000,
        }
    }

    #[test]
    fn each_trouble_says_where_how_old_the_newest_is_and_what_to_do() {
        let why = || sentence("nightly-never", "nightly-never", &[]);
        for (is, code) in [
            (Trouble::NoKey, "auto-backup-no-key"),
            (Trouble::Away { why: why() }, "auto-backup-away"),
            (Trouble::Silent, "auto-backup-silent"),
            (Trouble::Full, "auto-backup-full"),
            (Trouble::ReadOnly { why: why() }, "auto-backup-read-only"),
            (Trouble::Inside, "auto-backup-inside"),
            (Trouble::ReadBack, "auto-backup-read-back"),
            (Trouble::Failed { why: why() }, "auto-backup-failed"),
        ] {
            let said = trouble(&is, Path::new("/stick"), Some(&newest()));
            assert_eq!(said.code, code);
            for words in [&said.ja, &said.en] {
                assert!(
                    words.contains("/stick") && words.contains("11-30"),
                    "{said:?}"
                );
            }
            assert!(said.ja.ends_with("ください。"), "{said:?}");
        }
        let late = late(Path::new("/stick"), Some(&newest()));
        assert!(
            late.ja.ends_with("ください。") && late.en.contains("/stick"),
            "{late:?}"
        );
    }

    #[test]
    fn where_nothing_is_in_the_way_the_newest_one_is_told_and_a_disk_that_dies_with_the_data() {
        let folder = Path::new("/stick");
        assert_eq!(well(folder, None, false).code, "nightly-first");
        assert_eq!(well(folder, Some(&newest()), false).code, "nightly-newest");
        let doubtful = well(folder, Some(&newest()), true);
        assert_eq!(doubtful.code, "nightly-newest-same-disk");
        assert!(doubtful.en.contains("same disk"), "{doubtful:?}");
    }
}
