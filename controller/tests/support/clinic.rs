//! A whole controller in this process, on the installation of the demo's licenses, with nothing kept.

use super::papers::Office;
use super::{MORNING, log, soon};
use madoguchi_controller::config::{Console, Listen, Policy};
use madoguchi_controller::engine::Wall;
use madoguchi_controller::identity::{DeskAccess, Identity};
use madoguchi_controller::serve::{Controller, Keep, Parts, Running, UnitRules};
use madoguchi_controller::tls::Acceptor;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::RequestId;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::{Trust, read_root};
use madoguchi_proto::v1;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};

const ROOT: &[u8] = include_bytes!("../../demo/root.pub");
const INSTALLATION_KEY: &str = include_str!("../../demo/installation.key");
/// The seat of `CR-2024-0004`, which that installation believes.
pub const BUNDLED: &[u8] = include_bytes!("../../demo/bundled.license");
/// Two more seats for it.
pub const TWO_SEATS: &[u8] = include_bytes!("../../demo/additional-2.license");

/// The trust of the demo's licenses.
pub fn trust() -> Arc<Trust> {
    Arc::new(Trust::test(read_root(ROOT).unwrap()))
}

/// What a controller over loopback is made of, on free ports.
pub fn parts(data_dir: &Path) -> Parts {
    let free = SocketAddr::from(([127, 0, 0, 1], 0));
    Parts {
        data_dir: data_dir.to_owned(),
        policy: Policy::Loopback,
        gateway: Listen::At(free),
        pairing: Listen::At(free),
        link: madoguchi_ports::Settings::default(),
        desk_listen: free,
        console: Console::OFF,
        support: madoguchi_controller::config::Support::default(),
        backup: None,
        down: None,
        ready_check: None,
        is_demo: false,
        logs: None,
        // A test reads the log of its own thread.
        acceptor: Some(Acceptor::here()),
        settings: Settings {
            environment: Environment::Test,
            ..Settings::default()
        },
        keep: Keep::Memory,
        wall: Wall::Own(TimeOfDay(MORNING.0)),
        speed: 1,
        trust: trust(),
        units: UnitRules::default(),
        told: Vec::new(),
        folder: None,
    }
}

pub struct Clinic {
    /// Its identity, by which its units get their papers.
    pub papers: Office,
    pub running: Running,
    /// The way to its desk.
    pub access: DeskAccess,
    requests: AtomicU64,
}

impl Clinic {
    pub async fn open() -> Self {
        Self::with(|_| {}).await
    }

    /// The same, with other numbers of the rules.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::made_of(|parts| change(&mut parts.settings)).await
    }

    /// The same, of other parts.
    pub async fn made_of(change: impl FnOnce(&mut Parts)) -> Self {
        log::listen();
        let folder = TempDir::new().unwrap();
        let data_dir = folder.path().join("data");
        Identity::create_for(&data_dir, INSTALLATION_KEY).unwrap();
        let identity = Arc::new(Identity::open_or_create(&data_dir).unwrap());
        let mut parts = parts(&data_dir);
        change(&mut parts);
        let running = soon(Controller::start(parts)).await.unwrap();
        Self {
            papers: Office { folder, identity },
            running,
            access: DeskAccess::read(&data_dir).unwrap(),
            requests: AtomicU64::new(1),
        }
    }

    /// Its controller stops, and another one starts on what is on the disk (`Keep::Sled`).
    pub async fn started_again(self) -> Self {
        let Self {
            papers,
            running,
            requests,
            ..
        } = self;
        running.shutdown();
        soon(running.wait()).await.unwrap();
        let data_dir = papers.folder.path().join("data");
        let kept = Parts {
            keep: Keep::Sled,
            ..parts(&data_dir)
        };
        Self {
            running: soon(Controller::start(kept)).await.unwrap(),
            access: DeskAccess::read(&data_dir).unwrap(),
            papers,
            requests,
        }
    }

    /// Where a person opens its console.
    pub fn console_url(&self) -> String {
        format!("http://{}/", self.running.console_addr.unwrap())
    }

    /// The id of a new request.
    pub fn request(&self) -> RequestId {
        let n = self.requests.fetch_add(1, Ordering::Relaxed);
        RequestId((u128::from(n) << 64 | 1).to_be_bytes())
    }

    /// What staff do without the desk.
    pub async fn act(&self, command: Command) -> Answer {
        let act = Act::staff(self.request(), command);
        soon(self.running.handle.act(act)).await.unwrap()
    }

    /// What a reader's agent says, without the wire.
    pub async fn says(&self, command: Command) {
        let _ = soon(self.running.handle.act(Act::reader(command)))
            .await
            .unwrap();
    }

    /// A program on this PC that has the token.
    pub async fn wire(&self) -> Wire {
        self.wire_saying(Some(self.access.authorization())).await
    }

    pub async fn wire_saying(&self, authorization: Option<MetadataValue<Ascii>>) -> Wire {
        let channel = soon(self.access.connect()).await.unwrap();
        InterceptedService::new(channel, Says(authorization))
    }
}

/// Puts an `authorization` on each call, or none.
#[derive(Clone)]
pub struct Says(Option<MetadataValue<Ascii>>);

impl Interceptor for Says {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(value) = &self.0 {
            request
                .metadata_mut()
                .insert("authorization", value.clone());
        }
        Ok(request)
    }
}

pub type Wire = InterceptedService<Channel, Says>;

/// Each request has an id of its own; a number stands for it.
pub fn id(number: u8) -> Vec<u8> {
    vec![number; 16]
}

/// A plain patient's ticket; without a number it gets one.
pub fn add(request_id: Vec<u8>, number: &str) -> v1::AddTicketRequest {
    v1::AddTicketRequest {
        request_id,
        number: number.to_owned(),
        class: v1::TicketClass::Normal.into(),
        ..Default::default()
    }
}

/// A ticket with these needs, by a request of its own.
pub fn ticket(number: &str, needs: &[&str]) -> v1::AddTicketRequest {
    static NEWEST: AtomicU64 = AtomicU64::new(1);
    let id = NEWEST.fetch_add(1, Ordering::Relaxed);
    let need = |tag: &&str| v1::Wish {
        wish: Some(v1::wish::Wish::Tag((*tag).to_owned())),
    };
    v1::AddTicketRequest {
        needs: needs.iter().map(need).collect(),
        insist: true,
        ..add((u128::from(id) << 32 | 7).to_be_bytes().to_vec(), number)
    }
}
