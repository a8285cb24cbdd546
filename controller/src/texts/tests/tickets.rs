//! What is said of tickets: their stories, names and notices; and of clocks.

use super::*;

#[test]
fn every_line_of_a_story_is_put_into_words() {
    for what in What::ALL {
        for why in Why::ALL.iter().map(|why| Some(*why)).chain([None]) {
            for unit in [None, Some(serial())] {
                let line = Chapter {
                    at: FleetTime(0),
                    what: *what,
                    why,
                    unit,
                    attempt: 1,
                    wish: None,
                    classes: None,
                    means: None,
                    actor: Actor::Fleet,
                };
                is_whole(&chapter(&line, None, None));
                is_whole(&chapter(&line, Some("A"), Some(&Kind::FaceNotMatched)));
            }
        }
    }
    kinds().iter().for_each(|kind| is_whole(&outcome(kind)));
}

#[test]
fn a_change_is_told_with_what_was_before() {
    let line = Chapter {
        at: FleetTime(0),
        what: What::ClassChanged,
        why: None,
        unit: None,
        attempt: 0,
        wish: None,
        classes: Some((Class::Normal, Class::Urgent)),
        means: None,
        actor: Actor::Staff,
    };
    let changed = chapter(&line, None, None);
    assert_eq!(changed.code, "class-changed");
    assert!(
        changed.ja.contains("「通常」から「緊急」に"),
        "{}",
        changed.ja
    );
    for what in [
        What::NeedAdded,
        What::NeedDropped,
        What::PreferenceAdded,
        What::PreferenceDropped,
    ] {
        let line = Chapter {
            what,
            wish: Some(Wish::Placement(Placement::Seated)),
            classes: None,
            ..line.clone()
        };
        let told = chapter(&line, None, None);
        is_whole(&told);
        assert_eq!(told.code, what.as_str());
        assert!(told.ja.contains("座って使う窓口"), "{}", told.ja);
    }
}

#[test]
fn a_closing_by_other_means_is_told_with_the_way() {
    let ways = [
        (Means::Paper, "資格確認書", "paper certificate"),
        (Means::Seen, "目視", "looked at by staff"),
        (Means::Mobile, "モバイル端末", "mobile device"),
        (Means::Other, "その他", "another way"),
    ];
    for (by, ja, en) in ways {
        let line = Chapter {
            at: FleetTime(0),
            what: What::DoneByMeans,
            why: None,
            unit: None,
            attempt: 0,
            wish: None,
            classes: None,
            means: Some(by),
            actor: Actor::Staff,
        };
        let standing = ticket_standing(&TicketStanding::DoneByMeans(by), &clock());
        for told in [chapter(&line, None, None), standing] {
            is_whole(&told);
            assert_eq!(told.code, "done-by-means");
            assert!(told.ja.contains(ja) && told.en.contains(en), "{told:?}");
        }
    }
}

#[test]
fn what_is_worked_out_for_a_story_is_put_into_words() {
    for (class, by_staff) in [
        (Class::Priority, false),
        (Class::Urgent, false),
        (Class::Normal, true),
    ] {
        let call = Passed {
            at: FleetTime(0),
            number: number(),
            class,
            unit: serial(),
            by_staff,
        };
        let text = passed(&call, Some("A"));
        is_whole(&text);
        promises("front_desk.proto", [format!("`{}`", text.code)]);
    }
    is_whole(&more_passed(3));
    is_whole(&left_out(3));
    promises("front_desk.proto", ["`left-out`".to_owned()]);
}

#[test]
fn a_line_of_a_story_says_where_why_and_how_it_ended() {
    let mut line = Chapter {
        at: FleetTime(0),
        what: What::Called,
        why: Some(Why::LeastSpecial),
        unit: Some(serial()),
        attempt: 1,
        wish: None,
        classes: None,
        means: None,
        actor: Actor::Fleet,
    };
    let called = chapter(&line, Some("窓口1"), None);
    assert_eq!(called.code, "called-least-special");
    assert!(
        called
            .ja
            .starts_with("「窓口1」のリーダー（CR-7）へお呼びしました。")
    );
    assert!(
        called
            .en
            .ends_with("are kept free for those who need them.")
    );
    line.what = What::Missed;
    line.why = Some(Why::NoShow);
    let missed = chapter(&line, Some("窓口1"), None);
    assert_eq!(missed.code, "missed-no-show");
    assert_eq!(missed.en.matches("in time").count(), 1, "{}", missed.en);
    assert_eq!(missed.ja.matches('。').count(), 1, "{}", missed.ja);
    line.what = What::Bound;
    line.why = Some(Why::WalkUp);
    let bound = chapter(&line, Some("窓口1"), Some(&Kind::Verified(Method::Face)));
    assert_eq!(bound.code, "bound-walk-up");
    assert!(bound.en.ends_with("Verified by face."), "{}", bound.en);
    assert!(!bound.en.contains("Somebody else"), "{}", bound.en);
    line.what = What::NotVerified;
    line.why = None;
    let ended = chapter(
        &line,
        Some("窓口1"),
        Some(&Kind::PinWrong { tries_left: 2 }),
    );
    assert_eq!(ended.code, "not-verified");
    assert!(ended.ja.contains("あと 2 回"));
}

#[test]
fn the_names_of_things_are_there() {
    states().iter().for_each(|s| is_whole(&state(s)));
    wishes().iter().for_each(|w| is_whole(&wish(w)));
    standings()
        .iter()
        .for_each(|s| is_whole(&standing(s, &clock())));
    for class_ in [Class::Normal, Class::Priority, Class::Urgent] {
        is_whole(&class(class_));
    }
    for place in [Placement::Standing, Placement::Seated] {
        is_whole(&placement(place));
    }
    is_whole(&mismatch(&Mismatch::PeerTooOld { peer_newest: 0 }));
    is_whole(&mismatch(&Mismatch::PeerTooNew { peer_oldest: 9 }));
    let place = place(Some(&serial()), Some("A"));
    let standings = [
        TicketStanding::Parked,
        TicketStanding::Missed(number()),
        TicketStanding::WornOut,
        TicketStanding::Verifying {
            place: place.clone(),
        },
        TicketStanding::VerifyingLost {
            place,
            until: FleetTime(0),
        },
        TicketStanding::DoneByMeans(Means::Paper),
        TicketStanding::Cancelled,
        TicketStanding::Ended,
    ];
    standings
        .iter()
        .for_each(|s| is_whole(&ticket_standing(s, &clock())));
    let door = [
        Desk::Unauthenticated,
        Desk::CsrRefused { detail: "x".into() },
        Desk::WatchersFull { limit: 64 },
        Desk::WatcherSlow,
        Desk::ExaminationRuns,
        Desk::NoSuchLicense {
            license: "L".into(),
        },
    ];
    door.iter().for_each(|said| is_whole(&desk(said)));
}

#[test]
fn every_notice_is_put_into_words() {
    let (old, twelve) = (serial(), number());
    let until = FleetTime(0);
    let mut notices = vec![
        Notice::CallStands,
        Notice::DayUndo,
        Notice::CallTakenBack,
        Notice::CountsWhenBack,
        Notice::ReaderAsked(serial()),
        Notice::UnitNotServing(serial(), service(&Service::Retired, &serial(), &clock())),
        Notice::StillAtReaders(vec![serial(), serial()]),
        Notice::NumbersInUse(vec!["3".into(), "7".into()]),
        Notice::SessionsEnded(vec!["9".into()]),
        Notice::StillClosed {
            in_use: vec!["3".into(); 41],
            ended: vec!["9".into()],
        },
    ];
    for lack in lacks() {
        notices.push(Notice::NeedUnmet {
            number: number(),
            why: lack.clone(),
        });
        notices.push(Notice::NeedStillUnmet {
            number: number(),
            why: lack,
        });
    }
    for act in [
        Undone::Call,
        Undone::Cancel,
        Undone::Park,
        Undone::Move,
        Undone::Means,
    ] {
        let undone = [true, false].map(|call_lost| Notice::Undone {
            number: number(),
            act,
            call_lost,
        });
        notices.extend(undone);
    }
    for yes in [true, false] {
        let number = twelve.clone();
        notices.push(Notice::Undoable {
            number,
            call: yes,
            until,
        });
        let licenses = [
            Relicensing::Nothing,
            Relicensing::Transfer(until),
            Relicensing::TransferNow,
        ];
        notices.extend(licenses.map(|license| Notice::Replaced {
            old: old.clone(),
            finishing: yes,
            license,
        }));
    }
    notices.iter().for_each(|n| is_whole(&notice(n, &clock())));
}

#[test]
fn clocks_that_are_apart_are_told_in_words_with_the_day_since_when() {
    let since = FleetTime(1_795_821_600_000);
    let apart = |ahead_ms| Alarm::ClocksApart {
        ahead_ms,
        since,
        possible: true,
        sets_at: None,
    };
    let said = |ms| alarm(&apart(ms), &Settings::default(), &clock());
    let ahead = said(9 * 3_600_000);
    assert!(ahead.ja.contains("9 時間 進んで"), "{}", ahead.ja);
    assert!(ahead.en.contains("9 hours ahead"), "{}", ahead.en);
    assert!(ahead.en.contains("2026-11-28 08:20"), "{}", ahead.en);
    let behind = said(-3_652 * 86_400_000 - 4 * 3_600_000);
    assert!(behind.ja.contains("3652 日 4 時間 遅れて"), "{}", behind.ja);
    assert!(
        behind.en.contains("3652 days 4 hours behind"),
        "{}",
        behind.en
    );
}
