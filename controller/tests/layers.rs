//! The order of the controller's modules: none uses one above or beside it.
//!
//! What counts is each path that begins with `crate::`, or that leaves its module by `super::`, in imports and in the midst of
//! code, and of tests, too. Comments may speak of anything.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules below `controller/src`, from the bottom to the top.
const ORDER: [&str; 35] = [
    "schema",
    "aside",
    "bounds",
    "wire",
    "json",
    "act",
    "recipient",
    "machine",
    "store",
    "engine",
    "link",
    "texts",
    "event_log",
    "paper",
    "receptions",
    "ledger",
    "config",
    "tls",
    "identity",
    "facts",
    "update",
    "backup",
    "views",
    "gateway",
    "pairing",
    "desk",
    "console",
    "folder",
    "nightly",
    "down",
    "serve",
    "service",
    "cli",
    "demo",
    "program",
];
/// The files that declare and start the modules.
const ABOVE_ALL: [&str; 2] = ["lib.rs", "main.rs"];

/// A use of one module by another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    line: usize,
    from: String,
    to: String,
}

/// The place of a module in the order.
fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

impl Use {
    fn goes_down(&self) -> bool {
        match (place(&self.from), place(&self.to)) {
            (Some(from), Some(to)) => to < from,
            _ => false,
        }
    }
}

/// A word or a mark of a source file, with its line.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

/// The words and marks of a source file, without comments and without what stands between quotes.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut rest, mut line) = (Vec::new(), text, 1);
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c| !is_of_a_word(c)).unwrap_or(rest.len());
        let (length, counts) = match first {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), false),
            '"' => (quoted(rest), false),
            '\'' => (character(rest), false),
            'r' | 'b' if raw(rest).is_some() => (raw(rest).unwrap(), false),
            _ if word > 0 => (word, true),
            _ => (first.len_utf8(), !first.is_whitespace()),
        };
        let (token, after) = rest.split_at(length);
        if counts {
            tokens.push(Token { text: token, line });
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of a string.
fn quoted(text: &str) -> usize {
    let mut escaped = true;
    let end = text.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 1)
}

/// The length of a string without escapes, `r"…"` or `r#"…"#`, with a `b` before it or not.
fn raw(text: &str) -> Option<usize> {
    let marks = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let inside = marks.trim_start_matches('#');
    let end = format!("\"{}", &marks[..marks.len() - inside.len()]);
    let inside = inside.strip_prefix('"')?;
    let behind = inside.find(&end).map_or("", |at| &inside[at + end.len()..]);
    Some(text.len() - behind.len())
}

/// The length of a character between quotes; of a lifetime the quote alone.
fn character(text: &str) -> usize {
    let mut inside = text.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let behind = at + escaped.len_utf8();
            text[behind..].find('\'').map_or(1, |end| behind + end + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

/// The modules that the source of one file uses; `path` is the file's below `controller/src`.
fn uses(path: &Path, text: &str) -> BTreeSet<Use> {
    let mut names: Vec<_> = path.iter().map(|part| part.to_str().unwrap()).collect();
    let file = names.pop().unwrap().strip_suffix(".rs").unwrap();
    if file != "mod" {
        names.push(file);
    }
    let tokens = tokens(text);
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.text == word);
    let path_goes_on = |at: usize| is(at, ":") && is(at + 1, ":");
    // How deep braces are open, and at which depths a module within the file was opened.
    let (mut depth, mut inner) = (0_usize, Vec::new());
    let mut uses = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let Token { text, line } = tokens[at];
        let begins = at < 2 || !path_goes_on(at - 2);
        at += 1;
        match text {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                if inner.last() == Some(&depth) {
                    inner.pop();
                }
            }
            "mod" if is(at + 1, "{") => inner.push(depth),
            "crate" | "super" if begins && path_goes_on(at) => {
                let mut up = usize::from(text == "super");
                while path_goes_on(at) && is(at + 2, "super") {
                    up += 1;
                    at += 3;
                }
                let leaves = text == "crate" || up == names.len() + inner.len();
                if leaves && path_goes_on(at) {
                    let of = |to: &str| Use {
                        line,
                        from: names[0].to_owned(),
                        to: to.to_owned(),
                    };
                    let firsts = firsts(&tokens[at + 2..]);
                    uses.extend(firsts.into_iter().filter(|to| *to != names[0]).map(of));
                }
            }
            _ => {}
        }
    }
    uses
}

/// The first names of a path, or of each path in a group.
fn firsts<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    match tokens.first() {
        Some(Token { text: "{", .. }) => {}
        Some(first) => return vec![first.text],
        None => return Vec::new(),
    }
    let (mut depth, mut before, mut firsts) = (0_usize, "", Vec::new());
    for Token { text, .. } in tokens {
        match *text {
            "{" => depth += 1,
            "}" if depth == 1 => break,
            "}" => depth -= 1,
            "," => {}
            name if depth == 1 && ["{", ","].contains(&before) => firsts.push(name),
            _ => {}
        }
        before = text;
    }
    firsts
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All files of the modules, by their paths below `controller/src`.
fn files() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    files.retain(|file| !ABOVE_ALL.iter().any(|above| file == Path::new(above)));
    files.sort();
    files
}

#[test]
fn no_module_uses_one_above_or_beside_it() {
    let (mut upward, mut count) = (Vec::new(), 0);
    for file in files() {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let uses = uses(&file, &text);
        count += uses.len();
        for Use { line, from, to } in uses.iter().filter(|used| !used.goes_down()) {
            upward.push(format!("{}:{line}: {from} uses {to}", file.display()));
        }
    }
    assert_eq!(upward, [""; 0], "the order is {ORDER:?}");
    assert!(count > 200, "the walk finds only {count} uses");
}

/// What is asked at the desk means the same at every door, so it knows none of them.
#[test]
fn the_desks_requests_speak_no_doors_language() {
    let doors = ["tonic", "axum", "hyper", "http"];
    let requests = |file: &PathBuf| {
        let path = file.to_str().unwrap();
        path.starts_with("desk") && !path.starts_with("desk/grpc")
    };
    let mut count = 0;
    for file in files().into_iter().filter(requests) {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let tokens = tokens(&text);
        let spoken = tokens.iter().find(|token| doors.contains(&token.text));
        assert!(spoken.is_none(), "{}: {spoken:?}", file.display());
        count += 1;
    }
    assert!(count > 8, "{count} files");
}

#[test]
fn every_module_has_its_place_in_the_order_and_no_other_has() {
    let of = |file: &PathBuf| {
        let first = file.iter().next().unwrap().to_str().unwrap();
        first.trim_end_matches(".rs").to_owned()
    };
    let modules: BTreeSet<String> = files().iter().map(of).collect();
    let placed: BTreeSet<String> = ORDER.map(str::to_owned).into();
    assert_eq!(modules, placed);
    assert_eq!(placed.len(), ORDER.len(), "a module is there twice");
}

#[test]
fn a_use_is_found_however_it_is_written() {
    let table: [(&str, &str, &[&str]); 14] = [
        ("store/mod.rs", "use crate::cli::Failure;", &["cli"]),
        (
            "store/mod.rs",
            "fn f() { g(crate::cli::chain(&why)); }",
            &["cli"],
        ),
        (
            "store/key.rs",
            "use crate::{cli, tls::{Peer, dates}};",
            &["cli", "tls"],
        ),
        (
            "store/key.rs",
            "use crate::{\n    cli::{self, x},\n    desk,\n};",
            &["cli", "desk"],
        ),
        ("store/key.rs", "use crate::*;", &["*"]),
        ("store/key.rs", "use super::super::cli;", &["cli"]),
        ("store/key.rs", "use super::cli;", &[]),
        ("store/mod.rs", "use super::{cli, desk};", &["cli", "desk"]),
        (
            "store.rs",
            "mod tests {\n    use super::super::cli;\n}\nuse super::desk;",
            &["cli", "desk"],
        ),
        (
            "store.rs",
            "mod tests {\n    use super::cli;\n    mod deep {\n    use super::super::cli; }}",
            &[],
        ),
        (
            "store/key.rs",
            "use crate::store::cli; pub(in crate::store) use x::crate_::cli;",
            &[],
        ),
        (
            "store/key.rs",
            "/// As [`crate::cli`] does.\n// use crate::cli;",
            &[],
        ),
        (
            "store/key.rs",
            r##"const X: &str = "use crate::cli"; f(r#"" crate::cli"#, '"', '\'', "\"crate::cli");"##,
            &[],
        ),
        (
            "store/key.rs",
            "impl<'a> X<'a> { fn f(&'a self) -> crate::cli::Y<'a> {} }",
            &["cli"],
        ),
    ];
    for (path, text, modules) in table {
        let found = uses(Path::new(path), text);
        let found: Vec<_> = found.iter().map(|used| used.to.as_str()).collect();
        assert_eq!(found, modules, "{text}");
    }
}

#[test]
fn a_use_goes_down_only_where_both_modules_have_a_place_and_the_used_one_is_lower() {
    let goes_down = |from: &str, to: &str| {
        let (from, to) = (from.to_owned(), to.to_owned());
        Use { line: 1, from, to }.goes_down()
    };
    assert!(goes_down("engine", "store"));
    for (from, to) in [
        ("store", "engine"),
        ("store", "*"),
        ("store", "unknown"),
        ("unknown", "store"),
    ] {
        assert!(!goes_down(from, to), "{from} {to}");
    }
}
