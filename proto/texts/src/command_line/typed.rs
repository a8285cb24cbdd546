//! A command line as it is typed on a Japanese keyboard: the dashes before an option are others there, and are left out.

use super::words;
use clap::{Arg, Command};
use madoguchi_reading::STDIN;
use std::ffi::OsString;

/// What a Japanese keyboard and an editor write for `-`.
const DASHES: [char; 9] = ['-', 'ー', '－', '―', '—', '–', '‐', '−', 'ｰ'];

/// The arguments with `--` before each option that is written with other dashes, or in Japanese without any.
///
/// A bare word is an option only where it is one of the command's own Japanese words and cannot be what the command is about: a reader's
/// counter may have any name.
pub(super) fn dashed(program: &Command, arguments: Vec<OsString>) -> Vec<OsString> {
    let mut reader = Reader {
        program,
        command: program,
        given: 0,
        is_value: true,
        over: false,
    };
    let read = |argument: OsString| match argument.to_str().map(|word| reader.read(word)) {
        Some(Some(option)) => option.into(),
        _ => argument,
    };
    arguments.into_iter().map(read).collect()
}

struct Reader<'a> {
    program: &'a Command,
    /// The command that was reached.
    command: &'a Command,
    /// How many arguments without a name it has so far.
    given: usize,
    /// Whether the next word is a value: at first the program's name.
    is_value: bool,
    /// Whether `--` was there: behind it nothing is an option.
    over: bool,
}

impl<'a> Reader<'a> {
    /// The option that a word stands for, if it is written otherwise.
    fn read(&mut self, word: &str) -> Option<String> {
        if self.over || std::mem::take(&mut self.is_value) {
            return None;
        }
        if word == "--" {
            self.over = true;
            return None;
        }
        let bare = word.trim_start_matches(DASHES);
        let (name, value) = match bare.split_once(['=', '＝']) {
            Some((name, value)) => (name, Some(value)),
            None => (bare, None),
        };
        let is_dashed = bare.len() < word.len();
        let option = self.option(name);
        let meant = option.filter(|option| is_dashed || self.is_option(option, name, value));
        if let Some(option) = meant {
            self.is_value = value.is_none() && option.get_action().takes_values();
            return Some(match value {
                Some(value) => format!("--{name}={value}"),
                None => format!("--{name}"),
            });
        }
        match self.command.find_subcommand(word) {
            Some(command) => self.command = command,
            // `-` alone is standard input.
            None if !is_dashed || word == STDIN => self.given += 1,
            None => {}
        }
        None
    }

    /// The option of this name, of the command that was reached or of every one.
    fn option(&self, name: &str) -> Option<&'a Arg> {
        let own = self.command.get_arguments();
        let of_all = self
            .program
            .get_arguments()
            .filter(|argument| argument.is_global_set());
        own.chain(of_all).find(|argument| {
            let long = argument.get_long();
            long.is_some_and(|long| long == name) || words::of_option(argument) == Some(name)
        })
    }

    /// Whether a word without dashes is an option, and not an argument that the command needs.
    fn is_option(&self, option: &Arg, name: &str, value: Option<&str>) -> bool {
        let needs = self
            .command
            .get_positionals()
            .filter(|positional| positional.is_required_set());
        words::of_option(option) == Some(name)
            && value.is_none()
            && !self.command.has_subcommands()
            && self.given >= needs.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Command {
        let option = |name: &'static str| Arg::new(name).long(name).num_args(1);
        let flag = |name: &'static str| option(name).num_args(0).action(clap::ArgAction::SetTrue);
        let command = Command::new("tool")
            .arg(option("lang").global(true))
            .subcommands([
                Command::new("add")
                    .arg(Arg::new("numbers").num_args(0..))
                    .args([option("need"), option("class"), flag("yes")]),
                Command::new("rename")
                    .args([
                        Arg::new("unit").required(true),
                        Arg::new("to").required(true),
                    ])
                    .arg(option("counter")),
            ]);
        super::super::words::teach(command)
    }

    fn read(line: &str) -> String {
        let words = line.split(' ').map(OsString::from).collect();
        let read = dashed(&program(), words);
        let words: Vec<_> = read.iter().map(|word| word.to_string_lossy()).collect();
        words.join(" ")
    }

    #[test]
    fn an_option_may_have_other_dashes_or_in_japanese_none() {
        for (typed, meant) in [
            ("tool 追加 12 ーー条件 座位", "tool 追加 12 --条件 座位"),
            ("tool 追加 12 －－class＝優先", "tool 追加 12 --class=優先"),
            ("tool 追加 12 ―条件=座位", "tool 追加 12 --条件=座位"),
            (
                "tool 追加 12 条件 座位 はい",
                "tool 追加 12 --条件 座位 --はい",
            ),
            ("tool add 条件 条件 12", "tool add --条件 条件 12"),
            ("tool 追加 言語 日本語", "tool 追加 --言語 日本語"),
            ("tool 改名 - b 窓口 c", "tool 改名 - b --窓口 c"),
            ("tool ーー言語 日本語 追加", "tool --言語 日本語 追加"),
        ] {
            assert_eq!(read(typed), meant);
        }
    }

    #[test]
    fn what_may_be_a_name_stays_one() {
        for line in [
            "窓口 追加 12",
            "tool 改名 窓口 窓口",
            "tool rename 窓口 はい",
            "tool add 12 need seated",
            "tool add -- 条件 はい",
            "tool add 12 --class 条件",
            "tool add 12 ーア1",
            "tool 条件 add",
        ] {
            assert_eq!(read(line), line);
        }
    }
}
