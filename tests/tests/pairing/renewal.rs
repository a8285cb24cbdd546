//! A reader that waits, is paired and serves; one whose certificate an earlier release gave an end, long past, serves too, and is
//! given one without.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use madoguchi_agent::device::{DeviceEvent, Early, Hand, manual};
use madoguchi_agent::pairing::{Settings, wait};
use madoguchi_agent::session::Order;
use madoguchi_agent::{Credentials, Observation, Observed, Parts, run};
use madoguchi_fleet::time::{DAY, FleetTime};
use madoguchi_proto::v1::attach_request::Frame as Said;
use madoguchi_proto::v1::attach_response::Frame as Heard;
use madoguchi_proto::v1::{AttachRequest, Environment, Hello, RenewCertificate};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair,
    date_time_ymd,
};
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
            log_dir: None,
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

/// The unit's own certificate as an earlier release signed it on a PC whose clock showed 2005.
fn as_in_2005(clinic: &Clinic, folder: &Path) -> Vec<u8> {
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let identity = clinic.folder.path().join("identity");
    let authority_key = KeyPair::from_pem(&read(&identity.join("authority.key"))).unwrap();
    let authority = read(&identity.join("authority.pem"));
    let issuer = Issuer::from_ca_cert_pem(&authority, authority_key).unwrap();
    let key = KeyPair::from_pem(&read(&folder.join("unit.key"))).unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "CR-1");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.not_before = date_time_ymd(2005, 1, 1);
    params.not_after = date_time_ymd(2014, 12, 30);
    params.signed_by(&key, &issuer).unwrap().pem().into_bytes()
}

#[tokio::test]
async fn a_paired_reader_serves_at_once_whatever_the_clock_showed_and_keeps_no_date() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("reader");
    // Paired on a PC that woke up in 1970.
    let clinic = Clinic::open_at(tempfile::tempdir().unwrap(), None, FleetTime(0)).await;
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

    // The clock is mended.
    let clinic = clinic.restart(MORNING).await;
    agent
        .sees(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    agent.sees(|seen| *seen == Observed::LinkUp).await;
    agent.sees(serves).await;
    assert_eq!(certificate(), first, "it has no end, and none is asked for");
    drop(agent);

    // A folder of an earlier release.
    let old = as_in_2005(&clinic, &folder);
    fs::write(folder.join("unit.crt"), &old).unwrap();
    let credentials = Credentials::load(&folder).unwrap();
    let (device, _hand) = manual();
    let spool = place.path().join("another-spool");
    let mut agent = Agent::start(credentials, Early::new(device), gateway, spool);
    agent.sees(serves).await;
    agent.sees(|seen| *seen == Observed::Renewed).await;
    let renewed = certificate();
    assert_ne!(renewed, old);
    assert_eq!(pinned(), key);
    Credentials::load(&folder).unwrap();

    let _clinic = clinic.restart(MORNING.plus(3 * DAY)).await;
    agent
        .sees(|seen| matches!(seen, Observed::LinkDown(_)))
        .await;
    agent.sees(|seen| *seen == Observed::LinkUp).await;
    agent.sees(serves).await;
    assert_eq!(
        certificate(),
        renewed,
        "it has no end, and none is asked for"
    );
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
