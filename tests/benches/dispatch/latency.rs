//! Part 1: from the request for a ticket to its call at the reader, alone and a unit free.
//!
//! The product is a real controller (`Controller::start`, sled on disk), asked by a desk's client over TLS; a
//! reader on its gateway's stream takes the call. Beside it, one probe after the other in turn, stand two servers
//! with the same messages on the same transport (desk by token, gateway by client certificate, both TLS 1.3):
//! one that appends the same bytes to a file and syncs it, one that commits the same records to sled as our store
//! does. They decide nothing, and write on the thread that took the request.

use crate::common::bare::Bare;
use crate::common::commits::{self, Keep, Raw, Shared};
use crate::common::figures::{Times, rounded, say};
use crate::common::probe::Line;
use crate::common::wire::{Credentials, Token};
use crate::common::{disk, fleet, runtime, units};
use madoguchi_controller::config::{Console, Listen, Policy};
use madoguchi_controller::identity::Identity;
use madoguchi_controller::serve::{Controller, Keep as Store, Parts, Running, UnitRules};
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::slice;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Probes before any counts: connections and caches are warm then.
const WARM_UP: usize = 100;

/// What came out.
#[derive(Default)]
pub struct Figures {
    called: Times,
    answered: Times,
    raw: Times,
    sled: Times,
}

/// Measures so many probes of each, in turn.
pub fn measure(probes: usize, cycle: &Shared) -> Figures {
    let folder = disk::folder();
    let product = Product::start();
    let raw = Keep::Raw(Raw::new(folder.path()));
    let raw = Bare::open(&product.identity, raw, Arc::clone(cycle));
    let sled = Keep::Sled(commits::Bare::new(folder.path()));
    let sled = Bare::open(&product.identity, sled, Arc::clone(cycle));
    // One thread: what asks and what looks are the same program here.
    let client = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    client.block_on(async {
        let running = &product.running;
        let mut ours = product
            .line(running.desk_addr, running.gateway_addr.unwrap())
            .await;
        let mut raw = product.line(raw.desk, raw.gateway).await;
        let mut sled = product.line(sled.desk, sled.gateway).await;
        let mut figures = Figures::default();
        for probe in 0..WARM_UP + probes {
            if probe == WARM_UP {
                figures = Figures::default();
            }
            let number = probe.to_string();
            let took = ours.probe(&number).await;
            figures.called.add(took.called);
            figures.answered.add(took.answered);
            ours.cancel(&number).await;
            figures.raw.add(raw.probe(&number).await.called);
            figures.sled.add(sled.probe(&number).await.called);
        }
        figures
    })
}

impl Figures {
    pub fn table(&self) {
        say("\n1. Dispatch: request for a ticket → call at the reader, alone, a unit free (µs)");
        say(format!("{:44}{:>8}{:>8}", "", "p50", "p99"));
        let rows = [
            ("Madoguchi", &self.called),
            ("Madoguchi, the desk's own answer", &self.answered),
            ("floor: same messages + sled commit", &self.sled),
            ("floor: same messages + raw fdatasync", &self.raw),
        ];
        for (name, times) in rows {
            let (p50, p99) = (times.p50_us(), times.p99_us());
            say(format!("{name:44}{p50:>8.0}{p99:>8.0}"));
        }
        say(format!(
            "p50: {:.2} × the sled floor (goal ≤ 1.5), {:.2} × the raw floor",
            self.vs_sled(),
            self.vs_raw()
        ));
    }

    pub fn json(&self) -> Value {
        json!({
            "dispatch_p50_vs_sled_floor": rounded(self.vs_sled()),
            "dispatch_p50_vs_raw_floor": rounded(self.vs_raw()),
            "dispatch_p50_us": rounded(self.called.p50_us()),
            "dispatch_p99_us": rounded(self.called.p99_us()),
            "sled_floor_p50_us": rounded(self.sled.p50_us()),
            "sled_floor_p99_us": rounded(self.sled.p99_us()),
            "raw_floor_p50_us": rounded(self.raw.p50_us()),
            "raw_floor_p99_us": rounded(self.raw.p99_us()),
        })
    }

    fn vs_sled(&self) -> f64 {
        self.called.p50_us() / self.sled.p50_us()
    }

    fn vs_raw(&self) -> f64 {
        self.called.p50_us() / self.raw.p50_us()
    }
}

/// A controller with one reader enrolled.
struct Product {
    identity: Arc<Identity>,
    token: Token,
    unit: Credentials,
    running: Running,
    _runtime: Runtime,
    _folder: TempDir,
}

impl Product {
    fn start() -> Self {
        let (runtime, folder) = (runtime("product"), disk::folder());
        let (identity, token) = fleet::identity(&folder);
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let parts = Parts {
            data_dir: folder.path().to_owned(),
            policy: Policy::Loopback,
            gateway: Listen::At(loopback),
            pairing: Listen::At(loopback),
            link: Default::default(),
            desk_listen: loopback,
            console: Console::OFF,
            support: madoguchi_controller::config::Support::default(),
            backup: None,
            down: None,
            ready_check: None,
            is_demo: false,
            logs: None,
            acceptor: None,
            settings: units::settings(1_000),
            keep: Store::Sled,
            wall: madoguchi_controller::engine::Wall::Pc,
            speed: 1,
            trust: Arc::new(Trust::nobody(Environment::Test)),
            units: UnitRules::default(),
            told: Vec::new(),
            folder: None,
        };
        let running = runtime.block_on(Controller::start(parts)).unwrap();
        let unit = Credentials::signed(&identity, &units::serial(0));
        let at = running.installation;
        let known = units::enroll(0, unit.fingerprint, at, units::counter(0));
        runtime.block_on(running.handle.act(known)).unwrap();
        Self {
            identity,
            token,
            unit,
            running,
            _runtime: runtime,
            _folder: folder,
        }
    }

    async fn line(&self, desk: SocketAddr, gateway: SocketAddr) -> Line {
        let (identity, unit) = (&self.identity, &self.unit);
        Line::open(
            identity,
            self.token.clone(),
            slice::from_ref(unit),
            desk,
            gateway,
        )
        .await
    }
}
