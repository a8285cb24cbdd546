//! The data directory: who may read it, how much room it has, what it was made for, and whether its certificates can be read.

use crate::facts::{Certificate, Controller, DataDir, DataState, Facts};
use crate::finding::{Code, Finding, Word, listed, said, same};
use madoguchi_licensing::grant::Environment;
use std::path::Path;

const MIB: u64 = 1024 * 1024;
/// Below this somebody should look: the bound itself is only reached when it is too late.
const SCARCE_BYTES: u64 = 1024 * MIB;
/// The mode that shows on a folder for its owner alone.
#[cfg(unix)]
const OWNER_ONLY: &str = "chmod -R go-rwx";

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = directory(&facts.data, facts.settings.environment);
    let certificates = facts.certificates.iter();
    // What stops a start is told by that.
    let told = |one: &&Certificate| {
        let file = one.file.display().to_string();
        let mut obstacles = facts.obstacles.iter();
        one.readable.is_ok() || !obstacles.any(|why| why.en.contains(&file))
    };
    findings.extend(certificates.filter(told).map(certificate));
    findings.extend(backup(facts));
    findings
}

/// How it goes with the backups that are made by themselves (RULES K6); an alarm about them is the controller's. A test installation has nothing
/// that anybody would miss, and before the first start there is nothing at all.
fn backup(facts: &Facts) -> Option<Finding> {
    if !facts.settings.over_usb || facts.data.state == DataState::NotYet {
        return None;
    }
    let running = match &facts.controller {
        Controller::Runs(running) => Some(running),
        _ => None,
    };
    let told = running.and_then(|running| running.status.auto_backup.clone());
    if let Some(told) = told {
        // What is in the way is told here, too, before it is an alarm.
        return Some(Finding::new(Code::BackupKept, &[("told", told.into())]));
    }
    let of_running = running.map(|running| running.settings.as_slice());
    let settings = of_running.filter(|settings| !settings.is_empty());
    let fields = settings.unwrap_or(&facts.settings.fields);
    let folder = fields.iter().find(|field| field.field == "backup.folder");
    let is_unset = folder.is_some_and(|field| field.value.is_empty());
    is_unset.then(|| Finding::new(Code::BackupUnset, &[]))
}

fn directory(data: &DataDir, wanted: Environment) -> Vec<Finding> {
    let path = ("path", same(data.path.display()));
    let mut findings = Vec::new();
    match &data.state {
        DataState::NotYet => {
            findings.push(Finding::new(Code::DataNotYet, std::slice::from_ref(&path)))
        }
        DataState::Unreadable(detail) => {
            let args = [path.clone(), ("detail", detail.clone())];
            findings.push(Finding::new(Code::DataUnreadable, &args));
        }
        DataState::Used => {}
    }
    if !data.open.is_empty() {
        let open = data
            .open
            .iter()
            .map(|(path, by)| format!("{} ({by})", path.display()));
        let args = [path.clone(), ("open", listed(open))];
        findings.push(Finding::new(Code::DataOpen, &args).with([close(&data.path)]));
    }
    if let Some(open) = &data.reception {
        let args = [
            ("path", same(open.folder.display())),
            ("who", listed(open.who.iter())),
        ];
        let mend = open.mend.iter().cloned();
        findings.push(Finding::new(Code::ReceptionOpen, &args).with(mend));
    }
    if !data.foreign.is_empty() {
        let files = data.foreign.iter().map(|file| file.display());
        let args = [path.clone(), ("files", listed(files))];
        findings.push(Finding::new(Code::DataMixedOwners, &args).with([give_back(&data.path)]));
    }
    if data.other_owner {
        findings.push(Finding::new(
            Code::DataOtherOwner,
            std::slice::from_ref(&path),
        ));
    }
    findings.extend(environment(data, wanted, &path));
    findings.extend(space(data, &path));
    if findings.is_empty() {
        let free = data
            .free_bytes
            .map(|free| same(format!("{} MiB", free / MIB)));
        let free = free.unwrap_or_else(|| said("doctor-not-known"));
        let args = [path, ("free", free)];
        findings.push(Finding::new(Code::DataFine, &args));
    }
    findings
}

/// The command that gives all files to the owner of the directory.
fn give_back(path: &Path) -> String {
    let path = path.display().to_string();
    let path = super::remedy::quoted(&path);
    format!("chown -R --reference={path} {path}")
}

/// The command that takes others' rights away.
#[cfg(unix)]
fn close(path: &Path) -> String {
    let path = path.display().to_string();
    format!("{OWNER_ONLY} {}", super::remedy::quoted(&path))
}

/// The same on Windows, for the system, administrators and the owner.
#[cfg(not(unix))]
fn close(path: &Path) -> String {
    let path = path.display();
    format!(
        "icacls \"{path}\" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-3-4:(OI)(CI)F"
    )
}

fn environment(
    data: &DataDir,
    wanted: Environment,
    path: &(&'static str, Word),
) -> Option<Finding> {
    let found = data.environment.as_ref()?;
    let wanted = match wanted {
        Environment::Production => "production",
        Environment::Test => "test",
    };
    // What is neither stops the start by itself, and is told with that.
    let is_known = ["production", "test"].contains(&found.as_str());
    if found == wanted || !is_known {
        return None;
    }
    let args = [
        path.clone(),
        ("found", same(found)),
        ("wanted", same(wanted)),
    ];
    Some(Finding::new(Code::DataOtherEnvironment, &args))
}

fn space(data: &DataDir, path: &(&'static str, Word)) -> Option<Finding> {
    let free = data.free_bytes?;
    let code = match free {
        _ if free < data.needed_bytes => Code::SpaceLow,
        0..SCARCE_BYTES => Code::SpaceScarce,
        _ => return None,
    };
    let args = [
        path.clone(),
        ("free", same(free / MIB)),
        ("least", same(data.needed_bytes / MIB)),
    ];
    Some(Finding::new(code, &args))
}

fn certificate(certificate: &Certificate) -> Finding {
    let file = ("file", same(certificate.file.display()));
    match &certificate.readable {
        Ok(()) => Finding::new(Code::CertificateFine, &[file]),
        Err(detail) => Finding::new(
            Code::CertificateUnreadable,
            &[file, ("detail", detail.clone())],
        ),
    }
}
