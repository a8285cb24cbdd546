//! The protocol between agent and engine: its version, and the bounds that both sides keep (`PROTOCOL.md`).

/// The version of the protocol that is spoken.
pub(super) const PROTOCOL: u64 = 1;
/// The longest line, both ways: the longest message, a refusal in two languages, has 12 KB.
pub(super) const MAX_LINE_BYTES: usize = 16 * 1024;
/// Lines in a second: a patient makes three or four in several seconds, a nervous card contact a few more.
pub(super) const MAX_LINES_PER_SECOND: u32 = 50;
