//! `madoguchi support …`: what support at the telephone asks for.

mod bundle;
mod code;
mod collect;
mod decode;
mod log;
mod open;
mod triage;

use super::args::SupportCommand;
use super::client::{Client, Failure, answer};
use super::output::Output;
use super::tables;
use crate::json;
use madoguchi_proto::v1::GetSheetRequest;
use std::path::Path;

pub(super) async fn run(
    data_dir: &Path,
    output: &Output,
    command: SupportCommand,
) -> Result<(), Failure> {
    match command {
        SupportCommand::Triage(args) => {
            triage::run(&Client::connect(data_dir).await?, output, args).await
        }
        SupportCommand::Bundle(args) => bundle::run(data_dir, output, &args).await,
        SupportCommand::Log(args) => log::run(data_dir, output, &args).await,
        SupportCommand::Open(args) => open::run(output, &args),
        SupportCommand::Code(args) => {
            code::run(&Client::connect(data_dir).await?, output, args).await
        }
        SupportCommand::Collect(args) => collect::run(output, &args).await,
        SupportCommand::Decode { what } => decode::run(output, &what),
        SupportCommand::Sheet(unit) => {
            let client = Client::connect(data_dir).await?;
            let request = GetSheetRequest { serial: unit.name };
            let sheet = answer(client.units().get_sheet(request)).await?;
            output.answer(
                || json::Sheet::from(&sheet),
                || tables::sheet(&sheet, output.lang),
            )
        }
    }
}
