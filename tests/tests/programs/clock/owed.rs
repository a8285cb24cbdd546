//! The PC was off, or asleep, when the day should have ended: in the morning nobody of yesterday is called or stands in
//! the way of today's numbers.

use super::pc::{NOBODYS, Pc};
use madoguchi_tests::programs::Terminal;
use serde_json::Value;

/// Of which earlier day a ticket is, if it is.
fn day(ticket: &Value) -> Option<&str> {
    ticket["earlier_day"].as_str()
}

/// An evening at which the power fails: somebody waits, is parked, missed the call, is called, and is at the reader.
fn an_evening() -> Option<Pc> {
    let mut pc = Pc::new()?;
    pc.set(0, "17:00");
    pc.start("call_s = 10");
    pc.clinic.additional_license(1, "additional.license");
    let _ = pc.clinic.json("license install additional.license");
    // The seated one's patients take minutes on their way; the other one's some seconds at the reader.
    for (reader, speed) in [(1, "speed = 4"), (2, "speed = 0.01")] {
        pc.clinic.enroll(reader);
        pc.clinic.start_agent_with(reader, &[("speed = 20", speed)]);
    }
    let mut watch = pc.clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true && look["units"][1]["serves"] == true);
    assert_eq!(pc.somebody_comes("")["number"], "1");
    assert_eq!(pc.somebody_comes("")["number"], "2");
    let _ = pc.clinic.json("ticket park 2");
    // This one does not come when called.
    let _ = pc.clinic.json("ticket add 61 --need standing");
    pc.pass(10);
    pc.until_state("61", "missed");
    let _ = pc.clinic.json("ticket add 40 --need seated");
    let _ = pc.clinic.json("ticket add 17 --need standing");
    pc.until_state("17", "verifying");
    assert_eq!(pc.state("40"), "called");
    for reader in [1, 2] {
        pc.clinic.kill_agent(reader);
    }
    pc.clinic.kill();
    Some(pc)
}

/// Yesterday's tickets as they stand: number, state, and how often each was called.
fn yesterdays(pc: &Pc) -> Vec<(String, String, i64)> {
    let date = pc.date(0);
    let list = pc.clinic.json("ticket list --all");
    let all = list["tickets"].as_array().unwrap().iter();
    let of_yesterday = all.filter(|ticket| day(ticket) == Some(&date));
    let mut all: Vec<_> = of_yesterday
        .map(|ticket| {
            let word = |field: &str| ticket[field].as_str().unwrap().to_owned();
            let attempt = ticket["attempt"].as_i64().unwrap();
            (word("number"), word("state"), attempt)
        })
        .collect();
    all.sort();
    all
}

fn of_today(pc: &Pc, number: &str) -> Value {
    let mut tickets = pc.tickets(number).into_iter();
    let ticket = tickets.find(|ticket| day(ticket).is_none());
    ticket.unwrap_or_else(|| panic!("no {number} of today"))
}

#[test]
fn a_pc_that_was_off_at_the_days_end_begins_the_morning_with_number_1_and_calls_nobody_of_yesterday()
 {
    let Some(mut pc) = an_evening() else { return };
    pc.set(1, "08:28");
    pc.start("call_s = 10");
    let yesterday = yesterdays(&pc);
    let numbers: Vec<_> = yesterday
        .iter()
        .map(|(number, ..)| number.as_str())
        .collect();
    assert_eq!(numbers, ["1", "17", "2", "40", "61"]);
    for (number, state) in [("1", "waiting"), ("2", "parked"), ("61", "missed")] {
        let ticket = pc.ticket(number);
        assert_eq!(
            (&ticket["state"], &ticket["held"]),
            (&state.into(), &true.into())
        );
    }
    // Today's first patients: their numbers begin at 1, and the readers are theirs.
    for reader in [1, 2] {
        pc.clinic.start_agent(reader);
    }
    for number in ["1", "2", "3", "4"] {
        let ticket = pc.clinic.json("ticket add");
        assert_eq!(ticket["number"], number);
        assert_eq!((day(&ticket), &ticket["held"]), (None, &false.into()));
    }
    // A number that one of yesterday has is free for whoever types it, too.
    assert_eq!(pc.somebody_comes("61")["number"], "61");
    for language in ["en", "ja"] {
        let page = pc.clinic.ask(&format!("ticket list --lang {language}"));
        let page = page.done().out;
        assert!(page.contains(&pc.date(0)), "{page}");
    }
    for number in ["1", "2", "3", "4"] {
        pc.until("ticket list --all", |list| {
            let mut all = list["tickets"].as_array().unwrap().iter();
            all.any(|t| t["number"] == number && day(t).is_none() && t["state"] == "done")
        });
    }
    // Nobody of yesterday was called meanwhile.
    let attempts = |list: &[(String, String, i64)]| -> Vec<_> {
        list.iter()
            .map(|(number, _, many)| (number.clone(), *many))
            .collect()
    };
    assert_eq!(attempts(&yesterdays(&pc)), attempts(&yesterday));

    // A start anew within those minutes changes nothing.
    let before = yesterdays(&pc);
    pc.stop();
    pc.start("call_s = 10");
    assert_eq!(attempts(&yesterdays(&pc)), attempts(&before));
    assert_eq!(of_today(&pc, "61")["state"], "waiting");

    // Once the time of day is believed, yesterday is over and today goes on.
    pc.settle();
    pc.until("ticket list", |list| {
        let mut open = list["tickets"].as_array().unwrap().iter();
        open.all(|ticket| day(ticket).is_none())
    });
    for ticket in ["1", "2", "40", "17"].map(|number| pc.tickets(number)) {
        let ended = ticket.iter().filter(|ticket| ticket["state"] == "ended");
        assert_eq!(ended.count(), 1, "{ticket:#?}");
    }
    assert_eq!(of_today(&pc, "61")["state"], "waiting");
    assert_eq!(pc.clinic.json("ticket add")["number"], "5");
}

#[test]
fn where_the_day_never_ends_yesterdays_patients_keep_their_places_and_are_marked() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "17:00");
    let never = "day_end = \"never\"";
    pc.start(never);
    assert_eq!(pc.somebody_comes("")["number"], "1");
    pc.clinic.kill();
    pc.set(1, "08:28");
    pc.start(never);
    let kept = |pc: &Pc| {
        let ticket = pc.ticket("1");
        assert_eq!(ticket["state"], "waiting", "{ticket}");
        assert_eq!(ticket["held"], false, "{ticket}");
        assert_eq!(day(&ticket), Some(pc.date(0).as_str()), "{ticket}");
    };
    kept(&pc);
    let used = pc.clinic.ask(&format!("ticket add 1 {NOBODYS}")).refused();
    assert!(used.contains('1'), "{used}");
    assert_eq!(pc.somebody_comes("")["number"], "2");
    pc.settle();
    kept(&pc);
}

#[test]
fn a_pc_that_slept_through_the_days_end_begins_the_morning_with_number_1() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "17:00");
    pc.start("");
    assert_eq!(pc.somebody_comes("")["number"], "1");
    assert_eq!(pc.somebody_comes("")["number"], "2");
    let _ = pc.clinic.json("ticket park 2");
    pc.settle();
    // Half past eight.
    pc.wall.sleep(15 * 60 * 60 + 15 * 60);
    let first = pc.somebody_comes("");
    assert_eq!((&first["number"], day(&first)), (&"1".into(), None));
    pc.settle();
    pc.until("ticket list", |list| {
        list["tickets"].as_array().unwrap().len() == 1
    });
    assert_eq!(of_today(&pc, "1")["ticket_id"], first["ticket_id"]);
    assert_eq!(pc.state("2"), "ended");
    // Without a night in between nobody is of another day.
    pc.wall.sleep(3 * 60 * 60);
    let second = pc.somebody_comes("");
    assert_eq!((&second["number"], day(&second)), (&"2".into(), None));
    assert_eq!(of_today(&pc, "1")["state"], "waiting");
}

#[test]
fn a_long_weekend_and_a_clock_that_is_wrong_on_monday_hold_everybody_until_it_is_believed() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "17:00");
    pc.start("");
    assert_eq!(pc.somebody_comes("")["number"], "1");
    pc.clinic.kill();
    // The battery is empty: the PC wakes up in 1970, and the network puts it right some minutes later.
    pc.wall.show(10 * 60 * 1_000);
    pc.start("");
    pc.wall.sleep(4 * 60);
    assert_eq!(pc.state("1"), "waiting");
    pc.set(3, "08:32");
    pc.until("ticket list", |list| list["tickets"][0]["held"] == true);
    assert_eq!(day(&pc.ticket("1")), Some(pc.date(0).as_str()));
    let first = pc.somebody_comes("");
    assert_eq!((&first["number"], day(&first)), (&"1".into(), None));
    pc.settle();
    pc.until("ticket list", |list| {
        list["tickets"].as_array().unwrap().len() == 1
    });
    assert_eq!(of_today(&pc, "1")["ticket_id"], first["ticket_id"]);
}

#[test]
fn todays_patients_are_held_no_longer_than_a_clock_shows_tomorrow() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "19:58");
    pc.start("");
    assert_eq!(pc.somebody_comes("")["number"], "1");
    pc.clinic.kill();
    // The power comes back, and the clock is nine hours ahead until the network has put it right.
    pc.set(1, "05:00");
    pc.start("");
    pc.set(0, "20:00");
    pc.until("ticket list", |list| list["tickets"][0]["held"] == false);
    let ticket = pc.ticket("1");
    assert_eq!((&ticket["state"], day(&ticket)), (&"waiting".into(), None));
    assert_eq!(pc.somebody_comes("")["number"], "2");
    pc.settle();
    assert_eq!(pc.state("1"), "waiting");
    // That night they end, as every night.
    pc.wall.sleep(8 * 60 * 60);
    pc.until_state("1", "ended");
    pc.until_state("2", "ended");
}

#[test]
fn a_night_clinic_that_starts_anew_before_the_days_end_goes_on_until_then() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "23:30");
    pc.start("");
    let _ = pc.somebody_comes("700");
    pc.clinic.kill();
    pc.set(1, "03:40");
    pc.start("");
    let ticket = pc.ticket("700");
    assert_eq!(
        (&ticket["state"], &ticket["held"]),
        (&"waiting".into(), &false.into())
    );
    pc.settle();
    assert_eq!(pc.state("700"), "waiting");
    pc.wall.sleep(20 * 60);
    pc.until_state("700", "ended");
    assert_eq!(pc.somebody_comes("")["number"], "1");
}
