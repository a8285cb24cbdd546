//! Bounds of the wire: what one side never sends, and the other side refuses. The schema says each of them.

use std::time::Duration;

/// The longest version of an agent's software, in characters: a name and a number.
pub const MAX_SOFTWARE_CHARS: usize = 64;
/// The largest bundled license in bytes, in any form in which a license travels.
pub const MAX_LICENSE_BYTES: usize = 64 * 1024;
/// The largest certificate request in bytes: one for a P-256 key has about 250.
pub const MAX_CERTIFICATE_REQUEST_BYTES: usize = 8 * 1024;
/// The largest frame to a reader in bytes: an order has some hundred, a certificate about 1 KiB.
pub const MAX_FRAME_TO_READER_BYTES: usize = 64 * 1024;
/// The largest part of a reader's log in bytes: on the slowest USB link a few thousandths of a second, so that a call never waits long behind it.
pub const MAX_LOG_PART_BYTES: usize = 32 * 1024;
/// The largest headers of a call, at every port of the controller: gRPC's own and the desk's token have some hundred bytes.
pub const MAX_HEADER_BYTES: u32 = 8 * 1024;
/// The most codes of a unit's health.
pub const MAX_CODES: usize = 8;
/// The longest code of a failure or of a unit's health, in characters.
pub const MAX_CODE_CHARS: usize = 32;
/// The most remaining tries of a card's PIN; a larger number is a mistake.
pub const MAX_PIN_TRIES: u32 = 10;
/// The longest session and the longest call: a day. More is a clock that jumped.
pub const MAX_SESSION_MS: u64 = 24 * 60 * 60 * 1_000;
/// Attempts to pair that may fail within [`PAIRING_TIME`], counted by each side. Each is one guess in a million for whoever stands
/// between; three leave room for a mistake of a tired person and for a cable that was touched.
pub const MAX_PAIRING_ATTEMPTS: u32 = 3;
/// How long the pairing port is open: time to walk to the counter and plug a reader in.
pub const PAIRING_TIME: Duration = Duration::from_secs(120);
/// The interval of each side's pings. Together with [`PING_ANSWER_TIME`]: a link that is lost without a word is noticed within 3 s.
pub const PING_INTERVAL: Duration = Duration::from_secs(1);
/// The time for an answer to a ping.
pub const PING_ANSWER_TIME: Duration = Duration::from_millis(1_500);
