//! Runs a controller as a service, and plays the service manager: what the system says stands on standard input, a word a line.
//!
//! `as-a-service FILE`, the configuration. What would be told to the manager goes to standard error.

#![allow(clippy::print_stderr)]

use madoguchi_controller::cli::args::ServeArgs;
use madoguchi_controller::program;
use madoguchi_controller::service::life::Control;
use std::process::ExitCode;
use std::{env, io, thread};
use tokio::sync::mpsc;

fn main() -> ExitCode {
    let (controls, said) = mpsc::channel(64);
    thread::spawn(move || {
        for word in io::stdin().lines().map_while(Result::ok) {
            let control = match word.as_str() {
                "suspend" => Control::Suspend,
                "resume" => Control::Resume,
                "log off" => Control::LogOff,
                "shut down" => Control::Preshutdown,
                _ => Control::Stop,
            };
            if controls.blocking_send(control).is_err() {
                return;
            }
        }
        // The manager is there for as long as the service is.
        thread::park();
    });
    let args = ServeArgs {
        config: env::args_os().nth(1).map(Into::into),
        ..ServeArgs::default()
    };
    let exit = program::service::run(args, said, |status| {
        eprintln!("the service is {:?}", status.phase);
    });
    u8::try_from(exit).map_or(ExitCode::FAILURE, ExitCode::from)
}
