//! A reader that is played with the agent's own machine, one frame at a time.

use std::net::SocketAddr;

use madoguchi_agent::pairing::exchange::{About, Failure, Fresh, Paired, Revealed};
use madoguchi_proto::v1::{Environment, PairRequest, PairResponse, pair_request, pair_response};

use super::lab::Talk;

pub fn about(serial: &str, port: &str) -> About {
    About {
        serial: serial.to_owned(),
        environment: Environment::Test,
        virtual_port: port.to_owned(),
    }
}

pub fn fresh(serial: &str, port: &str) -> Fresh {
    Fresh::new(about(serial, port), nonce()).unwrap()
}

pub fn nonce() -> [u8; 32] {
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce).unwrap();
    nonce
}

/// A reader whose digits are shown.
pub struct Shown {
    pub talk: Talk,
    pub revealed: Revealed,
    /// What it revealed, to be sent again.
    pub hello: PairRequest,
    pub reveal: PairRequest,
}

/// Comes to the port and goes on until its digits are shown.
pub async fn show(at: SocketAddr, serial: &str, port: &str) -> Shown {
    let fresh = fresh(serial, port);
    let hello = fresh.hello();
    let mut talk = Talk::open(at, hello.clone()).await;
    let challenge = talk.heard().await;
    let challenged = fresh.challenged(challenge, &talk.server).unwrap();
    let (reveal, revealed) = challenged.reveal().unwrap();
    talk.say(reveal.clone()).await;
    Shown {
        talk,
        revealed,
        hello,
        reveal,
    }
}

impl Shown {
    pub fn digits(&self) -> String {
        self.revealed.digits().to_string()
    }

    /// The person at the reader agrees; what comes of it.
    pub async fn agree(mut self) -> Result<Paired, Failure> {
        let (frame, agreed) = self.revealed.agree();
        self.talk.say(frame).await;
        let heard = self.talk.heard().await;
        agreed.done(heard)
    }
}

/// Comes to the port and is refused, with this code and whether it may come again.
pub async fn refused(at: SocketAddr, serial: &str, port: &str) -> (String, bool) {
    let mut talk = Talk::open(at, fresh(serial, port).hello()).await;
    refusal(talk.heard().await)
}

pub fn refusal(frame: PairResponse) -> (String, bool) {
    match frame.frame {
        Some(pair_response::Frame::Refused(refused)) => {
            (refused.reason.unwrap().code, refused.retry)
        }
        other => panic!("not refused: {other:?}"),
    }
}

pub fn frame(frame: pair_request::Frame) -> PairRequest {
    PairRequest { frame: Some(frame) }
}
