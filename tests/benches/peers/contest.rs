//! The contest itself: all sides in turn, and the connections of each.

use crate::common::clinic::{Clinic, MOST, Went};
use crate::common::figures::{Times, say};
use crate::common::fleet::WireFleet;
use crate::common::readers::Habit;
use crate::table::{self, Row};
use crate::{beanstalkd, common, postgres, programs, redis};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// Installations of the product's fleet; each has four readers.
const PCS: usize = 16;
/// Tickets at a time.
pub const CONCURRENT: [usize; 4] = [1, 4, 16, MOST];

/// One connection to a server: it adds tickets and serves them.
pub trait Counter: Send + 'static {
    /// One cycle: three durable writes, each answered before the next.
    fn cycle(&mut self) -> impl Future<Output = ()> + Send;
}

/// A server and its connections.
enum Side {
    Madoguchi(Clinic),
    Postgres(Bank<postgres::Client>),
    Beanstalkd(Bank<beanstalkd::Client>),
    Redis(Bank<redis::Client>),
}

/// As many connections as there are tickets at most, idle between slices.
struct Bank<C> {
    runtime: Runtime,
    clients: Vec<C>,
}

/// Measures everybody, and shows the table.
pub fn run() {
    let quick = common::is_quick();
    let (rounds, slice) = if quick {
        (1, Duration::from_millis(200))
    } else {
        // A reader may send no more frames than it says that its spool has, and sixty-four of them share these.
        (5, Duration::from_secs(1))
    };
    say(format!("Peers on {}", common::disk::machine()));
    if quick {
        say("A quick look: the figures mean nothing.");
    }
    let folder = common::disk::folder();
    let (fleet, other) = (WireFleet::open(PCS), WireFleet::open(PCS));
    // Ended in the order in which they stand here, before the folder goes.
    let servers = programs::start(&folder);
    let mut sides = connect(&fleet, &other, &servers);
    let mut rows: Vec<Row> = sides.iter().map(|(name, _)| Row::new(name)).collect();
    for (at, concurrent) in CONCURRENT.into_iter().enumerate() {
        for round in 0..=rounds {
            for ((_, side), row) in sides.iter_mut().zip(&mut rows) {
                let time = if round == 0 { slice / 4 } else { slice };
                let went = side.work(concurrent, time);
                // The first round warms up.
                if round > 0 {
                    row.add(at, &went);
                }
            }
        }
    }
    drop(sides);
    drop(servers);
    drop(folder);
    table::show(&rows);
}

/// Ours come first: with readers that wait for each acknowledgement, and with events in flight as agents send them. Each has a fleet of
/// its own, as a reader has one connection.
fn connect(
    fleet: &WireFleet,
    other: &WireFleet,
    servers: &programs::Servers,
) -> Vec<(&'static str, Side)> {
    let ours = |fleet, habit| Side::Madoguchi(Clinic::at_fleet(fleet, habit));
    let mut sides = vec![
        ("Madoguchi", ours(fleet, Habit::Serves)),
        ("…in flight", ours(other, Habit::Flows)),
    ];
    if let Some(server) = &servers.postgres {
        let clients = Bank::open(async || postgres::Client::connect(server).await);
        sides.push(("PostgreSQL", Side::Postgres(clients)));
    }
    if let Some(server) = &servers.beanstalkd {
        let clients = Bank::open(async || beanstalkd::Client::connect(&server.socket).await);
        sides.push(("beanstalkd", Side::Beanstalkd(clients)));
    }
    if let Some(server) = &servers.redis {
        let clients = Bank::open(async || redis::Client::connect(&server.socket).await);
        sides.push(("Redis", Side::Redis(clients)));
    }
    sides
}

impl Side {
    fn work(&mut self, concurrent: usize, time: Duration) -> Went {
        match self {
            Self::Madoguchi(clinic) => clinic.work(concurrent, time),
            Self::Postgres(bank) => bank.work(concurrent, time),
            Self::Beanstalkd(bank) => bank.work(concurrent, time),
            Self::Redis(bank) => bank.work(concurrent, time),
        }
    }
}

impl<C: Counter> Bank<C> {
    fn open(mut connect: impl AsyncFnMut() -> C) -> Self {
        let runtime = common::runtime("peer");
        let clients = runtime.block_on(async {
            let mut clients = Vec::new();
            for _ in 0..MOST {
                clients.push(connect().await);
            }
            clients
        });
        Self { runtime, clients }
    }

    fn work(&mut self, concurrent: usize, time: Duration) -> Went {
        let idle = self.clients.split_off(concurrent);
        let clients = std::mem::take(&mut self.clients);
        self.runtime.block_on(async {
            let start = Instant::now();
            let mut working = JoinSet::new();
            for client in clients {
                working.spawn(serve(client, start + time));
            }
            let mut times = Times::default();
            while let Some(done) = working.join_next().await {
                let (client, its_times) = done.unwrap();
                self.clients.push(client);
                times.absorb(its_times);
            }
            self.clients.extend(idle);
            Went {
                rate: times.len() as f64 / start.elapsed().as_secs_f64(),
                times,
            }
        })
    }
}

async fn serve<C: Counter>(mut client: C, until: Instant) -> (C, Times) {
    let mut times = Times::default();
    loop {
        let began = Instant::now();
        if began >= until {
            return (client, times);
        }
        let cycle = tokio::time::timeout(common::PATIENCE, client.cycle());
        cycle.await.expect("a cycle in time");
        times.add(began.elapsed());
    }
}

/// A folder of its own for a server, which runs as its own user perhaps.
pub fn folder_in(folder: &TempDir, name: &str) -> std::path::PathBuf {
    let path = folder.path().join(name);
    std::fs::create_dir(&path).unwrap();
    path
}
