//! The entries that a bundle may have, each with a fixed name: a name from a file is looked up here, and is never a path.

use crate::MAX_FILE_BYTES;
use madoguchi_plain::is_serial;
use std::fmt;

/// What a bundle may have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// To be read by people.
    SummaryPage,
    /// The same for programs.
    Summary,
    Status,
    Triage,
    Sheets,
    Versions,
    Doctor,
    Configuration,
    Audit,
    Faults,
    ControllerLog,
    /// The log of a reader, by its serial.
    ReaderLog(String),
}

/// How much of the file an entry may take, packed: parts that could crowd out the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(pub usize);

const READER_LOG: (&str, &str) = ("logs/reader-", ".log");

impl Entry {
    const FIXED: [(Self, &'static str); 11] = [
        (Self::SummaryPage, "summary.html"),
        (Self::Summary, "summary.json"),
        (Self::Status, "status.json"),
        (Self::Triage, "triage.json"),
        (Self::Sheets, "sheets.json"),
        (Self::Versions, "versions.json"),
        (Self::Doctor, "doctor.json"),
        (Self::Configuration, "configuration.json"),
        (Self::Audit, "audit.jsonl"),
        (Self::Faults, "faults.jsonl"),
        (Self::ControllerLog, "logs/controller.log"),
    ];

    /// The entry of this name; `None` for every other text.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let fixed = Self::FIXED.into_iter().find(|(_, known)| *known == name);
        let reader = || {
            let serial = name
                .strip_prefix(READER_LOG.0)?
                .strip_suffix(READER_LOG.1)?;
            is_serial(serial).then(|| Self::ReaderLog(serial.to_owned()))
        };
        fixed.map(|(entry, _)| entry).or_else(reader)
    }

    /// The share of the file that it may take. Together they leave room for the manifest and the archive's own tables.
    #[must_use]
    pub const fn limit(&self) -> Limit {
        const KIB: usize = 1 << 10;
        Limit(match self {
            Self::SummaryPage | Self::Summary => 256 * KIB,
            Self::Status | Self::Triage | Self::Sheets | Self::Doctor => 384 * KIB,
            Self::Versions | Self::Configuration => 64 * KIB,
            Self::Audit => 2048 * KIB,
            Self::Faults => 512 * KIB,
            Self::ControllerLog => 2048 * KIB,
            Self::ReaderLog(_) => 512 * KIB,
        })
    }
}

// All of a full clinic, with the logs of four readers, fit into the file.
const _: () = {
    let fixed = 2 * 256 + 4 * 384 + 2 * 64 + 2048 + 512 + 2048;
    assert!((fixed + 4 * 512) * 1024 < MAX_FILE_BYTES - 512 * 1024);
};

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReaderLog(serial) => write!(f, "{}{serial}{}", READER_LOG.0, READER_LOG.1),
            fixed => {
                let named = Self::FIXED.iter().find(|(entry, _)| entry == fixed);
                f.write_str(named.map_or("", |(_, name)| name))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_by_its_own_name_alone() {
        let fixed = Entry::FIXED.map(|(entry, _)| entry);
        let all = fixed.into_iter().chain([Entry::ReaderLog("CR-1".into())]);
        for entry in all {
            assert_eq!(Entry::parse(&entry.to_string()), Some(entry));
        }
        for name in [
            "",
            "summary.HTML",
            "../summary.html",
            "/summary.html",
            "logs/reader-.log",
            "logs/reader-../../x.log",
            "logs/reader-CR\u{202e}1.log",
            "logs\\controller.log",
            "manifest.json",
        ] {
            assert_eq!(Entry::parse(name), None, "{name:?}");
        }
    }
}
