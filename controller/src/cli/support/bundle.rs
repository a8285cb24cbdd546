//! `madoguchi support bundle`: makes the bundle for support, and writes it where somebody asked for it.

use crate::cli::args::BundleArgs;
use crate::cli::client::{Client, Failure, answer};
use crate::cli::output::Output;
use crate::cli::page::line;
use crate::texts::{label, system_error};
use madoguchi_bundle::{MAX_FILE_BYTES, Manifest, open};
use madoguchi_files::{Readers, beside, create_durable, move_to};
use madoguchi_proto::v1::bundle_response::Part;
use madoguchi_proto::v1::{BundleRequest, BundleResponse, BundleStep, ReaderLogProgress};
use madoguchi_texts::{Lang, same};
use serde_json::json;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;
use tokio::time::timeout;
use tonic::Streaming;

/// The longest wait for the next step: looking at the PC takes a quarter of a minute where it hangs.
const STEP_TIME: Duration = Duration::from_secs(60);

pub(super) async fn run(
    data_dir: &Path,
    output: &Output,
    args: &BundleArgs,
) -> Result<(), Failure> {
    let out = &args.out;
    // Checked first, so that nobody waits in vain.
    if !args.force && fs::symlink_metadata(out).is_ok() {
        return Err(named("bundle-exists", out));
    }
    let client = Client::connect(data_dir).await?;
    let request = BundleRequest {
        serial: args.unit.clone().unwrap_or_default(),
        days: args.days,
    };
    let parts = answer(client.support().bundle(request)).await?;
    let file = receive(parts, output).await?;
    // What is written down is what whoever gets it can open.
    let opened = open(file.clone()).map_err(|_| Failure::incomplete())?;
    save(out, &file, args.force).map_err(|error| not_saved(out, &error))?;
    told(output, out, file.len(), &opened.manifest)
}

async fn receive(
    mut parts: Streaming<BundleResponse>,
    output: &Output,
) -> Result<Vec<u8>, Failure> {
    let mut file = Vec::new();
    loop {
        let next = timeout(STEP_TIME, parts.message()).await;
        let next = next.map_err(|_| {
            Failure::own(
                "cli-no-answer",
                &[("seconds", &STEP_TIME.as_secs().to_string())],
            )
        })?;
        match next?.map(|response| response.part) {
            None => return Ok(file),
            Some(Some(Part::Content(bytes))) if file.len() + bytes.len() <= MAX_FILE_BYTES => {
                file.extend_from_slice(&bytes);
            }
            Some(Some(Part::Step(step))) => {
                if !output.json {
                    output.aside(&told_of(&step, output.lang));
                }
            }
            Some(_) => return Err(Failure::incomplete()),
        }
    }
}

fn told_of(step: &BundleStep, lang: Lang) -> String {
    if let Some(reader) = &step.reader {
        return of_reader(reader, lang);
    }
    let (at, of) = (step.step.to_string(), step.steps.to_string());
    let args = [("step", &*at), ("steps", &of), ("entry", &step.entry)];
    label(lang, "bundle-step", &args)
}

/// How far a reader's log is.
pub(super) fn of_reader(told: &ReaderLogProgress, lang: Lang) -> String {
    let kb = |bytes: u64| bytes.div_ceil(1024).to_string();
    let (reader, readers) = (told.reader.to_string(), told.readers.to_string());
    let (size, of) = (kb(told.bytes), kb(told.of_bytes));
    let args = [
        ("reader", &*reader),
        ("readers", &readers),
        ("serial", &told.serial),
        ("size", &size),
        ("of", &of),
    ];
    label(lang, "bundle-reader", &args)
}

/// Writes the file beside its place first, so that there is never half of one under its name.
pub(super) fn save(out: &Path, file: &[u8], force: bool) -> io::Result<()> {
    if !force {
        return create_durable(out, file, Readers::Owner);
    }
    let new = beside(out, &format!(".new-{}", std::process::id()));
    create_durable(&new, file, Readers::Owner)?;
    let moved = move_to(&new, out);
    if moved.is_err() {
        // If it cannot be removed now, its name says what it is.
        let _ = fs::remove_file(&new);
    }
    moved
}

fn told(output: &Output, out: &Path, bytes: usize, manifest: &Manifest) -> Result<(), Failure> {
    let path = out.display().to_string();
    let left_out = || serde_json::to_value(&manifest.left_out).unwrap_or_default();
    output.answer(
        || {
            json!({
                "file": path,
                "bytes": bytes,
                "days": manifest.days,
                "unit": manifest.unit,
                "left_out": left_out(),
            })
        },
        || {
            let (size, days) = (bytes.div_ceil(1024).to_string(), manifest.days.to_string());
            let args = [("path", &*path), ("size", &size), ("days", &days)];
            let mut page = String::new();
            line(&mut page, &label(output.lang, "bundle-done", &args));
            super::open::left_out(&mut page, output.lang, &manifest.left_out);
            line(&mut page, &label(output.lang, "bundle-send", &[]));
            page
        },
    )
}

pub(super) fn not_saved(out: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::AlreadyExists => named("bundle-exists", out),
        _ => Failure::saying(
            "bundle-unwritable",
            &[
                ("path", same(out.display())),
                ("detail", system_error(error).into()),
            ],
        ),
    }
}

pub(super) fn named(key: &str, path: &Path) -> Failure {
    Failure::own(key, &[("path", &path.display().to_string())])
}
