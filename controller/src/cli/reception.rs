//! `madoguchi identity reception`: the folder with reception's access, for a group to read (RULES X7 to X9).

use super::client::Failure;
use super::output::Output;
use crate::identity::reception::{self, GROUP, NotPrepared, prepare};
use crate::texts::{self, label};
use madoguchi_texts::same;
use serde_json::json;
use std::path::Path;

/// The longest name of a group: Windows has up to 256 letters, with a domain before them.
const MAX_GROUP_BYTES: usize = 512;

/// Makes the folder, or sets its rights again.
pub(crate) fn run(
    data_dir: &Path,
    group: Option<&str>,
    renew: bool,
    output: &Output,
) -> Result<(), Failure> {
    let group = group.unwrap_or(GROUP);
    let data_dir = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    let folder = reception::folder(&data_dir);
    let made = match is_name(group) {
        true => prepare(&data_dir, group, renew),
        false => Err(NotPrepared::Group),
    };
    let kept = made.map_err(|error| failure(&folder, group, &error))?;
    let folder = folder.display().to_string();
    output.answer(
        || json!({ "folder": folder, "group": group, "kept": kept }),
        || said(&folder, group, kept, output.lang),
    )
}

fn said(folder: &str, group: &str, kept: bool, lang: madoguchi_texts::Lang) -> String {
    // On a line of its own, to be copied.
    let add = format!("\n{}", adding(group));
    let args = [("folder", folder), ("group", group), ("add", &add)];
    let made = label(lang, "reception-made", &args);
    let then = match kept {
        true => "reception-kept",
        false => "reception-anew",
    };
    format!("{made}\n{}\n", label(lang, then, &[]))
}

/// The command that takes a user into the group; `USER` stands for him.
fn adding(group: &str) -> String {
    match cfg!(windows) {
        true => format!("net localgroup \"{group}\" USER /add"),
        false => format!("sudo usermod -aG \"{group}\" USER"),
    }
}

/// Whether a text can be a group's name, and nothing that a program of the system takes for something else.
fn is_name(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || " ._-@\\".contains(c);
    text.len() <= MAX_GROUP_BYTES
        && text.starts_with(char::is_alphanumeric)
        && text.chars().all(is_letter)
}

/// Why the folder was not made.
pub(super) fn failure(folder: &Path, group: &str, error: &NotPrepared) -> Failure {
    match error {
        NotPrepared::Group => {
            let make = match cfg!(windows) {
                true => format!("\nnet localgroup \"{group}\" /add"),
                false => format!("\nsudo groupadd --system \"{group}\""),
            };
            Failure::own("reception-no-group", &[("group", group), ("make", &make)])
        }
        NotPrepared::System(source) => Failure::saying(
            "reception-not-made",
            &[
                ("folder", same(folder.display())),
                ("detail", texts::system_error(source).into()),
            ],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_texts::Lang;

    #[test]
    fn a_groups_name_is_no_option_and_nothing_else_that_the_systems_programs_would_read() {
        for name in [GROUP, "受付", "CLINIC\\Reception Desk", "g@clinic.example"] {
            assert!(is_name(name), "{name}");
        }
        let long = "g".repeat(MAX_GROUP_BYTES + 1);
        for wrong in ["", "-R", "/reset", "*S-1-1-0", "a:F", "a\"b", "a\nb", &long] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }

    #[test]
    fn who_makes_the_folder_is_told_whom_it_is_for_and_what_comes_next() {
        for kept in [true, false] {
            let ja = said("/data-reception", GROUP, kept, Lang::Ja);
            let en = said("/data-reception", GROUP, kept, Lang::En);
            for text in [&ja, &en] {
                assert!(text.contains("/data-reception") && text.contains(&adding(GROUP)));
            }
            assert_eq!(en.contains("next start"), !kept, "{en}");
        }
        let folder = Path::new("/data-reception");
        let none = failure(folder, GROUP, &NotPrepared::Group).text;
        assert_eq!(none.code, "reception-no-group");
        assert!(
            none.en.contains("--group") && none.ja.contains(GROUP),
            "{none:?}"
        );
        let full = std::io::ErrorKind::PermissionDenied.into();
        let refused = failure(folder, GROUP, &NotPrepared::System(full)).text;
        assert_eq!(refused.code, "reception-not-made");
        assert!(refused.en.contains("administrator"), "{refused:?}");
    }
}
