//! A reader that waits, is paired, serves, has its certificate renewed at two thirds, and goes on with the new one after the old one
//! has ended. Time is the fleet's: the controller is started again later and later.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use madoguchi_agent::device::{DeviceEvent, Early, Hand, manual};
use madoguchi_agent::pairing::{Settings, wait};
use madoguchi_agent::session::Order;
use madoguchi_agent::{Credentials, Observation, Observed, Parts, run};
use madoguchi_fleet::time::{DAY, FleetTime, HOUR};
use madoguchi_proto::v1::attach_request::Frame as Said;
use madoguchi_proto::v1::attach_response::Frame as Heard;
use madoguchi_proto::v1::{AttachRequest, Environment, Hello, RenewCertificate};
use rcgen::{CertificateParams, KeyPair};
use tokio::sync::{mpsc, oneshot};

use super::lab::{Clinic, MORNING, opening, soon};

/// A reader with a person at it who says yes to whatever digits it shows.
struct Reader {
    hand: Hand,
    shown: Vec<String>,
}

impl Reader {
    async fn says(&mut self, same: bool) {
        loop {
            let order = soon(self.hand.orders.recv()).await.unwrap();
            if let Order::ShowPairing { digits } = order {
                self.shown.push(digits.clone());
                let answered = DeviceEvent::PairingAnswered { digits, same };
                self.hand.events.send(answered).await.unwrap();
                return;
            }
        }
    }
}

fn settings(port: SocketAddr, folder: &Path) -> Settings {
    Settings {
        serial: "CR-1".to_owned(),
        controller: port.into(),
        environment: Environment::Test,
        virtual_port: Some("1-2".to_owned()),
        credentials: folder.to_owned(),
    }
}

/// Pairs a reader with its person; gives its credentials and device.
async fn paired(
    clinic: &Clinic,
    folder: &Path,
) -> (Credentials, Early<madoguchi_agent::device::Manual>, Reader) {
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let settings = settings(clinic.port().await, folder);
    let (device, hand) = manual();
    let mut reader = Reader {
        hand,
        shown: Vec::new(),
    };
    // A card that lies there, and is not forgotten over the pairing.
    reader
        .hand
        .events
        .send(DeviceEvent::CardPlaced)
        .await
        .unwrap();
    let mut device = Early::new(device);
    let waiting = wait(&settings, &mut device, std::future::pending());
    let people = async {
        reader.says(true).await;
        let digits = staff.digits().await.digits;
        assert_eq!(reader.shown, [digits.as_str()]);
        staff.say(&digits, true).await;
        assert_eq!(staff.paired().await.serial, "CR-1");
    };
    let (credentials, ()) = soon(async { tokio::join!(waiting, people) }).await;
    clinic.closed().await;
    (credentials.unwrap().unwrap(), device, reader)
}

struct Agent {
    seen: mpsc::Receiver<Observation>,
    _stop: oneshot::Sender<()>,
}

impl Agent {
    fn start(
        credentials: Credentials,
        device: Early<madoguchi_agent::device::Manual>,
        controller: SocketAddr,
        spool: PathBuf,
    ) -> Self {
        let (observer, seen) = mpsc::channel(1_000);
        let (stop, stopped) = oneshot::channel::<()>();
        let parts = Parts {
            credentials,
            controller: controller.into(),
            spool_dir: spool,
            environment: Environment::Test,
            virtual_port: Some("1-2".to_owned()),
            bundled_license: None,
            factory_key: None,
            entropy_seed: None,
            speed: 1.0,
            observer: Some(observer),
        };
        tokio::spawn(run(parts, device, async move {
            stopped.await.ok();
        }));
        Self { seen, _stop: stop }
    }

    async fn sees(&mut self, what: impl Fn(&Observed) -> bool) {
        loop {
            let seen = soon(self.seen.recv()).await.expect("it goes on");
            if what(&seen.what) {
                return;
            }
        }
    }
}

#[tokio::test]
async fn a_paired_reader_serves_at_once_and_its_certificate_is_renewed_before_it_ends() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("reader");
    let clinic = Clinic::open_at(tempfile::tempdir().unwrap(), None, MORNING, 1).await;
    let (credentials, device, _reader) = paired(&clinic, &folder).await;
    let gateway = clinic.gateway();
    let certificate = || fs::read(folder.join("unit.crt")).unwrap();
    let first = certificate();
    // Whom it will speak to: the key that it saw, and no other of the CA.
    let pinned = || {
        let about = fs::read_to_string(folder.join("unit.toml")).unwrap();
        let about: toml::Table = about.parse().unwrap();
        about["server_key"].as_str().unwrap().to_owned()
    };
    let key = pinned();
    assert_eq!(key.len(), 64);
    let mut agent = Agent::start(credentials, device, gateway, place.path().join("spool"));
    agent.sees(|seen| *seen == Observed::LinkUp).await;
    let serves = |seen: &Observed| matches!(seen, Observed::Admission { serves: true, .. });
    agent.sees(serves).await;
    assert_eq!(certificate(), first, "a day is not two thirds through yet");

    // Two thirds of the day later.
    let clinic = clinic.restart(MORNING.plus(17 * HOUR), 30).await;
    agent.sees(|seen| *seen == Observed::Renewed).await;
    assert_ne!(certificate(), first);
    Credentials::load(&folder).unwrap();
    assert_eq!(pinned(), key);

    // The first one has ended by now, and the agent never was started again.
    let _clinic = clinic.restart(MORNING.plus(3 * DAY), 30).await;
    agent
        .sees(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    agent.sees(|seen| *seen == Observed::LinkUp).await;
    agent.sees(serves).await;
}

#[tokio::test]
async fn a_person_at_the_reader_who_says_no_pairs_nobody_and_leaves_no_folder() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("reader");
    let clinic = Clinic::open().await;
    let mut staff = clinic.pair(opening(1)).await.unwrap();
    let settings = settings(clinic.port().await, &folder);
    let (device, hand) = manual();
    let mut reader = Reader {
        hand,
        shown: Vec::new(),
    };
    let mut device = Early::new(device);
    let (done, stop) = oneshot::channel::<()>();
    let waiting = wait(&settings, &mut device, async move {
        stop.await.ok();
    });
    let people = async {
        reader.says(false).await;
        staff.digits().await;
        let notice = staff.notice().await;
        assert!(notice.en.contains("Different"), "{notice:?}");
        done.send(()).unwrap();
    };
    let (credentials, ()) = soon(async { tokio::join!(waiting, people) }).await;
    assert!(credentials.unwrap().is_none());
    assert!(!folder.exists());
    assert!(clinic.units().await.is_empty());
}

#[tokio::test]
async fn a_certificate_for_another_key_is_refused_and_for_the_own_one_is_given() {
    let clinic = Clinic::open().await;
    let unit = clinic.enroll("CR-5").await;
    let ask = |key: &KeyPair| {
        let params = CertificateParams::default();
        let request = params.serialize_request(key).unwrap();
        let certificate_request = request.der().to_vec();
        Some(Said::Renew(RenewCertificate {
            certificate_request,
        }))
    };
    let mut attached = clinic.attach(&unit, hello("CR-5")).await;
    attached
        .to
        .send(AttachRequest {
            frame: ask(&unit.key),
        })
        .await
        .unwrap();
    let renewed = attached
        .until(|frame| match frame {
            Heard::Renewed(renewed) => Some(renewed),
            _ => None,
        })
        .await;
    assert!(renewed.certificate_pem.contains("CERTIFICATE"));
    let other = KeyPair::generate().unwrap();
    attached
        .to
        .send(AttachRequest { frame: ask(&other) })
        .await
        .unwrap();
    let closing = attached
        .until(|frame| match frame {
            Heard::Closing(closing) => Some(closing),
            _ => None,
        })
        .await;
    assert_eq!(closing.reason.unwrap().code, "renewal-other-key");
    assert!(!closing.retry);
}

fn hello(serial: &str) -> AttachRequest {
    AttachRequest {
        frame: Some(Said::Hello(Hello {
            protocol_oldest: 1,
            protocol_newest: 1,
            serial: serial.to_owned(),
            virtual_port: "1-4".to_owned(),
            environment: Environment::Test.into(),
            ..Hello::default()
        })),
    }
}

#[tokio::test]
async fn the_servers_own_certificate_is_issued_anew_while_it_runs() {
    use madoguchi_controller::identity::Identity;
    let folder = tempfile::tempdir().unwrap();
    let identity = Identity::open_or_create(folder.path()).unwrap();
    let file = folder.path().join("identity/server.pem");
    let first = fs::read(&file).unwrap();
    let soon: FleetTime = MORNING.plus(5 * 365 * DAY);
    assert!(!identity.renew_server(folder.path(), soon).unwrap());
    assert_eq!(fs::read(&file).unwrap(), first);
    let late = MORNING.plus(7 * 365 * DAY);
    assert!(identity.renew_server(folder.path(), late).unwrap());
    assert!(!identity.renew_server(folder.path(), late).unwrap());
    assert_ne!(fs::read(&file).unwrap(), first);
}
