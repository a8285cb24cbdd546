//! An image's bytes: a header, then its records, then nothing. Integers are little-endian.
//!
//! | bytes of the header | |
//! |---|---|
//! | 0..8 | `MDIMAGE1` |
//! | 8..16, 16..24 | the revision; the maker's clock in milliseconds |
//! | 24..32, 32..40 | how many records there are; how many bytes they take |
//! | 40..44 | CRC-32 of all their bytes |
//! | 44..48, 48..112 | the length of the maker's name; the name in UTF-8, and zeros |
//! | 112..116 | the schema of the records |
//! | 116..120 | CRC-32 of bytes 0..116 |
//!
//! A record is the length of its key (2 bytes), that of its value (4), a CRC-32 over its place among the records (8), these lengths, its
//! key and its value, and then the key and the value.

use super::{
    About, ImageError, MAX_KEY_BYTES, MAX_MADE_BY_BYTES, MAX_RECORDS, MAX_VALUE_BYTES, Unfit,
};
use crate::error::Damage;
use crc32fast::Hasher;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

const MARK: [u8; 8] = *b"MDIMAGE1";
const HEADER: usize = 120;
/// Two lengths and a checksum.
const HEAD: usize = 10;
/// The lengths alone.
const LENGTHS: usize = 6;
const BUFFER: usize = 64 << 10;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) about: About,
    /// The bytes of all records.
    bytes: u64,
    /// Their checksum.
    crc: u32,
}

impl Header {
    pub(super) fn to_bytes(&self) -> [u8; HEADER] {
        let made_by = self.about.made_by.as_bytes();
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(&MARK);
        bytes[8..16].copy_from_slice(&self.about.revision.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.about.at.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.about.records.to_le_bytes());
        bytes[32..40].copy_from_slice(&self.bytes.to_le_bytes());
        bytes[40..44].copy_from_slice(&self.crc.to_le_bytes());
        // Within its bound, which is looked at before an image is begun.
        bytes[44..48].copy_from_slice(&(made_by.len() as u32).to_le_bytes());
        bytes[48..48 + made_by.len()].copy_from_slice(made_by);
        bytes[112..116].copy_from_slice(&self.about.schema.to_le_bytes());
        let crc = crc32fast::hash(&bytes[..116]);
        bytes[116..].copy_from_slice(&crc.to_le_bytes());
        bytes
    }

    /// The header of the image of a revision.
    fn of(bytes: &[u8; HEADER], revision: u64) -> Result<Self, Damage> {
        if bytes[..8] != MARK {
            return Err(Damage::Kind);
        }
        if u32::from_le_bytes(part(bytes, 116)) != crc32fast::hash(&bytes[..116]) {
            return Err(Damage::Checksum);
        }
        let length = u32::from_le_bytes(part(bytes, 44)) as usize;
        let records = u64::from_le_bytes(part(bytes, 24));
        if length > MAX_MADE_BY_BYTES || records > MAX_RECORDS {
            return Err(Damage::Length);
        }
        let about = About {
            revision: u64::from_le_bytes(part(bytes, 8)),
            made_by: String::from_utf8_lossy(&bytes[48..48 + length]).into_owned(),
            at: i64::from_le_bytes(part(bytes, 16)),
            schema: u32::from_le_bytes(part(bytes, 112)),
            records,
        };
        match about.revision == revision {
            true => Ok(Self {
                about,
                bytes: u64::from_le_bytes(part(bytes, 32)),
                crc: u32::from_le_bytes(part(bytes, 40)),
            }),
            false => Err(Damage::Kind),
        }
    }
}

/// The bytes from a place on.
fn part<const N: usize>(bytes: &[u8], from: usize) -> [u8; N] {
    let mut part = [0; N];
    part.copy_from_slice(&bytes[from..from + N]);
    part
}

/// What goes before a record.
fn head(place: u64, key: &[u8], value: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    // Both within their bounds.
    head[..2].copy_from_slice(&(key.len() as u16).to_le_bytes());
    head[2..6].copy_from_slice(&(value.len() as u32).to_le_bytes());
    let mut crc = Hasher::new();
    for part in [&place.to_le_bytes()[..], &head[..LENGTHS], key, value] {
        crc.update(part);
    }
    head[LENGTHS..].copy_from_slice(&crc.finalize().to_le_bytes());
    head
}

/// What has gone by of an image's records.
#[derive(Debug, Default)]
struct Passed {
    records: u64,
    bytes: u64,
    crc: Hasher,
    /// The newest key.
    key: Option<Vec<u8>>,
}

impl Passed {
    fn may_follow(&self, key: &[u8]) -> bool {
        self.key.as_deref().is_none_or(|before| before < key)
    }

    fn pass(&mut self, head: &[u8; HEAD], key: &[u8], value: &[u8]) {
        for part in [&head[..], key, value] {
            self.crc.update(part);
            self.bytes += part.len() as u64;
        }
        self.records += 1;
        let last = self.key.get_or_insert_default();
        last.clear();
        last.extend_from_slice(key);
    }
}

#[derive(Debug)]
pub(super) struct Writer<'a> {
    file: BufWriter<&'a File>,
    passed: Passed,
}

impl<'a> Writer<'a> {
    /// Begins an image with room for its header.
    pub(super) fn new(file: &'a File) -> io::Result<Self> {
        let mut file = BufWriter::with_capacity(BUFFER, file);
        file.write_all(&[0; HEADER])?;
        let passed = Passed::default();
        Ok(Self { file, passed })
    }

    /// Whether a record is within the bounds and comes behind the one before.
    pub(super) fn may_take(&self, key: &[u8], value: &[u8]) -> Result<(), Unfit> {
        if key.len() > MAX_KEY_BYTES {
            Err(Unfit::Key)
        } else if value.len() > MAX_VALUE_BYTES {
            Err(Unfit::Value)
        } else if self.passed.records == MAX_RECORDS {
            Err(Unfit::Records)
        } else if !self.passed.may_follow(key) {
            Err(Unfit::Order)
        } else {
            Ok(())
        }
    }

    pub(super) fn take(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        let head = head(self.passed.records, key, value);
        self.passed.pass(&head, key, value);
        self.file.write_all(&head)?;
        self.file.write_all(key)?;
        self.file.write_all(value)
    }

    /// The header that belongs before what was written.
    pub(super) fn end(mut self, mut about: About) -> io::Result<Header> {
        self.file.flush()?;
        about.records = self.passed.records;
        Ok(Header {
            about,
            bytes: self.passed.bytes,
            crc: self.passed.crc.finalize(),
        })
    }
}

/// A key and its value.
type Pair<'a> = (&'a [u8], &'a [u8]);

#[derive(Debug)]
pub(super) struct Reader {
    pub(super) header: Header,
    path: PathBuf,
    file: BufReader<File>,
    passed: Passed,
    key: Vec<u8>,
    value: Vec<u8>,
}

impl Reader {
    /// Opens the image of a revision, and reads its header.
    pub(super) fn open(path: &Path, revision: u64) -> Result<Self, ImageError> {
        let failed = |source| ImageError::Io {
            path: path.to_owned(),
            doing: "open",
            source,
        };
        let mut file = BufReader::with_capacity(BUFFER, File::open(path).map_err(failed)?);
        let mut bytes = [0; HEADER];
        fill(&mut file, &mut bytes)
            .and_then(|()| Ok(Header::of(&bytes, revision)?))
            .map_err(|flaw| flaw.at(path, 0))
            .map(|header| Self {
                header,
                path: path.to_owned(),
                file,
                passed: Passed::default(),
                key: Vec::new(),
                value: Vec::new(),
            })
    }

    /// The next record; `None` behind the last one, where everything fits the header.
    pub(super) fn next(&mut self) -> Result<Option<Pair<'_>>, ImageError> {
        let at = HEADER as u64 + self.passed.bytes;
        let read = match self.passed.records == self.header.about.records {
            true => self.end().map(|()| false),
            false => self.record().map(|()| true),
        };
        let is_record = read.map_err(|flaw| flaw.at(&self.path, at))?;
        Ok(is_record.then_some((&self.key[..], &self.value[..])))
    }

    fn record(&mut self) -> Result<(), Flaw> {
        let mut told = [0; HEAD];
        fill(&mut self.file, &mut told)?;
        let key = usize::from(u16::from_le_bytes(part(&told, 0)));
        let value = u32::from_le_bytes(part(&told, 2)) as usize;
        if key > MAX_KEY_BYTES || value > MAX_VALUE_BYTES {
            return Err(Damage::Length.into());
        }
        self.key.resize(key, 0);
        self.value.resize(value, 0);
        fill(&mut self.file, &mut self.key)?;
        fill(&mut self.file, &mut self.value)?;
        if told != head(self.passed.records, &self.key, &self.value) {
            return Err(Damage::Checksum.into());
        }
        if !self.passed.may_follow(&self.key) {
            return Err(Damage::Order.into());
        }
        self.passed.pass(&told, &self.key, &self.value);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Flaw> {
        if !self.file.fill_buf()?.is_empty() {
            return Err(Damage::Long.into());
        }
        let fits = self.passed.bytes == self.header.bytes
            && self.passed.crc.clone().finalize() == self.header.crc;
        match fits {
            true => Ok(()),
            false => Err(Damage::Checksum.into()),
        }
    }
}

/// Reads exactly so much.
fn fill(file: &mut BufReader<File>, piece: &mut [u8]) -> Result<(), Flaw> {
    file.read_exact(piece).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Damage::Short.into(),
        _ => error.into(),
    })
}

/// What was wrong, before it is said of which file.
enum Flaw {
    Damage(Damage),
    Io(io::Error),
}

impl From<Damage> for Flaw {
    fn from(damage: Damage) -> Self {
        Self::Damage(damage)
    }
}

impl From<io::Error> for Flaw {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Flaw {
    fn at(self, path: &Path, at: u64) -> ImageError {
        match self {
            Self::Damage(what) => ImageError::Damaged {
                file: path.to_owned(),
                at,
                what,
            },
            Self::Io(source) => ImageError::Io {
                path: path.to_owned(),
                doing: "read",
                source,
            },
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn more_records_than_an_image_has_are_neither_written_nor_read() {
        let file = tempfile::tempfile().unwrap();
        let mut writer = Writer::new(&file).unwrap();
        writer.passed.records = MAX_RECORDS - 1;
        writer.take(b"a", b"").unwrap();
        assert_eq!(writer.may_take(b"b", b""), Err(Unfit::Records));
        let about = About {
            revision: 1,
            made_by: String::new(),
            at: 0,
            schema: 0,
            records: 0,
        };
        let mut header = writer.end(about).unwrap();
        assert_eq!(Header::of(&header.to_bytes(), 1).unwrap(), header);
        header.about.records += 1;
        assert_eq!(Header::of(&header.to_bytes(), 1), Err(Damage::Length));
    }
}
