//! Consent to an act that takes something away: the same question, the same refusals and the same replies in every program.

use super::{SENTENCES, system_error};
use madoguchi_proto::v1::Text;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

/// The longest reply to a question: a word.
const MAX_REPLY_BYTES: u64 = 64;

/// Whether somebody sits there who can be asked. A program that reads JSON is nobody.
#[must_use]
pub fn can_ask(json: bool) -> bool {
    !json && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Gets consent to an act that takes something away: `taken` says what. `yes` is consent that was given before. Who cannot be asked
/// has no other way to give it, so that no script takes away what nobody has seen. `tell` shows a sentence beside the answer.
///
/// # Errors
/// There was no consent; then nothing may be changed.
pub fn agree(yes: bool, can_ask: bool, taken: &Text, tell: impl Fn(&Text)) -> Result<(), Text> {
    if yes {
        return Ok(());
    }
    if !can_ask {
        return Err(needs_yes(taken));
    }
    tell(taken);
    tell(&SENTENCES.text("ask", &[]));
    match typed_reply()? {
        Reply::Yes => Ok(()),
        // What is neither yes nor no is a no.
        Reply::No | Reply::Neither => Err(not_agreed()),
    }
}

fn needs_yes(taken: &Text) -> Text {
    let values = [("taken", taken.clone().into())];
    SENTENCES.sentence("needs-yes", "needs-yes", &values)
}

/// The refusal of an act to which nobody agreed.
#[must_use]
pub fn not_agreed() -> Text {
    SENTENCES.text("not-agreed", &[])
}

fn typed_reply() -> Result<Reply, Text> {
    let mut line = String::new();
    let mut stdin = io::stdin().lock().take(MAX_REPLY_BYTES);
    match stdin.read_line(&mut line) {
        Ok(_) => Ok(reply(&line)),
        Err(error) => Err(no_reply(&error)),
    }
}

fn no_reply(error: &io::Error) -> Text {
    let detail = [("detail", system_error(error).into())];
    SENTENCES.sentence("cli-no-reply", "cli-no-reply", &detail)
}

/// A typed reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Yes,
    No,
    Neither,
}

/// Reads a reply as it is typed, with a Japanese keyboard, too.
#[must_use]
pub fn reply(line: &str) -> Reply {
    let line = madoguchi_reading::plain(line);
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" | "はい" => Reply::Yes,
        "n" | "no" | "いいえ" => Reply::No,
        _ => Reply::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken() -> Text {
        Text {
            code: "taken-all".to_owned(),
            ja: "3 件が終わります。".to_owned(),
            en: "3 of them end.".to_owned(),
        }
    }

    #[test]
    fn only_a_clear_yes_is_one() {
        for yes in ["y\n", "Yes\r\n", " はい\n", "YES", "ｙｅｓ\n"] {
            assert_eq!(reply(yes), Reply::Yes, "{yes:?}");
        }
        for no in ["n\n", "No", "いいえ\r\n"] {
            assert_eq!(reply(no), Reply::No, "{no:?}");
        }
        for neither in ["", "\n", "yes please\n", "はいいいえ\n"] {
            assert_eq!(reply(neither), Reply::Neither, "{neither:?}");
        }
    }

    #[test]
    fn who_cannot_be_asked_is_told_what_would_be_taken_and_how_to_agree() {
        let nobody = |_: &Text| panic!("nobody sits there");
        assert_eq!(agree(true, false, &taken(), nobody), Ok(()));
        let refused = agree(false, false, &taken(), nobody).unwrap_err();
        assert_eq!(refused.code, "needs-yes");
        assert!(refused.ja.starts_with("3 件が終わります。") && refused.ja.contains("--yes"));
        assert!(refused.en.starts_with("3 of them end.") && refused.en.contains("--yes"));
    }

    #[test]
    fn a_reply_that_cannot_be_read_changes_nothing_and_says_so() {
        let closed = no_reply(&io::Error::other("closed"));
        assert_eq!(closed.code, "cli-no-reply");
        assert!(closed.ja.contains("何も変えていません"), "{closed:?}");
        assert!(closed.en.contains("Nothing was changed"), "{closed:?}");
    }
}
