//! `RULES.md` is the law: it contains every fact, invariant, section and rule that a source file of the workspace cites, and its own
//! numbers have no gap and no double.
//!
//! | cited as | is |
//! |---|---|
//! | `FAQ` and numbers | a row of the table of facts |
//! | `invariant` and numbers | an item of the list of invariants |
//! | `RULES` and quoted words | a heading |
//! | `RULES` and a letter with a number | a rule |
//!
//! There may be several numbers: "7, 8", "12 and 17", "22 to 24". Strings here that would count as citations are written in two pieces.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The file types that may cite the page.
const EXTENSIONS: [&str; 6] = ["rs", "proto", "md", "toml", "ftl", "py"];
/// The numbers of the invariants, which never change.
const INVARIANTS: std::ops::RangeInclusive<u32> = 1..=9;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cited {
    Fact(u32),
    Invariant(u32),
    Section(String),
    Rule(char, u32),
}

/// The numbered items of the page, in its order.
#[derive(Debug, Default)]
struct Page {
    sections: Vec<String>,
    invariants: Vec<u32>,
    rules: Vec<(char, u32)>,
    facts: Vec<u32>,
}

impl Page {
    fn parse(text: &str) -> Self {
        let mut page = Self::default();
        for line in text.lines() {
            if let Some(heading) = line.strip_prefix("##") {
                let heading = heading.trim_start_matches('#').trim();
                page.sections.push(heading.to_owned());
                continue;
            }
            let section = page.sections.last().map_or("", String::as_str);
            let mut rest = Rest(line);
            if rest.eat("- **") || rest.eat("| **") {
                page.rules.extend(rest.rule());
            } else if section == "What must always hold" {
                page.invariants.extend(rest.number());
            } else if section == "Facts" && rest.eat("| ") {
                page.facts.extend(rest.numbers());
            }
        }
        page
    }

    fn has(&self, cited: &Cited) -> bool {
        match cited {
            Cited::Fact(number) => self.facts.contains(number),
            Cited::Invariant(number) => self.invariants.contains(number),
            Cited::Section(name) => self.sections.contains(name),
            Cited::Rule(letter, number) => self.rules.contains(&(*letter, *number)),
        }
    }

    /// The mistakes in the page's own numbers.
    fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        if !self.invariants.iter().copied().eq(INVARIANTS) {
            flaws.push(format!("the invariants are numbered {:?}", self.invariants));
        }
        let letters: BTreeSet<char> = self.rules.iter().map(|(letter, _)| *letter).collect();
        for letter in letters {
            let own = self.rules.iter().filter(|(other, _)| *other == letter);
            for (expected, (_, number)) in (1..).zip(own) {
                if *number != expected {
                    flaws.push(format!("{letter}{number} stands where {expected} belongs"));
                    break;
                }
            }
        }
        let (mut known, mut sections) = (BTreeSet::new(), BTreeSet::new());
        let facts = self.facts.iter().filter(|fact| !known.insert(**fact));
        flaws.extend(facts.map(|fact| format!("fact {fact} is there twice")));
        let names = self
            .sections
            .iter()
            .filter(|name| !sections.insert(name.as_str()));
        flaws.extend(names.map(|name| format!("{name:?} is there twice")));
        flaws
    }
}

/// The rest of a text that is being parsed.
#[derive(Debug, Clone, Copy)]
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn eat(&mut self, what: &str) -> bool {
        let rest = self.0.strip_prefix(what);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn eat_any(&mut self, of: &[&str]) -> bool {
        of.iter().any(|what| self.eat(what))
    }

    fn number(&mut self) -> Option<u32> {
        let end = self.0.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        let number = digits.parse().ok()?;
        self.0 = rest;
        Some(number)
    }

    /// One number, or several: lists and ranges.
    fn numbers(&mut self) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.number().into_iter().collect();
        while let Some(&last) = numbers.last() {
            let mut next = *self;
            let range = next.eat_any(&[" to ", "–"]);
            if !range && !next.eat_any(&[", ", " and ", " or "]) {
                break;
            }
            let Some(number) = next.number() else {
                break;
            };
            numbers.extend(if range {
                last + 1..=number
            } else {
                number..=number
            });
            *self = next;
        }
        numbers
    }

    /// A letter with a number that is not part of a longer word.
    fn rule(&mut self) -> Option<(char, u32)> {
        let mut next = *self;
        let letter = next.0.chars().next().filter(char::is_ascii_uppercase)?;
        next.eat(letter.encode_utf8(&mut [0; 4]));
        let number = next.number()?;
        if next.0.starts_with(is_of_a_word) {
            return None;
        }
        *self = next;
        Some((letter, number))
    }

    /// The text between quotes, also if they are escaped inside a string.
    fn quoted(&mut self) -> Option<String> {
        let mut next = *self;
        if !next.eat_any(&["\"", "\\\""]) {
            return None;
        }
        let (words, rest) = next.0.split_once('"')?;
        self.0 = rest;
        Some(words.trim_end_matches('\\').to_owned())
    }
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A text whose lines are joined without comment markers, because a citation may be broken between lines.
struct Flat {
    text: String,
    /// The beginning of each line.
    lines: Vec<usize>,
}

impl Flat {
    fn of(text: &str) -> Self {
        let (mut flat, mut lines) = (String::new(), Vec::new());
        for line in text.lines() {
            lines.push(flat.len());
            let line = line.trim();
            flat.push_str(line.trim_start_matches(['/', '!', '#']).trim_start());
            flat.push(' ');
        }
        Self { text: flat, lines }
    }

    /// The text after each occurrence of a word, with its line.
    fn after<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (usize, Rest<'a>)> {
        let places = self.text.match_indices(word);
        let begins = |at: &usize| !self.text[..*at].ends_with(is_of_a_word);
        places.map(|(at, _)| at).filter(begins).map(move |at| {
            let line = self.lines.partition_point(|begin| *begin <= at);
            (line, Rest(&self.text[at + word.len()..]))
        })
    }

    /// Everything that is cited, with its line.
    fn citations(&self) -> Vec<(usize, Cited)> {
        let mut cited = Vec::new();
        for (line, mut rest) in self.after("FAQ ") {
            let numbers = rest.numbers().into_iter();
            cited.extend(numbers.map(|number| (line, Cited::Fact(number))));
        }
        for word in ["invariant", "Invariant"] {
            for (line, mut rest) in self.after(word) {
                rest.eat("s");
                if rest.eat(" ") {
                    let numbers = rest.numbers().into_iter();
                    cited.extend(numbers.map(|number| (line, Cited::Invariant(number))));
                }
            }
        }
        for (line, mut rest) in self.after("RULES") {
            rest.eat(".md");
            rest.eat("`");
            while rest.eat_any(&[", ", " and ", " to ", " (", " "]) {
                if let Some(name) = rest.quoted() {
                    cited.push((line, Cited::Section(name)));
                } else if let Some((letter, number)) = rest.rule() {
                    cited.push((line, Cited::Rule(letter, number)));
                } else {
                    break;
                }
            }
        }
        cited
    }
}

/// The rules that the page itself names: there every letter with a number is a rule, if a section has that letter.
fn named_by(text: &str, page: &Page) -> Vec<Cited> {
    let letters: BTreeSet<char> = page.rules.iter().map(|(letter, _)| *letter).collect();
    let words = text.split(|c: char| !is_of_a_word(c));
    let rules = words.filter_map(|word| Rest(word).rule());
    let rules = rules.filter(|(letter, _)| letters.contains(letter));
    rules
        .map(|(letter, number)| Cited::Rule(letter, number))
        .collect()
}

fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap()
}

fn page_text() -> String {
    fs::read_to_string(root().join("controller/fleet/RULES.md")).unwrap()
}

/// All source files of the workspace, without build output and folders that begin with a dot.
fn sources() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![root().to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let (kind, path) = (entry.file_type().unwrap(), entry.path());
            let name = entry.file_name().into_string().unwrap_or_default();
            if kind.is_dir() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if kind.is_file() && extension(&path).is_some() {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn extension(path: &Path) -> Option<&'static str> {
    let own = path.extension()?;
    EXTENSIONS.into_iter().find(|known| own == *known)
}

#[test]
fn whatever_is_cited_is_there() {
    let page = Page::parse(&page_text());
    let (mut seen, mut count, mut nothing) = (BTreeSet::new(), 0, Vec::new());
    for path in sources() {
        seen.extend(extension(&path));
        let text = fs::read_to_string(&path).unwrap();
        let citations = Flat::of(&text).citations();
        count += citations.len();
        for (line, cited) in citations {
            if !page.has(&cited) {
                let path = path.strip_prefix(root()).unwrap().display();
                nothing.push(format!("{path}:{line}: {cited:?}"));
            }
        }
    }
    assert_eq!(nothing, [""; 0], "RULES.md does not have these");
    assert_eq!(seen, EXTENSIONS.into(), "the walk does not see every kind");
    assert!(count > 200, "the walk finds only {count} citations");
}

#[test]
fn the_page_numbers_without_a_gap_or_a_double_and_names_no_rule_that_is_not_there() {
    let text = page_text();
    let page = Page::parse(&text);
    assert_eq!(page.flaws(), [""; 0]);
    let named = named_by(&text, &page);
    let nothing: Vec<_> = named.iter().filter(|rule| !page.has(rule)).collect();
    assert!(nothing.is_empty(), "{nothing:?}");
}

#[test]
fn a_citation_of_nothing_is_found_wherever_it_stands() {
    let page = Page::parse(&page_text());
    // `@` stands for the space, so that this file cites nothing here.
    let table = [
        ("(FAQ@99)", Cited::Fact(99)),
        ("(FAQ@7, 98)", Cited::Fact(98)),
        ("FAQ@7 and 97", Cited::Fact(97)),
        ("FAQ@22 to 25, then FAQ@41–43", Cited::Fact(43)),
        ("an@invariant@10", Cited::Invariant(10)),
        ("/// Invariants@1 to 5 and 0", Cited::Invariant(0)),
        ("(RULES,@\"Tim\")", Cited::Section("Tim".into())),
        ("(RULES,\n    //! \"Tim\")", Cited::Section("Tim".into())),
        (
            "`RULES.md`@(\"Time\",@\"Tea\")",
            Cited::Section("Tea".into()),
        ),
        ("\"RULES,@\\\"Tea\\\"\"", Cited::Section("Tea".into())),
        ("(RULES@T3, T99)", Cited::Rule('T', 99)),
        ("RULES@T1 to T98", Cited::Rule('T', 98)),
        ("(RULES,@\"Time\",@Z1)", Cited::Rule('Z', 1)),
    ];
    for (text, wrong) in table {
        let flat = Flat::of(&text.replace('@', " "));
        let cited = flat.citations().into_iter().map(|(_, cited)| cited);
        let nothing: Vec<_> = cited.filter(|cited| !page.has(cited)).collect();
        assert_eq!(nothing, [wrong], "{text}");
    }
    let harmless = "const RULES: u8 = 1; f(&RULES); invariants@hold, every FAQ@page, GRULES@Z9";
    let cited = Flat::of(&harmless.replace('@', " ")).citations();
    assert!(cited.is_empty(), "{cited:?}");
}

#[test]
fn a_number_that_is_skipped_or_doubled_in_the_page_is_found() {
    let text = page_text();
    for (is, would_be) in [
        ("- **T3**", "- **T2**"),
        ("- **T3**", "- **T4**"),
        ("| **L4**", "| **L5**"),
        ("\n6. ", "\n7. "),
        ("\n9. ", "\n10. "),
        ("\n| 8 |", "\n| 7 |"),
        ("\n## Seats", "\n## Time"),
    ] {
        assert!(text.contains(is), "{is}");
        let page = Page::parse(&text.replacen(is, would_be, 1));
        assert!(!page.flaws().is_empty(), "{is} → {would_be}");
    }
    let page = Page::parse(&text);
    let unknown = named_by("as in T99, but not USB2 or Z1", &page);
    assert_eq!(unknown, [Cited::Rule('T', 99)]);
}
