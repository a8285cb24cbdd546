//! The command line: in a pipe, as other programs read it, and in a console, as a person does.

use madoguchi_tests::programs::{
    Answer, Clinic, Program, Terminal as _, Windows, at_a_terminal, at_a_terminal_in_secret, have,
};
use std::fs;

#[test]
fn what_is_piped_is_utf8_without_a_mark_and_arguments_in_japanese_arrive() {
    let Some(pc) = Windows::here() else { return };
    let mut clinic = Clinic::on_windows(pc, "clinic");
    clinic.start();
    // That it is UTF-8 is seen by whoever reads it: an answer is nothing else.
    let added = clinic
        .ask("受付 追加 １２ 条件 座位 --はい --lang ja")
        .done();
    assert!(added.out.contains("受付番号 12: 順番待ち"), "{added:?}");
    assert!(!added.out.contains(['\r', '\u{feff}']), "{added:?}");
    let refused = clinic.ask("受付 追加 12 --lang ja").refused();
    assert!(refused.contains("12"), "{refused}");
    let wrong = clinic.ask("受付 ついか 12 --lang ja").wrong_use();
    assert!(wrong.contains("ついか"), "{wrong}");
    let story = clinic.json("受付 表示 12");
    assert_eq!(story["ticket"]["needs"][0], "seated", "{story}");
}

#[test]
fn what_is_piped_in_is_read_by_whichever_encoding_it_has() {
    let Some(pc) = Windows::here() else { return };
    let mut clinic = Clinic::on_windows(pc, "clinic");
    clinic.start();
    clinic.additional_license(1, "a.license");
    let path = clinic.path().join("a.license");
    let license = fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
    // PowerShell 5 pipes text on as UTF-16 if it is told so, and as ASCII otherwise; cmd pipes what the file has.
    let wide = format!("\u{feff}{license}");
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [license.into_bytes(), wide] {
        fs::write(&path, bytes).unwrap();
        let mut install = clinic.asking("license install - --json");
        let installed = Answer::of(install.stdin(fs::File::open(&path).unwrap()));
        let installed = installed.done().json();
        assert!(installed["license"].is_object(), "{installed}");
    }
}

/// What a console shows, without the signs by which it moves its cursor, and without the ends of its lines: it breaks a sentence anywhere.
fn seen(program: &Program) -> String {
    let shown = program.written().concat();
    let mut seen = String::new();
    let mut rest = shown.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => {
                rest.by_ref().skip(1).find(char::is_ascii_alphabetic);
            }
            '\r' | '\n' => {}
            shown => seen.push(shown),
        }
    }
    seen
}

#[test]
fn a_console_shows_japanese_takes_a_reply_and_ctrl_c_stops_a_controller_in_order() {
    let Some(pc) = Windows::here() else { return };
    if !have("python3", &["python3", "--version"]) {
        return;
    }
    let mut clinic = Clinic::on_windows(pc, "clinic");
    clinic.start();
    let _ = clinic.ask("ticket add 12").done();
    let mut asks = at_a_terminal_in_secret(&clinic.asking("一日 終了 --lang ja"));
    asks.line(|line| line.contains("[y/N]").then_some(()));
    // Typed once the console reads keys, of which Enter is this one.
    asks.say("n\r");
    assert!(asks.ended().code().is_some());
    assert!(seen(&asks).contains("受付"), "{}", seen(&asks));
    assert_eq!(clinic.json("ticket show 12")["ticket"]["state"], "waiting");
    clinic.kill();

    let mut serves = at_a_terminal(&clinic.asking("serve --config controller.running.toml"));
    serves.line(|line| line.contains("the controller is ready").then_some(()));
    serves.say("\u{3}");
    assert!(serves.ended().success(), "{}", seen(&serves));
    assert!(seen(&serves).contains("asked to stop"), "{}", seen(&serves));
}
