//! The console: pages and requests for browsers, over HTTP/1.1 on loopback for those of this PC, and over TLS for those of others.
//!
//! ```text
//! connection ─► places (listen) ─► TLS on the LAN (lan) ─► headers ─► guard ─┬─► assets
//!                                                    ├─► board's key (who) ─► board, its live state
//!                                                    ├─► login
//!                                                    ├─► metrics, on the LAN with their token
//!                                                    └─► caller (who) ─► pages, api, live state
//! ```
//! It is a door: it makes out who asks and speaks HTTP; what is asked, and whether he may, is the desk's.

pub mod api;
mod assets;
mod door;
mod guard;
mod lan;
mod language;
mod listen;
mod live;
mod login;
mod metrics;
mod pages;
mod reads;
mod refuse;
mod sessions;
mod who;
mod zip;

use crate::config;
use crate::desk::Desk;
use crate::identity::{BoardKey, MetricsToken};
use crate::texts::Console as Why;
use crate::tls;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::get;
use door::Door;
pub(crate) use door::SESSION_ON_LAN;
pub(crate) use lan::{Lan, OfReaders};
use listen::Way;
use live::{Live, Told};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The largest request: a license as armoured text, as at the desk's other door.
const MAX_REQUEST_BYTES: usize = 128 * 1024;

/// What the console is made of.
pub(crate) struct Console {
    pub desk: Desk,
    pub settings: config::Console,
    /// Where it listens for the browsers of this PC.
    pub address: SocketAddr,
    /// The way in from other PCs; `None` where they get no way in.
    pub lan: Option<Lan>,
    /// Whether the clinic is that of the demo.
    pub is_demo: bool,
    /// Raised when the controller stops: then what is sent live ends.
    pub stopped: watch::Receiver<bool>,
}

impl Console {
    /// Serves browsers until the controller stops, and then until the last request has ended.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub(crate) fn open(mut self, listener: TcpListener) -> Result<JoinHandle<()>, tls::Error> {
        let stopped = self.stopped.clone();
        let lan = self.lan.take();
        let shared = self.shared();
        let at_lan = lan.map(|lan| lan.serve(&shared, stopped.clone()));
        let at_lan = at_lan.transpose()?;
        let here = listen::serve(routes(shared), Way::Plain, listener, stopped);
        Ok(tokio::spawn(async move {
            match at_lan {
                Some(at_lan) => {
                    tokio::join!(here, at_lan);
                }
                None => here.await,
            }
        }))
    }

    /// What requests share at the door of this PC.
    fn shared(self) -> Shared {
        let door = Door::ThisPc(self.address);
        let told = Told {
            settings: Arc::new(self.settings),
            is_demo: self.is_demo,
        };
        Shared {
            board_key: self.desk.identity.board_key(),
            metrics_token: self.desk.identity.metrics_token(),
            live: Live::start(&self.desk, told.clone(), self.stopped),
            told,
            desk: self.desk,
            door,
        }
    }
}

/// What the requests share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub desk: Desk,
    pub live: Live,
    pub board_key: BoardKey,
    pub metrics_token: MetricsToken,
    pub told: Told,
    /// The way by which they come.
    pub door: Door,
}

impl FromRef<Shared> for Desk {
    fn from_ref(shared: &Shared) -> Self {
        shared.desk.clone()
    }
}

impl Shared {
    /// The same at the other door.
    fn at(&self, door: Door) -> Self {
        Self {
            door,
            ..self.clone()
        }
    }
}

/// The address of the counter page.
pub(crate) fn url(address: SocketAddr) -> String {
    format!("http://{address}/")
}

/// The address of the waiting room's board.
pub(crate) fn board_url(address: SocketAddr, key: &BoardKey) -> String {
    board_at(&url(address), key)
}

/// The same where the counter page is at `url`.
pub(crate) fn board_at(url: &str, key: &BoardKey) -> String {
    format!("{url}board?key={}", key.as_str())
}

/// All routes, each behind what has to be shown for it.
fn routes(shared: Shared) -> Router {
    let caller = from_fn_with_state(shared.clone(), who::caller);
    let board = from_fn_with_state(shared.clone(), who::board);
    let checked = from_fn_with_state(shared.clone(), guard::check);
    let of_callers = pages::routes().merge(api::routes(shared.door.reach()));
    let of_callers = of_callers.route(live::PATH, get(live::counter));
    let of_the_board = pages::board_routes().route("/api/v1/board/live", get(live::board));
    Router::new()
        .merge(of_callers.route_layer(caller))
        .merge(of_the_board.route_layer(board))
        .merge(login::routes())
        .route(metrics::PATH, get(metrics::metrics))
        .merge(assets::routes())
        .fallback(no_page)
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .layer(checked)
        .layer(from_fn(zip::pages))
        .layer(map_response(guard::headers))
        .with_state(shared)
}

/// Waits until the flag is raised, or nobody is left who could raise it.
async fn raised(mut flag: watch::Receiver<bool>) {
    drop(flag.wait_for(|raised| *raised).await);
}

async fn no_page(State(shared): State<Shared>, request: Request) -> Response {
    refuse::refuse(&shared, &request, Why::NoPage)
}
