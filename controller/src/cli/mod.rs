//! The command line `madoguchi …`: long-running programs, and questions to a running controller.
//!
//! Data goes to stdout, everything else to stderr. Exit code 0: done; 1: refused or failed; 2: wrong use.

pub mod args;
mod client;
mod credentials;
pub mod data_dir;
mod json;
mod lang;
mod license;
mod output;
mod owner_only;
mod programs;
mod status;
pub(crate) mod tables;
mod ticket;
mod unit;

#[cfg(test)]
mod tests;

use crate::texts::Lang;
use args::{Cli, Command, LicenseCommand, TimeCommand};
use clap::Parser;
#[cfg(feature = "demo")]
pub(crate) use client::request_id;
pub(crate) use client::{Client, Failure};
#[cfg(feature = "demo")]
pub(crate) use credentials::{UnitKey, unit_file};
use output::Output;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line; `arguments` begin with the program's name.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers: clap prints them on stdout and gives code 0, mistakes 2.
            let _ = error.print();
            return u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
        }
    };
    let lang = cli.common.lang.map_or_else(lang::of_system, Lang::from);
    let output = Output::new(lang, cli.common.json);
    match dispatch(cli, &output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(cli: Cli, output: &Output) -> Result<(), Failure> {
    let Cli { common, command } = cli;
    match command {
        Command::Serve(mut args) => {
            args.data_dir = common.data_dir;
            programs::serve(args, output.lang)
        }
        #[cfg(feature = "demo")]
        Command::Demo(mut args) => {
            args.json = common.json;
            programs::demo(&args, output.lang)
        }
        question => {
            let data_dir = common.data_dir.unwrap_or_else(data_dir::default);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(Failure::cannot_start)?;
            runtime.block_on(ask(question, &data_dir, output))
        }
    }
}

/// Puts one question to the controller that runs on a data directory.
async fn ask(
    question: Command,
    data_dir: &std::path::Path,
    output: &Output,
) -> Result<(), Failure> {
    match question {
        Command::Status { watch } => {
            status::run(&Client::connect(data_dir).await?, output, watch).await
        }
        Command::Ticket(command) => {
            ticket::run(&Client::connect(data_dir).await?, output, command).await
        }
        Command::Unit(command) => unit::run(data_dir, output, command).await,
        Command::License(LicenseCommand::Install { file }) => {
            let document = license::read(&file)?;
            license::install(&Client::connect(data_dir).await?, output, document).await
        }
        Command::License(LicenseCommand::List) => {
            license::list(&Client::connect(data_dir).await?, output).await
        }
        Command::Time(TimeCommand::Confirm) => {
            status::confirm_time(&Client::connect(data_dir).await?, output).await
        }
        Command::Serve(_) => Ok(()),
        #[cfg(feature = "demo")]
        Command::Demo(_) => Ok(()),
    }
}
