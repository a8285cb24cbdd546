//! Reads the newest lines back, for whoever asks for them.

use super::files;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The newest lines of a log, the oldest of them first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    pub text: String,
    /// Whether older lines of these days were left out for their size.
    pub is_cut: bool,
}

/// The lines of the newest `days` files, at most `most` bytes of them. No files are no lines.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn newest(folder: &Path, days: u16, most: usize) -> io::Result<Lines> {
    let names = match files(folder) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Lines::default()),
        Err(error) => return Err(error),
    };
    let first = names.len().saturating_sub(usize::from(days));
    let (mut parts, mut room, mut is_cut) = (Vec::new(), most, false);
    for name in names[first..].iter().rev() {
        let part = match end_of(&folder.join(name), room) {
            // It went with its day.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other?,
        };
        room -= part.text.len();
        is_cut |= part.is_cut;
        parts.push(part.text);
        if is_cut {
            break;
        }
    }
    parts.reverse();
    Ok(Lines {
        text: parts.concat(),
        is_cut,
    })
}

/// The end of a file, from the beginning of a line.
fn end_of(path: &Path, most: usize) -> io::Result<Lines> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let from = length.saturating_sub(most);
    // From the byte before it, which tells whether a line begins there.
    let (start, is_cut) = (from.saturating_sub(1), from > 0);
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    // The file may grow meanwhile.
    file.take(length - start).read_to_end(&mut bytes)?;
    let begin = match is_cut {
        false => 0,
        true => bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(bytes.len(), |at| at + 1),
    };
    // A line that was torn by a full disk may end within a letter, which grows by its replacement.
    let mut text = String::from_utf8_lossy(&bytes[begin..]).into_owned();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let is_larger = text.len() > most;
    if is_larger {
        let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
    }
    Ok(Lines {
        text,
        is_cut: is_cut || is_larger,
    })
}
