//! What keeps the ledger from being opened, and what is not entered, is told with what to do.

use crate::books::{put, sealed};
use crate::clinic::{Clinic, MONDAY};
use crate::office::Office;

#[test]
fn a_folder_that_holds_no_ledger_or_something_else_is_told() {
    let office = Office::set_up();
    std::fs::create_dir_all(office.path("full/other")).unwrap();
    std::fs::write(office.path("file"), "").unwrap();
    for (arguments, ja) in [
        (
            "ledger create --environment test --ledger full",
            "すでに台帳か、ほかのファイルがあります",
        ),
        (
            "ledger create --environment test --ledger file",
            "フォルダーの読み取り",
        ),
        (
            "ledger create --environment test --ledger file/books",
            "フォルダーの作成",
        ),
        ("ledger verify --ledger full", "台帳がありません"),
    ] {
        let said = office.refuses(&format!("{arguments} --lang ja"));
        assert!(said.contains(ja), "{arguments}: {said}");
    }
    // A note of the end that is a folder, or says nothing.
    office.does("ledger create --environment test --ledger books");
    let head = office.path("books/head");
    std::fs::remove_file(&head).unwrap();
    std::fs::create_dir(&head).unwrap();
    let said = office.refuses("ledger verify --ledger books --lang ja");
    assert!(said.contains("末尾の記録の読み取り"), "{said}");
    std::fs::remove_dir(&head).unwrap();
    std::fs::write(&head, "five").unwrap();
    let said = office.refuses("ledger verify --ledger books --lang ja");
    assert!(
        said.contains("ledger head") && said.contains("バックアップで続けて"),
        "{said}"
    );
}

#[test]
fn an_act_that_a_newer_version_wrote_is_no_reason_to_go_back_to_a_backup_at_once() {
    let office = Office::with_ledger();
    // A record with a field that this version does not know, and with the right hash.
    put(&office, 1, &[sealed(&[0x0a, 0x00])]);
    let said = office.refuses("ledger verify --lang ja");
    assert!(said.contains("手続き 1 を理解できません"), "{said}");
    assert!(said.contains("新しい版にして、もう一度"), "{said}");
}

#[test]
fn products_that_were_written_although_an_error_was_told_are_found_and_not_added_twice() {
    let office = Office::with_ledger();
    // The act is written, and the note of the end behind it is not.
    let block = office.path("books/head.new");
    std::fs::create_dir(&block).unwrap();
    let add = "product add --kind bundled --customer C --clinic K --out t.csv";
    let said = office.refuses(&format!("{add} --lang ja"));
    assert!(
        said.contains("原因：ファイルではなく、フォルダーです"),
        "{said}"
    );
    assert!(
        said.contains("「product add」だけは、先に「product list」"),
        "{said}"
    );
    assert!(!office.has("t.csv"), "no key was handed out");
    std::fs::remove_dir(&block).unwrap();
    office.does("ledger verify");
    let listed = office.does("product list");
    assert_eq!(listed.lines().count(), 1, "{listed}");
    office.does("product export all.csv");
    assert_eq!(office.keys("all.csv").len(), 1, "its key was not lost");
}

#[test]
fn what_cannot_be_sold_or_found_is_told() {
    let office = Office::with_ledger();
    let add = |more: &str| {
        let add = "product add --customer C --clinic K --out t.csv --lang ja";
        office.refuses(&format!("{add} {more}"))
    };
    let said = add("--kind bundled --count 0");
    assert!(said.contains("1～100000 個"), "{said}");
    let said = add("--kind bundled --term-days 9999");
    assert!(said.contains("期間は1～3660日"), "{said}");
    let said = add("--kind bundled --seats 2");
    assert!(said.contains("--count で指定"), "{said}");
    // Some of many keys end alike.
    let keys = office.sells("--kind bundled", "K", 300);
    let end = |key: &String| key[key.len() - 3..].replace('-', "");
    let twice = keys.iter().find(|key| {
        let same = keys.iter().filter(|other| end(other) == end(key));
        same.count() > 1
    });
    if let Some(key) = twice {
        let said = office.refuses(&format!("product show {} --lang ja", end(key)));
        assert!(said.contains("もう少し長く指定"), "{said}");
    }
    let reset = "reset --issuer issuer --nonce 028T5-CY4TQ-KFF4 --out r --lang ja";
    let said = office.refuses(&format!("{reset} --installation 0011223344556677"));
    assert!(
        said.contains("短い番号 0011223344556677 のPCはありません"),
        "{said}"
    );
}

#[test]
fn a_license_of_a_pc_is_not_moved_like_that_of_a_reader() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    let mut clinic = Clinic::new(1);
    let license = office.activates(&mut clinic, &keys[0], "a").grant.id;
    let request = clinic.transfers(license.as_str(), "CR-1", "CR-2", MONDAY);
    office.receives("t", &request);
    let said = office.refuses("transfer t --issuer issuer --out x --lang ja");
    assert!(said.contains("「reissue --lost」を使います"), "{said}");
    // A request is not booked, and a license neither.
    let said = office.refuses("book t --lang ja");
    assert!(
        said.contains("「同梱ライセンスの移行の申請」") && said.contains("「transfer」で"),
        "{said}"
    );
    let said = office.refuses("book a.request --lang en");
    assert!(said.contains("answered with \"activate\""), "{said}");
    let said = office.refuses("book a.license --lang ja");
    assert!(
        said.contains("これは「ライセンス」です。記録するのは"),
        "{said}"
    );
}

#[test]
fn the_roots_of_the_other_environment_check_no_list_of_a_ledger() {
    let mut office = Office::with_ledger();
    office.does("revoke --yes --root root.key --license L-1 --out list");
    office.passphrase = Some(crate::office::PASSPHRASE.into());
    office.does("key root --out production.key --environment production");
    let said = office.refuses("book list --root production.key.pub --lang ja");
    assert!(
        said.contains("ルートは本番用ですが、台帳は試験用"),
        "{said}"
    );
    office.does("book list --root root.key.pub --lang ja");
    let said = office.refuses("book list --root root.key.pub --lang ja");
    assert!(said.contains("すでに台帳にあります"), "{said}");
    let said = office.refuses("book list --root root.key --lang ja");
    assert!(said.contains("--root のファイルを使えません"), "{said}");
}
