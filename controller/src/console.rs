//! The console: pages and requests for the browsers of this PC, over HTTP/1.1 on loopback.
//!
//! ```text
//! connection ─► places (listen) ─► headers ─► guard ─┬─► assets
//!                                                    ├─► board's key (who) ─► board, its live state
//!                                                    ├─► login
//!                                                    └─► caller (who) ─► pages, api, live state
//! ```
//! It is a door: it makes out who asks and speaks HTTP; what is asked, and whether he may, is the desk's.

pub mod api;
mod assets;
mod guard;
mod language;
mod listen;
mod live;
mod login;
mod pages;
mod reads;
mod refuse;
mod sessions;
mod who;

use crate::config;
use crate::desk::Desk;
use crate::identity::BoardKey;
use crate::texts::Console as Why;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::get;
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
    /// Where it listens.
    pub address: SocketAddr,
    /// Whether the clinic is that of the demo.
    pub is_demo: bool,
    /// Raised when the controller stops: then what is sent live ends.
    pub stopped: watch::Receiver<bool>,
}

impl Console {
    /// Serves browsers until the controller stops, and then until the last request has ended.
    pub(crate) fn open(self, listener: TcpListener) -> JoinHandle<()> {
        let stopped = self.stopped.clone();
        tokio::spawn(listen::serve(routes(self), listener, stopped))
    }
}

/// What the requests share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub desk: Desk,
    pub live: Live,
    pub board_key: BoardKey,
    pub told: Told,
    /// Where browsers find the console.
    pub address: SocketAddr,
}

impl FromRef<Shared> for Desk {
    fn from_ref(shared: &Shared) -> Self {
        shared.desk.clone()
    }
}

impl Shared {
    /// The address of the counter page: "http://127.0.0.1:7480/".
    pub(crate) fn url(&self) -> String {
        url(self.address)
    }
}

/// The address of the counter page.
pub(crate) fn url(address: SocketAddr) -> String {
    format!("http://{address}/")
}

/// The address of the waiting room's board.
pub(crate) fn board_url(address: SocketAddr, key: &BoardKey) -> String {
    format!("{}board?key={}", url(address), key.as_str())
}

/// All routes, each behind what has to be shown for it.
fn routes(console: Console) -> Router {
    let told = Told {
        settings: Arc::new(console.settings),
        is_demo: console.is_demo,
    };
    let shared = Shared {
        board_key: console.desk.identity.board_key(),
        live: Live::start(&console.desk, told.clone(), console.stopped),
        told,
        desk: console.desk,
        address: console.address,
    };
    let caller = from_fn_with_state(shared.clone(), who::caller);
    let board = from_fn_with_state(shared.clone(), who::board);
    let checked = from_fn_with_state(shared.clone(), guard::check);
    let of_callers = pages::routes().merge(api::routes());
    let of_callers = of_callers.route(live::PATH, get(live::counter));
    let of_the_board = pages::board_routes().route("/api/v1/board/live", get(live::board));
    Router::new()
        .merge(of_callers.route_layer(caller))
        .merge(of_the_board.route_layer(board))
        .merge(login::routes())
        .merge(assets::routes())
        .fallback(no_page)
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .layer(checked)
        .layer(map_response(guard::headers))
        .with_state(shared)
}

/// Waits until the flag is raised, or nobody is left who could raise it.
async fn raised(mut flag: watch::Receiver<bool>) {
    drop(flag.wait_for(|raised| *raised).await);
}

async fn no_page(State(shared): State<Shared>, request: Request) -> Response {
    refuse::refuse(&shared, request.headers(), Why::NoPage)
}
