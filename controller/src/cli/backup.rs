//! `madoguchi backup` and `madoguchi restore`.

use super::args::{BackupArgs, RestoreArgs};
use super::client::{Client, Failure, answer, request_id};
use super::output::Output;
use super::records::Records;
use super::{backup_key, passphrase, tables};
use crate::backup::{Found, Key, MakeError, Making, OpenError, RestoreError, Restored};
use crate::identity::Moved;
use crate::store::Census;
use crate::texts::{Clock, label, sentence, system_error};
use madoguchi_fleet::decision::MAX_BACKUP_FILE_CHARS;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_plain::hex::Hex;
use madoguchi_plain::{chain, marked};
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{BackupHead, NoteBackupRequest, Text};
use madoguchi_texts::{Arg, Lang, same};
use serde_json::{Value, json};
use std::io;
use std::path::Path;

/// Makes a backup of the controller that runs on a data directory. Records come from the controller, keys from the directory: keys are
/// never sent.
pub(super) async fn make(
    data_dir: &Path,
    output: &Output,
    args: BackupArgs,
) -> Result<(), Failure> {
    let file = &args.file;
    // Checked first, so that nobody types a passphrase in vain.
    Making::check(file, args.force)?;
    drop(Client::connect(data_dir).await?);
    let (identity, installation) = Moved::read(data_dir)?;
    let passphrase = passphrase::fresh(output.lang, args.passphrase_fd)?;
    let mut making = Making::begin(file, args.force, &passphrase)?;
    // A new connection: the controller does not have to keep one open while a person types.
    let client = Client::connect(data_dir).await?;
    let (head, mut records) = Records::ask(&client).await?;
    if head.installation != installation.0 {
        let dir = data_dir.display().to_string();
        return Err(Failure::own("backup-other-identity", &[("dir", &dir)]));
    }
    making.put(Part::Head(head.clone()))?;
    making.put_identity(&identity)?;
    let census = receive(&mut records, &mut making).await?;
    let bytes = making.finish()?;
    if let Err(why) = note(&client, file).await {
        output.notice(&not_noted(why));
    }
    output.answer(
        || made_json(file, &head, census, bytes),
        || made_words(output.lang, file, &head, census, bytes),
    )
}

/// Tells the controller where the backup lies, so that its pages tell how old it is.
async fn note(client: &Client, file: &Path) -> Result<(), Failure> {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let name = marked(&whole.display().to_string());
    let request = NoteBackupRequest {
        request_id: request_id()?,
        file: name.chars().take(MAX_BACKUP_FILE_CHARS).collect(),
    };
    answer(client.support().note_backup(request)).await?;
    Ok(())
}

/// The backup is whole all the same.
fn not_noted(why: Failure) -> Text {
    let key = "newest-backup-not-noted";
    sentence(key, key, &[("detail", why.text.into())])
}

/// Receives all records.
async fn receive(records: &mut Records, making: &mut Making) -> Result<Census, Failure> {
    let mut census = Census::default();
    loop {
        let part = records.next().await?;
        if let Part::Records(records) = &part {
            for record in &records.records {
                census.count(&record.key);
            }
        }
        let is_end = matches!(part, Part::End(_));
        making.put(part)?;
        if is_end {
            return Ok(census);
        }
    }
}

/// Makes a data directory from a backup.
pub(super) fn restore(data_dir: &Path, output: &Output, args: &RestoreArgs) -> Result<(), Failure> {
    // Checked first, so that nobody types a passphrase in vain.
    crate::backup::check_target(data_dir)?;
    let found = Found::open(&args.file)?;
    let file = &args.file;
    let restored = match (found.wants_identity(), &args.identity) {
        (false, Some(_)) => return Err(told("restore-needs-passphrase", file, None)),
        (false, None) => {
            let passphrase = passphrase::known(output.lang, args.passphrase_fd)?;
            crate::backup::restore(found, &Key::Passphrase(&passphrase), data_dir)?
        }
        (true, from) => {
            let identity = backup_key::known(output, from.as_deref(), file)?;
            crate::backup::restore(found, &Key::Identity(&identity), data_dir)?
        }
    };
    // Only now the data directory knows its environment.
    output.about(data_dir).answer(
        || restored_json(data_dir, &restored),
        || restored_words(output.lang, data_dir, &restored),
    )
}

fn made_json(file: &Path, head: &BackupHead, census: Census, bytes: u64) -> Value {
    let mut value = head_json(head, census);
    value["file"] = json!(file.display().to_string());
    value["bytes"] = json!(bytes);
    value
}

fn restored_json(data_dir: &Path, restored: &Restored) -> Value {
    let mut value = head_json(&restored.head, restored.store.census);
    value["data_dir"] = json!(data_dir.display().to_string());
    value["open_tickets"] = json!(restored.store.open_tickets);
    value
}

fn head_json(head: &BackupHead, census: Census) -> Value {
    json!({
        "installation": Hex(&head.installation).to_string(),
        "software": head.software,
        "schema": head.schema,
        "revision": head.revision,
        "made_at_ms": head.made_at_ms,
        "utc_offset_min": head.utc_offset_min,
        "tickets": census.tickets,
        "units": census.units,
        "licenses": census.licenses,
        "walk_ups": census.walk_ups,
        "audit": census.audit,
        "revocations": census.revocations,
        "acts": census.acts,
        "people": census.people,
        "days": census.days,
    })
}

fn made_words(lang: Lang, file: &Path, head: &BackupHead, census: Census, bytes: u64) -> String {
    let path = file.display().to_string();
    let (time, size) = (time(head), bytes.div_ceil(1024).to_string());
    let done = [("path", path.as_str()), ("time", &time), ("size", &size)];
    let tickets = census.tickets.to_string();
    page(&[
        label(lang, "backup-done", &done),
        counted(lang, "backup-contents", census, &[("tickets", &tickets)]),
        installation(lang, head),
        label(lang, "backup-not-in", &[]),
        label(lang, "backup-where", &[]),
    ])
}

fn restored_words(lang: Lang, data_dir: &Path, restored: &Restored) -> String {
    let (head, store) = (&restored.head, &restored.store);
    let dir = data_dir.display().to_string();
    let done = [
        ("time", time(head)),
        ("software", head.software.clone()),
        ("dir", dir),
    ];
    let done = done.each_ref().map(|(name, value)| (*name, value.as_str()));
    let open = store.open_tickets.to_string();
    let closed = store.census.tickets.saturating_sub(store.open_tickets);
    let (open, closed) = (open.as_str(), closed.to_string());
    let tickets = [("open", open), ("closed", closed.as_str())];
    page(&[
        label(lang, "restore-done", &done),
        counted(lang, "restore-contents", store.census, &tickets),
        installation(lang, head),
        label(lang, "restore-next", &[]),
        label(lang, "restore-old", &[]),
    ])
}

fn counted(lang: Lang, key: &str, census: Census, more: &[(&str, &str)]) -> String {
    let counts = [
        ("units", census.units),
        ("licenses", census.licenses),
        ("walk_ups", census.walk_ups),
        ("audit", census.audit),
        ("people", census.people),
    ];
    let counts = counts.map(|(name, count)| (name, count.to_string()));
    let mut args = more.to_vec();
    args.extend(counts.iter().map(|(name, count)| (*name, count.as_str())));
    label(lang, key, &args)
}

fn installation(lang: Lang, head: &BackupHead) -> String {
    tables::installation(&Hex(&head.installation).to_string(), lang)
}

fn time(head: &BackupHead) -> String {
    Clock::at_offset(head.utc_offset_min).day_and_minutes(TimeOfDay(head.made_at_ms))
}

fn page(lines: &[String]) -> String {
    let mut page = String::new();
    for words in lines {
        super::page::line(&mut page, words);
    }
    page
}

impl From<MakeError> for Failure {
    fn from(error: MakeError) -> Self {
        match &error {
            MakeError::Exists(path) => told("backup-exists", path, None),
            MakeError::Write { path, source } => {
                told("backup-unwritable", path, Some(("detail", system(source))))
            }
            MakeError::ReadBack { path, source } => told(
                "backup-read-back",
                path,
                Some(("detail", same(chain(&**source)))),
            ),
            MakeError::Seal(why) => Self::own("backup-seal-failed", &[("detail", &chain(why))]),
        }
    }
}

impl From<RestoreError> for Failure {
    fn from(error: RestoreError) -> Self {
        let folder = |key, dir: &Path| Self::own(key, &[("dir", &dir.display().to_string())]);
        match &error {
            RestoreError::InUse(dir) => folder("restore-in-use", dir),
            RestoreError::NotEmpty(dir) => folder("restore-not-empty", dir),
            RestoreError::Read { path, source } => {
                told("restore-unreadable", path, Some(("detail", system(source))))
            }
            RestoreError::Open { path, source } => match source {
                OpenError::NotOurs | OpenError::TooCostly { .. } => {
                    told("restore-not-a-backup", path, None)
                }
                OpenError::WrongPassphrase => told("restore-wrong-passphrase", path, None),
                OpenError::WrongIdentity => told("restore-wrong-identity", path, None),
                OpenError::WantsIdentity => told("restore-needs-identity", path, None),
                OpenError::WantsPassphrase => told("restore-needs-passphrase", path, None),
                OpenError::Damaged => told("restore-damaged", path, None),
                OpenError::Key(why) => told(
                    "restore-key-failed",
                    path,
                    Some(("detail", same(chain(&**why)))),
                ),
                OpenError::Io(why) => {
                    told("restore-unreadable", path, Some(("detail", system(why))))
                }
            },
            RestoreError::Content { path, source } => told(
                "restore-content",
                path,
                Some(("what", same(chain(&**source)))),
            ),
            RestoreError::Newer { path, software } => {
                told("restore-newer", path, Some(("software", same(software))))
            }
            RestoreError::Write { path, source } => {
                told("restore-unwritable", path, Some(("detail", system(source))))
            }
        }
    }
}

fn told(key: &str, path: &Path, more: Option<(&str, Arg)>) -> Failure {
    let mut args = vec![("path", same(path.display()))];
    args.extend(more);
    Failure::saying(key, &args)
}

fn system(error: &io::Error) -> Arg {
    system_error(error).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_backup_that_reads_differently_is_told_with_its_file_and_cause() {
        let error = MakeError::ReadBack {
            path: PathBuf::from("a.backup"),
            source: "its end is missing".into(),
        };
        let text = Failure::from(error).text;
        assert_eq!(text.code, "backup-read-back");
        assert!(text.en.contains("a.backup") && text.en.contains("its end is missing"));
        assert!(text.ja.contains("a.backup") && !text.ja.is_ascii());
    }

    fn said(error: RestoreError) -> (String, String) {
        let text = Failure::from(error).text;
        assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{text:?}");
        assert!(
            text.ja.contains("何も戻していません") && text.en.contains("Nothing was restored"),
            "{text:?}"
        );
        (text.code, text.en)
    }

    /// A full disk, a disk that fails, and memory that is short cannot be made here: the errors are built.
    #[test]
    fn why_nothing_was_restored_is_told_by_its_own_cause() {
        let path = || PathBuf::from("b.age");
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        let open = |source| RestoreError::Open {
            path: path(),
            source,
        };
        for (error, code, en) in [
            (
                RestoreError::Read {
                    path: path(),
                    source: gone(),
                },
                "restore-unreadable",
                "it is not there",
            ),
            (
                open(OpenError::Io(io::Error::from_raw_os_error(5))),
                "restore-unreadable",
                "b.age cannot be read",
            ),
            (
                open(OpenError::Key("no memory".into())),
                "restore-key-failed",
                "256 MB",
            ),
            (
                RestoreError::Write {
                    path: path(),
                    source: full(),
                },
                "restore-unwritable",
                "the disk is full",
            ),
            (
                RestoreError::Newer {
                    path: path(),
                    software: "9.8.7".into(),
                },
                "restore-newer",
                "9.8.7",
            ),
            (
                RestoreError::Content {
                    path: path(),
                    source: "a ticket twice".into(),
                },
                "restore-content",
                "a ticket twice",
            ),
            (
                RestoreError::InUse("data".into()),
                "restore-in-use",
                "--data-dir",
            ),
        ] {
            let (said_code, said) = said(error);
            assert_eq!(said_code, code);
            assert!(said.contains(en), "{said}");
        }
    }

    #[test]
    fn a_backup_that_could_not_be_noted_is_told_to_be_whole() {
        let told = not_noted(Failure::own("backup-runs", &[]));
        assert!(told.en.starts_with("The backup is whole"), "{told:?}");
        assert!(!told.ja.is_ascii() && !told.ja.contains('{'), "{told:?}");
    }

    #[test]
    fn a_backup_that_cannot_be_encrypted_is_told_by_the_memory_that_it_needs() {
        let text = Failure::from(MakeError::Seal(OpenError::Key("no memory".into()))).text;
        assert_eq!(text.code, "backup-seal-failed");
        assert!(text.en.contains("256 MB"), "{text:?}");
    }
}
