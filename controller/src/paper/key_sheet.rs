//! The sheet with the key that opens the backups (RULES K1). It is on paper alone, so it has everything that a restore needs.

use super::{Both, CSS, both};
use crate::recipient::Identity;
use askama::Template;
use madoguchi_licensing::codes;
use zeroize::Zeroizing;

/// The characters of a group: what a person reads at a time.
const GROUP: usize = 6;
const STEPS: [&str; 3] = ["step-1", "step-2", "step-3"];
const LINES: [&str; 4] = ["of-clinic", "keep-where", "keep-who", "keep-when"];

/// A sheet as its template has it. It has no Debug, because it is a key.
#[derive(Template)]
#[template(path = "paper-key.html")]
pub(crate) struct KeySheet {
    letters: Zeroizing<String>,
    side: usize,
    path: Zeroizing<String>,
    recipient: String,
    at: String,
}

impl KeySheet {
    /// The sheet of an identity that was made at a time.
    ///
    /// # Errors
    /// Its characters do not fit into a code, which those of an identity do.
    pub(crate) fn of(identity: &Identity, at: String) -> Result<Self, codes::Error> {
        let characters = identity.characters();
        let picture = codes::picture(&characters)?;
        Ok(Self {
            letters: grouped(&characters),
            side: picture.side,
            path: Zeroizing::new(picture.path),
            recipient: identity.recipient().to_string(),
            at,
        })
    }

    fn css(&self) -> &'static str {
        CSS
    }

    fn word(&self, part: &str) -> Both {
        both(&format!("paper-key-{part}"), &[])
    }
}

/// The characters in groups, which are typed with or without their blanks.
fn grouped(characters: &str) -> Zeroizing<String> {
    let mut grouped = Zeroizing::new(String::with_capacity(characters.len() * 2));
    for (at, c) in characters.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            grouped.push(' ');
        }
        grouped.push(c);
    }
    grouped
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_of_a_sheet_are_those_of_the_key() {
        let identity = Identity::new().unwrap();
        let sheet = KeySheet::of(&identity, "2026-11-30 09:05".to_owned()).unwrap();
        let page = sheet.render().unwrap();
        let typed = page.split("translate=\"no\">").nth(1).unwrap();
        let typed = typed.split('<').next().unwrap();
        let read = Identity::parse(typed).unwrap();
        assert_eq!(read.recipient(), identity.recipient());
        for part in [
            "<svg",
            "2026-11-30",
            &identity.recipient().to_string(),
            "署名",
            "signature",
        ] {
            assert!(page.contains(part), "{part}");
        }
        assert!(
            !page.contains("<script") && !page.contains("paper-key"),
            "{page}"
        );
    }
}
