//! What ends a license or takes a signature back says so in numbers, and is not done where nobody agreed.

use crate::clinic::{Clinic, MONDAY};
use crate::office::Office;

/// What a command would end: it is refused, said in both languages, and done with `--yes`.
fn asks(office: &Office, command: &str, ja: &str, en: &str) {
    let head = || (office.read("books/head"), office.text("issuer/sequence"));
    let before = head();
    let said = office.refuses(&format!("{command} --lang ja"));
    assert!(said.contains(ja), "{command}: {said}");
    assert!(
        said.contains("何も変えていません") && said.contains("--yes"),
        "{said}"
    );
    let said = office.refuses(&format!("{command} --lang en"));
    assert!(said.contains(en), "{command}: {said}");
    let refused = office.run(&format!("{command} --json"));
    let refused: serde_json::Value = serde_json::from_slice(&refused.stderr).unwrap();
    assert_eq!(refused["code"], "needs-yes", "{command}");
    assert_eq!(before, head(), "{command} changed something");
    office.does(&format!("{command} --yes"));
    assert_ne!(before, head(), "{command} changed nothing");
}

#[test]
fn a_revocation_says_how_many_licenses_and_which_signatures_it_takes_back() {
    let office = Office::with_ledger();
    asks(
        &office,
        "revoke --issuer issuer --license L-1 --license L-2 --out own",
        "ライセンス 2 件を取り消します",
        "Licenses that are taken back: 2.",
    );
    let root = "revoke --root root.key --license L-1 --stolen-issuer 0011223344556677 --from 5";
    let said = office.refuses(&format!("{root} --out list --lang ja"));
    assert!(said.contains("ライセンス 1 件を取り消します"), "{said}");
    assert!(
        said.contains("発行元 0011223344556677 が通し番号 5 以降で"),
        "{said}"
    );
    assert!(said.contains("元に戻せません"), "{said}");
    assert_eq!(office.text("root.key.revocations"), "");
    office.does(&format!("{root} --out list --yes"));
    // An issuer that is taken back from a higher number on loses nothing more.
    let said = office.refuses(
        "revoke --root root.key --license L-2 --stolen-issuer 0011223344556677 --from 9 --out more --lang ja",
    );
    assert!(
        said.contains("ライセンス 1 件") && !said.contains("発行元"),
        "{said}"
    );
}

#[test]
fn booking_says_how_many_licenses_of_how_many_clinics_end() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    let other = office.sells("--kind additional --seats 1", "L", 1);
    let mut clinic = Clinic::new(1);
    let license = office.activates(&mut clinic, &keys[0], "a").grant.id;
    let second = office
        .activates(&mut Clinic::new(2), &keys[1], "b")
        .grant
        .id;
    let third = office
        .activates(&mut Clinic::new(3), &other[0], "c")
        .grant
        .id;
    office.does(&format!(
        "revoke --yes --issuer issuer --license {second} --license {third} --license L-9 --out list"
    ));
    asks(
        &office,
        "book list --root root.key.pub",
        "ライセンス 2 件（医療機関 2 か所）が終わります",
        "ends 2 licenses in force in the ledger (clinics: 2)",
    );
    office.receives("return", &clinic.returns(&[license.as_str(), "L-9"]));
    asks(
        &office,
        "book return",
        "台帳のライセンス 1 件が終わり",
        "ends 1 licenses in the ledger",
    );
    // Booked again, or with nothing to end, it is not asked about.
    office.does("book return");
    office.receives("nothing", &Clinic::new(4).returns(&["L-9"]));
    office.does("book nothing");
}

#[test]
fn a_transfer_and_a_reissue_say_what_ends_and_what_nothing_proves() {
    let office = Office::with_ledger();
    let boxes = office.sells("--kind bundled", "K", 1);
    office.does(&format!(
        "product ship {} --serial CR-1 --issuer issuer --out b",
        boxes[0]
    ));
    let bundled = office.verified("b").grant.id;
    let mut clinic = Clinic::new(1);
    office.receives(
        "t",
        &clinic.transfers(bundled.as_str(), "CR-1", "CR-2", MONDAY),
    );
    asks(
        &office,
        &format!(
            "transfer t --issuer issuer --product-key {} --out t.license",
            boxes[0]
        ),
        "リーダー CR-1 からリーダー CR-2 に移します",
        "moves from reader CR-1 to reader CR-2",
    );
    // The same request again ends nothing more.
    office.does(&format!(
        "transfer t --issuer issuer --product-key {} --out t.license",
        boxes[0]
    ));
    let keys = office.sells("--kind additional --seats 2", "L", 2);
    let ids: Vec<_> = (5..7)
        .map(|n| {
            let name = format!("pc{n}");
            let key = &keys[usize::from(n) - 5];
            office.activates(&mut Clinic::new(n), key, &name).grant.id
        })
        .collect();
    let lost: Vec<_> = ids.iter().map(|id| id.as_str()).collect();
    office.receives("r", &Clinic::new(9).asks_for_lost(&lost));
    let reissue = "reissue r --lost --issuer issuer --out r.license --anyway";
    let said = office.refuses(&format!("{reissue} --lang ja"));
    assert!(said.contains("PC 2 台を故障として記録し"), "{said}");
    assert!(
        said.contains("ライセンス 2 件（4 枠）を終わらせて"),
        "{said}"
    );
    assert!(
        said.contains("2 件は、申請した相手のものだと示すものがありません"),
        "{said}"
    );
    assert!(!office.has("r.license"));
    let (_, warned) = office.warns(&format!("{reissue} --yes"));
    assert!(warned.contains("license given without a proof"), "{warned}");
    office.does(&format!("{reissue} --lang en"));
}
