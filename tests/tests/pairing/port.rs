//! The port of a real controller: who gets in, who is refused with which reason, and when it closes.

use std::time::Duration;

use madoguchi_agent::pairing::exchange::Failure;
use madoguchi_controller::desk::grpc::respond;
use madoguchi_controller::pairing::Limits;
use madoguchi_proto::v1::pair_request::Frame;
use madoguchi_proto::v1::{PairConfirm, PairReveal, PairingOpen};
use tokio::net::TcpStream;

use super::lab::{Clinic, Talk, knock_without_end, opening};
use super::reader::{frame, fresh, refusal, refused, show};

#[tokio::test]
async fn a_reader_whose_digits_both_accept_is_a_unit_and_the_port_closes() {
    let clinic = Clinic::open().await;
    let open = PairingOpen {
        cable: "3 m".to_owned(),
        ..opening(1)
    };
    let mut staff = clinic.pair(open).await.unwrap();
    let port = clinic.port().await;
    let shown = show(port, "CR-1", "1-2").await;
    let digits = staff.digits().await;
    assert_eq!(digits.digits, shown.digits());
    assert_eq!((digits.serial.as_str(), digits.known), ("CR-1", false));
    let link = digits.link.unwrap();
    assert_eq!((link.bus.as_str(), link.chain.as_str()), ("1", "2"));
    staff.say(&digits.digits, true).await;
    shown.agree().await.unwrap();
    let unit = staff.paired().await;
    assert_eq!((unit.serial.as_str(), unit.cable.as_str()), ("CR-1", "3 m"));
    assert_eq!(unit.counter.unwrap().name, "窓口1");
    clinic.closed().await;
    TcpStream::connect(port).await.unwrap_err();
}

#[tokio::test]
async fn connections_that_never_say_a_word_keep_out_no_reader_and_push_out_none_that_has_its_turn()
{
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(TcpStream::connect(port).await.unwrap());
    }
    let shown = show(port, "CR-1", "1-2").await;
    let digits = staff.digits().await.digits;
    for _ in 0..20 {
        silent.push(TcpStream::connect(port).await.unwrap());
    }
    staff.say(&digits, true).await;
    shown.agree().await.unwrap();
    assert_eq!(staff.paired().await.serial, "CR-1");
}

#[tokio::test]
async fn nothing_listens_until_somebody_pairs_and_nothing_any_more_when_staff_go() {
    let clinic = Clinic::open().await;
    assert_eq!(*clinic.running.pairing.borrow(), None);
    let staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    drop(staff);
    clinic.closed().await;
    TcpStream::connect(port).await.unwrap_err();
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn a_second_pairing_at_a_time_is_refused_with_the_reason() {
    let clinic = Clinic::open().await;
    let first = clinic.pair(opening(1)).await.unwrap();
    let status = clinic.pair(opening(2)).await.err().unwrap();
    let text = respond::said(&status).unwrap();
    assert_eq!(text.code, "pairing-busy");
    assert!(text.en.contains("127.0.0.1"), "{text:?}");
    drop(first);
    clinic.closed().await;
}

#[tokio::test]
async fn a_no_on_either_side_pairs_nobody_and_counts() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;

    let mut shown = show(port, "CR-1", "1-2").await;
    let digits = staff.digits().await;
    staff.say(&digits.digits, false).await;
    let heard = shown.talk.heard().await;
    assert_eq!(refusal(heard), ("pairing-staff-said-no".to_owned(), true));

    let mut shown = show(port, "CR-1", "1-2").await;
    let digits = staff.digits().await;
    staff.say(&digits.digits, true).await;
    shown.talk.say(shown.revealed.differ()).await;
    let heard = shown.talk.heard().await;
    assert_eq!(refusal(heard).0, "pairing-reader-said-no");

    // A third one, lost after its challenge: whoever stands between could have seen there that his digits do not fit.
    let fresh = fresh("CR-1", "1-2");
    let mut talk = Talk::open(port, fresh.hello()).await;
    talk.heard().await;
    drop(talk);
    assert_eq!(staff.ended().await.code, "pairing-too-many-failures");
    assert_eq!(staff.notices.len(), 3);
    assert!(clinic.units().await.is_empty());
    clinic.closed().await;
}

#[tokio::test]
async fn a_yes_on_digits_that_are_no_longer_shown_accepts_nobody() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    let first = show(port, "CR-1", "1-2").await;
    let old = staff.digits().await;
    drop(first);
    staff.notice().await;
    // The next one comes while the yes is on its way.
    let second = show(port, "CR-1", "1-2").await;
    let new = staff.digits().await;
    staff.say(&old.digits, true).await;
    let agreeing = tokio::spawn(second.agree());
    // The frames come one after the other: once this one is answered, the one before was passed over.
    staff.say(&new.digits, false).await;
    let failure = agreeing.await.unwrap().unwrap_err();
    assert!(
        matches!(failure, Failure::Refused(text, true) if text.code == "pairing-staff-said-no")
    );
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn the_window_closes_by_itself_and_the_reader_is_told() {
    let limits = Limits {
        window: Duration::from_millis(1_500),
        ..Limits::default()
    };
    let clinic = Clinic::open_with(limits).await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let mut shown = show(clinic.port().await, "CR-1", "1-2").await;
    staff.digits().await;
    assert_eq!(refusal(shown.talk.heard().await).0, "pairing-closed");
    assert_eq!(staff.ended().await.code, "pairing-timeout");
    clinic.closed().await;
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn one_reader_has_its_turn_and_staff_are_told_of_the_other() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    let first = show(port, "CR-1", "1-2").await;
    let digits = staff.digits().await;
    let busy = refused(port, "CR-2", "1-3").await;
    assert_eq!(busy, ("pairing-reader-busy".to_owned(), true));
    let notice = staff.notice().await;
    assert_eq!(notice.code, "pairing-other-knocks");
    assert!(notice.en.contains("CR-2") && notice.en.contains("1-3"));
    staff.say(&digits.digits, true).await;
    first.agree().await.unwrap();
    assert_eq!(staff.paired().await.serial, "CR-1");
}

#[tokio::test]
async fn one_that_knocks_without_end_closes_the_port_at_once_and_staff_are_told_why() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    knock_without_end(clinic.port().await).await;
    assert_eq!(staff.ended().await.code, "pairing-too-many-knocks");
    clinic.closed().await;
}

#[tokio::test]
async fn one_that_knocks_without_end_takes_away_no_turn() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    let first = show(port, "CR-1", "1-2").await;
    let digits = staff.digits().await;
    knock_without_end(port).await;
    staff.say(&digits.digits, true).await;
    first.agree().await.unwrap();
    assert_eq!(staff.paired().await.serial, "CR-1");
}

#[tokio::test]
async fn only_the_reader_that_staff_name_has_a_turn() {
    let clinic = Clinic::open().await;
    let open = PairingOpen {
        serial: "CR-9".to_owned(),
        ..opening(1)
    };
    let mut staff = clinic.pair(open).await.unwrap();
    let port = clinic.port().await;
    let other = refused(port, "CR-1", "1-2").await;
    assert_eq!(other, ("pairing-not-wanted".to_owned(), true));
    assert_eq!(staff.notice().await.code, "pairing-other-than-wanted");
    let _shown = show(port, "CR-9", "1-3").await;
    assert_eq!(staff.digits().await.serial, "CR-9");
}

#[tokio::test]
async fn a_reader_behind_a_hub_or_without_a_port_is_refused_before_any_digits() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    assert_eq!(refused(port, "CR-1", "1-3.1").await.0, "behind-hub");
    let notice = staff.notice().await;
    assert!(notice.en.contains("1-3.1"), "{notice:?}");
    assert_eq!(refused(port, "CR-2", "").await.0, "link-unknown");
}

#[tokio::test]
async fn what_was_settled_before_is_not_taken_again() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    let shown = show(port, "CR-1", "1-2").await;
    let digits = staff.digits().await;
    let (hello, reveal) = (shown.hello.clone(), shown.reveal.clone());
    staff.say(&digits.digits, false).await;
    staff.notice().await;
    // A hello again, in full.
    let mut again = Talk::open(port, hello).await;
    assert_eq!(refusal(again.heard().await).0, "pairing-replay");
    // And what was revealed before, behind a hello of its own.
    let mut other = Talk::open(port, fresh("CR-1", "1-2").hello()).await;
    other.heard().await;
    other.say(reveal).await;
    assert_eq!(refusal(other.heard().await).0, "pairing-commitment");
    assert_eq!(staff.ended().await.code, "pairing-too-many-failures");
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn frames_out_of_order_and_garbage_are_refused() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    let confirm = frame(Frame::Confirm(PairConfirm { same: true }));
    let mut talk = Talk::open(port, confirm.clone()).await;
    assert_eq!(refusal(talk.heard().await).0, "pairing-flaw");
    // A yes in the place of what was to be revealed.
    let mut talk = Talk::open(port, fresh("CR-1", "1-2").hello()).await;
    talk.heard().await;
    talk.say(confirm).await;
    assert_eq!(refusal(talk.heard().await).0, "pairing-flaw");
    // A request that is none.
    let mut talk = Talk::open(port, fresh("CR-1", "1-2").hello()).await;
    talk.heard().await;
    let reveal = PairReveal {
        nonce: vec![1; 32],
        certificate_request: vec![0x30; 300],
    };
    talk.say(frame(Frame::Reveal(reveal))).await;
    assert_eq!(refusal(talk.heard().await).0, "pairing-flaw");
    drop(staff.notice().await);
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn a_known_reader_gets_a_new_key_and_keeps_its_place() {
    let clinic = Clinic::open().await;
    let open = PairingOpen {
        counter: Some(madoguchi_proto::v1::Counter {
            name: "会計".to_owned(),
            ..Default::default()
        }),
        ..opening(1)
    };
    for (n, open) in [open, opening(2)].into_iter().enumerate() {
        let mut staff = clinic.pair(open).await.unwrap();
        let shown = show(clinic.port().await, "CR-1", "1-2").await;
        let digits = staff.digits().await;
        assert_eq!(digits.known, n == 1);
        staff.say(&digits.digits, true).await;
        shown.agree().await.unwrap();
        let unit = staff.paired().await;
        assert_eq!(unit.counter.unwrap().name, "会計");
        clinic.closed().await;
    }
    assert_eq!(clinic.units().await.len(), 1);
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer_and_opens_no_port() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let shown = show(clinic.port().await, "CR-1", "1-2").await;
    let digits = staff.digits().await;
    staff.say(&digits.digits, true).await;
    shown.agree().await.unwrap();
    staff.paired().await;
    clinic.closed().await;
    let mut again = clinic.again(opening(1)).await;
    assert_eq!(again.paired().await.serial, "CR-1");
    assert_eq!(*clinic.running.pairing.borrow(), None);
}
