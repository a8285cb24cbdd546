//! The task that owns machine, device, spool and link: it takes an event, asks the machine, and carries out the machine's outputs in their
//! order. It decides no rule.

use std::future::{Future, pending};
use std::time::Duration;

use crate::texts::{chain, in_words};
use madoguchi_proto::v1::{
    AttachRequest, Environment, Hello, LogPart, ReaderEvent, attach_request::Frame,
};
use madoguchi_proto::{PROTOCOL_NEWEST, PROTOCOL_OLDEST};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tracing::Instrument;

use crate::backoff::{Backoff, LASTING};
use crate::clock::Clock;
use crate::credentials::Credentials;
use crate::device::{Device, DeviceEvent, DeviceGone};
use crate::entropy::Entropy;
use crate::factory_key::FactoryKey;
use crate::link::{self, BadIdentity, Dialing, Link, LinkEvent, Opened};
use crate::observe::{Observed, Observer};
use crate::own_log::OwnLog;
use crate::parts::{Error, Parts};
use crate::renewal::Renewal;
use crate::session::{Input, Machine, Order, Output, SessionId};
use crate::spool::{self, Worker};
use crate::verdict::Verdict;

/// Runs an agent until `shutdown` is ready; outcomes that are being written are finished first. Spawn each agent as its own task, so that a
/// panic of one does not stop others in the process.
///
/// # Errors
/// The spool, the credentials, the device or the random source cannot be used. A failing link is no error; it is tried again for ever.
pub async fn run<D: Device>(
    parts: Parts,
    device: D,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<(), Error> {
    let span = tracing::info_span!("agent", serial = parts.credentials.serial());
    let work = async {
        let mut driver = Driver::start(parts, device).await?;
        let result = driver.go(shutdown).await;
        driver.worker.close().await;
        driver.device.close().await;
        result
    };
    work.instrument(span).await
}

/// The fields of every first frame that do not change.
#[derive(Debug)]
struct Identity {
    serial: String,
    bundled_license: Vec<u8>,
    factory_key: Option<FactoryKey>,
    virtual_port: String,
    environment: Environment,
}

struct Driver<D> {
    identity: Identity,
    clock: Clock,
    entropy: Entropy,
    observer: Observer,
    verdict: Verdict,
    machine: Machine,
    device: D,
    worker: Worker,
    own_log: OwnLog,
    credentials: Credentials,
    renewal: Renewal,
    dialing: Dialing,
    backoff: Backoff,
    link: Link,
    outgoing: Option<Opened>,
    /// Whether the controller welcomed this link.
    welcomed: bool,
    /// Whether the controller takes no more frames; the link is dropped after the outputs.
    stuck: bool,
}

enum Happening {
    Shutdown,
    Stored(Option<spool::Answer>),
    Device(Result<DeviceEvent, DeviceGone>),
    Link(LinkEvent),
    Renewed(Box<Credentials>),
    LogRead(LogPart),
    Deadline,
}

impl<D: Device> Driver<D> {
    async fn start(parts: Parts, device: D) -> Result<Self, Error> {
        let Parts {
            credentials,
            controller,
            spool_dir,
            log_dir,
            environment,
            virtual_port,
            bundled_license,
            factory_key,
            entropy_seed,
            speed,
            observer,
        } = parts;
        let dialing = Dialing::new(&credentials, controller, environment)
            .map_err(|BadIdentity(error)| Error::Identity(error))?;
        let (worker, kept) = Worker::open(spool_dir).await.map_err(Error::Spool)?;
        let clock = Clock::new(speed);
        if !kept.is_empty() {
            tracing::info!(
                outcomes = kept.len(),
                "{}",
                in_words("log-spool-holds", &[])
            );
        }
        let ended = kept.into_iter().map(|kept| clock.to_ended(kept)).collect();
        Ok(Self {
            entropy: Entropy::new(entropy_seed, credentials.serial()),
            observer: Observer::new(credentials.serial(), observer),
            identity: Identity {
                serial: credentials.serial().to_owned(),
                bundled_license: bundled_license.unwrap_or_default(),
                factory_key,
                virtual_port: virtual_port.unwrap_or_default(),
                environment,
            },
            verdict: Verdict::default(),
            machine: Machine::new(ended, spool::CAPACITY),
            link: Link::begin(dialing.clone(), Duration::ZERO),
            backoff: Backoff::default(),
            outgoing: None,
            welcomed: false,
            stuck: false,
            clock,
            device,
            worker,
            own_log: OwnLog::new(log_dir),
            renewal: Renewal::default(),
            credentials,
            dialing,
        })
    }

    async fn go(&mut self, shutdown: impl Future<Output = ()> + Send) -> Result<(), Error> {
        let mut shutdown = std::pin::pin!(shutdown);
        let outputs = self.machine.start();
        self.perform(outputs)?;
        loop {
            let deadline = self
                .machine
                .next_deadline()
                .map(|at_ms| self.clock.instant(at_ms));
            let happening = tokio::select! {
                () = &mut shutdown => Happening::Shutdown,
                answer = self.worker.answer() => Happening::Stored(answer),
                event = self.device.next_event() => Happening::Device(event),
                event = self.link.event() => Happening::Link(event),
                kept = self.renewal.kept() => Happening::Renewed(Box::new(kept)),
                part = self.own_log.read() => Happening::LogRead(part),
                () = reached(deadline) => Happening::Deadline,
            };
            match happening {
                Happening::Shutdown => return Ok(()),
                Happening::Stored(answer) => self.stored(answer.ok_or(Error::SpoolGone)?)?,
                Happening::Device(event) => self.device_said(event.map_err(Error::Device)?)?,
                Happening::Link(event) => self.link_said(event)?,
                Happening::Renewed(credentials) => self.renewed(*credentials)?,
                Happening::LogRead(part) => self.log_read(part)?,
                Happening::Deadline => self.handle(Input::Tick)?,
            }
        }
    }

    fn stored(&mut self, answer: spool::Answer) -> Result<(), Error> {
        let session_id = answer.session_id;
        match answer.result {
            Ok(()) => self.handle(Input::Stored { session_id }),
            Err(error) => {
                tracing::error!(error = chain(&error), session = %session_id, "{}", in_words("log-outcome-not-kept", &[]));
                self.handle(Input::StoreFailed { session_id })
            }
        }
    }

    fn device_said(&mut self, event: DeviceEvent) -> Result<(), Error> {
        let input = match event {
            DeviceEvent::CardPlaced => Input::CardPlaced {
                session_id: SessionId(self.entropy.bytes().map_err(Error::Entropy)?),
            },
            DeviceEvent::SessionEnded(outcome) => Input::SessionEnded { outcome },
            DeviceEvent::CardRemoved => Input::CardRemoved,
            DeviceEvent::Restarted => {
                tracing::info!("{}", in_words("log-restarted", &[]));
                Input::Restarted
            }
            DeviceEvent::HealthChanged(health) => Input::HealthChanged(health),
            // No pairing is running any more.
            DeviceEvent::PairingAnswered { .. } => return Ok(()),
        };
        self.handle(input)
    }

    fn link_said(&mut self, event: LinkEvent) -> Result<(), Error> {
        match event {
            LinkEvent::Plugged => {
                self.backoff.replugged();
                Ok(())
            }
            LinkEvent::Opened(opened) => {
                self.outgoing = Some(opened);
                self.handle(Input::LinkOpened)
            }
            LinkEvent::Welcomed(welcome) => {
                tracing::info!(
                    software = welcome.software,
                    "{}",
                    in_words("log-attached", &[])
                );
                self.welcomed = true;
                self.observer.saw(Observed::LinkUp);
                self.handle(Input::Welcomed)?;
                if let Some(asked) = self.renewal.ask(&self.credentials) {
                    self.send(Frame::Renew(asked));
                }
                Ok(())
            }
            LinkEvent::Renewed(renewed) => {
                let came = self.renewal.came(&self.credentials, &renewed);
                if let Err(error) = came {
                    tracing::error!(
                        error = chain(&error),
                        "{}",
                        in_words("log-certificate-unused", &[])
                    );
                }
                Ok(())
            }
            LinkEvent::LogAsked(asked) => {
                self.own_log.asked(asked);
                Ok(())
            }
            LinkEvent::Said(input) => {
                self.observer.heard(&input);
                self.verdict.heard(&input);
                self.handle(input)
            }
            LinkEvent::Down(error) => self.link_down(&error),
        }
    }

    /// Uses the renewed certificate from the next connection on.
    fn renewed(&mut self, credentials: Credentials) -> Result<(), Error> {
        let renewed = self.dialing.with(&credentials);
        self.dialing = renewed.map_err(|BadIdentity(error)| Error::Identity(error))?;
        self.credentials = credentials;
        tracing::info!("{}", in_words("log-renewed", &[]));
        self.observer.saw(Observed::Renewed);
        Ok(())
    }

    /// Handles the end of the link: everything unacknowledged is sent again on the next one.
    fn link_down(&mut self, error: &link::Error) -> Result<(), Error> {
        // A controller that welcomes and then closes must not be contacted every 100 ms.
        if std::mem::take(&mut self.welcomed) && !error.is_rebuff() {
            self.backoff.reset();
        }
        if matches!(error, link::Error::Unplugged) {
            self.backoff.replugged();
        }
        let wait = if error.is_lasting() {
            LASTING
        } else {
            self.backoff
                .next(self.entropy.bytes().map_err(Error::Entropy)?)
        };
        let (cause, wait_ms) = (chain(error), wait.as_millis());
        tracing::warn!(cause, wait_ms, "{}", in_words("log-no-link", &[]));
        self.observer.saw(Observed::LinkDown(cause));
        self.outgoing = None;
        self.renewal.link_down();
        self.own_log.link_down();
        self.link = Link::begin(self.dialing.clone(), wait);
        self.handle(Input::LinkDown)
    }

    fn handle(&mut self, input: Input) -> Result<(), Error> {
        let outputs = self.machine.handle(self.clock.now_ms(), input);
        self.perform(outputs)?;
        if std::mem::take(&mut self.stuck) {
            return self.link_down(&link::Error::Stuck);
        }
        Ok(())
    }

    /// Sends a part of the log. One that was asked for on a link that is gone says nothing to the next one, which passes over it.
    fn log_read(&mut self, part: LogPart) -> Result<(), Error> {
        if !self.welcomed {
            return Ok(());
        }
        self.send(Frame::LogPart(part));
        if std::mem::take(&mut self.stuck) {
            return self.link_down(&link::Error::Stuck);
        }
        Ok(())
    }

    fn perform(&mut self, outputs: Vec<Output>) -> Result<(), Error> {
        for output in outputs {
            self.observer.does(&output);
            if let Output::Device(Order::ShowIdentity { .. }) = &output {
                tracing::info!("{}", in_words("log-shows-identity", &[]));
            }
            match output {
                Output::SendHello {
                    holding,
                    health,
                    spooled,
                    restarting,
                    running_ms,
                } => {
                    let hello = Hello {
                        holding: Some(holding),
                        health: Some(health),
                        spooled,
                        restarts: self.device.restarts(),
                        restarting,
                        running_ms,
                        ..self.hello()
                    };
                    self.send(Frame::Hello(hello));
                }
                Output::SendEvent(event) => {
                    let clock_ms = self.clock.told_ms();
                    self.send(Frame::Event(ReaderEvent { clock_ms, ..event }));
                }
                Output::Store(ended) => {
                    let taken = self.worker.store(self.clock.to_kept(ended));
                    taken.then_some(()).ok_or(Error::SpoolGone)?;
                }
                Output::Forget { session_id } => {
                    let taken = self.worker.forget(session_id);
                    taken.then_some(()).ok_or(Error::SpoolGone)?;
                }
                Output::Restart => {
                    tracing::info!("{}", in_words("log-restarts", &[]));
                    self.device.restart();
                }
                Output::Device(order) => self.device.order(order).map_err(Error::Device)?,
            }
        }
        Ok(())
    }

    fn send(&mut self, frame: Frame) {
        let frame = AttachRequest { frame: Some(frame) };
        let Some(outgoing) = &self.outgoing else {
            return;
        };
        // A closed channel means that the link is ending, which is reported separately.
        if let Err(mpsc::error::TrySendError::Full(_)) = outgoing.frames.try_send(frame) {
            self.outgoing = None;
            self.stuck = true;
        }
    }

    /// What of the first frame the machine does not know. The factory key is proved for the present connection.
    fn hello(&self) -> Hello {
        let identity = &self.identity;
        let proved = identity.factory_key.as_ref().zip(self.outgoing.as_ref());
        let (factory_key, factory_proof) = proved.map_or_else(Default::default, |(key, link)| {
            let proof = key.prove(&identity.serial, link.binding);
            (key.public().to_vec(), proof.to_vec())
        });
        Hello {
            factory_key,
            factory_proof,
            protocol_oldest: PROTOCOL_OLDEST,
            protocol_newest: PROTOCOL_NEWEST,
            serial: self.identity.serial.clone(),
            software: env!("CARGO_PKG_VERSION").to_owned(),
            bundled_license: self.identity.bundled_license.clone(),
            virtual_port: self.identity.virtual_port.clone(),
            environment: self.identity.environment.into(),
            identifies: true,
            clock_ms: self.clock.told_ms(),
            sends_log: self.own_log.is_kept(),
            ..Hello::default()
        }
    }
}

async fn reached(deadline: Option<Instant>) {
    match deadline {
        Some(at) => sleep_until(at).await,
        None => pending().await,
    }
}
