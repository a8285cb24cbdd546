//! The clinic of the demo: a controller, six readers, and a client of the desk.

use super::watch::Watch;
use crate::cli::{Client, Failure, UnitKey, request_id, unit_file};
use crate::config::{CONSOLE_PORT, Console, Listen, Policy, Support};
use crate::console;
use crate::engine::Wall;
use crate::identity::Identity;
use crate::serve::{Controller, Error, Keep, Parts, Running, UnitRules, wall_clock};
use crate::texts::label;
use madoguchi_agent::simulated::{Answer, Behaviour, Settings as Device, Simulated};
use madoguchi_agent::{Credentials, Observation};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{DAY, FleetTime, TimeOfDay};
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_proto::v1;
use madoguchi_texts::Lang;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

/// The root that signed the demo's licenses, and the installation that they name.
const ROOT: &[u8] = include_bytes!("../../demo/root.pub");
const INSTALLATION_KEY: &str = include_str!("../../demo/installation.key");
/// Observations of six agents that may wait; the watch takes them all the time.
const OBSERVATIONS: usize = 100_000;
/// The real time before the first patient in which the readers connect.
const SETUP: Duration = Duration::from_secs(2);

/// A reader of the demo.
#[derive(Debug)]
pub struct Reader {
    pub serial: &'static str,
    /// The port of the virtual bus.
    pub port: &'static str,
    counter: &'static str,
    placement: v1::Placement,
}

/// Four readers at ports of the PC, one behind a hub, and a fifth one.
pub const READERS: [Reader; 6] = [
    reader("CR-2024-0001", "1-1", "窓口1", v1::Placement::Standing),
    reader("CR-2024-0002", "1-2", "窓口2", v1::Placement::Seated),
    reader("CR-2024-0003", "1-3", "窓口3", v1::Placement::Standing),
    reader("CR-2024-0004", "1-4", "窓口4", v1::Placement::Standing),
    reader("CR-2024-0005", "1-5.1", "窓口5", v1::Placement::Standing),
    reader("CR-2024-0006", "1-6", "窓口6", v1::Placement::Standing),
];

const fn reader(
    serial: &'static str,
    port: &'static str,
    counter: &'static str,
    placement: v1::Placement,
) -> Reader {
    Reader {
        serial,
        port,
        counter,
        placement,
    }
}

/// An open clinic.
pub struct Clinic {
    pub running: Running,
    /// The address for readers.
    gateway: SocketAddr,
    /// The client of the desk, as any program has one.
    pub desk: Client,
    /// The observations of the agents.
    pub watch: Watch,
    /// Clinic seconds in a real one.
    pub speed: u32,
    /// The seed of the patients.
    pub seed: u64,
    /// Fleet time of the midnight before this day.
    pub midnight: FleetTime,
    opened: (Instant, FleetTime),
    stop: watch::Sender<bool>,
    agents: JoinSet<Result<(), madoguchi_agent::Error>>,
    _folder: TempDir,
}

impl Clinic {
    /// Opens a clinic a little before the first patient comes, `first_ms` after midnight.
    pub async fn open(speed: u32, seed: u64, first_ms: i64) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(Failure::cannot_start)?;
        let settings = Settings {
            environment: Environment::Test,
            ..Settings::default()
        };
        let (midnight, opens) = opening(&settings, speed, first_ms);
        let root = trust::read_root(ROOT).map_err(Failure::cannot_start)?;
        let data_dir = folder.path().join("data");
        Identity::create_for(&data_dir, INSTALLATION_KEY).map_err(Failure::cannot_start)?;
        let opened = (Instant::now(), opens);
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let trust = Arc::new(Trust::test(root));
        let parts = |console: SocketAddr| Parts {
            data_dir: data_dir.clone(),
            policy: Policy::Loopback,
            gateway: Listen::At(loopback),
            pairing: Listen::At(loopback),
            link: madoguchi_ports::Settings::default(),
            desk_listen: loopback,
            console: Console::at(console),
            settings: settings.clone(),
            keep: Keep::Sled,
            wall: Wall::Own(TimeOfDay(opens.0)),
            speed,
            trust: Arc::clone(&trust),
            units: UnitRules::default(),
            told: Vec::new(),
            folder: None,
            support: Support::default(),
            backup: None,
            down: None,
            ready_check: None,
            is_demo: true,
            logs: None,
            acceptor: None,
        };
        let usual = SocketAddr::from((Ipv4Addr::LOCALHOST, CONSOLE_PORT));
        let running = match Controller::start(parts(usual)).await {
            // Another demo, or the clinic's own controller, has the usual port.
            Err(Error::Listen {
                what: "console", ..
            }) => Controller::start(parts(loopback)).await,
            started => started,
        }
        .map_err(|error| Failure::cannot_start(madoguchi_plain::chain(&error)))?;
        let gateway = running
            .gateway_addr
            .ok_or_else(|| Failure::cannot_start("the gateway has no address"))?;
        let desk = Client::connect(&data_dir).await?;
        let (observer, observations) = mpsc::channel(OBSERVATIONS);
        let mut clinic = Self {
            running,
            gateway,
            desk,
            watch: Watch::new(observations),
            speed,
            seed,
            midnight,
            opened,
            stop: watch::Sender::new(false),
            agents: JoinSet::new(),
            _folder: folder,
        };
        let spools = clinic._folder.path().join("spools");
        for reader in &READERS {
            clinic.plug_in(reader, &spools, &observer).await?;
            // One after the other, as a person would do it: the first reader gets the first seat, and a seed has to give the same result
            // again.
            clinic
                .watch
                .until(|seen| seen.judged.contains(reader.serial).then_some(()))
                .await
                .ok_or_else(|| {
                    Failure::cannot_start(format!("reader {} did not connect", reader.serial))
                })?;
        }
        Ok(clinic)
    }

    /// Enrolls a reader as `unit enroll` does, and starts its agent.
    async fn plug_in(
        &mut self,
        reader: &Reader,
        spools: &Path,
        observer: &mpsc::Sender<Observation>,
    ) -> Result<(), Failure> {
        let serial = Serial::parse(reader.serial).ok_or_else(Failure::incomplete)?;
        let key = UnitKey::generate(&serial)?;
        let request = v1::EnrollUnitRequest {
            request_id: request_id()?,
            serial: reader.serial.to_owned(),
            edition: v1::Edition::Single.into(),
            counter: Some(v1::Counter {
                name: reader.counter.to_owned(),
                placement: reader.placement.into(),
                tags: Vec::new(),
            }),
            certificate_request: key.request.clone(),
            cable: String::new(),
            delivered: String::new(),
        };
        let signed = self.desk.units().enroll_unit(request).await?.into_inner();
        let credentials = Credentials::from_pem(
            unit_file(&serial, &signed)?.as_bytes(),
            signed.certificate_pem.as_bytes(),
            key.pem().as_bytes(),
            signed.authority_pem.as_bytes(),
        )
        .map_err(Failure::cannot_start)?;
        let speed = f64::from(self.speed);
        let parts = madoguchi_agent::Parts {
            credentials,
            controller: self.gateway.into(),
            spool_dir: spools.join(reader.serial),
            log_dir: None,
            environment: v1::Environment::Test,
            virtual_port: Some(reader.port.to_owned()),
            bundled_license: None,
            factory_key: None,
            entropy_seed: None,
            speed,
            observer: Some(observer.clone()),
        };
        let device = Simulated::new(Device {
            seed: self.seed,
            speed,
            behaviour: Behaviour::default(),
            pairing: Answer::default(),
        });
        let mut stopped = self.stop.subscribe();
        self.agents
            .spawn(madoguchi_agent::run(parts, device, async move {
                // An error means that the clinic is gone, and the agent ends, too.
                let _ = stopped.wait_for(|stop| *stop).await;
            }));
        Ok(())
    }

    /// Where the demo's console is, in words.
    #[must_use]
    pub fn console(&self, lang: Lang) -> Option<String> {
        let address = self.running.console_addr.map(console::url)?;
        Some(label(lang, "demo-console", &[("address", &address)]))
    }

    /// The present clinic time.
    #[must_use]
    pub fn now(&self) -> FleetTime {
        self.clinic_time(Instant::now())
    }

    /// The clinic time of a real moment.
    #[must_use]
    pub fn clinic_time(&self, at: Instant) -> FleetTime {
        let (instant, time) = self.opened;
        let real_us =
            i64::try_from(at.saturating_duration_since(instant).as_micros()).unwrap_or(i64::MAX);
        time.plus(real_us.saturating_mul(i64::from(self.speed)) / 1_000)
    }

    /// The real moment of a clinic time.
    #[must_use]
    pub fn moment(&self, at: FleetTime) -> Instant {
        let (instant, time) = self.opened;
        let clinic_ms = u64::try_from(at.since(time)).unwrap_or(0);
        instant + Duration::from_micros(clinic_ms.saturating_mul(1_000) / u64::from(self.speed))
    }

    /// Closes the clinic: the agents first, then the controller.
    pub async fn close(mut self) -> Result<(), Failure> {
        self.stop.send_replace(true);
        while let Some(ended) = self.agents.join_next().await {
            let told = ended.map_err(|error| madoguchi_plain::chain(&error));
            if let Err(why) =
                told.and_then(|agent| agent.map_err(|error| madoguchi_plain::chain(&error)))
            {
                return Err(Failure::cannot_start(why));
            }
        }
        self.running.shutdown();
        self.running
            .wait()
            .await
            .map_err(|error| Failure::cannot_start(madoguchi_plain::chain(&error)))
    }
}

/// The midnight before the clinic's day, and the time at which the clock starts.
fn opening(settings: &Settings, speed: u32, first_ms: i64) -> (FleetTime, FleetTime) {
    let today = (wall_clock().0 + settings.utc_offset_ms).div_euclid(DAY);
    let midnight = FleetTime(today * DAY - settings.utc_offset_ms);
    let setup_ms = i64::try_from(SETUP.as_millis()).unwrap_or(0) * i64::from(speed);
    (midnight, midnight.plus(first_ms - setup_ms))
}
