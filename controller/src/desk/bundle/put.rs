//! Writes entries into the bundle, within its bounds.

use super::{Seen, logs, redact};
use crate::desk::Refused;
use crate::texts::text;
use madoguchi_bundle::{Entry, WriteError, Writer};
use serde::Serialize;

/// Writes what came of a log, and why anything is missing.
pub(super) fn put_log(
    writer: &mut Writer,
    log: logs::Log,
    written: &redact::Written,
) -> Result<(), Refused> {
    if let Some(cause) = log.missing {
        writer.leave_out(&log.entry, cause);
    }
    let Some(text) = log.text else {
        return Ok(());
    };
    // The controller's own has no numbers (RULES G1); what a reader's program writes is not ours to know.
    let is_own = log.entry == Entry::ControllerLog;
    let lines = text.lines().rev().map(|line| match is_own {
        true => line.to_owned(),
        false => written.hidden_in(line),
    });
    put_lines(writer, log.entry, lines)
}

pub(super) fn write_fleet(writer: &mut Writer, seen: &Seen) -> Result<(), Refused> {
    put(writer, Entry::Status, &seen.status)?;
    put(writer, Entry::Triage, &seen.triage)?;
    put(writer, Entry::Sheets, &seen.sheets)
}

pub(super) fn put(
    writer: &mut Writer,
    entry: Entry,
    content: &impl Serialize,
) -> Result<(), Refused> {
    let json = serde_json::to_vec_pretty(content).map_err(|_| failed())?;
    writer
        .put(entry, &json)
        .map_err(|error| not_written(&error))
}

pub(super) fn put_lines(
    writer: &mut Writer,
    entry: Entry,
    mut lines: impl Iterator<Item = String>,
) -> Result<(), Refused> {
    let written = || -> Result<(), WriteError> {
        writer.begin(entry)?;
        while let Some(line) = lines.next()
            && writer.line(&line)?
        {}
        writer.end()
    };
    written().map_err(|error| not_written(&error))
}

pub(super) fn not_written(error: &WriteError) -> Refused {
    tracing::error!(error = %madoguchi_plain::chain(error), "a bundle could not be made");
    failed()
}

pub(super) fn failed() -> Refused {
    Refused::internal(text("bundle-failed", &[]))
}
