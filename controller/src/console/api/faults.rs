//! A page for each fault's code, and the list of them: what somebody opens who was shown a code.

use super::docs::html;
use super::problem::Problem;
use crate::texts::{self, Told, areas, is_explained, label, no_such_fault};
use askama::Template;
use axum::body::Body;
use axum::http::{Response, StatusCode};
use madoguchi_faults::Found;
use madoguchi_texts::Lang;

#[derive(Template)]
#[template(path = "fault.html")]
struct Page {
    lang: &'static str,
    other_lang: &'static str,
    title: String,
    words: Words,
    /// In both languages; the chosen one stands first.
    sections: [Section; 2],
    /// The names that have a page of their own.
    problems: Vec<&'static str>,
}

/// A fault in one language.
struct Section {
    lang: &'static str,
    /// That it is the code of a reader's own screen, where that was asked for.
    of_screen: Option<String>,
    told: Told,
}

#[derive(Template)]
#[template(path = "faults.html")]
struct List {
    lang: &'static str,
    other_lang: &'static str,
    title: String,
    words: Words,
    about: String,
    areas: Vec<(String, Vec<(String, &'static str)>)>,
}

/// The words around both.
struct Words {
    other_language: String,
    back: String,
    problems: String,
}

impl Words {
    fn of(lang: Lang) -> Self {
        let word = |key| label(lang, key, &[]);
        Self {
            other_language: word("docs-in-other-language"),
            back: word("faults-title"),
            problems: word("docs-names"),
        }
    }
}

const fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Ja => Lang::En,
        Lang::En => Lang::Ja,
    }
}

/// The page of a fault, by its code as it is typed.
pub(super) fn fault(typed: &str, lang: Lang) -> Response<Body> {
    let Some(Found { fault, of_screen }) = madoguchi_faults::find(typed) else {
        let none = Problem::new(StatusCode::NOT_FOUND, no_such_fault(typed));
        return none.answer(lang);
    };
    let screen = fault.screen.filter(|_| of_screen);
    let section = |lang: Lang| Section {
        lang: lang.pick("ja", "en"),
        of_screen: screen.map(|screen| texts::of_screen(screen, lang)),
        told: texts::fault(fault, lang),
    };
    let names = fault.names.iter().copied();
    html(&Page {
        lang: lang.pick("ja", "en"),
        other_lang: lang.pick("en", "ja"),
        title: texts::title(fault, lang),
        words: Words::of(lang),
        sections: [section(lang), section(other(lang))],
        problems: names.filter(|name| is_explained(name)).collect(),
    })
}

/// All faults by their areas.
pub(super) fn list(lang: Lang) -> Response<Body> {
    html(&List {
        lang: lang.pick("ja", "en"),
        other_lang: lang.pick("en", "ja"),
        title: label(lang, "faults-title", &[]),
        words: Words::of(lang),
        about: label(lang, "faults-about", &[]),
        areas: areas(lang),
    })
}
