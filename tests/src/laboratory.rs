//! The network laboratory: a clinic's PC and its readers as network namespaces on one machine, with real cables (veths) and a
//! made-up USB tree, and the real programs in them.
//!
//! ```text
//!  namespace of the PC                        namespace of reader n
//!  /sys: made up, bound over the real one     madoguchi-agent
//!  madoguchi serve
//!  usbN  fe80::2  <------- cable --------->   usb0  fe80::1
//! ```
//! Every reader has the same address, and the PC the same one on every cable: nothing but the scope tells them apart, which
//! is the worst that can happen. A cable that is pulled lies in a drawer (a namespace of its own), still in the reader: as
//! with a USB gadget the reader keeps its interface, and the PC's is gone.
//!
//! [`Laboratory`] is what stories use: it plugs and unplugs, which is an edit of the tree, a move of the cable and the message
//! that udev would send. The others are its parts. It takes Linux, root and iproute2; see [`possible`].
#![allow(clippy::unwrap_used, clippy::expect_used)] // it serves tests: a panic here is a failed test

mod cable;
mod event;
mod namespace;
mod pc;
mod reader;
mod shuttle;
mod tree;

pub use cable::{Cable, PC_ADDRESS, READER_ADDRESS};
pub use namespace::Namespace;
pub use pc::{Laboratory, Telling};
pub use reader::Reader;
pub use shuttle::Shuttle;
pub use tree::{Gadget, Hub, PortName, Tree};

use crate::programs::have;

/// Whether this machine can be a laboratory: a test is skipped with a word otherwise, and fails where every test has to run.
#[must_use]
pub fn possible() -> bool {
    let probe = "id -u | grep -qx 0 && command -v nft && command -v ss && ip netns list && unshare --mount --net true";
    have("Linux, root, iproute2 and nftables", &["sh", "-c", probe])
}
