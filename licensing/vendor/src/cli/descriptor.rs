//! Opening a descriptor that the caller left open: what differs between Unix and Windows.

use std::fs::File;
use std::io;

/// Opens descriptor `number` by the name that the system has for it.
#[cfg(unix)]
pub fn open(number: u32) -> io::Result<File> {
    File::open(format!("/dev/fd/{number}"))
}

/// Windows hands a program no numbered descriptors; 0, the standard input, is read by the caller.
#[cfg(not(unix))]
pub fn open(_number: u32) -> io::Result<File> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "Windows has no numbered descriptors but 0, the standard input; use that, or MADOGUCHI_PASSPHRASE",
    ))
}
