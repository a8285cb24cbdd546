//! Process groups and Unix sockets.

use std::io;
use std::path::Path;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::net::UnixStream;
use tokio::process::Command;

use super::connection::{Input, Output};

/// Gives the engine its own process group: the agent handles a Ctrl-C itself, and everything that the engine started ends with the engine.
pub(super) fn own_group(command: &mut Command) {
    command.process_group(0);
}

/// Kills what is left of the group whose leader had this id.
pub(super) fn kill_group(leader: u32) {
    let leader = i32::try_from(leader).ok().and_then(Pid::from_raw);
    if let Some(leader) = leader {
        // An error means that the group is empty.
        kill_process_group(leader, Signal::KILL).ok();
    }
}

/// Connects to an engine's socket.
pub(super) async fn connect(socket: &Path) -> io::Result<(Input, Output)> {
    let (input, output) = UnixStream::connect(socket).await?.into_split();
    Ok((Box::new(input), Box::new(output)))
}
