//! Whom an installation believes: its environment and its roots.
//!
//! Production roots are compiled in. A root that is laid down beside the configuration makes a *test*
//! installation, never a production one (RULES, "Licenses").

use crate::grant::Environment;
use crate::keys::{self, KeyId, PublicKey};

/// The production roots, as they stand in the source.
const PRODUCTION_ROOTS: &str = include_str!("../production_roots.txt");

/// The most roots in one file: the one in use, a spare, and as many on their way out.
const MAX_ROOTS: usize = 8;

/// The largest file with a test root, in bytes: a key and some lines of comment.
pub const MAX_ROOT_FILE_LEN: usize = 4 * 1024;

/// What stands before the key in a `PUBLIC KEY` block (RFC 8410): "Ed25519, 32 bytes".
const ED25519_SPKI_PREFIX: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// Whom an installation believes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    environment: Environment,
    roots: Vec<PublicKey>,
}

/// Why a file with roots cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too large to be one.
    #[error(
        "the file has {len} bytes, more than the {MAX_ROOT_FILE_LEN} of any file with a root; choose the right file"
    )]
    TooLarge {
        /// Its length.
        len: usize,
    },
    /// Not text.
    #[error("the file is not text; choose the `.pub` file that was made beside the root")]
    NotText,
    /// Not one root.
    #[error("the file holds {found} roots, where exactly one belongs")]
    Count {
        /// How many.
        found: usize,
    },
    /// A private key lies where a public one belongs.
    #[error(
        "the file holds a private key: lay down the `.pub` file, and keep the private key away from this PC"
    )]
    PrivateKey,
    /// A `PUBLIC KEY` block that is not Ed25519, or damaged.
    #[error(
        "the file's PUBLIC KEY block is not an Ed25519 key; choose the `.pub` file that was made beside the root"
    )]
    NotEd25519,
    /// A line that is not as it should be.
    #[error("line {line} of the file with roots is not in its form; copy the file again")]
    Line {
        /// The line, from 1.
        line: usize,
    },
    /// A key that is not one.
    #[error("line {line} of the file with roots holds no usable key")]
    Key {
        /// The line, from 1.
        line: usize,
        /// Why not.
        #[source]
        source: keys::Error,
    },
    /// The key id beside a key is not its own.
    #[error("line {line} of the file with roots names {named}, but its key is {found}")]
    OtherId {
        /// The line, from 1.
        line: usize,
        /// The id that stands there.
        named: KeyId,
        /// The key's own id.
        found: KeyId,
    },
}

impl Trust {
    /// A production installation: the roots that are compiled in. While there are none, every license
    /// is refused.
    #[must_use]
    pub fn production() -> Self {
        // A test reads the same file. Were it broken all the same, believing nobody is the safe answer.
        let roots = listed_roots(PRODUCTION_ROOTS).unwrap_or_default();
        Self {
            environment: Environment::Production,
            roots,
        }
    }

    /// A test installation that believes this root.
    #[must_use]
    pub fn test(root: PublicKey) -> Self {
        Self {
            environment: Environment::Test,
            roots: vec![root],
        }
    }

    /// An installation that believes nobody: it serves with its included seat.
    #[must_use]
    pub fn nobody(environment: Environment) -> Self {
        Self {
            environment,
            roots: Vec::new(),
        }
    }

    /// The installation's environment.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// The roots.
    #[must_use]
    pub fn roots(&self) -> &[PublicKey] {
        &self.roots
    }

    pub(crate) fn root(&self, id: KeyId) -> Option<PublicKey> {
        self.roots.iter().copied().find(|root| root.id() == id)
    }
}

/// Reads the file of a test root: one line of 64 hex digits with `#` comments, or one `PUBLIC KEY` block.
///
/// # Errors
/// When there is not exactly one usable public key in it.
pub fn read_root(file: &[u8]) -> Result<PublicKey, Error> {
    if file.len() > MAX_ROOT_FILE_LEN {
        return Err(Error::TooLarge { len: file.len() });
    }
    let text = std::str::from_utf8(file).map_err(|_| Error::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.contains("PRIVATE KEY-----") {
        return Err(Error::PrivateKey);
    }
    if text.contains("-----BEGIN ") {
        return root_from_pem(text);
    }
    let mut roots =
        lines(text).map(|(text, line)| text.parse().map_err(|source| Error::Key { line, source }));
    match (roots.next(), roots.count()) {
        (Some(root), 0) => root,
        (first, more) => Err(Error::Count {
            found: usize::from(first.is_some()) + more,
        }),
    }
}

fn root_from_pem(text: &str) -> Result<PublicKey, Error> {
    let blocks = pem::parse_many(text).map_err(|_| Error::NotEd25519)?;
    let [block] = blocks.as_slice() else {
        return Err(Error::Count {
            found: blocks.len(),
        });
    };
    let key = block
        .contents()
        .strip_prefix(&ED25519_SPKI_PREFIX)
        .filter(|_| block.tag() == "PUBLIC KEY")
        .ok_or(Error::NotEd25519)?;
    PublicKey::from_slice(key).map_err(|_| Error::NotEd25519)
}

/// The roots of a list, each beside its key id.
fn listed_roots(list: &str) -> Result<Vec<PublicKey>, Error> {
    let roots = lines(list)
        .map(|(text, line)| listed_root(text, line))
        .collect::<Result<Vec<_>, _>>()?;
    if roots.len() > MAX_ROOTS {
        return Err(Error::Count { found: roots.len() });
    }
    Ok(roots)
}

fn listed_root(text: &str, line: usize) -> Result<PublicKey, Error> {
    let (named, key) = text
        .split_once(char::is_whitespace)
        .ok_or(Error::Line { line })?;
    let named = KeyId::parse(named).ok_or(Error::Line { line })?;
    let key: PublicKey = key.parse().map_err(|source| Error::Key { line, source })?;
    if key.id() != named {
        return Err(Error::OtherId {
            line,
            named,
            found: key.id(),
        });
    }
    Ok(key)
}

/// The lines that say something, with their numbers: comments and white space taken away.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.lines()
        .map(|line| {
            line.split_once('#')
                .map_or(line, |(before, _)| before)
                .trim()
        })
        .zip(1..)
        .filter(|(line, _)| !line.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    // RFC 8032, section 7.1, tests 1 and 2.
    const ONE: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    const TWO: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

    fn key(text: &str) -> PublicKey {
        text.parse().unwrap()
    }

    #[test]
    fn the_roots_that_are_compiled_in_can_be_read() {
        let roots = listed_roots(PRODUCTION_ROOTS).unwrap();
        assert_eq!(Trust::production().roots(), roots);
        assert_eq!(Trust::production().environment(), Environment::Production);
    }

    #[test]
    fn a_listed_root_stands_beside_its_own_key_id() {
        let list = format!(
            "# comment\n\n{} {ONE} # in use\n{}\t{TWO}\n",
            key(ONE).id(),
            key(TWO).id()
        );
        assert_eq!(listed_roots(&list), Ok(vec![key(ONE), key(TWO)]));
        let crossed = format!("{} {ONE}", key(TWO).id());
        assert!(matches!(
            listed_roots(&crossed),
            Err(Error::OtherId { line: 1, .. })
        ));
        assert_eq!(
            listed_roots(&format!("\n{ONE}")),
            Err(Error::Line { line: 2 })
        );
    }

    #[test]
    fn a_test_root_is_one_line_of_hex_or_one_block() {
        let hex = format!("\u{feff}# Test root\r\n{ONE}\r\n");
        assert_eq!(read_root(hex.as_bytes()), Ok(key(ONE)));
        let der = [&ED25519_SPKI_PREFIX[..], &key(ONE).to_bytes()].concat();
        let block = pem::encode(&pem::Pem::new("PUBLIC KEY", der.clone()));
        assert_eq!(read_root(block.as_bytes()), Ok(key(ONE)));
        let other = pem::encode(&pem::Pem::new("CERTIFICATE", der));
        assert_eq!(read_root(other.as_bytes()), Err(Error::NotEd25519));
    }

    #[test]
    fn a_file_with_no_root_or_two_or_a_private_one_is_refused() {
        assert_eq!(read_root(b"# nothing\n"), Err(Error::Count { found: 0 }));
        assert_eq!(
            read_root(format!("{ONE}\n{TWO}\n").as_bytes()),
            Err(Error::Count { found: 2 })
        );
        let private = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        assert_eq!(read_root(private.as_bytes()), Err(Error::PrivateKey));
        assert_eq!(
            read_root(&vec![b'#'; MAX_ROOT_FILE_LEN + 1]),
            Err(Error::TooLarge {
                len: MAX_ROOT_FILE_LEN + 1
            })
        );
        assert_eq!(read_root(&[0xff]), Err(Error::NotText));
    }
}
