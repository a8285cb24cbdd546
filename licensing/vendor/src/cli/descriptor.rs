//! Opens a descriptor that the caller left open, on Unix and on Windows.

use std::fs::File;
use std::io;

/// Opens descriptor `number` by its name in the file system.
#[cfg(unix)]
pub fn open(number: u32) -> io::Result<File> {
    File::open(format!("/dev/fd/{number}"))
}

/// Windows passes no numbered descriptors to programs; the caller itself reads 0, the standard input.
#[cfg(not(unix))]
pub fn open(_number: u32) -> io::Result<File> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "Windows has no numbered descriptors but 0, the standard input; use that, or MADOGUCHI_PASSPHRASE",
    ))
}
