//! Systems without process groups and Unix sockets.

use std::io;
use std::path::Path;

use tokio::process::Command;

use super::connection::{Input, Output};

/// Does nothing: processes that the engine started may outlive it.
pub(super) fn own_group(_: &mut Command) {}

/// Does nothing: the engine itself is killed by the caller.
pub(super) fn kill_group(_: u32) {}

/// Never reached: the configuration refuses a socket on these systems.
pub(super) async fn connect(_: &Path) -> io::Result<(Input, Output)> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "there are no Unix sockets on this system",
    ))
}
