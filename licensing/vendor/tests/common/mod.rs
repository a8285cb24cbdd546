//! A vendor's office: a folder of its own for each test, in which the tool is run as people type it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)] // each test file uses its part

use std::cell::RefCell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{VerifiedList, verify_license, verify_revocations};
use madoguchi_vendor::signer::Signer;

/// A passphrase that is long enough for production.
pub const PASSPHRASE: &str = "窓口の鍵は金庫の中にあり";

pub struct Office {
    folder: tempfile::TempDir,
    /// What the tool finds as MADOGUCHI_PASSPHRASE.
    pub passphrase: Option<String>,
    said: RefCell<Vec<u8>>,
}

/// An installation that nobody runs, by its key.
pub fn installation() -> PublicKey {
    Signer::from_seed(&[5; 32]).unwrap().public_key()
}

impl Office {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            passphrase: None,
            said: RefCell::default(),
        }
    }

    /// With a test root, and an issuer of both kinds in the folder `issuer`; their keys lie open.
    pub fn set_up() -> Self {
        let office = Self::new();
        office.does("key root --out root.key --environment test --unencrypted");
        office.certify("root.key", "issuer");
        office
    }

    /// With the test roots that this program was built with, `in-use.key` and `spare.key`.
    pub fn of_the_source() -> Self {
        let office = Self::new();
        let roots = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-roots");
        for file in std::fs::read_dir(roots).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), office.path(file.file_name().to_str().unwrap())).unwrap();
        }
        office
    }

    /// Makes a test issuer of both kinds, whose key lies open.
    pub fn certify(&self, root: &str, out: &str) {
        self.does(&format!(
            "key issuer --root {root} --name 窓口商会 --out {out} --kinds additional,bundled --seats 3 --licenses 1000 --days 3650 --unencrypted"
        ));
    }

    /// Issues a bundled license.
    pub fn issue(&self, issuer: &str, id: &str) {
        self.does(&format!(
            "issue bundled --issuer {issuer} --serial CR-1 --id {id} --out {id}"
        ));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// The tool with words as they are typed; nobody sits at the terminal.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi-license"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .env_remove("MADOGUCHI_PASSPHRASE")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        if let Some(passphrase) = &self.passphrase {
            command.env("MADOGUCHI_PASSPHRASE", passphrase);
        }
        command
    }

    /// Runs it with something to read on its standard input.
    pub fn fed(&self, arguments: &str, input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A tool that refuses without a look at its input has closed it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        self.heard(child.wait_with_output().unwrap())
    }

    pub fn run(&self, arguments: &str) -> Output {
        self.heard(self.command(arguments).output().unwrap())
    }

    fn heard(&self, output: Output) -> Output {
        self.said.borrow_mut().extend(&output.stdout);
        self.said.borrow_mut().extend(&output.stderr);
        output
    }

    /// All that the tool has ever said here.
    pub fn said(&self) -> String {
        String::from_utf8(self.said.borrow().clone()).unwrap()
    }

    /// What it prints when it does as asked.
    pub fn does(&self, arguments: &str) -> String {
        done(arguments, self.run(arguments))
    }

    /// What it says when it refuses.
    pub fn refuses(&self, arguments: &str) -> String {
        refused(arguments, self.run(arguments))
    }

    /// What an installation that laid down this root makes of a document.
    pub fn trust(&self, root: &str) -> Trust {
        let public = self.read(&format!("{root}.pub"));
        let (environment, root) = trust::read_public(&public).unwrap();
        Trust::vendor(environment, root)
    }

    pub fn document(&self, name: &str) -> Document {
        armour::read(&self.read(name)).unwrap()
    }

    /// The verified list in a file.
    pub fn list(&self, trust: &Trust, name: &str) -> VerifiedList {
        verify_revocations(trust, &self.read(name)).unwrap()
    }

    /// The verified list that rides on a license.
    pub fn riding(&self, trust: &Trust, license: &str) -> Option<VerifiedList> {
        verify_license(trust, &self.read(license)).unwrap().list
    }
}

/// Whether a program is there. Without it a test is skipped with a word on stderr, and fails where every test has to run
/// (`MADOGUCHI_TESTS=all`).
#[allow(clippy::print_stderr)] // a test that is skipped must be seen
pub fn have(program: &str, probe: &str) -> bool {
    let answer = Command::new(program).arg(probe).output();
    let there = answer.is_ok_and(|answer| answer.status.success());
    if !there {
        let all = std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "this test needs {program}");
        eprintln!("SKIPPED: this test needs {program}");
    }
    there
}

pub fn done(arguments: &str, output: Output) -> String {
    let problem = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments}: {problem}");
    assert_eq!(problem, "", "{arguments}");
    String::from_utf8(output.stdout).unwrap()
}

pub fn refused(arguments: &str, output: Output) -> String {
    assert_eq!(output.stdout, b"", "{arguments}");
    assert_eq!(output.status.code(), Some(1), "{arguments}");
    String::from_utf8(output.stderr).unwrap()
}
