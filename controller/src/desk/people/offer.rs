//! A new second factor to look at. It counts for nobody until it is sent back with a code of it (RULES W6).

use super::second_factor;
use crate::desk::{Desk, Refused, Right};
use crate::texts;
use crate::wire;
use madoguchi_licensing::codes;
use zeroize::Zeroizing;

/// What is shown once. It is kept nowhere here: whoever asks again gets another one.
pub(crate) struct Offer {
    /// The secret in the letters that a person types (RFC 4648).
    pub(crate) secret: Zeroizing<String>,
    /// What a program for codes reads from the picture.
    pub(crate) otpauth: Zeroizing<String>,
    /// The picture.
    pub(crate) picture: codes::Picture,
    pub(crate) recovery_codes: Vec<String>,
}

impl Desk {
    /// Makes a second factor for somebody of this name.
    pub(crate) fn offer_second_factor(&self, name: &str) -> Result<Offer, Refused> {
        self.may(Right::Own)?;
        let name = wire::person_name_of(name)?;
        let failed = |_| Refused::internal(texts::text("no-random-bytes", &[]));
        let second = second_factor::fresh().map_err(failed)?;
        let otpauth = second_factor::otpauth(name.as_str(), &second);
        // The longest name in the widest script fits (a test has it).
        let picture = codes::picture(&otpauth).map_err(|_| Refused::wrong_answer())?;
        Ok(Offer {
            secret: Zeroizing::new(second_factor::base32(&second.secret)),
            otpauth,
            picture,
            recovery_codes: second.recovery_codes,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_fits_into_the_picture() {
        let name = "\u{2070e}".repeat(32);
        let second = second_factor::fresh().unwrap();
        let picture = codes::picture(&second_factor::otpauth(&name, &second)).unwrap();
        assert!(picture.side > 60 && picture.path.starts_with("M4 4h7v1"));
    }
}
