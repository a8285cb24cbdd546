//! `madoguchi audit`: checks the record of acts, or writes it to a file. The entries come from the running controller, all at one revision.

mod report;
mod request;

use super::args::AuditCommand;
use super::client::{Client, Failure, no_random_bytes};
use super::license::forms;
use super::output::Output;
use super::records::Records;
use crate::desk::audit::export::{self, Form};
use crate::store::Trail;
use crate::texts::{Clock, label, system_error};
use madoguchi_files::{Readers, create_durable};
use madoguchi_fleet::audit;
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::BackupHead;
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_texts::same;
use report::Report;
use request::Request;
use serde_json::json;
use std::io;
use std::path::Path;

pub(super) async fn run(
    data_dir: &Path,
    output: &Output,
    command: AuditCommand,
) -> Result<(), Failure> {
    match command {
        AuditCommand::Verify { request } => {
            // Read first, so that nobody waits for a file that cannot be used.
            let requests = request.iter().map(|path| Request::read(path, output));
            let requests = requests.collect::<Result<Vec<_>, _>>()?;
            let (head, trail) = read(data_dir).await?;
            verify(output, &head, &trail, &requests)
        }
        AuditCommand::Export { out, sealed } => {
            forms::check_new(&out)?;
            let (head, trail) = read(data_dir).await?;
            export(output, &head, &trail, &out, sealed)
        }
    }
}

/// The audit of the controller that runs on a data directory.
async fn read(data_dir: &Path) -> Result<(BackupHead, Trail), Failure> {
    let client = Client::connect(data_dir).await?;
    let (head, mut records) = Records::ask(&client).await?;
    let mut trail = Trail::default();
    while let Part::Records(part) = records.next().await? {
        for record in &part.records {
            trail.take(&record.key, &record.sealed);
        }
    }
    match &trail.unreadable {
        None => Ok((head, trail)),
        Some(what) => Err(Failure::own("audit-unreadable", &[("what", what)])),
    }
}

/// Checks the chain and compares it with what was signed elsewhere; whatever does not hold is a failure.
fn verify(
    output: &Output,
    head: &BackupHead,
    trail: &Trail,
    requests: &[Request],
) -> Result<(), Failure> {
    let report = Report {
        clock: Clock::at_offset(head.utc_offset_min),
        trail,
        installation: &head.installation,
        chain: audit::check(&trail.entries, trail.next),
        requests,
    };
    output.answer(
        || report.json(head.utc_offset_min),
        || report.words(output.lang),
    )?;
    let failures = report.failures();
    match failures.is_empty() {
        true => Ok(()),
        false => Err(Failure::several(failures)),
    }
}

fn export(
    output: &Output,
    head: &BackupHead,
    trail: &Trail,
    out: &Path,
    sealed: bool,
) -> Result<(), Failure> {
    let form = match sealed {
        true => Form::Sealed,
        false => Form::leaving().map_err(no_random_bytes)?,
    };
    let lines = export::lines(trail, &form);
    let written = create_durable(out, lines.as_bytes(), Readers::Owner);
    written.map_err(|error| unwritten(out, &error))?;
    let (path, entries) = (out.display().to_string(), trail.entries.len());
    output.answer(
        || json!({ "file": path, "entries": entries, "sealed": sealed, "utc_offset_min": head.utc_offset_min }),
        || {
            let args = [("path", path.as_str()), ("entries", &entries.to_string())];
            let key = if sealed { "trail-sealed" } else { "trail-leaves" };
            let exported = label(output.lang, "trail-exported", &args);
            exported + "\n" + &label(output.lang, key, &[]) + "\n"
        },
    )
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return forms::exists(path);
    }
    let detail = ("detail", system_error(error).into());
    Failure::saying(
        "audit-unwritable",
        &[("path", same(path.display())), detail],
    )
}

/// The time of day of an entry, in milliseconds since 1970.
fn of_day_ms(trail: &Trail, at: FleetTime) -> i64 {
    trail.calendar.of_day(at).0
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A disk that fails cannot be made here: the error is built.
    #[test]
    fn a_file_that_cannot_be_written_is_told_by_its_cause() {
        let told = |kind: io::ErrorKind| unwritten(Path::new("a.jsonl"), &kind.into()).text;
        let full = told(io::ErrorKind::StorageFull);
        assert_eq!(full.code, "audit-unwritable");
        assert!(full.en.contains("the disk is full") && full.ja.contains("書き出していません"));
        assert_eq!(told(io::ErrorKind::AlreadyExists).code, "cli-form-exists");
    }

    #[test]
    fn a_record_that_cannot_be_read_is_named() {
        let mut trail = Trail::default();
        trail.take(b"A\0\0\0\0\0\0\0\x05", b"broken");
        let what = trail.unreadable.as_deref().unwrap();
        assert_eq!(what, "audit 5 does not fit its checksum");
        let text = Failure::own("audit-unreadable", &[("what", what)]).text;
        assert!(text.en.contains("(audit 5 does not fit") && text.ja.contains("audit 5"));
    }
}
