//! Reads a Linux PC: os-release, sysfs, the kernel's tables of routes, and the tools of its packet filter.

mod filter;
mod routes;
mod usb;

use super::{Told, files};
use crate::facts::programs;
use madoguchi_doctor::facts::{Firewall, Kind, Power, System, UsbPorts};
use std::path::Path;

pub(super) fn look() -> Told {
    Told {
        system: system(),
        ports: ports(),
        routes: routes::read(),
        firewall: Firewall::Linux(filter::read()),
        power: Power::default(),
        synced: synced(),
    }
}

pub(super) fn ports() -> Option<UsbPorts> {
    usb::read(Path::new("/sys/bus/usb/devices"))
}

fn system() -> System {
    let release = ["/etc/os-release", "/usr/lib/os-release"];
    let release = release.iter().find_map(|file| files::text(file).ok());
    let release = release.unwrap_or_default();
    let kernel = files::line("/proc/sys/kernel/osrelease").unwrap_or_default();
    let name = field(&release, "PRETTY_NAME").unwrap_or_else(|| "Linux".to_owned());
    System {
        name: format!("{name}, Linux {kernel}"),
        kind: Kind::Linux {
            id: field(&release, "ID").unwrap_or_default(),
            version: field(&release, "VERSION_ID").unwrap_or_default(),
            kernel,
        },
        architecture: std::env::consts::ARCH.to_owned(),
        bits: Some(usize::BITS),
    }
}

/// A field of os-release(5), without its quotes.
fn field(release: &str, name: &str) -> Option<String> {
    let of = |line: &str| Some(line.strip_prefix(name)?.strip_prefix('=')?.to_owned());
    let value = release.lines().find_map(of)?;
    Some(value.trim().trim_matches(['"', '\'']).to_owned())
}

/// Whether the clock follows a time server, by systemd or by chrony.
fn synced() -> Option<bool> {
    let arguments = ["show", "--property=NTPSynchronized", "--value"];
    let told = programs::ask("timedatectl", &arguments).ok();
    let word = told.map(|told| String::from_utf8_lossy(&told).trim().to_owned());
    match word.as_deref() {
        Some("yes") => return Some(true),
        Some("no") => return Some(false),
        _ => {}
    }
    let told = programs::ask("chronyc", &["-n", "tracking"]).ok()?;
    let told = String::from_utf8_lossy(&told).into_owned();
    let mut lines = told.lines().filter_map(|line| line.split_once(':'));
    let (_, leap) = lines.find(|(name, _)| name.trim() == "Leap status")?;
    Some(leap.trim() != "Not synchronised")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_os_release_is_read_with_and_without_quotes() {
        let release =
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID='12'\n";
        assert_eq!(field(release, "ID").as_deref(), Some("debian"));
        assert_eq!(field(release, "VERSION_ID").as_deref(), Some("12"));
        let name = field(release, "PRETTY_NAME");
        assert_eq!(name.as_deref(), Some("Debian GNU/Linux 12 (bookworm)"));
        assert_eq!(field(release, "VERSION"), None);
    }
}
