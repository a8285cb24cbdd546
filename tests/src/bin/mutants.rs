//! `cargo run -p madoguchi-tests --bin mutants [NAME …]`: plants known bugs in a copy of the tree and sees that
//! the test that is named for each fails. Without names all of them, which takes some minutes.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

use madoguchi_tests::mutants::{Error, Fate, Mutant, list, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    match check(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("mutants: {error}");
            ExitCode::from(2)
        }
    }
}

fn check(names: &[String]) -> Result<bool, Error> {
    let all = list()?;
    let wanted: Vec<Mutant> = all
        .into_iter()
        .filter(|mutant| names.is_empty() || names.contains(&mutant.name))
        .collect();
    if wanted.is_empty() {
        eprintln!("mutants: none of these names is in tests/mutants.toml");
        return Ok(false);
    }
    let mut missed = 0;
    run(&wanted, |mutant, fate| {
        let word = match fate {
            Fate::Found => "found",
            Fate::Survived => "SURVIVED",
            Fate::Broken => "BROKEN",
        };
        missed += usize::from(fate != Fate::Found);
        println!(
            "{word:9} {:32} {}::{}",
            mutant.name, mutant.test, mutant.case
        );
    })?;
    println!(
        "{} of {} planted bugs were found",
        wanted.len() - missed,
        wanted.len()
    );
    Ok(missed == 0)
}
