//! `madoguchi support open`: checks a bundle that somebody sent, and shows it. Nothing of one that is not whole is shown, and of a whole one
//! nothing that turns or hides a line.

mod summary;
mod written;

use super::bundle::named;
use crate::cli::args::OpenArgs;
use crate::cli::client::Failure;
use crate::cli::output::Output;
use crate::cli::page::{comma, line, line_under, word};
use crate::texts::{Clock, label, system_error};
use madoguchi_bundle::{Flaw, LeftOut, MAX_FILE_BYTES, Opened, Summary, open};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_plain::hex::{self, Hex};
use madoguchi_plain::marked;
use madoguchi_reading as reading;
use madoguchi_texts::{Lang, command_line, same};
use serde_json::json;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use summary::summarised;

/// The largest list of known PCs: a hundred thousand clinics.
const MAX_KNOWN_BYTES: u64 = 32 << 20;

pub(super) fn run(output: &Output, args: &OpenArgs) -> Result<(), Failure> {
    let path = &args.file;
    let known = args.known.as_deref().map(Known::read).transpose()?;
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let file = read(path, limit).map_err(|error| unread(path, &error))?;
    let opened = open(file).map_err(|flaw| refused(path, &flaw))?;
    let genuine = known.map(|known| known.name_of(&opened.installation));
    let written = args.out.as_deref();
    let written = written.map(|folder| written::write_out(&opened, folder));
    let written = written.transpose()?;
    output.answer(
        || as_json(&opened, genuine.as_ref()),
        || {
            let mut page = page(output.lang, &opened, genuine.as_ref());
            if let (Some(folder), Some(written)) = (&args.out, written) {
                written.tell(&mut page, output.lang, folder);
            }
            page
        },
    )
}

/// A file up to one byte more than it may have.
fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unread(path: &Path, error: &io::Error) -> Failure {
    let detail = system_error(error).into();
    Failure::saying(
        "bundle-unreadable",
        &[("path", same(path.display())), ("detail", detail)],
    )
}

fn refused(path: &Path, flaw: &Flaw) -> Failure {
    match flaw {
        Flaw::Foreign => named("bundle-foreign", path),
        Flaw::TooLarge => named("bundle-too-large", path),
        Flaw::Changed => named("bundle-changed", path),
        Flaw::MadeUp(_) => named("bundle-made-up", path),
        Flaw::NotSigned => named("bundle-not-signed", path),
        Flaw::Newer(format) => {
            let path = path.display().to_string();
            Failure::own(
                "bundle-newer",
                &[("path", &path), ("format", &format.to_string())],
            )
        }
    }
}

/// The PCs that a vendor's ledger knows: one a line, its key and whatever people call it. Lines that begin with `#` say nothing.
struct Known(Vec<([u8; 32], String)>);

impl Known {
    fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = read(path, MAX_KNOWN_BYTES).map_err(|error| unread(path, &error))?;
        // As a shell of Windows leaves it that writes what a program says into a file: UTF-16.
        let decoded = reading::decode(&bytes).map_err(|what| {
            let what = command_line::other(what).into();
            let path = same(path.display());
            Failure::saying("bundle-known-other", &[("path", path), ("what", what)])
        })?;
        let lines = (1..).zip(decoded.text.lines());
        let said = lines.map(|(number, line)| (number, line.trim()));
        let said = said.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let read = said.map(|(number, line): (usize, _)| {
            let (key, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let key = hex::parse(key).ok_or_else(|| {
                let path = path.display().to_string();
                Failure::own(
                    "bundle-known-wrong",
                    &[("path", &path), ("line", &number.to_string())],
                )
            })?;
            Ok((key, marked(name.trim())))
        });
        read.collect::<Result<_, _>>().map(Self)
    }

    /// What the PC with this key is called; `None` for one that is not in the list.
    fn name_of(&self, key: &[u8; 32]) -> Option<String> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, name)| name.clone())
    }
}

/// What a list says of the PC: `None` where there is no list, `Some(None)` where it is not in it.
type Genuine = Option<String>;

fn as_json(opened: &Opened, genuine: Option<&Genuine>) -> serde_json::Value {
    let manifest = &opened.manifest;
    let summary = opened.summary.clone().map(Summary::shown);
    let entry = |listed: &madoguchi_bundle::Listed| json!({ "name": marked(&listed.name), "bytes": listed.bytes });
    json!({
        "whole": true,
        "installation": Hex(&opened.installation).to_string(),
        // Null where no list was given.
        "known": genuine.map(Option::is_some),
        "known_as": genuine.cloned().flatten(),
        "environment": marked(&manifest.environment),
        "software": marked(&manifest.software),
        "made_at_ms": manifest.made_at_ms,
        "utc_offset_min": manifest.utc_offset_min,
        "days": manifest.days,
        "unit": manifest.unit.as_deref().map(marked),
        "audit": manifest.audit,
        "acts": manifest.acts,
        "entries": manifest.entries.iter().map(entry).collect::<Vec<_>>(),
        "left_out": manifest.left_out.iter().map(|left| json!({ "name": marked(&left.name), "cause": left.cause.name() })).collect::<Vec<_>>(),
        "unknown": opened.unknown,
        "summary": summary,
    })
}

fn page(lang: Lang, opened: &Opened, genuine: Option<&Genuine>) -> String {
    let manifest = &opened.manifest;
    let mut page = String::new();
    let key = Hex(&opened.installation).to_string();
    line(
        &mut page,
        &label(lang, "bundle-whole", &[("installation", &key)]),
    );
    line(
        &mut page,
        &match genuine {
            Some(Some(name)) => label(lang, "bundle-known", &[("name", name)]),
            Some(None) => word(lang, "bundle-stranger"),
            None => word(lang, "bundle-not-asked"),
        },
    );
    if manifest.environment != "production" {
        line(&mut page, &word(lang, "cli-test-environment"));
    }
    let clock = Clock::at_offset(manifest.utc_offset_min);
    let fact = |page: &mut String, key: &str, value: &str| {
        line(page, &format!("{}: {value}", word(lang, key)));
    };
    fact(
        &mut page,
        "bundle-made",
        &clock.day_and_seconds(TimeOfDay(manifest.made_at_ms)),
    );
    fact(&mut page, "bundle-days", &manifest.days.to_string());
    if let Some(unit) = &manifest.unit {
        fact(&mut page, "bundle-unit", &marked(unit));
    }
    fact(&mut page, "bundle-software", &marked(&manifest.software));
    fact(
        &mut page,
        "bundle-acts",
        &format!("{} / {}", manifest.audit, manifest.acts),
    );
    summarised(&mut page, lang, opened.summary.clone().map(Summary::shown));
    for listed in &manifest.entries {
        let args = [
            ("name", &*marked(&listed.name)),
            ("bytes", &listed.bytes.to_string()),
        ];
        line(&mut page, &label(lang, "bundle-entry", &args));
    }
    left_out(&mut page, lang, &manifest.left_out);
    unknown(&mut page, lang, &opened.unknown);
    page
}

/// Entries that this release does not know.
fn unknown(page: &mut String, lang: Lang, names: &[String]) {
    if !names.is_empty() {
        let names = names.join(comma(lang));
        line(
            page,
            &label(lang, "bundle-unknown-entries", &[("names", &names)]),
        );
    }
}

/// What is not in a bundle, and why.
pub(super) fn left_out(page: &mut String, lang: Lang, left: &[LeftOut]) {
    let one = |left: &LeftOut| {
        let cause = word(lang, &format!("bundle-cause-{}", left.cause.name()));
        format!("{}  {cause}", marked(&left.name))
    };
    headed(page, lang, "bundle-left-out", left.iter().map(one));
}

/// Lines below a heading.
fn headed(page: &mut String, lang: Lang, key: &str, lines: impl Iterator<Item = String>) {
    line(page, &format!("【{}】", word(lang, key)));
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        line(page, &format!("  {}", word(lang, "bundle-none")));
    }
    for words in lines {
        line_under(page, &format!("  {words}"), 4);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_bundle::Cause;

    #[test]
    fn each_flaw_of_a_file_is_told_with_the_file() {
        for (flaw, code) in [
            (Flaw::Foreign, "bundle-foreign"),
            (Flaw::TooLarge, "bundle-too-large"),
            (Flaw::Changed, "bundle-changed"),
            (Flaw::MadeUp("a double"), "bundle-made-up"),
            (Flaw::NotSigned, "bundle-not-signed"),
            (Flaw::Newer(9), "bundle-newer"),
        ] {
            let text = refused(Path::new("b.zip"), &flaw).text;
            assert_eq!(text.code, code);
            assert!(
                text.ja.contains("b.zip") && text.en.contains("b.zip"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn each_cause_why_something_is_not_in_it_has_words() {
        let mut told = String::new();
        unknown(&mut told, Lang::En, &["later.json".to_owned()]);
        assert!(told.contains("later.json"), "{told}");
        let left = Cause::ALL.map(|cause| LeftOut {
            name: "logs/controller.log".to_owned(),
            cause,
        });
        let mut told = String::new();
        left_out(&mut told, Lang::Ja, &left);
        for words in ["保存されていません", "上限", "時間内"] {
            assert!(told.contains(words), "{words}: {told}");
        }
    }
}
