//! The controller as a service: what the service manager starts in place of a person.

use super::{configuration, of_controller};
use crate::cli::args::ServeArgs;
use crate::cli::service::refuse_open;
use crate::cli::{Failure, starting};
use crate::engine::uptime;
use crate::event_log::{self, Happened};
use crate::identity::rights;
use crate::serve::{self, Log, Outside};
use crate::service::life::{Control, ENDED_BY_ITSELF, Status};
use crate::service::runner;
use std::path::PathBuf;
use tokio::runtime::Builder;
use tokio::sync::mpsc;

/// Runs a controller as a service until it has stopped, and says with which exit code the process is to end. Nobody sits at a terminal:
/// why it ended stands in the log and in the system's own log of events.
pub fn run(
    args: ServeArgs,
    controls: mpsc::Receiver<Control>,
    mut tell: impl FnMut(Status),
) -> u32 {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return ENDED_BY_ITSELF;
    };
    let (outside, links) = runner::connect();
    let (keep, kept) = std::sync::mpsc::channel::<Log>();
    let controller = runtime.spawn(async move {
        let ended = controller(args, outside, &keep).await;
        if let Err(failure) = &ended {
            tracing::error!(why = %failure.text.en, code = failure.text.code, "the service ends");
            event_log::write(Happened::Failed {
                name: &failure.text.code,
            });
        }
        ended.is_ok()
    });
    // A panic is an end by itself.
    let ended = async { controller.await.unwrap_or(false) };
    let last = runtime.block_on(runner::run(uptime, controls, links, ended, &mut tell));
    // A commit that hangs must not hold the process: its time is over.
    runtime.shutdown_background();
    // The last lines go to the disk with it.
    drop(kept.try_recv());
    tell(last);
    last.exit
}

/// The controller itself, from its configuration to its end.
async fn controller(
    args: ServeArgs,
    outside: Outside,
    keep: &std::sync::mpsc::Sender<Log>,
) -> Result<(), Failure> {
    let config = match configuration(args.config.as_deref()) {
        Ok(config) => config,
        Err(failure) => {
            // Nobody sees what a service says but in its log, which is where it would be without a configuration.
            let usual = configuration(None)?;
            let data_dir = of_controller(args.data_dir, &usual);
            let _ = keep.send(serve::log(&usual, &data_dir));
            return Err(failure);
        }
    };
    let data_dir: PathBuf = of_controller(args.data_dir, &config);
    let log = serve::log(&config, &data_dir);
    let watch = log.watch();
    // Kept by whoever outlives this task.
    let _ = keep.send(log);
    refuse_open(&data_dir, rights::look(&data_dir))?;
    let ended = serve::run(config, data_dir, watch, outside).await;
    ended.map_err(|error| starting::controller(&error))
}

/// Runs as the service that Windows started.
///
/// # Errors
/// Windows did not start this process.
#[cfg(windows)]
pub(super) fn by_manager(args: ServeArgs) -> Result<std::process::ExitCode, Failure> {
    use std::process::ExitCode;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    let exit = Arc::new(AtomicU32::new(ENDED_BY_ITSELF));
    let told = Arc::clone(&exit);
    let job = move |controls, tell| told.store(run(args, controls, tell), Ordering::SeqCst);
    let ran = crate::service::run(Box::new(job));
    ran.map_err(|error| crate::cli::service::failure(&error))?;
    Ok(match exit.load(Ordering::SeqCst) {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}
