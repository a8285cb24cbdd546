//! The page of the day: its end and the way back, the clock, the backup; and the page for support.

use crate::driver::Look;
use crate::front::{Front, Page, ja};
use crate::states::{HELD, state, tell};
use madoguchi_tests::programs::{Answer, PATIENCE, Terminal, Wall};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

const DAY_S: i64 = 24 * 60 * 60;

#[test]
fn reception_ends_the_day_and_takes_it_back() {
    let front = Front::with(&[1]);
    front.types("ticket add 11 12 13");
    front.types("ticket cancel 13");
    front.person("鈴木", "reception");
    let page = front.logged_in("鈴木", "/day");
    page.reads("#day-end .state", &ja("day-open", &[("open", "2")]));
    page.reads("#figures", &ja("figures-cancelled", &[]));
    page.reads("#figures", "窓口1");
    page.reads("#kept", "番号ごと14日");
    page.until("document.querySelectorAll('.hours rect').length > 0");
    assert_eq!(
        page.js("return document.querySelector('[data-focus=undo]').hidden"),
        true
    );

    page.click("[data-focus=end]");
    page.reads("#over", "2 件");
    page.click("#over button.main");
    page.reads("#day-end .told", &ja("day-ended", &[("count", "2")]));
    page.reads("#day-end .state", &ja("day-closed", &[]));
    page.reads("#figures", &ja("figures-ended", &[]));
    assert_eq!(front.state("12"), "ended");

    page.click("[data-focus=undo]");
    page.reads("#day-end .told", &ja("day-undone", &[("count", "2")]));
    page.until("document.querySelector('[data-focus=undo]').hidden");
    assert_eq!(front.state("12"), "waiting");

    // The question can be left, and a day without a number is ended, too.
    page.click("[data-focus=end]");
    page.click("#over button:not(.main)");
    for number in ["11", "12"] {
        front.types(&format!("ticket cancel {number}"));
    }
    page.reads("#day-end .state", &ja("day-open", &[("open", "0")]));
    page.click("[data-focus=end]");
    page.reads("#over", &ja("day-nobody", &[]));
    page.click("#over button.main");
    page.reads("#day-end .told", &ja("day-ended", &[("count", "0")]));
    page.done();
}

#[test]
fn whoever_may_not_end_the_day_sees_it_and_reads_who_may() {
    let front = Front::with(&[1]);
    front.types("ticket add 11");
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/day");
    let looks = |page: &Page| {
        page.reads("#day-end", &ja("day-end-who", &[]));
        page.reads("#figures", "1");
        assert_eq!(
            page.js("return document.querySelectorAll('main button:not([hidden])').length"),
            0
        );
    };
    looks(&page);
    page.done();
    let nobody = front.counter(Look::DESK);
    nobody.go(&front.url("/day"));
    looks(&nobody);
    nobody.done();
}

#[test]
fn the_administrator_confirms_the_clock_after_reading_what_that_ends() {
    let mut front = Front::closed();
    let Some(wall) = Wall::new(front.clinic.path()) else {
        return;
    };
    front.clinic.live_by(&wall);
    front.start("undo_s = 60");
    let installation = front.json("license list");
    let installation = installation["installation"].as_str().unwrap();
    let until = date(wall.now_ms() / 1_000 + 300 * DAY_S);
    front.clinic.vendor(&format!(
        "issue additional --issuer issuer --installation {installation} --seats 1 --not-after {until} --out term.license"
    ));
    front.types("license install term.license");
    let licenses = front.json("license list");
    let license = licenses["licenses"][0]["license_id"].as_str().unwrap();
    front.person("山田", "administrator");
    front.person("鈴木", "reception");
    let page = front.logged_in("山田", "/day");
    page.reads("#clock", &ja("clock-own", &[]));
    assert_eq!(
        page.js("return document.querySelector('[data-focus=confirm]').hidden"),
        true
    );

    wall.set_ahead(400 * DAY_S);
    until_apart(&front);
    page.until("!document.querySelector('[data-focus=confirm]').hidden");
    page.reads("#clock", &ja("clock-ends", &[("licenses", license)]));
    let counter = Page::open(Look::DESK);
    counter.go(&front.url("/"));
    counter.until("document.querySelector('#alarms:not([hidden])')");
    counter.click("#alarms summary");
    counter.reads("#alarms", &ja("open-day", &[]));
    counter.done();
    page.click("[data-focus=confirm]");
    page.reads("#over", &ja("clock-ends", &[("licenses", license)]));
    page.reads("#over", &ja("clock-ask-means", &[]));
    page.click("#over button.main");
    page.reads("#clock .told", &date(wall.now_ms() / 1_000));
    page.until("document.querySelector('[data-focus=confirm]').hidden");
    assert_eq!(front.json("license list")["licenses"][0]["in_force"], false);

    // The clock was wrong after all: the same way leads back.
    wall.set_ahead(0);
    until_apart(&front);
    page.until("!document.querySelector('[data-focus=confirm]').hidden");
    page.reads("#clock", &ja("clock-begins", &[("licenses", license)]));
    let others = front.logged_in("鈴木", "/day");
    others.reads("#clock", &ja("clock-who", &[]));
    assert_eq!(
        others.js("return document.querySelectorAll('#clock button:not([hidden])').length"),
        0
    );
    page.click("[data-focus=confirm]");
    page.reads("#over", &ja("clock-begins", &[("licenses", license)]));
    page.click("#over button.main");
    page.until("document.querySelector('[data-focus=confirm]').hidden");
    assert_eq!(front.json("license list")["licenses"][0]["in_force"], true);
    others.done();
    page.done();

    // A PC whose battery is dead starts days before a time that is certain: only the vendor clears that.
    assert_eq!(front.clinic.stop().code(), Some(0));
    wall.set_ahead(-30 * DAY_S);
    front.start("undo_s = 60");
    let page = front.logged_in("山田", "/licenses");
    // Where a license is judged by that clock, a link leads to what can be done about it.
    page.reads("#notices", &ja("do-time-ask-reset", &[]));
    page.click("#notices a[href='/day#clock']");
    let reset = ja("clock-reset", &[]);
    page.until(&format!(
        "[...document.querySelectorAll('#clock .warns')].some((node) => node.textContent.includes('{reset}'))"
    ));
    page.click("[data-focus=reset]");
    page.reads("#clock .told", &ja("clock-reset-tell", &[]));
    page.reads("#clock .told", &ja("clock-reset-code", &[]));
    assert!(page.text("#clock .told code").len() == 16);
    page.done();
}

/// What a clinic comes to in a week, told to the page by answers that the test makes.
const ANSWERS: &str = r#"const real = window.fetch; const text = (ja) => ({ code: "x", ja, en: "-" });
    const hours = [8, 9, 10].map((hour) => ({ hour, added: hour, served: hour - 5 }));
    const figures = { added: 27, open: 3, closed: 24, cancelled: 1, ended: 2, walk_ups: 4, served: 12, mean_wait_ms: 240000, p95_wait_ms: 900000,
      longest_wait_ms: 4200000, outcomes: [{ kind: "pin_wrong", count: 2, text: text("暗証番号違い") }], means: [{ means: "paper", count: 5 }],
      units: [{ unit: "CR-1", counter: "窓口1", sessions: 9, verified: 7 }], hours };
    const clock = { time_of_day_ms: 1795000000000, utc_offset_min: 540, fleet_time_ms: 1795000700000, fleet_ahead_ms: 700000,
      clock_settled: true, apart_since_ms: 1 };
    const answers = {
      "/api/v1/day": { figures, taken: null, can_undo: false, ended: false, at_readers: text("窓口1 では、まだ確認中の方がいます。"), by_itself: text("-"),
        backup: { at_ms: 1794000000000, actor: "person", actor_name: "山田", file: "控え.age", is_old: true }, backup_text: text("古くなっています") },
      "/api/v1/time": { ...clock, differ: true, ends: [], begins: [], sets_at_ms: null, text: text("ずれています") },
      "/api/v1/time/confirm": { fleet_time_ms: 1795000000000, sets_at_ms: 1795000090000, utc_offset_min: 540 },
      "/api/v1/events": { events: [], since_ms: 1794990000000, utc_offset_min: 540 },
    };
    window.fetch = (path, how) => (answers[path] ? Promise.resolve(new Response(JSON.stringify(answers[path]))) : real(path, how));"#;

#[test]
fn a_page_shows_what_a_short_story_does_not_come_to() {
    let front = Front::with(&[1]);
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/day");
    page.before_each_page(HELD);
    page.before_each_page(ANSWERS);
    page.go(&front.url("/day"));
    tell(&page, "counter", &state(&[], &[], &[]));
    for key in ["by", "walk-ups", "longest", "verified"] {
        let means = ja("means-paper", &[]);
        let words = ja(&format!("figures-{key}"), &[("means", &means)]);
        page.reads("#figures", &words);
    }
    let longest = ja("hours", &[("hours", "1"), ("minutes", "10")]);
    page.reads("#figures", &longest);
    page.reads("#day-end", "まだ確認中");
    page.reads("#clock", &ja("clock-settled", &[]));
    page.reads("#backup", "山田");
    page.click("[data-focus=confirm]");
    page.click("#over button.main");
    page.reads("#clock .told", &ja("clock-set-soon", &[("at", "20:08:10")]));
    page.go(&front.url("/support"));
    tell(&page, "counter", &state(&[], &[], &[]));
    for key in ["no-alarms", "no-events", "production"] {
        page.reads("main", &ja(&format!("support-{key}"), &[]));
    }
    page.done();
}

/// Until the controller has seen that the clock was changed; then something happens, so that pages look again at once.
fn until_apart(front: &Front) {
    let patience = Instant::now() + PATIENCE;
    while front.json("time show")["differ"] == false {
        assert!(Instant::now() < patience, "the clock was not looked at");
        thread::park_timeout(Duration::from_millis(50));
    }
    front.types("ticket add");
}

/// A day as people write it; the clinic is in Japan.
fn date(seconds: i64) -> String {
    let told = Command::new("date")
        .env("TZ", "Asia/Tokyo")
        .args(["-d", &format!("@{seconds}"), "+%F"])
        .output()
        .unwrap();
    String::from_utf8(told.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_page_tells_of_the_newest_backup_and_of_none() {
    let front = Front::with(&[1]);
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/day");
    page.reads("#backup .warns", "madoguchi backup");
    let mut making = front.clinic.asking("backup 控え.age --passphrase-fd 0");
    let _ = Answer::handed(&mut making, "correct horse battery staple").done();
    page.reads("#backup", "控え.age");
    page.until("!document.querySelector('#backup .warns')");
    page.done();
    let counter = front.counter(Look::DESK);
    counter.go(&front.url("/day"));
    counter.reads("#backup", &ja("backup-way", &[]));
    assert!(!counter.text("#backup").contains("控え.age"));
    counter.done();
}

#[test]
fn what_happened_is_shown_though_nothing_follows_it() {
    let front = Front::with(&[1]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/account");
    page.before_each_page(HELD);
    page.go(&front.url("/support"));
    tell(&page, "counter", &state(&[], &[], &[]));
    page.reads("#support-events", "窓口1");
    front.types("unit pause 窓口1");
    tell(&page, "counter", &state(&[], &[], &[]));
    page.reads("#support-events", "休止しました");
    page.done();
}

#[test]
fn support_sees_how_each_reader_is_and_what_happened_lately() {
    let mut front = Front::with(&[1, 2]);
    front.person("佐藤", "support");
    let page = front.logged_in("佐藤", "/support");
    page.reads("#support-units", "窓口2");
    page.reads("#support-units", &ja("tile-free", &[]));
    page.reads("#support-events", "窓口1");
    page.reads("#support-pc", &ja("support-test", &[]));
    front.types("unit pause 窓口2");
    page.reads("#support-units", &ja("tile-paused", &[]));
    page.reads("#support-events", "休止しました");
    front.clinic.kill_agent(1);
    page.reads("#support-alarms", "窓口1");
    page.reads("#support-events", "接続がなくなりました");
    page.done();
}
