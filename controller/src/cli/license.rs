//! `madoguchi license …`: documents from the vendor, requests to the vendor, and what they mean.

mod acts;
mod file;
mod forms;
mod give_back;
mod request;
mod show;

pub(super) use acts::ask_reset;

use super::args::LicenseCommand;
use super::client::{Client, Failure, answer, request_id};
use super::output::Output;
use super::tables;
use crate::json;
use crate::texts;
use madoguchi_licensing::armour;
use madoguchi_proto::v1::{InstallLicenseRequest, ListLicensesRequest};
use std::path::Path;

pub(super) async fn run(
    data_dir: &Path,
    output: &Output,
    command: LicenseCommand,
) -> Result<(), Failure> {
    match command {
        LicenseCommand::Request(args) => request::make(data_dir, output, args).await,
        LicenseCommand::Install { file, old_pc_died } => {
            install(data_dir, output, &file, old_pc_died).await
        }
        LicenseCommand::List => list(&Client::connect(data_dir).await?, output).await,
        LicenseCommand::Show { what } => show::run(data_dir, output, &what).await,
        LicenseCommand::Acts { write, forms } => acts::run(data_dir, output, write, &forms).await,
        LicenseCommand::Return(args) => give_back::run(data_dir, output, &args).await,
    }
}

/// Has a document from the vendor verified and put in force.
async fn install(
    data_dir: &Path,
    output: &Output,
    path: &Path,
    old_pc_died: bool,
) -> Result<(), Failure> {
    let document = file::read(path, output)?;
    // What the file itself tells needs no controller.
    armour::read(&document).map_err(|why| Failure {
        text: texts::unreadable(&why),
    })?;
    let client = Client::connect(data_dir).await?;
    let request = InstallLicenseRequest {
        request_id: request_id()?,
        document,
        old_pc_died,
        only_look: false,
    };
    let installed = answer(client.licenses().install_license(request)).await?;
    output.answer(
        || json::LicenseInstalled::from(&installed),
        || tables::installed(&installed, output.lang),
    )
}

/// Lists the installed licenses.
async fn list(client: &Client, output: &Output) -> Result<(), Failure> {
    let list = answer(client.licenses().list_licenses(ListLicensesRequest {})).await?;
    output.answer(
        || json::Licenses::from(&list),
        || tables::licenses(&list, output.lang),
    )
}
