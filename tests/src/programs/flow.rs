//! A stream of patients that does not pause: while something is done to the controller, they come, are served, and each is
//! counted once.

use super::reception::Reception;
use madoguchi_agent::simulated::plan;
use madoguchi_proto::v1::{Ticket, TicketState};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between two patients.
const EVERY: Duration = Duration::from_millis(150);
/// Between two looks whether all were served.
const AGAIN: Duration = Duration::from_millis(50);

/// The stream, until it is asked to end.
#[derive(Debug)]
pub struct Flow {
    enough: Arc<AtomicBool>,
    served: Arc<AtomicUsize>,
    patients: JoinHandle<Vec<Ticket>>,
}

impl Flow {
    /// Patients come from now on, those with this seed who come when they are called.
    #[must_use]
    pub fn start(data_dir: PathBuf, seed: u64) -> Self {
        let enough = Arc::<AtomicBool>::default();
        let served = Arc::<AtomicUsize>::default();
        let seen = (Arc::clone(&enough), Arc::clone(&served));
        let patients = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(come(data_dir, seed, &seen.0, &seen.1))
        });
        Self {
            enough,
            served,
            patients,
        }
    }

    /// Waits until so many more were served from now on: the clinic goes on whatever happens to it.
    pub fn goes_on_for(&self, more: usize) {
        let goal = self.served.load(Ordering::SeqCst) + more;
        while self.served.load(Ordering::SeqCst) < goal {
            assert!(!self.patients.is_finished(), "the stream broke off");
            thread::park_timeout(AGAIN);
        }
    }

    /// The last patient has come: waits until all are served, each as planned, and gives how many.
    #[must_use]
    pub fn all_were_served(self, seed: u64) -> usize {
        self.enough.store(true, Ordering::SeqCst);
        let tickets = self.patients.join().unwrap();
        for ticket in &tickets {
            let outcome = ticket.outcome.as_ref().expect("an outcome");
            let planned = plan(seed, &ticket.number).outcome.kind();
            assert_eq!(outcome.kind(), planned, "{ticket:?}");
        }
        tickets.len()
    }
}

async fn come(
    data_dir: PathBuf,
    seed: u64,
    enough: &AtomicBool,
    served: &AtomicUsize,
) -> Vec<Ticket> {
    let mut reception = Reception::new(data_dir);
    let mut next = tokio::time::interval(EVERY);
    let mut many = 0;
    let mut numbers = (1..)
        .map(|number: u32| number.to_string())
        .filter(|number| plan(seed, number).shows_up);
    while !enough.load(Ordering::SeqCst) {
        next.tick().await;
        let mut request_id = [0; 16];
        getrandom::fill(&mut request_id).unwrap();
        let number = numbers.next().unwrap();
        reception.add(request_id, &number).await.unwrap();
        many += 1;
        served.store(done(&reception.tickets().await), Ordering::SeqCst);
    }
    loop {
        let tickets = reception.tickets().await;
        assert_eq!(tickets.len(), many, "a patient was lost, or is there twice");
        served.store(done(&tickets), Ordering::SeqCst);
        if done(&tickets) == many {
            return tickets;
        }
        tokio::time::sleep(AGAIN).await;
    }
}

fn done(tickets: &[Ticket]) -> usize {
    let done = tickets
        .iter()
        .filter(|ticket| ticket.state() == TicketState::Done);
    done.count()
}
