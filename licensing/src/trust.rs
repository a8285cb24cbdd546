//! The trust of an installation: its environment and the roots that it believes.
//!
//! Roots are compiled in, several by key id, all of one environment: a build with test roots makes test installations. A root beside the
//! configuration makes a *test* installation, never a production one (RULES P2).

mod handed_over;
mod listed;

use madoguchi_reading::{self as reading, Encoding, Other};

use crate::grant::Environment;
use crate::keys::{self, KeyId, PublicKey};

pub use listed::{MAX_ROOTS, MIN_ROOTS};

/// The compiled-in roots; see `roots.txt` and `build.rs`.
const COMPILED_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/roots.txt"));

/// The largest file with a root in bytes: a key and some lines of comment.
pub const MAX_ROOT_FILE_LEN: usize = 4 * 1024;

/// The bytes before the key in a `PUBLIC KEY` block (RFC 8410): "Ed25519, 32 bytes".
const ED25519_SPKI_PREFIX: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// What a private Ed25519 key in binary holds (RFC 8410): "Ed25519, 32 bytes".
const ED25519_PKCS8: [u8; 11] = [
    0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    environment: Environment,
    roots: Vec<PublicKey>,
}

/// The reason why a file with roots cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(
        "the file has {len} bytes, more than the {MAX_ROOT_FILE_LEN} of any file with a root; choose the right file"
    )]
    TooLarge { len: usize },
    #[error("there is nothing in the file; choose the `.pub` file that was made beside the root")]
    Empty,
    #[error("the file is not text ({0}); choose the `.pub` file that was made beside the root")]
    NotText(Other),
    #[error(
        "the file is the source of a mail ({0}); copy the attachment, or the text as the mail shows it"
    )]
    MailSource(Other),
    #[error("the file holds {found} roots, where exactly one belongs")]
    Count { found: usize },
    #[error(
        "the file holds a private key: lay down the `.pub` file, and keep the private key away from this PC"
    )]
    PrivateKey,
    /// The `PUBLIC KEY` block is not Ed25519, or is damaged.
    #[error(
        "the file's PUBLIC KEY block is not an Ed25519 key; choose the `.pub` file that was made beside the root"
    )]
    NotEd25519,
    #[error(
        "this is a production root, which no installation takes from a file: programs are built with it"
    )]
    Production,
    #[error(transparent)]
    List(#[from] ListError),
    #[error("line {line} of the file with roots holds no usable key")]
    Key {
        /// The line's number, from 1.
        line: usize,
        #[source]
        source: keys::Error,
    },
    /// The key id is not that of the key beside it.
    #[error("line {line} of the file with roots names {named}, but its key is {found}")]
    OtherId {
        /// The line's number, from 1.
        line: usize,
        /// The key id in the line.
        named: KeyId,
        found: KeyId,
    },
}

pub use listed::Error as ListError;

impl Trust {
    /// The compiled-in roots and their environment. The build refuses a malformed list; if it were malformed all the same, believing nobody
    /// is safe.
    #[must_use]
    pub fn compiled_in() -> Self {
        listed_roots(COMPILED_IN).unwrap_or(Self::nobody(Environment::Test))
    }

    /// The trust of a test installation in this root.
    #[must_use]
    pub fn test(root: PublicKey) -> Self {
        Self {
            environment: Environment::Test,
            roots: vec![root],
        }
    }

    /// The trust in a vendor's own root, as an installation that is built with it has. Only for the vendor's tool, which checks documents
    /// before it hands them out; a clinic's program uses [`Trust::compiled_in`] or [`Trust::test`].
    #[must_use]
    pub fn vendor(environment: Environment, root: PublicKey) -> Self {
        Self {
            environment,
            roots: vec![root],
        }
    }

    /// The trust in nobody: such an installation serves with its included seat.
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

    #[must_use]
    pub fn roots(&self) -> &[PublicKey] {
        &self.roots
    }

    pub(crate) fn root(&self, id: KeyId) -> Option<PublicKey> {
        self.roots.iter().copied().find(|root| root.id() == id)
    }
}

/// Reads the file of a root for a test installation: one line of 64 hex digits with `#` comments, one line of the list (`test KEYID KEY`),
/// or one `PUBLIC KEY` block, with any text around it.
///
/// # Errors
/// There is not exactly one usable public key of a test root in it.
pub fn read_root(file: &[u8]) -> Result<PublicKey, Error> {
    match read_public(file)? {
        (Environment::Test, root) => Ok(root),
        (Environment::Production, _) => Err(Error::Production),
    }
}

/// Reads the file of any root and its environment: `production KEYID KEY`, or as [`read_root`].
///
/// # Errors
/// There is not exactly one usable public key in it.
pub fn read_public(file: &[u8]) -> Result<(Environment, PublicKey), Error> {
    if file.len() > MAX_ROOT_FILE_LEN {
        return Err(Error::TooLarge { len: file.len() });
    }
    if reading::is_nothing(file) {
        return Err(Error::Empty);
    }
    if file
        .windows(ED25519_PKCS8.len())
        .any(|at| at == ED25519_PKCS8)
    {
        return Err(Error::PrivateKey);
    }
    let decoded = reading::decode(file).map_err(Error::NotText)?;
    if decoded.encoding == Encoding::Unknown {
        return Err(Error::NotText(Other::Unknown));
    }
    let text = reading::plain(&decoded.text);
    handed_over::root(&text).map_err(|why| match why {
        Error::PrivateKey => why,
        _ => reading::source_of_mail(&text).map_or(why, Error::MailSource),
    })
}

/// The line of a root in the list of compiled-in roots.
#[must_use]
pub fn line(environment: Environment, root: PublicKey) -> String {
    let word = match environment {
        Environment::Production => "production",
        Environment::Test => "test",
    };
    format!("{word} {} {root}", root.id())
}

/// The trust in the roots of the compiled-in list.
fn listed_roots(text: &str) -> Result<Trust, Error> {
    let list = listed::parse(text)?;
    let roots = list.roots.iter().map(checked).collect::<Result<_, _>>()?;
    Ok(Trust {
        environment: environment(list.production),
        roots,
    })
}

fn checked(root: &listed::Listed) -> Result<PublicKey, Error> {
    let line = root.line;
    let key = PublicKey::from_bytes(&root.key).map_err(|source| Error::Key { line, source })?;
    let (named, found) = (KeyId(root.id), key.id());
    if named != found {
        return Err(Error::OtherId { line, named, found });
    }
    Ok(key)
}

fn environment(production: bool) -> Environment {
    match production {
        true => Environment::Production,
        false => Environment::Test,
    }
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
    fn the_roots_that_are_compiled_in_can_be_read_and_one_of_them_is_a_spare() {
        let trust = listed_roots(COMPILED_IN).unwrap();
        assert_eq!(Trust::compiled_in(), trust);
        assert!(trust.roots().len() >= MIN_ROOTS);
    }

    #[test]
    fn the_source_ships_test_roots_only() {
        let shipped = listed_roots(include_str!("../roots.txt")).unwrap();
        assert_eq!(shipped.environment(), Environment::Test);
    }

    #[test]
    fn a_listed_root_stands_beside_its_own_key_id() {
        let (one, two) = (key(ONE), key(TWO));
        let text = format!(
            "# comment\n\nproduction {} {ONE} # in use\nproduction {}\t{TWO}\n",
            one.id(),
            two.id()
        );
        let trust = listed_roots(&text).unwrap();
        assert_eq!(trust.environment(), Environment::Production);
        assert_eq!(trust.roots(), [one, two]);
        let crossed = format!("test {} {ONE}\n{}", two.id(), line(Environment::Test, two));
        let refused = listed_roots(&crossed).unwrap_err();
        assert!(matches!(refused, Error::OtherId { line: 1, .. }));
    }

    #[test]
    fn a_list_of_two_environments_or_without_a_spare_is_refused() {
        let line = |environment, text| super::line(environment, key(text)) + "\n";
        let production = line(Environment::Production, ONE);
        let refused = |list: String| listed_roots(&list).unwrap_err();
        assert_eq!(
            refused(production.clone() + &line(Environment::Test, TWO)),
            Error::List(ListError::Mixed(2))
        );
        assert_eq!(
            refused(production.repeat(2)),
            Error::List(ListError::Twice(2))
        );
        assert_eq!(refused(production), Error::List(ListError::Count(1)));
        assert_eq!(refused("# none\n".into()), Error::List(ListError::Count(0)));
        assert_eq!(refused(format!("\n{ONE}")), Error::List(ListError::Line(2)));
        let broken = format!("{}x", super::line(Environment::Test, key(ONE)));
        assert_eq!(refused(broken), Error::List(ListError::Line(1)));
    }

    #[test]
    fn a_production_root_is_never_laid_down() {
        let text = line(Environment::Production, key(ONE));
        assert_eq!(read_root(text.as_bytes()), Err(Error::Production));
        let read = read_public(text.as_bytes());
        assert_eq!(read, Ok((Environment::Production, key(ONE))));
        let text = line(Environment::Test, key(ONE));
        assert_eq!(read_root(text.as_bytes()), Ok(key(ONE)));
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
        assert_eq!(read_root(&[0xff]), Err(Error::NotText(Other::Unknown)));
    }

    #[test]
    fn a_root_is_read_in_the_mail_that_brought_it() {
        let production = line(Environment::Production, key(ONE));
        let mails = [
            format!(
                "山田様\n\n公開鍵を送ります。\n\n{production}\n\nよろしくお願いします。\n-- \n窓口商会\n"
            ),
            format!(
                "From: a@example.com\nMessage-ID: <0123456789abcdef0123456789abcdef@x>\n\n> {production}\n"
            ),
            format!("届きました。\n田中> {production}\n"),
            format!("届きました。\n≫{production}\n"),
            format!("two parts of one mail\n{production}\nand again\n{production}\n"),
        ];
        for mail in mails {
            let read = read_public(mail.as_bytes());
            assert_eq!(read, Ok((Environment::Production, key(ONE))), "{mail}");
        }
        let der = [&ED25519_SPKI_PREFIX[..], &key(ONE).to_bytes()].concat();
        let block = pem::encode(&pem::Pem::new("PUBLIC KEY", der));
        let mail = format!(
            "鍵です。\n田中> {}",
            block.trim_end().replace('\n', "\n田中> ")
        );
        assert_eq!(read_root(mail.as_bytes()), Ok(key(ONE)));
    }

    #[test]
    fn what_is_nearly_a_root_is_never_passed_over() {
        let production = line(Environment::Production, key(ONE));
        let (id, other) = (key(ONE).id(), line(Environment::Test, key(TWO)));
        let table = [
            (format!("production {id}\n{ONE}\n"), 1),
            (format!("production\n{id} {ONE}\n"), 1),
            (format!("{other}\nroduction {id} {ONE}\n"), 2),
            (format!("{other}\n{}\n", &ONE[..50]), 2),
            (format!("{other}\nSHA-256: {ONE}\n"), 2),
            (format!("{other}\n{production} x\n"), 2),
            ("12".to_owned(), 1),
        ];
        for (text, expected) in table {
            let refused = read_public(text.as_bytes()).unwrap_err();
            assert!(
                matches!(refused, Error::Key { line, .. } if line == expected),
                "{refused}: {text}"
            );
        }
        let both = format!("{production}\n{other}\n");
        assert_eq!(read_public(both.as_bytes()), Err(Error::Count { found: 2 }));
        let letter = "山田様\n公開鍵を送ります。\n";
        assert_eq!(
            read_public(letter.as_bytes()),
            Err(Error::Count { found: 0 })
        );
    }

    #[test]
    fn a_file_that_is_something_else_is_named() {
        let root = line(Environment::Test, key(ONE));
        let (first, second) = root.split_at(70);
        let private = [&[0x30, 0x2e, 2, 1, 0][..], &ED25519_PKCS8, &[7; 32]].concat();
        let table: [(Vec<u8>, Error); 7] = [
            (b"\r\n".to_vec(), Error::Empty),
            (b"PK\x03\x04...".to_vec(), Error::NotText(Other::Archive)),
            (b"test\0 1".to_vec(), Error::NotText(Other::Zeros)),
            (private, Error::PrivateKey),
            (
                format!("<html><p>{root}</p>").into(),
                Error::MailSource(Other::Html),
            ),
            (
                format!("=E9=8D=B5\n{first}=\n{second}\n").into(),
                Error::MailSource(Other::QuotedPrintable),
            ),
            (
                "-----BEGIN PRIVATE KEY-----\nAA=3D=3D\n-----END PRIVATE KEY-----".into(),
                Error::PrivateKey,
            ),
        ];
        for (file, expected) in table {
            assert_eq!(read_public(&file), Err(expected), "{file:?}");
        }
    }
}
