//! A clinic's PC with clocks that a test moves.

use madoguchi_tests::programs::{Clinic, PATIENCE, Terminal, Wall};
use serde_json::Value;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// Time in milliseconds.
pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
/// Japan's offset from UTC, by which the clinic lives unless its file says otherwise.
const JAPAN: i64 = 9 * HOUR;
/// Between two looks.
const AGAIN: Duration = Duration::from_millis(50);
/// What makes a clock settled, and a little more.
const SETTLING_S: i64 = 5 * 60 + 10;
/// A need that no reader meets: such a ticket waits whatever readers do.
pub const NOBODYS: &str = "--need language:eo --yes";

/// A clinic's PC with its clocks.
pub struct Pc {
    pub clinic: Clinic,
    pub wall: Wall,
    /// Midnight of the first day, in Japan.
    midnight: i64,
}

impl Pc {
    /// A PC that is not running yet; `None` where a test cannot move clocks. Its first day is tomorrow: what the vendor makes by
    /// the right time is older than everything that happens here.
    pub fn new() -> Option<Self> {
        let mut clinic = Clinic::new();
        let wall = Wall::new(clinic.path())?;
        clinic.live_by(&wall);
        let midnight = ((wall.now_ms() + JAPAN) / DAY + 1) * DAY - JAPAN;
        Some(Self {
            clinic,
            wall,
            midnight,
        })
    }

    /// A time of day of a day, such as "08:28": milliseconds since 1970.
    pub fn time(&self, day: i64, time: &str) -> i64 {
        let (hours, minutes) = time.split_once(':').unwrap();
        let (hours, minutes): (i64, i64) = (hours.parse().unwrap(), minutes.parse().unwrap());
        self.midnight + day * DAY + hours * HOUR + minutes * MINUTE
    }

    /// Sets the PC's clock.
    pub fn set(&self, day: i64, time: &str) {
        self.wall.show(self.time(day, time));
    }

    /// A day as people write it.
    pub fn date(&self, day: i64) -> String {
        written(self.midnight + day * DAY, "%F")
    }

    /// Starts the controller with these rules in its file.
    pub fn start(&mut self, rules: &str) {
        let rules = format!("[rules]\n{rules}\n[desk]");
        self.clinic.start_with(&[("[desk]", &rules)]);
    }

    /// Starts it anew as it was, after a power cut.
    pub fn cut_power(&mut self, rules: &str) {
        self.clinic.kill();
        self.start(rules);
    }

    /// Stops it in good order.
    pub fn stop(&mut self) {
        assert_eq!(self.clinic.stop().code(), Some(0));
    }

    /// Asks again until the answer is so.
    pub fn until(&self, words: &str, holds: impl Fn(&Value) -> bool) -> Value {
        self.within(PATIENCE, words, holds)
            .unwrap_or_else(|told| panic!("{words}: {told:#}"))
    }

    fn within(
        &self,
        time: Duration,
        words: &str,
        holds: impl Fn(&Value) -> bool,
    ) -> Result<Value, Value> {
        let until = Instant::now() + time;
        loop {
            let told = self.clinic.json(words);
            if holds(&told) {
                return Ok(told);
            }
            if Instant::now() > until {
                return Err(told);
            }
            thread::park_timeout(AGAIN);
        }
    }

    /// Lets the minutes pass that make the time of day believed.
    pub fn settle(&self) {
        // The controller looks at the clocks about once a second: what it did not see before the minutes began is a step in them.
        let settled = (0..3).any(|_| {
            self.wall.sleep(SETTLING_S);
            let settled = |told: &Value| told["clock_settled"] == true;
            self.within(Duration::from_secs(4), "time show", settled)
                .is_ok()
        });
        let told = self.clinic.json("time show");
        assert!(settled, "{told}");
    }

    /// Lets seconds pass in steps that are no sleep for the controller.
    pub fn pass(&self, seconds: i64) {
        for _ in 0..=seconds / 4 {
            self.wall.sleep(3);
            thread::park_timeout(Duration::from_millis(1_100));
        }
    }

    /// A patient for whom no reader is right; the ticket as it was added.
    pub fn somebody_comes(&self, number: &str) -> Value {
        self.clinic.json(&format!("ticket add {number} {NOBODYS}"))
    }

    /// Every ticket with this number that is kept.
    pub fn tickets(&self, number: &str) -> Vec<Value> {
        let list = self.clinic.json("ticket list --all");
        let all = list["tickets"].as_array().unwrap().iter();
        all.filter(|ticket| ticket["number"] == number)
            .cloned()
            .collect()
    }

    /// The only ticket with this number.
    pub fn ticket(&self, number: &str) -> Value {
        let tickets = self.tickets(number);
        assert_eq!(tickets.len(), 1, "{number}: {tickets:#?}");
        tickets[0].clone()
    }

    /// Its state.
    pub fn state(&self, number: &str) -> String {
        self.ticket(number)["state"].as_str().unwrap().to_owned()
    }

    /// Waits until the only ticket with this number is in a state.
    pub fn until_state(&self, number: &str, state: &str) {
        self.until("ticket list --all", |list| {
            let mut all = list["tickets"].as_array().unwrap().iter();
            all.any(|ticket| ticket["number"] == number && ticket["state"] == state)
        });
    }

    /// Fleet time minus the PC's clock, as the programs tell it.
    pub fn fleet_ahead(&self) -> i64 {
        number(&self.clinic.json("time show"), "fleet_ahead_ms")
    }

    /// Looks whether the PC says, everywhere and in both languages, that its times are so far apart.
    pub fn says_apart(&self, english: &str, japanese: &str) {
        let told = self.clinic.json("time show");
        let since = written(number(&told, "apart_since_ms"), "%H:%M");
        for (language, distance) in [("en", english), ("ja", japanese)] {
            let page = self.clinic.ask(&format!("status --lang {language}"));
            let page = page.done().out;
            let said = page
                .lines()
                .any(|line| line.contains(distance) && line.contains(&since));
            assert!(said, "{distance} since {since}: {page}");
            let doctor = self.clinic.ask(&format!("doctor --lang {language}")).out;
            assert!(doctor.contains(distance), "{distance}: {doctor}");
        }
        let status = self.clinic.json("status");
        assert!(
            !status["alarms"].as_array().unwrap().is_empty(),
            "{status:#}"
        );
    }

    /// Looks whether nobody says that the times differ.
    pub fn says_together(&self) {
        let told = self.clinic.json("time show");
        assert!(number(&told, "fleet_ahead_ms").abs() < MINUTE, "{told}");
        assert_eq!(told["apart_since_ms"], Value::Null, "{told}");
    }
}

/// A number of an answer.
pub fn number(told: &Value, field: &str) -> i64 {
    told[field]
        .as_i64()
        .unwrap_or_else(|| panic!("{field}: {told:#}"))
}

/// A time in Japan, as `date` writes it.
pub fn written(at_ms: i64, format: &str) -> String {
    let at = format!("@{}", (at_ms + JAPAN) / SECOND);
    let date = Command::new("date")
        .args(["-u", "-d", &at, &format!("+{format}")])
        .output()
        .unwrap();
    assert!(date.status.success(), "{date:?}");
    String::from_utf8(date.stdout).unwrap().trim().to_owned()
}
