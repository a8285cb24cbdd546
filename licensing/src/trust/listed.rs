//! The text of the list of compiled-in roots. The build script compiles this file, too, to refuse a malformed list, so it uses nothing of
//! this crate.

use std::fmt;

use madoguchi_plain::hex;

/// The fewest roots: one in use and one spare.
pub const MIN_ROOTS: usize = 2;

/// The most roots: the one in use, a spare, and several that are being retired.
pub const MAX_ROOTS: usize = 8;

/// The roots of one environment.
pub struct List {
    /// Whether they are production roots; else they are test roots.
    pub production: bool,
    pub roots: Vec<Listed>,
}

/// One line of the list.
pub struct Listed {
    /// The line's number, from 1.
    pub line: usize,
    /// The key id in the line.
    pub id: [u8; 8],
    pub key: [u8; 32],
}

/// The reason why a text is no list of roots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A malformed line.
    Line(usize),
    /// A line of another environment than those before it.
    Mixed(usize),
    /// A line with the key of an earlier one.
    Twice(usize),
    /// Too few roots or too many.
    Count(usize),
}

/// Reads a list of roots.
///
/// # Errors
/// A line is malformed, the roots are of two environments, or there are too few or too many.
pub fn parse(text: &str) -> Result<List, Error> {
    let mut production = None;
    let mut roots: Vec<Listed> = Vec::new();
    for (text, line) in lines(text) {
        let (environment, root) = listed(text, line).ok_or(Error::Line(line))?;
        if *production.get_or_insert(environment) != environment {
            return Err(Error::Mixed(line));
        }
        if roots.iter().any(|other| other.key == root.key) {
            return Err(Error::Twice(line));
        }
        roots.push(root);
    }
    match (production, roots.len()) {
        (Some(production), MIN_ROOTS..=MAX_ROOTS) => Ok(List { production, roots }),
        (_, found) => Err(Error::Count(found)),
    }
}

/// Parses a line: whether it is for production, and its root, as in `test d1ba… 844a…`.
pub fn listed(text: &str, line: usize) -> Option<(bool, Listed)> {
    let mut words = text.split_whitespace();
    let production = match words.next()? {
        "production" => true,
        "test" => false,
        _ => return None,
    };
    let id = hex::parse(words.next()?)?;
    let key = hex::parse(words.next()?)?;
    words
        .next()
        .is_none()
        .then_some((production, Listed { line, id, key }))
}

/// The lines that are not empty, with their numbers, without comments and white space.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .zip(1..)
        .filter(|(line, _)| !line.is_empty())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(
                f,
                "line {line} of the list of roots is not an environment (production or test), a key id and a public key"
            ),
            Self::Mixed(line) => write!(
                f,
                "line {line} of the list of roots is for another environment than the lines before it; production and test never mix"
            ),
            Self::Twice(line) => write!(f, "line {line} of the list of roots repeats a key"),
            Self::Count(found) => write!(
                f,
                "the list holds {found} roots, where {MIN_ROOTS} to {MAX_ROOTS} belong: one in use, and a spare"
            ),
        }
    }
}

impl std::error::Error for Error {}
