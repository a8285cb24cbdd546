//! Writes what is in a bundle into a new folder. Whoever sent it may want its reader's browser to run something, or his terminal to obey, so no byte
//! of it is written as it came: the page is made anew of the summary, and all else is text of which what cannot be seen is marked.

use super::{named, refused};
use crate::cli::client::Failure;
use crate::cli::page::{line, word};
use crate::desk::bundle::page;
use crate::texts::{label, system_error};
use madoguchi_bundle::{Entry, Opened, Summary};
use madoguchi_files::{Readers, create_folders, write_new};
use madoguchi_plain::marked;
use madoguchi_texts::{Lang, same};
use std::fs;
use std::io;
use std::path::Path;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    /// Whether there is a page.
    has_page: bool,
}

impl Written {
    pub(super) fn tell(self, page: &mut String, lang: Lang, folder: &Path) {
        let path = folder.display().to_string();
        line(page, &label(lang, "bundle-written", &[("path", &path)]));
        let key = match self.has_page {
            true => "bundle-page-anew",
            false => "bundle-page-none",
        };
        line(page, &word(lang, key));
    }
}

/// Writes the entries that are known, under their fixed names.
pub(super) fn write_out(opened: &Opened, folder: &Path) -> Result<Written, Failure> {
    let unwritable = |error: &io::Error| {
        let detail = system_error(error).into();
        let args = [("path", same(folder.display())), ("detail", detail)];
        Failure::saying("bundle-unwritable", &args)
    };
    if fs::symlink_metadata(folder).is_ok() {
        return Err(named("bundle-folder-exists", folder));
    }
    let entries = opened.entries().map_err(|flaw| refused(folder, &flaw))?;
    create_folders(folder, Readers::Owner).map_err(|error| unwritable(&error))?;
    create_folders(&folder.join("logs"), Readers::Owner).map_err(|error| unwritable(&error))?;
    let write = |entry: &Entry, content: &[u8]| {
        let path = folder.join(entry.to_string());
        write_new(&path, content, Readers::Owner).map_err(|error| unwritable(&error))
    };
    for (entry, content) in &entries {
        if let Some(text) = as_text(entry, content) {
            write(entry, text.as_bytes())?;
        }
    }
    let page = page_of(opened);
    if let Some(page) = &page {
        write(&Entry::SummaryPage, page.as_bytes())?;
    }
    Ok(Written {
        has_page: page.is_some(),
    })
}

/// What of an entry may be written; each one has its place here, so that a new one is thought of.
fn as_text(entry: &Entry, content: &[u8]) -> Option<String> {
    match entry {
        Entry::SummaryPage => None,
        Entry::Summary
        | Entry::Status
        | Entry::Triage
        | Entry::Sheets
        | Entry::Versions
        | Entry::Doctor
        | Entry::Configuration
        | Entry::Audit
        | Entry::Faults
        | Entry::ControllerLog
        | Entry::ReaderLog(_) => Some(seen(content)),
    }
}

/// The lines with marks in the place of what cannot be seen, and of what is no UTF-8. Tabs, which logs have, become blanks.
fn seen(content: &[u8]) -> String {
    let text = String::from_utf8_lossy(content);
    let mut seen = String::with_capacity(text.len());
    for line in text.lines() {
        seen += &marked(&line.replace('\t', "    "));
        seen.push('\n');
    }
    seen
}

/// The page, as this program makes it: nothing of the one that came is in it. `None` without a summary that can be read.
fn page_of(opened: &Opened) -> Option<String> {
    let summary = opened.summary.clone().map(Summary::shown)?;
    let manifest = opened.manifest.clone().shown();
    page::render(&manifest, &manifest.left_out, &summary).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};
    use madoguchi_bundle::{Day, FORMAT, Manifest, Named, Reader, Writer, open, signed};
    use madoguchi_plain::hex::Hex;

    const SCRIPT: &str = "<script>fetch('https://evil.example')</script>";
    /// What turns a line, hides in it, and orders a terminal about.
    const HOSTILE: &str = "a\u{202e}b\u{1b}]0;owned\u{7}\u{200b}\r\n\tat c";

    /// A bundle that is whole, which somebody signed with a key of his own.
    fn hostile(summary: Option<&Summary>) -> Opened {
        let key = SigningKey::from_bytes(&[9; 32]);
        let mut writer = Writer::new(Manifest {
            format: FORMAT,
            installation: Hex(key.verifying_key().as_bytes()).to_string(),
            environment: format!("{SCRIPT}{HOSTILE}"),
            software: SCRIPT.to_owned(),
            made_at_ms: i64::MAX,
            utc_offset_min: i32::MAX,
            days: u32::MAX,
            unit: Some(SCRIPT.to_owned()),
            audit: 1,
            acts: 1,
            entries: Vec::new(),
            left_out: Vec::new(),
        });
        let page = format!("<html>{SCRIPT}{HOSTILE}</html>");
        writer.put(Entry::SummaryPage, page.as_bytes()).unwrap();
        for entry in [
            Entry::Status,
            Entry::Triage,
            Entry::Sheets,
            Entry::Versions,
            Entry::Doctor,
            Entry::Configuration,
            Entry::Audit,
            Entry::Faults,
            Entry::ControllerLog,
            Entry::ReaderLog("CR-1".to_owned()),
        ] {
            let content = [HOSTILE.as_bytes(), b"\xff\x9b2J"].concat();
            writer.put(entry, &content).unwrap();
        }
        if let Some(summary) = summary {
            let summary = serde_json::to_vec(summary).unwrap();
            writer.put(Entry::Summary, &summary).unwrap();
        }
        let file = writer.finish(|manifest| key.sign(&signed(manifest)).to_bytes());
        open(file.unwrap()).unwrap()
    }

    fn summary() -> Summary {
        let text = || format!("{SCRIPT}{HOSTILE}");
        let named = || Named {
            name: text(),
            code: Some(text()),
            ja: text(),
            en: text(),
            unit: Some(text()),
        };
        Summary {
            alarms: Some(vec![named()]),
            readers: Some(vec![Reader {
                serial: text(),
                software: text(),
                why: Some(named()),
                reports: vec![named()],
                ..Reader::default()
            }]),
            days: vec![Day {
                date: text(),
                outcomes: [("verified_face".to_owned(), u32::MAX), (text(), u32::MAX)].into(),
                drops: [(text(), u32::MAX), (String::new(), 7)].into(),
                ..Day::default()
            }],
            ..Summary::default()
        }
    }

    /// All that was written, by its names.
    fn written(folder: &Path) -> Vec<(String, String)> {
        let folders = [folder.to_owned(), folder.join("logs")];
        let files = folders
            .iter()
            .flat_map(|folder| fs::read_dir(folder).unwrap());
        let files = files.map(|file| file.unwrap().path());
        files
            .filter(|path| path.is_file())
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(&path).unwrap())
            })
            .collect()
    }

    #[test]
    fn nothing_of_a_strangers_page_and_no_character_that_cannot_be_seen_is_written_out() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("inside");
        let opened = hostile(Some(&summary()));
        let told = write_out(&opened, &folder).unwrap();
        let files = written(&folder);
        assert_eq!(files.len(), 12, "{files:?}");
        for (name, text) in &files {
            let hidden = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{200b}".contains(c));
            assert!(!text.contains(hidden), "{name}: {text:?}");
            let is_page = name == "summary.html";
            assert!(!is_page || text.contains("default-src 'none'"), "{text}");
            assert!(!is_page || !text.contains("<script"), "{text}");
            assert!(
                is_page || name == "summary.json" || text.contains("    at c"),
                "{name}: {text}"
            );
        }
        let mut said = String::new();
        told.tell(&mut said, Lang::En, &folder);
        assert!(said.contains("made anew on this PC"), "{said}");
    }

    #[test]
    fn without_a_summary_there_is_no_page_and_that_is_said() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("inside");
        let told = write_out(&hostile(None), &folder).unwrap();
        assert!(!folder.join("summary.html").exists() && folder.join("status.json").exists());
        let mut said = String::new();
        told.tell(&mut said, Lang::Ja, &folder);
        assert!(said.contains("summary.html は書き出していません"), "{said}");
    }
}
