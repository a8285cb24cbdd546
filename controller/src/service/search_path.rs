//! The folders in which Windows looks for a command: a person types `madoguchi`, as every text says it.

/// The list with a folder at its end; `None` where it is there.
#[must_use]
pub fn with(list: &str, folder: &str) -> Option<String> {
    let there = list.split(';').any(|one| is(one, folder));
    let list = list.trim_end_matches(';');
    (!there).then(|| match list {
        "" => folder.to_owned(),
        _ => format!("{list};{folder}"),
    })
}

/// The list without a folder; `None` where it is not there.
#[must_use]
pub fn without(list: &str, folder: &str) -> Option<String> {
    let others: Vec<&str> = list.split(';').filter(|one| !is(one, folder)).collect();
    (others.len() < list.split(';').count()).then(|| others.join(";"))
}

/// Whether an entry is this folder: capitals, blanks around it, quotes and a backslash at its end do not count.
fn is(entry: &str, folder: &str) -> bool {
    let plain = |text: &str| {
        let text = text.trim().trim_matches('"');
        text.trim_end_matches(['\\', '/']).to_lowercase()
    };
    plain(entry) == plain(folder)
}

#[cfg(windows)]
mod machine {
    use std::io;
    use std::path::Path;
    use windows_registry::LOCAL_MACHINE;

    /// Where the PC's list is.
    const KEY: &str = r"SYSTEM\CurrentControlSet\Control\Session Manager\Environment";
    const VALUE: &str = "Path";

    /// Adds the folder of a program to the PC's list. Windows that are open keep the list that they have.
    pub fn add(program: &Path) -> io::Result<()> {
        change(program, super::with)
    }

    /// Takes it out again.
    pub fn remove(program: &Path) -> io::Result<()> {
        change(program, super::without)
    }

    fn change(program: &Path, changed: fn(&str, &str) -> Option<String>) -> io::Result<()> {
        let folder = program.parent().and_then(Path::to_str);
        let folder = folder.ok_or(io::ErrorKind::InvalidFilename)?;
        let key = LOCAL_MACHINE.options().read().write().open(KEY)?;
        let list = key.get_string(VALUE)?;
        // As it is written there, with what is to be put in for "%SystemRoot%".
        match changed(&list, folder) {
            Some(list) => Ok(key.set_expand_string(VALUE, list)?),
            None => Ok(()),
        }
    }
}
#[cfg(windows)]
pub use machine::{add, remove};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const FOLDER: &str = r"C:\Program Files\Madoguchi";

    #[test]
    fn a_folder_is_added_once_and_taken_out_again_and_all_others_stay_as_they_are() {
        for list in [
            r"%SystemRoot%\system32;%SystemRoot%",
            r"C:\x;;D:\日本語 フォルダー",
            "",
        ] {
            let added = with(list, FOLDER).unwrap();
            assert!(
                added.starts_with(list) && added.ends_with(FOLDER),
                "{added}"
            );
            assert_eq!(with(&added, FOLDER), None);
            assert_eq!(without(&added, FOLDER).unwrap(), list);
            assert_eq!(without(list, FOLDER), None);
        }
        assert_eq!(with(r"C:\x;", FOLDER).unwrap(), format!(r"C:\x;{FOLDER}"));
    }

    #[test]
    fn an_entry_that_somebody_wrote_otherwise_is_the_same_folder() {
        let list = "C:\\x;\"c:\\program files\\madoguchi\\\"";
        assert_eq!(with(list, FOLDER), None);
        assert_eq!(without(list, FOLDER).unwrap(), r"C:\x");
        let other = r"C:\Program Files\Madoguchi2";
        assert!(with(other, FOLDER).is_some());
    }
}
