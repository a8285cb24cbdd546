//! Requests to stop the program: Ctrl-C everywhere, SIGTERM on Unix.

use std::future::Future;
use std::io;

/// Ready at the first request.
///
/// # Errors
/// The system does not let us listen for requests.
#[cfg(unix)]
pub(crate) fn requested() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ready at the first request.
///
/// # Errors
/// The system does not let us listen for requests.
#[cfg(windows)]
pub(crate) fn requested() -> io::Result<impl Future<Output = ()> + Send> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
