//! The workspace's sources and fluent files, as text.

use std::fs;
use std::path::{Path, PathBuf};

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sources below a folder of the workspace, each with its path there, without their tests.
pub fn sources(below: &str) -> Vec<(String, String)> {
    ending(below, &[".rs"])
}

/// The templates and scripts of pages below a folder of the workspace, each with its path there.
pub fn pages(below: &str) -> Vec<(String, String)> {
    ending(below, &[".html", ".js"])
}

fn ending(below: &str, kinds: &[&str]) -> Vec<(String, String)> {
    let root = root();
    let mut folders = vec![root.join(below)];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && name != "tests" && name != "target" {
                folders.push(path);
            } else if kinds.iter().any(|kind| name.ends_with(kind)) && name != "tests.rs" {
                let source = fs::read_to_string(&path).unwrap();
                let source = source.split("#[cfg(test)]\nmod").next().unwrap();
                let source = source.split("#[cfg(test)]\n#[allow").next().unwrap();
                let source = source.split("#[cfg(all(test, unix))]\n").next().unwrap();
                let path = path.strip_prefix(&root).unwrap().display().to_string();
                sources.push((path, source.to_owned()));
            }
        }
    }
    sources.sort();
    sources
}

/// A sentence of a fluent file.
pub struct Sentence {
    pub key: String,
    pub words: String,
    /// When it is said: the comment right above it, else the heading of its section.
    pub when: String,
}

/// The sentences of a fluent file of the workspace.
pub fn sentences(file: &str) -> Vec<Sentence> {
    let content = fs::read_to_string(root().join(file)).unwrap();
    let (mut section, mut own) = (String::new(), String::new());
    let mut sentences = Vec::new();
    for line in content.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            section = heading.to_owned();
        } else if let Some(comment) = line.strip_prefix("# ") {
            own = comment.to_owned();
        } else if let Some((key, words)) = line.split_once(" = ") {
            let own = std::mem::take(&mut own);
            sentences.push(Sentence {
                key: key.to_owned(),
                words: words.to_owned(),
                when: if own.is_empty() { section.clone() } else { own },
            });
        } else {
            own.clear();
        }
    }
    sentences
}

/// Compares a file of the workspace with what it should be, and writes it anew where `MADOGUCHI_WRITE` is set.
pub fn is_written(file: &str, should: &str) {
    let path = root().join(file);
    if std::env::var_os("MADOGUCHI_WRITE").is_some() {
        fs::write(&path, should).unwrap();
    }
    let is = fs::read_to_string(&path).unwrap_or_default();
    let line = is
        .lines()
        .zip(should.lines())
        .find(|(is, should)| is != should);
    assert!(
        is == should,
        "{file} is not up to date (MADOGUCHI_WRITE=1 writes it): {line:?}"
    );
}
