//! Where a person may put things: names in Japanese, with blanks, and longer than Windows once took.

use madoguchi_tests::programs::{Answer, Clinic, Terminal as _, Windows, unheard};
use std::fs;

/// Opens a clinic in a folder with this name, and uses its files in every way in which a program gets a path.
fn lives_in(pc: &'static Windows, name: &str) {
    let mut clinic = Clinic::on_windows(pc, name);
    clinic.start();
    clinic.additional_license(1, "追加 席.license");
    let _ = clinic.ask("ticket add 12").done();
    let install = |clinic: &Clinic, file: &str| {
        let mut install = clinic.asking("license install");
        Answer::of(install.arg(file)).done().out
    };
    install(&clinic, "追加 席.license");
    let mut backup = clinic.asking("backup");
    backup
        .arg("控え 1.backup")
        .env("MADOGUCHI_PASSPHRASE", PASSPHRASE);
    let made = Answer::of(&mut backup).done();
    assert!(made.out.contains("控え 1.backup"), "{made:?}");
    clinic.kill();
    let mut restore = clinic.asking("restore");
    restore.args(["控え 1.backup", "--data-dir", "戻した データ"]);
    let restored = Answer::of(restore.env("MADOGUCHI_PASSPHRASE", PASSPHRASE)).done();
    assert!(restored.out.contains("戻した データ"), "{restored:?}");
    assert!(clinic.path().join("戻した データ/identity").is_dir());
    clinic.start();
    assert_eq!(clinic.json("ticket show 12")["ticket"]["state"], "waiting");
}

const PASSPHRASE: &str = "窓口のバックアップの合言葉 1";

#[test]
fn a_folder_may_have_a_name_in_japanese_with_blanks() {
    let Some(pc) = Windows::here() else { return };
    lives_in(pc, "山田 内科　クリニック/窓口 データ");
}

#[test]
fn a_path_may_be_longer_than_260_letters() {
    let Some(pc) = Windows::here() else { return };
    let name = [
        "長い名前のフォルダー".repeat(7),
        "another folder ".repeat(12),
    ];
    let name = name.map(|name| name.trim_end().to_owned()).join("/") + "/窓口";
    assert!(name.chars().count() > 250);
    lives_in(pc, &name);
}

#[test]
fn a_user_with_a_name_in_japanese_finds_the_pcs_data_where_windows_keeps_it() {
    let Some(pc) = Windows::here() else { return };
    let as_user = |words: &str| {
        let mut program = unheard(pc.command("madoguchi"));
        // wine makes the user's name and folders of this.
        program
            .env("USER", "山田 太郎")
            .args(words.split_whitespace());
        program
    };
    let said = Answer::of(&mut as_user("status --lang ja")).refused();
    assert!(said.contains(r"C:\ProgramData\Madoguchi"), "{said}");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("山田 太郎")).unwrap();
    let mut keys = unheard(pc.command("madoguchi-license"));
    keys.env("USER", "山田 太郎").current_dir(folder.path());
    let words = [
        "key",
        "root",
        "--environment",
        "test",
        "--unencrypted",
        "--out",
        r"山田 太郎\根.key",
    ];
    let _ = Answer::of(keys.args(words)).done();
    assert!(folder.path().join("山田 太郎/根.key").is_file());
}
