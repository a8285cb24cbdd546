//! Where a person may put things: names in Japanese, with blanks, and longer than Windows once took.

use madoguchi_tests::programs::{Answer, Clinic, Program, Terminal as _, Windows, unheard};
use std::fs;

const PASSPHRASE: &str = "窓口のバックアップの合言葉 1";

/// `madoguchi` with these words, each as it is.
fn asks(clinic: &Clinic, words: &[&str]) -> String {
    let mut program = clinic.asking("");
    program.args(words).env("MADOGUCHI_PASSPHRASE", PASSPHRASE);
    Answer::of(&mut program).done().out
}

#[test]
fn folders_and_files_may_have_names_in_japanese_with_blanks() {
    let Some(pc) = Windows::here() else { return };
    let mut clinic = Clinic::on_windows(pc, "山田 内科　クリニック/窓口 データ");
    clinic.start();
    clinic.additional_license(1, "a.license");
    let license = clinic.path().join("追加 席.license");
    fs::rename(clinic.path().join("a.license"), license).unwrap();
    let _ = asks(&clinic, &["license", "install", "追加 席.license"]);
    let _ = clinic.ask("ticket add 12").done();
    let made = asks(&clinic, &["backup", "控え 1.backup"]);
    assert!(made.contains("控え 1.backup"), "{made}");
    clinic.kill();
    let other = ["restore", "控え 1.backup", "--data-dir", "戻した データ"];
    let restored = asks(&clinic, &other);
    assert!(restored.contains("戻した データ"), "{restored}");
    assert!(clinic.path().join("戻した データ/identity").is_dir());
    clinic.start();
    assert_eq!(clinic.json("ticket show 12")["ticket"]["state"], "waiting");
}

#[test]
fn a_path_may_be_longer_than_260_letters() {
    let Some(pc) = Windows::here() else { return };
    let clinic = Clinic::on_windows(pc, "clinic");
    let folders = [
        "長い名前のフォルダー".repeat(7),
        "another folder ".repeat(12),
    ];
    let folders = folders.map(|name| name.trim_end().to_owned()).join("/");
    assert!(folders.chars().count() > 240);
    // Windows takes no such folder for the one that a program works in: it is named.
    let place = clinic.path().join(folders);
    fs::create_dir_all(&place).unwrap();
    fs::copy(
        clinic.path().join("root.key.pub"),
        place.join("root.key.pub"),
    )
    .unwrap();
    let free =
        ["127.0.0.1:7443", "127.0.0.1:7445", "127.0.0.1:7480"].map(|old| (old, "127.0.0.1:0"));
    let file = place.join("controller.toml");
    fs::write(&file, clinic.example("controller.toml", &free)).unwrap();
    let ready = |line: &str| line.contains("the controller is ready").then_some(());
    let path = |name: &str| place.join(name).to_str().unwrap().to_owned();

    let mut serve = clinic.asking("serve --config");
    let mut controller = Program::start(serve.arg(&file));
    controller.line(ready);
    let data = path("data");
    let _ = asks(&clinic, &["ticket", "add", "12", "--data-dir", &data]);
    let _ = asks(
        &clinic,
        &["backup", &path("控え.backup"), "--data-dir", &data],
    );
    controller.kill();
    let restored = path("restored");
    let _ = asks(
        &clinic,
        &["restore", &path("控え.backup"), "--data-dir", &restored],
    );
    let mut serve = clinic.asking("serve --config");
    let mut controller = Program::start(serve.arg(&file));
    controller.line(ready);
    let told = asks(
        &clinic,
        &["ticket", "show", "12", "--json", "--data-dir", &data],
    );
    assert!(told.contains("\"waiting\""), "{told}");
}

#[test]
fn a_user_with_a_name_in_japanese_is_named_in_the_story_and_finds_the_pcs_data_where_windows_keeps_it()
 {
    const NAME: &str = "山田 太郎";
    let Some(pc) = Windows::here() else { return };
    let mut status = unheard(pc.command("madoguchi"));
    status.env("USER", NAME).args(["status", "--lang", "ja"]);
    let said = Answer::of(&mut status).refused();
    assert!(said.contains(r"C:\ProgramData\Madoguchi"), "{said}");

    let mut clinic = Clinic::on_windows(pc, NAME);
    clinic.start();
    let mut add = clinic.asking("ticket add 12");
    let _ = Answer::of(add.env("USER", NAME)).done();
    let told = clinic.json("ticket show 12");
    assert_eq!(told["story"][0]["actor_name"], NAME, "{told}");
}
