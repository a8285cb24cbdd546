//! The observations of the agents: which units serve, which calls arrive, which sessions end.

use madoguchi_agent::{Observation, Observed};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, watch};

/// The longest real wait for something that takes milliseconds on this PC.
const PATIENCE: Duration = Duration::from_secs(30);

/// The observations so far.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The units that were told whether they have a seat.
    pub judged: BTreeSet<String>,
    /// The units that may take tickets now.
    pub serving: BTreeSet<String>,
    /// The most units that served at the same time.
    pub serving_peak: usize,
    /// The time at which each unit first served.
    pub first_served: BTreeMap<String, Instant>,
    /// The number of sessions whose outcome is durable.
    pub sessions: u64,
    /// The time at which the newest call of each number arrived.
    calls: BTreeMap<String, Instant>,
}

/// Collects the observations.
#[derive(Debug, Clone)]
pub struct Watch {
    seen: Arc<Mutex<Seen>>,
    changed: watch::Receiver<u64>,
}

impl Watch {
    /// Collects until all agents have ended.
    #[must_use]
    pub fn new(mut observations: mpsc::Receiver<Observation>) -> Self {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (tell, changed) = watch::channel(0);
        let watch = Self {
            seen: Arc::clone(&seen),
            changed,
        };
        tokio::spawn(async move {
            while let Some(observation) = observations.recv().await {
                lock(&seen).take(observation);
                tell.send_modify(|count| *count += 1);
            }
        });
        watch
    }

    #[must_use]
    pub fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }

    /// Waits for the call of this number and returns its arrival at an agent; `None` if it takes too long.
    pub async fn call(&self, number: &str) -> Option<Instant> {
        self.until(|seen| seen.calls.get(number).copied()).await
    }

    /// Waits until `look` finds something; `None` if it takes too long.
    pub async fn until<T>(&self, mut look: impl FnMut(&Seen) -> Option<T>) -> Option<T> {
        let mut changed = self.changed.clone();
        tokio::time::timeout(PATIENCE, async {
            loop {
                changed.mark_unchanged();
                if let Some(found) = look(&lock(&self.seen)) {
                    return Some(found);
                }
                changed.changed().await.ok()?;
            }
        })
        .await
        .ok()
        .flatten()
    }
}

/// Locks the observations. A panic elsewhere cannot leave them half-changed: every change is one call.
fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Seen {
    fn take(&mut self, observation: Observation) {
        let Observation { serial, at, what } = observation;
        if matches!(what, Observed::Admission { .. }) {
            self.judged.insert(serial.to_string());
        }
        match what {
            Observed::Admission { serves: true, .. } => {
                self.serving.insert(serial.to_string());
                self.first_served.entry(serial.to_string()).or_insert(at);
                self.serving_peak = self.serving_peak.max(self.serving.len());
            }
            Observed::Admission { serves: false, .. } | Observed::LinkDown(_) => {
                self.serving.remove(&*serial);
            }
            Observed::CallArrived { number, .. } => {
                self.calls.insert(number, at);
            }
            Observed::SessionDone(_) => self.sessions += 1,
            Observed::LinkUp
            | Observed::Renewed
            | Observed::SessionBegan { .. }
            | Observed::Acknowledged(_) => {}
        }
    }
}
