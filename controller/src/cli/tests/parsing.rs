//! What can be typed, and what cannot.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::cli::args::{
    Cli, Command, DayCommand, LicenseCommand, TicketCommand, TimeCommand, UnitCommand, UserCommand,
};
use clap::{CommandFactory, Parser};
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::people::Role;
use madoguchi_fleet::ticket::{Class, Means};
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Placement;
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;
use madoguchi_texts::{Lang, command_line};
use std::ffi::OsString;
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
fn a_person_is_typed_with_a_role_and_a_password_never_is() {
    let japanese = |line: &str| {
        let words = std::iter::once("madoguchi").chain(line.split_whitespace());
        command_line::parse::<Cli>(words.map(OsString::from))
    };
    let typed = japanese("利用者 追加 ＹＡＭＡＤＡ --役割 管理者 --二段階").unwrap();
    let Command::User(UserCommand::Add {
        name,
        role,
        credentials,
    }) = typed.command
    else {
        panic!("another command");
    };
    assert_eq!((name.as_str(), role), ("YAMADA", Role::Administrator));
    assert!(credentials.second_factor && credentials.password_fd.is_none());
    for wrong in [
        "user add yamada",
        "user add yamada --role 院長",
        "user add yamada --role reception --password kumo7%nx-hato",
        "user reset yamada kumo7%nx-hato",
        "user remove",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
    assert!(parse("user reset yamada --second-factor --password-fd 0 --yes").is_ok());
    assert!(japanese("利用者 再設定 山田").is_ok());
    assert!(japanese("利用者 削除 山田 --はい").is_ok());
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

#[test]
fn the_long_running_programs_can_be_typed() {
    let Command::Serve(serve) = parse("serve --config c.toml").unwrap().command else {
        panic!("another command");
    };
    assert_eq!(serve.config, Some(PathBuf::from("c.toml")));
    assert!(matches!(
        parse("serve --data-dir d").unwrap().command,
        Command::Serve(_)
    ));
}

#[cfg(feature = "demo")]
#[test]
fn the_demo_runs_at_sixty_unless_told_otherwise() {
    let demo = |line| match parse(line).unwrap().command {
        Command::Demo(args) => args,
        other => panic!("{other:?}"),
    };
    assert_eq!(demo("demo").speed, 60);
    let args = demo("demo --speed 600 --patients 40 --seed 7 --headless --json --receptions r.csv");
    assert_eq!(
        (args.speed, args.patients, args.seed),
        (600, Some(40), Some(7))
    );
    assert!(args.headless);
    assert_eq!(args.receptions, Some(PathBuf::from("r.csv")));
    assert!(parse("demo --speed 0").is_err());
}

#[test]
fn a_ticket_is_added_with_needs_and_preferences() {
    let add = ticket(
        "ticket add １２ --class urgent --need seated --need unit:CR-1 --prefer language:en",
    );
    let TicketCommand::Add(add) = add else {
        panic!("another command");
    };
    assert_eq!(add.numbers, [Number::automatic(12)]);
    assert_eq!((add.class, add.yes), (Class::Urgent, false));
    let needs: Vec<_> = add
        .needs
        .into_iter()
        .map(|need| need.wish.unwrap())
        .collect();
    let seated = Wish::Placement(v1::Placement::Seated.into());
    assert_eq!(needs, [seated, Wish::Unit("CR-1".into())]);
    assert_eq!(add.prefers[0].wish, Some(Wish::Tag("language:en".into())));
    let plain = ticket("ticket add");
    let TicketCommand::Add(plain) = plain else {
        panic!("another command");
    };
    assert_eq!((plain.numbers, plain.class), (Vec::new(), Class::Normal));
    let TicketCommand::Add(several) = ticket("ticket add 12 １３ A-7 --class 優先") else {
        panic!("another command");
    };
    let numbers = several.numbers.iter().map(Number::as_str);
    assert_eq!(numbers.collect::<Vec<_>>(), ["12", "13", "A-7"]);
}

#[test]
fn each_ticket_command_can_be_typed() {
    assert!(matches!(
        ticket("ticket list --all"),
        TicketCommand::List {
            all: true,
            watch: false
        }
    ));
    assert!(
        matches!(ticket("ticket show 12"), TicketCommand::Show { number, earlier: None } if number.as_str() == "12")
    );
    assert!(matches!(
        ticket("ticket call 12"),
        TicketCommand::Call { unit: None, .. }
    ));
    assert!(matches!(
        ticket("ticket call 12 --unit CR-1"),
        TicketCommand::Call { unit: Some(_), .. }
    ));
    assert!(matches!(
        ticket("ticket move 12 --unit CR-1"),
        TicketCommand::Move { .. }
    ));
    assert!(matches!(
        ticket("ticket recall 12"),
        TicketCommand::Recall(_)
    ));
    assert!(matches!(ticket("ticket park 12"), TicketCommand::Park(_)));
    assert!(matches!(
        ticket("ticket unpark 12"),
        TicketCommand::Unpark(_)
    ));
    assert!(matches!(
        ticket("ticket cancel 12"),
        TicketCommand::Cancel(_)
    ));
}

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
    let Command::Unit(UnitCommand::Note { unit, cable }) = note(" 3 m ").unwrap().command else {
        panic!("another command");
    };
    assert_eq!((unit.name.as_str(), cable.as_str()), ("CR-1", "3 m"));
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
fn licenses_and_time_can_be_typed() {
    let install = parse("license install a.lic").unwrap().command;
    assert!(
        matches!(install, Command::License(LicenseCommand::Install { file, old_pc_died: false }) if file.as_os_str() == "a.lic")
    );
    let list = parse("license list --json").unwrap().command;
    assert!(matches!(list, Command::License(LicenseCommand::List)));
    let confirm = parse("time confirm").unwrap().command;
    assert!(matches!(
        confirm,
        Command::Time(TimeCommand::Confirm { yes: false })
    ));
    let show = parse("time show").unwrap().command;
    assert!(matches!(show, Command::Time(TimeCommand::Show)));
}

#[test]
fn a_backup_and_its_restore_can_be_typed() {
    let Command::Backup(args) = parse("backup b.age --force").unwrap().command else {
        panic!("another command");
    };
    assert_eq!((args.file, args.force), (PathBuf::from("b.age"), true));
    let line = "restore b.age --passphrase-fd 3 --data-dir new";
    let Command::Restore(args) = parse(line).unwrap().command else {
        panic!("another command");
    };
    assert_eq!(args.passphrase_fd, Some(3));
    assert!(parse("backup").is_err() && parse("restore b.age --force").is_err());
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
fn what_was_done_to_a_ticket_can_be_taken_back_or_done_again() {
    let TicketCommand::Undo(named) = ticket("ticket undo １２") else {
        panic!("another command");
    };
    assert_eq!(named.number.to_string(), "12");
    assert!(matches!(
        ticket("ticket reopen 12"),
        TicketCommand::Reopen(_)
    ));
    for (line, wanted) in [
        ("ticket drop-need 12", None),
        ("ticket drop-need 12 --need unit:CR-1", Some("CR-1")),
    ] {
        let TicketCommand::DropNeed { need, .. } = ticket(line) else {
            panic!("another command");
        };
        let wanted = wanted.map(|serial| v1::Wish {
            wish: Some(Wish::Unit(serial.into())),
        });
        assert_eq!(need, wanted, "{line}");
    }
    assert!(parse("ticket drop-need 12 --need Seated!").is_err());
}

#[test]
fn a_closing_by_other_means_says_the_way() {
    let done = |line: &str| {
        let TicketCommand::Done(done) = ticket(line) else {
            panic!("another command");
        };
        done.means
    };
    assert_eq!(done("ticket done 12 --by paper"), Means::Paper);
    assert_eq!(done("ticket done １２ --by 目視"), Means::Seen);
    assert_eq!(done("ticket done 12 --by モバイル"), Means::Mobile);
    for wrong in [
        "ticket done",
        "ticket done 12",
        "ticket done --by paper",
        "ticket done 12 --by telephone",
        "ticket done 12 13 --by paper",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_change_of_a_ticket_says_what_changes_and_the_rest_stays() {
    let change = |line: &str| {
        let TicketCommand::Change(change) = ticket(line) else {
            panic!("another command");
        };
        change
    };
    let all =
        change("ticket change １２ --class 緊急 --need 座位 --need 窓口:窓口1 --no-prefers --yes");
    assert_eq!(all.class, Some(Class::Urgent));
    assert_eq!(all.needs.len(), 2);
    assert!(all.no_prefers && all.prefers.is_empty() && !all.no_needs && all.yes);
    let needs = change("ticket change 12 --no-needs");
    assert!(needs.no_needs && needs.class.is_none() && needs.needs.is_empty());
    for wrong in [
        "ticket change",
        "ticket change 12",
        "ticket change 12 --yes",
        "ticket change --class urgent",
        "ticket change 12 13 --class urgent",
        "ticket change 12 --class hasty",
        "ticket change 12 --need seated --no-needs",
        "ticket change 12 --prefer seated --no-prefers",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_walk_up_is_named_by_its_unit_or_by_its_session_but_not_by_both() {
    let session = "0a".repeat(16);
    let TicketCommand::Bind(by_unit) = ticket("ticket bind 12 --unit CR-1") else {
        panic!("another command");
    };
    assert_eq!(by_unit.walk_up.unit.unwrap().to_string(), "CR-1");
    assert_eq!(by_unit.walk_up.session, None);
    let TicketCommand::Bind(by_session) = ticket(&format!("ticket bind 12 --session {session}"))
    else {
        panic!("another command");
    };
    assert_eq!(by_session.walk_up.session.unwrap().0, [0x0a; 16]);
    for wrong in [
        "ticket bind 12".to_owned(),
        "ticket bind --unit CR-1".to_owned(),
        "ticket bind 12 --session 0a0a".to_owned(),
        format!("ticket bind 12 --unit CR-1 --session {session}"),
    ] {
        assert!(parse(&wrong).is_err(), "{wrong}");
    }
    let TicketCommand::WalkUps { all } = ticket("ticket walk-ups --all") else {
        panic!("another command");
    };
    assert!(all);
}

#[test]
fn a_unit_is_replaced_by_another_and_a_day_is_ended() {
    let UnitCommand::Replace {
        old,
        new,
        yes: false,
    } = unit("unit replace CR-1 CR-9")
    else {
        panic!("another command");
    };
    assert_eq!((old.as_str(), new.as_str()), ("CR-1", "CR-9"));
    assert!(parse("unit replace CR-1").is_err());
    for (line, agreed) in [("day end", false), ("day end --yes", true)] {
        let Command::Day(DayCommand::End { yes }) = parse(line).unwrap().command else {
            panic!("another command");
        };
        assert_eq!(yes, agreed);
    }
}

#[test]
fn a_license_is_asked_for_shown_and_given_back() {
    let license = |line: &str| match parse(line).unwrap().command {
        Command::License(command) => command,
        other => panic!("{other:?}"),
    };
    let asked = license("license request --product-key MDG-00000-00000-00000 --seats 2 --qr");
    let LicenseCommand::Request(asked) = asked else {
        panic!("another command");
    };
    assert_eq!((asked.seats, asked.reissue), (Some(2), false));
    assert!(asked.forms.qr && asked.forms.out.is_none());
    assert!(!format!("{asked:?}").contains("00000"), "{asked:?}");
    assert!(parse("license request --transfer CR-1 --reissue").is_err());
    assert!(parse("license request --seats 4").is_err());
    assert!(matches!(
        license("license install - --old-pc-died"),
        LicenseCommand::Install {
            old_pc_died: true,
            ..
        }
    ));
    assert!(matches!(
        license("license acts --write 3 --typed"),
        LicenseCommand::Acts { write: Some(3), forms } if forms.typed
    ));
    assert!(matches!(
        license("license return --yes --out r.madoguchi --config c.toml"),
        LicenseCommand::Return(args) if args.yes && args.config.is_some()
    ));
    assert!(matches!(
        parse("time ask-reset").unwrap().command,
        Command::Time(TimeCommand::AskReset)
    ));
}

#[test]
fn a_product_key_with_a_slip_is_not_repeated_by_who_reads_the_command() {
    let line = "license request --product-key MDG-UUUUU-00000-00000";
    assert!(
        parse(line).is_ok(),
        "it is judged later, where nothing is repeated"
    );
    let both = format!("{line} --transfer CR-1");
    let said = parse(&both).unwrap_err().to_string();
    assert!(!said.contains("UUUUU"), "{said}");
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
