//! Whole numbers as they are typed: a Japanese keyboard types `３` where `3` is meant.

use clap::builder::TypedValueParser;
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command};
use madoguchi_plain::typed::folded;
use std::error::Error as _;
use std::ffi::OsStr;
use std::num::ParseIntError;

/// Takes a whole number in any width. Every argument that is a number has it; [`flaws`] finds one that has not.
pub fn whole_number<P: TypedValueParser>(parser: P) -> WholeNumber<P> {
    WholeNumber(parser)
}

/// See [`whole_number`].
#[derive(Debug, Clone)]
pub struct WholeNumber<P>(P);

impl<P: TypedValueParser> TypedValueParser for WholeNumber<P> {
    type Value = P::Value;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        typed: &OsStr,
    ) -> Result<P::Value, clap::Error> {
        let Some(text) = typed.to_str() else {
            return self.0.parse_ref(command, argument, typed);
        };
        let number = self
            .0
            .parse_ref(command, argument, OsStr::new(&folded(text)));
        // What is refused is shown as it was typed.
        number.map_err(|mut why| {
            why.insert(
                ContextKind::InvalidValue,
                ContextValue::String(text.to_owned()),
            );
            why
        })
    }
}

/// Names each number of a command, and of the commands behind it, that cannot be typed in full width.
pub(super) fn flaws(command: &Command, flaws: &mut Vec<String>) {
    for argument in command.get_arguments() {
        if !argument.get_action().takes_values() {
            continue;
        }
        let alone = Command::new("number")
            .no_binary_name(true)
            .arg(Arg::new("number").value_parser(argument.get_value_parser().clone()));
        let Err(why) = alone.try_get_matches_from(["３"]) else {
            continue;
        };
        if why.source().is_some_and(|why| why.is::<ParseIntError>()) {
            flaws.push(format!(
                "{}: {argument} cannot be typed in full width: whole_number()",
                command.get_name()
            ));
        }
    }
    for command in command.get_subcommands() {
        self::flaws(command, flaws);
    }
}
