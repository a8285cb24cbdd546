//! Where a paired reader stands: staff who name a counter that another reader has are told before they compare digits (RULES Q10).

use madoguchi_proto::v1::{Counter, PairingOpen, Text, Unit};

use super::lab::{Clinic, opening};
use super::reader::show;

fn opening_at(id: u8, counter: &str) -> PairingOpen {
    let counter = Some(Counter {
        name: counter.to_owned(),
        ..Counter::default()
    });
    PairingOpen {
        counter,
        ..opening(id)
    }
}

/// Pairs a reader; gives what staff were told by the time they saw its digits, and the unit.
async fn pair(clinic: &Clinic, open: PairingOpen, serial: &str) -> (Vec<Text>, Unit) {
    let mut staff = clinic.pair(open).await.unwrap();
    let shown = show(clinic.port().await, serial, "1-2").await;
    let digits = staff.digits().await.digits;
    let told = staff.notices.clone();
    staff.say(&digits, true).await;
    shown.agree().await.unwrap();
    let unit = staff.paired().await;
    clinic.closed().await;
    (told, unit)
}

#[tokio::test]
async fn a_counter_that_another_reader_has_is_told_before_the_digits_are_compared() {
    let clinic = Clinic::open().await;
    let _five = clinic.enroll("CR-5").await;
    let (told, unit) = pair(&clinic, opening_at(1, "窓口５"), "CR-1").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].code, "counter-taken");
    assert!(told[0].ja.contains("CR-5") && told[0].en.contains("CR-5"));
    assert_eq!(unit.counter.unwrap().name, "窓口５");
    // It is paired anew at a counter of its own, and again at that one.
    for id in [2, 3] {
        let (told, _) = pair(&clinic, opening_at(id, "窓口１"), "CR-1").await;
        assert_eq!(told, []);
    }
    // Nobody names a counter: the first that is free, however the others are typed.
    let (told, unit) = pair(&clinic, opening(4), "CR-2").await;
    assert_eq!((told, &*unit.counter.unwrap().name), (vec![], "窓口2"));
}
