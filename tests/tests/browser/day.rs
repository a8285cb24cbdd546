//! The page of the day: its end and the way back, the clock, the backup; and the page for support.

use crate::driver::Look;
use crate::front::{Front, Page, ja};
use madoguchi_tests::programs::{Answer, PATIENCE, Wall};
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
    front.types("ticket cancel 11 12");
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
