//! How long the maker repairs each reader (RULES A17, A18), and whose delivery nobody noted: without it nobody knows.

use super::controller::name;
use crate::facts::{Controller, Facts};
use crate::finding::{Code, Finding, Word, same};
use madoguchi_proto::v1::Unit;

/// The stages that are told, by the code under which the controller says each (`Unit.coverage`).
const STAGES: [(&str, Code); 3] = [
    ("over", Code::CoverageOver),
    ("close", Code::CoverageClose),
    ("soon", Code::CoverageSoon),
];

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let Controller::Runs(running) = &facts.controller else {
        return Vec::new();
    };
    let units = || {
        let units = running.status.units.iter();
        units.filter(|unit| !unit.retired && unit.enrolled_at_ms != 0)
    };
    let at = |stage: &str| {
        let stands = |unit: &&Unit| unit.coverage.as_ref().is_some_and(|c| c.code == stage);
        units().filter(stands).map(covered).collect::<Vec<_>>()
    };
    let mut findings: Vec<_> = STAGES
        .into_iter()
        .filter_map(|(stage, code)| told(code, at(stage)))
        .collect();
    let undated = units().filter(|unit| unit.delivered.is_empty());
    findings.extend(told(Code::DeliveryUnknown, undated.map(name).collect()));
    findings
}

/// One finding for all readers of a stage; none where there are none.
fn told(code: Code, units: Vec<Word>) -> Option<Finding> {
    let count = units.len();
    let args = [("units", Word::Listed(units)), ("count", same(count))];
    (count > 0).then(|| Finding::new(code, &args))
}

fn covered(unit: &Unit) -> Word {
    let words = vec![("unit", name(unit)), ("until", same(&unit.covered_until))];
    Word::Said("doctor-unit-covered", words)
}
