//! The binary `madoguchi`: everything is in the library, so that tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    madoguchi_controller::program::run(std::env::args_os())
}
