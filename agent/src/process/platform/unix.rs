//! What only Unix has: process groups, and sockets that are files.

use std::io;
use std::path::Path;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::net::UnixStream;
use tokio::process::Command;

use super::connection::{Input, Output};

/// The engine gets a process group of its own: a Ctrl-C for the agent is the agent's to handle, and whatever the
/// engine started ends with it.
pub(super) fn own_group(command: &mut Command) {
    command.process_group(0);
}

/// Kills what is left of the group that the process with this id led.
pub(super) fn kill_group(leader: u32) {
    let leader = i32::try_from(leader).ok().and_then(Pid::from_raw);
    if let Some(leader) = leader {
        // An error means that nobody is left.
        kill_process_group(leader, Signal::KILL).ok();
    }
}

/// Connects to the socket on which an engine listens.
pub(super) async fn connect(socket: &Path) -> io::Result<(Input, Output)> {
    let (input, output) = UnixStream::connect(socket).await?.into_split();
    Ok((Box::new(input), Box::new(output)))
}
