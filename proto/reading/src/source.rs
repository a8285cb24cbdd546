//! Where bytes come from: a file, or standard input, which `-` stands for in every command.

use std::fs::File;
use std::io::{self, BufRead as _, Read};
use std::path::Path;

/// What stands for standard input.
pub const STDIN: &str = "-";

/// The reason why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("it has more than {limit} bytes")]
    TooLarge { limit: usize },
}

/// Whether a FILE stands for standard input.
#[must_use]
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Reads a file, or standard input for `-`: as a whole, and at most `limit` bytes.
///
/// # Errors
/// It cannot be read, or has more.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Unread> {
    if is_stdin(path) {
        bounded(io::stdin().lock(), limit)
    } else {
        bounded(File::open(path)?, limit)
    }
}

fn bounded(source: impl Read, limit: usize) -> Result<Vec<u8>, Unread> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    source.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(Unread::TooLarge { limit });
    }
    Ok(bytes)
}

/// Reads the next line of standard input that is not blank, at most `limit` bytes of it. Empty at the end.
///
/// # Errors
/// It cannot be read, or is longer.
pub fn line_of_stdin(limit: usize) -> Result<Vec<u8>, Unread> {
    line(io::stdin().lock(), limit)
}

fn line(mut source: impl io::BufRead, limit: usize) -> Result<Vec<u8>, Unread> {
    let mut left = limit;
    loop {
        let mut line = Vec::new();
        let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        source.by_ref().take(most).read_until(b'\n', &mut line)?;
        // A line feed of UTF-16 (LE) is two bytes.
        let wide = line.ends_with(b"\n") && line.len() % 2 == 1 && line.contains(&0);
        if wide && source.fill_buf()?.first() == Some(&0) {
            source.consume(1);
            line.push(0);
        }
        if line.len() > left {
            return Err(Unread::TooLarge { limit });
        }
        if line.is_empty() || !crate::is_nothing(&line) {
            return Ok(line);
        }
        left -= line.len();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_read_no_further_than_its_bound() {
        assert_eq!(bounded(&b"abc"[..], 3).unwrap(), b"abc");
        assert!(matches!(
            bounded(io::repeat(b'a'), 3),
            Err(Unread::TooLarge { limit: 3 })
        ));
        assert!(matches!(
            line(&b"abcd"[..], 3),
            Err(Unread::TooLarge { .. })
        ));
    }

    #[test]
    fn lines_come_one_after_the_other_in_either_encoding() {
        let mut text = &b"\r\n one\r\ntwo"[..];
        assert_eq!(line(&mut text, 99).unwrap(), b" one\r\n");
        assert_eq!(line(&mut text, 99).unwrap(), b"two");
        assert_eq!(line(&mut text, 99).unwrap(), b"");
        let wide: Vec<u8> = "\u{feff}one\r\ntwo\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let mut wide = &wide[..];
        for expected in ["one\r\n", "two\r\n"] {
            let line = line(&mut wide, 99).unwrap();
            assert_eq!(crate::decode(&line).unwrap().text, expected);
        }
    }
}
