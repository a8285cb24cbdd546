//! What somebody types at a clinic's PC, whichever PC that is: one in a folder, or one with a network of its own.

use super::child::Answer;
use super::watch::Watch;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// A PC at which somebody types.
pub trait Terminal {
    /// A program at this PC, in its folder, without arguments so far.
    fn program(&self, name: &str) -> Command;

    /// Where the controller keeps its data.
    fn data_dir(&self) -> PathBuf;

    /// A program at the vendor's, in the same folder.
    fn vendors_program(&self) -> Command {
        self.program("madoguchi-license")
    }

    /// `madoguchi` with words as they are typed, in English unless they say otherwise; to be started by whoever wants.
    fn asking(&self, words: &str) -> Command {
        let mut program = self.program("madoguchi");
        program.env("MADOGUCHI_DATA_DIR", self.data_dir());
        if !words.contains("--lang") {
            program.args(["--lang", "en"]);
        }
        program.args(words.split_whitespace());
        program
    }

    /// The same, and its answer.
    #[must_use]
    fn ask(&self, words: &str) -> Answer {
        Answer::of(&mut self.asking(words))
    }

    /// The same with `--json`, for what must succeed.
    #[must_use]
    fn json(&self, words: &str) -> Value {
        self.ask(&format!("{words} --json")).done().json()
    }

    /// Looks at the fleet after every change.
    #[must_use]
    fn watch(&self) -> Watch {
        Watch::start(&mut self.asking(""))
    }

    /// `madoguchi-license` with words as they are typed, for what must succeed.
    fn vendor(&self, words: &str) {
        let mut program = self.vendors_program();
        let _ = Answer::of(program.args(words.split_whitespace())).done();
    }

    /// Has the vendor issue an additional license for this installation, as a file in the folder.
    fn additional_license(&self, seats: u8, file: &str) {
        let list = self.json("license list");
        let installation = list["installation"].as_str().unwrap();
        self.vendor(&format!(
            "issue additional --issuer issuer --installation {installation} --seats {seats} --out {file}"
        ));
    }
}
