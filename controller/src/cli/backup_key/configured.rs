//! A key's recipient in the configuration, as `backup-key --config FILE` puts it there: with the folder that is in it, or that is named now.
//! All else in the file stays as it is.

use crate::cli::client::Failure;
use crate::config::Config;
use crate::folder::overlap;
use crate::recipient::Recipient;
use crate::texts::system_error;
use madoguchi_files::{Readers, above, beside, move_to, write_new};
use madoguchi_texts::same;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, Table, value};

/// What the new file is called until it has its name.
const NEW: &str = ".new";

/// A configuration that is ready to take a recipient.
pub(super) struct Place<'a> {
    file: &'a Path,
    /// Where backups go: configured before, or named now.
    pub folder: PathBuf,
    /// Whether the folder is to be written, too.
    is_named_now: bool,
}

impl<'a> Place<'a> {
    /// Looks whether a recipient can stand in this configuration, before there is a key.
    pub(super) fn of(
        file: &'a Path,
        config: &Config,
        named: Option<&Path>,
        data_dir: &Path,
    ) -> Result<Self, Failure> {
        let path = ("path", same(file.display()));
        let configured = config.backup.as_ref();
        if configured.is_some_and(|backup| backup.recipient.is_some()) {
            return Err(Failure::saying("backup-key-there", &[path]));
        }
        let (folder, is_named_now) = match (configured, named) {
            (None, None) => return Err(Failure::saying("backup-key-no-folder", &[path])),
            (Some(backup), None) => (backup.folder.clone(), false),
            (_, Some(named)) => {
                let whole = std::path::absolute(named);
                (whole.unwrap_or_else(|_| named.to_owned()), true)
            }
        };
        let shown = ("folder", same(folder.display()));
        // A folder that was configured before may be away now: a stick.
        if is_named_now && !folder.is_dir() {
            return Err(Failure::saying("backup-key-folder-away", &[shown]));
        }
        if overlap(&folder, data_dir) {
            return Err(Failure::saying("backup-key-folder-inside", &[shown]));
        }
        Ok(Self {
            file,
            folder,
            is_named_now,
        })
    }

    /// Writes the recipient, in one durable step.
    pub(super) fn take(&self, recipient: &Recipient) -> Result<(), Failure> {
        self.written(recipient).map_err(|error| {
            let path = ("path", same(self.file.display()));
            let detail = ("detail", system_error(&error).into());
            Failure::saying("backup-key-config-unwritable", &[path, detail])
        })
    }

    fn written(&self, recipient: &Recipient) -> io::Result<()> {
        // What a link leads to is the configuration, and the link stays.
        let file = fs::canonicalize(self.file)?;
        let folder = self.is_named_now.then_some(self.folder.as_path());
        let text = changed(&fs::read_to_string(&file)?, folder, recipient)?;
        let read = Config::parse(&text, above(&file));
        read.map_err(|mistakes| io::Error::other(mistakes.to_string()))?;
        let new = beside(&file, NEW);
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        write_new(&new, text.as_bytes(), Readers::Owner)?;
        let done = same_readers(&new, &fs::metadata(&file)?).and_then(|()| move_to(&new, &file));
        done.inspect_err(|_| {
            // The first error says more.
            let _ = fs::remove_file(&new);
        })
    }
}

/// The configuration's text with both, its other lines as they were.
fn changed(text: &str, folder: Option<&Path>, recipient: &Recipient) -> io::Result<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut document: DocumentMut = text.parse().map_err(io::Error::other)?;
    let backup = document
        .entry("backup")
        .or_insert(Item::Table(Table::new()));
    let Some(backup) = backup.as_table_like_mut() else {
        return Err(io::Error::other("backup is no section"));
    };
    if let Some(folder) = folder {
        // A path that is no text was refused as an argument.
        backup.insert("folder", value(folder.display().to_string()));
    }
    backup.insert("recipient", value(recipient.to_string()));
    let written = document.to_string();
    // Notepad's line ends stay one kind.
    Ok(match text.contains("\r\n") {
        true => written.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => written,
    })
}

/// Whoever may read the former file may read the new one: the service's user may be another than who runs this.
#[cfg(unix)]
fn same_readers(new: &Path, former: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    chown(new, Some(former.uid()), Some(former.gid()))?;
    fs::set_permissions(new, former.permissions())
}

/// The folder gives its rights to what is made in it.
#[cfg(not(unix))]
fn same_readers(_new: &Path, _former: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recipient::Identity;

    fn config(text: &str) -> Config {
        Config::parse(text, Path::new("/etc/madoguchi")).unwrap()
    }

    #[test]
    fn the_lines_of_a_person_stay_and_the_recipient_is_read_as_it_was_written() {
        let recipient = Identity::new().unwrap().recipient();
        let named = Path::new(r"E:\控え\it's");
        for (text, folder) in [
            ("", Some(named)),
            ("# ours\npolicy = \"usb\"\n\n[day]\n", Some(named)),
            (
                "[backup]\nfolder = \"usb\" # the blue stick\nat = \"never\"\n\n[day]\n",
                None,
            ),
            ("backup.folder = \"usb\"\n", None),
            ("backup = { folder = \"usb\" }\n", None),
            (
                "\u{feff}# of Notepad\r\n[backup]\r\nfolder = \"usb\"\r\n",
                None,
            ),
        ] {
            let new = changed(text, folder, &recipient).unwrap();
            let backup = config(&new).backup.unwrap();
            assert_eq!(backup.recipient, Some(recipient), "{new}");
            let expected = folder.unwrap_or(Path::new("usb"));
            assert!(backup.folder.ends_with(expected), "{new}");
            for line in text.trim_start_matches('\u{feff}').lines() {
                assert!(new.contains(line.trim_end_matches(" }")), "{line}: {new}");
            }
            let ends = new.matches('\n').count();
            let of_notepad = if text.contains('\r') { ends } else { 0 };
            assert_eq!(new.matches("\r\n").count(), of_notepad, "{new:?}");
        }
    }
}
