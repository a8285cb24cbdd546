//! The PC's name, and its print: hashes of its operating system, its board and its system disk.
//!
//! A difference is only reported, part by part (RULES P24: a restored backup works at once). A part that cannot be read is left out;
//! nothing here fails, and a new disk stops nobody. The parts' own ids never leave this module: they are hashed with the installation's
//! public key, so that the prints of two installations cannot be compared.

mod changed;
#[cfg(any(target_os = "linux", test))]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(any(windows, test))]
mod windows;

use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::licensing::MachinePrint;
use sha2::{Digest, Sha256};

pub(crate) use changed::{Changed, Record, Seen, What};

#[cfg(target_os = "linux")]
use linux::{name_of_this_pc, parts_of_this_pc, run_of_this_pc};
#[cfg(not(target_os = "linux"))]
use other::{name_of_this_pc, parts_of_this_pc, run_of_this_pc};

/// The ids of the parts; `None` for one that has none. There is no Debug, because serial numbers must not get into logs.
#[derive(Default, Clone, PartialEq, Eq)]
struct Parts {
    machine_id: Option<String>,
    board: Option<String>,
    disk: Option<String>,
}

/// The print of this PC for an installation. Reads some small files of the system.
#[must_use]
pub fn print(installation: Installation) -> MachinePrint {
    printed(installation, &parts_of_this_pc())
}

/// The PC's own name in its network; `None` where the system does not say.
pub(crate) fn host_name() -> Option<String> {
    let name = name_of_this_pc()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The version of this PC's operating system, and the name of its present run; each empty where the system does not say.
pub(crate) fn running() -> (String, String) {
    let (system, run) = run_of_this_pc();
    (system.unwrap_or_default(), run.unwrap_or_default())
}

fn printed(installation: Installation, parts: &Parts) -> MachinePrint {
    let hashed = |part: &Option<String>| part.as_deref().map(|part| hash(installation, part));
    MachinePrint {
        machine_id: hashed(&parts.machine_id),
        board: hashed(&parts.board),
        disk: hashed(&parts.disk),
    }
}

/// The first 8 bytes of SHA-256 over the installation's public key and a part's id (`MachinePrint` of the wire).
fn hash(installation: Installation, part: &str) -> [u8; 8] {
    let digest = Sha256::new()
        .chain_update(installation.0)
        .chain_update(part.as_bytes())
        .finalize();
    let mut short = [0; 8];
    short.copy_from_slice(&digest[..8]);
    short
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::licensing::MachinePart;
    use madoguchi_licensing::grant::InstallationKey;

    fn pc() -> Parts {
        Parts {
            machine_id: Some("0123456789abcdef0123456789abcdef".to_owned()),
            board: Some("Example\0Board".to_owned()),
            disk: Some("S1234".to_owned()),
        }
    }

    #[test]
    fn a_swapped_disk_is_the_one_part_that_differs() {
        let here = InstallationKey([7; 32]);
        let swapped = Parts {
            disk: Some("S9999".to_owned()),
            ..pc()
        };
        let (before, after) = (printed(here, &pc()), printed(here, &swapped));
        assert_eq!(before.differs(&after), [MachinePart::Disk]);
        assert_eq!(before.differs(&before), []);
    }

    #[test]
    fn a_part_that_says_nothing_differs_from_nothing() {
        let here = InstallationKey([7; 32]);
        let quiet = Parts {
            board: None,
            ..pc()
        };
        let (before, after) = (printed(here, &pc()), printed(here, &quiet));
        assert_eq!(after.board, None);
        assert_eq!(before.differs(&after), []);
    }

    #[test]
    fn two_installations_on_one_pc_have_nothing_in_common() {
        let one = printed(InstallationKey([1; 32]), &pc());
        let other = printed(InstallationKey([2; 32]), &pc());
        assert_eq!(one.differs(&other).len(), 3);
    }

    #[test]
    fn this_pc_prints_the_same_twice() {
        let here = InstallationKey([7; 32]);
        assert_eq!(print(here), print(here));
    }
}
