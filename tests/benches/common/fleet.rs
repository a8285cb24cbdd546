//! The product on the wire, for a fleet of several installations.
//!
//! A controller has one installation, and no other controller can hand its readers over yet (that comes with
//! etcd). So this puts together what `serve` does, from the same parts, with one difference: each installation
//! has a gateway of its own in front of the one engine. Every message goes over gRPC and TLS, every commit to sled.

use super::disk;
use super::units;
use super::wire::{Credentials, Token};
use madoguchi_controller::desk::{self, Desk};
use madoguchi_controller::engine::{self, Clock, Handle, MonotonicClock, Stopper, Wall};
use madoguchi_controller::gateway::{self, Context, Gateway, Outbox};
use madoguchi_controller::identity::{Identity, claim};
use madoguchi_controller::link::VirtualBus;
use madoguchi_controller::store::{Sled, Store};
use madoguchi_controller::tls::{Bounds, FleetNow, Incoming};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::Start;
use madoguchi_fleet::ids::Installation;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tonic::metadata::MetadataValue;
use tonic::transport::Server;

/// Requests at a time on one desk connection, as `serve` has it.
const DESK_STREAMS: u32 = 64;
/// Far more than wait at any time here.
const MAX_OPEN: usize = 10_000;

/// A fleet that runs.
pub struct WireFleet {
    pub identity: Arc<Identity>,
    pub desk: SocketAddr,
    /// One per installation.
    pub gateways: Vec<SocketAddr>,
    /// Four per installation, enrolled.
    pub credentials: Vec<Credentials>,
    pub token: Token,
    stopper: Stopper,
    runtime: Option<Runtime>,
    _folder: TempDir,
}

impl WireFleet {
    /// Opens a fleet of `pcs` installations, each with four units that are enrolled and may serve.
    pub fn open(pcs: usize) -> Self {
        let runtime = super::runtime("fleet");
        let folder = disk::folder();
        let (identity, token) = identity(&folder);
        let (handle, stopper, outbox, now) = runtime.block_on(engine(&folder, &identity));
        let installations = installations(&identity, pcs);
        let credentials = enroll(&runtime, &handle, &identity, &installations);
        let mut fleet = Self {
            identity,
            desk: nowhere(),
            gateways: Vec::new(),
            credentials,
            token,
            stopper,
            runtime: None,
            _folder: folder,
        };
        runtime.block_on(fleet.serve(&handle, &outbox, &now, &installations));
        fleet.runtime = Some(runtime);
        fleet
    }

    async fn serve(
        &mut self,
        handle: &Handle,
        outbox: &Outbox,
        now: &FleetNow,
        installations: &[Installation],
    ) {
        let trust = Arc::new(Trust::nobody(Environment::Test));
        for installation in installations {
            let at = Context {
                installation: *installation,
                environment: Environment::Test,
                now: Arc::clone(now),
                identity: Arc::clone(&self.identity),
                links: Arc::new(VirtualBus::new()),
                trust: Arc::clone(&trust),
            };
            let (door, address) = bind().await;
            self.gateways.push(address);
            let config = self.identity.gateway_tls().unwrap();
            let incoming = Incoming::new(door, config, Bounds::LOOPBACK);
            let gateway = Gateway::new(handle.clone(), at, outbox.clone());
            tokio::spawn(gateway::serve(gateway, incoming, std::future::pending()));
        }
        let (door, address) = bind().await;
        self.desk = address;
        let config = self.identity.desk_tls().unwrap();
        let routes = desk::grpc::routes(Desk {
            handle: handle.clone(),
            identity: Arc::clone(&self.identity),
            trust,
            pairing: None,
            policy: "loopback",
            pc: desk::Pc::default(),
            settings: [].into(),
            folder: None,
            watched: None,
            nightly: None,
            down: None,
            logs: None,
            made_anew: None,
            images: None,
            support: Arc::default(),
            ready: madoguchi_controller::desk::Ready::default(),
            logins: desk::people::Logins::default(),
            audits: desk::audit::Readers::default(),
            bundles: desk::bundle::Places::default(),
            reader_logs: madoguchi_controller::gateway::ReaderLogs::default(),
            changes: desk::Changes::default(),
            pictures: desk::Pictures::default(),
            program: None,
            events: desk::Events::default(),
            counts: desk::Counts::default(),
            caller: desk::Caller::OWNER,
        })
        .await;
        let incoming = Incoming::new(door, config, Bounds::LOOPBACK);
        let mut server = Server::builder().max_concurrent_streams(DESK_STREAMS);
        tokio::spawn(server.add_routes(routes).serve_with_incoming(incoming));
    }
}

impl Drop for WireFleet {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The identity that `serve` would make, and the desk's token.
pub fn identity(folder: &TempDir) -> (Arc<Identity>, Token) {
    let identity = Identity::open_or_create(folder.path()).unwrap();
    claim(folder.path(), Environment::Test).unwrap();
    let token = std::fs::read_to_string(folder.path().join("identity/desk.token")).unwrap();
    let header = MetadataValue::try_from(format!("Bearer {}", token.trim())).unwrap();
    (Arc::new(identity), Token(header))
}

async fn engine(folder: &TempDir, identity: &Identity) -> (Handle, Stopper, Outbox, FleetNow) {
    let mut store = Sled::open(folder.path(), units::grants()).unwrap();
    let loaded = store.load().await.unwrap();
    let start = Start {
        installation: identity.installation(),
        wall: Wall::Pc.at_start(),
    };
    let fleet = Fleet::restore(units::settings(MAX_OPEN), start, loaded.records);
    let clock = MonotonicClock::new(fleet.now(), 1, Wall::Pc);
    let outbox = Outbox::new();
    let (handle, running) = engine::start(engine::Parts {
        fleet,
        store,
        revision: loaded.revision,
        clock: clock.clone(),
        deliver: outbox.clone(),
    })
    .unwrap();
    let now: FleetNow = Arc::new(move || clock.now());
    (handle, running.stopper(), outbox, now)
}

/// The controller's own, and others that no controller of their own stands for.
fn installations(identity: &Identity, pcs: usize) -> Vec<Installation> {
    let others = (1..pcs).map(units::installation);
    std::iter::once(identity.installation())
        .chain(others)
        .collect()
}

fn enroll(
    runtime: &Runtime,
    handle: &Handle,
    identity: &Identity,
    installations: &[Installation],
) -> Vec<Credentials> {
    let mut all = Vec::new();
    for (pc, at) in installations.iter().enumerate() {
        let license = units::three_seats(pc, *at);
        runtime.block_on(handle.act(license)).unwrap();
        for n in pc * units::PER_PC..(pc + 1) * units::PER_PC {
            let unit = Credentials::signed(identity, &units::serial(n));
            let known = units::enroll(n, unit.fingerprint, *at, units::counter(n));
            runtime.block_on(handle.act(known)).unwrap();
            all.push(unit);
        }
    }
    all
}

/// A door on a free port of this machine.
pub async fn bind() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

const fn nowhere() -> SocketAddr {
    SocketAddr::V4(std::net::SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0))
}
