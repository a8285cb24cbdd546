//! The one root in a text that people hand over: a file of its own, or a mail with the root in it.
//!
//! Text around a root is passed over; what is nearly a root is not, for it may be the one that was meant.

use super::{ED25519_SPKI_PREFIX, Error, checked, environment, listed};
use crate::grant::Environment;
use crate::keys::Error as Unusable;
use crate::keys::PublicKey;

/// So many hex digits in a row are a key that was cut or written beside something else. Numbers of mails and prints of other files are shorter.
const NEARLY_A_KEY: usize = 48;

/// The hex digits of a key id.
const KEY_ID_DIGITS: usize = 16;

type Root = (Environment, PublicKey);

/// The root in a text without what carriers added.
pub(super) fn root(text: &str) -> Result<Root, Error> {
    if text.contains("PRIVATE KEY-----") {
        return Err(Error::PrivateKey);
    }
    let blocks = match text.contains("-----BEGIN ") {
        true => pem::parse_many(text).map_err(|_| Error::NotEd25519)?,
        false => Vec::new(),
    };
    let keys = blocks.iter().filter(|block| block.tag() == "PUBLIC KEY");
    let mut roots = keys.map(in_block).collect::<Result<Vec<_>, _>>()?;
    for (text, line) in listed::lines(text) {
        match in_line(unquoted(text), line) {
            Some(root) => roots.push(root?),
            None if is_nearly(text) => return Err(unusable(line)),
            None => {}
        }
    }
    // A mail holds its text twice where it quotes itself, or has a second form.
    if roots.iter().all(|root| *root == roots[0]) {
        roots.truncate(1);
    }
    match roots.as_slice() {
        [root] => Ok(*root),
        [] if text.contains("-----BEGIN ") => Err(Error::NotEd25519),
        roots => Err(only_line(text).unwrap_or(Error::Count { found: roots.len() })),
    }
}

fn in_block(block: &pem::Pem) -> Result<Root, Error> {
    let key = block.contents().strip_prefix(&ED25519_SPKI_PREFIX);
    let key = key.ok_or(Error::NotEd25519)?;
    let key = PublicKey::from_slice(key).map_err(|_| Error::NotEd25519)?;
    Ok((Environment::Test, key))
}

/// The root that a line holds and nothing besides; `None` where it is another text.
fn in_line(text: &str, line: usize) -> Option<Result<Root, Error>> {
    if let Some((production, root)) = listed::listed(text, line) {
        return Some(checked(&root).map(|root| (environment(production), root)));
    }
    match text.parse() {
        Ok(root) => Some(Ok((Environment::Test, root))),
        Err(Unusable::Length) => None,
        Err(source) => Some(Err(Error::Key { line, source })),
    }
}

/// A line without the name or sign of whom it quotes. What stands behind a page's mark is not quoted.
fn unquoted(line: &str) -> &str {
    let quoted = line
        .rsplit_once('>')
        .filter(|(name, _)| !name.contains('<'));
    let line = quoted.map_or(line, |(_, rest)| rest);
    line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '<')
}

/// Whether a line that is no root looks like a part of one: it has most of a key, or nothing but what stands before a key.
fn is_nearly(line: &str) -> bool {
    let mut runs = line.split(|c: char| !c.is_ascii_hexdigit());
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let before_a_key = |word: &str| {
        matches!(word, "production" | "test") || word.len() == KEY_ID_DIGITS && digits(word)
    };
    let mut words = unquoted(line).split_whitespace().peekable();
    let begins = words.peek().is_some() && words.all(before_a_key);
    begins || runs.any(|run| run.len() >= NEARLY_A_KEY)
}

/// The only line of a file was meant to be its key.
fn only_line(text: &str) -> Option<Error> {
    let mut lines = listed::lines(text);
    let (_, line) = lines.next()?;
    lines.next().is_none().then(|| unusable(line))
}

fn unusable(line: usize) -> Error {
    Error::Key {
        line,
        source: Unusable::Length,
    }
}
