//! The keys by which PCs that were asked before are known again, in a file beside the list.
//!
//! What is remembered is the public key of the certificate: the controller keeps it when it renews its self-signed certificate. One that
//! somebody else signed may come with a new key; then support compares it and has the former one forgotten.

use super::hosts::{self, Address};
use crate::cli::client::Failure;
use crate::texts;
use madoguchi_files::{Readers, beside, read_secret, replace};
use madoguchi_link::pairing::Bytes32;
use madoguchi_plain::hex::{self, Hex};
use madoguchi_texts::same;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// The largest file: many lists' worth of PCs.
const MAX_BYTES: usize = 1 << 20;
const HEAD: &str = "# The keys of the PCs in this list: SHA-256 of each public key. To forget one: madoguchi support collect FILE --forget NAME\n";

/// The keys that are known, and what a run changes of them.
pub(super) struct Servers {
    path: PathBuf,
    known: BTreeMap<String, Bytes32>,
    /// The former keys that a new one may replace.
    forgotten: BTreeMap<String, Bytes32>,
    remembered: BTreeMap<String, Bytes32>,
}

impl Servers {
    /// The keys beside a list; none where there is no file yet.
    ///
    /// # Errors
    /// The file cannot be read, or has a line that is none: nobody is taken for new because of that.
    pub(super) fn read(list: &Path) -> Result<Self, Failure> {
        let path = beside(list, ".known");
        Ok(Self {
            known: keys(&path)?,
            path,
            forgotten: BTreeMap::new(),
            remembered: BTreeMap::new(),
        })
    }

    pub(super) fn key_of(&self, address: &Address) -> Option<Bytes32> {
        self.known.get(&address.to_string()).copied()
    }

    /// Lets a PC be taken for new. Its former key stays in the file until a new one is remembered.
    pub(super) fn forget(&mut self, address: &Address) {
        let address = address.to_string();
        if let Some(former) = self.known.remove(&address) {
            self.forgotten.insert(address, former);
        }
    }

    pub(super) fn remember(&mut self, address: &Address, key: Bytes32) {
        self.remembered.insert(address.to_string(), key);
    }

    /// Writes what this run remembered into the file as it is now, and knows what it says then: another run may have written meanwhile, and its
    /// key of a PC stays.
    ///
    /// # Errors
    /// The file cannot be read any more, or not be written.
    pub(super) fn keep(&mut self) -> Result<(), Failure> {
        if self.remembered.is_empty() {
            return Ok(());
        }
        let mut keys = keys(&self.path)?;
        for (address, key) in &self.remembered {
            let former = self.forgotten.get(address);
            if keys.get(address).is_none_or(|kept| Some(kept) == former) {
                keys.insert(address.clone(), *key);
            }
        }
        let mut content = HEAD.to_owned();
        for (address, key) in &keys {
            let _ = writeln!(content, "{address} {}", Hex(key));
        }
        let new = beside(&self.path, &format!(".new-{}", std::process::id()));
        replace(&self.path, &new, content.as_bytes(), Readers::Owner)
            .map_err(|error| failed("collect-known-unwritable", &self.path, &error))?;
        self.known = keys;
        Ok(())
    }
}

fn keys(path: &Path) -> Result<BTreeMap<String, Bytes32>, Failure> {
    hosts::closed_to_writers(path)?;
    let bytes = match read_secret(path, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(failed("collect-known-unreadable", path, &error)),
    };
    let wrong = |line: usize| {
        let (path, line) = (path.display().to_string(), line.to_string());
        Failure::own("collect-known-wrong", &[("path", &path), ("line", &line)])
    };
    let bytes = bytes.ok_or_else(|| {
        let large = io::ErrorKind::FileTooLarge.into();
        failed("collect-known-unreadable", path, &large)
    })?;
    let text = madoguchi_reading::utf8(&bytes).map_err(|_| wrong(1))?;
    let lines = (1..).zip(text.lines().map(str::trim));
    let said = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let key = |(number, line): (usize, &str)| {
        let (address, key) = line.split_once(' ').ok_or_else(|| wrong(number))?;
        let address = Address::parse(address).ok_or_else(|| wrong(number))?;
        let key = hex::parse(key.trim()).ok_or_else(|| wrong(number))?;
        Ok((address.to_string(), key))
    };
    said.map(key).collect()
}

fn failed(key: &str, path: &Path, error: &io::Error) -> Failure {
    let detail = texts::system_error(error).into();
    Failure::saying(key, &[("path", same(path.display())), ("detail", detail)])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(typed: &str) -> Address {
        Address::parse(typed).unwrap()
    }

    #[test]
    fn a_key_is_known_again_until_it_is_forgotten_and_no_other_run_changes_it() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list.txt");
        let mut first = Servers::read(&list).unwrap();
        let mut other = Servers::read(&list).unwrap();
        assert_eq!(first.key_of(&at("a")), None);
        first.forget(&at("a"));
        first.keep().unwrap();
        assert!(
            !folder.path().join("list.txt.known").exists(),
            "nothing to keep"
        );
        first.remember(&at("a"), [1; 32]);
        first.keep().unwrap();
        other.remember(&at("a"), [9; 32]);
        other.remember(&at("[2001:db8::1]:443"), [2; 32]);
        other.keep().unwrap();
        assert_eq!(
            other.key_of(&at("a")),
            Some([1; 32]),
            "the file's, after all"
        );
        let mut servers = Servers::read(&list).unwrap();
        assert_eq!(servers.key_of(&at("a:7481")), Some([1; 32]));
        assert_eq!(servers.key_of(&at("[2001:db8::1]:443")), Some([2; 32]));
        assert_eq!(servers.key_of(&at("a:443")), None);
        servers.forget(&at("a"));
        assert_eq!(servers.key_of(&at("a")), None);
        servers.keep().unwrap();
        let mut silent = Servers::read(&list).unwrap();
        assert_eq!(
            silent.key_of(&at("a")),
            Some([1; 32]),
            "nobody showed a new one"
        );
        silent.forget(&at("a"));
        servers.remember(&at("a"), [3; 32]);
        servers.keep().unwrap();
        silent.remember(&at("a"), [4; 32]);
        silent.keep().unwrap();
        assert_eq!(silent.key_of(&at("a")), Some([3; 32]), "another run's");
        let again = Servers::read(&list).unwrap();
        assert_eq!(again.key_of(&at("a")), Some([3; 32]));
        assert!(!madoguchi_files::is_open_to_others(&again.path));
    }

    #[test]
    fn a_file_that_is_damaged_makes_nobody_new() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list.txt");
        let path = folder.path().join("list.txt.known");
        for wrong in ["a 00\n", "a\n", "\u{fffd}\0\n", "a:0 00\n"] {
            std::fs::write(&path, format!("# keys\n{wrong}")).unwrap();
            let text = Servers::read(&list).err().unwrap().text;
            assert_eq!(text.code, "collect-known-wrong", "{wrong}");
        }
        std::fs::write(&path, vec![b'#'; MAX_BYTES + 1]).unwrap();
        let text = Servers::read(&list).err().unwrap().text;
        assert_eq!(text.code, "collect-known-unreadable");
        assert!(
            text.en.contains("too large") && text.ja.contains("大きすぎ"),
            "{text:?}"
        );
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        let text = Servers::read(&list).err().unwrap().text;
        assert_eq!(text.code, "collect-known-unreadable");
    }

    #[test]
    fn keys_that_cannot_be_kept_are_told() {
        let mut servers = Servers::read(Path::new("/no/such/folder/list.txt")).unwrap();
        servers.remember(&at("a"), [1; 32]);
        let text = servers.keep().err().unwrap().text;
        assert_eq!(text.code, "collect-known-unwritable");
    }
}
