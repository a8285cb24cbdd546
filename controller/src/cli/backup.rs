//! `madoguchi backup` and `madoguchi restore`.

use super::args::{BackupArgs, RestoreArgs};
use super::client::{Client, Failure, answer};
use super::output::Output;
use super::{passphrase, tables};
use crate::backup::{Found, MakeError, Making, OpenError, RestoreError, Restored};
use crate::identity::Moved;
use crate::store::Census;
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_plain::chain;
use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{BackupHead, BackupRequest, BackupResponse};
use madoguchi_texts::Lang;
use serde_json::{Value, json};
use std::path::Path;
use tonic::{Response, Streaming};

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
    let mut parts = answer(client.support().backup(BackupRequest {})).await?;
    let head = match next(&mut parts).await? {
        Part::Head(head) if head.installation == installation.0 => head,
        Part::Head(_) => {
            let dir = data_dir.display().to_string();
            return Err(Failure::own("backup-other-identity", &[("dir", &dir)]));
        }
        _ => return Err(Failure::incomplete()),
    };
    making.put(Part::Head(head.clone()))?;
    making.put_identity(&identity)?;
    let census = receive(&mut parts, &mut making).await?;
    let bytes = making.finish()?;
    output.answer(
        || made_json(file, &head, census, bytes),
        || made_words(output.lang, file, &head, census, bytes),
    )
}

/// Receives all records.
async fn receive(
    parts: &mut Streaming<BackupResponse>,
    making: &mut Making,
) -> Result<Census, Failure> {
    let mut census = Census::default();
    let mut count = 0;
    loop {
        let part = next(parts).await?;
        match &part {
            Part::Records(records) => {
                for record in &records.records {
                    census.count(&record.key);
                    count += 1;
                }
            }
            Part::End(end) if end.records == count => {
                making.put(part)?;
                return Ok(census);
            }
            Part::End(_) | Part::Head(_) | Part::File(_) => return Err(Failure::incomplete()),
        }
        making.put(part)?;
    }
}

async fn next(parts: &mut Streaming<BackupResponse>) -> Result<Part, Failure> {
    let message = answer(async { parts.message().await.map(Response::new) }).await?;
    let part = message.and_then(|response| response.part?.part);
    part.ok_or_else(Failure::incomplete)
}

/// Makes a data directory from a backup.
pub(super) fn restore(data_dir: &Path, output: &Output, args: &RestoreArgs) -> Result<(), Failure> {
    // Checked first, so that nobody types a passphrase in vain.
    crate::backup::check_target(data_dir)?;
    let found = Found::open(&args.file)?;
    let passphrase = passphrase::known(output.lang, args.passphrase_fd)?;
    let restored = crate::backup::restore(found, &passphrase, data_dir)?;
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
                told("backup-unwritable", path, Some(("detail", &chain(source))))
            }
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
                told("restore-unreadable", path, Some(("detail", &chain(source))))
            }
            RestoreError::Open { path, source } => match source {
                OpenError::NotOurs | OpenError::TooCostly { .. } => {
                    told("restore-not-a-backup", path, None)
                }
                OpenError::WrongPassphrase => told("restore-wrong-passphrase", path, None),
                OpenError::Damaged => told("restore-damaged", path, None),
                OpenError::Key(_) | OpenError::Io(_) => {
                    told("restore-key-failed", path, Some(("detail", &chain(source))))
                }
            },
            RestoreError::Content { path, source } => {
                told("restore-content", path, Some(("what", &chain(&**source))))
            }
            RestoreError::Newer { path, software } => {
                told("restore-newer", path, Some(("software", software)))
            }
            RestoreError::Write { path, source } => {
                told("restore-unwritable", path, Some(("detail", &chain(source))))
            }
        }
    }
}

fn told(key: &str, path: &Path, more: Option<(&str, &str)>) -> Failure {
    let path = path.display().to_string();
    let mut args = vec![("path", path.as_str())];
    args.extend(more);
    Failure::own(key, &args)
}
