//! Parts: the groups of one document in several QR codes, which can be read in any order.

use std::collections::BTreeMap;

use super::group::GROUP_LEN;
use super::{Error, Place, symbols};
use crate::base32::{self, Read};

/// The symbols of the tag, which is the same in all parts of a document.
pub const TAG_LEN: usize = 4;

/// The beginning of every part. The colon is no symbol, so it appears nowhere else but where a tag ends in these letters.
const BEGIN: &str = "MDG:";

/// The most parts of a document: more than the groups of the largest document.
const MAX_PARTS: usize = 9_999;

/// The longest beginning of a part: `MDG:9999/9999:TAG0:`.
const MAX_HEAD_LEN: usize = BEGIN.len() + 9 + 1 + TAG_LEN + 1;

/// Writes groups as parts of at most `max_chars` characters.
pub fn write(groups: &[[char; GROUP_LEN]], tag: [u8; TAG_LEN], max_chars: usize) -> Vec<String> {
    let per_part = (max_chars.saturating_sub(MAX_HEAD_LEN) / GROUP_LEN).max(1);
    let parts = groups.chunks(per_part);
    let count = parts.len();
    let tag: String = tag.into_iter().map(base32::write).collect();
    parts
        .zip(1..)
        .map(|(groups, number)| {
            let mut part = format!("{BEGIN}{number}/{count}:{tag}:");
            part.extend(groups.iter().flatten());
            part
        })
        .collect()
}

/// Whether parts stand in a text: it begins like one, or a line of it holds one.
pub fn begin(text: &str) -> bool {
    let characters = text.chars().filter(|c| !c.is_whitespace()).map(plain);
    characters.take(BEGIN.len()).eq(BEGIN.chars())
        || text.lines().any(|line| part_in(line).is_some())
}

/// What a line holds from its first part on; scanners put a mark of their own before it.
fn part_in(line: &str) -> Option<String> {
    let line: String = line.chars().map(plain).collect();
    let mut places = line.match_indices(BEGIN).map(|(at, _)| at);
    let begins = |at: &usize| {
        line[at + BEGIN.len()..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
    };
    let at = places.find(begins)?;
    Some(line[at..].to_owned())
}

/// The lines of a text that belong to parts: those with a beginning, and those that go on from one. A line of words does not, also where
/// every letter of it is a symbol.
fn lines_of_parts(text: &str) -> String {
    let mut kept = String::new();
    let mut goes_on = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match part_in(line) {
            Some(part) => {
                kept.push_str(&part);
                goes_on = true;
            }
            None if goes_on && is_a_piece(line) => kept.push_str(line),
            None => goes_on = false,
        }
    }
    match kept.is_empty() {
        true => text.to_owned(),
        false => kept,
    }
}

/// Whether a line can be the rest of a part: groups and halves of groups, or one word in capitals or with digits.
fn is_a_piece(line: &str) -> bool {
    let line: String = line.trim().chars().map(base32::narrow).collect();
    let words = line.split_whitespace().map(|word| word.replace('-', ""));
    let halves = words
        .clone()
        .all(|word| word.chars().count() % (GROUP_LEN / 2) == 0);
    let capitals =
        !line.contains(char::is_lowercase) || line.contains(|c: char| c.is_ascii_digit());
    let one = words.count() == 1 && capitals;
    let belongs = |c: char| symbol(c).is_some() || matches!(c, ' ' | '-' | ':' | '/');
    line.chars().all(belongs) && (halves || one)
}

/// The symbols of all parts in their order.
pub struct Parts {
    symbols: Vec<u8>,
    tag: [u8; TAG_LEN],
    /// The number of groups in each part.
    groups: Vec<usize>,
}

impl Parts {
    pub fn symbols(&self) -> &[u8] {
        &self.symbols
    }

    /// The position of the group with this number, counted from 1 over all parts.
    pub fn place(&self, group: usize) -> Place {
        let mut group = group;
        for (&groups, part) in self.groups.iter().zip(1..) {
            if group <= groups {
                let part = Some(part);
                return Place { part, group };
            }
            group -= groups;
        }
        let part = Some(self.groups.len());
        Place { part, group }
    }

    /// Checks that the tag is that of the document.
    pub fn same_tag(&self, tag: [u8; TAG_LEN]) -> Result<(), Error> {
        (self.tag == tag).then_some(()).ok_or(Error::OtherDocument)
    }
}

/// Joins parts, which may be in any order and may be repeated.
pub fn read(text: &str) -> Result<Parts, Error> {
    let text: String = lines_of_parts(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(plain)
        .collect();
    let mut all = BTreeMap::new();
    let mut common = None;
    for part in split(&text) {
        let (head, symbols) = parse(part)?;
        let of = (head.count, head.tag);
        if *common.get_or_insert(of) != of {
            return Err(Error::OtherDocument);
        }
        let number = head.number;
        let known = all.entry(number).or_insert_with(|| symbols.clone());
        if *known != symbols {
            return Err(Error::PartTwice { part: number });
        }
    }
    let (parts, tag) = common.ok_or(Error::Part)?;
    join(all, parts, tag)
}

/// What stands behind the beginning of each part, up to the next. A beginning is looked for behind a part's tag, which can look like one.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.split_once(BEGIN).map(|(_, rest)| rest);
    while let Some(part) = rest {
        let mut colons = part.match_indices(':').map(|(at, _)| at + 1);
        let numbers = colons.next().unwrap_or(0);
        let tag = colons.next().filter(|tag| tag - numbers == TAG_LEN + 1);
        let next = part[tag.unwrap_or(numbers)..].find(BEGIN);
        let end = next.map_or(part.len(), |next| tag.unwrap_or(numbers) + next);
        parts.push(&part[..end]);
        rest = part[end..].strip_prefix(BEGIN);
    }
    parts
}

fn join(all: BTreeMap<usize, Vec<u8>>, parts: usize, tag: [u8; TAG_LEN]) -> Result<Parts, Error> {
    if let Some(part) = (1..=parts).find(|part| !all.contains_key(part)) {
        return Err(Error::PartMissing { part, parts });
    }
    if let Some((&part, symbols)) = all
        .iter()
        .find(|(_, s)| s.len() % GROUP_LEN != 0 || s.is_empty())
    {
        let group = symbols.len() / GROUP_LEN + 1;
        return Err(Error::Cut {
            place: Place {
                part: Some(part),
                group,
            },
            found: symbols.len() % GROUP_LEN,
        });
    }
    Ok(Parts {
        groups: all
            .values()
            .map(|symbols| symbols.len() / GROUP_LEN)
            .collect(),
        symbols: all.into_values().flatten().collect(),
        tag,
    })
}

struct Head {
    number: usize,
    count: usize,
    tag: [u8; TAG_LEN],
}

/// Parses `2/3:TAG0:groups`.
fn parse(part: &str) -> Result<(Head, Vec<u8>), Error> {
    let head = |part: &str| {
        let (numbers, rest) = part.split_once(':')?;
        let (number, count) = numbers.split_once('/')?;
        let (tag, groups) = rest.split_once(':')?;
        let (number, count) = (count_of(number)?, count_of(count)?);
        let tag = tag.chars().map(symbol).collect::<Option<Vec<_>>>()?;
        let tag = tag.try_into().ok()?;
        (number <= count).then_some((Head { number, count, tag }, groups.to_owned()))
    };
    let (head, groups) = head(part).ok_or(Error::Part)?;
    Ok((head, symbols(&groups)))
}

/// Parses a number from 1 to the most parts, written only with digits.
fn count_of(text: &str) -> Option<usize> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits)?;
    (1..=MAX_PARTS).contains(&number).then_some(number)
}

fn symbol(c: char) -> Option<u8> {
    match base32::read(c) {
        Read::Symbol(symbol) => Some(symbol),
        Read::Separator | Read::Other => None,
    }
}

fn plain(c: char) -> char {
    base32::narrow(c).to_ascii_uppercase()
}
