//! The console over real sockets: who gets in, what is sent live, and its bounds.

mod account;
mod bounds;
mod collect;
mod guard;
pub(crate) mod lan;
mod live;
mod login;
mod routes;

use crate::support::browser::Browser;
use crate::support::clinic::Clinic;
use madoguchi_controller::config::Console;
use std::net::SocketAddr;

/// A clinic with a console on a free port.
pub(crate) async fn clinic() -> Clinic {
    Clinic::made_of(|parts| parts.console = Console::at(free())).await
}

pub(crate) fn free() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

pub(crate) async fn browser(clinic: &Clinic) -> Browser {
    Browser::open(clinic.running.console_addr.unwrap()).await
}

pub(crate) fn token(clinic: &Clinic) -> String {
    let authorization = clinic.access.authorization();
    format!("authorization: {}\r\n", authorization.to_str().unwrap())
}
