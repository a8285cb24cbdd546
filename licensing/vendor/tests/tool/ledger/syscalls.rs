//! An act is on stable storage before anything of it is handed out: seen from outside, in the tool's system calls.
//!
//! Needs `strace` (Debian: `apt-get install strace`) and Linux; skipped without it unless `MADOGUCHI_TESTS=all`.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

use crate::clinic::Clinic;
use crate::office::{Office, born, have};

const CALLS: &str = "trace=pwrite64,write,fdatasync,fsync,rename";

#[test]
fn the_act_is_synced_before_the_license_is_written_or_printed() {
    if !have("strace", "-V") {
        return;
    }
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 1);
    office.receives("a.request", &Clinic::new(1).asks(&keys[0]));
    let mut traced = born(
        Command::new("strace")
            .args(["-f", "-y", "-e", CALLS, "-o", "trace"])
            .arg(env!("CARGO_BIN_EXE_madoguchi-license"))
            .args("activate a.request --issuer issuer --ledger books --out a.license".split(' '))
            .current_dir(office.path("."))
            .stdout(Stdio::null()),
    );
    assert!(traced.wait().unwrap().success());
    let trace = String::from_utf8(office.read("trace")).unwrap();
    let calls: Vec<&str> = trace.lines().collect();
    let place = |what: &str, file: &str| {
        let is = |call: &&str| call.contains(what) && call.contains(file);
        calls
            .iter()
            .position(is)
            .unwrap_or_else(|| panic!("no {what} of {file}: {trace}"))
    };
    let handed_out = place("write(", "/a.license>");
    // The license's number was used up before the act was written down: a crash loses a number, and gives none twice.
    let number = place("rename(", "issuer/sequence\"");
    let written = calls[..handed_out]
        .iter()
        .rposition(|call| call.contains("pwrite64(") && call.contains("/segment-"));
    let written = written.unwrap_or_else(|| panic!("no act was written: {trace}"));
    // A call that another thread's came between is told in two lines; both begin behind the write.
    let of_act = |call: &&&str| call.contains("/segment-") || call.contains("resumed");
    let syncs = calls[written..handed_out]
        .iter()
        .filter(|call| call.contains("fdatasync"));
    let synced = syncs
        .filter(of_act)
        .any(|call| call.trim_end().ends_with("= 0"));
    assert!(synced, "no sync between act and license: {trace}");
    assert!(number < written, "{trace}");
    assert!(handed_out < place("write(1<", "license"), "{trace}");
}
