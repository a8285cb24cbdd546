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
            let words = in_words("log-restart-command-failed", &[]);
            tracing::error!(error, "{words}");
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
            let words = in_words("log-restart-command-failed", &[]);
            tracing::error!(how, "{words}");
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::logged::Logged;

    #[tokio::test]
    async fn a_makers_command_that_is_not_there_or_fails_is_told_in_the_log() {
        for command in [vec!["/nowhere/restart"], vec!["false"]] {
            let log = Logged::listen();
            let own = RestartCommand {
                command: command.into_iter().map(str::to_owned).collect(),
                folder: std::env::temp_dir(),
                limit: RestartCommand::LIMIT,
                wait: RestartCommand::WAIT,
            };
            run(&own).await;
            log.expect(&[&in_words("log-restart-command-failed", &[])]);
        }
    }
}
