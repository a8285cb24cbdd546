//! The token with which a collector on another PC reads the metrics (RULES M3). It is made from the desk's token, so that nothing more is kept;
//! it opens the metrics and nothing else, and does not show the desk's.

use super::replace_file;
use madoguchi_plain::hex::Hex;
use ring::hmac;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What is signed with the desk's token.
const CONTEXT: &[u8] = b"madoguchi metrics 1";
/// Its file in the data directory, for the owner alone.
pub(crate) const METRICS_TOKEN_FILE: &str = "metrics.token";

/// The token as a collector shows it: 64 hexadecimal digits.
#[derive(Clone)]
pub(crate) struct MetricsToken(Zeroizing<String>);

impl MetricsToken {
    pub(super) fn of(desk_token: &str) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, desk_token.as_bytes());
        let tag = hmac::sign(&key, CONTEXT);
        Self(Zeroizing::new(Hex(tag.as_ref()).to_string()))
    }

    /// Whether this is the token. The time that it takes does not depend on how much of it is right.
    pub(crate) fn fits(&self, presented: &str) -> bool {
        self.0.as_bytes().ct_eq(presented.as_bytes()).into()
    }

    /// Writes it into the data directory, to be taken to a collector.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn write(&self, data_dir: &Path) -> Result<(), (PathBuf, io::Error)> {
        let path = data_dir.join(METRICS_TOKEN_FILE);
        let line = Zeroizing::new(format!("{}\n", *self.0));
        replace_file(&path, line.as_bytes()).map_err(|error| (path, error))
    }
}

impl fmt::Debug for MetricsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MetricsToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_the_same_for_a_desks_token_another_for_another_and_is_not_printed() {
        let (one, two) = (MetricsToken::of("1234"), MetricsToken::of("1235"));
        assert_eq!(*one.0, *MetricsToken::of("1234").0);
        assert!(one.0.len() == 64 && one.fits(&one.0));
        for wrong in [two.0.as_str(), "", "1234", &one.0[1..]] {
            assert!(!one.fits(wrong), "{wrong}");
        }
        assert!(!format!("{one:?}").contains(one.0.as_str()));
    }
}
