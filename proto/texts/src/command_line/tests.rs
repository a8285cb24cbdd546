//! The command line of a small program in both languages.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use clap::{CommandFactory as _, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::Path;

/// 試験のプログラム / A program for tests
#[derive(Debug, Parser)]
#[command(name = "tool", version)]
struct Tool {
    /// 表示の言語 / Language
    #[arg(long, global = true, value_parser = language())]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Act,
}

/// 試験の読み手 / A reader of tests
#[derive(Debug, Parser)]
struct Scripted {
    /// JSONで出力 / Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// 追加 / Add something
    #[command(after_help = "一行目\n二行目\n/\nfirst line\nsecond line")]
    Add {
        /// 番号 / Number
        #[arg(value_parser = whole_number(clap::value_parser!(u32)))]
        number: u32,
        /// 枠の数 / Seats
        #[arg(long, value_parser = whole_number(clap::value_parser!(u8).range(1..=3)))]
        seats: Option<u8>,
        /// 件数 / How many
        #[arg(long, value_parser = whole_number(clap::value_parser!(u64).range(1..)))]
        count: Option<u64>,
        /// 区分 / Class
        #[arg(long, default_value = "normal")]
        class: Class,
        /// 宛先 / Address
        #[arg(long, conflicts_with = "seats")]
        address: Option<IpAddr>,
        /// 名前 / Name
        #[arg(long, value_parser = name)]
        name: Option<String>,
    },
    /// 読む / Read something
    Read {
        /// 申請 / Request
        request: PathBuf,
        /// ルート / Root
        #[arg(long, value_name = "FILE")]
        root: Option<PathBuf>,
        /// 台帳 / Ledger
        #[arg(long, value_name = "DIR")]
        ledger: Option<PathBuf>,
        /// プロダクトキー / Product key
        #[arg(long, value_name = "KEY")]
        product_key: Vec<String>,
        /// 医療機関 / Clinic
        #[arg(long)]
        clinic: Option<String>,
        /// パスフレーズの番号 / Descriptor of the passphrase
        #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32)))]
        passphrase_fd: Option<u32>,
    },
    /// 削除 / Discard something
    Discard {
        /// ファイル / File
        #[arg(long, value_name = "FILE", value_parser = on_disk())]
        file: std::path::PathBuf,
    },
}

#[derive(Debug, Clone, ValueEnum)]
enum Class {
    /// 通常 / Usual
    #[value(alias = "通常")]
    Normal,
    /// 緊急 / Urgent
    Urgent,
}

fn name(text: &str) -> Result<String, Said> {
    let too_long = || {
        Said(Text {
            code: "input-name".to_owned(),
            ja: "名前は8文字までです。".to_owned(),
            en: "a name has 8 letters at most".to_owned(),
        })
    };
    (text.len() < 9)
        .then(|| text.to_owned())
        .ok_or_else(too_long)
}

fn answer(line: &str) -> Answer {
    let words = std::iter::once("tool").chain(line.split_whitespace());
    *parse::<Tool>(words.map(OsString::from)).expect_err("an answer")
}

/// What is not typed, which is all that a person reads beside words to type.
fn latin(text: &str, typed: &[&str]) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words
        .filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()))
        .filter(|word| !word.starts_with('-') && !typed.contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_command_line_that_is_right_is_read_as_ever() {
    let words = ["tool", "--lang", "ja", "add", "7"].map(OsString::from);
    let tool: Tool = parse(words).unwrap();
    assert!(matches!(tool.command, Act::Add { number: 7, .. }));
}

#[test]
fn a_command_can_be_typed_in_japanese() {
    let words = ["tool", "追加", "7", "--区分", "urgent"].map(OsString::from);
    let tool: Tool = parse(words).unwrap();
    assert!(matches!(
        tool.command,
        Act::Add {
            class: Class::Urgent,
            ..
        }
    ));
    assert_eq!(
        without_japanese(Tool::command()),
        [
            "--count",
            "--address",
            "--name",
            "urgent",
            "read",
            "--root",
            "--ledger",
            "--clinic",
            "discard",
            "--file"
        ]
    );
    let help = answer("add --help").text;
    assert!(
        help.ja.contains("--区分, --class") && help.en.is_ascii(),
        "{help:?}"
    );
}

#[test]
fn every_mistake_is_said_in_one_language_alone() {
    let typed = [
        "tool",
        "add",
        "read",
        "discard",
        "help",
        "normal",
        "urgent",
        "ja",
        "en",
        "x",
        "nobody",
        "addd",
        "192.168.10.1",
    ];
    for (line, code) in [
        ("", "usage-missing-command"),
        ("addd", "usage-unknown-command"),
        ("add", "usage-missing-argument"),
        ("discard", "usage-missing-argument"),
        ("discard --file -", "usage-no-dash"),
        ("add x", "usage-not-a-number"),
        ("add 7 --nobody", "usage-unknown-argument"),
        ("add 7 --seat 1", "usage-unknown-argument"),
        ("add 7 8", "usage-unknown-argument"),
        ("add 7 --seats", "usage-missing-value"),
        ("add 7 --seats x", "usage-not-a-number"),
        ("add 7 --seats 4", "usage-out-of-range"),
        ("add 7 --count 0", "usage-too-small"),
        ("add 99999999999", "usage-number-too-large"),
        (
            "add ９９９９９９９９９９９９９９９９９９９９",
            "usage-number-too-large",
        ),
        (
            "add 7 --count 99999999999999999999999",
            "usage-number-too-large",
        ),
        ("add 7 --seats ４", "usage-out-of-range"),
        ("read - --root -", "usage-stdin-twice"),
        ("add 7 --class norma", "usage-bad-value-known"),
        ("add 7 --class", "usage-missing-value-known"),
        ("add 7 --seats 1 --seats 2", "usage-twice"),
        ("add 7 --seats 1 --address ::1", "usage-conflict"),
        ("add 7 --address x", "usage-not-an-address"),
        ("add 7 --name nobody-knows", "input-name"),
        ("help nobody", "usage-unknown-command"),
    ] {
        let said = answer(line);
        assert_eq!(said.text.code, code, "{line}");
        assert!(said.is_mistake, "{line}");
        let ja = &said.text.ja;
        let left = latin(ja, &typed);
        let left: Vec<_> = left
            .iter()
            .filter(|word| !line.contains(word.as_str()))
            .collect();
        assert!(left.is_empty(), "{line}: {left:?} in {ja}");
        let en = said.text.en.replace(|c| line.contains(c), "");
        assert!(en.is_ascii(), "{line}: {}", said.text.en);
    }
}

#[test]
fn who_types_another_word_is_told_which_there_are_here() {
    let said = answer("delete").text;
    assert!(
        said.ja
            .contains("ここで使えるコマンド: 追加、read、discard\n"),
        "{said:?}"
    );
    assert!(
        said.en.contains("Commands here: add, read, discard\n"),
        "{said:?}"
    );
    let said = answer("add 7 --必要 x").text;
    assert!(
        said.ja
            .contains("ここで使える指定: --利用枠、--count、--区分、"),
        "{said:?}"
    );
    assert!(
        said.en.contains("Options here: --seats, --count, --class,"),
        "{said:?}"
    );
    let said = answer("add 7 追加").text;
    assert!(
        said.ja.contains("「追加」は別のコマンドです: tool 追加\n"),
        "{said:?}"
    );
    assert!(
        said.en.contains("\"追加\" is another command: tool add\n"),
        "{said:?}"
    );
    let elsewhere = answer("add").text;
    assert!(!elsewhere.ja.contains("ここで使える"), "{elsewhere:?}");
}

#[test]
fn help_says_in_japanese_what_is_taken_where_nothing_is_given() {
    let help = answer("add --help").text;
    assert!(help.ja.contains("（指定しないと 通常）"), "{help:?}");
    assert!(help.en.contains("[else normal]"), "{help:?}");
}

/// What clap says of a command line, in words.
fn mistake(argument: clap::Arg, words: &[OsString]) -> [String; 2] {
    let command = Command::new("tool").arg(argument);
    let words = std::iter::once(OsString::from("tool")).chain(words.iter().cloned());
    let error = command.clone().try_get_matches_from(words).unwrap_err();
    [Lang::Ja, Lang::En].map(|lang| mistake::say(&error, &command, lang))
}

#[test]
fn mistakes_that_no_program_of_ours_allows_yet_are_said_all_the_same() {
    let option = || clap::Arg::new("size").long("size");
    let typed = |words: &str| words.split(' ').map(OsString::from).collect::<Vec<_>>();
    let [ja, en] = mistake(option().num_args(2), &typed("--size 1"));
    assert!(
        ja.starts_with("--size <size> <size> の値の数が違います。"),
        "{ja}"
    );
    assert!(en.contains("another number of values"), "{en}");
    let [ja, en] = mistake(option().require_equals(true), &typed("--size 1"));
    assert!(ja.contains("「=」に続けて"), "{ja}");
    assert!(en.contains("behind \"=\""), "{en}");
    let [ja, en] = [Lang::Ja, Lang::En].map(|lang| {
        let mut error = clap::Error::new(clap::error::ErrorKind::InvalidValue);
        let word = |word: &str| clap::error::ContextValue::String(word.to_owned());
        error.insert(clap::error::ContextKind::InvalidArg, word("--size"));
        error.insert(clap::error::ContextKind::InvalidValue, word("x"));
        mistake::say(&error, &Command::new("tool"), lang)
    });
    assert!(ja.starts_with("--size に「x」は使えません。"), "{ja}");
    assert!(en.starts_with("--size cannot be \"x\"."), "{en}");
    let error = clap::Error::raw(clap::error::ErrorKind::Io, "no terminal");
    let said = mistake::say(&error, &Command::new("tool"), Lang::En);
    assert!(
        said.starts_with("The command cannot be read (") && said.contains("no terminal"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_named_so() {
    use std::os::unix::ffi::OsStringExt as _;
    let size = clap::Arg::new("size").value_parser(clap::value_parser!(String));
    let [ja, en] = mistake(size, &[OsString::from_vec(vec![0xff])]);
    assert!(
        ja.contains("文字コード") && en.contains("another encoding"),
        "{ja} {en}"
    );
}

#[test]
fn suggestions_and_the_usage_are_kept() {
    let said = answer("-- discard").text;
    assert!(said.ja.contains("前の「--」を消して"), "{}", said.ja);
    assert!(
        said.en.contains("remove the \"--\" before it"),
        "{}",
        said.en
    );
    let said = answer("add 7 --seat 1").text;
    assert!(said.ja.contains("もしかして: --seats"), "{}", said.ja);
    assert!(said.ja.contains("使い方: tool 追加"), "{}", said.ja);
    let said = answer("ad").text;
    assert!(said.en.contains("Did you mean: add"), "{}", said.en);
    let said = answer("add 7 --seats 4").text;
    assert!(said.ja.contains("1 から 3 まで"), "{}", said.ja);
    let said = answer("discard").text;
    assert!(said.ja.contains("--file <ファイル>"), "{}", said.ja);
    assert!(said.en.contains("--file <FILE>"), "{}", said.en);
}

#[test]
fn help_is_in_one_language_and_its_columns_are_straight() {
    for line in ["add --help", "help add", "add -h"] {
        let said = answer(line);
        assert!(!said.is_mistake && said.text.code == "help");
        let (ja, en) = (&said.text.ja, &said.text.en);
        assert!(
            latin(ja, &["tool", "add", "normal", "urgent", "ja", "en"]).is_empty(),
            "{ja}"
        );
        assert!(en.is_ascii(), "{en}");
        assert!(
            ja.contains("一行目\n二行目") && !ja.contains("一行目\n二行目\n/"),
            "{ja}"
        );
        assert!(ja.contains("normal: 通常"), "{ja}");
        assert!(ja.contains("（指定しないと 通常）"), "{ja}");
    }
    let root = answer("--help").text;
    assert!(root.ja.contains("追加, add  追加"), "{}", root.ja);
    assert!(root.ja.starts_with("試験のプログラム"), "{}", root.ja);
    assert_eq!(answer("--version").text.code, "version");
}

#[test]
fn the_language_is_the_one_that_is_asked_for_wherever_it_stands() {
    let of = |line: &str| language_of(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
    assert_eq!(of("tool --lang ja add"), Lang::Ja);
    assert_eq!(of("tool add --lang=ja"), Lang::Ja);
    assert_eq!(of("tool add --lang JA"), Lang::Ja);
    assert_eq!(of("tool --言語 英語 add"), Lang::En);
    assert_eq!(of("tool --言語=日本語 add"), Lang::Ja);
    assert_eq!(of("tool add --lang ja -- --lang en"), Lang::Ja);
    assert_eq!(answer("add --lang ja").lang, Lang::Ja);
}

#[test]
fn a_program_reads_a_mistake_as_json_where_there_is_json() {
    let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
    let said = parse::<Scripted>(words("tool --json -x")).expect_err("a mistake");
    assert!(said.json);
    let read: serde_json::Value = serde_json::from_str(&json(&said.text)).unwrap();
    assert_eq!(read["code"], "usage-unknown-argument");
    assert!(!answer("--json").json);
}

#[test]
fn a_number_is_typed_in_any_width_and_shown_as_it_was_typed() {
    let words = ["tool", "add", "７", "--seats", " ３"].map(OsString::from);
    let tool: Tool = parse(words).unwrap();
    assert!(matches!(
        tool.command,
        Act::Add {
            number: 7,
            seats: Some(3),
            ..
        }
    ));
    let said = answer("add ７ --seats ４").text;
    assert!(said.en.contains("cannot be \"４\""), "{said:?}");
    let narrow = clap::Arg::new("n")
        .value_parser(clap::value_parser!(u32))
        .value_name("N")
        .help("数 / Number");
    let command = Command::new("tool").about("試験 / Test").arg(narrow);
    assert_eq!(flaws(command).len(), 1);
}

#[test]
fn standard_input_is_read_by_one_argument() {
    for line in [
        "read - --root -",
        "read - --product-key -",
        "read - --passphrase-fd ０",
        "read a --root - --product-key - --product-key -",
        "read --root=- -- -",
    ] {
        let said = answer(line);
        assert_eq!(said.text.code, "usage-stdin-twice", "{line}");
        assert!(said.is_mistake, "{line}");
    }
    let said = answer("read - --product-key -").text;
    assert!(
        said.ja
            .contains("<申請のファイル> と --プロダクトキー の両方"),
        "{said:?}"
    );
    assert!(said.en.contains("<REQUEST> and --product-key"), "{said:?}");
    for line in [
        "read -",
        "read a --product-key - --product-key -",
        "read - --clinic - --ledger -",
        "read - --passphrase-fd 3",
    ] {
        let words = std::iter::once("tool").chain(line.split(' '));
        assert!(parse::<Tool>(words.map(OsString::from)).is_ok(), "{line}");
    }
    assert_eq!(file(Path::new("-")).ja, "標準入力");
    assert_eq!(file(Path::new("a/-")).en, "a/-");
}

#[test]
fn a_text_that_is_missing_in_a_language_is_found() {
    assert_eq!(flaws(Tool::command()), [""; 0]);
    let command = Command::new("tool").about("English only");
    assert_eq!(flaws(command).len(), 1);
    let file = clap::Arg::new("x")
        .long("x")
        .value_name("NOBODY")
        .help("何か / Something");
    let command = Command::new("tool").about("試験 / Test").arg(file);
    assert_eq!(flaws(command).len(), 1);
}
