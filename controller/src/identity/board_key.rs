//! The key of the waiting room's board. It is made from the desk's token, so that nothing more is kept; it opens the board and nothing
//! else, and does not show the token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use std::fmt;
use subtle::ConstantTimeEq;

/// What is signed with the token.
const CONTEXT: &[u8] = b"madoguchi board 1";
/// 128 bits: enough that nobody can guess it, and still an address of one line.
const BYTES: usize = 16;

/// The key as it stands in the board's address.
#[derive(Clone)]
pub struct BoardKey(String);

impl BoardKey {
    #[cfg(test)]
    pub(crate) fn of_token(token: &str) -> Self {
        Self::of(token)
    }

    pub(super) fn of(token: &str) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, token.as_bytes());
        let tag = hmac::sign(&key, CONTEXT);
        let (short, _) = tag.as_ref().split_at(BYTES.min(tag.as_ref().len()));
        Self(URL_SAFE_NO_PAD.encode(short))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the key. The time that it takes does not depend on how much of it is right.
    #[must_use]
    pub fn fits(&self, presented: &str) -> bool {
        self.0.as_bytes().ct_eq(presented.as_bytes()).into()
    }
}

impl fmt::Debug for BoardKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BoardKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_same_for_a_token_and_another_for_another() {
        let (one, two) = (BoardKey::of("1234"), BoardKey::of("1235"));
        assert_eq!(one.as_str(), BoardKey::of("1234").as_str());
        assert_eq!(one.as_str().len(), 22);
        assert!(one.fits(one.as_str()));
        for wrong in [two.as_str(), "", "1234", &one.as_str()[1..]] {
            assert!(!one.fits(wrong), "{wrong}");
        }
        assert!(!format!("{one:?}").contains(one.as_str()));
    }
}
