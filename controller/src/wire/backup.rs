//! A backup that was written.

use super::{BadField, Field};
use madoguchi_fleet::decision::MAX_BACKUP_FILE_CHARS;
use madoguchi_plain::is_name;

/// The name of its file.
///
/// # Errors
/// When the text is not one.
pub fn backup_file_of(text: &str) -> Result<String, BadField> {
    match is_name(text, MAX_BACKUP_FILE_CHARS) {
        true => Ok(text.to_owned()),
        false => Err(Field::BackupFile.malformed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_one_line_that_can_be_seen_within_its_bound() {
        for good in ["b.age", "E:\\控え\\2026-11-30.age", &"長".repeat(260)] {
            assert_eq!(backup_file_of(good).as_deref(), Ok(good));
        }
        for bad in ["", " ", "a\nb", "a\u{202e}b", &"長".repeat(261)] {
            assert_eq!(backup_file_of(bad), Err(Field::BackupFile.malformed()));
        }
    }
}
