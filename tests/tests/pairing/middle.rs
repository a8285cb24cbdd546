//! Somebody stands between reader and controller, and plays with everything that the wire gives him: he relays, puts in his own CA,
//! keys and nonces, and tries to choose late. Towards the controller he is a client like any other; towards the reader he
//! answers with frames of his own over a connection with a certificate of his own.

use madoguchi_agent::pairing::exchange::{Challenged, Failure, Fresh};
use madoguchi_proto::v1::pair_request::Frame;
use madoguchi_proto::v1::{
    Environment, PairChallenge, PairRequest, PairResponse, PairReveal, pair_response,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::CertificateDer;

use super::lab::{Clinic, MORNING, Talk, opening};
use super::reader::{frame, fresh, nonce, refusal};

const NAME: &str = "controller.madoguchi.internal";

/// His CA and the certificate that he shows to the reader.
struct Middle {
    authority: CertificateDer<'static>,
    server: CertificateDer<'static>,
}

impl Middle {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let server = CertificateParams::new(vec![NAME.to_owned()]).unwrap();
        let server = server.signed_by(&KeyPair::generate().unwrap(), &ca);
        Self {
            authority: ca.der().clone(),
            server: server.unwrap().der().clone(),
        }
    }

    /// What he tells the reader, with this nonce.
    fn challenge(&self, nonce: &[u8]) -> PairResponse {
        PairResponse {
            frame: Some(pair_response::Frame::Challenge(PairChallenge {
                nonce: nonce.to_vec(),
                authority: self.authority.to_vec(),
                server_name: NAME.to_owned(),
                fleet_time_ms: MORNING.0,
                environment: Environment::Test.into(),
            })),
        }
    }
}

fn nonce_of(challenge: &PairResponse) -> Vec<u8> {
    match &challenge.frame {
        Some(pair_response::Frame::Challenge(challenge)) => challenge.nonce.clone(),
        other => panic!("no challenge: {other:?}"),
    }
}

fn revealed(challenged: Challenged) -> (PairRequest, String) {
    let (reveal, revealed) = challenged.reveal().unwrap();
    (reveal, revealed.digits().to_string())
}

#[tokio::test]
async fn who_relays_the_controllers_challenge_is_found_by_the_reader_before_it_reveals_anything() {
    let clinic = Clinic::open().await;
    let _staff = clinic.pair(opening(1)).await.unwrap();
    let (middle, reader) = (Middle::new(), fresh("CR-1", "1-2"));
    let mut talk = Talk::open(clinic.port().await, reader.hello()).await;
    let challenge = talk.heard().await;
    let failure = reader.challenged(challenge, &middle.server).unwrap_err();
    assert!(matches!(failure, Failure::Server(_)), "{failure}");
}

#[tokio::test]
async fn who_relays_the_readers_key_under_a_ca_of_his_own_makes_digits_that_differ() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let (middle, reader) = (Middle::new(), fresh("CR-1", "1-2"));
    let mut talk = Talk::open(clinic.port().await, reader.hello()).await;
    let real = talk.heard().await;
    // He even gives the reader the controller's own nonce.
    let challenge = middle.challenge(&nonce_of(&real));
    let challenged = reader.challenged(challenge, &middle.server).unwrap();
    let (reveal, at_reader) = revealed(challenged);
    talk.say(reveal).await;
    let at_pc = staff.digits().await;
    assert_ne!(at_pc.digits, at_reader);
    staff.say(&at_pc.digits, false).await;
    assert_eq!(refusal(talk.heard().await).0, "pairing-staff-said-no");
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn who_puts_in_his_own_key_on_both_sides_makes_digits_that_differ() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let (middle, reader) = (Middle::new(), fresh("CR-1", "1-2"));
    // The reader first: its digits are settled, and he knows them.
    let challenge = middle.challenge(&nonce());
    let challenged = reader.challenged(challenge, &middle.server).unwrap();
    let (_, at_reader) = revealed(challenged);
    // Now towards the controller with a key of his own, and only one nonce to settle.
    let own: Fresh = fresh("CR-1", "1-2");
    let mut talk = Talk::open(clinic.port().await, own.hello()).await;
    let challenge = talk.heard().await;
    let challenged = own.challenged(challenge, &talk.server).unwrap();
    talk.say(revealed(challenged).0).await;
    let at_pc = staff.digits().await;
    assert_ne!(at_pc.digits, at_reader);
    staff.say(&at_pc.digits, false).await;
    talk.heard().await;
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn who_chooses_his_nonce_after_the_controllers_is_found() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let own = fresh("CR-1", "1-2");
    let mut talk = Talk::open(clinic.port().await, own.hello()).await;
    let challenge = talk.heard().await;
    let challenged = own.challenged(challenge, &talk.server).unwrap();
    let (reveal, _) = revealed(challenged);
    let Some(Frame::Reveal(reveal)) = reveal.frame else {
        unreachable!()
    };
    // Whatever nonce would make the digits fit, it is not the one that was settled.
    let late = PairReveal {
        nonce: nonce().to_vec(),
        ..reveal
    };
    talk.say(frame(Frame::Reveal(late))).await;
    assert_eq!(refusal(talk.heard().await).0, "pairing-commitment");
    assert!(staff.notice().await.en.contains("CR-1"));
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn who_tries_until_his_digits_fit_has_three_tries_that_nobody_sees_and_then_none() {
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let port = clinic.port().await;
    // With the challenge he can work out the controller's digits. They do not fit those of the reader, so he goes, unseen.
    for _ in 0..3 {
        let mut talk = Talk::open(port, fresh("CR-1", "1-2").hello()).await;
        nonce_of(&talk.heard().await);
        drop(talk);
        staff.notice().await;
    }
    assert_eq!(staff.ended().await.code, "pairing-too-many-failures");
    clinic.closed().await;
}
