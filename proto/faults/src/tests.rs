//! The catalogue holds together, and what is not in order does not.

#![allow(clippy::unwrap_used)]

use super::*;

#[test]
fn each_name_finds_its_fault_and_what_is_none_finds_nothing() {
    assert!(all().len() > 200 && all().is_sorted_by_key(|fault| fault.code));
    for fault in all() {
        for name in fault.names {
            assert_eq!(of_name(name), Some(fault), "{name}");
        }
        assert_eq!(of_number(fault.code.number()), Some(fault));
    }
    for none in ["", "free", "MDG-0204", "behind", "behind-hub-", "-paused"] {
        assert_eq!(of_name(none), None, "{none}");
    }
}

#[test]
fn what_the_program_holds_is_what_the_file_says() {
    let file = written::read(include_str!("../faults.toml")).unwrap();
    assert_eq!(file.len(), all().len());
    for (written, built) in file.iter().zip(all()) {
        let said = (written.code, written.matter, written.send_in);
        assert_eq!(said, (built.code.0, built.matter, built.send_in));
        assert_eq!(written.names, built.names);
        assert_eq!(written.screen.as_deref(), built.screen);
        assert_eq!(written.tell, built.tell);
        for (words, built) in [
            (&written.title, built.title),
            (&written.text, built.text),
            (&written.todo, built.todo),
        ] {
            assert_eq!(*words, [built.ja, built.en]);
        }
    }
}

#[test]
fn a_fault_is_the_same_while_the_reader_is_paused_too_or_its_seat_is_kept() {
    let hub = of_name("behind-hub").unwrap();
    for beside in [
        "behind-hub-paused",
        "behind-hub-seat-kept",
        "behind-hub-seat-kept-paused",
    ] {
        assert_eq!(of_name(beside), Some(hub), "{beside}");
    }
}

#[test]
fn a_code_is_typed_as_people_type_it() {
    let hub = of_name("behind-hub").unwrap();
    assert_eq!(hub.code.to_string(), "MDG-0204");
    for typed in [
        "MDG-0204",
        "mdg-0204",
        "mdg0204",
        "0204",
        "204",
        "０２０４",
        "ＭＤＧー０２０４",
        " 204 ",
        "behind-hub",
        "BEHIND-HUB",
    ] {
        let found = find(typed).unwrap();
        assert_eq!((found.fault, found.of_screen), (hub, false), "{typed}");
    }
    assert_eq!(find("e-engine-crash").unwrap().fault.code.number(), 134);
    // A code that only the reader's maker knows.
    assert_eq!(find("e-lamp-7").unwrap().fault.code.number(), 166);
    for none in [
        "",
        "MDG-",
        "E-",
        "MDG-0000",
        "0998",
        "00204",
        "20004",
        "99999999999",
        "hub",
        "-1",
        "+204",
    ] {
        assert_eq!(find(none), None, "{none}");
    }
}

/// What these readers show on their own screens.
#[test]
fn the_codes_of_a_readers_own_screen_are_told_apart_from_ours() {
    for (typed, name) in [
        ("001", "card_unreadable"),
        ("００２", "not_my_number_card"),
        ("006", "card_expired"),
    ] {
        let found = find(typed).unwrap();
        assert!(found.of_screen, "{typed}");
        assert_eq!(Some(found.fault), of_name(name), "{typed}");
    }
    for ours in ["0001", "1", "MDG-001"] {
        let found = find(ours).unwrap();
        assert!(!found.of_screen, "{ours}");
        assert_eq!(found.fault.code.number(), 1, "{ours}");
    }
}

#[test]
fn a_reader_is_sent_in_only_where_it_can_be_the_reader() {
    let sent: Vec<_> = all().iter().filter(|fault| fault.send_in).collect();
    assert!(sent.len() > 5 && sent.len() < all().len() / 4);
    for fault in sent {
        let told = fault.tell.contains(&Told::Serial);
        assert!(told, "{} does not tell the serial (FAQ 45)", fault.code);
    }
    assert!(!of_name("behind-hub").unwrap().send_in);
}

const ENTRY: &str = r#"
[MDG-0204]
names = ["behind-hub"]
matter = "port"
title = ["ハブの先", "Behind a hub"]
text = ["ハブがあります。", "There is a hub."]
todo = ["外してください。", "Take it away."]
"#;

#[test]
fn a_file_that_is_not_in_order_is_refused_with_the_entrys_code() {
    assert_eq!(written::read(ENTRY).unwrap().len(), 1);
    let second = ENTRY.replace("0204", "0205");
    let screens = |code: &str| ENTRY.replace("matter", &format!("screen = \"{code}\"\nmatter"));
    for (file, mistake) in [
        (ENTRY.replace("0204", "1000"), "MDG-0999"),
        (ENTRY.replace("0204", "0000"), "MDG-0001"),
        (ENTRY.replace("0204", "204"), "a code is"),
        (format!("{ENTRY}{ENTRY}"), "duplicate"),
        (format!("{ENTRY}{second}"), "MDG-0205: \"behind-hub\""),
        (ENTRY.replace("behind-hub", "behind hub"), "names are words"),
        (ENTRY.replace("[\"behind-hub\"]", "[]"), "names are words"),
        (ENTRY.replace("\"port\"", "\"weather\""), "weather"),
        (ENTRY.replace("matter", "color = 1\nmatter"), "color"),
        (ENTRY.replace("matter", "tell = [\"mood\"]\nmatter"), "mood"),
        (
            ENTRY.replace("matter", "tell = [\"port\", \"port\"]\nmatter"),
            "twice",
        ),
        (
            ENTRY.replace("\"port\"", "\"card\"\nsend_in = true"),
            "not sent in",
        ),
        (screens("1"), "three digits"),
        (screens("00x"), "three digits"),
        (ENTRY.replace("ハブの先", "Hub"), "Japanese stands first"),
        (ENTRY.replace("Behind a hub", ""), "Japanese stands first"),
        (
            ENTRY.replace("Behind a hub", "Behind a hub."),
            "no sentence",
        ),
        (
            ENTRY.replace("There is a hub.", "There is a hub"),
            "has its end",
        ),
        (
            ENTRY.replace("外して", &"外して".repeat(200)),
            "longer than",
        ),
        (ENTRY.replace("todo", "#"), "todo"),
        ("[".to_owned(), "expected"),
    ] {
        let said = written::read(&file).unwrap_err();
        assert!(said.contains(mistake), "{mistake}: {said}");
    }
}
