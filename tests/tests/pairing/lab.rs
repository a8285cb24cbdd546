//! A controller in this process with its pairing port, staff at its desk, and readers that are played frame by frame.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use hyper_util::rt::TokioIo;
use madoguchi_controller::config::{Console, Listen, Policy};
use madoguchi_controller::identity::DeskAccess;
use madoguchi_controller::pairing::Limits;
use madoguchi_controller::serve::{Controller, Keep, Parts, Running, UnitRules};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1::pair_unit_request::Frame as Ask;
use madoguchi_proto::v1::pair_unit_response::Frame as Told;
use madoguchi_proto::v1::pairing_client::PairingClient;
use madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use madoguchi_proto::v1::{
    AttachRequest, AttachResponse, Counter, Edition, EnrollUnitRequest, ListUnitsRequest,
    PairRequest, PairResponse, PairUnitRequest, PairUnitResponse, PairingAnswer, PairingDigits,
    PairingOpen, Placement, Text, Unit, attach_response,
};
use rcgen::{CertificateParams, KeyPair};
use rustls::client::WantsClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, ConfigBuilder, DigitallySignedStruct, SignatureScheme};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_rustls::TlsConnector;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::{Channel, Endpoint, Uri};
use tonic::{Request, Status, Streaming};

/// 2027-01-15T08:00:00Z: a morning at the clinic.
pub const MORNING: FleetTime = FleetTime(1_800_000_000_000);
/// Any port that is free.
const FREE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// The same for a gateway that keeps its port: on Linux an address that no connection comes from, so that none takes it away.
const FREE_GATEWAY: SocketAddr = if cfg!(target_os = "linux") {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)), 0)
} else {
    FREE
};
/// Nothing here takes that long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A free port at an address that nobody else here listens at: whoever is let in there after it closed found it open. Elsewhere than on Linux there
/// is one address, and another test may take the port.
fn own() -> SocketAddr {
    static TAKEN: AtomicU8 = AtomicU8::new(3);
    let last = TAKEN.fetch_add(1, Ordering::Relaxed);
    let address = match cfg!(target_os = "linux") {
        true => Ipv4Addr::new(127, 0, 1, last),
        false => Ipv4Addr::LOCALHOST,
    };
    SocketAddr::new(address.into(), 0)
}

pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future)
        .await
        .expect("it did not come")
}

/// A clinic's PC.
pub struct Clinic {
    pub running: Running,
    pub folder: TempDir,
}

impl Clinic {
    pub async fn open() -> Self {
        Self::open_with(Limits::default()).await
    }

    pub async fn open_with(limits: Limits) -> Self {
        Self::with(limits, Console::OFF).await
    }

    /// One that browsers and programs reach over HTTP, too.
    pub async fn open_with_console(limits: Limits) -> Self {
        Self::with(limits, Console::at(FREE)).await
    }

    async fn with(limits: Limits, console: Console) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let units = UnitRules { pairing: limits };
        Self::start(folder, FREE, MORNING, units, (Keep::Memory, console)).await
    }

    /// One whose records last, at this time.
    pub async fn open_at(folder: TempDir, gateway: Option<SocketAddr>, now: FleetTime) -> Self {
        let gateway = gateway.unwrap_or(FREE_GATEWAY);
        let kept = (Keep::Sled, Console::OFF);
        Self::start(folder, gateway, now, UnitRules::default(), kept).await
    }

    async fn start(
        folder: TempDir,
        gateway: SocketAddr,
        wall: FleetTime,
        units: UnitRules,
        (keep, console): (Keep, Console),
    ) -> Self {
        let parts = Parts {
            data_dir: folder.path().to_owned(),
            policy: Policy::Loopback,
            link: Default::default(),
            gateway: Listen::At(gateway),
            pairing: Listen::At(own()),
            desk_listen: FREE,
            console,
            support: madoguchi_controller::config::Support::default(),
            backup: None,
            down: None,
            ready_check: None,
            is_demo: false,
            logs: None,
            acceptor: None,
            settings: Settings {
                environment: Environment::Test,
                ..Settings::default()
            },
            keep,
            wall: madoguchi_controller::engine::Wall::Own(madoguchi_fleet::time::TimeOfDay(wall.0)),
            speed: 1,
            trust: Arc::new(Trust::nobody(Environment::Test)),
            units,
            told: Vec::new(),
            folder: None,
        };
        let running = soon(Controller::start(parts)).await.unwrap();
        Self { running, folder }
    }

    /// Where readers connect.
    pub fn gateway(&self) -> SocketAddr {
        self.running.gateway_addr.unwrap()
    }

    /// Stops it, and starts it again at the same gateway at another time.
    pub async fn restart(self, now: FleetTime) -> Self {
        let gateway = self.gateway();
        self.running.shutdown();
        soon(self.running.wait()).await.unwrap();
        Self::open_at(self.folder, Some(gateway), now).await
    }

    /// Enrolls a unit whose key is made here.
    pub async fn enroll(&self, serial: &str) -> Enrolled {
        let key = KeyPair::generate().unwrap();
        let csr = CertificateParams::default().serialize_request(&key);
        let (mut desk, access) = self.desk().await;
        let mut request = Request::new(EnrollUnitRequest {
            request_id: vec![99; 16],
            serial: serial.to_owned(),
            edition: Edition::Single.into(),
            counter: Some(Counter {
                name: "窓口5".to_owned(),
                placement: Placement::Standing.into(),
                tags: Vec::new(),
            }),
            certificate_request: csr.unwrap().der().to_vec(),
            cable: String::new(),
            delivered: String::new(),
        });
        let metadata = request.metadata_mut();
        metadata.insert("authorization", access.authorization());
        let signed = desk.enroll_unit(request).await.unwrap().into_inner();
        Enrolled {
            key,
            certificate: CertificateDer::from_pem_slice(signed.certificate_pem.as_bytes()).unwrap(),
        }
    }

    /// Attaches it by a stream that is played by hand.
    pub async fn attach(&self, unit: &Enrolled, first: AttachRequest) -> Attached {
        let key = PrivateKeyDer::Pkcs8(unit.key.serialize_der().into());
        let config =
            client(|config| config.with_client_auth_cert(vec![unit.certificate.clone()], key));
        let (channel, _) = dial(self.gateway(), config).await;
        let (to, from) = mpsc::channel(16);
        to.send(first).await.unwrap();
        let mut client = ReaderGatewayClient::new(channel);
        let answer = soon(client.attach(ReceiverStream::new(from))).await;
        Attached {
            to,
            from: answer.unwrap().into_inner(),
        }
    }

    async fn desk(&self) -> (UnitsClient<Channel>, DeskAccess) {
        let access = DeskAccess::read(self.folder.path()).unwrap();
        (UnitsClient::new(access.connect().await.unwrap()), access)
    }

    pub async fn units(&self) -> Vec<Unit> {
        let (mut desk, access) = self.desk().await;
        let mut request = Request::new(ListUnitsRequest {
            include_retired: true,
        });
        let metadata = request.metadata_mut();
        metadata.insert("authorization", access.authorization());
        desk.list_units(request).await.unwrap().into_inner().units
    }

    /// Staff open the port.
    pub async fn pair(&self, open: PairingOpen) -> Result<Staff, Status> {
        let mut staff = self.ask(open).await?;
        match staff.next().await {
            Told::Opened(_) => Ok(staff),
            other => panic!("the port should be open: {other:?}"),
        }
    }

    /// Staff ask again what was answered before.
    pub async fn again(&self, open: PairingOpen) -> Staff {
        self.ask(open).await.unwrap()
    }

    async fn ask(&self, open: PairingOpen) -> Result<Staff, Status> {
        let (mut desk, access) = self.desk().await;
        let (to, from) = mpsc::channel(8);
        let frame = Some(Ask::Open(open));
        to.send(PairUnitRequest { frame }).await.unwrap();
        let mut request = Request::new(ReceiverStream::new(from));
        let metadata = request.metadata_mut();
        metadata.insert("authorization", access.authorization());
        let told = desk.pair_unit(request).await?.into_inner();
        Ok(Staff {
            to,
            told,
            notices: Vec::new(),
        })
    }

    /// Where the pairing port is open.
    pub async fn port(&self) -> SocketAddr {
        let mut port = self.running.pairing.clone();
        let open = soon(port.wait_for(Option::is_some)).await.unwrap();
        open.unwrap()
    }

    /// Waits until nothing listens there any more.
    pub async fn closed(&self) {
        let mut port = self.running.pairing.clone();
        soon(port.wait_for(Option::is_none)).await.unwrap();
    }
}

/// A unit with its credentials.
pub struct Enrolled {
    pub key: KeyPair,
    certificate: CertificateDer<'static>,
}

/// A stream of an attached unit.
pub struct Attached {
    pub to: mpsc::Sender<AttachRequest>,
    from: Streaming<AttachResponse>,
}

impl Attached {
    pub async fn until<T>(&mut self, found: impl Fn(attach_response::Frame) -> Option<T>) -> T {
        loop {
            let frame = soon(self.from.message()).await.unwrap();
            let frame = frame.expect("it goes on").frame.unwrap();
            if let Some(found) = found(frame) {
                return found;
            }
        }
    }
}

pub fn opening(id: u8) -> PairingOpen {
    PairingOpen {
        request_id: vec![id; 16],
        ..PairingOpen::default()
    }
}

/// Staff who pair.
pub struct Staff {
    to: mpsc::Sender<PairUnitRequest>,
    told: Streaming<PairUnitResponse>,
    /// What they were told beside.
    pub notices: Vec<Text>,
}

impl Staff {
    async fn next(&mut self) -> Told {
        let frame = soon(self.told.message()).await.unwrap();
        frame.expect("it goes on").frame.unwrap()
    }

    /// The next frame that is no notice.
    pub async fn told(&mut self) -> Told {
        loop {
            match self.next().await {
                Told::Notice(text) => self.notices.push(text),
                other => return other,
            }
        }
    }

    pub async fn notice(&mut self) -> Text {
        match self.next().await {
            Told::Notice(text) => text,
            other => panic!("no notice: {other:?}"),
        }
    }

    pub async fn digits(&mut self) -> PairingDigits {
        match self.told().await {
            Told::Digits(digits) => digits,
            other => panic!("no digits: {other:?}"),
        }
    }

    pub async fn ended(&mut self) -> Text {
        match self.told().await {
            Told::Ended(text) => text,
            other => panic!("it should have ended: {other:?}"),
        }
    }

    pub async fn paired(&mut self) -> Unit {
        match self.told().await {
            Told::Paired(unit) => unit,
            other => panic!("nothing was paired: {other:?}"),
        }
    }

    pub async fn say(&self, digits: &str, same: bool) {
        let digits = digits.to_owned();
        let frame = Some(Ask::Answer(PairingAnswer { same, digits }));
        self.to.send(PairUnitRequest { frame }).await.unwrap();
    }
}

/// One stream to a pairing port, over whatever certificate is shown.
pub struct Talk {
    pub to: mpsc::Sender<PairRequest>,
    pub from: Streaming<PairResponse>,
    pub server: CertificateDer<'static>,
}

impl Talk {
    pub async fn open(at: SocketAddr, first: PairRequest) -> Self {
        let (to, from) = mpsc::channel(16);
        to.send(first).await.unwrap();
        let config = client(|config| Ok(config.with_no_client_auth()));
        let (channel, server) = dial(at, config).await;
        let mut client = PairingClient::new(channel);
        let answer = soon(client.pair(ReceiverStream::new(from))).await;
        Self {
            to,
            from: answer.unwrap().into_inner(),
            server,
        }
    }

    pub async fn say(&self, frame: PairRequest) {
        self.to.send(frame).await.unwrap();
    }

    pub async fn heard(&mut self) -> PairResponse {
        let frame = soon(self.from.message()).await.unwrap();
        frame.expect("it goes on")
    }
}

/// Knocks by one connection, one stream after the other that says nothing, until none is let in any more.
pub async fn knock_without_end(at: SocketAddr) {
    let (channel, _) = dial(at, client(|config| Ok(config.with_no_client_auth()))).await;
    let mut client = PairingClient::new(channel);
    loop {
        let (_, nothing) = mpsc::channel(1);
        let Ok(answer) = soon(client.pair(ReceiverStream::new(nothing))).await else {
            return;
        };
        let mut answer = answer.into_inner();
        while let Ok(Some(_)) = soon(answer.message()).await {}
    }
}

async fn dial(at: SocketAddr, config: Arc<ClientConfig>) -> (Channel, CertificateDer<'static>) {
    let shown = Arc::new(std::sync::Mutex::new(None));
    let seen = Arc::clone(&shown);
    let connector = tower::service_fn(move |_: Uri| {
        let (seen, config) = (Arc::clone(&seen), Arc::clone(&config));
        async move {
            let plain = TcpStream::connect(at).await?;
            let name = ServerName::try_from("anybody.test").unwrap();
            let stream = TlsConnector::from(config).connect(name, plain).await?;
            let certificates = stream.get_ref().1.peer_certificates().unwrap();
            *seen.lock().unwrap() = Some(certificates[0].clone().into_owned());
            Ok::<_, std::io::Error>(TokioIo::new(stream))
        }
    });
    let endpoint = Endpoint::from_static("http://controller.test");
    let channel = soon(endpoint.connect_with_connector(connector)).await;
    let certificate = shown.lock().unwrap().clone().unwrap();
    (channel.unwrap(), certificate)
}

fn client(
    show: impl FnOnce(
        ConfigBuilder<ClientConfig, WantsClientCert>,
    ) -> Result<ClientConfig, rustls::Error>,
) -> Arc<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody));
    let mut config = show(builder).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    Arc::new(config)
}

#[derive(Debug)]
struct Anybody;

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.2".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let provider = rustls::crypto::ring::default_provider();
        provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
