//! Calls into sled, which panics on damaged files and failing disks, and whose messages are for its own developers.

use std::any::Any;
use std::cell::Cell;
use std::io;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::thread;

thread_local! {
    /// Whether this thread is inside a call of sled.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// The beginning of the names of sled's threads.
const ITS_THREADS: &str = "sled";

/// sled panicked. It is not used any more after that.
#[derive(Debug, thiserror::Error)]
#[error("a page of it makes no sense")]
pub(super) struct Panicked;

/// Calls sled. A panic becomes an error: it goes no further, and its text is not printed.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    keep_panics_quiet();
    let before = INSIDE.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(before);
    done.map_err(|panic| {
        tracing::debug!(panic = words(&*panic), "sled panicked");
        Panicked
    })
}

/// The system's error inside an error of sled; `None` if sled found something wrong by itself, which is logged at debug level. sled copies
/// errors of its writing thread as their Debug text.
pub(super) fn of_the_system(error: &::sled::Error) -> Option<io::Error> {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    tracing::debug!(%error, "sled failed");
    let ::sled::Error::Io(io) = error else {
        return None;
    };
    let text = io.to_string();
    let copied = || {
        let (_, code) = text.split_once("Os { code: ")?;
        code.split(',').next()?.parse().ok()
    };
    if let Some(code) = io.raw_os_error().or_else(copied) {
        return Some(io::Error::from_raw_os_error(code));
    }
    let its_own = [Other, UnexpectedEof, InvalidData, InvalidInput].contains(&io.kind());
    (!its_own).then(|| io.kind().into())
}

/// An error of sled as an error of the system.
pub(super) fn as_io(error: &::sled::Error) -> io::Error {
    of_the_system(error).unwrap_or_else(|| io::Error::other("the database failed"))
}

/// Whether an error of the system says that it does not give back what was written: an area of the disk is bad.
pub(super) fn is_of_the_disk(error: &io::Error) -> bool {
    let code = error.raw_os_error();
    code.is_some_and(|code| BAD_AREA.contains(&code))
}

/// What a bad area of a disk is called.
#[cfg(windows)]
const BAD_AREA: [i32; 7] = [
    23,   // ERROR_CRC
    27,   // ERROR_SECTOR_NOT_FOUND
    30,   // ERROR_READ_FAULT
    483,  // ERROR_DEVICE_HARDWARE_ERROR
    1117, // ERROR_IO_DEVICE
    1392, // ERROR_FILE_CORRUPT
    1393, // ERROR_DISK_CORRUPT
];
#[cfg(not(windows))]
const BAD_AREA: [i32; 5] = [
    5,   // EIO
    61,  // ENODATA: a medium's error, as Linux' block layer tells it
    74,  // EBADMSG: a checksum of the file system
    84,  // EILSEQ: a checksum of the block layer
    117, // EUCLEAN: the file system's own structure
];

/// Installs a hook that prints no panics inside sled, and all others as before.
fn keep_panics_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let its_own = thread::current()
                .name()
                .is_some_and(|name| name.starts_with(ITS_THREADS));
            if !its_own && !INSIDE.get() {
                usual(panic);
            }
        }));
    });
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_said_is_kept_and_what_sled_says_is_not() {
        let full = || io::Error::from_raw_os_error(28);
        let error = ::sled::Error::Io(full());
        for error in [&error, &error.clone()] {
            let of_it = of_the_system(error).unwrap();
            assert_eq!(of_it.to_string(), full().to_string());
        }
        let its_own = ::sled::Error::Io(io::Error::other("no segments remaining"));
        assert!(of_the_system(&its_own).is_none());
        assert!(of_the_system(&::sled::Error::Unsupported("use export".into())).is_none());
        assert_eq!(as_io(&its_own).to_string(), "the database failed");
    }

    #[test]
    fn a_bad_area_of_the_disk_is_told_from_what_another_database_would_meet_too() {
        let (bad, other) = match cfg!(windows) {
            true => ([23, 27, 30, 1117], [5, 32, 112]),
            false => ([5, 61, 74, 117], [13, 28, 30]),
        };
        for code in bad {
            let error = io::Error::from_raw_os_error(code);
            assert!(is_of_the_disk(&error), "{error}");
            // As sled's writing thread hands it on.
            let copied = of_the_system(&::sled::Error::Io(error).clone()).unwrap();
            assert!(is_of_the_disk(&copied), "{copied}");
        }
        for code in other {
            let error = io::Error::from_raw_os_error(code);
            assert!(!is_of_the_disk(&error), "{error}");
        }
        assert!(!is_of_the_disk(&io::Error::other("no system said so")));
    }

    #[test]
    fn a_panic_goes_no_further() {
        assert!(guarded(|| panic!("a page makes no sense")).is_err());
        assert_eq!(guarded(|| 1).unwrap(), 1);
    }
}
