//! What the running controller itself says: alarms, units that it refuses, licenses that give no seats.

use crate::doctor::facts::{Controller, Facts, Running};
use crate::doctor::finding::{Code, Finding, listed};
use crate::texts::{Arg, same};
use madoguchi_proto::v1::Text;

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    match &facts.controller {
        Controller::Runs(running) => of(running),
        Controller::Stopped(why) => said(Code::ControllerNotRunning, why),
        Controller::NotAsked(why) => said(Code::ControllerNotAsked, why),
    }
}

fn said(code: Code, why: &Text) -> Vec<Finding> {
    vec![Finding::new(code, &[("detail", why.clone().into())])]
}

fn of(running: &Running) -> Vec<Finding> {
    let status = &running.status;
    let mut findings = Vec::new();
    for alarm in &status.alarms {
        let args = [("alarm", alarm.clone().into()), ("code", same(&alarm.code))];
        findings.push(Finding::new(Code::ControllerAlarm, &args));
    }
    let refused = |unit: &&madoguchi_proto::v1::Unit| unit.admission.starts_with("refused:");
    let without_seat = |unit: &&madoguchi_proto::v1::Unit| unit.admission == "refused:no-seat";
    let short: Vec<_> = status.units.iter().filter(without_seat).collect();
    if !short.is_empty() {
        let args = [
            ("units", listed(short.iter().map(|unit| &unit.serial))),
            ("count", same(short.len())),
            ("seats", status.seats.clone().unwrap_or_default().into()),
        ];
        findings.push(Finding::new(Code::SeatsShort, &args));
    }
    for unit in status.units.iter().filter(refused) {
        if without_seat(&unit) {
            continue;
        }
        let why: Arg = unit.why.clone().unwrap_or_default().into();
        let args = [
            ("unit", same(&unit.serial)),
            ("why", why),
            ("code", same(&unit.admission)),
        ];
        findings.push(Finding::new(Code::UnitRefused, &args));
    }
    // One whose place another took, or that was given back, is as it should be.
    let expected = |standing: &str| ["superseded", "returned"].contains(&standing);
    let idle = |license: &&madoguchi_proto::v1::InstalledLicense| {
        !license.in_force && !expected(&license.standing)
    };
    for license in running.licenses.iter().filter(idle) {
        let args = [
            ("license", same(&license.license_id)),
            ("why", license.why.clone().unwrap_or_default().into()),
        ];
        findings.push(Finding::new(Code::LicenseNotInForce, &args));
    }
    if findings.is_empty() {
        let serving = status.units.iter().filter(|unit| unit.serves).count();
        let args = [
            ("serving", same(serving)),
            ("units", same(status.units.len())),
            ("software", same(&status.software)),
        ];
        findings.push(Finding::new(Code::ControllerFine, &args));
    }
    findings
}
