//! `madoguchi license …`.

use super::client::{Client, Failure, answer, request_id};
use super::output::Output;
use super::{json, tables};
use crate::desk::words::MAX_DOCUMENT;
use madoguchi_proto::v1::{InstallLicenseRequest, ListLicensesRequest};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads a license file, at most as much as a license has.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        let args = [("path", name.as_str()), ("detail", &error.to_string())];
        Failure::own("cli-file-unreadable", &args)
    };
    let limit = u64::try_from(MAX_DOCUMENT).unwrap_or(u64::MAX);
    let mut document = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(limit + 1)
        .read_to_end(&mut document)
        .map_err(unreadable)?;
    if document.len() > MAX_DOCUMENT {
        let args = [("path", name.as_str()), ("limit", &limit.to_string())];
        return Err(Failure::own("cli-file-too-large", &args));
    }
    Ok(document)
}

/// Has a license checked and put in force.
pub(super) async fn install(
    client: &Client,
    output: &Output,
    document: Vec<u8>,
) -> Result<(), Failure> {
    let request = InstallLicenseRequest {
        old_pc_died: false,
        request_id: request_id()?,
        document,
    };
    let installed = answer(client.licenses().install_license(request)).await?;
    output.answer(
        || json::installed(&installed),
        || tables::installed(&installed, output.lang),
    )
}

/// Lists what is installed.
pub(super) async fn list(client: &Client, output: &Output) -> Result<(), Failure> {
    let list = answer(client.licenses().list_licenses(ListLicensesRequest {})).await?;
    output.answer(
        || json::licenses(&list),
        || tables::licenses(&list, output.lang),
    )
}
