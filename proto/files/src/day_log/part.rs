//! Reads a log a part at a time from its newest end, so that nobody holds it whole. What is read are the files of the log, and nothing else.

use super::{ENDING, files};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use time::{Date, Month};

/// The Julian day of 1970-01-01.
const FIRST_DAY: i32 = 2_440_588;

/// A place in the files of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Days since 1970-01-01.
    pub day: u32,
    /// Bytes from the beginning of that day's file.
    pub byte: u64,
}

/// Some bytes of one file, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    pub bytes: Vec<u8>,
    /// Where they begin; `None` where nothing older is there.
    pub from: Option<Mark>,
    /// The older bytes, of the days that were asked for.
    pub older: u64,
}

/// The newest bytes before a place (`None`: at the newest end), at most `most` of them, of the newest `days` files. They may begin and end
/// within a line, and within a letter.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn part(folder: &Path, days: u16, before: Option<Mark>, most: usize) -> io::Result<Part> {
    let days = lengths(folder, days)?;
    let ends = days.iter().filter_map(|(day, length)| match before {
        Some(mark) if *day > mark.day => None,
        Some(mark) if *day == mark.day => Some((*day, mark.byte.min(*length))),
        _ => Some((*day, *length)),
    });
    let mut ends = ends.filter(|(_, end)| *end > 0);
    let Some((day, end)) = ends.next() else {
        return Ok(Part::default());
    };
    let start = end.saturating_sub(u64::try_from(most).unwrap_or(u64::MAX));
    let older = ends.fold(start, |sum, (_, end)| sum.saturating_add(end));
    let mut bytes = Vec::new();
    let mut file = File::open(folder.join(name(day)?))?;
    file.seek(SeekFrom::Start(start))?;
    file.take(end - start).read_to_end(&mut bytes)?;
    Ok(Part {
        bytes,
        from: (older > 0).then_some(Mark { day, byte: start }),
        older,
    })
}

/// The newest days with the lengths of their files, the newest first.
fn lengths(folder: &Path, days: u16) -> io::Result<Vec<(u32, u64)>> {
    let names = match files(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let newest = names.iter().rev().take(usize::from(days));
    let mut found = Vec::new();
    for (day, name) in newest.filter_map(|name| Some((day(name)?, name))) {
        // Without following a link: what is no file of the log is not read. One may go with its day meanwhile.
        match fs::symlink_metadata(folder.join(name)) {
            Ok(about) if about.is_file() => found.push((day, about.len())),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The day of a file's name; `None` for a date that is in no calendar.
fn day(name: &str) -> Option<u32> {
    let mut numbers = name.strip_suffix(ENDING)?.split('-');
    let year = numbers.next()?.parse().ok()?;
    let month = Month::try_from(numbers.next()?.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, numbers.next()?.parse().ok()?).ok()?;
    u32::try_from(date.to_julian_day() - FIRST_DAY).ok()
}

fn name(day: u32) -> io::Result<String> {
    let date = i32::try_from(day)
        .ok()
        .and_then(|day| day.checked_add(FIRST_DAY))
        .and_then(|day| Date::from_julian_day(day).ok());
    let date = date.ok_or(io::ErrorKind::InvalidInput)?;
    Ok(format!("{date}{ENDING}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str, content: &[u8]) {
        fs::write(folder.join(name), content).unwrap();
    }

    /// All parts, put together in the order of time.
    fn whole(folder: &Path, days: u16, most: usize) -> Vec<u8> {
        let (mut before, mut parts, mut older) = (None, Vec::new(), u64::MAX);
        loop {
            let part = part(folder, days, before, most).unwrap();
            assert!(part.bytes.len() <= most && part.older < older);
            older = part.older;
            parts.push(part.bytes);
            before = part.from;
            if before.is_none() {
                parts.reverse();
                return parts.concat();
            }
        }
    }

    #[test]
    fn parts_of_any_size_put_together_are_the_newest_files() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, "2026-11-28.log", b"left out\n");
        write(folder, "2026-11-29.log", "日曜 one\n".as_bytes());
        write(folder, "2026-11-30.log", b"");
        write(folder, "2026-12-01.log", b"two\nthree\n");
        let all = "日曜 one\ntwo\nthree\n".as_bytes();
        for most in [1, 2, 3, 7, 10, 11, 4_096] {
            assert_eq!(whole(folder, 3, most), all, "{most}");
        }
        assert_eq!(whole(folder, 1, 4), b"two\nthree\n");
    }

    #[test]
    fn lines_that_come_meanwhile_change_nothing_of_what_is_older() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        write(folder, "2026-11-29.log", b"one\n");
        write(folder, "2026-11-30.log", b"two\n");
        let newest = part(folder, 2, None, 3).unwrap();
        assert_eq!((&*newest.bytes, newest.older), (&b"wo\n"[..], 5));
        write(folder, "2026-11-30.log", b"two\nthree\n");
        let next = part(folder, 2, newest.from, 100).unwrap();
        assert_eq!((&*next.bytes, next.older), (&b"t"[..], 4));
        let last = part(folder, 2, next.from, 100).unwrap();
        assert_eq!((&*last.bytes, last.from), (&b"one\n"[..], None));
    }

    #[test]
    fn no_place_leads_to_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert_eq!(
            part(&folder.join("none"), 7, None, 9).unwrap(),
            Part::default()
        );
        write(folder, "secret.txt", b"secret");
        write(folder, "2026-99-99.log", b"no day");
        fs::create_dir(folder.join("2026-11-29.log")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.join("secret.txt"), folder.join("2026-11-28.log"))
            .unwrap();
        for day in [0, 20_785, 20_786, u32::MAX] {
            for byte in [0, 3, u64::MAX] {
                let before = Some(Mark { day, byte });
                assert_eq!(part(folder, 400, before, 99).unwrap(), Part::default());
            }
        }
        assert_eq!(
            name(day("2026-11-30.log").unwrap()).unwrap(),
            "2026-11-30.log"
        );
        assert!(name(u32::MAX).is_err());
    }
}
