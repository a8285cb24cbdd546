//! What went wrong with a look at the PC, in words of both languages: the system and its programs speak English alone.

use super::programs::Error;
use madoguchi_doctor::Word;
use std::io;

/// Why the system refused something.
pub(crate) fn of_system(error: &io::Error) -> Word {
    use io::ErrorKind as K;
    let key = match error.kind() {
        K::NotFound => "doctor-io-not-found",
        K::PermissionDenied => "doctor-io-denied",
        K::ConnectionRefused => "doctor-io-refused",
        K::TimedOut => "doctor-io-timed-out",
        K::AddrInUse => "doctor-io-address-in-use",
        K::AddrNotAvailable => "doctor-io-no-such-address",
        K::NetworkUnreachable | K::HostUnreachable => "doctor-io-unreachable",
        K::NetworkDown => "doctor-io-network-down",
        K::StorageFull | K::QuotaExceeded => "doctor-io-full",
        K::ReadOnlyFilesystem => "doctor-io-read-only",
        _ => {
            // Support looks a number up; what has none is said as it is.
            let code = error.raw_os_error();
            let code = code.map_or_else(|| error.to_string(), |code| code.to_string());
            return Word::Said("doctor-io-other", vec![("code", code.into())]);
        }
    };
    Word::Said(key, Vec::new())
}

/// Why a file could not be read.
pub(super) fn of_file(path: &str, error: &io::Error) -> Word {
    let words = vec![("path", path.into()), ("why", of_system(error))];
    Word::Said("doctor-io-file", words)
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
