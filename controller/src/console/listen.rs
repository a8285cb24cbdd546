//! The HTTP/1.1 server under both doors of the console, with its bounds. Connections have places as those at the gateway and the desk have (`tls`): when
//! all are taken, a newcomer gets that of one that has not sent a request which is let through.

use super::door::Dialled;
use super::lan::Handshakes;
use super::raised;
use super::reads::{READ_TIME, Reads};
use crate::link::{Arrival, Doors};
use crate::tls::{Bounds, Entered, Places, Taken};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// The time to send the head of a request, and so the time that a connection may stand idle between two.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// The longest time from a request's head to the head of its answer. A commit takes milliseconds; whoever sends a request's body slower than
/// this is cut off.
const REQUEST_TIME: Duration = Duration::from_secs(20);
/// The head of a request. Browsers send the cookies of all programs at "localhost" to each of them, so it is more than we need.
const MAX_HEAD_BYTES: usize = 32 * 1024;
/// The headers of a request: a browser sends twenty.
const MAX_HEADERS: usize = 64;

/// What stands between a connection and HTTP.
#[derive(Clone)]
pub(super) enum Way {
    /// Nothing, on this PC.
    Plain,
    /// TLS, for other PCs.
    Tls(Handshakes),
}

impl Way {
    const fn bounds(&self) -> Bounds {
        match self {
            Self::Plain => Bounds::BROWSERS,
            Self::Tls(_) => Bounds::LAN,
        }
    }
}

/// Serves browsers until `stop` is raised, and then until the last request has ended.
pub(super) async fn serve(
    routes: Router,
    way: Way,
    listener: TcpListener,
    stop: watch::Receiver<bool>,
) {
    let mut stopped = pin!(raised(stop.clone()));
    let places = Places::new(&way.bounds());
    let mut doors = Doors::from(listener);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            arrival = doors.accept() => {
                if let Some(entered) = admit(&places, &arrival) {
                    let served = connection(arrival, entered, way.clone(), routes.clone(), stop.clone());
                    connections.spawn(served);
                }
            }
            Some(_) = connections.join_next() => {}
            () = &mut stopped => break,
        }
    }
    drop(doors);
    while connections.join_next().await.is_some() {}
}

/// Finds a place for a connection; without one it is dropped at once.
fn admit(places: &Places, arrival: &Arrival) -> Option<Entered> {
    let address = arrival.peer;
    match places.enter(address, None, None) {
        Ok(entered) => {
            if !entered.gone.is_empty() {
                tracing::warn!(
                    "a connection at the console was dropped: too many at a time, and it was the oldest without a request that is let through"
                );
            }
            Some(entered)
        }
        Err(full) => {
            tracing::warn!(%address, bound = full.bound(), "a connection at the console was dropped: too many at a time, and all are in use");
            None
        }
    }
}

async fn connection(
    arrival: Arrival,
    entered: Entered,
    way: Way,
    routes: Router,
    stop: watch::Receiver<bool>,
) {
    let Arrival { stream, peer, .. } = arrival;
    let Entered { taken, hung_up, .. } = entered;
    // Without it an answer can wait 40 ms for the next acknowledgement. A connection that is gone already ends by itself.
    let _gone = stream.set_nodelay(true);
    let Ok(own) = stream.local_addr() else {
        return;
    };
    let caller = Caller { own, peer, routes };
    let served = async {
        match way {
            Way::Plain => caller.talk(stream, &taken, stop).await,
            Way::Tls(handshakes) => {
                let shaken = tokio::select! {
                    shaken = handshakes.shake(stream, own, peer) => shaken,
                    () = raised(stop.clone()) => None,
                };
                if let Some(stream) = shaken {
                    taken.shaken(false);
                    caller.talk(stream, &taken, stop).await;
                }
            }
        }
    };
    tokio::select! {
        () = served => {}
        // The log has it already, from when another connection took its place.
        _ = hung_up => {}
    }
}

/// Whoever is at the other end, and what he can ask.
struct Caller {
    /// Our own end.
    own: SocketAddr,
    peer: SocketAddr,
    routes: Router,
}

impl Caller {
    /// Answers requests until the connection ends; once `stop` is raised, only one that has begun.
    async fn talk<S>(self, stream: S, taken: &Taken, stop: watch::Receiver<bool>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let Self { own, peer, routes } = self;
        let spot = taken.spot();
        let answer = service_fn(move |request: Request<Incoming>| {
            let routes = routes.clone();
            let mut request = request.map(Body::new);
            let extensions = request.extensions_mut();
            extensions.insert(spot.clone());
            // One that came by IPv4 to a listener for both is the same PC.
            extensions.insert(peer.ip().to_canonical());
            extensions.insert(Dialled(own.ip().to_canonical()));
            async move {
                match tokio::time::timeout(REQUEST_TIME, routes.oneshot(request)).await {
                    Ok(Ok(answer)) => Ok(answer),
                    Ok(Err(never)) => match never {},
                    Err(_) => {
                        tracing::warn!(address = %peer, "a connection at the console was dropped: its request took too long to come");
                        Err(io::Error::from(io::ErrorKind::TimedOut))
                    }
                }
            }
        });
        let mut served = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIME)
                .max_buf_size(MAX_HEAD_BYTES)
                .max_headers(MAX_HEADERS)
                .serve_connection(TokioIo::new(Reads::new(stream, READ_TIME)), answer)
        );
        let ended = tokio::select! {
            ended = served.as_mut() => ended,
            () = raised(stop) => {
                if !taken.is_settled() {
                    return;
                }
                served.as_mut().graceful_shutdown();
                served.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(address = %peer, error = madoguchi_plain::chain(&error), "a connection at the console ended");
        }
    }
}
