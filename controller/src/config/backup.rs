//! The section `[backup]`: a folder that gets a backup each night and at the day's end. Without it none is made by itself; with a folder alone,
//! as the installer writes it, none until there is a recipient, and that is said (RULES K5).
//!
//! ```toml
//! [backup]
//! folder = "E:/madoguchi"   # a stick, a share or a second disk
//! recipient = "age1…"       # "madoguchi backup-key" makes it, and prints the key that opens the backups
//! at = "02:30"              # or "never": then at the day's end alone
//! ```

use super::fields::Fields;
use super::mistake::Wrong;
use crate::recipient::{NotAKey, Recipient};
use std::path::{Path, PathBuf};

/// When the night's backup is made, in minutes after midnight: before the day usually ends by itself, and while nobody waits.
const AT_MINUTE: i64 = 150;

/// Where backups go, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub folder: PathBuf,
    /// `None` where no key was made yet.
    pub recipient: Option<Recipient>,
    /// In minutes after midnight; `None` for at the day's end alone.
    pub at_minute: Option<i64>,
}

/// Reads the section. A relative path is relative to `base`, the configuration's own folder.
pub(super) fn read(fields: &mut Fields, base: &Path) -> Option<Backup> {
    let folder = fields.text("backup.folder");
    let recipient = fields.text("backup.recipient");
    let at = fields.time_of_day_or_never("backup.at");
    let recipient = recipient.map(|text| recipient_of(fields, &text));
    let Some(folder) = folder else {
        let there = recipient.is_some() || at.is_some();
        let is_wrong = fields.is_wrong("backup.folder") || fields.is_wrong("backup.recipient");
        // Another field in the section is told as the one that was meant.
        if (there || fields.left_in("backup") == Some(0)) && !is_wrong {
            fields.wrong("backup.folder", Wrong::NoBackup);
        }
        return None;
    };
    Some(Backup {
        folder: super::folder::whole(&base.join(folder)),
        // One that is wrong is a mistake already, and then nothing starts.
        recipient: recipient.flatten(),
        at_minute: at.unwrap_or(Some(AT_MINUTE)),
    })
}

fn recipient_of(fields: &mut Fields, text: &str) -> Option<Recipient> {
    match Recipient::parse(text) {
        Ok(recipient) => Some(recipient),
        Err(NotAKey::Other) => {
            // The secret is not said again.
            fields.wrong("backup.recipient", Wrong::Identity);
            None
        }
        Err(NotAKey::Mistyped | NotAKey::Nothing) => {
            fields.wrong("backup.recipient", Wrong::Recipient);
            None
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::{Config, Mistakes};
    use super::*;
    use crate::recipient::Identity;

    fn parse(text: &str) -> Result<Option<Backup>, Mistakes> {
        let config = Config::parse(text, Path::new("/etc/madoguchi"));
        config.map(|config| config.backup)
    }

    #[test]
    fn no_backup_is_made_by_itself_unless_the_configuration_says_where_and_for_whom() {
        assert_eq!(parse(""), Ok(None));
        let recipient = Identity::new().unwrap().recipient();
        let section = format!("[backup]\nfolder = \"usb\"\nrecipient = \"{recipient}\"");
        let usual = parse(&section).unwrap().unwrap();
        assert_eq!(usual.folder, Path::new("/etc/madoguchi/usb"));
        assert_eq!(
            (usual.recipient, usual.at_minute),
            (Some(recipient), Some(150))
        );
        // As the installer writes it, before a key was made.
        let keyless = parse("[backup]\nfolder = \"usb\"").unwrap().unwrap();
        assert_eq!(keyless.recipient, None);
        let never = parse(&format!("{section}\nat = \"never\"")).unwrap();
        assert_eq!(never.unwrap().at_minute, None);
        let evening = parse(&format!("{section}\nat = \"19:30\"")).unwrap();
        assert_eq!(evening.unwrap().at_minute, Some(19 * 60 + 30));
    }

    #[test]
    fn what_is_missing_or_no_recipient_is_told_and_a_secret_is_not_said_again() {
        let identity = Identity::new().unwrap();
        let recipient = identity.recipient().to_string();
        let secret = identity.characters();
        let cut = &recipient[..50];
        for (text, field, code) in [
            (
                "[backup]".to_owned(),
                "backup.folder",
                "config-backup-needs",
            ),
            (
                "backup.at = \"01:00\"".to_owned(),
                "backup.folder",
                "config-backup-needs",
            ),
            (
                format!("backup.recipient = \"{recipient}\""),
                "backup.folder",
                "config-backup-needs",
            ),
            (
                format!("backup = {{ folder = \"x\", recipient = \"{cut}\" }}"),
                "backup.recipient",
                "config-backup-recipient",
            ),
            (
                format!("backup = {{ folder = \"x\", recipient = \"{}\" }}", *secret),
                "backup.recipient",
                "config-backup-secret",
            ),
            (
                format!(
                    "backup = {{ folder = \"x\", recipient = \"{recipient}\", at = \"night\" }}"
                ),
                "backup.at",
                "config-time-of-day",
            ),
        ] {
            let mistakes = parse(&text).expect_err(&text).0;
            let told: Vec<_> = mistakes
                .iter()
                .map(|mistake| (mistake.field.as_str(), mistake.text().code))
                .collect();
            assert_eq!(told, [(field, code.to_owned())], "{text}");
            let said = mistakes[0].text();
            assert!(!said.en.contains(&secret[16..]) && !said.ja.contains(&secret[16..]));
        }
    }
}
