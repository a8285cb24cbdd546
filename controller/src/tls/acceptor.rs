//! The place where connections are accepted and shake hands: one thread for all doors of a controller.
//!
//! Whoever connects makes us do arithmetic before it has shown who it is: an agreement on a key, a signature, the verification of two more.
//! All of it is done here, one step after the other, so that strangers take one core at most, and those who were let in have the others.
//! Where there is no other core the thread gives way to the rest (on Linux; for Windows no safe function does that). The doors' places
//! bound what waits here (`places`). A connection that was let in moves on to the runtime that serves it.

use std::io;
use std::thread::{self, JoinHandle};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// The name of the thread.
const NAME: &str = "acceptor";
/// How much the thread gives way to the others ("nice"): where both want a core it gets about a quarter. No more than that, because a
/// reader has to get through its handshake while the PC is busy with something else, too.
#[cfg(target_os = "linux")]
const GIVES_WAY: i32 = 5;

/// The runtime on which doors are opened, and have their connections until these have shaken hands.
#[derive(Debug, Clone)]
pub struct Acceptor(Handle);

/// The thread of an acceptor. Dropping it closes the doors that were opened there and ends their handshakes; connections that were let in
/// continue.
#[derive(Debug)]
pub struct AcceptorThread {
    /// Completes once it is dropped.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Acceptor {
    /// The runtime of whoever calls.
    ///
    /// # Panics
    /// There is none.
    #[must_use]
    pub fn here() -> Self {
        Self(Handle::current())
    }

    /// A thread for it alone.
    ///
    /// # Errors
    /// The system gives no thread, or no handle for what it waits for.
    pub fn on_a_thread() -> io::Result<(Self, AcceptorThread)> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let acceptor = Self(runtime.handle().clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::Builder::new()
            .name(NAME.to_owned())
            .spawn(move || {
                give_way();
                // An error is how the end comes: the other half was dropped.
                let _stopped = runtime.block_on(stopped);
            })?;
        let thread = AcceptorThread {
            stop: Some(stop),
            thread: Some(thread),
        };
        Ok((acceptor, thread))
    }

    /// Runs something there: opens doors, or shakes hands. It ends where nobody waits for it any longer.
    ///
    /// # Errors
    /// The thread has ended.
    pub async fn run<T: Send + 'static>(
        &self,
        what: impl Future<Output = T> + Send + 'static,
    ) -> io::Result<T> {
        let mut running = JoinSet::new();
        running.spawn_on(what, &self.0);
        // One was put in, so one comes out.
        let ended = running.join_next().await;
        ended
            .ok_or(io::ErrorKind::NotFound)?
            .map_err(io::Error::other)
    }
}

impl Drop for AcceptorThread {
    fn drop(&mut self) {
        drop(self.stop.take());
        // Waited for, so that whoever opens the same doors next finds their addresses free. A step of a handshake takes less than a
        // millisecond.
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

#[cfg(target_os = "linux")]
fn give_way() {
    // On Linux this is the niceness of the calling thread alone.
    if let Err(error) = rustix::process::nice(GIVES_WAY) {
        tracing::debug!(%error, "handshakes do not give way to the rest: the system does not allow it");
    }
}

#[cfg(not(target_os = "linux"))]
const fn give_way() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use rustix::process::getpriority_process;

    fn niceness() -> i32 {
        getpriority_process(None).unwrap()
    }

    #[tokio::test]
    async fn the_thread_gives_way_to_the_others_and_they_stay_as_they_are() {
        /// The most that Linux knows.
        const NICEST: i32 = 19;
        let before = niceness();
        let (acceptor, _thread) = Acceptor::on_a_thread().unwrap();
        let there = acceptor.run(async { niceness() }).await.unwrap();
        assert_eq!(there, (before + GIVES_WAY).min(NICEST));
        assert_eq!(niceness(), before);
    }
}
