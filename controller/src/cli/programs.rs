//! The programs that run for long: the controller, and the demo.

use super::args::ServeArgs;
use super::client::Failure;
use super::data_dir;
use crate::config::Config;
use crate::serve;
use crate::texts::Lang;
use std::path::Path;

/// Runs the controller until it is told to stop.
pub(super) fn serve(args: ServeArgs, _lang: Lang) -> Result<(), Failure> {
    let config = match &args.config {
        Some(file) => Config::read(file).map_err(|error| Failure::cannot_start(chain(&error)))?,
        None => Config::parse("", Path::new(".")).map_err(Failure::cannot_start)?,
    };
    let data_dir = args
        .data_dir
        .or_else(|| config.data_dir.clone())
        .unwrap_or_else(data_dir::default);
    serve::log_to_stderr(config.log);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Failure::cannot_start)?;
    runtime
        .block_on(serve::run(config, data_dir))
        .map_err(|error| Failure::cannot_start(chain(&error)))
}

/// An error with all its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |line, cause| format!("{line}: {cause}"))
}

/// Runs the demo.
#[cfg(feature = "demo")]
pub(super) fn demo(args: &super::args::DemoArgs, lang: Lang) -> Result<(), Failure> {
    crate::demo::run(args, lang)
}
