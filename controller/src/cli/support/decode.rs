//! `madoguchi support decode`: what a support code says. No controller has to run: it is for support's side of the telephone.

use crate::cli::client::Failure;
use crate::cli::license::file::read_up_to;
use crate::cli::output::Output;
use crate::cli::page::{line, line_under, word};
use crate::json;
use crate::texts::{self, code_rows, code_unit_rows, label, month, no_support_code, triage_fault};
use madoguchi_code::{Error, Summary, Unit};
use madoguchi_licensing::pictures;
use madoguchi_texts::Lang;
use std::path::Path;

/// What a picture begins with: PNG, JPEG.
const PICTURES: [&[u8]; 2] = [b"\x89PNG", b"\xff\xd8\xff"];

/// Decodes a code from its characters, or from a file with them or with a picture of them.
pub(super) fn run(output: &Output, what: &[String]) -> Result<(), Failure> {
    let told = match file(what) {
        Some(path) => {
            let most = pictures::MAX_BYTES;
            in_file(&read_up_to(path, most, output)?)?
        }
        None => decode(what.join(" ").as_bytes())?,
    };
    let cause = |place| triage_fault(place).map(madoguchi_triage::Fault::name);
    output.answer(
        || json::Summary::of(&told, cause, month),
        || page(&told, output.lang),
    )
}

/// The file that is meant: one that is there, standard input, or a word that cannot be a part of a code.
fn file(what: &[String]) -> Option<&Path> {
    let [only] = what else {
        return None;
    };
    let path = Path::new(only);
    let is_code = madoguchi_licensing::typed::is_typed(only);
    (madoguchi_reading::is_stdin(path) || path.is_file() || !is_code).then_some(path)
}

fn in_file(content: &[u8]) -> Result<Summary, Failure> {
    if !PICTURES.iter().any(|begin| content.starts_with(begin)) {
        return decode(content);
    }
    let texts = pictures::read(content).map_err(|why| Failure {
        text: texts::no_picture(&why),
    })?;
    decode(texts.join("\n").as_bytes())
}

fn decode(text: &[u8]) -> Result<Summary, Failure> {
    madoguchi_code::read(text).map_err(|why: Error| Failure {
        text: no_support_code(&why),
    })
}

fn page(told: &Summary, lang: Lang) -> String {
    let mut page = String::new();
    line(&mut page, &word(lang, "code-told-head"));
    line(&mut page, &word(lang, "code-told-genuine"));
    if told.is_test {
        line(&mut page, &word(lang, "code-told-test"));
    }
    page.push('\n');
    for (key, value) in code_rows(told) {
        line_under(
            &mut page,
            &format!("{}: {}", word(lang, key), lang.of(&value)),
            2,
        );
    }
    for unit in &told.units {
        page.push('\n');
        line(&mut page, &name(unit, lang));
        for (key, value) in code_unit_rows(unit) {
            let words = format!("  {}: {}", word(lang, key), lang.of(&value));
            line_under(&mut page, &words, 4);
        }
    }
    if told.left_out > 0 {
        let units = told.left_out.to_string();
        line(
            &mut page,
            &label(lang, "code-told-left-out", &[("units", &units)]),
        );
    }
    page
}

fn name(unit: &Unit, lang: Lang) -> String {
    match unit.serial.as_str() {
        "" => word(lang, "code-told-unit-nameless"),
        serial => label(lang, "code-told-unit", &[("serial", serial)]),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_code::Word;
    use madoguchi_licensing::codes;

    fn summary() -> Summary {
        Summary {
            is_test: true,
            units: vec![
                Unit {
                    serial: Word::of("CR-1"),
                    ..Unit::default()
                },
                Unit::default(),
            ],
            left_out: 2,
            ..Summary::default()
        }
    }

    #[test]
    fn a_code_is_decoded_from_its_characters_and_from_a_picture() {
        let told = summary();
        assert_eq!(decode(told.typed().as_bytes()).unwrap(), told);
        assert_eq!(in_file(told.typed().as_bytes()).unwrap(), told);
        let picture = codes::png(&told.parts(60)).unwrap();
        assert_eq!(in_file(&picture).unwrap(), told);
        let none = in_file(b"\x89PNG").unwrap_err();
        assert_eq!(none.text.code, "picture-none");
        assert_eq!(decode(b"?").unwrap_err().text.code, "support-code-none");
    }

    #[test]
    fn a_page_tells_all_and_what_is_left_out() {
        let ja = page(&summary(), Lang::Ja);
        assert!(
            ja.contains("試験用") && ja.contains("リーダー CR-1"),
            "{ja}"
        );
        let en = page(&summary(), Lang::En);
        for words in [
            "2 more",
            "without a serial number",
            "nothing",
            "cannot show",
        ] {
            assert!(en.contains(words), "{words}: {en}");
        }
    }

    #[test]
    fn all_that_a_code_says_of_a_reader_has_its_heading() {
        let unit = Unit {
            serial: Word::of("CR-1"),
            port: Word::of("1-2"),
            software: Word::of("0.1.0"),
            is_enrolled: true,
            verdict: madoguchi_code::Verdict::OtherPart,
            likeliest: 5,
            faults: vec![204],
            sessions: 40,
            verified: 39,
            drops: 2,
            covered_month: 700,
            ..Unit::default()
        };
        let told = Summary {
            units: vec![unit],
            ..Summary::default()
        };
        let en = page(&told, Lang::En);
        for heading in [
            "Edition",
            "Triage",
            "Most likely cause",
            "Faults",
            "Used today",
            "Link lost",
            "Version of its program",
            "Coverage ends",
        ] {
            assert!(en.contains(heading), "{heading}: {en}");
        }
    }

    #[test]
    fn words_are_a_code_and_everything_else_is_a_file() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(file(&words("0105Q-FE0RA M43G2-0G3EX")), None);
        assert_eq!(file(&words("0105Q-FE0RA")), None);
        assert_eq!(file(&words("code.png")), Some(Path::new("code.png")));
        assert_eq!(file(&words("-")), Some(Path::new("-")));
    }
}
