//! The body: chunks of 64 KiB, each sealed with its number and with a mark on the last one.

use super::header::{self, Key, Lock, Locked};
use super::{Error, FileKey, NONCE_BYTES, TAG_BYTES, derived, random};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::io::{self, BufRead, Read, Write};
use zeroize::{Zeroize, Zeroizing};

/// Plain bytes of each chunk but the last.
const CHUNK_BYTES: usize = 64 * 1024;

/// The key of the chunks, and the number of the next one.
struct Chunks {
    key: LessSafeKey,
    next: u64,
}

impl Chunks {
    fn new(file_key: &[u8; 16], nonce: &[u8; NONCE_BYTES]) -> Result<Self, Error> {
        let key = derived(file_key, nonce, b"payload")?;
        let key = UnboundKey::new(&CHACHA20_POLY1305, &*key)
            .map_err(|_| Error::Key("the cipher takes no such key".into()))?;
        Ok(Self {
            key: LessSafeKey::new(key),
            next: 0,
        })
    }

    /// Eleven bytes of number and one that marks the last chunk, so no nonce comes twice.
    fn nonce(&mut self, is_last: bool) -> Nonce {
        let mut nonce = [0; NONCE_LEN];
        nonce[3..11].copy_from_slice(&self.next.to_be_bytes());
        nonce[11] = u8::from(is_last);
        self.next += 1;
        Nonce::assume_unique_for_key(nonce)
    }
}

/// Encrypts what is written to it and writes it on. [`Sealer::finish`] marks the end.
pub(in crate::backup) struct Sealer<W> {
    to: W,
    /// By which what was written can be read back before it is forgotten.
    file_key: FileKey,
    chunks: Chunks,
    /// The plain bytes of at most one chunk, which may still become the last.
    plain: Zeroizing<Vec<u8>>,
}

impl<W: Write> Sealer<W> {
    /// Writes the header. With a passphrase it takes a second and 256 MiB.
    pub(in crate::backup) fn new(mut to: W, lock: Lock<'_>) -> Result<Self, Error> {
        let file_key = header::write(&mut to, lock)?;
        let nonce = random::<NONCE_BYTES>()?;
        to.write_all(&*nonce)?;
        Ok(Self {
            to,
            chunks: Chunks::new(&file_key, &nonce)?,
            // With space for the tag: a buffer that grows would leave plain bytes behind in memory.
            plain: Zeroizing::new(Vec::with_capacity(CHUNK_BYTES + TAG_BYTES)),
            file_key,
        })
    }

    /// The file's key, to read back what was written.
    pub(in crate::backup) fn file_key(&self) -> FileKey {
        self.file_key.clone()
    }

    /// Seals the last chunk and returns the inner writer.
    pub(in crate::backup) fn finish(mut self) -> Result<W, Error> {
        self.seal(true)?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn seal(&mut self, is_last: bool) -> io::Result<()> {
        let nonce = self.chunks.nonce(is_last);
        self.chunks
            .key
            .seal_in_place_append_tag(nonce, Aad::empty(), &mut *self.plain)
            .map_err(|_| io::Error::other("a chunk could not be encrypted"))?;
        self.to.write_all(&self.plain)?;
        self.plain.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed only when more bytes follow, because then it is not the last.
        if self.plain.len() == CHUNK_BYTES && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK_BYTES - self.plain.len());
        self.plain.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Writes nothing: a chunk that is not full can only be the last one, and that is written at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Decrypts a file. Bytes of a chunk are returned only after its tag was checked.
pub(in crate::backup) struct Opener<R> {
    from: R,
    chunks: Chunks,
    /// The next chunk, read ahead to know whether it is the last.
    sealed: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> Opener<R> {
    /// Tries a key. With a passphrase it takes a second and 256 MiB.
    pub(in crate::backup) fn new(locked: Locked<R>, key: &Key<'_>) -> Result<Self, Error> {
        let (file_key, from) = locked.unlock(key)?;
        Self::behind(&file_key, from)
    }

    /// Opens a file whose key is known, since it was just written.
    pub(in crate::backup) fn knowing(locked: Locked<R>, file_key: &FileKey) -> Result<Self, Error> {
        let from = locked.checked(file_key)?;
        Self::behind(file_key, from)
    }

    fn behind(file_key: &FileKey, mut from: R) -> Result<Self, Error> {
        let mut nonce = [0; NONCE_BYTES];
        from.read_exact(&mut nonce).map_err(cut)?;
        let chunks = Chunks::new(file_key, &nonce)?;
        let sealed = chunk(&mut from)?;
        Ok(Self {
            from,
            chunks,
            sealed,
            plain: Zeroizing::new(Vec::new()),
            given: 0,
            ended: false,
        })
    }

    /// Opens the chunk that was read ahead, and reads the next one.
    fn open(&mut self) -> Result<(), Error> {
        let following = chunk(&mut self.from)?;
        let is_last = following.is_empty();
        let is_first = self.chunks.next == 0;
        let nonce = self.chunks.nonce(is_last);
        let mut sealed = std::mem::replace(&mut self.sealed, following);
        let opened = self
            .chunks
            .key
            .open_in_place(nonce, Aad::empty(), &mut sealed)
            .map_err(|_| Error::Damaged)?
            .len();
        if opened == 0 && !is_first {
            // An empty last chunk is allowed only in an empty file.
            return Err(Error::Damaged);
        }
        sealed.truncate(opened);
        self.plain.zeroize();
        self.plain = Zeroizing::new(sealed);
        self.given = 0;
        self.ended = is_last;
        Ok(())
    }
}

impl<R: BufRead> Read for Opener<R> {
    /// A flaw of the file is returned as an I/O error with an [`Error`] inside.
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.given == self.plain.len() {
            if self.ended {
                return Ok(0);
            }
            self.open().map_err(|error| match error {
                Error::Io(error) => error,
                other => io::Error::new(io::ErrorKind::InvalidData, other),
            })?;
        }
        let left = &self.plain[self.given..];
        let taken = left.len().min(to.len());
        to[..taken].copy_from_slice(&left[..taken]);
        self.given += taken;
        Ok(taken)
    }
}

/// The next chunk, or the bytes that are left; none at the end.
fn chunk(from: &mut impl Read) -> Result<Vec<u8>, Error> {
    let most = CHUNK_BYTES + TAG_BYTES;
    let mut chunk = Vec::with_capacity(most);
    from.take(u64::try_from(most).unwrap_or(u64::MAX))
        .read_to_end(&mut chunk)?;
    Ok(chunk)
}

fn cut(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::Damaged,
        _ => Error::Io(error),
    }
}
