//! Puts the parts of the controller together: store, engine, desk, pairing and licensing.

use super::access::Access;
use super::{Error, Keep, Parts};
use crate::config::{Config, Policy};
use crate::desk::{self, Desk};
use crate::engine::{self, Clock, Handle, MonotonicClock};
use crate::gateway::{Outbox, ReaderLogs};
use crate::identity::Identity;
use crate::machine;
use crate::pairing::{self, Coordinator};
use crate::store::memory::Disk;
use crate::store::{self, Images, Memory, Note, Readers, Sled, Store};
use crate::tls::{Acceptor, FleetNow};
use madoguchi_doctor::facts::ToldSettings;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, Start};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::licensing::Notice;
use madoguchi_fleet::ticket::Actor;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::trust::{MAX_ROOT_FILE_LEN, Trust, read_root};
use madoguchi_licensing::verify::{verify_license, verify_revocations};
use madoguchi_plain::{BoxError, chain};
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

/// A running engine.
pub(super) struct RunningEngine {
    /// The handle to it.
    pub handle: Handle,
    /// The folder of the database, if that was made anew.
    pub made_anew: Option<PathBuf>,
    /// How it goes with the images of the records.
    pub images: Option<Images>,
    /// Fleet time.
    pub now: FleetNow,
    /// Completes when the engine has ended.
    pub ended: Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>,
    /// Asks it to end after everything in its inbox is durable.
    pub stop: Box<dyn Fn() + Send + Sync>,
}

impl fmt::Debug for RunningEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningEngine").finish_non_exhaustive()
    }
}

/// Opens the store and starts the engine on its records. The store says which installation the records belong to, which settles the
/// identity's key here.
pub(super) async fn start_engine(
    parts: &Parts,
    identity: Identity,
    outbox: Outbox,
) -> Result<(RunningEngine, Identity), Error> {
    let readers = readers(&parts.trust);
    match parts.keep {
        Keep::Sled => {
            let store = Sled::open(&parts.data_dir, readers).map_err(cannot)?;
            let images = store.images();
            let (engine, identity) = start_on(store, parts, identity, outbox).await?;
            let images = Some(images);
            Ok((RunningEngine { images, ..engine }, identity))
        }
        Keep::Memory => {
            let store = Memory::open(Disk::default(), readers).map_err(cannot)?;
            start_on(store, parts, identity, outbox).await
        }
    }
}

/// The functions that verify stored documents by the present trust.
pub(crate) fn readers(trust: &Arc<Trust>) -> Readers {
    let (of_licenses, of_lists) = (Arc::clone(trust), Arc::clone(trust));
    Readers {
        grants: Arc::new(move |document| {
            let verified = verify_license(&of_licenses, document);
            Ok(verified?.grant)
        }),
        lists: Arc::new(move |document| {
            let verified = verify_revocations(&of_lists, document);
            Ok(verified?.revocations)
        }),
    }
}

async fn start_on<S: Store + Send + 'static>(
    mut store: S,
    parts: &Parts,
    identity: Identity,
    outbox: Outbox,
) -> Result<(RunningEngine, Identity), Error> {
    let loaded = store.load().await.map_err(cannot)?;
    let mut made_anew = None;
    for note in &loaded.notes {
        match note {
            Note::LicenseNotUsed { id, why } => {
                tracing::warn!(license = %id, why = chain(&**why), "a license that was installed here no longer holds");
            }
            Note::ListNotUsed { signer, why } => {
                tracing::warn!(%signer, why = chain(&**why), "a revocation list that was received here no longer holds");
            }
            Note::MadeAnew { why } => {
                made_anew = Some(parts.data_dir.join(store::FOLDER));
                tracing::warn!(
                    why,
                    "the database could not be used; it was made anew from the journal, and nothing is lost. What was there was moved to store.aside: check the disk"
                );
            }
        }
    }
    let identity = identity.settle_key(&parts.data_dir, loaded.records.licensing.installation)?;
    let start = Start {
        installation: identity.installation(),
        wall: parts.wall.at_start(),
    };
    let fleet = Fleet::restore(parts.settings.clone(), start, loaded.records);
    let clock = MonotonicClock::new(fleet.now(), parts.speed, parts.wall);
    let (handle, running) = engine::start(engine::Parts {
        fleet,
        store,
        revision: loaded.revision,
        clock: clock.clone(),
        deliver: outbox,
    })
    .map_err(cannot)?;
    let stopper = running.stopper();
    let engine = RunningEngine {
        handle,
        made_anew,
        images: None,
        now: Arc::new(move || clock.now()),
        ended: Box::pin(async move { running.wait().await.map_err(Into::into) }),
        stop: Box::new(move || stopper.stop()),
    };
    Ok((engine, identity))
}

fn cannot(why: impl Into<BoxError>) -> Error {
    Error::Start(why.into())
}

/// Tells the fleet the print of this PC. A failure is only logged: it is no reason not to start.
pub(super) async fn see_machine(handle: &Handle, installation: Installation) {
    let seen = Command::SeeMachine(machine::print(installation));
    if let Err(error) = handle
        .act(Act {
            request: None,
            actor: Actor::Fleet,
            place: None,
            command: seen,
        })
        .await
    {
        tracing::warn!(error = chain(&error), "the PC's parts could not be noted");
    }
    let notices = handle.ask(Fleet::license_notices).await.unwrap_or_default();
    for notice in &notices {
        if let Notice::OtherMachine { parts } = notice {
            tracing::warn!(
                ?parts,
                "parts of this PC are not those that were first seen; nothing has to be done"
            );
        }
    }
}

/// The coordinator of pairings.
pub(super) fn pairing_coordinator(
    engine: &RunningEngine,
    identity: &Arc<Identity>,
    access: &Access,
    acceptor: Acceptor,
    parts: &Parts,
) -> Result<Coordinator, Error> {
    let context = pairing::Context {
        handle: engine.handle.clone(),
        identity: Arc::clone(identity),
        links: access.links(),
        environment: parts.policy.environment(),
        now: Arc::clone(&engine.now),
        entrance: access.entrance(parts.pairing)?,
        acceptor,
        bounds: access.pairing_bounds(),
    };
    Ok(Coordinator::new(context, parts.units.pairing))
}

/// The desk, for its doors.
pub(super) fn desk(
    engine: &RunningEngine,
    identity: &Arc<Identity>,
    pairing: Coordinator,
    program: desk::ToProgram,
    parts: &Parts,
    gateway: Option<SocketAddr>,
    reader_logs: ReaderLogs,
) -> Desk {
    let pc = ToldSettings {
        mistakes: None,
        from_file: true,
        fields: parts.told.clone(),
        over_usb: parts.policy == Policy::Usb,
        environment: parts.policy.environment(),
        link: parts.link.clone(),
        gateway_port: gateway.map_or_else(|| parts.gateway.port(), |at| at.port()),
        pairing_port: parts.pairing.port(),
    };
    Desk {
        pc: desk::Pc::new(pc, parts.data_dir.clone()),
        pairing: Some(pairing),
        handle: engine.handle.clone(),
        made_anew: engine.made_anew.clone(),
        images: engine.images.clone(),
        identity: Arc::clone(identity),
        trust: Arc::clone(&parts.trust),
        policy: parts.policy.name(),
        settings: parts.told.as_slice().into(),
        logins: desk::people::Logins::locked_after(parts.console.idle_minutes),
        audits: desk::audit::Readers::default(),
        bundles: desk::bundle::Places::default(),
        pictures: desk::Pictures::default(),
        program: (!parts.is_demo).then_some(program),
        support: Arc::new(parts.support.clone()),
        ready: desk::Ready::default(),
        changes: match parts.keep {
            Keep::Sled => desk::Changes::kept_in(&parts.data_dir),
            Keep::Memory => desk::Changes::default(),
        },
        events: desk::Events::keep(&engine.handle),
        counts: desk::Counts::keep(&engine.handle),
        caller: desk::Caller::OWNER,
        watched: parts
            .folder
            .as_ref()
            .map(|folder| desk::Watched::new(&folder.path)),
        down: parts
            .down
            .as_ref()
            .map(|down| desk::DownSheet::new(&down.folder)),
        nightly: parts
            .backup
            .as_ref()
            .map(|backup| desk::Nightly::new(&backup.folder)),
        logs: parts.logs.clone(),
        reader_logs,
        folder: (parts.keep == Keep::Sled).then(|| parts.data_dir.clone()),
    }
}

/// The trust by which licenses are verified, from the configuration.
pub(crate) fn trust(config: &Config) -> Result<Trust, Error> {
    Ok(match (config.policy, &config.test_root) {
        (Policy::Usb, _) => Trust::compiled_in(),
        (Policy::Loopback, None) => Trust::nobody(Environment::Test),
        (Policy::Loopback, Some(path)) => {
            Trust::test(test_root(path).map_err(|source| Error::TestRoot {
                path: path.clone(),
                source,
            })?)
        }
    })
}

fn test_root(path: &Path) -> Result<PublicKey, BoxError> {
    Ok(read_root(&madoguchi_reading::read(
        path,
        MAX_ROOT_FILE_LEN,
    )?)?)
}
