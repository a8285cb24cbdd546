//! Supervises a running controller, and stops its parts in the right order.

use super::Error;
use super::access::Report;
use super::address::AddressFile;
use super::assemble::RunningEngine;
use super::lan::Watch;
use crate::aside::Aside;
use crate::gateway::Outbox;
use crate::link::Announcer;
use crate::tls::AcceptorThread;
use madoguchi_plain::BoxError;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinError, JoinHandle};

/// The time that running requests have to end when the controller stops: one commit takes milliseconds.
const FAREWELL_TIME: Duration = Duration::from_secs(3);

/// The parts of a running controller.
pub(super) struct Supervisor {
    pub engine: RunningEngine,
    pub outbox: Outbox,
    pub gateway: Door,
    pub desk: Door,
    /// `None` without a console, and once it has ended.
    pub console: Option<JoinHandle<()>>,
    /// `None` without a watched folder, and once it was asked to stop.
    pub watcher: Option<Aside>,
    /// `None` where no backups are made by themselves, and once it was asked to stop.
    pub keeper: Option<Aside>,
    /// `None` where no sheet is written, and once it was asked to stop.
    pub writer: Option<Aside>,
    /// The check before opening; `None` where none is made by itself.
    pub ready_check: Option<JoinHandle<()>>,
    /// The watch over what changes at this PC.
    pub changes: JoinHandle<()>,
    pub close: watch::Sender<bool>,
    pub report: Report,
    pub _announcer: Announcer,
    /// Once it is gone, so are the listeners: the next controller may take their addresses.
    pub _acceptor: Option<AcceptorThread>,
    /// Removed last: programs try to connect while it exists.
    pub _addresses: Vec<AddressFile>,
    pub _lan: Option<Watch>,
}

pub(super) type Door = JoinHandle<Result<(), tonic::transport::Error>>;

impl Supervisor {
    pub(super) async fn run(mut self, stopped: watch::Receiver<bool>) -> Result<(), Error> {
        let result = tokio::select! {
            () = until(stopped) => Ok(()),
            ended = &mut self.engine.ended => return self.without_engine(ended).await,
            () = self.report.ended() => {
                // Without the watch over the ports, their last state would be believed for ever, so the controller stops. The watch also
                // ends when the engine has ended; then the engine's reason is reported.
                match tokio::time::timeout(FAREWELL_TIME, &mut self.engine.ended).await {
                    Ok(ended) => return self.without_engine(ended).await,
                    Err(_) => Err(Error::Ports("the watch over them ended".into())),
                }
            }
            ended = &mut self.gateway => Err(server_error("gateway", ended)),
            ended = &mut self.desk => Err(server_error("desk", ended)),
            ended = ended(&mut self.console) => Err(server_error("console", ended.map(Ok))),
        };
        let result = self.close_doors(result).await;
        // No request can come any longer; those in the inbox are still made durable.
        (self.engine.stop)();
        let ended = (&mut self.engine.ended).await.map_err(Error::Engine);
        result.and(ended)
    }

    async fn without_engine(&mut self, ended: Result<(), BoxError>) -> Result<(), Error> {
        let why = ended.err();
        let why = why.unwrap_or_else(|| "it ended without being asked to".into());
        self.close_doors(Err(Error::Engine(why))).await
    }

    /// Ends connections and requests. Readers are told; the fleet is not told that they went, so that patients who are called keep their
    /// call over the restart.
    async fn close_doors(&mut self, result: Result<(), Error>) -> Result<(), Error> {
        self.outbox.stop();
        self.close.send_replace(true);
        if let Some(check) = &self.ready_check {
            check.abort();
        }
        self.changes.abort();
        // A list that is not through by then is taken up at the next start, and a backup that is not complete has no backup's name.
        let asides = [&mut self.watcher, &mut self.keeper, &mut self.writer];
        let [watcher, keeper, writer] = asides.map(|aside| farewell(aside.take()));
        tokio::join!(watcher, keeper, writer);
        // Together, so that one that hangs costs the others nothing: a service has ten seconds for all of its stop (RULES X2).
        tokio::join!(part(&mut self.gateway), part(&mut self.desk), async {
            if let Some(console) = &mut self.console {
                part(console).await;
            }
        });
        result
    }
}

/// Gives a part the time to end what it has begun.
async fn farewell(aside: Option<Aside>) {
    if let Some(aside) = aside {
        let _late = tokio::time::timeout(FAREWELL_TIME, aside.stop()).await;
    }
}

/// Gives a server the time to end.
async fn part<T>(server: &mut JoinHandle<T>) {
    if server.is_finished() {
        return;
    }
    if tokio::time::timeout(FAREWELL_TIME, &mut *server)
        .await
        .is_err()
    {
        server.abort();
    }
}

/// Waits until the console has ended; for ever if there is none.
async fn ended(console: &mut Option<JoinHandle<()>>) -> Result<(), JoinError> {
    match console {
        Some(server) => {
            let ended = server.await;
            *console = None;
            ended
        }
        None => std::future::pending().await,
    }
}

/// Waits until the flag is raised, or nobody is left who could raise it.
pub(super) async fn until(mut flag: watch::Receiver<bool>) {
    drop(flag.wait_for(|raised| *raised).await);
}

fn server_error(
    what: &'static str,
    ended: Result<Result<(), tonic::transport::Error>, JoinError>,
) -> Error {
    let why: BoxError = match ended {
        Ok(Ok(())) => "it ended without being asked to".into(),
        Ok(Err(error)) => Box::new(error),
        Err(panic) => Box::new(panic),
    };
    Error::Server(what, why)
}
