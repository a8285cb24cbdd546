//! The fault catalogue: what can be wrong at a clinic, whose matter it is, and what to do now (RULES F1 to F5).
//!
//! Programs report a fault under its stable name (`behind-hub`), in a sentence with the values of the case. The catalogue says the rest, once
//! for all programs: a short code for the telephone (`MDG-0204`), what it means in general, whose matter it is, what support asks for, and
//! whether the reader may be sent in. Its source is `faults.toml`, which the build checks.

mod kinds;
#[cfg(test)]
mod tests;

#[cfg(test)]
mod written;

pub use kinds::{Matter, Told};
use madoguchi_plain::typed;
use std::fmt;

include!(concat!(env!("OUT_DIR"), "/faults.rs"));

/// What stands before the number of a code.
const PREFIX: &str = "MDG-";
/// What a name has behind it where more is so beside the fault: the seat is kept meanwhile, the reader is paused, too.
const BESIDE: [&str; 2] = ["-paused", "-seat-kept"];

/// The name of a fault that an engine reports by a code of its maker's.
pub const ENGINES_OWN: &str = "engine-own-code";

/// A code: 1 to 999, shown as `MDG-0204`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(u16);

impl Code {
    /// Its number, which is also that of the event in Windows' event log.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{:04}", self.0)
    }
}

/// The same in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub ja: &'static str,
    pub en: &'static str,
}

/// One fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    /// The names under which programs report it.
    pub names: &'static [&'static str],
    /// The code that the reader itself shows.
    pub screen: Option<&'static str>,
    pub matter: Matter,
    /// Whether the reader may be sent in, once what to do did not help and support agrees.
    pub send_in: bool,
    /// What support is told beside the code and the message.
    pub tell: &'static [Told],
    pub title: Words,
    pub text: Words,
    pub todo: Words,
}

/// All faults, in the order of their codes.
#[must_use]
pub const fn all() -> &'static [Fault] {
    FAULTS
}

/// The fault that is reported under this name.
#[must_use]
pub fn of_name(name: &str) -> Option<&'static Fault> {
    let found = NAMES.binary_search_by(|(known, _)| known.cmp(&name)).ok();
    match found.and_then(|at| NAMES.get(at)) {
        Some((_, fault)) => FAULTS.get(*fault),
        None => BESIDE
            .iter()
            .find_map(|beside| name.strip_suffix(beside))
            .and_then(of_name),
    }
}

/// What a reader's engine reports: the fault of this code, or else that of a code which only its maker knows (RULES F1).
#[must_use]
pub fn of_engine(code: &str) -> Option<&'static Fault> {
    of_name(code).or_else(|| of_name(ENGINES_OWN))
}

/// The fault of this number.
#[must_use]
pub fn of_number(number: u16) -> Option<&'static Fault> {
    let found = FAULTS.binary_search_by_key(&number, |fault| fault.code.0);
    found.ok().and_then(|at| FAULTS.get(at))
}

/// A fault that somebody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub fault: &'static Fault,
    /// Whether he typed the code of a reader's own screen.
    pub of_screen: bool,
}

/// The fault that somebody typed, in any width and case: its code (`MDG-0204`, `0204`, `204`), its name, or the three digits that a reader's
/// own screen shows, or what its engine reports. Three digits are the screen's where it has such a code: `001` is a card, `0001` and `1` are `MDG-0001`.
#[must_use]
pub fn find(typed: &str) -> Option<Found> {
    let word = typed::hyphened(typed);
    let known = |fault, of_screen| Found { fault, of_screen };
    if let Some(fault) = FAULTS.iter().find(|fault| fault.screen == Some(&word)) {
        return Some(known(fault, true));
    }
    let capital = word.to_uppercase();
    let prefixed = capital
        .strip_prefix(PREFIX)
        .or_else(|| capital.strip_prefix("MDG"));
    let digits = prefixed.unwrap_or(&capital);
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let fault = match digits.parse().ok().filter(|_| is_number) {
        Some(number) => of_number(number),
        None => of_name(&word)
            .or_else(|| of_name(&word.to_lowercase()))
            .or_else(|| of_engine(&capital).filter(|_| is_engines(&capital))),
    };
    fault.map(|fault| known(fault, false))
}

/// Whether a word is written as the codes of engines are.
fn is_engines(word: &str) -> bool {
    word.strip_prefix("E-").is_some_and(|rest| !rest.is_empty())
}
