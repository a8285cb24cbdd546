//! What can be typed about tickets and walk-ups.

use super::{parse, ticket};
use crate::cli::args::TicketCommand;
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::ticket::Means;
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;

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
