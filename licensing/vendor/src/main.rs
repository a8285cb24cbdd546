//! `madoguchi-license`: the vendor's tool, which makes roots, issuers and licenses, and inspects documents.

mod cli;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // Ends the process with exit code 2 if the arguments are wrong.
    let arguments = cli::Arguments::parse();
    match cli::run(arguments) {
        Ok(lines) => cli::output::answer(&lines),
        Err(refused) => cli::output::refusal(&refused),
    }
}
