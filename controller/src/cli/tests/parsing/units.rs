//! What can be typed about units, their counters and the day.

use super::{parse, unit};
use crate::cli::args::{Cli, Command, DayCommand, OneUnit, UnitCommand};
use clap::Parser;
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Placement;
use std::path::PathBuf;

#[test]
fn each_unit_command_can_be_typed() {
    assert!(matches!(
        unit("unit list"),
        UnitCommand::List { all: false }
    ));
    assert!(matches!(
        unit("unit pause CR-1 --now"),
        UnitCommand::Pause { now: true, .. }
    ));
    assert!(matches!(unit("unit resume CR-1"), UnitCommand::Resume(_)));
    assert!(matches!(
        unit("unit identify 窓口1"),
        UnitCommand::Identify(OneUnit { name }) if name == "窓口1"
    ));
    assert!(matches!(
        unit("unit prefer CR-1"),
        UnitCommand::Prefer { off: false, .. }
    ));
    assert!(matches!(
        unit("unit prefer CR-1 --off"),
        UnitCommand::Prefer { off: true, .. }
    ));
    assert!(matches!(
        unit("unit retire CR-1"),
        UnitCommand::Retire { yes: false, .. }
    ));
    let line = "unit enroll --serial CR-1 --edition multi --counter 窓口1 --placement seated \
                --tag language:en --tag group:b --out /tmp/cr-1";
    let UnitCommand::Enroll(enroll) = unit(line) else {
        panic!("another command");
    };
    assert_eq!(enroll.serial.as_str(), "CR-1");
    assert_eq!(enroll.edition, Edition::Multi);
    assert_eq!(enroll.counter, "窓口1");
    assert_eq!(enroll.placement, Placement::Seated);
    assert_eq!(enroll.tags.len(), 2);
    assert_eq!(enroll.out, PathBuf::from("/tmp/cr-1"));
    assert_eq!(enroll.cable, "");
    for (word, edition) in [
        ("１：１接続版", Edition::Single),
        ("複数台接続版", Edition::Multi),
    ] {
        let pair = unit(&format!("unit pair --edition {word}"));
        let UnitCommand::Pair(pair) = pair else {
            panic!("another command");
        };
        assert_eq!(pair.edition, Some(edition), "{word}");
    }
}

#[test]
fn a_cable_is_noted_and_a_note_that_fits_no_line_is_refused() {
    let note = |cable: &str| {
        let line = ["madoguchi", "unit", "note", "CR-1", "--cable", cable];
        Cli::try_parse_from(line)
    };
    let Command::Unit(UnitCommand::Note(noted)) = note(" 3 m ").unwrap().command else {
        panic!("another command");
    };
    assert_eq!(
        (noted.unit.name.as_str(), noted.cable.as_deref()),
        ("CR-1", Some("3 m"))
    );
    assert_eq!(noted.delivered, None);
    assert!(Cli::try_parse_from(["madoguchi", "unit", "note", "CR-1"]).is_err());
    assert!(note("").is_ok());
    for bad in ["a\nb", &"長".repeat(33)] {
        let error = note(bad).unwrap_err().to_string();
        assert!(
            error.contains("32文字") && error.contains("32 characters"),
            "{error}"
        );
    }
}

#[test]
fn a_day_of_delivery_is_typed_in_any_usual_form_and_an_empty_one_takes_it_away() {
    let note = |day: &str| {
        let line = ["madoguchi", "unit", "note", "CR-1", "--delivered", day];
        let parsed = Cli::try_parse_from(line)?;
        let Command::Unit(UnitCommand::Note(noted)) = parsed.command else {
            panic!("another command");
        };
        Ok::<_, clap::Error>(noted.delivered.unwrap())
    };
    for day in ["2024-05-20", "２０２４／５／２０", "令和6年5月20日"] {
        assert_eq!(note(day).unwrap(), "2024-05-20", "{day}");
    }
    assert_eq!(note(" ").unwrap(), "");
    assert!(note("5/20").unwrap_err().to_string().contains("2024-05-20"));
}

#[test]
fn a_pause_can_be_typed_with_its_reason() {
    let pause = |reason: &str| {
        let line = ["madoguchi", "unit", "pause", "窓口1", "--reason", reason];
        Cli::try_parse_from(line)
    };
    let Command::Unit(UnitCommand::Pause { reason, now, .. }) =
        pause(" ガラスの清掃 ").unwrap().command
    else {
        panic!("another command");
    };
    assert_eq!((reason.as_deref(), now), (Some("ガラスの清掃"), false));
    for bad in ["a\nb", &"長".repeat(65)] {
        let error = pause(bad).unwrap_err().to_string();
        assert!(
            error.contains("64文字") && error.contains("64 characters"),
            "{error}"
        );
    }
}

#[test]
fn the_ports_and_what_happened_lately_are_asked_for_in_either_language() {
    for line in ["unit ports", "リーダー ポート"] {
        let typed = std::iter::once("madoguchi").chain(line.split(' '));
        let typed = typed.map(std::ffi::OsString::from);
        let cli = madoguchi_texts::command_line::parse::<Cli>(typed).unwrap();
        assert!(
            matches!(cli.command, Command::Unit(UnitCommand::Ports)),
            "{line}"
        );
    }
    for line in ["events --json", "できごと --json"] {
        let typed = std::iter::once("madoguchi").chain(line.split(' '));
        let typed = typed.map(std::ffi::OsString::from);
        let cli = madoguchi_texts::command_line::parse::<Cli>(typed).unwrap();
        assert!(
            matches!(cli.command, Command::Events) && cli.common.json,
            "{line}"
        );
    }
}

#[test]
fn a_counter_is_renamed_and_changed_but_not_by_nothing() {
    let typed = |line| match parse(line).unwrap().command {
        Command::Unit(command) => command,
        other => panic!("{other:?}"),
    };
    let UnitCommand::Rename { unit, to } = typed("unit rename 窓口1 受付A") else {
        panic!("another command");
    };
    assert_eq!((unit.name.as_str(), to.as_str()), ("窓口1", "受付A"));
    let UnitCommand::Change(change) = typed("unit change 窓口1 --placement 座位 --no-tags")
    else {
        panic!("another command");
    };
    assert_eq!(change.placement, Some(Placement::Seated));
    assert!(change.no_tags && change.counter.is_none());
    for line in [
        "unit change 窓口1",
        "unit change 窓口1 --tag a --no-tags",
        "unit rename 窓口1",
    ] {
        assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
    }
}

#[test]
fn a_unit_is_replaced_by_another_and_a_day_is_ended() {
    let UnitCommand::Replace {
        old,
        new,
        answers,
        reason,
        yes: false,
    } = unit("unit replace CR-1 CR-9 --answer restart-same --answer swap-cable --reason 紛失")
    else {
        panic!("another command");
    };
    assert_eq!((old.as_str(), new.as_str()), ("CR-1", "CR-9"));
    assert_eq!(answers, ["restart-same", "swap-cable"]);
    assert_eq!(reason.as_deref(), Some("紛失"));
    assert!(parse("unit replace CR-1").is_err());
    for (line, agreed) in [("day end", false), ("day end --yes", true)] {
        let Command::Day(DayCommand::End { yes }) = parse(line).unwrap().command else {
            panic!("another command");
        };
        assert_eq!(yes, agreed);
    }
}

#[test]
fn what_pages_call_a_counter_can_be_typed_for_it() {
    use crate::texts::label;
    use madoguchi_texts::Lang;
    for height in ["standing", "seated"] {
        for key in ["cli-placement", "placement", "wish-placement"] {
            let shown = label(Lang::Ja, &format!("{key}-{height}"), &[]);
            let typed = crate::wire::typed_placement(&shown);
            let meant = crate::wire::typed_placement(height);
            assert!(typed.is_ok() && typed == meant, "{key}: {shown}");
        }
    }
}
