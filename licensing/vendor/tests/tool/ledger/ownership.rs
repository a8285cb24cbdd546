//! A license's id proves nothing: whoever asks for what is another clinic's gets it by a decision of the vendor alone.

use crate::clinic::{Clinic, MONDAY};
use crate::office::Office;
use madoguchi_licensing::grant::{Binding, LicenseId};

/// A unit that was shipped, and its license.
fn ships(office: &Office, key: &str, serial: &str, more: &str) -> LicenseId {
    let file = format!("{serial}.license");
    office.does(&format!(
        "product ship {key} --serial {serial} --issuer issuer --out {file}{more}"
    ));
    office.verified(&file).grant.id
}

/// The issuer's key was stolen; work goes on with the issuer in the folder `fresh`.
fn robbed(office: &Office) {
    let key = madoguchi_vendor::folder::IssuerFolder::open(&office.path("issuer"))
        .unwrap()
        .key_id();
    office.warns(&format!(
        "revoke --yes --root root.key --stolen-issuer {key} --from 1 --out list"
    ));
    office.does("book --yes list --root root.key.pub");
    office.does("key issuer --root root.key --name N --out fresh --kinds additional,bundled --seats 3 --licenses 9 --days 9 --unencrypted");
}

#[test]
fn a_stranger_who_knows_an_id_gets_no_license_of_a_pc_that_is_not_his() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 3", "あおぞら医院", 1);
    let own = office.sells("--kind additional --seats 1", "L", 1);
    let license = office
        .activates(&mut Clinic::new(1), &keys[0], "a")
        .grant
        .id;
    let mut stranger = Clinic::new(9);
    // A product key of his own does not help.
    office.activates(&mut stranger, &own[0], "own");
    let request = stranger.requests(&own[0], 0, &[license.as_str()]);
    office.receives("r", &request);
    let reissue = "reissue --yes r --lost --issuer issuer --out r.license";
    let said = office.refuses(reissue);
    assert!(
        said.contains("sold to さくら商事 for あおぞら医院") && said.contains("--anyway"),
        "{said}"
    );
    // It is still theirs.
    office.does("activate a.request --issuer issuer --out a.license");
    assert!(office.does("ledger doubts").contains("fits together"));

    let (said, warned) = office.warns(&format!("{reissue} --anyway"));
    assert!(said.contains("あおぞら医院 (sold to さくら商事)"), "{said}");
    assert!(warned.contains("given without a proof"), "{warned}");
    let doubts = office.does("ledger doubts");
    assert!(doubts.contains(&stranger.shown()) && doubts.contains(license.as_str()));
}

#[test]
fn a_stranger_who_knows_an_id_moves_nobodys_license_to_a_unit_of_his() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind bundled", "あおぞら医院", 1);
    let own = office.sells("--kind additional --seats 1", "L", 1);
    let license = ships(&office, &keys[0], "CR-1", "");
    let mut stranger = Clinic::with_units(9, &["CR-1", "CR-9"]);
    // What he lists shows nothing: not with a license of another clinic, and not where he was refused.
    office.activates(&mut stranger, &own[0], "own");
    office.receives("junk", &stranger.asks(""));
    office.refuses("activate junk --issuer issuer --out x.license");
    for _ in 0..2 {
        let request = stranger.transfers(license.as_str(), "CR-1", "CR-9", MONDAY);
        office.receives("t", &request);
        let said = office.refuses("transfer --yes t --issuer issuer --out t.license");
        assert!(
            said.contains("sold to さくら商事 for あおぞら医院") && said.contains("--anyway"),
            "{said}"
        );
    }
    let (said, warned) = office.warns("transfer --yes t --issuer issuer --out t.license --anyway");
    assert!(said.contains("あおぞら医院 (sold to さくら商事)"), "{said}");
    assert!(warned.contains("given without a proof"), "{warned}");
    assert!(
        office
            .does("ledger doubts")
            .contains("The vendor decided so")
    );
}

#[test]
fn a_clinic_that_listed_its_unit_when_it_got_a_license_moves_it_without_a_product_key() {
    let office = Office::with_ledger();
    let bundled = office.sells("--kind bundled", "K", 1);
    office.does(
        "product add --kind additional --seats 1 --customer さくら商事 --clinic K --out more.csv",
    );
    let license = ships(&office, &bundled[0], "CR-1", "");
    let mut clinic = Clinic::with_units(1, &["CR-1", "CR-3"]);
    office.activates(&mut clinic, &office.keys("more.csv")[0], "a");
    // The broken unit is there no more.
    clinic.units = vec!["CR-2", "CR-3"];
    let request = clinic.transfers(license.as_str(), "CR-1", "CR-2", MONDAY);
    office.receives("t", &request);
    office.does("transfer --yes t --issuer issuer --out t.license");
    office.does("transfer --yes t --issuer issuer --out t.license");
}

#[test]
fn a_unit_that_proves_itself_is_not_replaced_by_one_that_does_not_unless_the_vendor_says_so() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind bundled", "K", 1);
    let factory = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let license = ships(&office, &keys[0], "CR-1", &format!(" --unit-key {factory}"));
    let mut clinic = Clinic::with_units(1, &["CR-2"]);
    let request = clinic.transfers(license.as_str(), "CR-1", "CR-2", MONDAY);
    office.receives("t", &request);
    let transfer = format!(
        "transfer --yes t --issuer issuer --product-key {} --out t.license",
        keys[0]
    );
    let said = office.refuses(&transfer);
    assert!(
        said.contains("--unit-key") && said.contains("--without-factory-key"),
        "{said}"
    );
    office.does(&format!("{transfer} --without-factory-key"));
    let moved = office.verified("t.license").grant.binding;
    assert!(matches!(moved, Binding::Bundled { unit_key: None, .. }));
}

#[test]
fn licenses_that_lost_their_issuer_are_still_reissued_and_moved() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    let bundled = office.sells("--kind bundled", "L", 1);
    let lost = office
        .activates(&mut Clinic::new(1), &keys[0], "a")
        .grant
        .id;
    let broken = ships(&office, &bundled[0], "CR-1", "");
    robbed(&office);
    let mut new = Clinic::with_units(2, &["CR-2"]);
    office.receives("r", &new.requests(&keys[0], 0, &[lost.as_str()]));
    office.does("reissue --yes r --lost --issuer fresh --out r.license");
    let request = new.transfers(broken.as_str(), "CR-1", "CR-2", MONDAY);
    office.receives("t", &request);
    office.does(&format!(
        "transfer --yes t --issuer fresh --product-key {} --out t.license",
        bundled[0]
    ));
    for (file, old) in [("r.license", lost), ("t.license", broken)] {
        assert_eq!(office.verified(file).grant.supersedes, [old]);
    }
}
