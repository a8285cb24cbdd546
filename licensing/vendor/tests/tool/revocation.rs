//! Revocation lists: numbered, each with all that the ones before it took back, and on their way to the clinics
//! with every newer license. That an older list is refused is the clinic's side.

use std::collections::BTreeSet;

use crate::office::Office;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::revocations::Scope;
use madoguchi_licensing::verify::verify_license;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::lists;
use madoguchi_vendor::passphrase::Nobody;
use madoguchi_vendor::root::Root;
use madoguchi_vendor::sign::TakenBack;

fn ids(texts: &[&str]) -> BTreeSet<LicenseId> {
    texts
        .iter()
        .map(|text| LicenseId::parse(text).unwrap())
        .collect()
}

#[test]
fn each_list_has_a_higher_number_and_all_that_was_taken_back_before() {
    let office = Office::set_up();
    let trust = office.trust("root.key");
    office.does("revoke --yes --root root.key --license L-1 --license L-2 --out first");
    // Certifying uses the root's numbers, too.
    office.certify("root.key", "other");
    office.does("revoke --yes --root root.key --license L-3 --out second");
    let (first, second) = (
        office.list(&trust, "first").revocations,
        office.list(&trust, "second").revocations,
    );
    assert_eq!((first.number, second.number), (2, 4));
    assert_eq!(first.licenses, ids(&["L-1", "L-2"]));
    assert_eq!(second.licenses, ids(&["L-1", "L-2", "L-3"]));
    assert!(first.id != second.id && first.signer == second.signer);

    let problem = office.refuses("revoke --yes --root root.key --license L-2 --out third");
    assert!(problem.contains("the newest list is number 4"), "{problem}");
    assert!(!office.has("third"));
}

#[test]
fn a_signer_that_lost_its_newest_list_makes_no_new_one() {
    let office = Office::set_up();
    office.does("revoke --yes --root root.key --license L-1 --out first");
    let kept = office.path("root.key.revocations");
    std::fs::remove_file(&kept).unwrap();
    let again = "revoke --yes --root root.key --license L-2 --out second";
    let problem = office.refuses(again);
    assert!(
        problem.contains("root.key.revocations cannot be read"),
        "{problem}"
    );
    // Nor with what is not its own, or damaged.
    office.does("revoke --yes --issuer issuer --license L-9 --out of-issuer");
    for foreign in ["of-issuer", "root.key.pub"] {
        std::fs::copy(office.path(foreign), &kept).unwrap();
        let problem = office.refuses(again);
        assert!(problem.contains("restore it from a backup"), "{problem}");
    }
    // The file that went to the clinics is as good as a backup.
    std::fs::copy(office.path("first"), &kept).unwrap();
    office.does(again);
    let list = office.list(&office.trust("root.key"), "second").revocations;
    assert_eq!(list.licenses, ids(&["L-1", "L-2"]));
    assert_eq!(list.number, 3, "what was refused used up no number");
}

#[test]
fn an_issuer_takes_back_its_own_licenses_and_the_list_rides_on_its_next_ones() {
    let office = Office::set_up();
    let trust = office.trust("root.key");
    office.issue("issuer", "L-1");
    assert_eq!(office.riding(&trust, "L-1"), None);
    office.does("revoke --yes --issuer issuer --license L-1 --out list");
    let list = office.list(&trust, "list");
    assert_eq!(list.revocations.scope, Scope::Own);
    assert_eq!(list.issuer_name, "窓口商会");
    let grant = verify_license(&trust, &office.read("L-1")).unwrap().grant;
    assert!(list.revocations.cover(&grant));

    office.issue("issuer", "L-2");
    assert_eq!(office.riding(&trust, "L-2"), Some(list));
    let grant = verify_license(&trust, &office.read("L-2")).unwrap().grant;
    assert_eq!(
        grant.sequence, 3,
        "a list has a number of the same sequence"
    );
}

#[test]
fn an_issuer_promises_nothing_about_licenses_that_it_never_made() {
    let office = Office::set_up();
    office.certify("root.key", "other");
    let own_key = |folder: &str| {
        let issuer = IssuerFolder::open(&office.path(folder)).unwrap();
        issuer.key_id().to_string().to_uppercase()
    };
    office.does("issue bundled --issuer other --serial CR-1 --out theirs");
    office.does("issue bundled --issuer issuer --serial CR-1 --out ours");
    let (own, other) = (own_key("issuer"), own_key("other"));
    let revoke = |id: &str| format!("revoke --issuer issuer --license L-1 --license {id} --out l");
    // Neither is it asked for consent to what would not happen.
    for yes in ["", " --yes"] {
        let said = office.refuses(&format!("{}{yes} --lang ja", revoke(&format!("{other}-1"))));
        assert!(
            said.contains(&format!("{other}-1 は、この発行元")) && said.contains("--root で署名"),
            "{said}"
        );
        let said = office.refuses(&format!("{}{yes} --lang ja", revoke(&format!("{own}-2"))));
        assert!(
            said.contains("次の番号は 2 で") && said.contains("まだ作っていない"),
            "{said}"
        );
    }
    assert!(!office.has("l"));
    assert_eq!(office.text("issuer/revocations"), "");
    office.does(&format!("{} --yes", revoke(&format!("{own}-1"))));
    office.does(&format!(
        "revoke --yes --root root.key --license {other}-1 --out r"
    ));
}

#[test]
fn the_roots_list_rides_in_the_place_of_the_issuers_own() {
    let office = Office::set_up();
    let trust = office.trust("root.key");
    office.does("revoke --yes --issuer issuer --license L-1 --out own");
    office.does("revoke --yes --root root.key --license L-8 --out first");
    office.does("revoke --yes --root root.key --license L-9 --out second");
    office.does("carry second --issuer issuer");
    office.issue("issuer", "L-2");
    assert_eq!(
        office.riding(&trust, "L-2"),
        Some(office.list(&trust, "second"))
    );

    // The same again changes nothing; an older one, or somebody else's, is not taken.
    office.does("carry second --issuer issuer");
    let problem = office.refuses("carry first --issuer issuer");
    assert!(
        problem.contains("number 3, and this is number 2"),
        "{problem}"
    );
    office.does("key root --out other.key --environment test --unencrypted");
    office.does("revoke --yes --root other.key --license L-2 --out foreign");
    for foreign in ["foreign", "own", "L-2"] {
        let problem = office.refuses(&format!("carry {foreign} --issuer issuer"));
        assert!(
            problem.contains("no revocation list of the issuer's root"),
            "{problem}"
        );
    }
    office.issue("issuer", "L-3");
    assert_eq!(office.riding(&trust, "L-3"), office.riding(&trust, "L-2"));
}

#[test]
fn a_list_takes_back_256_licenses_and_no_more() {
    let office = Office::set_up();
    let root = Root::open(&office.path("root.key"), &mut Nobody).unwrap();
    let many = |n: usize| TakenBack {
        licenses: (0..n)
            .map(|n| LicenseId::parse(&format!("6F1C2A9B00112233-{n}")).unwrap())
            .collect(),
        ..TakenBack::default()
    };
    let refused = root.revoke(&many(257), 1).unwrap_err();
    assert!(matches!(
        refused,
        lists::Error::TooManyLicenses { found: 257 }
    ));
    let list = root.revoke(&many(256), 1).unwrap();
    // So long a list still rides on a license.
    IssuerFolder::carry(&office.path("issuer"), &list).unwrap();
    office.issue("issuer", "L-1");
    let riding = office.riding(&office.trust("root.key"), "L-1").unwrap();
    assert_eq!(riding.revocations.licenses.len(), 256);
    assert!(office.read("L-1").len() < 64 * 1024);
}

#[test]
fn two_lists_at_once_forget_nothing_of_each_other() {
    let office = Office::set_up();
    let key = office.path("root.key");
    std::thread::scope(|scope| {
        for n in 0..8 {
            let key = &key;
            scope.spawn(move || {
                let root = Root::open(key, &mut Nobody).unwrap();
                let more = TakenBack {
                    licenses: ids(&[&format!("L-{n}")]),
                    ..TakenBack::default()
                };
                root.revoke(&more, 1).unwrap();
            });
        }
    });
    let newest = office.list(&office.trust("root.key"), "root.key.revocations");
    assert_eq!(newest.revocations.licenses.len(), 8);
}
