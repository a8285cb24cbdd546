//! What staff take back, open again, tie together, replace and end, through the real program: what it does, what it
//! refuses, and what it says in both languages.

use madoguchi_tests::programs::{Answer, Clinic, Terminal, command};
use serde_json::Value;
use std::cell::Cell;

/// Patients who take minutes on their way: a call stands until somebody does something about it.
const SLOW: (&str, &str) = ("speed = 20", "speed = 0.01");
/// Patients who take some seconds at the reader: there is time to do something meanwhile.
const BRISK: (&str, &str) = ("speed = 20", "speed = 4");
/// An act can be undone for as long as a slow machine may take.
const LONG_UNDO: (&str, &str) = ("[desk]", "[rules]\nundo_s = 60\n[desk]");

/// A clinic with one reader that serves.
fn with_a_reader(patients: (&str, &str)) -> Clinic {
    let mut clinic = Clinic::new();
    clinic.start_with(&[LONG_UNDO]);
    clinic.enroll(1);
    clinic.start_agent_with(1, &[patients]);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    clinic
}

fn state(ticket: &Value) -> &str {
    ticket["state"].as_str().unwrap()
}

/// What it says in Japanese: the page, and beside it what should be known.
fn japanese(clinic: &Clinic, words: &str) -> Answer {
    clinic.ask(&format!("{words} --lang ja")).done()
}

#[test]
fn an_act_is_undone_within_seconds_and_the_story_tells_all_of_it() {
    let clinic = with_a_reader(SLOW);
    assert_eq!(
        state(&clinic.json("ticket add 12 --prefer seated")),
        "waiting"
    );
    assert_eq!(state(&clinic.json("ticket call 12")), "called");
    let shown = clinic.json("ticket show 12");
    assert_eq!(shown["undo"]["code"], "undo-call", "{shown}");
    let page = japanese(&clinic, "ticket show 12").out;
    assert!(page.contains("「madoguchi ticket undo 12」"), "{page}");
    assert!(
        page.contains("希望の条件: 座って使う窓口") && page.contains("[座位]"),
        "{page}"
    );

    let undone = clinic.ask("ticket undo 12").done();
    assert!(undone.err.contains("The call was taken back"), "{undone:?}");
    assert!(undone.out.contains("Number 12: parked"), "{undone:?}");
    let again = clinic.ask("ticket recall 12").refused();
    assert!(again.contains("madoguchi ticket unpark 12"), "{again}");
    let nothing = clinic.ask("ticket undo 12").refused();
    assert!(nothing.contains("nothing to undo"), "{nothing}");
    let _ = clinic.ask("ticket undo 99").refused();
    let page = japanese(&clinic, "ticket show 12").out;
    let story: Vec<_> = page.lines().filter(|line| line.contains("  ")).collect();
    assert!(
        story[0].ends_with("受付に追加しました。（PCの管理者）"),
        "{page}"
    );
    let called = story
        .iter()
        .find(|line| line.contains("へお呼びしました"))
        .unwrap();
    assert!(
        called.contains("「窓口1」のリーダー（CR-2024-0001）"),
        "{page}"
    );
    assert!(called.ends_with("（PCの管理者、呼び出し1回目）"), "{page}");
    let undone = story.last().unwrap();
    assert!(
        undone.contains("元に戻しました。呼び出しを取り消し、保留にしました。"),
        "{page}"
    );
    let english = clinic.ask("ticket show 12").done().out;
    assert!(
        english.contains(
            "The call was taken back, so the number is parked. (owner of the PC, call 1)"
        ),
        "{english}"
    );

    // A cancel that took a call with it: the ticket is back, and the call may come anew at once.
    assert_eq!(state(&clinic.json("ticket add 13")), "called");
    assert_eq!(state(&clinic.json("ticket add 14")), "waiting");
    assert_eq!(state(&clinic.json("ticket cancel 13")), "cancelled");
    let back = japanese(&clinic, "ticket undo 13");
    assert!(
        back.err.contains("呼び出しは") && back.err.contains("元には戻りません"),
        "{back:?}"
    );
    assert!(back.out.contains("受付番号 13: 順番待ち"), "{back:?}");
}

#[test]
fn a_closed_ticket_is_opened_again_and_a_need_is_dropped() {
    let clinic = with_a_reader(SLOW);
    let _ = clinic
        .ask("ticket add 12 --need seated --need language:en --yes")
        .done();
    let dropped = japanese(&clinic, "ticket drop-need 12 --need seated");
    assert!(dropped.out.contains("受付番号 12: 順番待ち"), "{dropped:?}");
    assert!(
        dropped.err.contains("『language:en』") && dropped.err.contains("ticket drop-need"),
        "{dropped:?}"
    );
    let _ = clinic.ask("ticket drop-need 12 --need seated").refused();
    let page = japanese(&clinic, "ticket show 12").out;
    assert!(
        page.contains("必須の条件: 『language:en』に対応した窓口 [language:en]"),
        "{page}"
    );
    let called = clinic.json("ticket drop-need 12");
    assert_eq!(
        (state(&called), called["needs"].as_array().unwrap().len()),
        ("called", 0)
    );

    let open = clinic.ask("ticket reopen 12").refused();
    assert!(open.contains("called"), "{open}");
    let _ = clinic.ask("ticket cancel 12").done();
    let opened = clinic.json("ticket reopen 12");
    assert_eq!((state(&opened), &opened["attempt"]), ("called", &2.into()));
    let page = japanese(&clinic, "ticket show 12").out;
    assert!(
        page.contains("受付の操作で開き直し、元の順番で列に戻しました。（PCの管理者）"),
        "{page}"
    );
    assert!(page.contains("（自動、呼び出し2回目）"), "{page}");
    let _ = clinic.ask("ticket reopen 99").refused();
    for wrong in [&["ticket", "drop-need"][..], &["ticket", "bind", "12"]] {
        let _ = Answer::of(command("madoguchi").args(wrong)).wrong_use();
    }
}

#[test]
fn the_day_ends_and_who_was_still_at_a_reader_gets_the_result_afterwards() {
    let clinic = with_a_reader(BRISK);
    let none = japanese(&clinic, "ticket walk-ups");
    assert_eq!(none.out.lines().count(), 2, "the mark and a word: {none:?}");
    assert!(none.out.contains("呼び出し外の確認"), "{none:?}");
    let mut watch = clinic.watch();
    // A machine may be so slow that the patient is done first: then the next one is asked.
    let number = (20..40)
        .find(|number| {
            let _ = clinic.ask(&format!("ticket add {number}")).done();
            let wanted = number.to_string();
            let mine = |look: &Value| {
                let tickets = look["tickets"].as_array().unwrap().clone();
                tickets
                    .into_iter()
                    .find(|ticket| ticket["number"] == wanted.as_str())
            };
            // One who did not come is not waited for, nor one who is gone already.
            let came = Cell::new(false);
            watch.until(|look| {
                let ticket = mine(look);
                came.set(came.get() || ticket.is_some());
                came.get() && ticket.is_none_or(|t| !matches!(state(&t), "called" | "waiting"))
            });
            let ended = clinic.json("day end --yes");
            ended["notice"]["code"] == "still-at-readers"
        })
        .expect("a day that ended while a patient was at the reader");
    let page = japanese(&clinic, &format!("ticket show {number}")).out;
    assert!(page.contains(&format!("受付番号 {number}: 終了")), "{page}");
    assert!(
        page.contains("その日の受付が終わったため、終了しました。（PCの管理者）"),
        "{page}"
    );
    watch.until(|look| look["units"][0]["activity"] == "free");

    let list = clinic.json("ticket walk-ups");
    let walk_up = &list["walk_ups"][0];
    assert_eq!(
        (&walk_up["unit"], &walk_up["counter"]),
        (&"CR-2024-0001".into(), &"窓口1".into())
    );
    assert_eq!(walk_up["number"], Value::Null);
    let session = walk_up["session"].as_str().unwrap();
    let page = japanese(&clinic, "ticket walk-ups").out;
    assert!(page.contains(session) && page.contains("窓口1"), "{page}");
    assert!(
        page.lines()
            .last()
            .unwrap()
            .contains("madoguchi ticket bind"),
        "{page}"
    );

    let closed = clinic
        .ask(&format!("ticket bind {number} --session {session}"))
        .refused();
    assert!(closed.contains("ended"), "{closed}");
    let _ = clinic.ask(&format!("ticket reopen {number}")).done();
    let bound = clinic.json(&format!("ticket bind {number} --unit CR-2024-0001"));
    assert_eq!(
        (state(&bound), &bound["counter"]),
        ("done", &"窓口1".into())
    );
    assert_eq!(bound["outcome"]["kind"], walk_up["outcome"]["kind"]);
    let page = japanese(&clinic, &format!("ticket show {number}")).out;
    assert!(
        page.contains("この受付の結果としました。") && page.contains("（PCの管理者）"),
        "{page}"
    );
    assert_eq!(
        clinic.json("ticket walk-ups")["walk_ups"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let all = clinic.json("ticket walk-ups --all");
    assert_eq!(all["walk_ups"][0]["number"], number.to_string());
    let _ = clinic.ask("ticket add 50").done();
    let taken = clinic
        .ask(&format!("ticket bind 50 --session {session}"))
        .refused();
    assert!(taken.contains("another number"), "{taken}");
    let _ = clinic.ask("ticket bind 50 --unit CR-9").refused();

    // Nobody can be asked here, so what it takes is said, and nothing is done.
    let asked = clinic.ask("day end").refused();
    assert!(
        asked.contains("still open: 1 (waiting") && asked.contains("--yes"),
        "{asked}"
    );
    assert_ne!(state(&clinic.json("ticket show 50")["ticket"]), "ended");
    let ended = japanese(&clinic, "day end --yes").out;
    assert!(
        ended.contains("その日の受付を終了しました。終了した受付: 1 件"),
        "{ended}"
    );
    let ended = clinic.ask("day end").done().out;
    assert!(
        ended.ends_with("\nThe day has ended. Numbers that were closed: 0\n"),
        "{ended}"
    );

    // The one that closed a number is taken back, once.
    let back = clinic.json("day undo");
    assert_eq!(back["reopened"], 1, "{back}");
    assert_ne!(state(&clinic.json("ticket show 50")["ticket"]), "ended");
    let nothing = clinic.ask("day undo").refused();
    assert!(nothing.contains("ticket reopen"), "{nothing}");
}

#[test]
fn a_broken_reader_is_replaced_and_what_its_license_needs_is_said() {
    let clinic = with_a_reader(SLOW);
    assert_eq!(state(&clinic.json("ticket add 12")), "called");
    clinic.enroll(3);
    let asked = clinic
        .ask("unit replace CR-2024-0001 CR-2024-0003 --lang en")
        .refused();
    for said in ["cannot be undone", "number 12", "only reader", "--yes"] {
        assert!(asked.contains(said), "{said}: {asked}");
    }
    assert_eq!(state(&clinic.json("ticket show 12")["ticket"]), "called");
    // Nothing speaks for a fault of its own: it takes a reason, which stays with the reader.
    let groundless = clinic.ask("unit replace CR-2024-0001 CR-2024-0003 --yes --lang en");
    let groundless = groundless.refused();
    assert!(
        groundless.contains("support triage CR-2024-0001"),
        "{groundless}"
    );
    let long = "長".repeat(65);
    let long = clinic.ask(&format!(
        "unit replace CR-2024-0001 CR-2024-0003 --yes --reason {long}"
    ));
    assert!(long.refused().contains("64"));
    let replaced = japanese(
        &clinic,
        "unit replace CR-2024-0001 CR-2024-0003 --yes --reason 画面が割れた",
    );
    assert!(
        replaced.out.contains("CR-2024-0003") && replaced.out.contains("窓口1"),
        "{replaced:?}"
    );
    assert!(
        replaced
            .err
            .contains("ライセンスの手続きは必要ありません。"),
        "{replaced:?}"
    );
    // Nobody had placed a card: the call is taken back and waits for a reader.
    let ticket = clinic.json("ticket show 12");
    assert_eq!(state(&ticket["ticket"]), "waiting");
    let page = japanese(&clinic, "ticket show 12").out;
    assert!(page.contains("リーダーが交換されたためです。"), "{page}");
    let page = japanese(&clinic, "unit list --all").out;
    assert!(page.contains("CR-2024-0001 [交換済み]"), "{page}");
    let list = clinic.json("unit list --all");
    let units = list["units"].as_array().unwrap();
    let old = units
        .iter()
        .find(|unit| unit["serial"] == "CR-2024-0001")
        .unwrap();
    assert_eq!(
        (&old["replaced_by"], &old["retired"]),
        (&"CR-2024-0003".into(), &true.into())
    );

    let why = old["replaced_why"]["ja"].as_str().unwrap();
    assert!(why.contains("画面が割れた"), "{why}");
    let ledger = japanese(&clinic, "unit ledger list").out;
    let ledger: String = ledger.split_whitespace().collect();
    assert!(ledger.contains("交換の理由"), "{ledger}");
    let _ = clinic.ask("audit export --out acts.jsonl").done();
    let acts = std::fs::read_to_string(clinic.path().join("acts.jsonl")).unwrap();
    assert!(acts.contains("override=画面が割れた"), "{acts}");

    for refused in [
        "unit replace CR-2024-0001 CR-2024-0003",
        "unit replace CR-2024-0003 CR-2024-0003",
        "unit replace CR-2024-0003 CR-9",
        "unit enroll --serial CR-2024-0001 --edition single --counter A --out again",
    ] {
        let said = clinic.ask(&format!("{refused} --lang ja")).refused();
        assert!(!said.is_ascii(), "{said}");
    }
}

#[test]
fn help_is_in_the_language_that_is_asked_for() {
    for (words, japanese) in [
        ("ticket undo", "直前の操作を元に戻す"),
        ("ticket reopen", "終わった受付を開き直す"),
        ("ticket change", "区分や条件を変える"),
        ("ticket done", "リーダーを使わず、他の方法で完了にする"),
        ("ticket drop-need", "必須の条件を外す"),
        ("ticket bind", "呼び出し外の確認を受付の結果にする"),
        ("ticket walk-ups", "呼び出し外の確認の一覧"),
        ("unit replace", "故障したリーダーを新しいリーダーと交換"),
        ("day end", "その日の受付を終了"),
    ] {
        let help = |lang: &str| {
            let mut program = command("madoguchi");
            let arguments = words.split(' ').chain(["--help", "--lang", lang]);
            Answer::of(program.args(arguments)).done().out
        };
        let said = help("ja");
        assert!(said.starts_with(japanese), "{words}: {said}");
        assert!(said.contains("使い方: madoguchi"), "{words}: {said}");
        let said = help("en");
        assert!(said.is_ascii(), "{words}: {said}");
    }
}
