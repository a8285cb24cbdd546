//! The ledger of readers and the sheet for support, through the real program.

use super::with_readers;
use madoguchi_controller::engine::Wall;
use madoguchi_tests::programs::{Clinic, Terminal};

/// A configuration with somebody to call.
const CALLED: (&str, &str) = (
    "[desk]",
    "[support]\nname = \"保守窓口\"\ntelephone = \"0120-000-000\"\nclosed = [\"2026-08-13\"]\n\n[desk]",
);

#[test]
fn the_ledger_goes_out_to_a_spreadsheet_and_back_and_a_wrong_line_changes_nothing() {
    let clinic = with_readers();
    let _ = clinic.ask("unit retire CR-2024-0002 --yes").done();
    let out = clinic
        .ask("--lang ja unit ledger export -o ledger.csv")
        .done()
        .out;
    assert!(out.contains("2 台"), "{out}");
    let file = clinic.path().join("ledger.csv");
    let table = std::fs::read_to_string(&file).unwrap();
    assert!(table.starts_with("\u{feff}製造番号,窓口,"), "{table}");
    let again = clinic
        .ask("--lang en unit ledger export -o ledger.csv")
        .refused();
    assert!(again.contains("ledger.csv"), "{again}");

    // As Excel saves it in Japan: Shift_JIS, with its own form of a date.
    let noted =
        "製造番号,納品日,ケーブル\r\nCR-2024-0001,2024/5/20,3 m\r\nCR-2024-0002,2019/1/5,\r\n";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(noted);
    std::fs::write(clinic.path().join("noted.csv"), bytes).unwrap();
    let imported = clinic.json("unit ledger import noted.csv");
    assert_eq!(
        (&imported["changed"], &imported["kept"]),
        (&2.into(), &0.into())
    );
    let again = clinic.ask("--lang ja unit ledger import noted.csv").done();
    assert!(again.out.contains("変わらなかったもの: 2 台"), "{again:?}");

    let wrong = "製造番号,納品日\nCR-2024-0001,2023-01-01\nCR-9,2024-05-20\n";
    std::fs::write(clinic.path().join("wrong.csv"), wrong).unwrap();
    let refused = clinic
        .ask("--lang ja unit ledger import wrong.csv")
        .refused();
    assert!(
        refused.contains("3 行目") && refused.contains("CR-9"),
        "{refused}"
    );
    let ahead = "serial,delivered\nCR-2024-0001,2099-01-01\n";
    std::fs::write(clinic.path().join("ahead.csv"), ahead).unwrap();
    let refused = clinic
        .ask("--lang en unit ledger import ahead.csv")
        .refused();
    assert!(refused.contains("2099-01-01"), "{refused}");

    let list = clinic.ask("--lang ja unit ledger list").done().out;
    for part in [
        "2024-05-20",
        "2029-05-31",
        "取り外し済み",
        "2019-01-05",
        "3 m",
    ] {
        assert!(list.contains(part), "{part}: {list}");
    }
    let units = clinic.json("unit ledger list");
    assert_eq!(units["units"][0]["delivered"], "2024-05-20");
    assert!(units["units"][1]["out_at_ms"].is_i64(), "{units}");
}

#[test]
fn a_delivery_is_noted_and_an_end_that_is_near_is_told_in_words() {
    let clinic = with_readers();
    // Some weeks before its end, whatever day it is: five years and about a month ago.
    let days = Wall::Pc.at_start().0 / 86_400_000;
    let back = i32::try_from(days).unwrap() - 5 * 365;
    let delivered = madoguchi_support::day(back);
    let noted = clinic.json(&format!("unit note 窓口1 --delivered {delivered}"));
    assert_eq!(noted["delivered"], delivered.to_string());
    assert_eq!(noted["coverage"]["code"], "close", "{noted}");
    let status = clinic.ask("--lang ja status").done().out;
    assert!(status.contains("120日を切った"), "{status}");
    let soon = madoguchi_support::day(back + 135);
    let noted = clinic.json(&format!("unit note 窓口1 --delivered {soon}"));
    assert_eq!(noted["coverage"]["code"], "soon", "{noted}");
    let status = clinic.ask("--lang ja status").done().out;
    assert!(status.contains("180日を切った"), "{status}");
    // It ended within the last month, on whatever day of a month that is.
    let ended = (20..45).any(|days| {
        let delivered = madoguchi_support::day(back - days);
        let noted = clinic.json(&format!("unit note 窓口1 --delivered {delivered}"));
        let status = clinic.ask("--lang ja status").done().out;
        noted["coverage"]["code"] == "over" && status.contains("保守が終わった")
    });
    assert!(ended);
    let gone = clinic.json("unit note 窓口1 --delivered=");
    assert!(gone["delivered"].is_null() && gone["coverage"].is_null());
    let wrong = clinic.ask("unit note 窓口1 --delivered 昨日").wrong_use();
    assert!(wrong.contains("2024-05-20"), "{wrong}");
}

#[test]
fn the_sheet_for_the_telephone_has_what_support_asks_for() {
    let mut clinic = Clinic::new();
    clinic.start_with(&[CALLED]);
    let nobody = clinic.ask("--lang ja unit ledger list").done().out;
    assert!(
        nobody.contains("登録されたリーダーはありません"),
        "{nobody}"
    );
    clinic.enroll(1);
    let sheet = clinic.ask("--lang ja support sheet 窓口1").done().out;
    for part in [
        "サポートへの連絡票",
        "コード: MDG-0106",
        "CR-2024-0001",
        "1:1接続版",
        "保守窓口 0120-000-000",
        "納品日: 記録なし",
        "接続していないため不明",
        "9:00～17:00",
    ] {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
    let json = clinic.json("support sheet CR-2024-0001");
    assert_eq!(
        (&json["code"], &json["telephone"]),
        (&"MDG-0106".into(), &"0120-000-000".into())
    );
    assert!(json["ships_by"].is_string(), "{json}");
    let nobody = clinic.ask("--lang en support sheet CR-9").refused();
    assert!(nobody.contains("CR-9"), "{nobody}");
    let japanese = clinic.ask("--lang ja サポート 連絡票 窓口1").done().out;
    assert!(japanese.contains("CR-2024-0001"));
}
