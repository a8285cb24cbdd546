//! The command line `madoguchi …`: its commands, and requests to a running controller.
//!
//! Data goes to stdout, everything else to stderr.

pub mod args;
mod audit;
mod backup;
pub(crate) mod backup_key;
pub(crate) mod check;
mod client;
mod console;
mod credentials;
pub mod data_dir;
mod day;
pub(crate) mod doctor;
mod events;
pub(crate) mod explain;
mod grid;
mod guide;
pub(crate) mod identity;
mod license;
pub(crate) mod look;
mod output;
mod page;
mod passphrase;
mod ports;
pub(crate) mod reception;
mod records;
mod report;
pub(crate) mod service;
pub(crate) mod starting;
mod status;
mod support;
pub(crate) mod tables;
mod ticket;
mod time;
pub(crate) mod typed;
mod unit;
pub(crate) mod update;
mod user;
pub(crate) mod verdicts;
mod walk_ups;
mod wrap;

#[cfg(test)]
mod tests;

use crate::paper::Guide;
use args::{Command, DayCommand, GuideCommand, ReportCommand, TimeCommand};
#[cfg(feature = "demo")]
pub(crate) use client::request_id;
pub(crate) use client::{Client, Failure};
#[cfg(feature = "demo")]
pub(crate) use credentials::{UnitKey, unit_file};
pub(crate) use output::Output;

/// Sends one request to the controller that runs on a data directory.
pub(crate) async fn ask(
    question: Command,
    data_dir: &std::path::Path,
    output: &Output,
) -> Result<(), Failure> {
    let output = &output.about(data_dir);
    match question {
        Command::Status { watch } => {
            status::run(&Client::connect(data_dir).await?, output, watch).await
        }
        Command::Events => events::list(&Client::connect(data_dir).await?, output).await,
        Command::Console => console::show(data_dir, output).await,
        Command::Ticket(command) => {
            ticket::run(&Client::connect(data_dir).await?, output, command).await
        }
        Command::Unit(command) => unit::run(data_dir, output, command).await,
        Command::Support(command) => support::run(data_dir, output, command).await,
        Command::License(command) => license::run(data_dir, output, command).await,
        Command::Day(DayCommand::End { yes }) => {
            day::end(&Client::connect(data_dir).await?, output, yes).await
        }
        Command::Day(DayCommand::Figures) => {
            day::figures(&Client::connect(data_dir).await?, output).await
        }
        Command::Day(DayCommand::Undo) => {
            day::undo(&Client::connect(data_dir).await?, output).await
        }
        Command::Report(ReportCommand::Month(args)) => {
            report::month(&Client::connect(data_dir).await?, output, args).await
        }
        Command::Time(TimeCommand::Show) => {
            time::show(&Client::connect(data_dir).await?, output).await
        }
        Command::Time(TimeCommand::Confirm { yes }) => {
            time::confirm(&Client::connect(data_dir).await?, output, yes).await
        }
        Command::Time(TimeCommand::AskReset) => {
            license::ask_reset(&Client::connect(data_dir).await?, output).await
        }
        Command::User(command) => {
            user::run(&Client::connect(data_dir).await?, output, command).await
        }
        Command::Audit(command) => audit::run(data_dir, output, command).await,
        Command::Backup(args) => backup::make(data_dir, output, args).await,
        Command::Restore(args) => backup::restore(data_dir, output, &args),
        Command::Guide(GuideCommand::Reception(args)) => {
            guide::run(output, Guide::Reception, &args)
        }
        Command::Guide(GuideCommand::Down(args)) => guide::run(output, Guide::Down, &args),
        // These commands need no controller first; `program` starts them.
        Command::Serve(_)
        | Command::BackupKey(_)
        | Command::Check
        | Command::Doctor(_)
        | Command::Explain { .. }
        | Command::Identity(_)
        | Command::Service(_)
        | Command::Update(_) => Ok(()),
        #[cfg(feature = "demo")]
        Command::Demo(_) => Ok(()),
    }
}
