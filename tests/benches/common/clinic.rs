//! The clinic's side of a measurement: desks that add tickets, readers that serve them, and the time it takes.

use super::bare::Bare;
use super::figures::Times;
use super::fleet::WireFleet;
use super::readers::{self, Habit, Saw};
use super::wire::{self, Desk};
use super::{PATIENCE, random_id};
use madoguchi_proto::v1::AddTicketRequest;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Most tickets at a time.
pub const MOST: usize = 64;

/// How it went for a while.
#[derive(Debug)]
pub struct Went {
    /// Cycles per second.
    pub rate: f64,
    /// Of each cycle, from the request for the ticket to the acknowledged outcome.
    pub times: Times,
}

/// One receptionist's place: its desk, and where it hears of its patient's outcome.
struct Place {
    number: String,
    desk: Desk,
    ended: mpsc::Receiver<()>,
}

/// Desks and readers that are connected to a server.
pub struct Clinic {
    runtime: Runtime,
    places: Vec<Arc<Mutex<Place>>>,
}

impl Clinic {
    /// At the product: one desk per installation, and all its readers.
    pub fn at_fleet(fleet: &WireFleet, habit: Habit) -> Self {
        let runtime = super::runtime("clinic");
        let (saw, seen) = mpsc::unbounded_channel();
        let desks = runtime.block_on(async {
            readers::connect_all(fleet, habit, &saw).await;
            let mut desks = Vec::new();
            for _ in &fleet.gateways {
                desks.push(wire::desk(&fleet.identity, fleet.desk, fleet.token.clone()).await);
            }
            desks
        });
        Self::new(runtime, &desks, seen)
    }

    /// At a server without a fleet: as many desks and readers as the product has.
    pub fn at_bare(bare: &Bare, fleet: &WireFleet) -> Self {
        let runtime = super::runtime("clinic");
        let (saw, seen) = mpsc::unbounded_channel();
        let desks = runtime.block_on(async {
            for (n, unit) in fleet.credentials.iter().enumerate() {
                let (identity, saw) = (&fleet.identity, saw.clone());
                readers::connect(identity, bare.gateway, n, unit, Habit::Serves, saw).await;
            }
            let mut desks = Vec::new();
            for _ in &fleet.gateways {
                desks.push(wire::desk(&fleet.identity, bare.desk, fleet.token.clone()).await);
            }
            desks
        });
        Self::new(runtime, &desks, seen)
    }

    fn new(runtime: Runtime, desks: &[Desk], seen: mpsc::UnboundedReceiver<Saw>) -> Self {
        let mut places = Vec::new();
        let mut tell = Vec::new();
        for n in 0..MOST {
            let (ended, heard) = mpsc::channel(1);
            tell.push(ended);
            places.push(Arc::new(Mutex::new(Place {
                number: n.to_string(),
                desk: desks[n % desks.len()].clone(),
                ended: heard,
            })));
        }
        runtime.spawn(hear(seen, tell));
        Self { runtime, places }
    }

    /// Serves `concurrent` tickets at a time, each place adding its next one when its last one has ended.
    pub fn work(&self, concurrent: usize, time: Duration) -> Went {
        let places = self.places.iter().take(concurrent);
        self.runtime.block_on(async {
            let start = Instant::now();
            let until = start + time;
            let mut working = JoinSet::new();
            for place in places {
                let place = Arc::clone(place);
                working.spawn(async move { place.lock().await.work(until).await });
            }
            let mut times = Times::default();
            while let Some(done) = working.join_next().await {
                times.absorb(done.unwrap());
            }
            Went {
                rate: times.len() as f64 / start.elapsed().as_secs_f64(),
                times,
            }
        })
    }
}

impl Place {
    async fn work(&mut self, until: Instant) -> Times {
        let mut times = Times::default();
        loop {
            let asked = Instant::now();
            if asked >= until {
                return times;
            }
            let request = AddTicketRequest {
                request_id: random_id().to_vec(),
                number: self.number.clone(),
                ..AddTicketRequest::default()
            };
            let cycle = async { tokio::join!(self.desk.add_ticket(request), self.ended.recv()) };
            let (answer, ended) = timeout(PATIENCE, cycle).await.expect("a cycle in time");
            answer.unwrap();
            ended.unwrap();
            times.add(asked.elapsed());
        }
    }
}

/// Tells each place that its patient's outcome is durable.
async fn hear(mut seen: mpsc::UnboundedReceiver<Saw>, tell: Vec<mpsc::Sender<()>>) {
    while let Some(saw) = seen.recv().await {
        if let Saw::Ended { number } = saw {
            let place: usize = number.parse().unwrap();
            tell[place].send(()).await.ok();
        }
    }
}
