//! Reads a Windows PC: its version from the registry, and routes, servers and the firewall through PowerShell. Windows does not tell
//! reliably how many USB sockets there are and which are free.

use super::{Told, powershell, said};
use crate::facts::programs;
use madoguchi_doctor::facts::{Kind, System, UsbPorts};
use std::path::Path;
use windows_registry::LOCAL_MACHINE;

const VERSION: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";

pub(super) fn look() -> Told {
    let answer = programs::powershell(powershell::SCRIPT).map_err(|error| said::of_program(&error));
    let program = std::env::current_exe().map(|path| path.display().to_string());
    let told = powershell::understand(answer, program.unwrap_or_default());
    Told {
        system: system(),
        ports: ports(),
        routes: told.routes,
        firewall: told.firewall,
        power: told.power,
        synced: told.synced,
    }
}

pub(super) const fn ports() -> Option<UsbPorts> {
    None
}

fn system() -> System {
    let key = LOCAL_MACHINE.open(VERSION).ok();
    let word = |name: &str| key.as_ref()?.get_string(name).ok();
    let build = word("CurrentBuildNumber").and_then(|build| build.parse().ok());
    let edition = word("EditionID").unwrap_or_default();
    let version = word("DisplayVersion").unwrap_or_default();
    // Windows 11 calls itself 10 there; the build number tells.
    let name = match build {
        Some(22_000..) => "Windows 11",
        Some(_) => "Windows 10",
        None => "Windows",
    };
    // Not every Windows has every word.
    let words = [name, &edition, &version].map(str::trim);
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let build_shown = build.map_or_else(String::new, |build: u32| format!(", build {build}"));
    System {
        name: format!("{}{build_shown}", words.join(" ")),
        kind: Kind::Windows { build },
        architecture: std::env::consts::ARCH.to_owned(),
        bits: Some(usize::BITS),
    }
}

/// The ids of all with rights on a file, besides the system, the administrators and the owner.
pub(super) fn others(path: &Path) -> Option<String> {
    let path = path.display().to_string().replace('\'', "''");
    let script = format!(
        "$a = Get-Acl -LiteralPath '{path}'; $o = $a.GetOwner([System.Security.Principal.SecurityIdentifier]).Value; \
         $a.GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier]) | \
         Where-Object {{ [string]$_.AccessControlType -eq 'Allow' }} | \
         ForEach-Object {{ $_.IdentityReference.Value }} | \
         Where-Object {{ $_ -notin @('S-1-5-18', 'S-1-5-32-544', 'S-1-3-0', 'S-1-3-4', $o) }} | Sort-Object -Unique"
    );
    let told = programs::powershell(&script).ok()?;
    let told = String::from_utf8_lossy(&told);
    let names: Vec<_> = told.split_ascii_whitespace().collect();
    (!names.is_empty()).then(|| names.join(" "))
}
