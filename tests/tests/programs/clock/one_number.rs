//! One number on two days: whoever says it means today's patient, and is offered the other ticket (RULES Q8).

use super::pc::Pc;
use madoguchi_tests::programs::Terminal;
use serde_json::Value;

/// A slow machine undoes in time, too.
const RULES: &str = "undo_s = 60";

#[test]
fn a_number_of_two_days_is_todays_patient_and_yesterdays_is_offered_with_its_date() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "17:00");
    pc.start(RULES);
    for number in ["7", "8"] {
        let _ = pc.somebody_comes(number);
    }
    let _ = pc.clinic.json("ticket cancel 8");
    pc.clinic.kill();
    pc.set(1, "08:28");
    pc.start(RULES);
    assert_eq!(pc.clinic.json("ticket show 7")["earlier"], Value::Null);

    // Today's 7 comes, and is cancelled by mistake while yesterday's is open still.
    let todays = pc.somebody_comes("7")["ticket_id"].clone();
    let _ = pc.clinic.json("ticket cancel 7");
    let shown = pc.clinic.json("ticket show 7");
    assert_eq!(shown["ticket"]["ticket_id"], todays, "{shown}");
    assert_eq!(shown["earlier"]["code"], "earlier-ticket", "{shown}");
    for language in ["ja", "en"] {
        let page = pc.clinic.ask(&format!("ticket show 7 --lang {language}"));
        let page = page.done().out;
        let offers = page.contains("madoguchi ticket show 7 --earlier 1");
        assert!(offers && page.contains(&pc.date(0)), "{page}");
    }
    let earlier = pc.clinic.json("ticket show 7 --earlier 1");
    let (day, held) = (
        &earlier["ticket"]["earlier_day"],
        &earlier["ticket"]["held"],
    );
    assert_eq!((day, held), (&pc.date(0).into(), &true.into()), "{earlier}");
    assert_eq!(earlier["earlier"], Value::Null);
    let no_more = pc.clinic.ask("ticket show 7 --earlier 2").refused();
    assert!(no_more.contains("No earlier ticket"), "{no_more}");
    assert_eq!(pc.clinic.json("ticket undo 7")["ticket_id"], todays);
}

#[test]
fn a_number_that_nobody_has_today_is_not_said_to_be_closed_without_its_date() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "17:00");
    pc.start(RULES);
    let _ = pc.somebody_comes("8");
    let _ = pc.clinic.json("ticket cancel 8");
    pc.clinic.kill();
    pc.set(1, "08:28");
    pc.start(RULES);
    for act in ["call", "park", "recall", "undo", "cancel"] {
        for language in ["ja", "en"] {
            let words = format!("ticket {act} 8 --lang {language}");
            let refused = pc.clinic.ask(&words).refused();
            for part in [
                &*pc.date(0),
                "madoguchi ticket add 8",
                "madoguchi ticket reopen 8",
            ] {
                assert!(refused.contains(part), "{words}: {refused}");
            }
        }
    }
    // Opened again, it is marked with its date.
    let reopened = pc.clinic.json("ticket reopen 8");
    assert_eq!(reopened["earlier_day"], pc.date(0), "{reopened}");
}
