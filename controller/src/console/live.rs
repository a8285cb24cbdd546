//! What pages show, sent to each of them again after every change (server-sent events).
//!
//! One task makes the newest state into text, once for all pages and only while one looks; each page's own task hands it on. A page that
//! reads slowly passes states over: what it gets is the newest, and nobody waits for it.

mod frame;

use super::{Shared, raised, refuse, who};
use crate::desk::{Desk, next_minute};
use crate::texts;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use frame::Frame;
pub(super) use frame::Told;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

/// The most pages that look at once: every screen of a large clinic. A browser has one, whatever windows it has open.
pub(super) const MAX_LOOKING: usize = 64;
/// The shortest time between two states. With what follows it, a change is seen well within 200 ms.
const PACE: Duration = Duration::from_millis(50);
/// How many times longer than it takes to make a state nothing more is made: the engine's time is for the patients.
const REST: u32 = 9;
/// How soon it is looked again whether an act can still be taken back: that ends without an event.
const UNDO_PACE: Duration = Duration::from_secs(1);
/// The longest silence. A page that hears nothing for 12 s says that it is cut off.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// The first words of each stream: how soon to come back when it ends, in milliseconds.
const HELLO: &str = "retry: 500\n\n";
/// What a stream of events is (HTML, "server-sent events").
const EVENTS: &str = "text/event-stream";
/// An event without a state. A comment would do for programs, but a browser does not tell a page of one.
const BEAT: &str = "event: beat\ndata:\n\n";

/// What pages look at. Clones are cheap and belong together.
#[derive(Clone)]
pub(crate) struct Live(Arc<Shown>);

struct Shown {
    /// The newest state; none while nobody looks, so that nobody is shown an old one.
    newest: watch::Sender<Option<Arc<Frame>>>,
    looking: watch::Sender<usize>,
    /// Raised when the controller stops.
    stopped: watch::Receiver<bool>,
}

impl Live {
    pub(super) fn start(desk: &Desk, told: Told, stopped: watch::Receiver<bool>) -> Self {
        let shown = Arc::new(Shown {
            newest: watch::Sender::new(None),
            looking: watch::Sender::new(0),
            stopped: stopped.clone(),
        });
        let producer = produce(desk.clone(), told, Arc::clone(&shown));
        tokio::spawn(async move {
            tokio::select! {
                () = producer => {}
                () = raised(stopped) => {}
            }
        });
        Self(shown)
    }

    /// A place for one more page.
    fn enter(&self) -> Option<Place> {
        let entered = self.0.looking.send_if_modified(|looking| {
            let free = *looking < MAX_LOOKING;
            *looking += usize::from(free);
            free
        });
        entered.then(|| Place(Arc::clone(&self.0)))
    }
}

/// A page's place, which is free again when this is dropped.
struct Place(Arc<Shown>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.looking.send_modify(|looking| *looking -= 1);
    }
}

/// Makes states while somebody looks, until the engine stops.
async fn produce(desk: Desk, told: Told, shown: Arc<Shown>) {
    let mut published = desk.handle.published();
    let mut pairings = desk.pairings();
    let mut ready = desk.ready.changes();
    let mut looking = shown.looking.subscribe();
    // Never an error: `shown` holds the other end.
    while looking.wait_for(|looking| *looking > 0).await.is_ok() {
        tracing::debug!("pages look: their states are made");
        while *looking.borrow() > 0 {
            // Changes from here on are in the next state.
            published.mark_unchanged();
            ready.mark_unchanged();
            if let Some(pairings) = &mut pairings {
                pairings.mark_unchanged();
            }
            let begun = Instant::now();
            let Ok(counter) = desk.counter().await else {
                return;
            };
            let mut turn = next_minute(&counter.status);
            if counter.undo.is_some() {
                turn = turn.min(begun + UNDO_PACE);
            }
            let frame = Frame::of(&counter, &told);
            shown.newest.send_replace(Some(Arc::new(frame)));
            let not_before = begun + PACE.max(begun.elapsed() * (REST + 1));
            tokio::select! {
                changed = published.changed() => if changed.is_err() {
                    return;
                },
                () = changed(&mut pairings) => {}
                // Never an error: the desk holds the other end.
                _ = ready.changed() => {}
                () = sleep_until(turn) => {}
                _ = looking.wait_for(|looking| *looking == 0) => {}
            }
            sleep_until(not_before).await;
        }
        shown.newest.send_replace(None);
        tracing::debug!("no page looks: no states are made");
    }
}

/// Waits until there is something else to see of a pairing.
async fn changed<T>(pairings: &mut Option<watch::Receiver<T>>) {
    match pairings {
        // An error: the desk is gone, and the engine with it.
        Some(pairings) => drop(pairings.changed().await),
        None => std::future::pending().await,
    }
}

/// Where the counter page's states are.
pub(super) const PATH: &str = "/api/v1/live";

/// An answer to a person who is logged in. What is sent live ends with the session or its lock, a heartbeat later at most.
pub(super) fn while_open(answer: Response, shared: Shared, cookie: String) -> Response {
    let kind = answer.headers().get(CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != EVENTS) {
        return answer;
    }
    let (head, body) = answer.into_parts();
    let (to, parts) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut events = body.into_data_stream();
        while let Some(part) = events.next().await {
            let person = who::person(&shared, &cookie, false).await;
            if !matches!(person, Ok(Some(_))) || to.send(part).await.is_err() {
                break;
            }
        }
    });
    Response::from_parts(head, Body::from_stream(ReceiverStream::new(parts)))
}

/// The counter page's states.
pub(super) async fn counter(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    stream(&shared, &headers, |frame| frame.counter.clone())
}

/// The board's states.
pub(super) async fn board(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    stream(&shared, &headers, |frame| frame.board.clone())
}

type Pick = fn(&Frame) -> Bytes;

fn stream(shared: &Shared, headers: &HeaderMap, pick: Pick) -> Response {
    let Some(place) = shared.live.enter() else {
        let text = texts::desk(&texts::Desk::WatchersFull { limit: MAX_LOOKING });
        tracing::warn!(
            limit = MAX_LOOKING,
            "a watcher was refused: too many at a time"
        );
        return refuse::problem(StatusCode::TOO_MANY_REQUESTS, &text, headers);
    };
    // One event waits for the page; the next is chosen when there is room for it.
    let (to, events) = mpsc::channel(1);
    tokio::spawn(hand_on(place, pick, to));
    let events = ReceiverStream::new(events).map(Ok::<_, Infallible>);
    let kind = HeaderValue::from_static(EVENTS);
    ([(CONTENT_TYPE, kind)], Body::from_stream(events)).into_response()
}

/// Hands each newest state on to one page, until it goes or the controller stops.
async fn hand_on(place: Place, pick: Pick, to: mpsc::Sender<Bytes>) {
    let mut newest = place.0.newest.subscribe();
    let stopped = place.0.stopped.clone();
    let handing = async {
        if to.send(Bytes::from_static(HELLO.as_bytes())).await.is_err() {
            return;
        }
        newest.mark_changed();
        loop {
            let changed = timeout(HEARTBEAT, newest.changed()).await;
            let Ok(room) = to.reserve().await else {
                return;
            };
            match changed {
                Ok(Ok(())) => {
                    if let Some(frame) = newest.borrow_and_update().as_deref() {
                        room.send(pick(frame));
                    }
                }
                Ok(Err(_)) => return,
                Err(_) => room.send(Bytes::from_static(BEAT.as_bytes())),
            }
        }
    };
    tokio::select! {
        () = handing => {}
        () = to.closed() => {}
        () = raised(stopped) => {}
    }
}
