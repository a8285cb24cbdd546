//! What the watched folder says: in its reports, in the status, and as alarms.

use super::bundles::{said, sentence};
use super::clock::hours_and_minutes;
use madoguchi_fleet::time::SinceMidnight;
use madoguchi_plain::marked;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};
use std::path::{Path, PathBuf};

/// What keeps files of the watched folder from the queue, or needs somebody's look.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trouble {
    /// The folder cannot be looked at.
    Unreachable { why: Text },
    /// Its folders `taking`, `done` or `bad` cannot be used.
    Unusable { folder: PathBuf, why: Text },
    /// It lies within the data folder, or around it.
    Overlaps { data_dir: PathBuf },
    /// A file cannot be moved, so it was not taken.
    NotClaimed { file: String, why: Text },
    /// A file was claimed and cannot be read.
    NotRead { file: String, why: Text },
    /// A file was taken and cannot be moved into `done` or `bad`.
    NotMoved { file: String, why: Text },
    /// Files lie in `bad`.
    Bad { count: usize, newest: String },
}

/// The alarm for one.
pub(crate) fn trouble(trouble: &Trouble, folder: &Path) -> Text {
    let at = ("folder", shown(folder));
    match trouble {
        Trouble::Unreachable { why } => said(
            "alarm",
            "folder-unreachable",
            &[at, ("why", why.clone().into())],
        ),
        Trouble::Unusable { folder, why } => {
            let args = [("folder", shown(folder)), ("why", why.clone().into())];
            said("alarm", "folder-unusable", &args)
        }
        Trouble::Overlaps { data_dir } => {
            said("alarm", "folder-overlaps", &[at, ("data", shown(data_dir))])
        }
        Trouble::NotClaimed { file, why } => {
            let args = [
                at,
                ("file", same(marked(file))),
                ("why", why.clone().into()),
            ];
            said("alarm", "folder-not-claimed", &args)
        }
        Trouble::NotRead { file, why } => {
            let args = [
                at,
                ("file", same(marked(file))),
                ("why", why.clone().into()),
            ];
            said("alarm", "folder-not-read", &args)
        }
        Trouble::NotMoved { file, why } => {
            let args = [
                at,
                ("file", same(marked(file))),
                ("why", why.clone().into()),
            ];
            said("alarm", "folder-not-moved", &args)
        }
        Trouble::Bad { count, newest } => {
            let args = [
                ("folder", shown(&folder.join("bad"))),
                ("count", same(count)),
                ("file", same(marked(newest))),
            ];
            said("alarm", "folder-bad", &args)
        }
    }
}

fn shown(path: &Path) -> Arg {
    same(marked(&path.display().to_string()))
}

/// The newest file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    pub file: String,
    /// When, with its day.
    pub at: String,
    pub added: usize,
    /// Lines that an earlier file of the day had added.
    pub known: usize,
    pub refused: usize,
}

impl Taken {
    fn args(&self) -> [(&'static str, Arg); 5] {
        [
            ("file", same(marked(&self.file))),
            ("at", same(&self.at)),
            ("added", same(self.added)),
            ("known", same(self.known)),
            ("refused", same(self.refused)),
        ]
    }
}

/// The watched folder in one sentence of the status.
pub(crate) fn watched(folder: &Path, last: Option<&Taken>) -> Text {
    let at = ("folder", shown(folder));
    match last {
        None => said("watched", "nothing-yet", &[at]),
        Some(taken) => {
            let args: Vec<_> = taken.args().into_iter().chain([at]).collect();
            said("watched", "newest", &args)
        }
    }
}

/// That a look takes longer than any folder that answers.
pub(crate) fn no_answer() -> Text {
    own("folder-no-answer", &[])
}

/// That a folder, or a file, is something else under its name.
pub(crate) fn not_a_folder() -> Text {
    own("folder-is-none", &[])
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Done {
    Added {
        number: String,
        /// The time that the line says.
        time: Option<SinceMidnight>,
        /// What staff should know.
        notice: Option<Text>,
    },
    Known,
    /// With the whole sentence.
    Refused(Text),
}

/// A line of a report.
pub(crate) fn line(line: u64, done: &Done) -> Text {
    let at = ("line", same(line));
    match done {
        Done::Added {
            number,
            time,
            notice,
        } => {
            let number = ("number", same(number));
            let added = match time {
                None => own("folder-line-added", &[at, number]),
                Some(time) => {
                    let time = hours_and_minutes(*time);
                    own("folder-line-added-at", &[at, number, ("time", same(time))])
                }
            };
            match notice {
                Some(notice) => super::both(added, notice.clone()),
                None => added,
            }
        }
        Done::Known => own("folder-line-known", &[at]),
        Done::Refused(why) => why.clone(),
    }
}

/// Why the desk, or the folder itself, does not take a line.
pub(crate) fn line_refused(line: u64, why: Text) -> Text {
    own(
        "receptions-line-refused",
        &[("line", same(line)), ("why", why.into())],
    )
}

/// An urgent line, where the configuration does not let the folder add such.
pub(crate) fn line_urgent(line: u64) -> Text {
    own("folder-line-urgent", &[("line", same(line))])
}

/// Why a file is not taken at all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NotTaken {
    /// A link, a pipe, a device.
    NoFile,
    /// It has another name elsewhere.
    OtherName,
    TooLarge,
    TooManyLines {
        most: usize,
    },
    /// It is no list of receptions.
    NoList(Text),
}

pub(crate) fn not_taken(why: &NotTaken) -> Text {
    match why {
        NotTaken::NoFile => own("folder-no-file", &[]),
        NotTaken::OtherName => own("folder-other-name", &[]),
        NotTaken::TooLarge => own("folder-too-large", &[]),
        NotTaken::TooManyLines { most } => own("folder-too-many", &[("most", same(most))]),
        NotTaken::NoList(why) => why.clone(),
    }
}

/// The first line of a report on a file of which something was taken, or nothing.
pub(crate) fn report_head(taken: &Taken, whole: bool) -> Text {
    match whole {
        true => own("folder-report", &taken.args()),
        false => own("folder-report-nothing", &taken.args()),
    }
}

/// What to do about a file in `bad`: a part of it was taken, or nothing.
pub(crate) fn report_way_out(in_part: bool) -> Text {
    match in_part {
        true => own("folder-report-mend-lines", &[]),
        false => own("folder-report-mend", &[]),
    }
}

/// That a file was written to after it had been taken.
pub(crate) fn report_grew() -> Text {
    own("folder-report-grew", &[])
}

fn own(key: &str, args: &[(&str, Arg)]) -> Text {
    sentence(key, key, args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_names_the_folder_and_says_what_to_do() {
        let why = no_answer;
        let file = || "list.csv".to_owned();
        for (is, code) in [
            (Trouble::Unreachable { why: why() }, "folder-unreachable"),
            (
                Trouble::Unusable {
                    folder: "/in/done".into(),
                    why: not_a_folder(),
                },
                "folder-unusable",
            ),
            (
                Trouble::Overlaps {
                    data_dir: "/in/data".into(),
                },
                "folder-overlaps",
            ),
            (
                Trouble::NotClaimed {
                    file: file(),
                    why: why(),
                },
                "folder-not-claimed",
            ),
            (
                Trouble::NotRead {
                    file: file(),
                    why: why(),
                },
                "folder-not-read",
            ),
            (
                Trouble::NotMoved {
                    file: file(),
                    why: why(),
                },
                "folder-not-moved",
            ),
            (
                Trouble::Bad {
                    count: 2,
                    newest: file(),
                },
                "folder-bad",
            ),
        ] {
            let said = trouble(&is, Path::new("/in"));
            assert_eq!(said.code, code);
            assert!(
                said.ja.contains("/in") && said.en.contains("/in"),
                "{said:?}"
            );
        }
    }

    #[test]
    fn the_status_has_the_newest_file_and_its_lines() {
        let folder = Path::new("/in");
        assert_eq!(watched(folder, None).code, "nothing-yet");
        let taken = Taken {
            file: "a\nb.csv".to_owned(),
            at: "2026-11-30 09:05".to_owned(),
            added: 36,
            known: 2,
            refused: 1,
        };
        let said = watched(folder, Some(&taken));
        for words in [&said.ja, &said.en] {
            assert!(words.contains("36") && words.contains("09:05"), "{words}");
            assert!(!words.contains('\n'), "{words}");
        }
    }

    #[test]
    fn each_reason_for_a_file_that_is_not_taken_says_what_to_write() {
        let most = 1_000;
        for why in [
            NotTaken::NoFile,
            NotTaken::OtherName,
            NotTaken::TooLarge,
            NotTaken::TooManyLines { most },
        ] {
            let said = not_taken(&why);
            assert!(said.ja.ends_with("ください。"), "{said:?}");
        }
        assert!(
            not_taken(&NotTaken::TooManyLines { most })
                .en
                .contains("1000")
        );
    }
}
