//! Connects staff and reader during a pairing. One pairing runs at a time, and the port is open only meanwhile.

use super::Limits;
use super::limits::FAREWELL_TIME;
use super::service;
use super::unit::Wanted;
use super::window::{Event, Paired, Window};
use crate::engine::Handle;
use crate::identity::Identity;
use crate::link::{Entrance, Links};
use crate::texts;
use crate::tls::{Bounds, FleetNow, Incoming};
use crate::views;
use madoguchi_fleet::ids::{Request, Serial};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::{Fleet, Refusal};
use madoguchi_licensing::grant::Environment;
use madoguchi_link::bounds::MAX_PAIRING_ATTEMPTS;
use madoguchi_proto::v1::pair_unit_request::Frame as Asked;
use madoguchi_proto::v1::pair_unit_response::Frame;
use madoguchi_proto::v1::{PairUnitRequest, PairUnitResponse, PairingAnswer, PairingOpened, Text};
use rustls::pki_types::CertificateDer;
use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_stream::{Stream, StreamExt};
use tonic::Status;

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("another pairing runs")]
pub struct Busy {
    pub since: FleetTime,
    /// The address from which it was started, if known.
    pub by: Option<SocketAddr>,
}

/// Connects staff and reader. All clones are the same coordinator.
#[derive(Debug, Clone)]
pub struct Coordinator {
    context: Arc<Context>,
    limits: Limits,
    shared: Arc<Mutex<Shared>>,
    port: Arc<watch::Sender<Option<SocketAddr>>>,
}

#[derive(Debug, Default)]
struct Shared {
    runs: Option<Busy>,
    paired: VecDeque<(Request, Serial)>,
}

/// The right to run a pairing, which exists once; dropping it lets the next pairing run.
#[derive(Debug)]
pub struct Place {
    shared: Arc<Mutex<Shared>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.shared).runs = None;
    }
}

/// The channel to staff.
pub type Staff = mpsc::Sender<Result<PairUnitResponse, Status>>;

impl Coordinator {
    #[must_use]
    pub fn new(context: Context, limits: Limits) -> Self {
        Self {
            context: Arc::new(context),
            limits,
            shared: Arc::default(),
            port: Arc::new(watch::Sender::new(None)),
        }
    }

    /// The address of the port; `None` while nothing listens, and if the port is open on readers' links.
    #[must_use]
    pub fn port(&self) -> watch::Receiver<Option<SocketAddr>> {
        self.port.subscribe()
    }

    /// Takes the right to run a pairing.
    ///
    /// # Errors
    /// Another pairing runs.
    pub fn enter(&self, by: Option<SocketAddr>) -> Result<Place, Busy> {
        let mut shared = lock(&self.shared);
        if let Some(busy) = shared.runs {
            return Err(busy);
        }
        let since = (self.context.now)();
        shared.runs = Some(Busy { since, by });
        Ok(Place {
            shared: Arc::clone(&self.shared),
        })
    }

    /// Pairs one reader: until it is a unit, staff go away, the time is over, or too many attempts failed.
    pub async fn pair<S>(self, place: Place, wanted: Wanted, staff: Staff, inbound: S)
    where
        S: Stream<Item = Result<PairUnitRequest, Status>> + Send + Unpin,
    {
        let last = match self.done_before(wanted.request).await {
            Some(Ok(serial)) => self.unit(serial).await,
            Some(Err(refusal)) => Some(Frame::Ended(texts::refusal(&refusal))),
            None => self.run(wanted, &staff, inbound).await,
        };
        // Dropped first, so that whoever reads the end can start a new pairing at once.
        drop(place);
        if let Some(last) = last {
            // Staff that went away need no last frame.
            let _ = tell(&staff, last).await;
        }
    }

    async fn run<S>(&self, wanted: Wanted, staff: &Staff, inbound: S) -> Option<Frame>
    where
        S: Stream<Item = Result<PairUnitRequest, Status>> + Send + Unpin,
    {
        let (close, closed) = watch::channel(false);
        let (answer, answers) = watch::channel(None);
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
            answers,
            closed.clone(),
        );
        let serving = tokio::spawn(service::serve(Arc::clone(&window), incoming, until(closed)));
        self.port.send_replace(address);
        let shown = address.map(tracing::field::display);
        tracing::info!(address = shown, "the pairing port is open");
        let last = self
            .keep(&window, &mut events, staff, inbound, &answer)
            .await;
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

    /// Passes messages between the attempts and staff until the pairing is over.
    async fn keep<S>(
        &self,
        window: &Window,
        events: &mut mpsc::UnboundedReceiver<Event>,
        staff: &Staff,
        mut inbound: S,
        answer: &watch::Sender<Option<PairingAnswer>>,
    ) -> Ended
    where
        S: Stream<Item = Result<PairUnitRequest, Status>> + Send + Unpin,
    {
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
                        Some(Event::Notice(text)) => Some(Frame::Notice(text)),
                        Some(Event::Digits(digits)) => Some(Frame::Digits(*digits)),
                        Some(Event::Failed) => None,
                    };
                    if let Some(frame) = frame && tell(staff, frame).await.is_err() {
                        return Ended::StaffWent;
                    }
                    if let Some(why) = window.spent() && events.is_empty() {
                        let most = MAX_PAIRING_ATTEMPTS.to_string();
                        return Ended::Told(Box::new(ended(why, &[("most", &most)])));
                    }
                }
                said = inbound.next() => match said {
                    Some(Ok(PairUnitRequest { frame: Some(Asked::Answer(said)) })) => {
                        answer.send_replace(Some(said));
                    }
                    // A second opening or an unknown frame is ignored.
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Ended::StaffWent,
                },
                () = sleep_until(until) => {
                    return Ended::Told(Box::new(ended("pairing-timeout", &[])));
                }
                changed = engine.changed() => if changed.is_err() {
                    return Ended::Told(Box::new(Frame::Ended(texts::stopped())));
                },
            }
        }
    }

    /// Opens the port: its connections, its address (`None` on readers' links, where there are many), and the certificate that it shows,
    /// DER.
    async fn open(&self) -> io::Result<(Incoming, Option<SocketAddr>, CertificateDer<'static>)> {
        let tls = self.context.identity.desk_tls().map_err(io::Error::other)?;
        let shown = self.context.identity.server_der();
        let doors = self.context.entrance.open().await?;
        let address = doors.fixed();
        let incoming = Incoming::new(doors, tls, self.context.bounds);
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

async fn tell(staff: &Staff, frame: Frame) -> Result<(), ()> {
    let frame = PairUnitResponse { frame: Some(frame) };
    staff.send(Ok(frame)).await.map_err(|_| ())
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
