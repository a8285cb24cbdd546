//! The programs that run for long: the controller, and the demo.

use super::args::ServeArgs;
use super::client::Failure;
use crate::texts::Lang;

/// Runs the controller until it is told to stop.
pub(super) fn serve(args: ServeArgs, _lang: Lang) -> Result<(), Failure> {
    drop(args);
    Err(Failure::own("cli-not-built-in", &[("what", "serve")]))
}

/// Runs the demo.
#[cfg(feature = "demo")]
pub(super) fn demo(args: super::args::DemoArgs, _lang: Lang) -> Result<(), Failure> {
    drop(args);
    Err(Failure::own("cli-not-built-in", &[("what", "demo")]))
}
