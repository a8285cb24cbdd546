//! The file of the catalogue, read and checked. It is read while the crate is built, and by its tests; no program reads it.

use super::kinds::{Matter, Told};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The longest title and sentences in characters: a title is a heading, and a page is read at the telephone.
const MAX_TITLE: usize = 90;
const MAX_SENTENCES: usize = 260;

/// An entry that is in order.
#[derive(Debug)]
pub struct Written {
    pub code: u16,
    pub names: Vec<String>,
    pub screen: Option<String>,
    pub matter: Matter,
    pub send_in: bool,
    pub tell: Vec<Told>,
    pub title: [String; 2],
    pub text: [String; 2],
    pub todo: [String; 2],
}

/// An entry as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    names: Vec<String>,
    screen: Option<String>,
    matter: String,
    #[serde(default)]
    send_in: bool,
    #[serde(default)]
    tell: Vec<String>,
    title: [String; 2],
    text: [String; 2],
    todo: [String; 2],
}

/// Reads the file: its faults in the order of their codes.
///
/// # Errors
/// The first mistake, with the code of its entry.
pub fn read(text: &str) -> Result<Vec<Written>, String> {
    let entries: BTreeMap<String, Entry> =
        toml::from_str(text).map_err(|error| error.to_string())?;
    let mut taken = BTreeSet::new();
    let mut faults = Vec::new();
    for (code, entry) in entries {
        let fault = checked(&code, entry).map_err(|what| format!("{code}: {what}"))?;
        let screen = fault.screen.iter().map(|screen| format!("screen {screen}"));
        for name in fault.names.iter().cloned().chain(screen) {
            if !taken.insert(name.clone()) {
                return Err(format!("{code}: \"{name}\" is another fault's, too"));
            }
        }
        faults.push(fault);
    }
    Ok(faults)
}

fn checked(code: &str, entry: Entry) -> Result<Written, String> {
    let code = number(code).ok_or("a code is MDG-0001 to MDG-0999")?;
    let matter = Matter::of(&entry.matter).ok_or_else(|| unknown(&entry.matter))?;
    let tell: Vec<_> = entry
        .tell
        .iter()
        .map(|told| Told::of(told).ok_or_else(|| unknown(told)))
        .collect::<Result<_, _>>()?;
    if tell.iter().collect::<BTreeSet<_>>().len() != tell.len() {
        return Err("something is told twice".to_owned());
    }
    if entry.names.is_empty() || !entry.names.iter().all(|name| is_name(name)) {
        return Err("names are words of letters, digits, hyphens and underscores".to_owned());
    }
    if entry.screen.as_ref().is_some_and(|code| !is_screen(code)) {
        return Err("a screen's code has three digits".to_owned());
    }
    // A cable's fault can follow the reader, and an engine runs in it; nothing else is mended by sending a reader in (FAQ 41).
    if entry.send_in && !matches!(matter, Matter::Reader | Matter::Port | Matter::Vendor) {
        return Err("a reader is not sent in for that".to_owned());
    }
    title(&entry.title)?;
    sentences(&entry.text)?;
    sentences(&entry.todo)?;
    Ok(Written {
        code,
        names: entry.names,
        screen: entry.screen,
        matter,
        send_in: entry.send_in,
        tell,
        title: entry.title,
        text: entry.text,
        todo: entry.todo,
    })
}

fn unknown(word: &str) -> String {
    format!("\"{word}\" is none of the words at the file's head")
}

/// The number of a code as the file has it.
fn number(code: &str) -> Option<u16> {
    let digits = code.strip_prefix("MDG-")?;
    let number = digits
        .parse()
        .ok()
        .filter(|number| (1..=999).contains(number))?;
    (digits == format!("{number:04}")).then_some(number)
}

fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(fits)
}

fn is_screen(code: &str) -> bool {
    code.len() == 3 && code.chars().all(|c| c.is_ascii_digit())
}

fn title(words: &[String; 2]) -> Result<(), String> {
    in_both(words, MAX_TITLE)?;
    match words.iter().any(|title| title.ends_with(['。', '.'])) {
        true => Err(format!("a title is no sentence: {words:?}")),
        false => Ok(()),
    }
}

fn sentences(words: &[String; 2]) -> Result<(), String> {
    in_both(words, MAX_SENTENCES)?;
    let [ja, en] = words;
    match ja.ends_with('。') && en.ends_with('.') {
        true => Ok(()),
        false => Err(format!("a sentence has its end: {words:?}")),
    }
}

/// Japanese first, English second, neither empty nor long.
fn in_both(words: &[String; 2], most: usize) -> Result<(), String> {
    let [ja, en] = words;
    if ja.is_ascii() || en.is_empty() || !en.is_ascii() {
        return Err(format!("Japanese stands first, English second: {words:?}"));
    }
    match words.iter().find(|side| side.chars().nth(most).is_some()) {
        Some(long) => Err(format!("longer than {most} characters: {long:?}")),
        None => Ok(()),
    }
}
