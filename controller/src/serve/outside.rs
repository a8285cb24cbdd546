//! What surrounds a running controller: who asks it to stop, and tells it that the PC sleeps and wakes.

use super::signals;
use tokio::sync::{mpsc, oneshot};

/// Requests that may wait: each is taken at once, but for those that come during a start.
const WAITING: usize = 64;

/// What the surroundings ask of a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// By whom or what, for the log.
    Stop(&'static str),
    /// The PC is about to sleep.
    Suspend,
    /// The PC woke.
    Resume {
        /// It had been switched off in a way that left the programs of the system asleep, so this is the start of a day.
        fresh: bool,
    },
}

/// The surroundings of a controller. While `asked` has no sender, nobody asks for anything any longer.
#[derive(Debug)]
pub struct Outside {
    pub asked: mpsc::Receiver<Asked>,
    /// Told once the controller takes connections; dropped where it does not come to that.
    pub ready: Option<oneshot::Sender<()>>,
}

impl Outside {
    /// Those of a program at a terminal or under systemd: Ctrl-C and the like stop it, and the clocks tell that the PC slept.
    /// What is asked for from here on is done as soon as the start is complete.
    ///
    /// # Panics
    /// Called outside a tokio runtime.
    #[must_use]
    pub fn terminal() -> Self {
        let (ask, asked) = mpsc::channel(WAITING);
        tokio::spawn(super::asleep::tell(ask.clone()));
        tokio::spawn(async move {
            let _ = ask.send(Asked::Stop(signals::asked_to_stop().await)).await;
        });
        Self { asked, ready: None }
    }

    /// The next request; for ever where nobody is left who could ask.
    pub(super) async fn next(&mut self) -> Asked {
        match self.asked.recv().await {
            Some(asked) => asked,
            None => std::future::pending().await,
        }
    }
}
