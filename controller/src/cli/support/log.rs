//! `madoguchi support log`: the log of a reader, read from it over its connection.

use super::bundle::{named, not_saved, of_reader, save};
use crate::cli::args::LogArgs;
use crate::cli::client::{Client, Failure, answer};
use crate::cli::output::Output;
use crate::cli::page::line;
use crate::texts::label;
use madoguchi_proto::v1::fetch_log_response::Part;
use madoguchi_proto::v1::{FetchLogRequest, FetchLogResponse, Text};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tokio::time::timeout;
use tonic::Streaming;

/// The longest wait for news: longer than the controller waits for a reader, whose turn may come after somebody else's.
const NEWS_TIME: Duration = Duration::from_secs(90);
/// The most that is taken: what the controller fetches, with room for what it puts in the place of characters.
const MAX_BYTES: usize = 16 << 20;

/// What came.
#[derive(Default)]
struct Log {
    text: Vec<u8>,
    missing: Option<Text>,
}

pub(super) async fn run(data_dir: &Path, output: &Output, args: &LogArgs) -> Result<(), Failure> {
    let out = args.out.as_deref();
    // Checked first, so that nobody waits in vain.
    if let Some(out) = out.filter(|out| !args.force && fs::symlink_metadata(out).is_ok()) {
        return Err(named("bundle-exists", out));
    }
    let client = Client::connect(data_dir).await?;
    let request = FetchLogRequest {
        serial: args.unit.name.clone(),
        days: args.days,
    };
    let parts = answer(client.support().fetch_log(request)).await?;
    let log = receive(parts, output).await?;
    if let Some(missing) = &log.missing {
        output.notice(missing);
    }
    match out {
        Some(out) => {
            save(out, &log.text, args.force).map_err(|error| not_saved(out, &error))?;
            told(output, args, out, &log)
        }
        None => shown(output, args, &log),
    }
}

async fn receive(mut parts: Streaming<FetchLogResponse>, output: &Output) -> Result<Log, Failure> {
    let mut log = Log::default();
    loop {
        let next = timeout(NEWS_TIME, parts.message()).await;
        let next = next.map_err(|_| {
            let seconds = NEWS_TIME.as_secs().to_string();
            Failure::own("cli-no-answer", &[("seconds", &seconds)])
        })?;
        match next?.map(|response| response.part) {
            None => return Ok(log),
            Some(Some(Part::Content(bytes))) if log.text.len() + bytes.len() <= MAX_BYTES => {
                log.text.extend_from_slice(&bytes);
            }
            Some(Some(Part::Missing(why))) => log.missing = Some(why),
            Some(Some(Part::Progress(told))) => {
                if !output.json {
                    output.aside(&of_reader(&told, output.lang));
                }
            }
            Some(_) => return Err(Failure::incomplete()),
        }
    }
}

fn told(output: &Output, args: &LogArgs, out: &Path, log: &Log) -> Result<(), Failure> {
    let path = out.display().to_string();
    output.answer(
        || {
            json!({
                "unit": args.unit.name,
                "days": args.days,
                "file": path,
                "bytes": log.text.len(),
                "missing": log.missing.as_ref().map(|why| why.code.clone()),
            })
        },
        || {
            let size = log.text.len().div_ceil(1024).to_string();
            let args = [("path", &*path), ("size", &size)];
            let mut page = String::new();
            line(&mut page, &label(output.lang, "reader-log-done", &args));
            page
        },
    )
}

fn shown(output: &Output, args: &LogArgs, log: &Log) -> Result<(), Failure> {
    let text = String::from_utf8_lossy(&log.text);
    output.answer(
        || {
            json!({
                "unit": args.unit.name,
                "days": args.days,
                "bytes": log.text.len(),
                "text": text,
                "missing": log.missing.as_ref().map(|why| why.code.clone()),
            })
        },
        || text.to_string(),
    )
}
