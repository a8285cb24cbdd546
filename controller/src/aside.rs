//! A thread of its own for work that may hang, such as a folder on a share: it goes on until it is asked to end.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use tokio::sync::oneshot;

/// The thread. Dropping it asks the thread to end.
#[derive(Debug)]
pub(crate) struct Aside {
    asked: Sender<()>,
    ended: oneshot::Receiver<()>,
}

impl Aside {
    /// Runs this until it returns; the receiver is closed once it is asked to.
    ///
    /// # Errors
    /// There can be no thread.
    pub(crate) fn start(
        name: &str,
        run: impl FnOnce(&Receiver<()>) + Send + 'static,
    ) -> io::Result<Self> {
        let (asked, stop) = mpsc::channel();
        let (ends, ended) = oneshot::channel::<()>();
        let work = move || {
            run(&stop);
            drop(ends);
        };
        thread::Builder::new().name(name.to_owned()).spawn(work)?;
        Ok(Self { asked, ended })
    }

    /// Asks the thread to end, and waits until it has.
    pub(crate) async fn stop(self) {
        drop(self.asked);
        // It says no more than that it ended.
        let _ended = self.ended.await;
    }
}
