//! The binary `madoguchi`. Everything is in the library, so that tests can use it.

use std::process::ExitCode;

fn main() -> ExitCode {
    madoguchi_controller::program::run(std::env::args_os())
}
