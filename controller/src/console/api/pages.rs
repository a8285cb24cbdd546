//! A page for each name of a refusal: what is said under it, and when. The texts themselves are its source.

use super::docs::{Words, html};
use super::problem::{Problem, in_words_of_the_api};
use crate::texts::{self, explained, label, text};
use askama::Template;
use axum::body::Body;
use axum::http::{Response, StatusCode};
use madoguchi_texts::Lang;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    lang: &'static str,
    other_lang: &'static str,
    title: String,
    words: Words,
    sentences: Vec<Sentence>,
    /// The code of its fault and what that is called.
    fault: Option<(String, String)>,
}

/// A sentence in one language.
struct Sentence {
    lang: &'static str,
    words_heading: String,
    words: String,
    when_heading: String,
    when: String,
    has_values: bool,
    values: String,
}

/// The page of a name, in both languages; the chosen one stands first.
pub(super) fn problem(code: &str, lang: Lang) -> Response<Body> {
    let other = match lang {
        Lang::Ja => Lang::En,
        Lang::En => Lang::Ja,
    };
    let in_language = |lang: Lang| {
        let sentences = explained(lang, code).into_iter();
        sentences.map(move |said| Sentence {
            lang: lang.pick("ja", "en"),
            words_heading: label(lang, "docs-problem-words", &[]),
            when_heading: label(lang, "docs-problem-when", &[]),
            has_values: said.words.contains('['),
            values: label(lang, "docs-problem-values", &[]),
            words: in_words_of_the_api(&said.words),
            when: in_words_of_the_api(&said.when),
        })
    };
    let sentences: Vec<_> = [lang, other].into_iter().flat_map(in_language).collect();
    if sentences.is_empty() {
        let none = Problem::new(StatusCode::NOT_FOUND, text("api-no-problem", &[]));
        return none.answer(lang);
    }
    html(&Page {
        lang: lang.pick("ja", "en"),
        other_lang: other.pick("ja", "en"),
        title: label(lang, "docs-problem-title", &[("code", code)]),
        words: Words::of(lang),
        sentences,
        fault: madoguchi_faults::of_name(code)
            .map(|fault| (fault.code.to_string(), texts::title(fault, lang))),
    })
}
