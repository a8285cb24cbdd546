//! `madoguchi backup-key`: the key that opens the automatic backups (RULES K1). It goes to a sheet, and only its recipient is said, or written into
//! the configuration.

mod configured;

use super::args::BackupKeyArgs;
use super::client::Failure;
use super::guide;
use super::license::file::read_up_to;
use super::output::{Output, data};
use super::passphrase;
use crate::config::Config;
use crate::engine::wall_clock;
use crate::paper::KeySheet;
use crate::recipient::{Identity, NotAKey};
use crate::texts::{self, Clock, label, text};
use askama::Template as _;
use configured::Place;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use madoguchi_files::Readers;
use madoguchi_licensing::pictures;
use madoguchi_plain::chain;
use madoguchi_reading::decode;
use madoguchi_texts::{Lang, same};
use serde_json::json;
use std::fs;
use std::path::Path;
use zeroize::Zeroizing;

/// What a picture begins with: PNG, JPEG.
const PICTURES: [&[u8]; 2] = [b"\x89PNG", b"\xff\xd8\xff"];

/// Makes a key and its sheet; with a configuration named, its recipient is in that then.
pub(crate) fn run(
    args: &BackupKeyArgs,
    config: &Config,
    data_dir: &Path,
    output: &Output,
) -> Result<(), Failure> {
    let folder = args.folder.as_deref();
    let place = args.config.as_deref();
    let place = place.map(|file| Place::of(file, config, folder, data_dir));
    let place = place.transpose()?;
    let identity = Identity::new().map_err(|why| failed(&why))?;
    let sheet = KeySheet::of(&identity, now()).map_err(|why| failed(&why))?;
    let html = Zeroizing::new(sheet.render().map_err(|why| failed(&why))?);
    let to = identity.recipient();
    let recipient = to.to_string();
    let Some(out) = &args.paper.out else {
        if output.json {
            return output.answer(
                || json!({ "recipient": recipient, "html": *html }),
                String::new,
            );
        }
        output.aside(&configuration(output, &recipient));
        return data(&html);
    };
    let names = ["backup-key-exists", "backup-key-unwritable"];
    guide::write(out, &html, Readers::Owner, names)?;
    if let Some(place) = &place {
        // The sheet first: a recipient without a sheet would be backups that nobody can open. And a sheet without its recipient opens none.
        place.take(&to).inspect_err(|_| {
            let _ = fs::remove_file(out);
        })?;
    }
    let path = out.display().to_string();
    output.answer(
        || json!({ "recipient": recipient, "file": path }),
        || {
            let said = match &place {
                Some(place) => configured(output, &place.folder),
                None => configuration(output, &recipient),
            };
            let file = label(output.lang, "backup-key-file", &[("path", &path)]);
            format!("{said}{file}\n")
        },
    )
}

/// That the recipient is where it belongs, and what to do with the sheet.
fn configured(output: &Output, folder: &Path) -> String {
    let folder = folder.display().to_string();
    let set = label(output.lang, "backup-key-configured", &[("folder", &folder)]);
    let keep = label(output.lang, "backup-key-keep", &[]);
    format!("{set}\n{keep}\n")
}

/// The lines for the configuration, and what to do with the sheet.
fn configuration(output: &Output, recipient: &str) -> String {
    let lines = label(output.lang, "backup-key-lines", &[]);
    let keep = label(output.lang, "backup-key-keep", &[]);
    format!(
        "{lines}\n\n[backup]\nfolder = \"E:/madoguchi\"\nrecipient = \"{recipient}\"\n\n{keep}\n"
    )
}

/// The time by the PC's clock and zone.
fn now() -> String {
    let wall = wall_clock();
    let at = Timestamp::from_millisecond(wall.0).unwrap_or_default();
    let offset = TimeZone::system().to_offset(at).seconds() / 60;
    Clock::at_offset(offset).day_and_minutes(wall)
}

/// The key of a backup that was made for a recipient: from a file with its characters or a picture of its code; else a person is asked.
pub(super) fn known(
    output: &Output,
    from: Option<&Path>,
    backup: &Path,
) -> Result<Identity, Failure> {
    let Some(from) = from else {
        if !output.can_ask() {
            let path = ("path", same(backup.display()));
            return Err(Failure::saying("restore-needs-identity", &[path]));
        }
        let typed = passphrase::asked(&question(output.lang))?;
        return read(&[typed]);
    };
    let content = Zeroizing::new(read_up_to(from, pictures::MAX_BYTES, output)?);
    if !PICTURES.iter().any(|begin| content.starts_with(begin)) {
        let Some(decoded) = decode(&content).ok() else {
            return read(&[]);
        };
        return read(&[Zeroizing::new(decoded.text.into_owned())]);
    }
    let texts = pictures::read(&content).map_err(|why| Failure {
        text: texts::no_picture(&why),
    })?;
    let texts: Vec<_> = texts.into_iter().map(Zeroizing::new).collect();
    read(&texts)
}

/// What a person is asked.
fn question(lang: Lang) -> String {
    label(lang, "identity-ask", &[])
}

/// Why no key was made.
fn failed(why: &(dyn std::error::Error + 'static)) -> Failure {
    let detail = ("detail", same(chain(why)));
    Failure::saying("backup-key-failed", &[detail])
}

/// The first of these texts that is a key; else why the first is none.
fn read(texts: &[Zeroizing<String>]) -> Result<Identity, Failure> {
    let mut why = NotAKey::Nothing;
    for typed in texts {
        match Identity::parse(typed) {
            Ok(identity) => return Ok(identity),
            Err(NotAKey::Nothing) => {}
            Err(other) => why = other,
        }
    }
    let key = match why {
        NotAKey::Mistyped => "restore-identity-mistyped",
        NotAKey::Other => "restore-identity-other",
        NotAKey::Nothing => "restore-identity-none",
    };
    Err(Failure {
        text: text(key, &[]),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cli::args::Common;
    use std::fs;

    #[test]
    fn the_question_shows_the_keys_form_and_a_failure_its_cause() {
        for lang in [Lang::Ja, Lang::En] {
            assert!(question(lang).contains("AGE-SECRET-KEY-1"));
        }
        let text = failed(&std::io::Error::other("no dice")).text;
        assert_eq!(text.code, "backup-key-failed");
        assert!(text.en.contains("no dice") && text.ja.contains("no dice"));
    }

    #[test]
    fn a_key_is_read_from_a_file_as_notepad_and_powershell_save_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.txt");
        let identity = Identity::new().unwrap();
        let output = Output::of(&Common {
            data_dir: None,
            lang: None,
            json: false,
        });
        let read = |bytes: &[u8]| {
            fs::write(&file, bytes).unwrap();
            known(&output, Some(&file), Path::new("a.age")).map(|key| key.recipient().to_string())
        };
        let line = format!("{}\r\n", *identity.characters());
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            line.encode_utf16().flat_map(bytes).collect()
        };
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        for form in [
            line.clone().into_bytes(),
            [b"\xef\xbb\xbf", line.as_bytes()].concat(),
            [&b"\xff\xfe"[..], &little].concat(),
            [&b"\xfe\xff"[..], &big].concat(),
            little,
        ] {
            assert_eq!(read(&form).unwrap(), identity.recipient().to_string());
        }
        for nothing in [&b""[..], b"\0\0\0", b"PK\x03\x04 a spreadsheet"] {
            let refused = read(nothing).unwrap_err().text;
            assert_eq!(refused.code, "restore-identity-none", "{refused:?}");
        }
    }
}
