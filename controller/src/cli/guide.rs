//! `madoguchi guide`: the guides that are printed. No controller has to run.

use super::args::PaperArgs;
use super::client::Failure;
use super::output::{Output, data};
use crate::paper::Guide;
use crate::texts::{label, system_error};
use madoguchi_files::{Readers, create_durable};
use madoguchi_texts::same;
use serde_json::json;
use std::io;
use std::path::Path;

pub(super) fn run(output: &Output, guide: Guide, args: &PaperArgs) -> Result<(), Failure> {
    let html = guide.html(None).map_err(Failure::cannot_start)?;
    let Some(out) = &args.out else {
        return match output.json {
            true => output.answer(
                || json!({ "guide": guide.name(), "html": html }),
                String::new,
            ),
            false => data(&html),
        };
    };
    write(
        out,
        &html,
        Readers::OfFolder,
        ["paper-exists", "paper-unwritable"],
    )?;
    let path = out.display().to_string();
    output.answer(
        || json!({ "guide": guide.name(), "file": path }),
        || label(output.lang, "paper-written", &[("path", &path)]) + "\n",
    )
}

/// Writes a sheet into a new file; the names are those of the failures: it exists, it cannot be written.
pub(super) fn write(
    out: &Path,
    html: &str,
    readers: Readers,
    [exists, unwritable]: [&str; 2],
) -> Result<(), Failure> {
    let path = || ("path", same(out.display()));
    create_durable(out, html.as_bytes(), readers).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::saying(exists, &[path()]),
        _ => Failure::saying(
            unwritable,
            &[path(), ("detail", system_error(&error).into())],
        ),
    })
}
