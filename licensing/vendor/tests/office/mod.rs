//! A vendor's office, and the clinics that write to it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)] // each test file uses its part

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use madoguchi_licensing::acts::{self, Act};
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::{Environment, InstallationKey};
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::{Verified, verify_license};
use madoguchi_proto::v1;
use madoguchi_vendor::signer::Signer;

/// A day of work in 2026, in milliseconds since 1970.
pub const MONDAY: i64 = 1_795_400_000_000;
pub const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A vendor's office: a folder of its own for each test, with a root, an issuer and a ledger.
pub struct Office(tempfile::TempDir);

impl Office {
    pub fn set_up() -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        office.does("key root --out root.key --environment test --unencrypted");
        office.does(
            "key issuer --root root.key --name 窓口商会 --out issuer --kinds additional,bundled --seats 3 --licenses 1000 --days 3650 --unencrypted",
        );
        office.does("ledger create --environment test");
        office
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi-license"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .env("MADOGUCHI_LEDGER", "books")
            .env_remove("MADOGUCHI_PASSPHRASE")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command with something to read on its standard input.
    pub fn fed(&self, arguments: &str, input: &str) -> Output {
        let mut command = self.command(arguments);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        // A tool that refuses without a look at its input has closed it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// Begins a command, and goes on.
    pub fn begins(&self, arguments: &str) -> Child {
        let mut command = self.command(arguments);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// What it prints when it does as asked, and warns of nothing.
    pub fn does(&self, arguments: &str) -> String {
        let (said, warned) = self.warns(arguments);
        assert_eq!(warned, "", "{arguments}");
        said
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
        let output = self.run(arguments);
        let problem = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}: {problem}");
        assert_eq!(output.stdout, b"", "{arguments}");
        problem
    }

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

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// A file that a clinic sent.
    pub fn receives(&self, name: &str, document: &Document) {
        std::fs::write(self.path(name), armour::write(document)).unwrap();
    }

    pub fn trust(&self) -> Trust {
        Trust::test(trust::read_root(&self.read("root.key.pub")).unwrap())
    }

    /// What a clinic with this office's root makes of a license.
    pub fn verified(&self, license: &str) -> Verified {
        self.trust_in(&self.read(license))
    }

    /// The same of a license that did not come as a file.
    pub fn trust_in(&self, license: &[u8]) -> Verified {
        verify_license(&self.trust(), license).unwrap()
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

/// A clinic's installation: its key, and where its chain of acts stands. A clone is a copied data directory.
#[derive(Clone)]
pub struct Clinic {
    seed: [u8; 32],
    counter: u64,
    previous: Vec<u8>,
    pub environment: Environment,
    pub units: Vec<&'static str>,
    pub machine: Option<v1::MachinePrint>,
}

impl Clinic {
    pub fn new(seed: u8) -> Self {
        Self {
            seed: [seed; 32],
            counter: 0,
            previous: Vec::new(),
            environment: Environment::Test,
            units: Vec::new(),
            machine: None,
        }
    }

    /// With a key of its own among very many.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self {
            seed,
            ..Self::new(0)
        }
    }

    pub fn with_units(seed: u8, units: &[&'static str]) -> Self {
        Self {
            units: units.to_vec(),
            ..Self::new(seed)
        }
    }

    fn signer(&self) -> Signer {
        Signer::from_seed(&self.seed).unwrap()
    }

    pub fn key(&self) -> InstallationKey {
        self.signer().public_key().into()
    }

    /// The installation as the vendor's lists show it.
    pub fn shown(&self) -> String {
        let key = self.key().to_string();
        format!("{}…{}", &key[..8], &key[60..])
    }

    fn header(&mut self) -> (Option<v1::DocumentHeader>, Option<v1::ActChain>) {
        self.counter += 1;
        let previous = self.previous.clone();
        let header = v1::DocumentHeader {
            id: format!("ACT-{}-{}", self.seed[0], self.counter),
            environment: v1::Environment::from(self.environment).into(),
            sequence: self.counter,
            issuer: self.signer().key_id().0.to_vec(),
            issued_at_ms: MONDAY,
        };
        let acts = v1::ActChain {
            counter: self.counter,
            previous,
        };
        (Some(header), Some(acts))
    }

    fn sign<P: Act>(&mut self, payload: &P) -> Document {
        let document = self.signer().sign(payload, None).unwrap();
        self.previous = acts::hash(document.as_bytes()).to_vec();
        document
    }

    /// An activation request with these terms.
    pub fn requests(&mut self, key: &str, seats: u32, lost: &[&str]) -> Document {
        let (header, acts) = self.header();
        let request = v1::ActivationRequest {
            header,
            installation_key: self.key().0.to_vec(),
            acts,
            nonce: vec![7; 16],
            product_key: key.into(),
            seats,
            units: self.units.iter().map(ToString::to_string).collect(),
            lost_licenses: lost.iter().map(ToString::to_string).collect(),
            machine: self.machine.clone(),
        };
        self.sign(&request)
    }

    /// A plain activation request; an empty key: it is read out over the telephone.
    pub fn asks(&mut self, key: &str) -> Document {
        self.requests(key, 0, &[])
    }

    /// A request on the new PC, after another one died.
    pub fn asks_for_lost(&mut self, lost: &[&str]) -> Document {
        self.requests("", 0, lost)
    }

    /// A request to move a broken unit's license.
    pub fn transfers(
        &mut self,
        license: &str,
        old: &str,
        new: &str,
        replaced_at_ms: i64,
    ) -> Document {
        let (header, acts) = self.header();
        let request = v1::TransferRequest {
            header,
            installation_key: self.key().0.to_vec(),
            acts,
            nonce: vec![7; 16],
            license_id: license.into(),
            old_unit: old.into(),
            new_unit: new.into(),
            replaced_at_ms,
            units: self.units.iter().map(ToString::to_string).collect(),
        };
        self.sign(&request)
    }

    /// A return of these licenses.
    pub fn returns(&mut self, licenses: &[&str]) -> Document {
        let (header, acts) = self.header();
        let request = v1::LicenseReturn {
            header,
            installation_key: self.key().0.to_vec(),
            acts,
            licenses: licenses.iter().map(ToString::to_string).collect(),
        };
        self.sign(&request)
    }
}

#[cfg(unix)]
pub fn assert_owner_only(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = path.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{}", path.display());
}

#[cfg(not(unix))]
pub fn assert_owner_only(path: &Path) {
    assert!(path.exists(), "{}", path.display());
}
