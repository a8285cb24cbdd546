//! `madoguchi unit ledger …`: when readers were delivered, how long they are covered, and which replaced which.

use crate::cli::args::LedgerCommand;
use crate::cli::client::{Client, Failure, answer, request_id};
use crate::cli::license::{file, forms};
use crate::cli::output::Output;
use crate::cli::tables;
use crate::json;
use crate::ledger;
use crate::texts::{Clock, label, sentence, system_error};
use madoguchi_files::{Readers, create_durable};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{GetTimeRequest, ListUnitsRequest, NoteLedgerRequest};
use madoguchi_texts::same;
use std::io;
use std::path::Path;

pub(super) async fn run(
    data_dir: &Path,
    output: &Output,
    command: LedgerCommand,
) -> Result<(), Failure> {
    let client = Client::connect(data_dir).await?;
    match command {
        LedgerCommand::List => list(&client, output).await,
        LedgerCommand::Export { out } => export(&client, output, &out).await,
        LedgerCommand::Import { file } => import(&client, output, &file).await,
    }
}

async fn list(client: &Client, output: &Output) -> Result<(), Failure> {
    let (list, clock) = all(client).await?;
    output.answer(
        || json::Units::from(&list),
        || tables::ledger(&list.units, &clock, output.lang),
    )
}

async fn export(client: &Client, output: &Output, out: &Path) -> Result<(), Failure> {
    let (list, clock) = all(client).await?;
    let units = || ledger::kept(&list.units);
    let content = ledger::file(units(), &clock);
    let written = create_durable(out, content.as_bytes(), Readers::Owner);
    written.map_err(|error| unwritten(out, &error))?;
    let (path, count) = (out.display().to_string(), units().count());
    output.answer(
        || json::LedgerExported {
            file: path.clone(),
            readers: count,
        },
        || {
            let args = [("path", path.as_str()), ("count", &count.to_string())];
            label(output.lang, "cli-ledger-exported", &args) + "\n"
        },
    )
}

async fn import(client: &Client, output: &Output, path: &Path) -> Result<(), Failure> {
    let bytes = file::read_up_to(path, ledger::MAX_BYTES, output)?;
    let (list, _) = all(client).await?;
    let changes = ledger::changes(&bytes, &list.units).map_err(|wrong| {
        let head = [("path", same(path.display()))];
        let head = sentence("ledger-refused", "ledger-refused", &head);
        Failure::several(std::iter::once(head).chain(wrong).collect())
    })?;
    let kept = changes.kept;
    let units = match changes.entries.is_empty() {
        true => Vec::new(),
        false => {
            let request = NoteLedgerRequest {
                request_id: request_id()?,
                entries: changes.entries,
            };
            answer(client.units().note_ledger(request)).await?.units
        }
    };
    output.answer(
        || json::LedgerImported::of(&units, kept),
        || {
            let (changed, kept) = (units.len().to_string(), kept.to_string());
            let args = [("changed", changed.as_str()), ("kept", kept.as_str())];
            label(output.lang, "cli-ledger-imported", &args) + "\n"
        },
    )
}

/// All units, and the clock by which their days are told.
async fn all(client: &Client) -> Result<(v1::ListUnitsResponse, Clock), Failure> {
    let request = ListUnitsRequest {
        include_retired: true,
    };
    let list = answer(client.units().list_units(request)).await?;
    let time = answer(client.support().get_time(GetTimeRequest {}))
        .await?
        .time;
    let offset = time.map_or(0, |time| time.utc_offset_min);
    Ok((list, Clock::at_offset(offset)))
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return forms::exists(path);
    }
    let detail = ("detail", system_error(error).into());
    Failure::saying(
        "ledger-unwritable",
        &[("path", same(path.display())), detail],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk that fails cannot be made here: the error is built.
    #[test]
    fn a_file_that_cannot_be_written_is_told_by_its_cause() {
        let told = |kind: io::ErrorKind| unwritten(Path::new("a.csv"), &kind.into()).text;
        let full = told(io::ErrorKind::StorageFull);
        assert_eq!(full.code, "ledger-unwritable");
        assert!(full.en.contains("the disk is full") && full.ja.contains("書き出せません"));
        assert_eq!(told(io::ErrorKind::AlreadyExists).code, "cli-form-exists");
    }
}
