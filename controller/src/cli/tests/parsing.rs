//! What can be typed, and what cannot.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod licenses;
mod mistakes;
mod people;
mod programs;
mod tickets;
mod units;

use crate::cli::args::{Cli, Command, TicketCommand, UnitCommand};
use clap::{CommandFactory, Parser};
use madoguchi_fleet::ticket::Class;
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;
use madoguchi_texts::{Lang, command_line};
use std::path::PathBuf;

fn parse(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(std::iter::once("madoguchi").chain(line.split_whitespace()))
}

fn ticket(line: &str) -> TicketCommand {
    match parse(line).unwrap().command {
        Command::Ticket(command) => command,
        other => panic!("{other:?}"),
    }
}

fn unit(line: &str) -> UnitCommand {
    match parse(line).unwrap().command {
        Command::Unit(command) => command,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_command_line_is_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_and_argument_has_its_help_in_both_languages() {
    assert_eq!(command_line::flaws(Cli::command()), [""; 0]);
    assert_eq!(command_line::without_japanese(Cli::command()), [""; 0]);
}

#[test]
fn a_morning_is_typed_without_an_english_value() {
    let typed = ticket("ticket add １２ --class 優先 --need 座位 --prefer リーダー：窓口１");
    let TicketCommand::Add(add) = typed else {
        panic!("another command");
    };
    assert_eq!(add.class, Class::Priority);
    let seated = Wish::Placement(v1::Placement::Seated.into());
    assert_eq!(add.needs[0].wish, Some(seated));
    assert_eq!(add.prefers[0].wish, Some(Wish::Unit("窓口1".into())));
    let TicketCommand::Move { unit, .. } = ticket("ticket move 12 --unit 窓口１") else {
        panic!("another command");
    };
    assert_eq!(unit, "窓口１", "the desk knows which reader it is");
    let Command::Unit(UnitCommand::Pause { unit, .. }) = parse("unit pause cr-1").unwrap().command
    else {
        panic!("another command");
    };
    assert_eq!(unit.name, "cr-1");
}

#[test]
fn what_every_command_has_stands_before_or_after_it() {
    for line in [
        "--json --lang ja status --watch",
        "status --watch --lang ja --json",
    ] {
        let cli = parse(line).unwrap();
        assert!(cli.common.json);
        assert_eq!(cli.common.lang, Some(Lang::Ja));
        assert!(matches!(cli.command, Command::Status { watch: true }));
    }
    let cli = parse("status --data-dir /srv/m").unwrap();
    assert_eq!(cli.common.data_dir, Some(PathBuf::from("/srv/m")));
}
