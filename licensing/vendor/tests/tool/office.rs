//! A vendor's office: a folder of its own for each test, in which the tool is run as people type it.

use std::cell::RefCell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{PoisonError, RwLock};

use crate::clinic::Clinic;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{Verified, VerifiedList, verify_license, verify_revocations};
use madoguchi_vendor::signer::Signer;

/// A passphrase that is long enough for production.
pub const PASSPHRASE: &str = "窓口の鍵は金庫の中にあり";

/// Programs are born while no test has a database open: until it begins, a program has every file that this process has, with its
/// lock.
static BIRTHS: RwLock<()> = RwLock::new(());

/// Starts a program.
pub fn born(command: &mut Command) -> Child {
    let _nobody_has_one_open = BIRTHS.read().unwrap_or_else(PoisonError::into_inner);
    command.spawn().unwrap()
}

/// Runs a program that has nothing to read, and gives what it says.
pub fn output(command: &mut Command) -> Output {
    let child = born(heard_by_us(command.stdin(Stdio::null())));
    child.wait_with_output().unwrap()
}

/// Does what needs a database that no program has by its birth.
pub fn without_births<T>(work: impl FnOnce() -> T) -> T {
    let _nobody_is_born = BIRTHS.write().unwrap_or_else(PoisonError::into_inner);
    work()
}

fn heard_by_us(command: &mut Command) -> &mut Command {
    command.stdout(Stdio::piped()).stderr(Stdio::piped())
}

pub struct Office {
    folder: tempfile::TempDir,
    /// What the tool finds as MADOGUCHI_PASSPHRASE.
    pub passphrase: Option<String>,
    /// What it finds as MADOGUCHI_LEDGER.
    ledger: Option<&'static str>,
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
            ledger: None,
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

    /// The same with a ledger, which every command finds.
    pub fn with_ledger() -> Self {
        let mut office = Self::set_up();
        office.does("ledger create --environment test --ledger books");
        office.ledger = Some("books");
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
        if let Some(ledger) = self.ledger {
            command.env("MADOGUCHI_LEDGER", ledger);
        }
        command
    }

    /// Runs it with something to read on its standard input.
    pub fn fed(&self, arguments: &str, input: &str) -> Output {
        let mut command = self.command(arguments);
        let mut child = born(heard_by_us(command.stdin(Stdio::piped())));
        // A tool that refuses without a look at its input has closed it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        self.heard(child.wait_with_output().unwrap())
    }

    pub fn run(&self, arguments: &str) -> Output {
        self.heard(output(&mut self.command(arguments)))
    }

    /// Begins a command, and goes on.
    pub fn begins(&self, arguments: &str) -> Child {
        born(heard_by_us(&mut self.command(arguments)))
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

    /// What it prints when it does as asked, and what it warns of.
    pub fn warns(&self, arguments: &str) -> (String, String) {
        let output = self.run(arguments);
        let problem = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments}: {problem}");
        (String::from_utf8(output.stdout).unwrap(), problem)
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

    /// What a clinic with this office's root makes of a license.
    pub fn verified(&self, license: &str) -> Verified {
        self.trust_in(&self.read(license))
    }

    /// The same of a license that did not come as a file.
    pub fn trust_in(&self, license: &[u8]) -> Verified {
        verify_license(&self.trust("root.key"), license).unwrap()
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

/// Selling and activating, with a ledger.
impl Office {
    /// Sells products, and returns their keys.
    pub fn sells(&self, what: &str, clinic: &str, count: usize) -> Vec<String> {
        let table = format!("{clinic}.csv");
        self.does(&format!(
            "product add {what} --customer さくら商事 --clinic {clinic} --count {count} --out {table}"
        ));
        self.keys(&table)
    }

    /// The product keys in a table.
    pub fn keys(&self, table: &str) -> Vec<String> {
        let text = String::from_utf8(self.read(table)).unwrap();
        text.lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap().to_owned())
            .collect()
    }

    /// A file that a clinic sent.
    pub fn receives(&self, name: &str, document: &Document) {
        std::fs::write(self.path(name), armour::write(document)).unwrap();
    }

    /// Activates a clinic's request, and returns the license.
    pub fn activates(&self, clinic: &mut Clinic, key: &str, name: &str) -> Verified {
        self.receives(&format!("{name}.request"), &clinic.asks(key));
        self.does(&format!(
            "activate {name}.request --issuer issuer --out {name}.license"
        ));
        self.verified(&format!("{name}.license"))
    }
}

/// Whether a program is there. Without it a test is skipped with a word on stderr, and fails where every test has to run
/// (`MADOGUCHI_TESTS=all`).
#[allow(clippy::print_stderr)] // a test that is skipped must be seen
pub fn have(program: &str, probe: &str) -> bool {
    let _nobody_has_one_open = BIRTHS.read().unwrap_or_else(PoisonError::into_inner);
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

/// Whether a file can be read by its owner alone.
#[cfg(unix)]
pub fn assert_owner_only(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let found = path.metadata().unwrap();
    let expected = if found.is_dir() { 0o700 } else { 0o600 };
    let mode = found.permissions().mode() & 0o777;
    assert_eq!(mode, expected, "{}", path.display());
}

#[cfg(not(unix))]
pub fn assert_owner_only(path: &Path) {
    assert!(path.exists(), "{}", path.display());
}
