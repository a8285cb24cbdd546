//! The sentences of one program, in fluent files: each parsed when it is said first, asked from every thread.

use crate::{Lang, shown};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use madoguchi_proto::v1::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// A value that is put into a sentence: the same in both languages, or a text of its own.
#[derive(Debug, Clone)]
pub enum Arg {
    /// A number, a serial, a name.
    Same(String),
    Each(Text),
}

impl Arg {
    fn in_language(&self, lang: Lang) -> &str {
        match self {
            Self::Same(value) => value,
            Self::Each(text) => lang.of(text),
        }
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Each(text)
    }
}

/// Takes a value that is printed the same in both languages.
pub fn same(value: impl ToString) -> Arg {
    Arg::Same(value.to_string())
}

/// The sentences of a program in both languages.
///
/// A key that is in no file gives itself: people see a code rather than nothing.
pub struct Sentences {
    ja: Files,
    en: Files,
}

impl Sentences {
    /// The sentences of fluent files, given by their content.
    #[must_use]
    pub const fn new(ja: &'static [&'static str], en: &'static [&'static str]) -> Self {
        Self {
            ja: Files::new("ja", ja),
            en: Files::new("en", en),
        }
    }

    /// A text by its key, with its arguments, in both languages; `code` is the key.
    #[must_use]
    pub fn text(&self, code: &str, args: &[(&str, &str)]) -> Text {
        self.sentence(code, code, &all_same(args))
    }

    /// A text with the code `code` and the sentence of `key`.
    #[must_use]
    pub fn sentence(&self, code: &str, key: &str, args: &[(&str, Arg)]) -> Text {
        Text {
            code: code.to_owned(),
            ja: self.say(Lang::Ja, key, args),
            en: self.say(Lang::En, key, args),
        }
    }

    /// A sentence in one language.
    #[must_use]
    pub fn label(&self, lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
        self.say(lang, key, &all_same(args))
    }

    /// A sentence without values, where the files have it.
    #[must_use]
    pub fn find(&self, lang: Lang, key: &str) -> Option<String> {
        let known = self.files(lang).lines().contains_key(key);
        known.then(|| self.label(lang, key, &[]))
    }

    /// The keys of the files.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let lines = self.ja.contents.iter().flat_map(|content| content.lines());
        lines
            .filter_map(|line| Some(line.split_once(" = ")?.0))
            .filter(|key| !key.starts_with('#'))
    }

    /// A sentence as the files have it, with its values by their names, and when it is said: for whoever reads about it. Nobody is told
    /// anything by that, so it does not count as said.
    #[must_use]
    pub fn explained(&self, lang: Lang, key: &str) -> Option<Explained> {
        let contents = self.files(lang).contents;
        let (when, variables) = contents.iter().find_map(|content| about(content, key))?;
        let args: Vec<_> = variables
            .iter()
            .map(|name| (name.as_str(), same(format!("[{name}]"))))
            .collect();
        let (words, _) = self.words(lang, key, &args);
        Some(Explained { words, when })
    }

    fn files(&self, lang: Lang) -> &Files {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }

    fn say(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
        let (words, whole) = self.words(lang, key, args);
        shown::note(key, whole);
        words
    }

    /// A sentence, and whether nothing is missing in it.
    fn words(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> (String, bool) {
        let bundle = self.files(lang).with(key);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "a text is missing");
            return (key.to_owned(), false);
        };
        let values: FluentArgs<'_> = args
            .iter()
            .map(|(name, arg)| (*name, FluentValue::from(arg.in_language(lang))))
            .collect();
        let mut errors = Vec::new();
        let words = bundle.format_pattern(pattern, Some(&values), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a text lacks an argument");
        }
        (words.into_owned(), errors.is_empty())
    }

    /// What is wrong with the files, for a test of the program: a line that cannot be read, a key that is there twice or in
    /// one language only, a variable likewise, a sentence that cannot be said with its variables alone.
    #[must_use]
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = Vec::new();
        let (ja, en) = (self.ja.keys(&mut flaws), self.en.keys(&mut flaws));
        for key in ja.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
            if ja.get(key) != en.get(key) {
                flaws.push(format!("{key} is not the same in both languages"));
            }
        }
        for (key, variables) in &ja {
            let args: Vec<_> = variables
                .iter()
                .map(|name| (name.as_str(), same("X")))
                .collect();
            for lang in [Lang::Ja, Lang::En] {
                let (words, whole) = self.words(lang, key, &args);
                if !whole || words == *key || words.contains(['{', '}', '\u{2068}']) {
                    flaws.push(format!("{key} cannot be said: {words:?}"));
                }
            }
        }
        flaws
    }
}

/// A sentence for whoever reads about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its words; a value stands as its name in brackets.
    pub words: String,
    /// When it is said.
    pub when: String,
}

/// When a sentence is said, by the comment right above it or the heading of its section, and the names of its values.
fn about(content: &str, key: &str) -> Option<(String, BTreeSet<String>)> {
    let (mut section, mut own) = ("", "");
    for line in content.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            section = heading;
        } else if let Some(comment) = line.strip_prefix("# ") {
            own = comment;
        } else if let Some((found, value)) = line.split_once(" = ") {
            if found == key {
                let when = if own.is_empty() { section } else { own };
                return Some((when.to_owned(), variables(value)));
            }
            own = "";
        } else {
            own = "";
        }
    }
    None
}

/// The names of the values in a sentence.
fn variables(sentence: &str) -> BTreeSet<String> {
    let variables = sentence.split('$').skip(1);
    let variables = variables.filter_map(|rest| rest.split([' ', '}']).next());
    variables.map(str::to_owned).collect()
}

fn all_same<'a>(args: &[(&'a str, &str)]) -> Vec<(&'a str, Arg)> {
    args.iter()
        .map(|(name, value)| (*name, same(value)))
        .collect()
}

/// The files of one language. Parsed, all the sentences of a program take megabytes, and most of them are never said.
struct Files {
    language: &'static str,
    contents: &'static [&'static str],
    /// The line of each sentence, by its key.
    lines: OnceLock<BTreeMap<&'static str, &'static str>>,
    /// The sentences that were said.
    parsed: OnceLock<RwLock<Bundle>>,
}

impl Files {
    const fn new(language: &'static str, contents: &'static [&'static str]) -> Self {
        Self {
            language,
            contents,
            lines: OnceLock::new(),
            parsed: OnceLock::new(),
        }
    }

    fn lines(&self) -> &BTreeMap<&'static str, &'static str> {
        self.lines.get_or_init(|| {
            let mut lines = BTreeMap::new();
            for line in self.contents.iter().flat_map(|content| content.lines()) {
                if let Some((key, _)) = line.split_once(" = ")
                    && !key.starts_with('#')
                {
                    lines.entry(key).or_insert(line);
                }
            }
            lines
        })
    }

    /// The parsed sentences, with this one among them if the files have it. It counts for one line; a test of the program sees to it that each
    /// is one.
    fn with(&self, key: &str) -> RwLockReadGuard<'_, Bundle> {
        let parsed = self.parsed.get_or_init(|| RwLock::new(self.nothing()));
        let bundle = parsed.read().unwrap_or_else(PoisonError::into_inner);
        if bundle.has_message(key) {
            return bundle;
        }
        drop(bundle);
        if let Some(line) = self.lines().get(key) {
            let read = FluentResource::try_new((*line).to_owned());
            let resource = read.unwrap_or_else(|(read, _)| read);
            let mut bundle = parsed.write().unwrap_or_else(PoisonError::into_inner);
            // An error is that another thread was first.
            let _ = bundle.add_resource(resource);
        }
        parsed.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn nothing(&self) -> Bundle {
        let language: LanguageIdentifier = self.language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks that keep writing directions apart are of no use between these two languages, and stand as boxes on a reader's screen.
        bundle.set_use_isolating(false);
        bundle
    }

    /// The variables of each key.
    fn keys(&self, flaws: &mut Vec<String>) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys = BTreeMap::new();
        for content in self.contents {
            if let Err((_, errors)) = FluentResource::try_new((*content).to_owned()) {
                flaws.push(format!("{errors:?}"));
            }
            for line in content.lines() {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let Some((key, value)) = line.split_once(" = ") else {
                    flaws.push(format!("not KEY = VALUE: {line}"));
                    continue;
                };
                if keys.insert(key.to_owned(), variables(value)).is_some() {
                    flaws.push(format!("{key} is there twice"));
                }
            }
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JA: &[&str] =
        &["# 試験\nhello = こんにちは、{ $name }さん\nlost = { $what }を紛失しました\n"];
    const EN: &[&str] = &["# Test\nhello = Hello, { $name }\nlost = { $what } was lost\n"];

    #[test]
    fn a_sentence_is_said_in_both_languages_and_takes_a_text_of_each() {
        let sentences = Sentences::new(JA, EN);
        let key = Text {
            code: "key".to_owned(),
            ja: "鍵".to_owned(),
            en: "a key".to_owned(),
        };
        let lost = sentences.sentence("key-lost", "lost", &[("what", key.into())]);
        assert_eq!(lost.code, "key-lost");
        assert_eq!(lost.ja, "鍵を紛失しました");
        assert_eq!(lost.en, "a key was lost");
        let hello = sentences.label(Lang::En, "hello", &[("name", "A")]);
        assert_eq!(hello, "Hello, A");
        assert_eq!(sentences.flaws(), [""; 0]);
    }

    #[test]
    fn a_sentence_can_be_read_about_with_its_values_by_name_and_when_it_is_said() {
        const TOLD: &[&str] = &[
            "### When things go\n\nlost = { $what } was lost\n# At a door.\nhello = Hello, { $name }\n",
        ];
        let sentences = Sentences::new(TOLD, TOLD);
        let told = |key| {
            sentences
                .explained(Lang::En, key)
                .map(|told| (told.words, told.when))
        };
        let words = |words: &str, when: &str| Some((words.to_owned(), when.to_owned()));
        assert_eq!(told("lost"), words("[what] was lost", "When things go"));
        assert_eq!(told("hello"), words("Hello, [name]", "At a door."));
        assert_eq!(told("###"), None);
        assert_eq!(sentences.keys().collect::<Vec<_>>(), ["lost", "hello"]);
    }

    #[test]
    fn a_key_that_is_in_no_file_gives_itself() {
        // Not said, as the gate would hear it.
        for lang in [Lang::Ja, Lang::En] {
            let (words, whole) = Sentences::new(JA, EN).words(lang, "no-such-key", &[]);
            assert_eq!((words.as_str(), whole), ("no-such-key", false));
        }
    }

    #[test]
    fn what_is_wrong_with_files_is_found() {
        let wrong: [&'static [&'static str]; 5] = [
            &["hello = Hello, { $name }\n"],
            &["hello = Hello, { $who }\nlost = { $what } was lost\n"],
            &["hello = Hello, { $name }\nlost = { $what } was lost\nlost = { $what }\n"],
            &["hello = Hello, { $name }\nlost = { $what } was lost\nodd\n"],
            &["hello = Hello, { $name }\nlost = { $what was lost\n"],
        ];
        for english in wrong {
            let flaws = Sentences::new(JA, english).flaws();
            assert!(!flaws.is_empty(), "{english:?}");
        }
    }
}
