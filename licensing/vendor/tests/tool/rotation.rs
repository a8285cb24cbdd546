//! New keys in the place of old ones: an issuer's, a root's, and those of an issuer whose key was stolen. What
//! was sold goes on meanwhile.

use crate::office::Office;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::revocations::Scope;
use madoguchi_licensing::trust::{Trust, read_root};
use madoguchi_licensing::verify::verify_license;

#[test]
fn the_test_roots_of_the_source_are_compiled_in_one_in_use_and_one_spare() {
    let office = Office::of_the_source();
    let trust = Trust::compiled_in();
    assert_eq!(trust.environment(), Environment::Test);
    let roots =
        ["in-use.key.pub", "spare.key.pub"].map(|file| read_root(&office.read(file)).unwrap());
    assert_eq!(trust.roots(), roots);
}

#[test]
fn licenses_of_an_issuers_old_key_hold_beside_those_of_its_new_one() {
    let office = Office::set_up();
    office.issue("issuer", "OLD");
    office.certify("root.key", "issuer-2027");
    office.issue("issuer-2027", "NEW");
    let trust = office.trust("root.key");
    let grant = |name: &str| verify_license(&trust, &office.read(name)).unwrap().grant;
    let (old, new) = (grant("OLD"), grant("NEW"));
    assert_eq!(old.issuer, new.issuer);
    assert_ne!(old.issuer_key, new.issuer_key);
    // Each key counts by itself.
    assert_eq!((old.sequence, new.sequence), (1, 1));
}

#[test]
fn licenses_under_the_spare_root_hold_without_a_new_program() {
    let office = Office::of_the_source();
    office.certify("in-use.key", "old");
    office.certify("spare.key", "new");
    office.issue("old", "OLD");
    office.issue("new", "NEW");
    for license in ["OLD", "NEW"] {
        verify_license(&Trust::compiled_in(), &office.read(license)).unwrap();
        let said = office.does(&format!("inspect {license} --lang en"));
        assert!(said.contains("yes"), "{said}");
    }
    // A program that was built with another root believes neither.
    office.does("key root --out other.key --environment test --unencrypted");
    let refused = verify_license(&office.trust("other.key"), &office.read("NEW")).unwrap_err();
    assert_eq!(refused.code(), "license-unknown-root");
}

#[test]
fn after_a_theft_the_issuers_numbers_end_and_a_new_key_goes_on() {
    let office = Office::of_the_source();
    office.certify("in-use.key", "stolen");
    office.issue("stolen", "BEFORE");
    office.issue("stolen", "AFTER");
    let trust = Trust::compiled_in();
    let grant = |name: &str| verify_license(&trust, &office.read(name)).unwrap().grant;
    let thief = grant("AFTER").issuer_key;

    let said = office.does(&format!(
        "revoke --yes --root in-use.key --stolen-issuer {thief} --from 2 --out theft"
    ));
    assert!(said.contains("0 licenses, 1 issuers"), "{said}");
    let list = office.list(&trust, "theft").revocations;
    assert_eq!(list.scope, Scope::Everything);
    assert!(!list.cover(&grant("BEFORE")));
    assert!(list.cover(&grant("AFTER")));

    // The rest is issued again with a new key, and the list rides on it.
    office.certify("in-use.key", "new");
    office.does("carry theft --issuer new");
    office
        .does("issue bundled --issuer new --serial CR-1 --supersedes AFTER --id AGAIN --out AGAIN");
    let again = verify_license(&trust, &office.read("AGAIN")).unwrap();
    assert!(!list.cover(&again.grant));
    assert_eq!(again.list.unwrap().revocations, list);
}

#[test]
fn a_theft_that_turns_out_to_be_older_takes_back_more() {
    let office = Office::set_up();
    office.issue("issuer", "ONE");
    let trust = office.trust("root.key");
    let grant = verify_license(&trust, &office.read("ONE")).unwrap().grant;
    let revoke = |from: u64, out: &str| {
        format!(
            "revoke --yes --root root.key --stolen-issuer {} --from {from} --out {out}",
            grant.issuer_key
        )
    };
    office.does(&revoke(5, "first"));
    assert!(!office.list(&trust, "first").revocations.cover(&grant));
    office.does(&revoke(1, "second"));
    assert!(office.list(&trust, "second").revocations.cover(&grant));
    // What was taken back stays so.
    let problem = office.refuses(&revoke(9, "third"));
    assert!(
        problem.contains("taken back already; the newest list is number 3"),
        "{problem}"
    );
}

#[test]
fn the_spare_root_takes_back_what_the_lost_one_certified() {
    let office = Office::of_the_source();
    office.certify("in-use.key", "issuer");
    office.issue("issuer", "ONE");
    std::fs::remove_file(office.path("in-use.key")).unwrap();
    office.does("revoke --yes --root spare.key --license ONE --out list");
    let trust = Trust::compiled_in();
    let grant = verify_license(&trust, &office.read("ONE")).unwrap().grant;
    assert!(office.list(&trust, "list").revocations.cover(&grant));
}

#[test]
fn an_issuer_takes_back_no_other_issuer() {
    let office = Office::set_up();
    let output = office
        .run("revoke --yes --issuer issuer --stolen-issuer 0011223344556677 --from 1 --out list");
    assert_eq!(output.status.code(), Some(2));
    for incomplete in [
        "revoke --yes --root root.key --stolen-issuer 0011223344556677 --out list",
        "revoke --yes --root root.key --from 1 --out list",
        "revoke --yes --root root.key --out list",
        "revoke --yes --license L-1 --out list",
        "revoke --yes --root root.key --issuer issuer --license L-1 --out list",
    ] {
        assert_eq!(
            office.run(incomplete).status.code(),
            Some(2),
            "{incomplete}"
        );
    }
    assert!(!office.has("list"));
}
