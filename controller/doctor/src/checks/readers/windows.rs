//! What Windows does with a reader's network: its driver, and what it may switch off to save power.

use super::interfaces;
use crate::checks::system::has_ncm;
use crate::facts::Facts;
use crate::finding::{Code, Finding, same};

/// How the services of Microsoft's drivers for RNDIS begin (rndiscmp.inf, netrndis.inf).
const RNDIS: [&str; 4] = ["usb_rndis", "usbrndis", "rndismp", "usb80"];

/// The commands that keep Windows from suspending USB devices on mains: the subgroup and setting of `powercfg`, by their numbers, which every
/// language of Windows has.
const NO_SUSPENSION: [&str; 2] = [
    "powercfg /setacvalueindex SCHEME_CURRENT 2a737441-1930-4402-8d77-b2bebba308a3 48e6b7a6-50f5-4782-a5d4-53bb8f07e226 0",
    "powercfg /setactive SCHEME_CURRENT",
];

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let interfaces = interfaces(facts);
    let mut findings = Vec::new();
    if facts.power.suspends_usb == Some(true) && !interfaces.is_empty() {
        findings.push(Finding::new(Code::UsbSuspended, &[]).with(NO_SUSPENSION.map(str::to_owned)));
    }
    for interface in interfaces {
        let name = ("interface", same(&interface.name));
        if let Some(driver) = interface.driver.as_deref()
            && is_rndis(driver)
            && has_ncm(&facts.system)
        {
            let args = [name.clone(), ("driver", same(driver))];
            findings.push(Finding::new(Code::DriverRndis, &args));
        }
        if facts.power.may_turn_off.contains(&interface.name) {
            findings.push(Finding::new(Code::AdapterTurnedOff, &[name]));
        }
    }
    findings
}

fn is_rndis(driver: &str) -> bool {
    let driver = driver.to_ascii_lowercase();
    RNDIS.iter().any(|start| driver.starts_with(start))
}
