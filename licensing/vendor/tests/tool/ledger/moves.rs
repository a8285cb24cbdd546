//! Returns, dead PCs, broken units and revocations, through the tool itself.

use crate::clinic::{Clinic, DAY, MONDAY};
use crate::office::Office;
use madoguchi_licensing::armour;
use madoguchi_licensing::grant::Binding;
use madoguchi_licensing::verify::Verified;
use madoguchi_proto::v1;
use madoguchi_vendor::signer::Signer;

fn installation_of(license: &Verified) -> [u8; 32] {
    match license.grant.binding {
        Binding::Additional { installation, .. } => installation.0,
        Binding::Bundled { .. } => panic!("{license:?}"),
    }
}

#[test]
fn a_product_key_that_was_given_back_activates_the_new_pc() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 2", "K", 1);
    let mut old = Clinic::new(1);
    let license = office.activates(&mut old, &keys[0], "old").grant;
    office.receives("a.return", &old.returns(&[license.id.as_str(), "B-1"]));
    let said = office.does("book --yes a.return");
    assert!(said.contains("is free for another installation"), "{said}");
    assert!(said.contains("B-1: it is not in this ledger"), "{said}");
    // The return can be written out again, and booked again.
    assert!(office.does("book --yes a.return").contains("already on 20"));

    let mut new = Clinic::new(2);
    let license = office.activates(&mut new, &keys[0], "new");
    assert_eq!(installation_of(&license), new.key().0);

    // The first request is refused from now on, with the date.
    let said = office.refuses("activate old.request --issuer issuer --out again.license");
    assert!(said.contains("was given back on 20"), "{said}");
    // A return that comes back after that takes nothing from the new PC.
    assert!(office.does("book --yes a.return").contains("already on 20"));
    office.does("activate new.request --issuer issuer --out new.license");
    assert!(office.does("ledger doubts").contains("fits together"));
}

#[test]
fn nobody_gives_back_what_is_anothers_and_nothing_goes_to_a_key_that_is_gone() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    let mut owner = Clinic::new(1);
    let license = office.activates(&mut owner, &keys[0], "a").grant;
    let mut other = Clinic::new(2);
    office.receives("b.return", &other.returns(&[license.id.as_str()]));
    assert!(
        office
            .does("book --yes b.return")
            .contains("it is another installation's")
    );
    office.does("activate a.request --issuer issuer --out a.license");
    // The other one's key is gone: a license for it would be lost.
    office.receives("b.request", &other.asks(&keys[1]));
    let said = office.refuses("activate b.request --issuer issuer --out b.license");
    assert!(said.contains("gave its licenses back on 20"), "{said}");
}

#[test]
fn the_licenses_of_a_pc_that_died_go_to_the_new_one() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 2", "K", 2);
    let mut dead = Clinic::new(1);
    let one = office.activates(&mut dead, &keys[0], "one").grant;
    let two = office.activates(&mut dead, &keys[1], "two").grant;

    let mut new = Clinic::new(2);
    office.receives(
        "new.request",
        &new.asks_for_lost(&[one.id.as_str(), two.id.as_str()]),
    );
    let reissue = "reissue --yes new.request --lost --issuer issuer --out new.license";
    // Their ids count up: whoever knows them knows nothing. One product key gives one license.
    for keys in ["", &format!(" --product-key {}", keys[0])] {
        let said = office.refuses(&format!("{reissue}{keys}"));
        assert!(said.contains("sold to さくら商事 for K"), "{said}");
        assert!(said.contains("--anyway"), "{said}");
    }
    let end = &keys[1][keys[1].len() - 4..];
    let said = office.does(&format!(
        "{reissue} --product-key {} --product-key {end}",
        keys[0]
    ));
    assert_eq!(said.matches("K (sold to さくら商事)").count(), 2, "{said}");
    for (file, old) in [("new.license", &one), ("new-2.license", &two)] {
        let license = office.verified(file);
        assert_eq!(installation_of(&license), new.key().0);
        assert_eq!(license.grant.supersedes, std::slice::from_ref(&old.id));
        assert_eq!(license.grant.lineage, old.lineage);
    }
    // The same request again gives the same licenses.
    let before = (office.read("new.license"), office.read("new-2.license"));
    assert!(office.does(reissue).contains("first handed out on"));
    assert_eq!(
        before,
        (office.read("new.license"), office.read("new-2.license"))
    );
    // The dead PC's request is refused from now on, with the date.
    let said = office.refuses("activate one.request --issuer issuer --out x.license");
    assert!(
        said.contains("was reissued as") && said.contains("because its PC was lost"),
        "{said}"
    );
    assert!(
        office
            .does(&format!("product show {}", keys[0]))
            .contains("reissues   1")
    );
    // Who asks with its key is told how it came to that PC.
    office.receives("third.request", &Clinic::new(3).asks(&keys[0]));
    let third = "activate third.request --issuer issuer --out x.license";
    let said = office.refuses(third);
    assert!(said.contains("its license was reissued on 20"), "{said}");
    let said = office.refuses(&format!("{third} --lang ja"));
    assert!(said.contains("に再発行されています"), "{said}");
}

#[test]
fn reissues_are_counted_and_limited() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    let mut license = office.activates(&mut Clinic::new(1), &keys[0], "a").grant;
    for pc in 2..=3 {
        let name = format!("pc{pc}");
        let request = Clinic::new(pc).requests(&keys[0], 0, &[license.id.as_str()]);
        office.receives(&name, &request);
        office.does(&format!(
            "reissue --yes {name} --lost --issuer issuer --out {name}.license"
        ));
        license = office.verified(&format!("{name}.license")).grant;
    }
    let request = Clinic::new(4).requests(&keys[0], 0, &[license.id.as_str()]);
    office.receives("pc4", &request);
    let said = office.refuses("reissue --yes pc4 --lost --issuer issuer --out pc4.license");
    assert!(said.contains("was reissued 2 times already"), "{said}");
    office.does("reissue --yes pc4 --lost --issuer issuer --limit 3 --out pc4.license");
    assert_ne!(office.verified("pc4.license").grant.lineage, license.id);
}

#[test]
fn what_is_not_lost_is_not_reissued() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    let bundled = office.sells("--kind bundled", "L", 1);
    office.does(&format!(
        "product ship {} --serial CR-1 --issuer issuer --out b.license",
        bundled[0]
    ));
    let bundled = office.verified("b.license").grant.id;
    let mut clinic = Clinic::new(1);
    let license = office.activates(&mut clinic, &keys[0], "a").grant.id;
    let table = [
        (
            clinic.asks_for_lost(&[license.as_str()]),
            "belongs to the installation that asks",
        ),
        (clinic.asks(""), "names no license of a PC that died"),
        (
            clinic.asks_for_lost(&[bundled.as_str()]),
            "serves wherever that reader is attached",
        ),
        (clinic.asks_for_lost(&["L-1"]), "is not in this ledger"),
    ];
    for (request, why) in table {
        office.receives("r", &request);
        let said = office.refuses("reissue --yes r --lost --issuer issuer --out x.license");
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(
        office
            .run("reissue --yes r --issuer issuer --out x.license")
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn a_broken_units_license_moves_to_the_unit_in_its_place() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind bundled", "K", 2);
    office.does(&format!(
        "product ship {} --serial CR-1 --issuer issuer --out 1.license",
        keys[0]
    ));
    office.does(&format!(
        "product ship {} --serial CR-7 --issuer issuer --out 7.license",
        keys[1]
    ));
    let old = office.verified("1.license").grant;
    let mut clinic = Clinic::with_units(1, &["CR-1", "CR-2"]);
    office.receives(
        "t",
        &clinic.transfers(old.id.as_str(), "CR-1", "CR-2", MONDAY),
    );
    let transfer = "transfer --yes t --issuer issuer --out 2.license";
    let said = office.does(&format!("{transfer} --product-key {}", keys[0]));
    assert!(said.contains("K (sold to さくら商事)"), "{said}");
    let new = office.verified("2.license").grant;
    assert!(matches!(&new.binding, Binding::Bundled { serial, .. } if &**serial == "CR-2"));
    assert_eq!(new.supersedes, std::slice::from_ref(&old.id));
    assert_eq!(new.lineage, old.lineage);

    // The same request, and one that was made anew, give the same license.
    let before = office.read("2.license");
    assert!(office.does(transfer).contains("first handed out on"));
    office.receives(
        "t2",
        &clinic.transfers(old.id.as_str(), "CR-1", "CR-2", MONDAY),
    );
    office.does("transfer --yes t2 --issuer issuer --out same.license");
    assert_eq!(before, office.read("same.license"));

    // Its product key was not shipped with the reader that has it now.
    let ship = format!(
        "product ship {} --serial CR-9 --issuer issuer --out x",
        keys[0]
    );
    let said = office.refuses(&ship);
    assert!(
        said.contains("transferred from reader CR-1 to reader CR-2 on 20"),
        "{said}"
    );
    let said = office.refuses(&format!("{ship} --lang ja"));
    assert!(
        said.contains("リーダー CR-1 からリーダー CR-2 へ移されて"),
        "{said}"
    );

    // It moves on along its line, not from where it was.
    let table = [
        (old.id.as_str(), "CR-1", "CR-3", "was moved to reader CR-2"),
        (
            new.id.as_str(),
            "CR-9",
            "CR-3",
            "is for reader CR-2, not for CR-9",
        ),
        ("L-1", "CR-2", "CR-3", "is not in this ledger"),
        (new.id.as_str(), "CR-2", "CR-7", "of its own"),
    ];
    for (license, from, to, why) in table {
        office.receives("r", &clinic.transfers(license, from, to, MONDAY));
        let said = office.refuses("transfer --yes r --issuer issuer --out x.license");
        assert!(said.contains(why), "{said}");
    }
    office.receives(
        "t3",
        &clinic.transfers(new.id.as_str(), "CR-2", "CR-3", MONDAY + DAY),
    );
    // Whoever got it for CR-2 may move it on.
    office.does("transfer --yes t3 --issuer issuer --out 3.license");
    let third = office.verified("3.license").grant;
    assert_eq!(third.lineage, old.id);
    let shown = office.does(&format!("product show {}", keys[0]));
    assert_eq!(
        shown.matches("transferred at the request of").count(),
        2,
        "{shown}"
    );
    assert!(office.does("ledger doubts").contains("fits together"));
}

/// A revocation list, signed by the office's root.
fn list(office: &Office, licenses: &[&str], issuers: Vec<v1::RevokedIssuer>) {
    let pem = String::from_utf8(office.read("root.key")).unwrap();
    let root = Signer::from_pkcs8_pem(&pem).unwrap();
    let list = v1::RevocationList {
        header: Some(v1::DocumentHeader {
            id: "LIST-1".into(),
            environment: v1::Environment::Test.into(),
            sequence: 1,
            issuer: root.key_id().0.to_vec(),
            issued_at_ms: MONDAY,
        }),
        licenses: licenses.iter().map(ToString::to_string).collect(),
        issuers,
    };
    let document = root.sign(&list, None).unwrap();
    std::fs::write(office.path("list"), armour::write(&document)).unwrap();
}

#[test]
fn a_license_that_was_revoked_is_not_handed_out_again() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    let mut clinic = Clinic::new(1);
    let license = office.activates(&mut clinic, &keys[0], "a").grant;
    office.activates(&mut clinic, &keys[1], "b");
    list(&office, &[license.id.as_str()], Vec::new());
    // Nobody's list is booked whose root is not known.
    office.refuses("book --yes list");
    assert!(
        office
            .does("book --yes list --root root.key.pub")
            .contains(&format!("revoked    {}", license.id))
    );
    assert!(
        office
            .refuses("book --yes list --root root.key.pub")
            .contains("in the ledger already")
    );

    let said = office.refuses("activate a.request --issuer issuer --out x.license");
    assert!(said.contains("was revoked on 20"), "{said}");
    // The product is used up: a new request does not help.
    office.receives("c.request", &clinic.asks(&keys[0]));
    assert!(
        office
            .refuses("activate c.request --issuer issuer --out x.license")
            .contains("was revoked on 20")
    );
    office.does("activate b.request --issuer issuer --out b.license");
}

#[test]
fn a_license_whose_issuers_key_was_stolen_is_made_anew_on_request() {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    let mut clinic = Clinic::new(1);
    let old = office.activates(&mut clinic, &keys[0], "a").grant;
    let stolen = v1::RevokedIssuer {
        issuer: old.issuer_key.0.to_vec(),
        from_sequence: 1,
    };
    list(&office, &[], vec![stolen]);
    office.does("book --yes list --root root.key.pub");
    office.does("key issuer --root root.key --name N --out fresh --kinds additional --seats 3 --licenses 9 --days 9 --unencrypted");

    let said = office.refuses("activate a.request --issuer fresh --out x.license");
    assert!(
        said.contains("was revoked with its issuer's key on 20"),
        "{said}"
    );
    office.receives("b.request", &clinic.asks(&keys[0]));
    office.does("activate b.request --issuer fresh --out b.license");
    let new = office.verified("b.license").grant;
    assert_eq!(
        (new.supersedes, new.lineage),
        (vec![old.id.clone()], old.id)
    );
    assert_ne!(new.issuer_key, old.issuer_key);
}
