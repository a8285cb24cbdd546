//! What people and programs see, from answers made by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::cli::tables;
use crate::json;
use crate::texts::text;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{TicketClass, TicketState, UnitActivity};
use madoguchi_texts::Lang;

/// 2026-04-01 09:05:07 in Japan.
pub(super) const MORNING_MS: i64 = 1_775_001_907_000;

/// Japan's offset from UTC.
const JAPAN_MIN: i32 = 540;

pub(super) fn unit(serial: &str, counter: &str) -> v1::Unit {
    v1::Unit {
        serial: serial.into(),
        edition: v1::Edition::Single.into(),
        counter: Some(v1::Counter {
            name: counter.into(),
            placement: v1::Placement::Standing.into(),
            tags: Vec::new(),
        }),
        attached: true,
        link: Some(v1::Link {
            interface: "virtual".into(),
            bus: "1".into(),
            chain: "2".into(),
            speed_mbps: 480,
            usb_serial: String::new(),
            path: "direct".into(),
            ..v1::Link::default()
        }),
        admission: "seat:included".into(),
        serves: true,
        why: Some(text("service-busy", &[])),
        activity: UnitActivity::Called.into(),
        ticket: "12".into(),
        sessions_today: 5,
        verified_today: 4,
        ..Default::default()
    }
}

fn behind_hub() -> v1::Unit {
    v1::Unit {
        admission: "refused:behind-hub".into(),
        serves: false,
        why: Some(v1::Text {
            code: "behind-hub".into(),
            ..text(
                "admission-behind-hub",
                &[("port", "1-4.1"), ("hub", "1-4 05e3:0610")],
            )
        }),
        activity: UnitActivity::Free.into(),
        ticket: String::new(),
        sessions_today: 0,
        verified_today: 0,
        ..unit("CR-2", "窓口2")
    }
}

pub(super) fn called() -> v1::Ticket {
    v1::Ticket {
        ticket_id: 3,
        number: "12".into(),
        class: TicketClass::Priority.into(),
        state: TicketState::Called.into(),
        added_at_ms: MORNING_MS,
        unit: "CR-1".into(),
        counter: "窓口1".into(),
        attempt: 1,
        why: Some(text("why-only-free-unit", &[])),
        deadline_ms: MORNING_MS + 90_000,
        waited_ms: 7 * 60_000 + 59_000,
        ..Default::default()
    }
}

pub(super) fn waiting() -> v1::Ticket {
    v1::Ticket {
        ticket_id: 4,
        number: "13".into(),
        state: TicketState::Waiting.into(),
        needs: vec![v1::Wish {
            wish: Some(v1::wish::Wish::Placement(v1::Placement::Seated.into())),
        }],
        position: 1,
        added_at_ms: MORNING_MS - 24 * 3_600_000,
        waited_ms: 24 * 3_600_000,
        why: Some(text("wait-next-in-line", &[("units", "1")])),
        ..Default::default()
    }
}

pub(super) fn list<const N: usize>(tickets: [v1::Ticket; N]) -> v1::ListTicketsResponse {
    v1::ListTicketsResponse {
        tickets: tickets.into(),
        utc_offset_min: JAPAN_MIN,
        time_of_day_ms: MORNING_MS,
        ..Default::default()
    }
}

pub(super) fn status() -> v1::Status {
    v1::Status {
        fleet_time_ms: MORNING_MS,
        software: "0.1.0".into(),
        environment: v1::Environment::Test.into(),
        units: vec![unit("CR-1", "窓口1"), behind_hub()],
        waiting: 1,
        tickets: vec![called()],
        seats: Some(text(
            "seats-sum",
            &[("parts", "1"), ("total", "1"), ("limit", "4")],
        )),
        closed_today: 7,
        alarms: vec![v1::Text {
            code: "copy".to_owned(),
            ..text("alarm-copy", &[("unit", "CR-9")])
        }],
        policy: "loopback".into(),
        revision: 42,
        utc_offset_min: JAPAN_MIN,
        time: Some(v1::Times {
            time_of_day_ms: MORNING_MS,
            fleet_time_ms: MORNING_MS,
            settled: true,
            apart_since_ms: 0,
            utc_offset_min: JAPAN_MIN,
        }),
        held: 0,
        by_other_means: 0,
        watched_folder: None,
        auto_backup: None,
        ready: None,
        ready_at_ms: 0,
    }
}

#[test]
fn how_the_automatic_backups_go_is_a_line_of_the_status() {
    let some = v1::Status {
        auto_backup: Some(v1::Text {
            code: "nightly-newest".to_owned(),
            ja: "最新は 02:30".to_owned(),
            en: "the newest is of 02:30".to_owned(),
        }),
        ..status()
    };
    let page = tables::status(&some, Lang::En);
    assert!(page.contains("Backups: the newest is of 02:30"), "{page}");
}

#[test]
fn what_was_done_by_other_means_is_told_beside_what_is_closed() {
    let some = v1::Status {
        by_other_means: 2,
        ..status()
    };
    for (lang, told) in [
        (
            Lang::Ja,
            "本日終わった受付: 7 件（うち他の方法で完了: 2 件）",
        ),
        (Lang::En, "Closed today: 7 (2 of them by other means)"),
    ] {
        assert!(tables::status(&some, lang).contains(told));
        let none = tables::status(&status(), lang);
        assert!(!none.contains("他の方法") && !none.contains("other means"));
    }
    assert_eq!(json::value(&json::Status::from(&some))["by_other_means"], 2);
}

#[test]
fn the_status_says_what_matters_in_japanese() {
    let page = tables::status(&status(), Lang::Ja);
    let expected = "\
【試験用】これは試験用の環境です。診療には使えません。
2026-04-01 09:05:07 現在
順番待ち: 1 件　本日終わった受付: 7 件
【注意】製造番号 CR-9 のリーダーが2台つながっているため、どちらも使えません。身に覚えのないほうを外してください。見分けられないときは、両方とも外してサポートに連絡してください。（MDG-0219）
利用枠: 1 = 1 枠（PC1台の上限は 4 台）
┌───────┬──────────┬──────────┬────────────┬──────┬────────────────────┐
│ 窓口  ┆ 製造番号 ┆ 使えるか ┆ 状態       ┆ 受付 ┆ 本日 確認済み/全体 │
╞═══════╪══════════╪══════════╪════════════╪══════╪════════════════════╡
│ 窓口1 ┆ CR-1     ┆ 使える   ┆ 呼び出し中 ┆ 12   ┆ 4/5                │
│ 窓口2 ┆ CR-2     ┆ 使えない ┆ －         ┆      ┆ 0/0                │
└───────┴──────────┴──────────┴────────────┴──────┴────────────────────┘
CR-2（窓口2）: USBハブ（1-4 05e3:0610）を通してつながっている（USBポート 1-4.1）ため、使えません。ハブを外して、PCのUSBポートに直接つないでください。外せるハブが見当たらないときは、「madoguchi doctor」の結果をサポートに伝えてください。（MDG-0204）
┌──────────┬──────┬────────────┬───────┬───────┬──────────┐
│ 受付番号 ┆ 区分 ┆ 状態       ┆ 窓口  ┆ 到着  ┆ 待ち時間 │
╞══════════╪══════╪════════════╪═══════╪═══════╪══════════╡
│ 12       ┆ 優先 ┆ 呼び出し中 ┆ 窓口1 ┆ 09:05 ┆ 7 分     │
└──────────┴──────┴────────────┴───────┴───────┴──────────┘
受付番号 12: 順番が来たとき、空いていて使えるのはこのリーダーだけでした。
";
    assert_eq!(page, expected);
}

#[test]
fn the_status_says_what_matters_in_english() {
    let page = tables::status(&status(), Lang::En);
    assert!(page.starts_with("[TEST]"));
    assert!(page.contains("Waiting: 1   Closed today: 7"));
    assert!(page.contains("[!] Two readers with the serial number CR-9"));
    assert!(
        page.contains(
            "CR-2 (窓口2): This reader cannot be used: it is connected through a USB hub"
        )
    );
    assert!(page.contains("│ 窓口1"));
}

#[test]
fn a_production_status_is_not_marked_as_a_test() {
    let status = v1::Status {
        environment: v1::Environment::Production.into(),
        ..status()
    };
    assert!(!tables::status(&status, Lang::En).contains("TEST"));
}

#[test]
fn the_list_of_units_explains_each_of_them() {
    let units = [
        unit("CR-1", "窓口1"),
        v1::Unit {
            paused: true,
            ..behind_hub()
        },
    ];
    let page = tables::units(&units, None, Lang::Ja);
    assert!(page.contains("CR-1（窓口1）: 使用中です。"));
    assert!(page.contains("CR-2（窓口2）: USBハブ（1-4 05e3:0610）を通して"));
    assert!(page.contains("CR-2 [休止]"));
    assert!(page.contains("ハブ経由") && page.contains("基本の枠"));
    assert!(page.contains("┆ 使えない"), "{page}");
    let english = tables::units(&units, None, Lang::En);
    assert!(english.contains("CR-1 (窓口1): In use."));
    assert!(english.contains("CR-2 [paused]"));
    assert_eq!(
        tables::units(&[], None, Lang::En),
        "No readers are enrolled. Pair one with \"madoguchi unit pair\".\n"
    );
}

/// A reader whose plug sits loosely, one that does not connect, and a device without a serial.
fn odd_links() -> [v1::Unit; 3] {
    let loose = v1::Unit {
        cable: "5 m + 1.8 m".into(),
        drops: 3,
        ..unit("CR-2024-0001", "窓口1")
    };
    let silent = v1::Unit {
        attached: false,
        plugged: true,
        serves: false,
        admission: "absent".into(),
        activity: UnitActivity::Absent.into(),
        ticket: String::new(),
        ..unit("CR-2024-0002", "窓口2")
    };
    let nameless = v1::Unit {
        link: silent.link.clone(),
        admission: "refused:identity-mismatch".into(),
        why: Some(text("admission-identity-unshown", &[])),
        activity: UnitActivity::Absent.into(),
        plugged: true,
        ..Default::default()
    };
    [loose, silent, nameless]
}

#[test]
fn the_list_of_units_shows_port_speed_cable_and_a_loose_plug_within_a_terminal() {
    let page = tables::units(&odd_links(), None, Lang::Ja);
    let rows = "\
┌───────┬─────────────────────────────┬────────────┬────────┬──────────┬─────────────┬────────────────┬────────────┬──────┐
│ 窓口  ┆ 製造番号                    ┆ 窓口の種類 ┆ ポート ┆ 速度     ┆ ケーブル    ┆ 判定           ┆ 状態       ┆ 受付 │
";
    assert!(page.starts_with(rows), "{page}");
    for word in [
        "[接続が不安定]",
        "480 Mbps",
        "5 m + 1.8 m",
        "通信なし",
        "番号なし 1-2: ",
    ] {
        assert!(page.contains(word), "{word}: {page}");
    }
    let english = tables::units(&odd_links(), None, Lang::En);
    let words = [
        "[unstable link]",
        "plugged, silent",
        "no serial 1-2: ",
        "Speed",
        "Cable",
    ];
    for word in words {
        assert!(english.contains(word), "{word}: {english}");
    }
    // Where nobody noted a cable there is no column for it.
    let plain = tables::units(&[unit("CR-1", "窓口1")], None, Lang::En);
    assert!(!plain.contains("Cable"), "{plain}");
    let machine = json::value(&json::Unit::from(&odd_links()[2]));
    assert_eq!(machine["serial"], serde_json::Value::Null);
    assert_eq!(machine["port"], "1-2");
    assert_eq!(machine["plugged"], true);
    let machine = json::value(&json::Unit::from(&odd_links()[0]));
    assert_eq!(
        (&machine["drops"], &machine["cable"]),
        (&3.into(), &"5 m + 1.8 m".into())
    );
    assert_eq!(machine["link"]["path"], "direct");
    assert_eq!(machine["link"]["hub"], serde_json::Value::Null);
}

#[test]
fn tickets_are_listed_with_their_reasons() {
    let english = tables::tickets(&list([called(), waiting()]), Lang::En);
    let expected = "\
┌───────┬────────┬──────────┬─────────┬─────────┬──────────────────┬──────────┬────────┐
│ Place ┆ Number ┆ Class    ┆ State   ┆ Counter ┆ Arrived          ┆ Waited   ┆ Needs  │
╞═══════╪════════╪══════════╪═════════╪═════════╪══════════════════╪══════════╪════════╡
│       ┆ 12     ┆ priority ┆ called  ┆ 窓口1   ┆ 09:05            ┆ 7 min    ┆        │
│ 1     ┆ 13     ┆ normal   ┆ waiting ┆         ┆ 2026-03-31 09:05 ┆ 1440 min ┆ seated │
└───────┴────────┴──────────┴─────────┴─────────┴──────────────────┴──────────┴────────┘
No. 12: When its turn came, this was the only free reader that fits.
No. 13: Next in line. Readers that fit: 1, and none is free yet. As things stand, the first to be free will call.
";
    assert_eq!(english, expected);
    let japanese = tables::tickets(&list([called(), waiting()]), Lang::Ja);
    assert!(japanese.contains("呼び出し中") && japanese.contains("優先"));
    assert!(japanese.contains("次の番です。"));
}

#[test]
fn a_wide_character_takes_two_columns() {
    let page = tables::tickets(&list([called()]), Lang::Ja);
    let width = |line: &str| {
        let columns = line.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 });
        columns.sum::<usize>()
    };
    let widths: Vec<_> = page.lines().take(5).map(width).collect();
    assert!(widths.iter().all(|w| *w == widths[0]), "{page}");
}

#[test]
fn a_program_with_receptions_token_is_told_by_its_role_and_its_users_name() {
    let chapter = |name: &str| v1::Chapter {
        actor: "reception".to_owned(),
        actor_name: name.to_owned(),
        text: Some(text("what-added", &[])),
        ..Default::default()
    };
    let story = v1::GetTicketResponse {
        story: vec![chapter(""), chapter("uketsuke")],
        ..Default::default()
    };
    let page = tables::story(&called(), &story, Lang::En);
    for told in ["reception, by a program", "by a program of uketsuke"] {
        assert!(page.contains(told), "{page}");
    }
}

#[test]
fn a_story_is_told_line_by_line_on_the_clinics_clock() {
    let chapter = |after_ms, code: &str, actor: &str, attempt| v1::Chapter {
        at_ms: MORNING_MS + after_ms,
        text: Some(text(code, &[("place", "X")])),
        actor: actor.into(),
        attempt,
        ..Default::default()
    };
    let story = v1::GetTicketResponse {
        ticket: None,
        story: vec![
            chapter(0, "what-added", "staff", 0),
            chapter(61_000, "what-called", "fleet", 1),
            chapter(62_000, "what-parked", "counter-page", 0),
        ],
        utc_offset_min: JAPAN_MIN,
        undo: None,
        earlier: None,
    };
    let page = tables::story(&called(), &story, Lang::Ja);
    let expected = "\
受付番号 12: 呼び出し中
窓口1（CR-1）
順番が来たとき、空いていて使えるのはこのリーダーだけでした。
2026-04-01
09:05:07  受付に追加しました。（PCの管理者）
09:06:08  Xへお呼びしました。（自動、呼び出し1回目）
09:06:09  保留にしました。（受付の画面）
";
    assert_eq!(page, expected);
    let english = tables::story(&called(), &story, Lang::En);
    assert!(english.contains("09:06:08  Called to X. (by itself, call 1)"));
    let earlier = Some(text(
        "notice-earlier-ticket",
        &[
            ("number", "12"),
            ("at", "11-28 09:00"),
            ("state", "done"),
            ("nth", "1"),
        ],
    ));
    let page = tables::story(
        &called(),
        &v1::GetTicketResponse { earlier, ..story },
        Lang::Ja,
    );
    assert!(page.contains("ticket show 12 --earlier"), "{page}");
}

#[test]
fn licenses_are_listed_with_what_they_are_bound_to() {
    let answer = v1::ListLicensesResponse {
        licenses: vec![v1::InstalledLicense {
            license_id: "LIC-1".into(),
            kind: "additional".into(),
            seats: 2,
            bound_to: "ab".repeat(32),
            environment: v1::Environment::Test.into(),
            not_after_ms: MORNING_MS,
            in_force: true,
            why: Some(text("standing-in-force", &[])),
            ..Default::default()
        }],
        seats: None,
        installation: "ab".repeat(32),
        utc_offset_min: JAPAN_MIN,
        ..Default::default()
    };
    let page = tables::licenses(&answer, Lang::Ja);
    assert!(
        page.contains(&"ab".repeat(32)),
        "the whole key is needed to order a license"
    );
    let short = crate::act::short_name(&"ab".repeat(32));
    assert_eq!(page.matches(&short).count(), 2, "one short name for one PC");
    assert!(page.contains("2026-04-01") && page.contains("有効です。"));
    assert_eq!(
        json::value(&json::Licenses::from(&answer))["licenses"][0]["environment"],
        "test"
    );
}

#[test]
fn machines_get_lower_case_words_and_nulls() {
    let value = json::value(&json::Status::from(&status()));
    assert_eq!(value["environment"], "test");
    assert_eq!(value["units"][0]["activity"], "called");
    assert_eq!(value["units"][0]["port"], "1-2");
    assert_eq!(value["units"][0]["health"], serde_json::Value::Null);
    assert_eq!(value["units"][1]["admission"], "refused:behind-hub");
    assert_eq!(value["units"][1]["why"]["code"], "behind-hub");
    assert_eq!(value["units"][1]["ticket"], serde_json::Value::Null);
    assert_eq!(value["tickets"][0]["class"], "priority");
    assert_eq!(value["tickets"][0]["state"], "called");
    let waiting = json::value(&json::Ticket::from(&waiting()));
    assert_eq!(waiting["class"], "normal");
    assert_eq!(waiting["needs"], serde_json::json!(["seated"]));
    assert_eq!(waiting["position"], 1);
    assert_eq!(waiting["deadline_ms"], serde_json::Value::Null);
}

#[test]
fn a_ticket_says_when_its_patient_arrived_by_another_system() {
    let found = v1::GetTicketResponse::default();
    let at = |arrived_elsewhere_ms| v1::Ticket {
        arrived_elsewhere_ms,
        ..called()
    };
    let told = |ticket: &v1::Ticket, lang| tables::story(ticket, &found, lang);
    let (none, midnight, noon) = (at(None), at(Some(0)), at(Some(43_259_000)));
    assert!(!told(&none, Lang::Ja).contains("ほかのシステム"));
    assert!(told(&midnight, Lang::Ja).contains("ほかのシステムでの受付時刻: 00:00"));
    assert!(told(&noon, Lang::En).contains("Arrived at 12:00 by another system"));
    let value = json::value(&json::Ticket::from(&noon));
    assert_eq!(value["arrived_elsewhere_ms"], 43_259_000);
    let value = json::value(&json::Ticket::from(&none));
    assert_eq!(value["arrived_elsewhere_ms"], serde_json::Value::Null);
}

#[test]
fn an_outcome_is_told_to_machines_by_its_kind() {
    let ticket = v1::Ticket {
        outcome: Some(v1::Outcome {
            kind: v1::OutcomeKind::PinWrong.into(),
            tries_left: 0,
            duration_ms: 9_000,
            ..Default::default()
        }),
        ..called()
    };
    let outcome = &json::value(&json::Ticket::from(&ticket))["outcome"];
    assert_eq!(outcome["kind"], "pin_wrong");
    assert_eq!(outcome["tries_left"], 0);
    assert_eq!(outcome["face_ms"], serde_json::Value::Null);
}

#[test]
fn every_word_of_the_wire_has_a_heading() {
    let states = (0..=8).map(|state| v1::Ticket {
        state,
        ..Default::default()
    });
    let activities = (0..=7).map(|activity| v1::Unit {
        activity,
        serves: true,
        ..Default::default()
    });
    for lang in [Lang::Ja, Lang::En] {
        for ticket in states.clone() {
            let word = format!("state-{}", json::TicketState::from(ticket.state()).word());
            assert!(
                !tables::tickets(&list([ticket]), lang).contains(&word),
                "{word}"
            );
        }
        for unit in activities.clone() {
            let page = tables::units(&[unit], None, lang);
            assert!(!page.contains("cli-"), "{page}");
        }
    }
    assert!(v1::TicketState::try_from(9).is_err() && v1::UnitActivity::try_from(8).is_err());
}
