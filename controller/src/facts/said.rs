//! What went wrong with a look at the PC, in words of both languages: the system and its programs speak English alone.

use super::programs::Error;
use crate::texts::system_error;
use madoguchi_doctor::Word;
use std::io;

/// Why the system refused something.
pub(crate) fn of_system(error: &io::Error) -> Word {
    Word::Text(system_error(error))
}

/// Why a file could not be read. Only Linux tells of itself in files.
#[cfg(target_os = "linux")]
pub(super) fn of_file(path: &str, error: &io::Error) -> Word {
    let words = vec![("path", path.into()), ("why", of_system(error))];
    Word::Said("doctor-file-unread", words)
}

/// Why a program said nothing of use.
pub(super) fn of_program(error: &Error) -> Word {
    let (key, program, why) = match error {
        Error::Absent(program) => ("doctor-program-absent", program, None),
        Error::Run(program, why) => ("doctor-program-not-run", program, Some(of_system(why))),
        Error::Endless(program) => ("doctor-program-endless", program, None),
        Error::Failed(program, said) => {
            ("doctor-program-failed", program, Some(said.as_str().into()))
        }
    };
    let mut words = vec![("program", program.as_str().into())];
    words.extend(why.map(|why| ("why", why)));
    Word::Said(key, words)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
pub(super) mod tests {
    use super::*;
    use crate::texts::sentence;
    use madoguchi_proto::v1::Text;
    use madoguchi_texts::{Arg, same};

    /// A sentence with its values, as the page has it.
    pub(in crate::facts) fn in_words(word: &Word) -> Text {
        let Word::Said(key, words) = word else {
            panic!("{word:?} is no sentence")
        };
        let arg = |word: &Word| -> Arg {
            match word {
                Word::Same(value) => same(value),
                Word::Text(text) => text.clone().into(),
                other => in_words(other).into(),
            }
        };
        let args: Vec<_> = words
            .iter()
            .map(|(name, word)| (*name, arg(word)))
            .collect();
        sentence(key, key, &args)
    }

    #[test]
    fn a_program_that_says_nothing_of_use_is_named_with_the_reason_in_both_languages() {
        let refused = || io::Error::from(io::ErrorKind::PermissionDenied);
        let program = || "nft".to_owned();
        for (error, words) in [
            (Error::Absent(program()), "nft is not installed"),
            (Error::Run(program(), refused()), "nft cannot be run ("),
            (Error::Endless(program()), "nft did not end"),
            (
                Error::Failed(program(), "no".to_owned()),
                "nft reported \"no\"",
            ),
        ] {
            let text = in_words(&of_program(&error));
            assert!(text.en.starts_with(words), "{text:?}");
            assert!(
                text.ja.starts_with("nft ") && text.ja != text.en,
                "{text:?}"
            );
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_cannot_be_read_is_named_with_the_reason_in_both_languages() {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        let text = in_words(&of_file("/proc/net/route", &refused));
        assert!(text.en.starts_with("/proc/net/route: "), "{text:?}");
        assert_ne!(text.ja, text.en);
    }
}
