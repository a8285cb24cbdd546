//! The task that owns the fleet, and its thread.

use crate::engine::batch::{Deciding, Failed, MAX_ACTS, Position};
use crate::engine::clock::Clock;
use crate::engine::disk::FreeSpace;
use crate::engine::handle::{Auditor, Copyist, Handle, INBOX, Question, Request, Trip};
use crate::engine::{ActError, Deliver, Published};
use crate::store::{CommitError, Revision, Store};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::FleetTime;
use madoguchi_plain::chain;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot, watch};

/// The parts of an engine.
pub struct Parts<S, C, D> {
    /// The fleet, restored from the store.
    pub fleet: Fleet,
    pub store: S,
    /// The revision of the loaded records.
    pub revision: Revision,
    pub clock: C,
    /// The receiver of orders.
    pub deliver: D,
}

/// The reason why an engine ended or did not start. The process ends with an exit code other than 0.
#[derive(Debug, Error)]
pub enum EngineError {
    /// A commit failed: the fleet in memory is ahead of the known store.
    #[error("the engine stopped because a change could not be made durable")]
    Store {
        #[source]
        source: Arc<CommitError>,
    },
    #[error("the engine stopped because the system gave no random bytes")]
    Random(#[source] getrandom::Error),
    #[error("the engine could not start")]
    Start {
        #[source]
        source: io::Error,
    },
    #[error("the engine stopped by a fault of the program; the log says where")]
    Panicked,
}

/// A running engine.
#[derive(Debug)]
pub struct Running {
    stopper: Stopper,
    ended: oneshot::Receiver<Result<(), EngineError>>,
}

impl Running {
    /// Returns when the engine has ended: after [`Stopper::stop`], after the last handle was dropped, or with an error.
    ///
    /// # Errors
    /// See [`EngineError`]: the process ends with an exit code other than 0.
    pub async fn wait(self) -> Result<(), EngineError> {
        // The stopper is kept until here, although dropping the last one would not end the engine.
        let Self { ended, stopper } = self;
        let result = ended.await.unwrap_or(Err(EngineError::Panicked));
        drop(stopper);
        result
    }

    /// A handle to stop it.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }
}

/// A handle that ends an engine. Clones end the same one.
#[derive(Debug, Clone)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// Refuses further requests; those in the inbox are still done. [`Running::wait`] returns when it has ended.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Starts an engine on its own thread, apart from the threads that serve connections, because its commits block.
///
/// # Errors
/// The system gives no thread or no runtime.
pub fn start<S, C, D>(parts: Parts<S, C, D>) -> Result<(Handle, Running), EngineError>
where
    S: Store + Send + 'static,
    C: Clock,
    D: Deliver,
{
    let failed = |source| EngineError::Start { source };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(failed)?;
    let (inbox, requests) = mpsc::channel(INBOX);
    let (people, published) = watch::channel(Published {
        revision: parts.revision.0,
        fleet_time: parts.fleet.now(),
    });
    let (stop, stopped) = watch::channel(false);
    let (end, ended) = oneshot::channel();
    let engine = Engine::new(parts, people);
    thread::Builder::new()
        .name("engine".to_owned())
        .spawn(move || {
            let result = runtime.block_on(engine.run(requests, stopped));
            // If nobody waits, the process is ending already.
            let _ = end.send(result);
        })
        .map_err(failed)?;
    let running = Running {
        stopper: Stopper(stop),
        ended,
    };
    Ok((Handle::new(inbox, published), running))
}

/// The shortest pause between two rounds that means that the process did not run: the PC slept, or the process was stopped (RULES T12). A
/// running engine looks at least once a second.
const STOOD_STILL: Duration = Duration::from_secs(5);

struct Engine<S, C, D> {
    fleet: Fleet,
    store: S,
    at: Position,
    clock: C,
    deliver: D,
    space: FreeSpace,
    people: watch::Sender<Published>,
    /// The end of the last round.
    rested: (Duration, FleetTime),
}

/// The requests of one round.
#[derive(Default)]
struct Gathered {
    acts: Vec<Box<dyn Trip>>,
    /// Asked after the batch, so that they see the result of the acts beside them.
    questions: Vec<Question>,
    /// Backups come last, so that they delay nobody of their own batch.
    copyists: Vec<Copyist>,
    auditors: Vec<Auditor>,
}

impl Gathered {
    fn take(&mut self, request: Request) {
        match request {
            Request::Acts(trips) => self.acts.extend(trips),
            Request::Ask(question) => self.questions.push(question),
            Request::Copy(copyist) => self.copyists.push(copyist),
            Request::Audit(auditor) => self.auditors.push(auditor),
        }
    }

    /// Takes the other requests that are ready, without waiting for more. Acts that came in one piece are never taken apart, so the last
    /// piece may go beyond the most acts.
    fn drain(&mut self, inbox: &mut mpsc::Receiver<Request>) {
        while self.acts.len() + self.questions.len() < MAX_ACTS {
            let Ok(request) = inbox.try_recv() else {
                return;
            };
            self.take(request);
        }
    }
}

impl<S: Store, C: Clock, D: Deliver> Engine<S, C, D> {
    fn new(parts: Parts<S, C, D>, people: watch::Sender<Published>) -> Self {
        Self {
            at: Position {
                revision: parts.revision,
                fleet_time: parts.fleet.now(),
            },
            rested: (parts.clock.steady(), parts.fleet.now()),
            fleet: parts.fleet,
            store: parts.store,
            clock: parts.clock,
            deliver: parts.deliver,
            space: FreeSpace::default(),
            people,
        }
    }

    async fn run(
        mut self,
        mut inbox: mpsc::Receiver<Request>,
        mut stopped: watch::Receiver<bool>,
    ) -> Result<(), EngineError> {
        let mut stopping = false;
        loop {
            let wake = tokio::time::Instant::from_std(self.clock.instant(self.wake_at()));
            let mut gathered = Gathered::default();
            tokio::select! {
                biased;
                // An error means that every stopper is gone, so nobody will stop the engine.
                Ok(_) = stopped.wait_for(|stop| *stop), if !stopping => {
                    stopping = true;
                    inbox.close();
                    continue;
                }
                request = inbox.recv() => match request {
                    Some(request) => gathered.take(request),
                    None => return Ok(()),
                },
                () = tokio::time::sleep_until(wake) => {}
            }
            gathered.drain(&mut inbox);
            if let Err(error) = self.batch(gathered).await {
                refuse_all(&mut inbox, &error);
                return Err(error);
            }
        }
    }

    /// The time of the next round if no request comes.
    fn wake_at(&self) -> FleetTime {
        let due = self.at.time_due();
        self.fleet
            .next_deadline()
            .map_or(due, |deadline| deadline.min(due))
    }

    /// The moment since which the process did not run, if it did not.
    fn stood_still(&self) -> Option<FleetTime> {
        let (at, since) = self.rested;
        let still = self.clock.steady().saturating_sub(at);
        (still > STOOD_STILL).then_some(since)
    }

    /// Runs one batch: the only place that writes down the order of the steps.
    async fn batch(&mut self, gathered: Gathered) -> Result<(), EngineError> {
        let batch_id = random_id()?;
        let stood_still = self.stood_still();
        let mut deciding = Deciding::new(&mut self.fleet);
        deciding.see_clock(self.clock.now(), self.clock.wall(), stood_still);
        for mut trip in gathered.acts {
            let Some(act) = deciding.show(self.clock.now(), |fleet| trip.ask(fleet)) else {
                deciding.keep(trip);
                continue;
            };
            // A repeat is no new work: it gets the first answer even on a full disk. Another request under its id is refused for that
            // reason.
            let space = if act.command.is_new_work() && !deciding.knows(&act) {
                self.space.for_new_work(&self.store)
            } else {
                Ok(())
            };
            match space {
                Ok(()) => deciding.act(self.clock.now(), act, trip),
                Err(full) => deciding.refuse(trip, full),
            }
        }
        let committed = deciding
            .end(self.clock.now())
            .commit(&mut self.store, self.at, batch_id)
            .await
            .map_err(give_up)?;
        self.at = committed.position();
        let mut trips = Vec::new();
        let moves = committed
            .publish(&self.people)
            .deliver(&mut self.deliver, |trip, reply| trips.push((trip, reply)));
        if moves != 0 {
            self.clock.shift(moves);
        }
        self.clock.slew(self.fleet.slew_ppm());
        self.fleet.at(self.clock.now(), |fleet| {
            for (trip, reply) in trips {
                trip.told(reply.map(|answer| (answer, fleet)));
            }
            for question in gathered.questions {
                question(fleet);
            }
        });
        for copyist in gathered.copyists {
            // A caller that no longer waits needs no copy.
            let _ = copyist.send(self.store.snapshot().await);
        }
        for Auditor {
            below,
            most,
            caller,
        } in gathered.auditors
        {
            // Nor does a caller that no longer waits need these.
            let _ = caller.send(self.store.newest_audit(below, most).await);
        }
        self.rested = (self.clock.steady(), self.clock.now());
        Ok(())
    }
}

/// Tells all callers of a batch that it failed.
fn give_up(failed: Failed<Box<dyn Trip>>) -> EngineError {
    tracing::error!(
        error = chain(&failed.error),
        "a commit failed; the controller ends"
    );
    let source = Arc::new(failed.error);
    for trip in failed.callers {
        trip.told(Err(ActError::StoreFailed(Arc::clone(&source))));
    }
    EngineError::Store { source }
}

/// Tells all callers in the inbox. Their acts were not looked at.
fn refuse_all(inbox: &mut mpsc::Receiver<Request>, why: &EngineError) {
    inbox.close();
    while let Ok(request) = inbox.try_recv() {
        let failed = || match why {
            EngineError::Store { source } => ActError::StoreFailed(Arc::clone(source)),
            _ => ActError::Stopped,
        };
        match request {
            Request::Acts(trips) => trips.into_iter().for_each(|trip| trip.told(Err(failed()))),
            // Dropped: their callers learn that the engine has stopped.
            Request::Ask(_) | Request::Copy(_) | Request::Audit(_) => {}
        }
    }
}

fn random_id() -> Result<[u8; 16], EngineError> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(EngineError::Random)?;
    Ok(id)
}
