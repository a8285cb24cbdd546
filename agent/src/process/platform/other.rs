//! Where there are neither process groups nor sockets that are files.

use std::io;
use std::path::Path;

use tokio::process::Command;

use super::connection::{Input, Output};

/// There are none; what the engine started may outlive it.
pub(super) fn own_group(_: &mut Command) {}

/// The engine itself is killed otherwise.
pub(super) fn kill_group(_: u32) {}

/// The configuration refuses this before.
pub(super) async fn connect(_: &Path) -> io::Result<(Input, Output)> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "there are no Unix sockets on this system",
    ))
}
