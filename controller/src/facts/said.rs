//! What went wrong with a look at the PC, in words of both languages: the system and its programs speak English alone.

use super::programs::Error;
use crate::texts::system_error;
use madoguchi_doctor::Word;
use std::io;

/// Why the system refused something.
pub(crate) fn of_system(error: &io::Error) -> Word {
    Word::Text(system_error(error))
}

/// Why a file could not be read.
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
