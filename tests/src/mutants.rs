//! Planted bugs, and the tests that have to find them: a check of the checks.
//!
//! `tests/mutants.toml` lists the bugs: each is one exact replacement in one file, and the test that must fail
//! then. [`run`] plants one after the other in a copy of the source tree with a target folder of its own, so that
//! the working tree stays as it is, and reports which were found.

use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The list, as it stands in the repository.
const LIST: &str = include_str!("../mutants.toml");

/// How the list calls the tests within a library.
const LIB: &str = "lib";
/// Seeds of the simulation for each bug: the 30 of a plain test run miss a rare one.
const SEEDS: &str = "300";

/// A planted bug.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutant {
    /// What it is called on the command line.
    pub name: String,
    /// What would go wrong at a clinic.
    pub harm: String,
    /// The file, from the top of the repository.
    pub file: PathBuf,
    /// The text that it replaces; it occurs once in the file.
    pub from: String,
    /// The bug.
    pub to: String,
    /// The package that has the test.
    pub package: String,
    /// The test target; [`LIB`] for the tests within the library.
    pub test: String,
    /// The test that has to fail.
    pub case: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    mutant: Vec<Mutant>,
}

/// What a planted bug came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Its test failed, as it should.
    Found,
    /// Its test passed: the test is too weak.
    Survived,
    /// It does not build, or its test does not run: the entry has to be put right.
    Broken,
}

/// Why the check could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The list does not read.
    #[error("tests/mutants.toml does not read")]
    List(#[source] toml::de::Error),
    /// The text to replace is not there, or there more than once.
    #[error("{name}: its `from` occurs {times} times in {file}; it has to occur once")]
    Unfit {
        /// The entry.
        name: String,
        /// The file.
        file: String,
        /// How often.
        times: usize,
    },
    /// The source tree could not be copied, or a file not be read or written.
    #[error("cannot work with {path}")]
    File {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Git or cargo could not be started, or git failed.
    #[error("{0} does not run here")]
    Tool(&'static str),
}

/// The list.
///
/// # Errors
/// It does not read.
pub fn list() -> Result<Vec<Mutant>, Error> {
    let list: List = toml::from_str(LIST).map_err(Error::List)?;
    Ok(list.mutant)
}

/// The top of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The file's text with the bug in it.
///
/// # Errors
/// The file cannot be read, or the text to replace does not occur once.
pub fn planted(mutant: &Mutant, root: &Path) -> Result<String, Error> {
    let text = read(&root.join(&mutant.file))?;
    let times = text.matches(&mutant.from).count();
    if times != 1 {
        return Err(Error::Unfit {
            name: mutant.name.clone(),
            file: mutant.file.display().to_string(),
            times,
        });
    }
    Ok(text.replace(&mutant.from, &mutant.to))
}

/// Plants each bug in a copy of the tree, runs its test, and tells each fate.
///
/// # Errors
/// The copy cannot be made, or an entry does not fit the code.
pub fn run(mutants: &[Mutant], mut tell: impl FnMut(&Mutant, Fate)) -> Result<(), Error> {
    let root = repository();
    let workshop = root.join("target").join("mutants");
    let tree = workshop.join("tree");
    copy_tree(&root, &tree)?;
    for mutant in mutants {
        let file = tree.join(&mutant.file);
        let healthy = read(&file)?;
        write(&file, &planted(mutant, &tree)?)?;
        let fate = try_it(mutant, &tree, &workshop.join("target"));
        write(&file, &healthy)?;
        tell(mutant, fate?);
    }
    Ok(())
}

/// Builds first, so that a bug that does not build is not taken for one that was found.
fn try_it(mutant: &Mutant, tree: &Path, target: &Path) -> Result<Fate, Error> {
    let cargo = |words: &[&str]| {
        Command::new(env!("CARGO"))
            .current_dir(tree)
            .env("CARGO_TARGET_DIR", target)
            .env("MADOGUCHI_SEEDS", SEEDS)
            .args(["test", "-q", "-p", &mutant.package])
            .args(match mutant.test.as_str() {
                LIB => vec!["--lib"],
                test => vec!["--test", test],
            })
            .args(words)
            .stdin(Stdio::null())
            .output()
            .map_err(|_| Error::Tool("cargo"))
    };
    if !cargo(&["--no-run"])?.status.success() {
        return Ok(Fate::Broken);
    }
    let output = cargo(&["--", "--exact", &mutant.case])?;
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(
        match (
            output.status.success(),
            said.contains("1 passed"),
            said.contains("1 failed"),
        ) {
            (true, true, _) => Fate::Survived,
            (false, _, true) => Fate::Found,
            _ => Fate::Broken,
        },
    )
}

/// Every file that git knows, with what was changed since.
fn copy_tree(root: &Path, tree: &Path) -> Result<(), Error> {
    let listed = Command::new("git")
        .current_dir(root)
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .output()
        .map_err(|_| Error::Tool("git"))?;
    if !listed.status.success() {
        return Err(Error::Tool("git"));
    }
    for name in String::from_utf8_lossy(&listed.stdout).split_terminator('\0') {
        let (from, to) = (root.join(name), tree.join(name));
        let Some(folder) = to.parent() else { continue };
        fs::create_dir_all(folder).map_err(|source| at(folder, source))?;
        let fresh = fs::read(&from).map_err(|source| at(&from, source))?;
        // What did not change keeps its time, so that the next run builds little.
        if fs::read(&to).is_ok_and(|old| old == fresh) {
            continue;
        }
        fs::write(&to, fresh).map_err(|source| at(&to, source))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| at(path, source))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|source| at(path, source))
}

fn at(path: &Path, source: std::io::Error) -> Error {
    Error::File {
        path: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The fewest bugs that the list keeps.
    const FEWEST: usize = 10;

    /// The text of the file that has a case, by Cargo's rules for where tests and modules lie.
    fn text_of(root: &Path, mutant: &Mutant) -> String {
        let folder = match mutant.package.as_str() {
            "madoguchi-fleet" => "controller/fleet",
            "madoguchi-controller" => "controller",
            "madoguchi-agent" => "agent",
            "madoguchi-journal" => "proto/journal",
            "madoguchi-vendor" => "licensing/vendor",
            _ => "tests",
        };
        let target = match mutant.test.as_str() {
            LIB => root.join(folder).join("src"),
            test => root.join(folder).join("tests").join(test),
        };
        let mut modules: Vec<&str> = mutant.case.split("::").collect();
        modules.pop();
        let within = |count: usize| {
            let names = modules.iter().take(count);
            names.fold(target.clone(), |at, name| at.join(name))
        };
        // A module may stand in the file of the one around it.
        let files = (0..=modules.len()).rev().flat_map(|count| {
            let within = within(count);
            let file = within.with_extension("rs");
            [file, within.join("mod.rs"), within.join("main.rs")]
        });
        let mut texts = files.filter_map(|file| fs::read_to_string(file).ok());
        let found = texts.next();
        found.unwrap_or_else(|| panic!("{}: no file has {}", mutant.name, mutant.case))
    }

    #[test]
    fn every_planted_bug_fits_the_code_and_names_a_test_that_is_there() {
        let root = repository();
        let mutants = list().unwrap();
        assert!(mutants.len() >= FEWEST, "{} planted bugs", mutants.len());
        let names: BTreeSet<_> = mutants.iter().map(|m| &m.name).collect();
        assert_eq!(names.len(), mutants.len(), "a name occurs twice");
        for mutant in &mutants {
            let changed = planted(mutant, &root).unwrap_or_else(|error| panic!("{error}"));
            let text = fs::read_to_string(root.join(&mutant.file)).unwrap();
            assert_ne!(changed, text, "{} changes nothing", mutant.name);
            let name = mutant.case.rsplit("::").next().unwrap_or_default();
            let test = text_of(&root, mutant);
            assert!(
                test.contains(&format!("fn {name}(")),
                "{} names no test",
                mutant.name
            );
        }
    }
}
