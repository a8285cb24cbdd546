//! Where the rooms of the controller meet: store, engine, desk and licensing.

use super::{Error, Parts};
use crate::config::Config;
use crate::engine::Handle;
use crate::gateway::{Outbox, VerifyBundled};
use crate::identity::Identity;
use crate::tls::FleetNow;
use madoguchi_fleet::ids::Installation;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use tonic::service::Routes;

/// Whatever went wrong in another room.
pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// An engine that runs.
pub(super) struct EngineRoom {
    /// The way to it.
    pub handle: Handle,
    /// Fleet time.
    pub now: FleetNow,
    /// Completes when the engine has ended.
    pub ended: Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>,
    /// Asks it to end, once what was asked is durable.
    pub stop: Box<dyn Fn() + Send + Sync>,
}

impl fmt::Debug for EngineRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EngineRoom").finish_non_exhaustive()
    }
}

/// Opens the store and starts the engine on what it holds.
// MERGE: with the store and the engine in the tree, this is (imports: engine::{self, Clock, MonotonicClock},
// store::{Memory, Sled, Store, memory::Disk}, madoguchi_fleet::{Fleet, command::Start}, super::Keep):
//
//     let start = Start { installation, wall: parts.wall };
//     match parts.keep {
//         Keep::Sled => {
//             let store = Sled::open(&parts.data_dir.join("store"), Arc::clone(&parts.verify))?;
//             start_on(store, parts, start, outbox).await
//         }
//         Keep::Memory => {
//             let store = Memory::open(Disk::default(), Arc::clone(&parts.verify))?;
//             start_on(store, parts, start, outbox).await
//         }
//     }
//
//     async fn start_on<S: Store + Send + 'static>(mut store: S, parts: &Parts, start: Start, outbox: Outbox)
//         -> Result<EngineRoom, BoxError>
//     {
//         let loaded = store.load().await?;
//         let fleet = Fleet::restore(parts.settings.clone(), start, loaded.records);
//         let clock = MonotonicClock::new(fleet.now(), parts.speed);
//         let (handle, running) = engine::start(engine::Parts {
//             fleet, store, revision: loaded.revision, clock: clock.clone(), deliver: outbox,
//         })?;
//         let stopper = running.stopper();
//         Ok(EngineRoom {
//             handle,
//             now: Arc::new(move || clock.now()),
//             ended: Box::pin(async move { running.wait().await.map_err(Into::into) }),
//             stop: Box::new(move || stopper.stop()),
//         })
//     }
#[allow(clippy::unused_async)]
pub(super) async fn start_engine(
    _parts: &Parts,
    _installation: Installation,
    _outbox: Outbox,
) -> Result<EngineRoom, BoxError> {
    Err("there is no engine yet".into())
}

/// The desk's services.
// MERGE: desk::routes(Desk { handle: handle.clone(), identity: Arc::clone(identity), verify: …, policy: parts.policy.name() })
pub(super) fn desk_routes(_handle: &Handle, _identity: &Arc<Identity>, _parts: &Parts) -> Routes {
    Routes::default()
}

/// What verifies license documents, by the configuration.
// MERGE: trust = match (policy, test_root) {
//     (Usb, _) => Trust::production(),
//     (Loopback, Some(file)) => Trust::test(read_root(&fs::read(file)?)?),
//     (Loopback, None) => Trust::nobody(Environment::Test),
// };
// Ok(Arc::new(move |document| verify_license(&trust, document).map(|v| v.grant).map_err(|e| e.to_string())))
#[allow(clippy::unnecessary_wraps)]
pub(super) fn verifier(_config: &Config) -> Result<VerifyBundled, Error> {
    Ok(Arc::new(|_document| {
        Err("no license can be verified yet".to_owned())
    }))
}
