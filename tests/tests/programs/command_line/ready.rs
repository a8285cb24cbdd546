//! Before opening, and a reader that somebody works on, through the real program.

use super::with_readers;
use madoguchi_controller::engine::Wall;
use madoguchi_tests::programs::Clinic;

#[test]
fn a_reader_that_is_worked_on_is_told_as_that_until_somebody_ends_it() {
    let clinic = with_readers();
    let begun = clinic.json("unit maintenance 窓口1 --reason ファンの交換");
    assert_eq!(begun["why"]["code"], "in-maintenance");
    assert_eq!(begun["pause_reason"], "ファンの交換");
    let list = clinic.ask("--lang ja unit list").done().out;
    assert!(list.contains("[整備中]"), "{list}");
    for command in ["unit pause 窓口1", "unit resume 窓口1"] {
        let refused = clinic.ask(&format!("--lang en {command}")).refused();
        assert!(refused.contains("MDG-0148"), "{refused}");
    }
    let late = clinic
        .ask("--lang ja unit maintenance 窓口1 --reason 点検 --until 2015-01-01")
        .refused();
    assert!(late.contains("過ぎています"), "{late}");
    let ended = clinic.json("リーダー 整備 窓口1 --終了");
    assert_eq!(ended["maintenance"], serde_json::Value::Null);
    assert_eq!(ended["paused"], false);
}

#[test]
fn the_check_before_opening_says_what_to_mend_and_fails_for_scripts() {
    let clinic = with_readers();
    let told = clinic.ask("--json check");
    assert!(told.code() == 1, "no reader is attached");
    let page = clinic.ask("--lang ja 開院確認");
    assert!(page.out.contains("窓口1"), "{page:?}");
}
