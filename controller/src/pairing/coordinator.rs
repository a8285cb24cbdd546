//! Connects staff and reader during a pairing. One pairing runs at a time, and the port is open only meanwhile.
//!
//! Staff speak by [`Coordinator::answer`] and [`Coordinator::stop`], whatever door they use. They read what is [`Seen`] now, or are told
//! each step ([`Staff`]).

use super::Limits;
use super::limits::FAREWELL_TIME;
use super::seen::{Seen, Stage};
use super::service;
use super::unit::Wanted;
use super::window::{Event, Paired, Window};
use crate::engine::Handle;
use crate::identity::Identity;
use crate::link::{Entrance, Links};
use crate::texts;
use crate::tls::{Acceptor, Bounds, FleetNow, Incoming};
use crate::views;
use madoguchi_fleet::ids::{Request, RequestId, Serial};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::{Fleet, Refusal};
use madoguchi_licensing::grant::Environment;
use madoguchi_link::bounds::MAX_PAIRING_ATTEMPTS;
use madoguchi_proto::v1::pair_unit_response::Frame;
use madoguchi_proto::v1::{PairingAnswer, PairingDigits, PairingOpened, Text};
use rustls::pki_types::CertificateDer;
use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};

/// Finished pairings that are remembered for a repeat of their request: a caller that lost the answer asks again at once.
const REMEMBERED: usize = 16;

/// The parts of the controller that a pairing needs.
pub struct Context {
    pub handle: Handle,
    /// The CA that signs units, and the server's certificate.
    pub identity: Arc<Identity>,
    /// The source that knows how connections reach the PC.
    pub links: Arc<dyn Links>,
    /// The environment whose readers are paired.
    pub environment: Environment,
    pub now: FleetNow,
    /// The place where the port opens.
    pub entrance: Entrance,
    /// The place where its connections are accepted.
    pub acceptor: Acceptor,
    /// The limits on connections.
    pub bounds: Bounds,
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("environment", &self.environment)
            .field("entrance", &self.entrance)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("another pairing runs")]
pub struct Busy {
    /// The request that started it.
    pub id: RequestId,
    pub since: FleetTime,
    pub by: Actor,
    /// The address from which it was started, if known.
    pub from: Option<SocketAddr>,
}

/// Connects staff and reader. All clones are the same coordinator.
#[derive(Debug, Clone)]
pub struct Coordinator {
    context: Arc<Context>,
    limits: Limits,
    shared: Arc<Mutex<Shared>>,
    port: Arc<watch::Sender<Option<SocketAddr>>>,
    seen: Arc<watch::Sender<Option<Arc<Seen>>>>,
}

#[derive(Debug, Default)]
struct Shared {
    runs: Option<Runs>,
    paired: VecDeque<(Request, Serial)>,
}

/// The pairing that runs, and the ways to it.
#[derive(Debug)]
struct Runs {
    busy: Busy,
    answer: watch::Sender<Option<PairingAnswer>>,
    stop: watch::Sender<Option<Text>>,
    looked: watch::Sender<()>,
}

/// The right to run a pairing, which exists once; dropping it lets the next pairing run.
#[derive(Debug)]
pub struct Place {
    shared: Arc<Mutex<Shared>>,
    answers: watch::Receiver<Option<PairingAnswer>>,
    stopped: watch::Receiver<Option<Text>>,
    looked: watch::Receiver<()>,
}

impl Place {
    /// Changes whenever whoever started the pairing looks at it; closes with the pairing.
    #[must_use]
    pub fn looked(&self) -> watch::Receiver<()> {
        self.looked.clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.shared).runs = None;
    }
}

/// The channel to staff who are told each step.
pub type Staff = mpsc::Sender<Frame>;

impl Coordinator {
    #[must_use]
    pub fn new(context: Context, limits: Limits) -> Self {
        Self {
            context: Arc::new(context),
            limits,
            shared: Arc::default(),
            port: Arc::new(watch::Sender::new(None)),
            seen: Arc::new(watch::Sender::new(None)),
        }
    }

    /// The address of the port; `None` while nothing listens, and if the port is open on readers' links.
    #[must_use]
    pub fn port(&self) -> watch::Receiver<Option<SocketAddr>> {
        self.port.subscribe()
    }

    /// What is seen of the newest pairing; `None` before the first.
    #[must_use]
    pub fn seen(&self) -> watch::Receiver<Option<Arc<Seen>>> {
        self.seen.subscribe()
    }

    /// Takes the right to run a pairing.
    ///
    /// # Errors
    /// Another pairing runs.
    pub fn enter(&self, wanted: &Wanted, from: Option<SocketAddr>) -> Result<Place, Busy> {
        let mut shared = lock(&self.shared);
        if let Some(runs) = &shared.runs {
            return Err(runs.busy.clone());
        }
        let since = (self.context.now)();
        let (answer, answers) = watch::channel(None);
        let (stop, stopped) = watch::channel(None);
        let (look, looked) = watch::channel(());
        self.begin(wanted, since);
        let busy = Busy {
            id: wanted.request.id,
            since,
            by: wanted.actor.clone(),
            from,
        };
        shared.runs = Some(Runs {
            busy,
            answer,
            stop,
            looked: look,
        });
        Ok(Place {
            shared: Arc::clone(&self.shared),
            answers,
            stopped,
            looked,
        })
    }

    /// Hands the answer of the person at the PC to the pairing with this id. It names the digits that it is about, and means nothing for
    /// others.
    pub fn answer(&self, id: RequestId, said: PairingAnswer) {
        self.with(id, |runs| {
            let answers = |shown: &PairingDigits| said.same && shown.digits == said.digits;
            self.change(|seen| {
                if let Stage::Compare { digits, answered } = &mut seen.stage {
                    *answered |= answers(digits);
                }
            });
            runs.answer.send_replace(Some(said));
        });
    }

    /// Ends the pairing with this id, if it still runs, for this reason. A unit that is being made durable just then counts all the same.
    pub fn stop(&self, id: RequestId, why: Text) {
        self.with(id, |runs| drop(runs.stop.send_replace(Some(why))));
    }

    /// Notes that whoever started the pairing with this id looks at it.
    pub fn look(&self, id: RequestId) {
        self.with(id, |runs| runs.looked.send_replace(()));
    }

    fn with(&self, id: RequestId, say: impl FnOnce(&Runs)) {
        let shared = lock(&self.shared);
        if let Some(runs) = shared.runs.as_ref().filter(|runs| runs.busy.id == id) {
            say(runs);
        }
    }

    /// Pairs one reader: until it is a unit, staff end it or go away, the time is over, or too many attempts failed.
    pub async fn pair(self, place: Place, wanted: Wanted, staff: Option<Staff>) {
        let request = wanted.request;
        let last = match self.done_before(request).await {
            Some(Ok(serial)) => self.unit(serial).await,
            Some(Err(refusal)) => Some(Frame::Ended(texts::refusal(&refusal))),
            None => self.run(&place, wanted, staff.as_ref()).await,
        };
        // Dropped first, so that whoever reads the end can start a new pairing at once.
        drop(place);
        let stage = match &last {
            Some(Frame::Paired(unit)) => Stage::Paired(Box::new(unit.clone())),
            Some(Frame::Ended(text)) => Stage::Ended(text.clone()),
            _ => Stage::Ended(texts::text("pairing-closed", &[])),
        };
        self.change_of(request.id, |seen| seen.stage = stage);
        if let Some((staff, last)) = staff.zip(last) {
            // Staff that went away need no last frame.
            drop(staff.send(last).await);
        }
    }

    async fn run(&self, place: &Place, wanted: Wanted, staff: Option<&Staff>) -> Option<Frame> {
        let (close, closed) = watch::channel(false);
        let (incoming, address, server) = match self.open().await {
            Ok(opened) => opened,
            Err(error) => {
                tracing::error!(
                    error = madoguchi_plain::chain(&error),
                    "the pairing port cannot be opened"
                );
                return Some(no_port(&error));
            }
        };
        let request = wanted.request;
        let (window, mut events) = Window::new(
            Arc::clone(&self.context),
            self.limits,
            wanted,
            (self.context.identity.authority_der(), &server),
            place.answers.clone(),
            closed.clone(),
        );
        let serving = tokio::spawn(service::serve(Arc::clone(&window), incoming, until(closed)));
        self.port.send_replace(address);
        let shown = address.map(tracing::field::display);
        tracing::info!(address = shown, "the pairing port is open");
        let stopped = place.stopped.clone();
        let last = self.keep(&window, &mut events, staff, stopped).await;
        close.send_replace(true);
        // The reader gets time to read its last frame; one that stays longer is cut off.
        let abort = serving.abort_handle();
        if timeout(FAREWELL_TIME, serving).await.is_err() {
            abort.abort();
        }
        self.port.send_replace(None);
        tracing::info!("the pairing port is closed");
        match late(&mut events).unwrap_or(last) {
            Ended::Paired(Paired { serial, unit }) => {
                self.remember(request, serial);
                unit.map(|unit| Frame::Paired(*unit))
            }
            Ended::Told(frame) => Some(*frame),
            Ended::StaffWent => None,
        }
    }

    /// Passes messages from the attempts to staff until the pairing is over.
    async fn keep(
        &self,
        window: &Window,
        events: &mut mpsc::UnboundedReceiver<Event>,
        staff: Option<&Staff>,
        mut stopped: watch::Receiver<Option<Text>>,
    ) -> Ended {
        let until = Instant::now() + self.limits.window;
        let open_for_ms = u64::try_from(self.limits.window.as_millis()).unwrap_or(u64::MAX);
        let opened = Frame::Opened(PairingOpened { open_for_ms });
        if tell(staff, opened).await.is_err() {
            return Ended::StaffWent;
        }
        let mut engine = self.context.handle.published();
        loop {
            tokio::select! {
                // Events first: they come before the answers that they lead to.
                biased;
                event = events.recv() => {
                    let frame = match event {
                        // Never happens: the window itself has a sender.
                        None => return Ended::StaffWent,
                        Some(Event::Paired(paired)) => return Ended::Paired(paired),
                        Some(Event::Notice(text)) => {
                            self.change(|seen| seen.notices.push(text.clone()));
                            Some(Frame::Notice(text))
                        }
                        Some(Event::Digits(digits)) => {
                            let frame = Frame::Digits((*digits).clone());
                            let stage = Stage::Compare { digits, answered: false };
                            self.change(|seen| seen.stage = stage);
                            Some(frame)
                        }
                        Some(Event::Failed) => {
                            // Its digits are no longer shown anywhere.
                            self.change(|seen| seen.stage = Stage::Open);
                            None
                        }
                    };
                    if let Some(frame) = frame && tell(staff, frame).await.is_err() {
                        return Ended::StaffWent;
                    }
                    if let Some(why) = window.spent() && events.is_empty() {
                        let most = MAX_PAIRING_ATTEMPTS.to_string();
                        return Ended::Told(Box::new(ended(why, &[("most", &most)])));
                    }
                }
                why = said_why(&mut stopped) => {
                    return why.map_or(Ended::StaffWent, |why| Ended::Told(Box::new(Frame::Ended(why))));
                }
                () = sleep_until(until) => {
                    return Ended::Told(Box::new(ended("pairing-timeout", &[])));
                }
                changed = engine.changed() => if changed.is_err() {
                    return Ended::Told(Box::new(Frame::Ended(texts::stopped())));
                },
                () = gone(staff) => return Ended::StaffWent,
            }
        }
    }

    /// Shows that a pairing began.
    fn begin(&self, wanted: &Wanted, since: FleetTime) {
        let window_ms = i64::try_from(self.limits.window.as_millis()).unwrap_or(i64::MAX);
        self.seen.send_replace(Some(Arc::new(Seen {
            id: wanted.request.id,
            changes: 0,
            by: wanted.actor.clone(),
            since,
            until: since.plus(window_ms),
            stage: Stage::Open,
            notices: Vec::new(),
        })));
    }

    fn change(&self, change: impl FnOnce(&mut Seen)) {
        self.seen.send_if_modified(|seen| {
            let Some(shown) = seen else { return false };
            let shown = Arc::make_mut(shown);
            change(shown);
            shown.changes += 1;
            true
        });
    }

    /// The same, unless another pairing has begun meanwhile.
    fn change_of(&self, id: RequestId, change: impl FnOnce(&mut Seen)) {
        self.change(|seen| {
            if seen.id == id {
                change(seen);
            }
        });
    }

    /// Opens the port: its connections, its address (`None` on readers' links, where there are many), and the certificate that it shows,
    /// DER.
    async fn open(&self) -> io::Result<(Incoming, Option<SocketAddr>, CertificateDer<'static>)> {
        let tls = self.context.identity.desk_tls().map_err(io::Error::other)?;
        let shown = self.context.identity.server_der();
        let (entrance, bounds) = (self.context.entrance.clone(), self.context.bounds);
        let opening = async move {
            let doors = entrance.open().await?;
            let address = doors.fixed();
            Ok::<_, io::Error>((Incoming::new(doors, tls, bounds), address))
        };
        let (incoming, address) = self.context.acceptor.run(opening).await??;
        Ok((incoming, address, shown))
    }

    /// A unit that was paired before.
    async fn unit(&self, serial: Serial) -> Option<Frame> {
        let asked = self.context.handle.ask(move |fleet| {
            let unit = fleet.unit(&serial)?;
            Some(Frame::Paired(views::unit(fleet, unit)))
        });
        asked.await.ok().flatten()
    }

    /// The result of an earlier request with this id: the same request is not done twice, and another one is refused.
    async fn done_before(&self, request: Request) -> Option<Result<Serial, Refusal>> {
        let other = Some(Err(Refusal::RequestIdInUse(request.id)));
        let before = {
            let shared = lock(&self.shared);
            let mut paired = shared.paired.iter();
            paired.find(|(first, _)| first.id == request.id).cloned()
        };
        match before {
            Some((first, serial)) if first == request => Some(Ok(serial)),
            Some(_) => other,
            None => {
                let used = move |fleet: &Fleet| fleet.has_answered(request.id);
                let used = self.context.handle.ask(used).await;
                other.filter(|_| used.unwrap_or(false))
            }
        }
    }

    fn remember(&self, request: Request, serial: Serial) {
        let mut shared = lock(&self.shared);
        if shared.paired.len() >= REMEMBERED {
            shared.paired.pop_front();
        }
        shared.paired.push_back((request, serial));
    }
}

/// The end of a window.
enum Ended {
    Paired(Paired),
    Told(Box<Frame>),
    StaffWent,
}

/// The unit that was being made durable when the window closed, if there is one: it counts.
fn late(events: &mut mpsc::UnboundedReceiver<Event>) -> Option<Ended> {
    std::iter::from_fn(|| events.try_recv().ok()).find_map(|event| match event {
        Event::Paired(paired) => Some(Ended::Paired(paired)),
        _ => None,
    })
}

fn ended(code: &str, args: &[(&str, &str)]) -> Frame {
    let text: Text = texts::text(code, args);
    Frame::Ended(text)
}

fn no_port(error: &io::Error) -> Frame {
    let code = "pairing-no-port";
    let detail = texts::system_error(error).into();
    Frame::Ended(texts::sentence(code, code, &[("detail", detail)]))
}

async fn tell(staff: Option<&Staff>, frame: Frame) -> Result<(), ()> {
    match staff {
        Some(staff) => staff.send(frame).await.map_err(|_| ()),
        None => Ok(()),
    }
}

/// Waits until somebody ends the pairing.
async fn said_why(stopped: &mut watch::Receiver<Option<Text>>) -> Option<Text> {
    stopped.wait_for(Option::is_some).await.ok()?.clone()
}

/// Waits until staff who are told each step have gone away.
async fn gone(staff: Option<&Staff>) {
    match staff {
        Some(staff) => staff.closed().await,
        None => std::future::pending().await,
    }
}

async fn until(mut flag: watch::Receiver<bool>) {
    drop(flag.wait_for(|raised| *raised).await);
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener};

    #[test]
    fn a_port_that_another_program_has_is_told_as_such() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let address = held.as_ref().ok().and_then(|held| held.local_addr().ok());
        let refused = address.and_then(|address| TcpListener::bind(address).err());
        let Some(Frame::Ended(text)) = refused.map(|error| no_port(&error)) else {
            panic!("two programs got one port");
        };
        assert_eq!(text.code, "pairing-no-port");
        assert!(
            text.ja.contains("使われています") && text.en.contains("in use"),
            "{text:?}"
        );
    }
}
