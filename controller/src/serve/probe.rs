//! A start with its doors closed, `madoguchi serve --probe`: whether this version can go on with the data directory. What a start would
//! write is written, so that data of a former version are this version's afterwards; no address is listened on, and nobody is let in.

use super::{Error, Keep, Parts, assemble, rehearse};
use crate::config::{Config, Listen};
use crate::gateway::Outbox;
use crate::identity::{self, Identity};
use crate::store::{self, LoadError};
use crate::update::{self, Phase};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::unit::{Membership, Unit};
use madoguchi_plain::chain;
use std::net::{Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

/// What was found in a data directory that this version can go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Probed {
    /// Tickets that are not closed.
    pub open_tickets: usize,
    /// Enrolled readers.
    pub units: usize,
    /// Installed licenses.
    pub licenses: usize,
}

/// Starts everything but the doors, and ends it again. `None` where there is nothing yet: a data directory is not begun by this.
///
/// # Errors
/// What would stop a start: everything that can be found without a change to the data; else what came first.
pub(crate) async fn probe(config: &Config, data_dir: &Path) -> Result<Option<Probed>, Vec<Error>> {
    let judged = try_all(config, data_dir).await;
    // Whoever installs without a screen finds it in the log.
    for error in judged.as_ref().err().into_iter().flatten() {
        tracing::error!(
            why = chain(error),
            "this version cannot go on with the data"
        );
    }
    judged
}

async fn try_all(config: &Config, data_dir: &Path) -> Result<Option<Probed>, Vec<Error>> {
    let mut found = rehearse(config, data_dir, false);
    if let Listen::Links(port) = config.gateway {
        found.extend(is_free(port).err());
    }
    if !found.is_empty() {
        return Err(found);
    }
    if !store::has_records(data_dir).unwrap_or(true) {
        return Ok(None);
    }
    let trust = assemble::trust(config).map_err(|error| vec![error])?;
    let parts = super::parts(config, data_dir, &Arc::new(trust));
    run(&parts).await.map(Some).map_err(|error| vec![error])
}

/// Whether another program has the port at which readers connect: they are let in on their own links alone, and none may be plugged in now.
fn is_free(port: u16) -> Result<(), Error> {
    let address = SocketAddr::from((Ipv6Addr::UNSPECIFIED, port));
    match TcpListener::bind(address) {
        Err(source) if source.kind() == std::io::ErrorKind::AddrInUse => Err(Error::Listen {
            what: "gateway",
            address,
            source,
        }),
        _ => Ok(()),
    }
}

/// Ends an update that was cut off, before a door is opened: what this version can go on with is not put back any more, and a way back that
/// was begun is gone to its end.
///
/// # Errors
/// This version cannot go on with the data, and the copy from before the update is still kept; or the disk refuses.
pub(super) async fn settle(config: &Config, data_dir: &Path) -> Result<(), Error> {
    let settled = match update::phase(data_dir) {
        Phase::Nothing => return Ok(()),
        Phase::Kept => {
            if let Err(found) = probe(config, data_dir).await {
                tracing::error!(
                    "an update was cut off, and this version cannot go on with the data: \"madoguchi update undo\" puts back what was before it, for the former version"
                );
                return Err(first(found));
            }
            update::close(data_dir)
        }
        Phase::Clearing | Phase::Restoring => update::undo(data_dir),
    };
    settled.map_err(|error| match error {
        update::Error::Io { path, source } => Error::Write { path, source },
        update::Error::InUse(folder) => Error::Start(LoadError::InUse { folder }.into()),
        error @ update::Error::NotKept(_) => Error::Start(error.into()),
    })
}

/// The first of what a probe found, which never fails without a reason.
fn first(found: Vec<Error>) -> Error {
    let unsaid = || Error::Start("it was not said why".into());
    found.into_iter().next().unwrap_or_else(unsaid)
}

async fn run(parts: &Parts) -> Result<Probed, Error> {
    debug_assert_eq!(
        parts.keep,
        Keep::Sled,
        "a configuration keeps records in sled"
    );
    let data_dir = &parts.data_dir;
    let identity = Identity::open_or_create(data_dir)?;
    identity::claim(data_dir, parts.policy.environment())?;
    identity::check_records(data_dir)?;
    let (engine, identity) = assemble::start_engine(parts, identity, Outbox::new()).await?;
    // The first commit of this version: from here on the records are its own.
    assemble::see_machine(&engine.handle, identity.installation()).await;
    let judged = identity
        .gateway_tls()
        .and_then(|_| identity.desk_tls())
        .map(drop);
    let found = engine.handle.ask(count).await;
    (engine.stop)();
    engine.ended.await.map_err(Error::Engine)?;
    judged?;
    found.map_err(|error| Error::Engine(error.into()))
}

fn count(fleet: &Fleet) -> Probed {
    let enrolled = |unit: &&Unit| unit.membership == Membership::Enrolled;
    Probed {
        open_tickets: fleet.tickets().filter(|ticket| ticket.is_open()).count(),
        units: fleet.units().filter(enrolled).count(),
        licenses: fleet.licenses().count(),
    }
}
