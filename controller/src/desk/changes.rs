//! What changed lately at this PC (RULES A25): looked at each minute, and kept over a restart in a file beside the records. It is the PC's and
//! no fleet's, so no backup has it.

use super::{Caller, Desk, Right};
use crate::facts;
use crate::machine::{self, Changed, Record, Seen};
use madoguchi_fleet::Fleet;
use madoguchi_plain::hex::Hex;
use madoguchi_ports::Snapshot;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The file in the data directory.
const FILE: &str = "changes.json";
/// How often it is looked: an update or another network is no matter of seconds.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// The longest file that is read. A full one has some 20 KiB.
const MAX_BYTES: u64 = 256 * 1024;

/// What changed lately. Clones belong together.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    record: Arc<Mutex<Record>>,
    /// Where it is kept; `None` in memory alone.
    file: Option<PathBuf>,
}

impl Changes {
    /// What is kept in a data directory. A file that cannot be read is begun anew: nothing rests on it.
    #[must_use]
    pub fn kept_in(data_dir: &Path) -> Self {
        let file = data_dir.join(FILE);
        let record = read(&file).unwrap_or_else(|error| {
            tracing::warn!(%error, "what changed at this PC could not be read; it is noted anew from now on");
            Record::default()
        });
        Self {
            record: Arc::new(Mutex::new(record)),
            file: Some(file),
        }
    }

    /// The changes, the newest last.
    pub(super) fn newest(&self) -> Vec<Changed> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        record.changes().to_vec()
    }

    fn look(&self, now: Seen, at_ms: i64, known: &BTreeSet<String>) {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        if !record.look(now, at_ms, known) {
            return;
        }
        let Some(file) = &self.file else { return };
        if let Err(error) = write(file, &record) {
            tracing::warn!(%error, "what changed at this PC could not be kept; the next change tries again");
        }
    }
}

fn read(file: &Path) -> io::Result<Record> {
    let mut content = Vec::new();
    match File::open(file) {
        Ok(file) => file.take(MAX_BYTES).read_to_end(&mut content)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Record::default()),
        Err(error) => return Err(error),
    };
    Ok(serde_json::from_slice(&content)?)
}

fn write(file: &Path, record: &Record) -> io::Result<()> {
    let content = serde_json::to_vec(record)?;
    let beside = madoguchi_files::beside(file, ".new");
    madoguchi_files::replace(file, &beside, &content, madoguchi_files::Readers::Owner)
}

impl Desk {
    /// Looks each minute; ends with the controller.
    pub(crate) async fn note_changes(self) {
        let desk = Self {
            caller: Caller::OWNER,
            ..self
        };
        let mut looks = tokio::time::interval(LOOK_EVERY);
        loop {
            looks.tick().await;
            let over_usb = desk.pc.over_usb();
            let Ok(pc) = tokio::task::spawn_blocking(move || of_pc(over_usb)).await else {
                continue;
            };
            let look = |fleet: &Fleet| {
                let attached = fleet.units().filter_map(|unit| {
                    let software = as_version(&unit.attachment()?.software);
                    Some((unit.serial.to_string(), software))
                });
                let known = fleet.units().map(|unit| unit.serial.to_string());
                (attached.collect(), known.collect(), fleet.now().0)
            };
            let Ok((readers, known, at_ms)) = desk.ask(Right::Look, look).await else {
                return;
            };
            desk.changes.look(Seen { readers, ..pc }, at_ms, &known);
        }
    }
}

/// What a reader says of its version, where it is written as one: what stands here leaves the clinic (RULES B4).
fn as_version(said: &str) -> String {
    let is_of_one = |c: char| c.is_ascii_alphanumeric() || "-.+".contains(c);
    let is_one = said.starts_with(|c: char| c.is_ascii_digit()) && said.chars().all(is_of_one);
    match is_one {
        true => said.to_owned(),
        false => String::new(),
    }
}

/// The PC without its readers.
fn of_pc(over_usb: bool) -> Seen {
    let (system, run) = machine::running();
    // Over the virtual bus nobody looks at the PC's interfaces.
    let links = over_usb.then(facts::links).and_then(Result::ok);
    Seen {
        controller: env!("CARGO_PKG_VERSION").to_owned(),
        system,
        run,
        network: links.as_ref().map_or_else(String::new, network),
        ..Seen::default()
    }
}

/// A hash of the IPv4 addresses that lead to other networks; empty without one. Those of IPv6 change by themselves each day, and those of
/// readers' links come and go with the readers.
fn network(links: &Snapshot) -> String {
    let leading = links.interfaces.iter().filter(|one| one.default_route);
    let addresses = leading.flat_map(|one| one.addresses.iter().map(move |at| (&one.name, at)));
    let own = addresses.filter_map(|(name, at)| match at.ip {
        IpAddr::V4(ip) if !ip.is_link_local() => Some(format!("{name} {ip}/{}", at.prefix)),
        _ => None,
    });
    let own: BTreeSet<_> = own.collect();
    if own.is_empty() {
        return String::new();
    }
    let lines: Vec<_> = own.into_iter().collect();
    Hex(&Sha256::digest(lines.join("\n"))).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::machine::What;
    use madoguchi_ports::{Address, Interface};

    fn links(ip: &str, default_route: bool) -> Snapshot {
        let address = |ip: &str| Address {
            ip: ip.parse().unwrap(),
            prefix: 24,
        };
        Snapshot {
            devices: Vec::new(),
            interfaces: vec![Interface {
                index: 2,
                name: "eth0".to_owned(),
                up: true,
                wireless: false,
                default_route,
                driver: None,
                addresses: vec![address(ip), address("fd00::1")],
                device: None,
            }],
        }
    }

    #[test]
    fn a_network_is_its_addresses_that_lead_elsewhere_and_none_of_them_can_be_read_from_it() {
        let one = network(&links("192.168.1.10", true));
        assert_eq!(one, network(&links("192.168.1.10", true)));
        assert_ne!(one, network(&links("192.168.1.11", true)));
        assert!(!one.contains("192"));
        assert_eq!(
            network(&links("192.168.1.10", false)),
            "",
            "a reader's link"
        );
        assert_eq!(network(&links("169.254.1.1", true)), "", "not there yet");
    }

    #[test]
    fn what_a_reader_says_is_kept_where_it_is_a_version() {
        assert_eq!(as_version("1.2.3-rc.1+5"), "1.2.3-rc.1+5");
        for other in ["", "患者 花子", "himitsu", "1.0 himitsu"] {
            assert_eq!(as_version(other), "", "{other}");
        }
    }

    #[test]
    fn what_changed_while_the_controller_was_off_is_known_after_its_start() {
        let folder = tempfile::tempdir().unwrap();
        let seen = |controller: &str| Seen {
            controller: controller.to_owned(),
            ..Seen::default()
        };
        let known = BTreeSet::new();
        Changes::kept_in(folder.path()).look(seen("1.0"), 1, &known);
        Changes::kept_in(folder.path()).look(seen("1.1"), 2, &known);
        let after = Changes::kept_in(folder.path());
        let what = What::Controller {
            from: "1.0".to_owned(),
            to: "1.1".to_owned(),
        };
        assert_eq!(after.newest(), [Changed { at_ms: 2, what }]);
        let kept = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        let too_long = " ".repeat(usize::try_from(MAX_BYTES).unwrap()) + &kept;
        for other in ["{\"seen\":", &too_long] {
            std::fs::write(folder.path().join(FILE), other).unwrap();
            assert!(Changes::kept_in(folder.path()).newest().is_empty());
        }
    }
}
