//! One probe of a dispatch: from the request for a ticket to its call at the reader.

use super::readers::{self, Habit, Saw};
use super::wire::{self, Credentials, Desk, Token};
use super::{PATIENCE, random_id};
use madoguchi_controller::identity::Identity;
use madoguchi_proto::v1::{AddTicketRequest, CancelTicketRequest};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// A desk and a reader at one server.
pub struct Line {
    desk: Desk,
    seen: mpsc::UnboundedReceiver<Saw>,
}

/// How long one probe took.
pub struct Took {
    pub called: Duration,
    pub answered: Duration,
}

impl Line {
    pub async fn open(
        identity: &Identity,
        token: Token,
        unit: &Credentials,
        desk: SocketAddr,
        gateway: SocketAddr,
    ) -> Self {
        let (saw, seen) = mpsc::unbounded_channel();
        readers::connect(identity, gateway, 0, unit, Habit::Looks, saw).await;
        Self {
            desk: wire::desk(identity, desk, token).await,
            seen,
        }
    }

    pub async fn probe(&mut self, number: &str) -> Took {
        let request = AddTicketRequest {
            request_id: random_id().to_vec(),
            number: number.to_owned(),
            ..AddTicketRequest::default()
        };
        let asked = Instant::now();
        let answer = async {
            self.desk.add_ticket(request).await.unwrap();
            asked.elapsed()
        };
        let call = timeout(PATIENCE, self.seen.recv());
        let (answered, called) = tokio::join!(answer, call);
        let Ok(Some(Saw::Called { number: of, at })) = called else {
            panic!("no call: {called:?}");
        };
        assert_eq!(of, number);
        Took {
            called: at.duration_since(asked),
            answered,
        }
    }

    /// Frees the unit again; not measured.
    pub async fn cancel(&mut self, number: &str) {
        let request = CancelTicketRequest {
            request_id: random_id().to_vec(),
            number: number.to_owned(),
        };
        self.desk.cancel_ticket(request).await.unwrap();
    }
}
