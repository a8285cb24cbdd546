//! Access for a program on this PC to the desk of a running controller.
//!
//! The server's certificate is checked by its chain to our own CA, which is read from the owner-only folder, and by its name. The PC's
//! clock does not matter (`madoguchi_link::certificate`).

use super::{BoardKey, Error, Holder, certificates, files, reception};
use hyper_util::rt::TokioIo;
use madoguchi_link::certificate::Server;
use madoguchi_link::client;
use madoguchi_link::names::SERVER_NAME;
use rustls::ClientConfig;
use rustls::pki_types::{CertificateDer, ServerName};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_rustls::TlsConnector;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::{Channel, Endpoint, Uri};
use zeroize::Zeroizing;

/// The file in the data directory with the desk's address while a controller runs.
pub(crate) const ADDRESS_FILE: &str = "desk.addr";
/// The file beside it with the console's address, where there is a console.
pub(crate) const CONSOLE_FILE: &str = "console.addr";
/// The file beside it that says where other PCs find the console, where they may.
pub(crate) const LAN_FILE: &str = "lan.json";

/// The scheme before the token (RFC 6750).
const SCHEME: &str = "Bearer ";
/// The longest wait for the desk. A controller on the same PC answers at once; one that does not hangs, or is too busy.
const PATIENCE: Duration = Duration::from_secs(5);
/// The first pause between two tries; each further one is twice as long. A controller with too many unfinished connections cuts some off,
/// and the next try may find a place.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// Access to the desk of a running controller, read from the data directory: the CA, the owner-only token, and the address that `serve`
/// wrote there; or the same of reception, from its own folder.
pub struct DeskAccess {
    authority: CertificateDer<'static>,
    /// "Bearer " and the token.
    authorization: Zeroizing<String>,
    address: SocketAddr,
    holder: Holder,
    /// The folder with the files of addresses.
    addresses: PathBuf,
}

impl DeskAccess {
    /// The owner's access; where that may not be read, reception's (RULES X9).
    ///
    /// # Errors
    /// No controller has run there or runs there now, or its files cannot be read.
    pub fn read(data_dir: &Path) -> Result<Self, Error> {
        match Self::of_owner(data_dir) {
            Err(Error::Read { path, source })
                if source.kind() == io::ErrorKind::PermissionDenied =>
            {
                let of_reception = Self::of_reception(data_dir)?;
                of_reception.ok_or(Error::Read { path, source })
            }
            read => read,
        }
    }

    /// Reception's access; `None` where it has no folder, or one that may not be read, either.
    ///
    /// # Errors
    /// The folder is there for whoever asks, and does not hold what it should.
    pub fn of_reception(data_dir: &Path) -> Result<Option<Self>, Error> {
        let folder = reception::folder(data_dir);
        let not_there = |error: &io::Error| {
            matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
            )
        };
        match std::fs::read_dir(&folder) {
            Err(error) if not_there(&error) => return Ok(None),
            Err(source) => {
                return Err(Error::Read {
                    path: folder,
                    source,
                });
            }
            // Without a token it may run all the same.
            Ok(_) if !files::is_there(&folder.join(reception::TOKEN))? => {
                return Err(Error::NoReception(folder));
            }
            Ok(_) => {}
        }
        match Self::of(&folder, reception::TOKEN, Holder::Reception, &folder) {
            Err(Error::Read { source, .. }) if not_there(&source) => {
                Err(Error::NoReception(folder))
            }
            Err(Error::NotRunning(_)) => Err(Error::NotRunning(data_dir.to_owned())),
            read => read.map(Some),
        }
    }

    fn of_owner(data_dir: &Path) -> Result<Self, Error> {
        let folder = files::folder(data_dir);
        match folder.try_exists() {
            Ok(true) => {}
            Ok(false) => return Err(super::anew::none_at(data_dir)),
            Err(source) => {
                return Err(Error::Read {
                    path: folder,
                    source,
                });
            }
        }
        Self::of(&folder, files::DESK_TOKEN, Holder::Owner, data_dir)
    }

    /// Reads the CA and a token from one folder, and the address from another.
    fn of(folder: &Path, token: &str, holder: Holder, addresses: &Path) -> Result<Self, Error> {
        let address = read_address(addresses)?;
        let pem = files::text(folder, files::AUTHORITY)?;
        let authority = certificates::der_of_pem(&pem).map_err(|error| Error::Damaged {
            path: folder.join(files::AUTHORITY),
            source: error.into(),
        })?;
        let text = files::text(folder, token)?;
        if !super::is_token(text.trim()) {
            return Err(Error::Damaged {
                path: folder.join(token),
                source: "not a token".into(),
            });
        }
        Ok(Self {
            authority,
            authorization: Zeroizing::new(format!("{SCHEME}{}", text.trim())),
            address,
            holder,
            addresses: addresses.to_owned(),
        })
    }

    /// Whose access it is.
    #[must_use]
    pub const fn holder(&self) -> Holder {
        self.holder
    }

    /// Where the console of that controller is; `None` if it has none.
    ///
    /// # Errors
    /// The file that says so cannot be read.
    pub(crate) fn console_address(&self) -> Result<Option<SocketAddr>, Error> {
        address_in(&self.addresses.join(CONSOLE_FILE))
    }

    /// Where other PCs find it; `None` if they do not, and for reception, which is at this PC.
    ///
    /// # Errors
    /// The file that says so cannot be read.
    pub(crate) fn console_on_lan(&self) -> Result<Option<OnLan>, Error> {
        on_lan_in(&self.addresses.join(LAN_FILE))
    }

    /// The address of the desk.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The key of the waiting room's board, of the owner's access.
    #[must_use]
    pub fn board_key(&self) -> BoardKey {
        let token = self.authorization.strip_prefix(SCHEME).unwrap_or_default();
        BoardKey::of(token)
    }

    /// The value of the `authorization` header ("Bearer …"), marked as sensitive.
    #[must_use]
    pub fn authorization(&self) -> MetadataValue<Ascii> {
        // The token was checked to be hexadecimal digits, which every header can have.
        let mut value = MetadataValue::try_from(self.authorization.as_str())
            .unwrap_or_else(|_| MetadataValue::from_static("Bearer"));
        value.set_sensitive(true);
        value
    }

    /// A channel over TLS 1.3 under the controller's own CA.
    ///
    /// # Errors
    /// Nothing answers there, the server is not our controller, or every try was cut off.
    pub async fn connect(&self) -> Result<Channel, Error> {
        let unreachable = |source: Box<dyn std::error::Error + Send + Sync>| {
            let address = self.address;
            if was_cut_off(&*source) {
                return Error::Busy {
                    address,
                    waited: PATIENCE,
                };
            }
            Error::Unreachable { address, source }
        };
        let connector = TlsConnector::from(Arc::new(
            self.client_config().map_err(|e| unreachable(Box::new(e)))?,
        ));
        let address = self.address;
        // Only a name: the connector dials the address and does the TLS handshake.
        Endpoint::from_static("http://controller.madoguchi.internal")
            .connect_with_connector(tower::service_fn(move |_: Uri| {
                let connector = connector.clone();
                async move { dial_patiently(&connector, address).await.map(TokioIo::new) }
            }))
            .await
            .map_err(|error| unreachable(Box::new(error)))
    }

    fn client_config(&self) -> Result<ClientConfig, rustls::Error> {
        let server = Server::new(std::slice::from_ref(&self.authority), None)?;
        client::config(Arc::new(server), None)
    }
}

impl fmt::Debug for DeskAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeskAccess")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Dials, and again after each try that was cut off, until the longest wait is over.
async fn dial_patiently(
    connector: &TlsConnector,
    address: SocketAddr,
) -> io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let end = Instant::now() + PATIENCE;
    let mut pause = FIRST_PAUSE;
    let mut last = io::Error::from(io::ErrorKind::TimedOut);
    loop {
        match timeout_at(end, dial(connector, address)).await {
            Ok(Err(error)) if is_cut_off(&error) => last = error,
            Ok(other) => return other,
            Err(_) => return Err(last),
        }
        if timeout_at(end, sleep(pause)).await.is_err() {
            return Err(last);
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Whether the server accepted the connection and ended it before the handshake did.
fn is_cut_off(error: &io::Error) -> bool {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected, UnexpectedEof,
    };
    [
        BrokenPipe,
        ConnectionAborted,
        ConnectionReset,
        NotConnected,
        UnexpectedEof,
    ]
    .contains(&error.kind())
}

/// Whether this error, or one of its sources, is such an end.
fn was_cut_off(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |&cause| cause.source());
    causes.any(|cause| cause.downcast_ref().is_some_and(is_cut_off))
}

async fn dial(
    connector: &TlsConnector,
    address: SocketAddr,
) -> io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from(SERVER_NAME).map_err(io::Error::other)?;
    connector.connect(name, stream).await
}

fn read_address(data_dir: &Path) -> Result<SocketAddr, Error> {
    let address = address_in(&data_dir.join(ADDRESS_FILE))?;
    address.ok_or_else(|| Error::NotRunning(data_dir.to_owned()))
}

/// What a person has to know of the console on the LAN, while a controller runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OnLan {
    /// Where other PCs open it: "https://192.0.2.10:7481/"; empty while it cannot listen.
    pub addresses: Vec<String>,
    /// SHA-256 of the self-signed certificate; `None` where somebody else signed one.
    pub fingerprint: Option<String>,
    /// Whether browsers take the certificate by its dates.
    pub current: bool,
}

/// What such a file says; `None` if there is none.
fn on_lan_in(path: &Path) -> Result<Option<OnLan>, Error> {
    let text = match files::bounded(path) {
        Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        read => read?,
    };
    let read = serde_json::from_str(&text);
    read.map(Some).map_err(|_| Error::Damaged {
        path: path.to_owned(),
        source: "not what a controller writes; start it anew".into(),
    })
}

/// The address in a file; `None` if there is no such file.
fn address_in(path: &Path) -> Result<Option<SocketAddr>, Error> {
    let text = match files::bounded(path) {
        Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        read => read?,
    };
    let address = text.trim().parse().map_err(|_| Error::Damaged {
        path: path.to_owned(),
        source: "not an address; start the controller anew".into(),
    })?;
    Ok(Some(address))
}
