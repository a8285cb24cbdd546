//! The whole controller: identity, store, engine, gateway and desk, started in this order and stopped in the reverse order.
//!
//! [`Controller::start`] runs the controller in a process that also does other things (the demo, a test);
//! [`run`] is `madoguchi serve`.

mod access;
mod address;
mod apart;
mod asleep;
mod assemble;
pub(crate) mod giving_back;
mod lan;
mod log;
mod outside;
mod power;
mod probe;
mod rehearsal;
mod signals;
mod supervisor;
mod systemd;

pub use apart::Overlap;
pub(crate) use assemble::{readers, trust};
pub use log::{Log, log};
pub use outside::{Asked, Outside};
pub(crate) use probe::{Probed, probe};
pub(crate) use rehearsal::rehearse;
#[cfg(feature = "demo")]
pub(crate) use signals::asked_to_stop;

use crate::config::{self, Config, Listen, Policy};
use crate::console::{self, Console};
use crate::desk;
use crate::down;
use crate::engine::{self, Handle, Wall};
use crate::event_log::{self, Happened};
use crate::folder;
use crate::gateway::{self, Gateway, Outbox};
use crate::identity::{self, Identity, reception};
use crate::link::Announcer;
use crate::nightly;
use crate::pairing;
use crate::store;
use crate::tls::{self, Acceptor, AcceptorThread, Bounds, Incoming};
use access::Access;
use address::AddressFile;
use madoguchi_files::day_log::Watch;
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::trust::Trust;
use madoguchi_plain::{BoxError, chain};
use madoguchi_proto::v1::Setting;
use power::Waking;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use supervisor::{Supervisor, until};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, JoinHandle};

/// The place of the fleet's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    Sled,
    /// In memory, until the process ends.
    Memory,
}

/// The parts and settings of a controller.
pub struct Parts {
    /// The folder of identity and store; created for the owner alone if it does not exist.
    pub data_dir: PathBuf,
    /// The way in which readers are connected, which also decides the environment.
    pub policy: Policy,
    /// The configuration's section `[link]`, for the usb policy.
    pub link: madoguchi_ports::Settings,
    /// The place where readers connect: an address under the loopback policy, a port of their links under the usb policy.
    pub gateway: Listen,
    /// The same for pairing.
    pub pairing: Listen,
    /// The address where programs on this PC connect; port 0 takes a free port.
    pub desk_listen: SocketAddr,
    /// The pages for browsers on this PC.
    pub console: config::Console,
    /// The folder into which other systems write lists of receptions.
    pub folder: Option<config::Folder>,
    /// Where backups go that are made by themselves, and for whom.
    pub backup: Option<config::Backup>,
    /// Where the sheet for the time when the controller is down is written.
    pub down: Option<config::Down>,
    /// Whom to call about readers, and when.
    pub support: config::Support,
    /// When the check before opening is made by itself, in minutes after midnight; `None` for only when somebody asks.
    pub ready_check: Option<i64>,
    /// The numbers of the rules (RULES). Their environment must be the policy's.
    pub settings: Settings,
    pub keep: Keep,
    pub wall: Wall,
    /// Fleet milliseconds per real millisecond: 1, and more in the demo.
    pub speed: u32,
    /// Verifies license documents.
    pub trust: Arc<Trust>,
    pub units: UnitRules,
    /// The fields of the configuration, for whoever asks what this controller was started with.
    pub told: Vec<Setting>,
    /// Whether this is the demo's clinic, which its pages say.
    pub is_demo: bool,
    /// How it goes with the log's files; `None` where it has none.
    pub logs: Option<Watch>,
    /// Where connections are accepted and shake hands; `None`: on a thread of its own, which ends with the controller.
    pub acceptor: Option<Acceptor>,
}

/// The rules by which units get certificates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnitRules {
    /// The time limits of a pairing.
    pub pairing: pairing::Limits,
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("data_dir", &self.data_dir)
            .field("policy", &self.policy)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

/// The reason why a controller did not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Identity(#[from] identity::Error),
    #[error("the PC's USB ports cannot be looked at")]
    Ports(#[source] BoxError),
    /// The policy does not have such a place for readers.
    #[error("under policy = \"{0}\" readers cannot be let in there")]
    Listening(&'static str),
    /// The certificate that the configuration names for other PCs.
    #[error("the certificate for the LAN cannot be used")]
    Certificate(#[from] identity::Unusable),
    #[error("TLS cannot be set up")]
    Tls(#[from] tls::Error),
    #[error("there is no thread on which connections are accepted")]
    Acceptor(#[source] io::Error),
    #[error("the {what} cannot listen on {address}: is another controller running?")]
    Listen {
        /// "gateway", "desk" or "console".
        what: &'static str,
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
    #[error("cannot write {}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("cannot use the test root {}", path.display())]
    TestRoot {
        path: PathBuf,
        #[source]
        source: BoxError,
    },
    /// The watched folder lies in the data folder, or holds it.
    #[error("the watched folder {} and the data folder {} lie in each other", folder.display(), data_dir.display())]
    FolderOverlaps { folder: PathBuf, data_dir: PathBuf },
    /// Folders that the configuration names lie in each other, or in the data directory.
    #[error("{} ({}) and {} lie in each other", _0.folder.display(), _0.field, _0.other.display())]
    FoldersOverlap(Overlap),
    #[error("the watched folder cannot be watched")]
    Folder(#[source] io::Error),
    #[error("no backups can be made by themselves")]
    Backup(#[source] io::Error),
    #[error("no sheet for the time when the controller is down can be written")]
    Down(#[source] io::Error),
    /// The store could not be opened, or the engine could not be started.
    #[error("the fleet cannot be started")]
    Start(#[source] BoxError),
    #[error("the engine stopped")]
    Engine(#[source] BoxError),
    #[error("the {0} stopped")]
    Server(&'static str, #[source] BoxError),
}

#[derive(Debug)]
pub struct Controller;

/// A running controller. Dropping it stops it, too.
#[derive(Debug)]
pub struct Running {
    /// The address where readers connect; `None` if that is on their own links.
    pub gateway_addr: Option<SocketAddr>,
    /// The address where programs on this PC connect.
    pub desk_addr: SocketAddr,
    /// The address where browsers on this PC connect; `None` without a console.
    pub console_addr: Option<SocketAddr>,
    /// The address where those of other PCs do; `None` where they do not, or cannot yet.
    pub lan_addr: Option<SocketAddr>,
    /// The handle to the engine.
    pub handle: Handle,
    pub installation: Installation,
    /// The address of the open pairing port; `None` while nobody pairs.
    pub pairing: watch::Receiver<Option<SocketAddr>>,
    /// Returns that somebody agreed to at a door.
    agreed: mpsc::Receiver<desk::Agreed>,
    waking: Waking,
    stop: watch::Sender<bool>,
    ended: JoinHandle<Result<(), Error>>,
}

impl Controller {
    /// Starts a controller, which takes connections when this returns.
    ///
    /// # Errors
    /// A part cannot be started; then nothing of it runs.
    pub async fn start(parts: Parts) -> Result<Running, Error> {
        parts.folders().check()?;
        // This is the step at which a second controller on the PC fails, so it comes before any file is touched.
        let desk_door = bind("desk", parts.desk_listen).await?;
        let desk_addr = desk_door.address;
        let console_door = match parts.console.listen {
            Some(address) => Some(bind("console", address).await?),
            None => None,
        };
        let console_addr = console_door.as_ref().map(|door| door.address);
        let certificate = lan::certificate(parts.console.lan.as_ref())?;
        let access = Access::look(&parts)?;
        let (acceptor, acceptor_thread) = acceptor(parts.acceptor.clone())?;
        let gateway_doors = access.open("gateway", parts.gateway, &acceptor).await?;
        let (gateway_addr, doorways) = (gateway_doors.fixed(), gateway_doors.doorways());
        let identity = Identity::open_or_create(&parts.data_dir)?;
        // A link may lead to what is there only now.
        parts.folders().check()?;
        identity::claim(&parts.data_dir, parts.policy.environment())?;
        identity::check_records(&parts.data_dir)?;
        let outbox = Outbox::new();
        let (engine, identity) = assemble::start_engine(&parts, identity, outbox.clone()).await?;
        let reception = reception::fill(&parts.data_dir, &identity);
        let (token, reception) = reception.map(|it| (it.token, it.folder)).unzip();
        let identity = Arc::new(identity.with_reception(token));
        identity::clear_leftovers(&parts.data_dir);
        if parts.keep == Keep::Sled
            && let Err(error) = identity::note_records(&parts.data_dir)
        {
            tracing::warn!(
                error = chain(&error),
                "it could not be noted that records are kept here; the next start tries again"
            );
        }
        assemble::see_machine(&engine.handle, identity.installation()).await;
        let mut addresses = AddressFile::write_all(&parts.data_dir, desk_addr, console_addr)
            .map_err(|(path, source)| Error::Write { path, source })?;
        if let Some(folder) = &reception {
            addresses.extend(AddressFile::for_reception(folder, desk_addr, console_addr));
        }

        let lan = lan::open(&parts, certificate, &access, &acceptor, &engine.now).await?;
        let lan_addr = lan.as_ref().and_then(|lan| lan.address);
        if lan.is_some() {
            let written = identity.metrics_token().write(&parts.data_dir);
            written.map_err(|(path, source)| Error::Write { path, source })?;
        }
        let (lan, watch) = lan.map(|lan| (lan.door, lan.watch)).unzip();

        let gateway_tls = identity.gateway_tls()?;
        let desk_tls = identity.desk_tls()?;
        let pairing =
            assemble::pairing_coordinator(&engine, &identity, &access, acceptor.clone(), &parts)?;
        let pairing_port = pairing.port();
        let context = gateway::Context {
            installation: identity.installation(),
            environment: parts.policy.environment(),
            now: Arc::clone(&engine.now),
            identity: Arc::clone(&identity),
            links: access.links(),
            trust: Arc::clone(&parts.trust),
        };
        let gateway =
            Gateway::new(engine.handle.clone(), context, outbox.clone()).at_speed(parts.speed);
        let (program, agreed) = mpsc::channel(1);
        let asked = assemble::desk(
            &engine,
            &identity,
            pairing,
            program,
            &parts,
            gateway_addr,
            outbox.reader_logs(),
        );
        let waking = Waking {
            outbox: outbox.clone(),
            ports: access.ports(),
            desk: asked.clone(),
            installation: identity.installation(),
        };
        let routes = desk::grpc::routes(asked.clone()).await;
        let watcher = match &parts.folder {
            Some(folder) => Some(
                folder::start(folder.clone(), parts.data_dir.clone(), &asked)
                    .map_err(Error::Folder)?,
            ),
            None => None,
        };

        let keeper = match &parts.backup {
            // What is in memory alone has nothing to be kept.
            Some(backup) if parts.keep == Keep::Sled => Some(
                nightly::start(backup.clone(), parts.data_dir.clone(), &asked)
                    .map_err(Error::Backup)?,
            ),
            _ => None,
        };
        let writer = parts.down.as_ref().map(|sheet| down::start(sheet, &asked));
        let writer = writer.transpose().map_err(Error::Down)?;
        let ready_check = parts.ready_check.map(|minute| {
            let desk = asked.clone();
            tokio::spawn(desk.check_each_day(minute))
        });
        let changes = tokio::spawn(asked.clone().note_changes());
        let (strangers, refused) = mpsc::channel(gateway::strangers::WAITING);
        tokio::spawn(gateway::strangers::tell(
            engine.handle.clone(),
            access.links(),
            identity.installation(),
            identity.server_der(),
            refused,
        ));
        let (stop, stopped) = watch::channel(false);
        let (close, closed) = watch::channel(false);
        let bounds = access.bounds();
        let opened = acceptor.run(async move {
            (
                Incoming::telling(gateway_doors, gateway_tls, bounds, strangers),
                Incoming::new(desk_door.listener, desk_tls, Bounds::LOOPBACK),
            )
        });
        let (of_readers, of_programs) = opened.await.map_err(Error::Acceptor)?;
        let serving = gateway::serve(gateway, of_readers, until(closed.clone()));
        let gateway = tokio::spawn(serving);
        let serving = desk::grpc::serve(routes, of_programs, until(closed.clone()));
        let desk = tokio::spawn(serving);
        let console = console_door.map(|door| {
            let console = Console {
                desk: asked,
                settings: parts.console,
                address: door.address,
                lan,
                is_demo: parts.is_demo,
                stopped: closed,
            };
            console.open(door.listener)
        });
        let console = console.transpose()?;
        let announcer = Announcer::start(doorways, parts.policy.environment());
        let report = access.report(&engine.handle, identity.installation());
        if let Err(error) = crate::update::forget_undone(&parts.data_dir) {
            tracing::warn!(%error, "it could not be noted that this version runs on the data");
        }
        let gateway_shown = gateway_addr.map(tracing::field::display);
        let console_shown = console_addr.map(|at| tracing::field::display(console::url(at)));
        let lan_shown = lan_addr.map(tracing::field::display);
        tracing::info!(gateway = gateway_shown, desk = %desk_addr, console = console_shown, lan = lan_shown, policy = parts.policy.name(), "the controller is ready");
        let handle = engine.handle.clone();
        let supervisor = Supervisor {
            engine,
            outbox,
            gateway,
            desk,
            console,
            watcher,
            keeper,
            writer,
            ready_check,
            changes,
            close,
            report,
            _announcer: announcer,
            _acceptor: acceptor_thread,
            _addresses: addresses,
            _lan: watch,
        };
        Ok(Running {
            gateway_addr,
            desk_addr,
            console_addr,
            lan_addr,
            handle,
            installation: identity.installation(),
            pairing: pairing_port,
            agreed,
            waking,
            stop,
            ended: tokio::spawn(supervisor.run(stopped)),
        })
    }
}

impl Running {
    /// Asks the controller to stop; [`Running::wait`] returns when it has.
    pub fn shutdown(&self) {
        self.stop.send_replace(true);
    }

    /// The PC is about to sleep.
    pub fn suspend(&self) {
        self.waking.suspend();
    }

    /// The PC woke: each reader's connection is closed and each link looked at anew (RULES X3). `fresh`: it had been switched off, and this is
    /// the start of a day (RULES X4).
    pub async fn resume(&self, fresh: bool) {
        self.waking.resume(fresh).await;
    }

    /// Waits until the controller has ended.
    ///
    /// # Errors
    /// The controller ended without being asked to: the process has to end with an exit code other than 0.
    pub async fn wait(self) -> Result<(), Error> {
        let Self { stop, ended, .. } = self;
        let result = ended.await;
        drop(stop);
        over(result)
    }

    /// Waits until it has ended, or somebody agreed to a return; after the end of it nothing is to be waited for.
    async fn next(&mut self) -> Next {
        tokio::select! {
            Some(agreed) = self.agreed.recv() => Next::GivesBack(agreed),
            result = &mut self.ended => Next::Over(over(result)),
        }
    }
}

/// What comes next of a running controller.
enum Next {
    GivesBack(desk::Agreed),
    Over(Result<(), Error>),
}

fn over(ended: Result<Result<(), Error>, JoinError>) -> Result<(), Error> {
    ended.map_err(|panic| Error::Engine(Box::new(panic)))?
}

/// Runs `madoguchi serve` on a data directory until its surroundings ask it to stop. The caller has chosen the directory: `--data-dir`,
/// else the configuration's, else the platform's default.
///
/// # Errors
/// The controller does not start, or ends by itself.
pub async fn run(
    config: Config,
    data_dir: PathBuf,
    logs: Watch,
    mut outside: Outside,
) -> Result<(), Error> {
    let trust = Arc::new(assemble::trust(&config)?);
    if config.has_certificate_days {
        tracing::warn!(
            "units.certificate_days in the configuration has no effect: readers' certificates do not end. The line can be taken out"
        );
    }
    let mut config = config;
    probe::settle(&config, &data_dir).await?;
    loop {
        let parts = Parts {
            logs: Some(logs.clone()),
            ..parts(&config, &data_dir, &trust)
        };
        let mut running = Controller::start(parts).await?;
        let _watchdog = systemd::ready(&running.handle);
        if let Some(ready) = outside.ready.take() {
            // Whoever started this may have gone since.
            let _ = ready.send(());
        }
        event_log::write(Happened::Started);
        told(&data_dir);
        let agreed = loop {
            let asked = tokio::select! {
                asked = outside.next() => asked,
                next = running.next() => match next {
                    Next::Over(result) => return result,
                    Next::GivesBack(agreed) => break agreed,
                },
            };
            match asked {
                Asked::Stop(signal) => {
                    tracing::info!(signal, "asked to stop");
                    systemd::stopping();
                    running.shutdown();
                    running.wait().await?;
                    event_log::write(Happened::Stopped);
                    return Ok(());
                }
                Asked::Suspend => running.suspend(),
                Asked::Resume { fresh } => running.resume(fresh).await,
            }
        };
        // Whoever is connected comes back to the same doors.
        stay_there(&mut config, &running);
        running.shutdown();
        running.wait().await?;
        give_back(&config, &data_dir, &trust, agreed).await;
    }
}

/// Whoever asks this start is told what the store had to be told of: the next start does not tell it again.
fn told(data_dir: &Path) {
    if let Err(error) = store::told(data_dir) {
        tracing::warn!(%error, "what was told of the database will be told once more");
    }
}

fn parts(config: &Config, data_dir: &Path, trust: &Arc<Trust>) -> Parts {
    Parts {
        data_dir: data_dir.to_owned(),
        told: config.told(),
        policy: config.policy,
        link: config.link.clone(),
        gateway: config.gateway,
        pairing: config.pairing,
        desk_listen: config.desk_listen,
        console: config.console.clone(),
        folder: config.folder.clone(),
        backup: config.backup.clone(),
        down: config.down.clone(),
        support: config.support.clone(),
        ready_check: config.ready_check,
        settings: config.settings.clone(),
        keep: Keep::Sled,
        wall: Wall::Pc,
        speed: 1,
        trust: Arc::clone(trust),
        units: UnitRules::default(),
        is_demo: false,
        logs: None,
        acceptor: None,
    }
}

/// Writes the addresses of a running controller into the configuration, for the next start.
fn stay_there(config: &mut Config, running: &Running) {
    config.desk_listen = running.desk_addr;
    config.console.listen = running.console_addr;
    if let Some(address) = running.gateway_addr {
        config.gateway = Listen::At(address);
    }
}

/// Gives back what somebody agreed to. Where that fails, everything is as it was, and the controller goes on.
async fn give_back(config: &Config, data_dir: &Path, trust: &Arc<Trust>, agreed: desk::Agreed) {
    let context = giving_back::Context {
        data_dir: data_dir.to_owned(),
        settings: config.settings.clone(),
        trust: Arc::clone(trust),
        wall: wall_clock(),
        by: agreed.by,
    };
    let same = |licenses: &[_]| licenses == agreed.licenses;
    match giving_back::give_back(&context, same).await {
        Ok(_) => tracing::info!("the licenses were given back: this installation has a new key"),
        Err(error) => tracing::error!(error = chain(&error), "the licenses were not given back"),
    }
}

/// The wall clock, with which the fleet time of a new store begins.
#[must_use]
pub fn wall_clock() -> FleetTime {
    FleetTime(engine::wall_clock().0)
}

/// Where connections are accepted, with the thread for it unless that is elsewhere.
fn acceptor(elsewhere: Option<Acceptor>) -> Result<(Acceptor, Option<AcceptorThread>), Error> {
    Ok(match elsewhere {
        Some(acceptor) => (acceptor, None),
        None => {
            let (acceptor, thread) = Acceptor::on_a_thread().map_err(Error::Acceptor)?;
            (acceptor, Some(thread))
        }
    })
}

struct Bound {
    listener: TcpListener,
    address: SocketAddr,
}

async fn bind(what: &'static str, address: SocketAddr) -> Result<Bound, Error> {
    let failed = |source| Error::Listen {
        what,
        address,
        source,
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok(Bound { listener, address })
}
