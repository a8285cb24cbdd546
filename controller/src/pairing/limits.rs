//! The bounds of pairing: how long and how often.

use crate::tls::{Bounds, REFUSED_TIME};
use madoguchi_link::bounds::PAIRING_TIME;
use std::time::Duration;

/// Streams in a window: twice as many as three further readers make that try every two seconds.
pub(super) const MAX_KNOCKS: u32 = 512;
/// Further readers of which staff are told in a window: as many as a PC has ports for.
pub(super) const MAX_TOLD: usize = 8;
/// The largest frame from a reader: a certificate request has some 250 bytes, and at most 8 KiB.
pub(super) const MAX_FRAME_BYTES: usize = 16 * 1024;
/// Frames to a reader that may wait to be sent: there are three in all.
pub(super) const OUTGOING: usize = 4;
/// The time for the last frame to reach the reader before the port closes.
pub(super) const FAREWELL_TIME: Duration = Duration::from_secs(3);
/// Connections at a time: four readers, each with an old and a new one.
pub(crate) const READERS: Bounds = Bounds {
    connections: 8,
    per_peer: 2,
    handshakes: 4,
    handshake_time: Duration::from_secs(5),
    refused_time: REFUSED_TIME,
    first_call_time: Duration::from_secs(5),
};
/// The same if all readers have one address.
pub(crate) const LOOPBACK: Bounds = Bounds {
    per_peer: 8,
    ..READERS
};

/// The time limits of each step. Only tests use others than the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the opening of the port to its closing: time to walk to the counter and plug a reader in.
    pub window: Duration,
    /// From the start of a stream to its first frame: an agent sends it at once.
    pub hello: Duration,
    /// From the challenge to its answer: one signature on a small computer.
    pub reveal: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            window: PAIRING_TIME,
            hello: Duration::from_secs(5),
            reveal: Duration::from_secs(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::promises;
    use madoguchi_link::bounds::MAX_PAIRING_ATTEMPTS;
    use madoguchi_link::names::PAIRING_PORT;

    #[test]
    fn the_limits_that_pairing_proto_promises_are_those_that_are_kept() {
        let limits = Limits::default();
        let seconds = |time: Duration| format!("{} s", time.as_secs());
        assert_eq!(MAX_PAIRING_ATTEMPTS, 3, "each side takes only three");
        assert_eq!(limits.window, Duration::from_secs(120), "two minutes");
        promises(
            "pairing.proto",
            [
                format!("TCP {PAIRING_PORT} (`pairing.port`"),
                "each side takes only three.".to_owned(),
                "within the two minutes of the window".to_owned(),
                format!("`PairHello` within {} of the call", seconds(limits.hello)),
                format!(
                    "`PairReveal` within {} of the challenge",
                    seconds(limits.reveal)
                ),
                format!("a frame {} KiB.", MAX_FRAME_BYTES / 1024),
                format!("{MAX_KNOCKS} streams in a window close it."),
            ],
        );
    }
}
