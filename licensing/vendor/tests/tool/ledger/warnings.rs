//! Doubts as the tool tells them: at once as a warning, and later in a list.

use crate::clinic::Clinic;
use crate::office::Office;

#[test]
fn the_vendor_is_warned_at_once_and_can_list_it_later() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "あおぞら医院", 3);
    let mut clinic = Clinic::new(1);
    office.activates(&mut clinic, &keys[0], "a");
    let mut copy = clinic.clone();
    office.activates(&mut clinic, &keys[1], "b");
    office.receives("c.request", &copy.asks(&keys[2]));
    let (said, warned) = office.warns("activate c.request --issuer issuer --out c.license");
    assert!(said.contains("1 seat"), "{said}");
    assert!(
        warned.contains("warning: copied data directory"),
        "{warned}"
    );
    office.verified("c.license");
    let told = office.does("ledger doubts");
    for part in [
        "1. copied data directory",
        &clinic.shown(),
        "あおぞら医院",
        "acts 4, 5",
        "place 2",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_number_that_was_used_is_not_used_again_and_that_it_came_again_is_told_and_listed() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind bundled", "あおぞら医院", 4);
    let ships = |n: usize| {
        let key = &keys[n];
        format!("product ship {key} --serial CR-{n} --issuer issuer --out {n}.license")
    };
    // The desk's folder comes back from a backup that is older than the last licenses.
    let number = office.read("issuer/sequence");
    office.does(&ships(0));
    office.does(&ships(1));
    std::fs::write(office.path("issuer/sequence"), number).unwrap();
    let (said, warned) = office.warns(&ships(2));
    assert!(said.contains("one reader"), "{said}");
    office.does(&ships(3));
    let licenses = [0, 1, 2, 3].map(|n| office.verified(&format!("{n}.license")).grant);
    let numbers = licenses.each_ref().map(|grant| grant.sequence);
    assert_eq!(numbers, [1, 2, 3, 4]);
    let first = licenses[0].id.to_string();
    let told = office.does("ledger doubts");
    for told in [&warned, &told] {
        assert!(told.contains("an issuer's numbers went back"), "{told}");
        assert!(told.contains(&first), "{told}");
    }
    assert!(
        told.contains("acts 3, 5") && !told.contains("\n2. "),
        "{told}"
    );
}

#[test]
fn a_list_under_a_licenses_number_is_a_double_too() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind bundled", "あおぞら医院", 2);
    let ship = |key: &str, serial: &str, out: &str| {
        office.does(&format!(
            "product ship {key} --serial {serial} --issuer issuer --out {out}"
        ));
        office.verified(out).grant.id.to_string()
    };
    let revoked = ship(&keys[0], "CR-1", "a.license");
    let number = office.read("issuer/sequence");
    let license = ship(&keys[1], "CR-2", "b.license");
    std::fs::write(office.path("issuer/sequence"), number).unwrap();
    office.does(&format!(
        "revoke --yes --issuer issuer --license {revoked} --out a.list"
    ));
    let (said, warned) = office.warns("book --yes a.list --root root.key.pub");
    assert!(said.contains(&format!("revoked    {revoked}")), "{said}");
    let told = office.does("ledger doubts");
    for told in [warned, told] {
        assert!(
            told.contains("one number used twice") && told.contains(&license),
            "{told}"
        );
    }
}

#[test]
fn a_copy_of_a_pc_that_never_got_a_license_is_told_without_a_clinic() {
    let office = Office::with_ledger();
    let mut clinic = Clinic::new(1);
    let mut copy = clinic.clone();
    for request in [clinic.asks(""), copy.asks_for_lost(&["L-1"])] {
        office.receives("r", &request);
        office.refuses("activate r --issuer issuer --out x");
    }
    let said = office.does("ledger doubts --lang ja");
    assert!(
        said.contains(&format!("PC：{}（不明の医療機関）", clinic.shown())),
        "{said}"
    );
    let said = office.does("ledger doubts --lang en");
    assert!(said.contains("at a clinic that is not known"), "{said}");
}
