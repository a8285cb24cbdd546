//! The console's way in from other PCs: its certificate, kept valid while the controller runs, and the file that says where it is.
//!
//! ```text
//! files of the configuration ─┐
//!                             ├─► the certificate shown ◄─ looked at every minute: dates, names, changed files
//! a key of the console's own ─┘
//! ```

use super::access::Access;
use super::{Error, Parts};
use crate::config::{self, PemFiles};
use crate::console;
use crate::identity::{HandedOver, LAN_FILE, OnLan, SelfSigned, replace_file};
use crate::machine;
use crate::tls::{Acceptor, FleetNow, Shown};
use madoguchi_fleet::time::FleetTime;
use madoguchi_plain::{BoxError, chain};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How often dates, names and files are looked at: who put a new file there waits for it.
const LOOKED_AT: Duration = Duration::from_secs(60);

/// Reads the files of the configuration's certificate, if there are any.
///
/// # Errors
/// They cannot be used.
pub(super) fn certificate(lan: Option<&config::Lan>) -> Result<Option<HandedOver>, Error> {
    let files = lan.and_then(|lan| lan.files.as_ref());
    let read = files.map(|PemFiles { certificate, key }| HandedOver::read(certificate, key));
    Ok(read.transpose()?)
}

/// A way in that is open, or will be as soon as it can.
pub(super) struct Opened {
    pub door: console::Lan,
    /// Where it listens; `None` while that cannot be.
    pub address: Option<SocketAddr>,
    pub watch: Watch,
}

/// Keeps certificate and file what they should be. Dropping it ends that, and removes the file.
#[derive(Debug)]
pub(super) struct Watch {
    task: JoinHandle<()>,
    path: PathBuf,
}

/// Opens the way in that the configuration asks for.
///
/// # Errors
/// No certificate can be made, or the file cannot be written.
pub(super) async fn open(
    parts: &Parts,
    read: Option<HandedOver>,
    access: &Access,
    acceptor: &Acceptor,
    now: &FleetNow,
) -> Result<Option<Opened>, Error> {
    let path = parts.data_dir.join(LAN_FILE);
    let Some(settings) = parts.console.lan.clone() else {
        // One that a killed controller left behind leads nowhere.
        return match std::fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(Error::Write { path, source })
            }
            _ => Ok(None),
        };
    };
    // The clinic's own work does not wait for its network: an address that is not there yet is listened at once it is.
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener
        .inspect_err(|error| {
            tracing::warn!(address = %settings.listen, %error, "the console cannot listen on the LAN; it is tried again every 5 s");
        })
        .ok();
    let address = listener.as_ref().and_then(|door| door.local_addr().ok());
    let place = Place {
        of_readers: access.of_readers(),
        address: address.unwrap_or(settings.listen),
        settings,
    };
    let names = place.names();
    let (certificate, first) = match read {
        Some(read) => {
            let shown = read.certified.clone();
            (Certificate::HandedOver(read), shown)
        }
        None => {
            let own = SelfSigned::open_or_make(&parts.data_dir, &names, now())?;
            let shown = own.certified().map_err(crate::tls::Error::Refused)?;
            (Certificate::Own(Box::new(own)), shown)
        }
    };
    let shown = Shown::new(first);
    let listens = Arc::new(AtomicBool::new(listener.is_some()));
    let door = console::Lan {
        address: place.address,
        listener,
        listens: Arc::clone(&listens),
        shown: shown.clone(),
        acceptor: acceptor.clone(),
        names: place.names_without_addresses(),
        of_readers: place.of_readers.clone(),
    };
    let keeper = Keeper {
        place,
        listens,
        shown,
        certificate,
        path: path.clone(),
    };
    keeper.tell(now()).map_err(|source| Error::Write {
        path: path.clone(),
        source,
    })?;
    let task = tokio::spawn(keeper.run(FleetNow::clone(now)));
    let watch = Watch { task, path };
    Ok(Some(Opened {
        door,
        address,
        watch,
    }))
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(path = %self.path.display(), %error, "an address could not be removed");
        }
    }
}

/// Where the console is on the LAN.
struct Place {
    settings: config::Lan,
    /// As it is written, or with the port that it got.
    address: SocketAddr,
    of_readers: console::OfReaders,
}

impl Place {
    /// The names that are written, and the PC's own.
    fn names_without_addresses(&self) -> Vec<String> {
        let mut names = self.settings.names.clone();
        if let Some(own) = machine::host_name()
            .and_then(|name| config::name_of_pc(&name))
            // A name that each PC calls itself by finds this one from none.
            .filter(|name| name != "localhost")
        {
            let local = (!own.contains('.')).then(|| format!("{own}.local"));
            names.extend([own].into_iter().chain(local));
        }
        let mut once: Vec<String> = Vec::new();
        for name in names {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        once
    }

    /// The addresses at which other PCs find this one. Where all are listened at, those of IPv6 are left out: systems take new ones every
    /// day, and the certificate would be another every day; one that is wished for is written as a name.
    fn addresses(&self) -> Vec<IpAddr> {
        let ip = self.address.ip().to_canonical();
        if !ip.is_unspecified() {
            return vec![ip];
        }
        let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
        let addresses = interfaces.iter().map(if_addrs::Interface::ip);
        let of_lan = |ip: &IpAddr| match ip {
            IpAddr::V4(v4) => !v4.is_loopback() && !v4.is_link_local() && !(self.of_readers)(*ip),
            IpAddr::V6(_) => false,
        };
        addresses.filter(of_lan).collect()
    }

    /// All that a certificate has to name.
    fn names(&self) -> Vec<String> {
        let mut names = self.names_without_addresses();
        let addresses = self.addresses().into_iter().map(|ip| ip.to_string());
        names.extend(addresses.filter(|ip| !self.settings.names.contains(ip)));
        names
    }

    /// Where people open it: at the names that somebody wrote, and at the addresses.
    fn urls(&self) -> Vec<String> {
        let written = self.settings.names.iter();
        let written = written.map(|name| match name.parse::<IpAddr>() {
            Ok(ip) => ip.to_string(),
            Err(_) => name.clone(),
        });
        let addresses = self.addresses().into_iter().map(|ip| ip.to_string());
        let mut urls: Vec<String> = Vec::new();
        for host in written.chain(addresses) {
            let bracketed = match host.contains(':') {
                true => format!("[{host}]"),
                false => host,
            };
            let url = match self.address.port() {
                443 => format!("https://{bracketed}/"),
                port => format!("https://{bracketed}:{port}/"),
            };
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        urls
    }
}

enum Certificate {
    Own(Box<SelfSigned>),
    HandedOver(HandedOver),
}

/// Looks after the certificate, and tells of it.
struct Keeper {
    place: Place,
    listens: Arc<AtomicBool>,
    shown: Shown,
    certificate: Certificate,
    path: PathBuf,
}

impl Keeper {
    async fn run(mut self, now: FleetNow) {
        let mut was_current = true;
        loop {
            let current = self.look(now());
            if !current && was_current {
                tracing::warn!(
                    "the certificate of console.certificate is not valid today by its dates: browsers of other PCs warn. Put a valid one in its place"
                );
            }
            was_current = current;
            sleep(LOOKED_AT).await;
        }
    }

    /// Renews what is due. Returns whether browsers take the certificate by its dates.
    fn look(&mut self, now: FleetTime) -> bool {
        if let Err(why) = self.renew(now) {
            tracing::warn!(
                why = chain(&*why),
                "the certificate of the console on the LAN could not be renewed; the former one stays"
            );
        }
        if let Err(error) = self.tell(now) {
            tracing::warn!(path = %self.path.display(), %error, "where the console is on the LAN could not be written");
        }
        self.is_current(now)
    }

    fn renew(&mut self, now: FleetTime) -> Result<(), BoxError> {
        match &mut self.certificate {
            Certificate::Own(own) => {
                if own.renew_if_due(&self.place.names(), now)? {
                    self.shown.replace(own.certified()?);
                }
            }
            Certificate::HandedOver(before) => {
                let Some(PemFiles { certificate, key }) = &self.place.settings.files else {
                    return Ok(());
                };
                let read = HandedOver::read(certificate, key)?;
                if read.certified.cert != before.certified.cert {
                    tracing::info!(
                        "the certificate of the console on the LAN was exchanged for the one that is in its files now"
                    );
                    self.shown.replace(read.certified.clone());
                    *before = read;
                }
            }
        }
        Ok(())
    }

    fn is_current(&self, now: FleetTime) -> bool {
        match &self.certificate {
            Certificate::Own(_) => true,
            Certificate::HandedOver(read) => read.is_current(now),
        }
    }

    /// Writes what `madoguchi console` shows.
    fn tell(&self, now: FleetTime) -> io::Result<()> {
        let told = OnLan {
            addresses: match self.listens.load(Ordering::Relaxed) {
                true => self.place.urls(),
                false => Vec::new(),
            },
            fingerprint: match &self.certificate {
                Certificate::Own(own) => Some(own.fingerprint()),
                Certificate::HandedOver(_) => None,
            },
            current: self.is_current(now),
        };
        let text = serde_json::to_string(&told).map_err(io::Error::other)?;
        let before = std::fs::read_to_string(&self.path).unwrap_or_default();
        match before == text {
            true => Ok(()),
            false => replace_file(&self.path, text.as_bytes()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::identity::Identity;
    use madoguchi_fleet::time::DAY;
    use rcgen::{CertificateParams, KeyPair};
    use std::fs;
    use tempfile::TempDir;

    /// 2026-11-30.
    const NOW: FleetTime = FleetTime(1_795_996_800_000);

    fn place(folder: &TempDir, with_files: bool) -> Place {
        let at = |name: &str| folder.path().join(name);
        let files = with_files.then(|| PemFiles {
            certificate: at("lan.pem"),
            key: at("lan.key"),
        });
        let address = SocketAddr::from(([192, 0, 2, 10], 7481));
        let settings = config::Lan {
            names: vec!["uketsuke.example".to_owned(), "2001:db8::1".to_owned()],
            files,
            ..config::Lan::at(address)
        };
        Place {
            settings,
            address,
            of_readers: Arc::new(|_| false),
        }
    }

    fn keeper(place: Place, certificate: Certificate, folder: &TempDir) -> Keeper {
        let first = match &certificate {
            Certificate::Own(own) => own.certified().unwrap(),
            Certificate::HandedOver(read) => read.certified.clone(),
        };
        Keeper {
            place,
            listens: Arc::new(AtomicBool::new(true)),
            shown: Shown::new(first),
            certificate,
            path: folder.path().join(LAN_FILE),
        }
    }

    fn told(keeper: &Keeper) -> OnLan {
        serde_json::from_str(&fs::read_to_string(&keeper.path).unwrap()).unwrap()
    }

    /// Writes a certificate of these days after 2026-11-30 with its key.
    fn write(folder: &TempDir, days: std::ops::Range<i64>) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(["uketsuke.example".to_owned()]).unwrap();
        let origin = rcgen::date_time_ymd(2026, 11, 30);
        let at = |days: i64| origin + Duration::from_secs(days.unsigned_abs() * 86_400);
        params.not_before = at(days.start);
        params.not_after = at(days.end);
        let pem = params.self_signed(&key).unwrap().pem();
        fs::write(folder.path().join("lan.pem"), pem).unwrap();
        fs::write(folder.path().join("lan.key"), key.serialize_pem()).unwrap();
    }

    #[test]
    fn names_that_are_written_come_first_and_the_pcs_own_are_added() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(&folder, false);
        let urls = [
            "https://uketsuke.example:7481/",
            "https://[2001:db8::1]:7481/",
            "https://192.0.2.10:7481/",
        ];
        assert_eq!(place.urls(), urls);
        let names = place.names();
        assert_eq!(names[..2], ["uketsuke.example", "2001:db8::1"]);
        assert_eq!(names.last().unwrap(), "192.0.2.10");
    }

    #[test]
    fn the_self_signed_one_is_renewed_while_connections_are_served() {
        let folder = tempfile::tempdir().unwrap();
        let _ = Identity::open_or_create(folder.path()).unwrap();
        let place = place(&folder, false);
        let own = SelfSigned::open_or_make(folder.path(), &place.names(), NOW).unwrap();
        let mut keeper = keeper(place, Certificate::Own(Box::new(own)), &folder);
        assert!(keeper.look(NOW));
        let (first, shown) = (told(&keeper), keeper.shown.now());
        assert!(keeper.look(NOW));
        assert!(Arc::ptr_eq(&keeper.shown.now(), &shown), "nothing was due");
        assert!(keeper.look(FleetTime(NOW.0 + 340 * DAY)));
        assert_ne!(keeper.shown.now().cert, shown.cert);
        assert_ne!(told(&keeper).fingerprint, first.fingerprint);
    }

    #[test]
    fn files_that_change_are_read_again_and_wrong_ones_change_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(&folder, true);
        write(&folder, 0..30);
        let read = certificate(Some(&place.settings)).unwrap().unwrap();
        let mut keeper = keeper(place, Certificate::HandedOver(read), &folder);
        assert!(keeper.look(NOW) && told(&keeper).current);
        let first = keeper.shown.now();
        // Nobody put the next one there in time: it is served on, and that is told.
        let later = FleetTime(NOW.0 + 31 * DAY);
        assert!(!keeper.look(later) && !told(&keeper).current);
        fs::write(folder.path().join("lan.key"), "no key").unwrap();
        assert!(!keeper.look(later));
        assert!(Arc::ptr_eq(&keeper.shown.now(), &first));
        write(&folder, 30..60);
        assert!(keeper.look(later) && told(&keeper).current);
        assert_ne!(keeper.shown.now().cert, first.cert);
        assert_eq!(told(&keeper).fingerprint, None);
    }

    #[test]
    fn while_it_cannot_listen_no_address_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(&folder, true);
        write(&folder, 0..30);
        let read = certificate(Some(&place.settings)).unwrap().unwrap();
        let mut keeper = keeper(place, Certificate::HandedOver(read), &folder);
        keeper.listens.store(false, Ordering::Relaxed);
        keeper.look(NOW);
        assert!(told(&keeper).addresses.is_empty());
        keeper.listens.store(true, Ordering::Relaxed);
        keeper.look(NOW);
        assert_eq!(told(&keeper).addresses.len(), 3);
    }
}
