//! A restart that the controller orders: the engine ends in order, then the maker's own command runs, if there is one.

use std::process::Stdio;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::child::command;
use super::connection::Connection;
use super::platform;
use super::settings::{RestartCommand, Settings};
use crate::texts::in_words;

/// The time for an engine to read what its screen has to show.
const LAST_SAID: Duration = Duration::from_millis(500);

/// Ends the engine and restarts what belongs to the reader. Afterwards the engine is started, or connected to, anew.
pub(super) async fn restart(connection: Option<Connection>, settings: Settings) {
    if let Some(mut connection) = connection {
        timeout(LAST_SAID, connection.flush()).await.ok();
        connection.finish(settings.limits.stop).await;
    }
    if let Some(own) = &settings.restart {
        run(own).await;
        // A reader that is started whole is gone by then.
        sleep(own.wait).await;
    }
}

/// Runs the maker's command without a shell, and ends it with its limit.
async fn run(own: &RestartCommand) {
    let RestartCommand {
        command: words,
        folder,
        limit,
        ..
    } = own;
    let started = command(words, folder).and_then(|mut command| {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        platform::own_group(&mut command);
        command.spawn()
    });
    let mut child = match started {
        Ok(child) => child,
        Err(error) => {
            let error = crate::texts::chain(&error);
            tracing::error!(error, "{}", in_words("log-restart-command-failed", &[]));
            return;
        }
    };
    match timeout(*limit, child.wait()).await {
        Ok(Ok(status)) if status.success() => {}
        ended => {
            let how = match ended {
                Ok(Ok(status)) => status.to_string(),
                Ok(Err(error)) => error.to_string(),
                Err(late) => late.to_string(),
            };
            if let Some(id) = child.id() {
                platform::kill_group(id);
            }
            tracing::error!(how, "{}", in_words("log-restart-command-failed", &[]));
        }
    }
}
