//! Probes of a dispatch: from the request for a ticket to its call at the reader.

use super::figures::Times;
use super::readers::{self, Habit, Saw};
use super::wire::{self, Credentials, Desk, Token};
use super::{PATIENCE, random_id};
use madoguchi_controller::identity::{DeskAccess, Identity};
use madoguchi_proto::v1::{AddTicketRequest, CancelTicketRequest};
use madoguchi_tests::programs::{Clinic, Terminal};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// A desk and the readers in service at one server.
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
        units: &[Credentials],
        desk: SocketAddr,
        gateway: SocketAddr,
    ) -> Self {
        let (saw, seen) = mpsc::unbounded_channel();
        for (n, unit) in units.iter().enumerate() {
            readers::connect(identity, gateway, n, unit, Habit::Looks, saw.clone()).await;
        }
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

/// Who is measured at a real controller: a desk and the readers in service, on one thread.
pub struct Probed {
    runtime: Runtime,
    line: Line,
    number: usize,
}

impl Probed {
    /// With the papers of enrolled readers, which lie in these folders of the clinic's; the n-th is plugged in as the n-th.
    pub fn open(clinic: &Clinic, readers: &[&str]) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let identity = Identity::open_or_create(&clinic.data_dir()).unwrap();
        let access = DeskAccess::read(&clinic.data_dir()).unwrap();
        let papers = |reader: &&str| Credentials::in_folder(&clinic.path().join(reader));
        let units: Vec<_> = readers.iter().map(papers).collect();
        let line = runtime.block_on(Line::open(
            &identity,
            Token(access.authorization()),
            &units,
            access.address(),
            clinic.gateway(),
        ));
        Self {
            runtime,
            line,
            number: 0,
        }
    }

    /// So many probes, one after the other.
    pub fn slice(&mut self, probes: usize) -> Times {
        let mut times = Times::default();
        let Self {
            runtime,
            line,
            number,
        } = self;
        runtime.block_on(async {
            for _ in 0..probes {
                *number += 1;
                let label = format!("P{number}");
                times.add(line.probe(&label).await.called);
                line.cancel(&label).await;
            }
        });
        times
    }

    /// Time goes by; connections are kept alive meanwhile.
    pub fn pass(&self, time: Duration) {
        self.runtime
            .block_on(async { tokio::time::sleep(time).await });
    }
}
