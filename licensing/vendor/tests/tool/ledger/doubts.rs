//! What does not fit together is noticed, told, and hinders nobody.

use crate::clinic::{Clinic, DAY};
use crate::office::Office;
use crate::refusals::whole;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_proto::v1;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::ledger::doubts::{Doubt, What};
use madoguchi_vendor::ledger::product::{Gives, Terms};
use madoguchi_vendor::ledger::{Issued, Ledger, NewUnit, Ownership};
use madoguchi_vendor::texts::Spoken as _;

/// A ledger in the hands of a test that says what day it is.
struct Desk {
    office: Office,
    ledger: Ledger,
    issuer: IssuerFolder,
    /// The first day on which the issuer may sign.
    monday: i64,
}

impl Desk {
    fn set_up() -> Self {
        let office = Office::with_ledger();
        let certificate = armour::read(&office.read("issuer/issuer.certificate")).unwrap();
        let monday = certificate
            .open::<v1::IssuerCertificate>()
            .unwrap()
            .not_before_ms;
        let ledger = Ledger::create(&office.path("own"), Environment::Test, monday).unwrap();
        let issuer = IssuerFolder::open(&office.path("issuer")).unwrap();
        Self {
            office,
            ledger,
            issuer,
            monday,
        }
    }

    fn sells(&mut self, gives: Gives) -> ProductKey {
        let (customer, clinic) = ("C".into(), "K".into());
        let terms = Terms {
            gives,
            term_days: None,
            customer,
            clinic,
        };
        let keys = self
            .ledger
            .add_products(terms, 1, self.monday, &mut |_| ())
            .unwrap();
        keys[0].clone()
    }

    fn activates(&mut self, request: &Document, at_ms: i64) -> Issued {
        let file = armour::write(request);
        self.ledger
            .activate(file.as_bytes(), None, &self.issuer, at_ms)
            .unwrap()
    }

    /// A clinic with a license for one seat, from Monday on.
    fn serves(&mut self, clinic: &mut Clinic) -> String {
        let key = self.sells(Gives::Additional { seats: 1 });
        let issued = self.activates(&clinic.asks(&key.reveal()), self.monday);
        assert_eq!(issued.doubts, []);
        issued.grant.id.to_string()
    }

    /// What is doubted when a clinic asks for one seat more.
    fn doubts_of(&mut self, clinic: &mut Clinic, at_ms: i64) -> Vec<What> {
        let key = self.sells(Gives::Additional { seats: 1 });
        let issued = self.activates(&clinic.asks(&key.reveal()), at_ms);
        told(&issued.doubts);
        issued.doubts.into_iter().map(|doubt| doubt.what).collect()
    }

    /// Ships a unit, and returns its license.
    fn ships(&mut self, serial: &str) -> String {
        let key = self.sells(Gives::Bundled);
        let issued = self
            .ledger
            .ship(&key, serial, None, &self.issuer, self.monday)
            .unwrap();
        issued.grant.id.to_string()
    }

    /// Transfers for a clinic that reads its product keys out.
    fn transfers(&mut self, request: &Document, at_ms: i64) -> Vec<Doubt> {
        let owner = Ownership {
            product_keys: self.ledger.state().products.keys().cloned().collect(),
            anyway: false,
        };
        let issued = self.ledger.transfer(
            request.as_bytes(),
            &owner,
            NewUnit::Unsaid,
            &self.issuer,
            at_ms,
        );
        let doubts = issued.unwrap().doubts;
        told(&doubts);
        doubts
    }

    /// The same doubts, read again from the disk.
    fn closes(self) -> Vec<Doubt> {
        let doubts = self.ledger.state().doubts.clone();
        drop(self.ledger);
        let again = Ledger::open(&self.office.path("own"), None).unwrap();
        assert_eq!(again.state().doubts, doubts);
        told(&doubts);
        doubts
    }
}

/// Each of them can be told, whole and in both languages.
fn told(doubts: &[Doubt]) {
    for doubt in doubts {
        whole(&doubt.what.title());
        whole(&doubt.what.text());
    }
}

#[test]
fn a_copied_data_directory_shows_by_two_acts_in_one_place() {
    let mut desk = Desk::set_up();
    let monday = desk.monday;
    let mut clinic = Clinic::new(1);
    desk.serves(&mut clinic);
    let mut copy = clinic.clone();
    assert_eq!(desk.doubts_of(&mut clinic, monday), []);
    assert_eq!(
        desk.doubts_of(&mut copy, monday),
        [What::Forked { counter: 2 }]
    );
    // The fork is told once: both go on from where they are.
    assert_eq!(desk.doubts_of(&mut clinic, monday), []);
    let doubts = desk.closes();
    // Begun; sold and activated; sold, activated and forked.
    assert_eq!(doubts[0].acts, [5, 7]);
}

#[test]
fn a_copy_whose_fork_was_never_seen_shows_by_the_act_before() {
    let mut desk = Desk::set_up();
    let monday = desk.monday;
    let mut clinic = Clinic::new(1);
    desk.serves(&mut clinic);
    let mut copy = clinic.clone();
    assert_eq!(desk.doubts_of(&mut clinic, monday), []);
    copy.asks("");
    assert_eq!(
        desk.doubts_of(&mut copy, monday),
        [What::Forked { counter: 2 }]
    );
}

#[test]
fn acts_that_never_arrive_or_arrive_late_are_no_doubt() {
    let mut desk = Desk::set_up();
    let monday = desk.monday;
    let mut clinic = Clinic::new(1);
    desk.serves(&mut clinic);
    let key = desk.sells(Gives::Additional { seats: 1 });
    let late = clinic.asks(&key.reveal());
    clinic.asks("");
    assert_eq!(desk.doubts_of(&mut clinic, monday), []);
    assert_eq!(desk.activates(&late, monday).doubts, []);
}

#[test]
fn one_bundled_unit_at_two_places_is_a_double() {
    let mut desk = Desk::set_up();
    let monday = desk.monday;
    desk.ships("CR-1");
    let mut here = Clinic::with_units(1, &["CR-1", "CR-2"]);
    let mut there = Clinic::with_units(2, &["CR-1", "CR-2"]);
    desk.serves(&mut here);
    // CR-2 has no license of its own: it gives no seat wherever it is.
    let doubts = desk.doubts_of(&mut there, monday + 13 * DAY);
    let expected = What::Double {
        unit: "CR-1".into(),
        other: here.key(),
        seen_at_ms: monday,
    };
    assert_eq!(doubts, [expected]);
    // Told once, not at each contact.
    assert_eq!(desk.doubts_of(&mut there, monday + 13 * DAY), []);
}

#[test]
fn a_unit_that_moved_weeks_later_or_off_a_pc_that_is_gone_is_no_double() {
    let mut desk = Desk::set_up();
    let monday = desk.monday;
    desk.ships("CR-1");
    let mut first = Clinic::with_units(1, &["CR-1"]);
    let mut second = Clinic::with_units(2, &["CR-1"]);
    desk.serves(&mut first);
    assert_eq!(desk.doubts_of(&mut second, monday + 15 * DAY), []);
    let returned = second.returns(&[]);
    desk.ledger
        .book_return(returned.as_bytes(), monday + 16 * DAY)
        .unwrap();
    let mut third = Clinic::with_units(3, &["CR-1"]);
    assert_eq!(desk.doubts_of(&mut third, monday + 16 * DAY), []);
}

#[test]
fn a_broken_unit_that_shows_up_elsewhere_is_noticed_before_and_after_its_transfer() {
    for seen_first in [true, false] {
        let mut desk = Desk::set_up();
        let monday = desk.monday;
        let license = desk.ships("CR-1");
        let mut here = Clinic::with_units(1, &["CR-2"]);
        let mut there = Clinic::with_units(2, &["CR-1"]);
        desk.serves(&mut here);
        let request = here.transfers(&license, "CR-1", "CR-2", monday);
        let doubts: Vec<What> = if seen_first {
            assert_eq!(desk.doubts_of(&mut there, monday + DAY), []);
            let doubts = desk.transfers(&request, monday + 2 * DAY);
            doubts.into_iter().map(|doubt| doubt.what).collect()
        } else {
            assert_eq!(desk.transfers(&request, monday), []);
            desk.doubts_of(&mut there, monday + DAY)
        };
        assert!(
            matches!(&doubts[..], [What::BrokenServes { unit, replaced_at_ms, in_grace: true, .. }]
                if &**unit == "CR-1" && *replaced_at_ms == monday),
            "{doubts:?}"
        );
        let mut later = Clinic::with_units(3, &["CR-1"]);
        let doubts = desk.doubts_of(&mut later, monday + 20 * DAY);
        assert!(
            matches!(
                &doubts[..],
                [What::BrokenServes {
                    in_grace: false,
                    ..
                }]
            ),
            "{doubts:?}"
        );
    }
}

#[test]
fn the_dead_that_speak_are_heard_and_noted() {
    let mut desk = Desk::set_up();
    let monday = desk.monday;
    let mut lost = Clinic::new(1);
    let license = desk.serves(&mut lost);
    let owner = Ownership {
        product_keys: desk.ledger.state().products.keys().cloned().collect(),
        anyway: false,
    };
    let request = Clinic::new(2).asks_for_lost(&[&license]);
    desk.ledger
        .reissue(request.as_bytes(), &owner, 2, &desk.issuer, monday + DAY)
        .unwrap();
    let lost_at_ms = monday + DAY;
    assert_eq!(
        desk.doubts_of(&mut lost, monday + 2 * DAY),
        [What::SpeaksAfterLoss { lost_at_ms }]
    );

    let mut gone = Clinic::new(3);
    desk.serves(&mut gone);
    let mut copy = gone.clone();
    let returned = gone.returns(&[]);
    desk.ledger
        .book_return(returned.as_bytes(), monday + DAY)
        .unwrap();
    copy.asks("");
    let request = copy.asks(&desk.sells(Gives::Additional { seats: 1 }).reveal());
    // It gets nothing, for its key should be gone, but what it sent is evidence.
    assert!(
        desk.ledger
            .activate(request.as_bytes(), None, &desk.issuer, monday + DAY)
            .is_err()
    );
    let doubts: Vec<_> = desk.closes().into_iter().map(|doubt| doubt.what).collect();
    assert!(
        doubts.contains(&What::SpeaksAfterReturn {
            returned_at_ms: monday + DAY
        }),
        "{doubts:?}"
    );
    assert!(doubts.contains(&What::Forked { counter: 2 }), "{doubts:?}");
}

#[test]
fn a_repaired_pc_is_told_from_another_one_and_neither_is_refused() {
    let mut desk = Desk::set_up();
    let monday = desk.monday;
    let mut clinic = Clinic::new(1);
    let print = |disk: u8, board: u8| {
        let part = |byte| vec![byte; 8];
        Some(v1::MachinePrint {
            machine_id: part(1),
            board: part(board),
            disk: part(disk),
        })
    };
    clinic.machine = print(1, 1);
    desk.serves(&mut clinic);
    clinic.machine = print(2, 1);
    let doubts = desk.doubts_of(&mut clinic, monday);
    assert_eq!(
        doubts,
        [What::OtherMachine {
            parts: vec!["part-disk"],
            known: 3
        }]
    );
    assert!(doubts[0].text().en.contains("A repair does that"));
    clinic.machine = print(3, 3);
    let doubts = desk.doubts_of(&mut clinic, monday);
    assert_eq!(
        doubts,
        [What::OtherMachine {
            parts: vec!["part-board", "part-disk"],
            known: 3
        }]
    );
    assert!(doubts[0].text().en.contains("This is probably another PC"));
    // A part that is not known is no other part.
    clinic.machine = Some(v1::MachinePrint {
        disk: vec![3; 8],
        ..Default::default()
    });
    assert_eq!(desk.doubts_of(&mut clinic, monday), []);
}
