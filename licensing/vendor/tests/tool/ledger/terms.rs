//! A term is sold once and begins once, whatever becomes of its license; and a key that was stolen signs nothing.

use crate::clinic::{Clinic, DAY, MONDAY};
use crate::office::Office;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::verify::verify_revocations;
use madoguchi_proto::v1;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::keystore::Protection;
use madoguchi_vendor::ledger::Ledger;
use madoguchi_vendor::passphrase::Nobody;
use madoguchi_vendor::root::{NewIssuer, Root};
use madoguchi_vendor::signer::Signer;
use madoguchi_vendor::texts::Spoken as _;

/// The ledger of an office, in the hands of a test that says what day it is.
struct Desk {
    office: Office,
    ledger: Ledger,
    issuer: IssuerFolder,
    /// The first day on which both issuers may sign.
    monday: i64,
}

impl Desk {
    /// With one product of this kind, and its key.
    fn sells(what: &str) -> (Self, String) {
        let office = Office::with_ledger();
        let key = office.sells(what, "K", 1).remove(0);
        office.does("key issuer --root root.key --name N --out fresh --kinds additional,bundled --seats 3 --licenses 99 --days 3650 --unencrypted");
        let certificate = armour::read(&office.read("fresh/issuer.certificate")).unwrap();
        let certificate: v1::IssuerCertificate = certificate.open().unwrap();
        let monday = certificate.not_before_ms;
        let ledger = Ledger::open(&office.path("books"), None).unwrap();
        let issuer = IssuerFolder::open(&office.path("issuer")).unwrap();
        let desk = Self {
            office,
            ledger,
            issuer,
            monday,
        };
        (desk, key)
    }

    fn activates(
        &mut self,
        request: &Document,
        at_ms: i64,
    ) -> Result<madoguchi_licensing::grant::Grant, String> {
        let issued = self
            .ledger
            .activate(request.as_bytes(), None, &self.issuer, at_ms);
        issued
            .map(|issued| issued.grant)
            .map_err(|refusal| refusal.to_string())
    }

    fn books(&mut self, returned: &Document, at_ms: i64) -> String {
        let booked = self.ledger.book_return(returned.as_bytes(), at_ms).unwrap();
        format!("{:?}", booked.licenses)
    }

    /// The issuer's key was stolen: the root revokes it, and the vendor books that. Work goes on with the new one.
    fn is_robbed(&mut self, at_ms: i64) {
        self.revokes_its_issuer(at_ms);
        self.issuer = IssuerFolder::open(&self.office.path("fresh")).unwrap();
    }

    fn revokes_its_issuer(&mut self, at_ms: i64) {
        let key = self.issuer.key_id();
        self.office.warns(&format!(
            "revoke --yes --root root.key --stolen-issuer {key} --from 1 --out list"
        ));
        let list =
            verify_revocations(&self.office.trust("root.key"), &self.office.read("list")).unwrap();
        self.ledger.book_revocation(&list, at_ms).unwrap();
    }
}

#[test]
fn a_term_goes_on_after_a_return_and_ends_when_it_would_have() {
    let (mut desk, key) = Desk::sells("--kind additional --seats 1 --term-days 365");
    let monday = desk.monday;
    let mut old = Clinic::new(1);
    let first = desk.activates(&old.asks(&key), monday).unwrap();
    let end = first.not_after_ms.unwrap();
    desk.books(&old.returns(&[first.id.as_str()]), monday + 300 * DAY);

    let mut new = Clinic::new(2);
    let second = desk.activates(&new.asks(&key), monday + 301 * DAY).unwrap();
    assert_eq!(second.not_after_ms, Some(end));
    assert_eq!(second.lineage, first.lineage);
    desk.books(&new.returns(&[second.id.as_str()]), end - 1);

    let late = desk.activates(&Clinic::new(3).asks(&key), end).unwrap_err();
    let said = format!(
        "ended on {}",
        madoguchi_vendor::ledger::when::When(end).text().en
    );
    assert!(late.contains(&said), "{late}");
}

#[test]
fn a_term_goes_on_after_its_issuers_key_was_stolen() {
    let (mut desk, key) = Desk::sells("--kind bundled --term-days 365");
    let monday = desk.monday;
    let key = key.parse().unwrap();
    let factory = Some([7; 32]);
    let ship = |desk: &mut Desk, factory, at_ms| {
        let shipped = desk.ledger.ship(&key, "CR-1", factory, &desk.issuer, at_ms);
        shipped.map(|issued| issued.grant)
    };
    let old = ship(&mut desk, factory, monday).unwrap();
    desk.is_robbed(monday + DAY);
    let new = ship(&mut desk, None, monday + 300 * DAY).unwrap();
    assert_eq!(new.not_after_ms, old.not_after_ms);
    assert_eq!(new.binding, old.binding);
    assert_eq!(
        (new.supersedes, new.lineage),
        (vec![old.id.clone()], old.id)
    );
}

#[test]
fn a_key_that_was_stolen_signs_nothing_and_uses_nothing_up() {
    let (mut desk, key) = Desk::sells("--kind additional --seats 1");
    let monday = desk.monday;
    desk.revokes_its_issuer(monday);
    let request = Clinic::new(1).asks(&key);
    let said = desk.activates(&request, monday + DAY).unwrap_err();
    let issuer = desk.issuer.key_id();
    assert!(
        said.contains(&format!("issuer {issuer} was revoked"))
            && said.contains("sign with another issuer"),
        "{said}"
    );
    desk.issuer = IssuerFolder::open(&desk.office.path("fresh")).unwrap();
    desk.activates(&request, monday + DAY).unwrap();
}

#[test]
fn a_license_that_lost_its_issuer_can_still_be_given_back() {
    let (mut desk, key) = Desk::sells("--kind additional --seats 1");
    let monday = desk.monday;
    let mut old = Clinic::new(1);
    let first = desk.activates(&old.asks(&key), monday).unwrap();
    desk.is_robbed(monday + DAY);
    let told = desk.books(&old.returns(&[first.id.as_str()]), monday + 2 * DAY);
    assert!(told.contains("Free("), "{told}");
    desk.activates(&Clinic::new(2).asks(&key), monday + 3 * DAY)
        .unwrap();
}

#[test]
fn a_term_that_is_over_is_listed_with_its_end() {
    let office = Office::with_ledger();
    let key = office.sells("--kind additional --seats 1 --term-days 3", "K", 1);
    let root = Root::open(&office.path("root.key"), &mut Nobody).unwrap();
    let signer = Signer::generate().unwrap();
    let begin = MONDAY - 365 * DAY;
    let new = NewIssuer {
        public_key: signer.public_key(),
        name: "N".into(),
        additional: true,
        bundled: true,
        seats_per_license: 3,
        last_sequence: 9,
        not_before_ms: begin,
        not_after_ms: begin + 9 * DAY,
    };
    let folder = office.path("old");
    let protection = Protection::ask(&folder, root.environment(), true, &mut Nobody).unwrap();
    IssuerFolder::create(&folder, &signer, &protection, &root, &new).unwrap();
    let issuer = IssuerFolder::open(&folder).unwrap();
    let request = Clinic::new(1).asks(&key[0]);
    let mut ledger = Ledger::open(&office.path("books"), None).unwrap();
    let issued = ledger.activate(request.as_bytes(), None, &issuer, begin + DAY);
    assert!(issued.is_ok());
    drop(ledger);
    let said = office.does("ledger due --lang ja");
    assert!(said.contains("に終了"), "{said}");
    let said = office.does("ledger due --days 3 --lang en");
    assert!(said.contains("ended 2025-"), "{said}");
}
