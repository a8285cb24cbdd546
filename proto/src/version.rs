//! Which protocol versions can talk to each other.
//!
//! A peer names the oldest and the newest version that it speaks; both sides use the newest that they
//! share. A field that older peers can ignore needs no new version: only a change of meaning does.

use std::fmt;

/// The oldest version that this build speaks.
pub const PROTOCOL_OLDEST: u32 = 1;
/// The newest version that this build speaks.
pub const PROTOCOL_NEWEST: u32 = 1;

/// Two peers share no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// The peer's newest version is older than our oldest: the peer must be updated.
    PeerTooOld {
        /// The newest version that the peer speaks.
        peer_newest: u32,
    },
    /// The peer's oldest version is newer than our newest: this side must be updated.
    PeerTooNew {
        /// The oldest version that the peer speaks.
        peer_oldest: u32,
    },
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PeerTooOld { peer_newest } => write!(
                f,
                "the peer speaks protocol {peer_newest} at most, this side {PROTOCOL_OLDEST} at least: update the peer"
            ),
            Self::PeerTooNew { peer_oldest } => write!(
                f,
                "the peer speaks protocol {peer_oldest} at least, this side {PROTOCOL_NEWEST} at most: update this side"
            ),
        }
    }
}

impl std::error::Error for Mismatch {}

/// The newest version that both sides speak.
///
/// # Errors
/// When the peer's range and ours do not meet. A peer that names no version (0, 0) is too old.
pub fn agree(peer_oldest: u32, peer_newest: u32) -> Result<u32, Mismatch> {
    if peer_newest < PROTOCOL_OLDEST {
        return Err(Mismatch::PeerTooOld { peer_newest });
    }
    if peer_oldest > PROTOCOL_NEWEST {
        return Err(Mismatch::PeerTooNew { peer_oldest });
    }
    Ok(peer_newest.min(PROTOCOL_NEWEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peers_agree_on_the_newest_version_they_share() {
        assert_eq!(agree(1, 1), Ok(1));
        assert_eq!(agree(1, 7), Ok(PROTOCOL_NEWEST));
    }

    #[test]
    fn a_peer_that_is_too_old_or_too_new_is_told_which() {
        assert_eq!(agree(0, 0), Err(Mismatch::PeerTooOld { peer_newest: 0 }));
        assert_eq!(agree(2, 9), Err(Mismatch::PeerTooNew { peer_oldest: 2 }));
    }
}
