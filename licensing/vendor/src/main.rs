//! `madoguchi-license`: the vendor's tool. Makes roots, issuers and licenses, and looks into documents.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // Wrong use ends in here, with exit code 2.
    let arguments = cli::Arguments::parse();
    match cli::run(arguments) {
        Ok(lines) => cli::output::answer(&lines),
        Err(refused) => cli::output::refusal(&refused),
    }
}
