//! The two machines alone: an honest exchange ends in the same digits, and whatever else is sent ends in a refusal, never in a
//! panic and never in something that may be signed.

use madoguchi_controller::pairing::exchange::{Challenged, Hello, Ours};
use madoguchi_link::pairing::{commitment, hash};
use madoguchi_proto::v1::pair_request::Frame;
use madoguchi_proto::v1::{PairConfirm, PairHello, PairRequest, PairReveal};
use proptest::prelude::*;
use prost::Message;

use super::reader::{frame, fresh};

fn ours() -> Ours {
    Ours::new([7; 32], b"authority", b"server")
}

/// A reader's honest first two frames.
fn honest() -> (PairRequest, PairRequest) {
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::default();
    let request = params.serialize_request(&key).unwrap().der().to_vec();
    let hash = hash(&{
        use rcgen::PublicKeyData;
        key.subject_public_key_info()
    });
    let nonce = [9; 32];
    let commitment = commitment(&nonce, &hash, "CR-1");
    let hello = PairHello {
        protocol_oldest: 1,
        protocol_newest: 1,
        serial: "CR-1".to_owned(),
        commitment: commitment.to_vec(),
        software: "1".to_owned(),
        environment: madoguchi_proto::v1::Environment::Test.into(),
        virtual_port: "1-2".to_owned(),
    };
    let reveal = PairReveal {
        nonce: nonce.to_vec(),
        certificate_request: request,
    };
    (frame(Frame::Hello(hello)), frame(Frame::Reveal(reveal)))
}

fn challenged(hello: PairRequest) -> Challenged {
    Hello::try_from(hello).unwrap().challenged(ours())
}

#[test]
fn an_honest_reader_passes_and_the_agents_hello_is_one() {
    let (hello, reveal) = honest();
    let revealed = challenged(hello).reveal(reveal).unwrap();
    let yes = frame(Frame::Confirm(PairConfirm { same: true }));
    assert!(revealed.reader_says(yes).unwrap().is_some());
    let no = frame(Frame::Confirm(PairConfirm { same: false }));
    assert!(revealed.reader_says(no).unwrap().is_none());
    Hello::try_from(fresh("CR-1", "1-2").hello()).unwrap();
}

#[test]
fn whatever_is_changed_after_it_was_settled_is_found() {
    let (hello, reveal) = honest();
    let Some(Frame::Reveal(honest_reveal)) = reveal.frame.clone() else {
        unreachable!()
    };
    // Another nonce.
    let nonce = PairReveal {
        nonce: vec![8; 32],
        ..honest_reveal.clone()
    };
    challenged(hello.clone())
        .reveal(frame(Frame::Reveal(nonce)))
        .unwrap_err();
    // Another key.
    let (_, others) = honest();
    challenged(hello.clone()).reveal(others).unwrap_err();
    // Another serial.
    let Some(Frame::Hello(mut renamed)) = hello.frame else {
        unreachable!()
    };
    renamed.serial = "CR-2".to_owned();
    challenged(frame(Frame::Hello(renamed)))
        .reveal(reveal)
        .unwrap_err();
}

/// Frames that are almost right, and frames that are anything.
fn frames() -> impl Strategy<Value = PairRequest> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..400);
    let hello = (
        "[A-Z0-9-]{0,40}",
        bytes(),
        any::<(u32, u32, i32)>(),
        ".{0,70}",
    )
        .prop_map(
            |(serial, commitment, (oldest, newest, environment), software)| {
                Frame::Hello(PairHello {
                    protocol_oldest: oldest,
                    protocol_newest: newest,
                    serial,
                    commitment,
                    software,
                    environment: environment % 3,
                    virtual_port: "1-2".to_owned(),
                })
            },
        );
    let reveal = (prop::collection::vec(any::<u8>(), 30..34), bytes()).prop_map(
        |(nonce, certificate_request)| {
            Frame::Reveal(PairReveal {
                nonce,
                certificate_request,
            })
        },
    );
    let confirm = any::<bool>().prop_map(|same| Frame::Confirm(PairConfirm { same }));
    prop_oneof![
        prop_oneof![hello, reveal, confirm].prop_map(|frame| PairRequest { frame: Some(frame) }),
        bytes().prop_filter_map("no frame", |bytes| PairRequest::decode(&*bytes).ok()),
        Just(honest().0),
        Just(honest().1),
    ]
}

proptest! {
    #[test]
    fn any_frames_in_any_order_are_refused_or_were_honest(first in frames(), second in frames(), third in frames()) {
        let Ok(hello) = Hello::try_from(first) else { return Ok(()) };
        prop_assert!(hello.commitment.len() == 32 && hello.virtual_port.len() <= 32);
        let Ok(revealed) = hello.challenged(ours()).reveal(second.clone()) else { return Ok(()) };
        // Only what was settled in the frame before gets here.
        prop_assert!(matches!(second.frame, Some(Frame::Reveal(_))));
        let third_is_yes = matches!(third.frame, Some(Frame::Confirm(PairConfirm { same: true })));
        let agrees = revealed.reader_says(third).is_ok_and(|word| word.is_some());
        prop_assert_eq!(agrees, third_is_yes);
    }
}
