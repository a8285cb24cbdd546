//! `madoguchi-license`: the vendor's tool, which makes roots, issuers and licenses, and inspects documents.

mod cli;

use std::process::ExitCode;

use madoguchi_texts::{Lang, command_line};

fn main() -> ExitCode {
    let arguments: cli::Arguments = match command_line::parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(answer) => return answer.print(),
    };
    let lang = arguments.lang.unwrap_or_else(Lang::of_system);
    cli::output::speak(lang, arguments.json);
    match cli::run(arguments) {
        Ok(answer) => cli::output::answer(&answer),
        Err(refused) => cli::output::refusal(refused.text()),
    }
}
