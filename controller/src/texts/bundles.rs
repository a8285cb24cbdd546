//! The fluent bundles: parsed once, asked from every thread.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use madoguchi_proto::v1::Text;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

const JA: &[&str] = &[
    include_str!("../../texts/ja.ftl"),
    include_str!("../../texts/ja-cli.ftl"),
    include_str!("../../texts/ja-backup.ftl"),
    include_str!("../../texts/ja-license.ftl"),
    include_str!("../../texts/ja-pairing.ftl"),
    include_str!("../../texts/ja-doors.ftl"),
    include_str!("../../texts/ja-doctor.ftl"),
    include_str!("../../texts/ja-link.ftl"),
    #[cfg(feature = "demo")]
    include_str!("../../texts/ja-demo.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../texts/en.ftl"),
    include_str!("../../texts/en-cli.ftl"),
    include_str!("../../texts/en-backup.ftl"),
    include_str!("../../texts/en-license.ftl"),
    include_str!("../../texts/en-pairing.ftl"),
    include_str!("../../texts/en-doors.ftl"),
    include_str!("../../texts/en-doctor.ftl"),
    include_str!("../../texts/en-link.ftl"),
    #[cfg(feature = "demo")]
    include_str!("../../texts/en-demo.ftl"),
];

static JAPANESE: LazyLock<Bundle> = LazyLock::new(|| bundle("ja", JA));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", EN));

type Bundle = FluentBundle<FluentResource>;

/// A language that people can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The side of a text that is in this language.
    #[must_use]
    pub fn of(self, text: &Text) -> &str {
        match self {
            Self::Ja => &text.ja,
            Self::En => &text.en,
        }
    }
}

/// What goes into a sentence: the same in both languages, or a text of its own.
#[derive(Debug, Clone)]
pub(crate) enum Arg {
    /// A number, a serial, a name.
    Same(String),
    /// A text.
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

/// Takes what prints itself the same in both languages.
pub(crate) fn same(value: impl ToString) -> Arg {
    Arg::Same(value.to_string())
}

/// A text by its key in the fluent files, with its arguments, in both languages; `code` is the key.
///
/// A key that is in no file gives itself: a reader shows a code rather than nothing.
#[must_use]
pub fn text(code: &str, args: &[(&str, &str)]) -> Text {
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, same(value)))
        .collect();
    sentence(code, code, &args)
}

/// A text with the code `code` and the sentence `FAMILY-CODE`.
pub(super) fn said(family: &str, code: &str, args: &[(&str, Arg)]) -> Text {
    sentence(code, &format!("{family}-{code}"), args)
}

/// A text with the code `code` and the sentence of `key`.
pub(crate) fn sentence(code: &str, key: &str, args: &[(&str, Arg)]) -> Text {
    Text {
        code: code.to_owned(),
        ja: in_language(Lang::Ja, key, args),
        en: in_language(Lang::En, key, args),
    }
}

/// A word of the command line's own, in one language.
#[must_use]
pub fn label(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, same(value)))
        .collect();
    in_language(lang, key, &args)
}

fn in_language(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    let bundle = match lang {
        Lang::Ja => &*JAPANESE,
        Lang::En => &*ENGLISH,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, "a text is missing");
        return key.to_owned();
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
    words.into_owned()
}

/// Takes all that can be read of the files; the tests see to it that it is all of them.
fn bundle(language: &str, sources: &[&str]) -> Bundle {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks that keep writing directions apart are of no use between these two languages, and
    // stand as boxes on a reader's screen.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(read, _)| read);
        let _ = bundle.add_resource(resource);
    }
    bundle
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// The variables of each key.
    fn keys(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for line in sources.iter().flat_map(|source| source.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, value) = line.split_once(" = ").expect("each line is KEY = VALUE");
            let variables = value
                .split('$')
                .skip(1)
                .map(|rest| rest.split([' ', '}']).next().unwrap().to_owned())
                .collect();
            let twice = keys.insert(key.to_owned(), variables);
            assert_eq!(twice, None, "{key} is there twice");
        }
        keys
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        assert_eq!(keys(JA), keys(EN));
        assert!(keys(JA).len() > 100);
    }

    #[test]
    fn the_files_are_read_without_an_error() {
        for source in JA.iter().chain(EN) {
            let errors = FluentResource::try_new((*source).to_owned())
                .err()
                .map(|(_, e)| e);
            assert_eq!(errors, None);
        }
    }

    #[test]
    fn each_sentence_can_be_said_with_its_variables_alone() {
        for (key, variables) in keys(JA) {
            let args: Vec<_> = variables.iter().map(|v| (v.as_str(), "X")).collect();
            let text = text(&key, &args);
            for words in [&text.ja, &text.en] {
                assert!(!words.contains(['{', '}', '\u{2068}']), "{key}: {words}");
                assert_ne!(*words, key);
            }
        }
    }

    #[test]
    fn a_key_that_is_in_no_file_gives_itself() {
        assert_eq!(text("no-such-key", &[]).ja, "no-such-key");
    }
}
