//! Writes a bundle, an entry after the other, each within its share of the file.

use crate::entry::{Entry, Limit};
use crate::manifest::{self, Cause, LeftOut, Listed, Manifest};
use crate::{FREE_BYTES, MAX_FILE_BYTES, is_bounded, seal};
use madoguchi_plain::hex::Hex;
use sha2::{Digest, Sha256};
use std::io::{self, Cursor, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The reason why no bundle came of it.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("an entry cannot be packed")]
    Pack(#[source] zip::result::ZipError),
    #[error("an entry cannot be written")]
    Write(#[source] io::Error),
    #[error("the manifest cannot be written as JSON")]
    Manifest(#[source] serde_json::Error),
    #[error("the entries take more than a bundle may have")]
    TooLarge,
}

/// A bundle that is not complete yet, in memory: it has at most [`MAX_FILE_BYTES`].
pub struct Writer {
    zip: ZipWriter<Counted>,
    /// How many packed bytes there are so far.
    packed: Arc<AtomicU64>,
    manifest: Manifest,
    now: Option<Now>,
}

/// The entry that is written now.
struct Now {
    entry: Entry,
    sum: Sha256,
    plain: u64,
    began: u64,
    limit: Limit,
    is_cut: bool,
}

/// Room that lines leave to what comes after them: the summary, the manifest and the archive's own tables.
const RESERVE: u64 = 2 << 20;
/// Room that the summary leaves to the manifest and to those tables.
const LAST_RESERVE: u64 = 256 << 10;
const MAX: u64 = MAX_FILE_BYTES as u64;

impl Writer {
    /// Begins a bundle of which everything is known but its entries.
    #[must_use]
    pub fn new(manifest: Manifest) -> Self {
        let packed = Arc::new(AtomicU64::new(0));
        Self {
            zip: ZipWriter::new(Counted {
                bytes: Cursor::new(Vec::new()),
                packed: Arc::clone(&packed),
            }),
            packed,
            manifest,
            now: None,
        }
    }

    /// Says that something is not there.
    pub fn leave_out(&mut self, entry: &Entry, cause: Cause) {
        let name = entry.to_string();
        self.manifest.left_out.push(LeftOut { name, cause });
    }

    /// What is not there so far: the summary tells it, so it is written last.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.manifest.left_out
    }

    /// Writes an entry as a whole; one that is too large is left out, which the manifest says.
    ///
    /// # Errors
    pub fn put(&mut self, entry: Entry, content: &[u8]) -> Result<(), WriteError> {
        let plain = u64::try_from(content.len()).unwrap_or(u64::MAX);
        self.end()?;
        if plain > FREE_BYTES || self.packed().saturating_add(plain) > MAX - LAST_RESERVE {
            self.leave_out(&entry, Cause::NoRoom);
            return Ok(());
        }
        self.begin(entry)?;
        self.take(content)?;
        self.end()
    }

    /// Begins an entry of lines.
    ///
    /// # Errors
    pub fn begin(&mut self, entry: Entry) -> Result<(), WriteError> {
        self.end()?;
        self.start(&entry.to_string(), CompressionMethod::Deflated)?;
        self.now = Some(Now {
            limit: entry.limit(),
            entry,
            sum: Sha256::new(),
            plain: 0,
            began: self.packed(),
            is_cut: false,
        });
        Ok(())
    }

    /// Adds a line, the newest first; `false` where the entry's share is used: this line and all older ones are left out.
    ///
    /// # Errors
    pub fn line(&mut self, line: &str) -> Result<bool, WriteError> {
        let Some(now) = &mut self.now else {
            return Ok(false);
        };
        let plain = now
            .plain
            .saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX))
            + 1;
        let whole = self.packed.load(Ordering::Relaxed);
        let packed = whole.saturating_sub(now.began);
        let fits = packed < u64::try_from(now.limit.0).unwrap_or(u64::MAX) && whole < MAX - RESERVE;
        if now.is_cut || !fits || !is_bounded(packed, plain) {
            now.is_cut = true;
            return Ok(false);
        }
        self.take(line.as_bytes())?;
        self.take(b"\n")?;
        Ok(true)
    }

    /// Ends an entry of lines.
    ///
    /// # Errors
    pub fn end(&mut self) -> Result<(), WriteError> {
        let Some(now) = self.now.take() else {
            return Ok(());
        };
        self.manifest.entries.push(Listed {
            name: now.entry.to_string(),
            bytes: now.plain,
            sha256: Hex(&now.sum.finalize()).to_string(),
        });
        // What was left out before for another reason has that one: a log that did not come whole, for example.
        let name = now.entry.to_string();
        if now.is_cut && !self.manifest.left_out.iter().any(|left| left.name == name) {
            self.leave_out(&now.entry, Cause::NoRoom);
        }
        Ok(())
    }

    /// The whole file. `sign` is handed the manifest, and signs [`crate::signed`] of it.
    ///
    /// # Errors
    pub fn finish(mut self, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> Result<Vec<u8>, WriteError> {
        self.end()?;
        let manifest = serde_json::to_vec_pretty(&self.manifest).map_err(WriteError::Manifest)?;
        self.start(manifest::NAME, CompressionMethod::Deflated)?;
        self.zip.write_all(&manifest).map_err(WriteError::Write)?;
        self.start(manifest::SIGNATURE, CompressionMethod::Stored)?;
        let signature = sign(&manifest);
        let digits = Hex(&signature).to_string();
        self.zip
            .write_all(digits.as_bytes())
            .map_err(WriteError::Write)?;
        self.zip
            .set_comment(seal::place())
            .map_err(WriteError::Pack)?;
        let mut archive = self
            .zip
            .finish()
            .map_err(WriteError::Pack)?
            .bytes
            .into_inner();
        seal::close(&mut archive);
        match archive.len() <= MAX_FILE_BYTES {
            true => Ok(archive),
            false => Err(WriteError::TooLarge),
        }
    }

    fn packed(&self) -> u64 {
        self.packed.load(Ordering::Relaxed)
    }

    fn start(&mut self, name: &str, method: CompressionMethod) -> Result<(), WriteError> {
        // Without a time of their own: the manifest has it.
        let options = SimpleFileOptions::default().compression_method(method);
        self.zip.start_file(name, options).map_err(WriteError::Pack)
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        if let Some(now) = &mut self.now {
            now.sum.update(bytes);
            now.plain += u64::try_from(bytes.len()).unwrap_or(0);
            self.zip.write_all(bytes).map_err(WriteError::Write)?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

/// The file, which says how long it is while the archive has it.
struct Counted {
    bytes: Cursor<Vec<u8>>,
    packed: Arc<AtomicU64>,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.bytes.write(bytes)?;
        let length = u64::try_from(self.bytes.get_ref().len()).unwrap_or(u64::MAX);
        self.packed.store(length, Ordering::Relaxed);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}
