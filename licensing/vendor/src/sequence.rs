//! A signer's next number, in a file: a number may be lost, but is never used twice.

use madoguchi_files::{Lock, Readers, beside};
use std::path::PathBuf;

use crate::files;

/// The file with the next number of one signer.
#[derive(Debug)]
pub struct Sequence {
    path: PathBuf,
}

/// The reason why there is no number.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    File(#[from] files::Error),
    Garbled {
        path: PathBuf,
    },
    Lock {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
}

impl Sequence {
    /// The sequence in the file `path`.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Begins a new signer's sequence with 1.
    ///
    /// # Errors
    /// The file exists or cannot be written.
    pub fn begin(&self) -> Result<(), Error> {
        Ok(files::create(&self.path, b"1\n", Readers::Anybody)?)
    }

    /// Passes the next number to `sign`, and returns the result after the number has been used up durably: so nobody else gets the number
    /// of a document that can be seen. Other processes wait meanwhile.
    ///
    /// # Errors
    /// The number cannot be read or used up; or `sign` failed, which uses no number.
    pub fn with_next<T, E: From<Error>>(
        &self,
        sign: impl FnOnce(u64) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_next_then(sign, |_| Ok(()))
    }

    /// The same, and calls `keep` with the result after the number has been used up and before anybody else gets a number.
    ///
    /// # Errors
    /// As for [`Sequence::with_next`]; or `keep` failed, and the number is used up.
    pub fn with_next_then<T, E: From<Error>>(
        &self,
        sign: impl FnOnce(u64) -> Result<T, E>,
        keep: impl FnOnce(&T) -> Result<(), E>,
    ) -> Result<T, E> {
        let _lock = self.lock()?;
        let number = self.next()?;
        let signed = sign(number)?;
        let after = number.checked_add(1).ok_or_else(|| self.garbled())?;
        files::replace(&self.path, format!("{after}\n").as_bytes()).map_err(Error::from)?;
        keep(&signed)?;
        Ok(signed)
    }

    /// The number of the next document.
    ///
    /// # Errors
    /// The file cannot be read or contains no number.
    pub fn next(&self) -> Result<u64, Error> {
        let text = files::read_text(&self.path)?;
        match text.trim().parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(self.garbled()),
        }
    }

    /// Locks the sequence until the returned lock is dropped or the process has ended.
    fn lock(&self) -> Result<Lock, Error> {
        let path = beside(&self.path, ".lock");
        Lock::wait(&path).map_err(|source| Error::Lock { path, source })
    }

    fn garbled(&self) -> Error {
        Error::Garbled {
            path: self.path.clone(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::path::Path;

    use super::*;

    fn sequence(folder: &Path) -> Sequence {
        Sequence::at(folder.join("sequence"))
    }

    fn take(sequence: &Sequence) -> Result<u64, Error> {
        sequence.with_next(Ok)
    }

    #[test]
    fn numbers_count_up_from_one_across_processes() {
        let folder = tempfile::tempdir().unwrap();
        sequence(folder.path()).begin().unwrap();
        assert_eq!(take(&sequence(folder.path())).unwrap(), 1);
        assert_eq!(take(&sequence(folder.path())).unwrap(), 2);
    }

    #[test]
    fn many_at_once_never_get_the_same_number() {
        let folder = tempfile::tempdir().unwrap();
        sequence(folder.path()).begin().unwrap();
        let mut numbers: Vec<u64> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| take(&sequence(folder.path())).unwrap()))
                .collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        numbers.sort_unstable();
        assert_eq!(numbers, Vec::from_iter(1..=8));
    }

    #[test]
    fn a_document_that_was_refused_uses_up_no_number() {
        let folder = tempfile::tempdir().unwrap();
        let sequence = sequence(folder.path());
        sequence.begin().unwrap();
        let refused = sequence.with_next(|_| Err::<(), _>(sequence.garbled()));
        assert!(refused.is_err());
        assert_eq!(take(&sequence).unwrap(), 1);
    }

    #[test]
    fn a_lost_or_damaged_file_starts_nothing_anew() {
        let folder = tempfile::tempdir().unwrap();
        let sequence = sequence(folder.path());
        assert!(matches!(take(&sequence), Err(Error::File(_))));
        for damaged in ["", "0\n", "twelve", "-1"] {
            std::fs::write(&sequence.path, damaged).unwrap();
            assert!(matches!(take(&sequence), Err(Error::Garbled { .. })));
        }
    }

    #[test]
    fn a_sequence_that_exists_is_not_begun_again() {
        let folder = tempfile::tempdir().unwrap();
        sequence(folder.path()).begin().unwrap();
        assert!(matches!(
            sequence(folder.path()).begin(),
            Err(Error::File(files::Error::Exists { .. }))
        ));
    }
}
