//! The operating system's request to stop.

/// Waits for the request and returns its name.
#[cfg(unix)]
pub(crate) async fn asked_to_stop() -> &'static str {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return interrupted().await;
    };
    tokio::select! {
        name = interrupted() => name,
        _ = terminate.recv() => "SIGTERM",
    }
}

/// Waits for the request and returns its name.
#[cfg(windows)]
pub(crate) async fn asked_to_stop() -> &'static str {
    use tokio::signal::windows::{ctrl_close, ctrl_shutdown};
    let (Ok(mut close), Ok(mut shutdown)) = (ctrl_close(), ctrl_shutdown()) else {
        return interrupted().await;
    };
    tokio::select! {
        name = interrupted() => name,
        _ = close.recv() => "the window was closed",
        _ = shutdown.recv() => "the system is shutting down",
    }
}

async fn interrupted() -> &'static str {
    if tokio::signal::ctrl_c().await.is_err() {
        // Signals cannot be received here; the process can still be ended from outside.
        std::future::pending::<()>().await;
    }
    "Ctrl-C"
}
