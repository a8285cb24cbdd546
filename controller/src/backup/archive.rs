//! The contents of a backup: parts, each after its length, written and read one at a time.

use madoguchi_proto::v1::BackupPart;
use prost::Message;
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// The largest part: space for several of the largest records, and still little memory.
pub const MAX_PART_BYTES: usize = 1024 * 1024;
/// The most bytes of such a length as a varint.
const MAX_LENGTH_BYTES: usize = 3;

/// Writes one part.
///
/// # Errors
/// The part is larger than any may be, or the system refuses.
pub(super) fn write(to: &mut impl Write, part: &BackupPart) -> io::Result<()> {
    if part.encoded_len() > MAX_PART_BYTES {
        return Err(io::Error::other("a part of the backup is too large"));
    }
    let bytes = Zeroizing::new(part.encode_length_delimited_to_vec());
    to.write_all(&bytes)
}

/// Reads the next part; `None` at the end.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] if it is no part, [`io::ErrorKind::UnexpectedEof`] if it ends in the middle of one.
pub(super) fn read(from: &mut impl Read) -> io::Result<Option<BackupPart>> {
    let Some(length) = length(from)? else {
        return Ok(None);
    };
    if length > MAX_PART_BYTES {
        return Err(invalid("a part is too large"));
    }
    let mut bytes = Zeroizing::new(vec![0; length]);
    from.read_exact(&mut bytes)?;
    BackupPart::decode(bytes.as_slice())
        .map(Some)
        .map_err(|_| invalid("a part cannot be decoded"))
}

fn length(from: &mut impl Read) -> io::Result<Option<usize>> {
    let mut length = 0;
    for place in 0..MAX_LENGTH_BYTES {
        let mut byte = [0];
        match from.read_exact(&mut byte) {
            Err(error) if place == 0 && error.kind() == io::ErrorKind::UnexpectedEof => {
                return Ok(None);
            }
            read => read?,
        }
        length |= usize::from(byte[0] & 0x7f) << (7 * place);
        if byte[0] & 0x80 == 0 {
            return Ok(Some(length));
        }
    }
    Err(invalid("a part is too large"))
}

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_proto::v1::backup_part::Part;
    use madoguchi_proto::v1::{BackupEnd, BackupFile};

    fn file(bytes: usize) -> BackupPart {
        let file = BackupFile {
            name: "authority.key".into(),
            content: vec![7; bytes],
        };
        BackupPart {
            part: Some(Part::File(file)),
        }
    }

    #[test]
    fn parts_come_back_as_they_were_written() {
        let end = BackupPart {
            part: Some(Part::End(BackupEnd { records: 3 })),
        };
        let parts = [file(10), file(100_000), end, BackupPart { part: None }];
        let mut bytes = Vec::new();
        for part in &parts {
            write(&mut bytes, part).unwrap();
        }
        let mut from = bytes.as_slice();
        for part in &parts {
            assert_eq!(read(&mut from).unwrap().as_ref(), Some(part));
        }
        assert_eq!(read(&mut from).unwrap(), None);
    }

    #[test]
    fn what_is_cut_in_the_middle_of_a_part_is_no_end() {
        let mut bytes = Vec::new();
        write(&mut bytes, &file(1_000)).unwrap();
        for length in 1..bytes.len() {
            let error = read(&mut &bytes[..length]).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "{length}");
        }
    }

    #[test]
    fn a_part_beyond_the_bound_is_neither_written_nor_waited_for() {
        assert!(write(&mut Vec::new(), &file(MAX_PART_BYTES)).is_err());
        for endless in [[0xff; 4], [0xff, 0xff, 0x7f, 0]] {
            let error = read(&mut endless.as_slice()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }

    #[test]
    fn a_key_does_not_print_itself() {
        let printed = format!("{:?}", file(3));
        assert!(
            printed.contains("authority.key") && !printed.contains('7'),
            "{printed}"
        );
    }
}
