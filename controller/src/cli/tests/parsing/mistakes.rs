//! What cannot be typed, and what is said about it.

use super::parse;
use crate::cli::args::Cli;
use madoguchi_texts::command_line;
use std::ffi::OsString;

#[test]
fn wrong_use_is_told_in_the_language_that_is_asked_for() {
    for (line, ja, en) in [
        (
            "ticket cancel",
            "指定が足りません: <受付番号>",
            "missing: <NUMBER>",
        ),
        (
            "ticket add １２３４５６７８９",
            "受付番号は",
            "A number has",
        ),
        ("ticket ad", "もしかして: add", "Did you mean: add"),
        (
            "unit pause CR-1 --nou",
            "もしかして: --now",
            "Did you mean: --now",
        ),
        ("license request --seats 4", "1 から 3 まで", "from 1 to 3"),
        ("doctor --line x", "アドレス", "an address"),
    ] {
        let words = std::iter::once("madoguchi").chain(line.split_whitespace());
        let said = command_line::parse::<Cli>(words.map(OsString::from)).unwrap_err();
        assert!(
            said.is_mistake
                && ["usage-", "input-"]
                    .iter()
                    .any(|of| said.text.code.starts_with(of)),
            "{said:?}"
        );
        assert!(said.text.ja.contains(ja), "{line}: {}", said.text.ja);
        assert!(said.text.en.contains(en), "{line}: {}", said.text.en);
        assert!(
            said.text.en.replace(line, "").is_ascii() || line.contains('１'),
            "{}",
            said.text.en
        );
    }
}

#[test]
fn wrong_use_is_told_in_both_languages_with_code_2() {
    let cases = [
        ("ticket add 123456789", "受付番号は", "A number has"),
        ("ticket add --need 座い", "条件は", "A wish is"),
        ("ticket add --class 急ぎ", "区分は", "This class"),
        (
            "unit enroll --serial CR/1 --edition single --counter 1 --out x",
            "製造番号は",
            "A serial number",
        ),
    ];
    for (line, ja, en) in cases {
        let error = parse(line).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{line}");
        let told = error.to_string();
        assert!(told.contains(ja) && told.contains(en), "{line}: {told}");
    }
    for line in [
        "",
        "ticket",
        "ticket move 12",
        "unit enroll --serial CR-1",
        "status --lang fr",
    ] {
        assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
    }
}

#[test]
fn who_changes_nothing_is_told_each_thing_that_can_be_changed() {
    for (words, japanese, english) in [
        (
            "ticket change 12",
            &["--区分", "--条件", "--条件なし", "--希望", "--希望なし"][..],
            &[
                "--class",
                "--need",
                "--no-needs",
                "--prefer",
                "--no-prefers",
            ][..],
        ),
        (
            "unit change A",
            &["--窓口", "--種類", "--タグ", "--タグなし"],
            &["--counter", "--placement", "--tag", "--no-tags"],
        ),
    ] {
        let words = std::iter::once("madoguchi").chain(words.split(' '));
        let words = words.map(std::ffi::OsString::from);
        let said = madoguchi_texts::command_line::parse::<Cli>(words).unwrap_err();
        assert_eq!(said.text.code, "usage-missing-argument");
        let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        let (ja, en) = (first(&said.text.ja), first(&said.text.en));
        assert!(japanese.iter().all(|option| ja.contains(option)), "{ja}");
        assert!(english.iter().all(|option| en.contains(option)), "{en}");
    }
}

#[test]
fn a_dash_is_no_file_to_write() {
    for words in [
        "backup -",
        "restore -",
        "license request --out -",
        "license request --png -",
        "license request --svg -",
        "unit enroll --serial CR-1 --edition single --counter A --out -",
    ] {
        let typed = std::iter::once("madoguchi").chain(words.split(' '));
        let typed = typed.map(std::ffi::OsString::from);
        let said = madoguchi_texts::command_line::parse::<Cli>(typed).unwrap_err();
        assert_eq!(said.text.code, "usage-no-dash", "{words}: {said:?}");
    }
}
