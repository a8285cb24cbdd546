//! The programs as they are built for Windows, run by wine: what is Windows' own in it. Every other story can be told with them, too:
//! `MADOGUCHI_WINDOWS_STORIES=1` in front of the tests of `programs` and `power`.
//!
//! Needs `MADOGUCHI_WINDOWS`, the folder that `controller/windows/build` filled, and Debian's wine64 and gcc-mingw-w64-x86-64.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod clinic;
mod console;
mod demo;
mod licenses;
mod places;
mod properties;
