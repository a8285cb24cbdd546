//! The summary of the units that the support code carries: what leaves a clinic where no file may (RULES B9 to B13).

use super::{SeenByDoctor, evidence, status, units};
use crate::machine::Changed;
use crate::texts;
use madoguchi_code::{MAX_CODES, Pause, Summary, Unit, Verdict, Word};
use madoguchi_doctor::Level;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::unit::{self, Membership};
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1;
use madoguchi_triage::{Answers, Fault, Triage, triage};

/// The year that months of coverage are counted from.
const FIRST_YEAR: i16 = 2000;

/// The summary of all units, or of one, with what the doctor saw of the PC.
pub(crate) fn summary(
    fleet: &Fleet,
    only: Option<&unit::Unit>,
    pc: Option<&SeenByDoctor>,
    changes: &[Changed],
) -> Summary {
    let mut installation = [0; 8];
    installation.copy_from_slice(&fleet.installation().0[..8]);
    let settings = fleet.settings();
    let status = status(fleet, "", 0);
    let rows = units(fleet, false).into_iter();
    let rows = rows.filter(|row| only.is_none_or(|only| row.serial == only.serial.as_str()));
    Summary {
        installation,
        at_min: u32::try_from(fleet.time_of_day().0 / 60_000).unwrap_or_default(),
        utc_offset_min: i16::try_from(texts::utc_offset_min(settings)).unwrap_or_default(),
        is_test: settings.environment == Environment::Test,
        software: version(env!("CARGO_PKG_VERSION")),
        waiting: status.waiting,
        closed_today: status.closed_today,
        alarms: numbers(status.alarms.iter().map(|alarm| alarm.code.as_str())),
        findings: numbers(problems(pc)),
        units: rows.map(|row| of_row(fleet, &row, pc, changes)).collect(),
        left_out: 0,
    }
}

/// The names of what the doctor calls a problem.
fn problems(pc: Option<&SeenByDoctor>) -> impl Iterator<Item = &str> {
    let findings = pc.into_iter().flat_map(|pc| &pc.findings);
    findings
        .filter(|finding| finding.code.level() == Level::Problem)
        .map(|finding| finding.code.name())
}

fn of_row(fleet: &Fleet, row: &v1::Unit, pc: Option<&SeenByDoctor>, changes: &[Changed]) -> Unit {
    let known = Serial::parse(&row.serial).and_then(|serial| fleet.unit(&serial));
    let known = known.filter(|known| known.membership == Membership::Enrolled);
    let seen = known.and_then(|known| evidence(fleet, known, pc, changes));
    let told = seen.map(|seen| triage(&seen, &Answers::default()));
    let link = row.link.as_ref().filter(|link| !link.chain.is_empty());
    let health = row.health.iter().flat_map(|health| &health.codes);
    let why = row.why.as_ref().filter(|_| !row.serves);
    Unit {
        serial: Word::of(&row.serial),
        port: link.map_or_else(Word::default, |link| {
            Word::of(&format!("{}-{}", link.bus, link.chain))
        }),
        software: version(&row.software),
        is_enrolled: known.is_some(),
        is_multi: row.edition == i32::from(v1::Edition::Multi),
        is_attached: row.attached,
        is_plugged: row.plugged,
        serves: row.serves,
        pause: match known.and_then(|known| known.pause.as_ref()) {
            None => Pause::No,
            Some(unit::Pause::ByStaff(_)) => Pause::ByStaff,
            Some(unit::Pause::ByFleet) => Pause::ByFleet,
            Some(unit::Pause::Maintenance(_)) => Pause::Maintenance,
        },
        verdict: told.as_ref().map_or(Verdict::None, verdict),
        likeliest: told.as_ref().map_or(0, likeliest),
        faults: {
            let mut faults = numbers(why.map(|why| why.code.as_str()).into_iter());
            let reported = health.filter_map(|code| madoguchi_faults::of_engine(code));
            faults.extend(reported.map(|fault| fault.code.number()));
            each_once(faults)
        },
        sessions: row.sessions_today,
        verified: row.verified_today,
        drops: row.drops,
        covered_month: known.map_or(0, covered_month),
    }
}

/// A version as an agent says it: a word that begins with no digit is none, and does not leave.
fn version(said: &str) -> Word {
    let is_one = said.starts_with(|c: char| c.is_ascii_digit());
    if is_one {
        Word::of(said)
    } else {
        Word::default()
    }
}

/// The numbers of the faults that have these names.
fn numbers<'a>(names: impl Iterator<Item = &'a str>) -> Vec<u16> {
    let faults = names.filter_map(madoguchi_faults::of_name);
    each_once(faults.map(|fault| fault.code.number()).collect())
}

/// The numbers without repeats, in their order, as many as a list holds.
fn each_once(numbers: Vec<u16>) -> Vec<u16> {
    let mut once = Vec::new();
    for number in numbers {
        if !once.contains(&number) && once.len() < MAX_CODES {
            once.push(number);
        }
    }
    once
}

const fn verdict(told: &Triage) -> Verdict {
    match told.verdict {
        madoguchi_triage::Verdict::Reader(_) => Verdict::ReaderFault,
        madoguchi_triage::Verdict::Other(_) => Verdict::OtherPart,
        madoguchi_triage::Verdict::NotYetKnown => Verdict::NotYetKnown,
    }
}

/// A cause that is not named is told with this chance at least, and where the next one has no more than half of it: what is read out at a telephone
/// as the likeliest is taken for it.
const LIKELY: f64 = 0.5;

/// The place of the fault that is named, or else of one that is clearly the likeliest, among all of them, from 1; 0 where nothing is known well enough.
fn likeliest(told: &Triage) -> u8 {
    let named = told.verdict.case().map(|case| case.fault);
    let fault = named.or_else(|| {
        let first = told.suspects.first().filter(|one| one.chance >= LIKELY)?;
        let second = told.suspects.get(1).map_or(0.0, |one| one.chance);
        (second * 2.0 <= first.chance).then_some(first.fault)
    });
    let place = fault.and_then(|fault| Fault::ALL.iter().position(|one| *one == fault));
    place.map_or(0, |place| u8::try_from(place + 1).unwrap_or(0))
}

fn covered_month(unit: &unit::Unit) -> u16 {
    let Some(coverage) = unit.coverage() else {
        return 0;
    };
    let years = coverage.until.year() - FIRST_YEAR;
    let month = years * 12 + i16::from(coverage.until.month());
    u16::try_from(month).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// **If this fails, do not change a line**: codes on paper carry these places. What is new goes to the end.
    #[test]
    fn the_places_of_triages_faults_stay() {
        let names: Vec<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
        let known = "reader-board reader-socket reader-camera reader-card-unit power-adapter cable-out cable-broken port-dead hub \
             fifth-reader pc-driver pc-asleep foreign-reader packet-filter address-overlap eligibility-line license-missing unknown-key \
             certificate-ended not-in-fleet serial-copy pc-clock reader-clock agent-crash engine-crash engine-hang card lighting paused \
             nothing";
        let known: Vec<_> = known.split_whitespace().collect();
        assert_eq!(names[..known.len()], known);
    }

    #[test]
    fn a_version_is_no_place_for_words() {
        assert_eq!(version("0.2.0-rc.1").as_str(), "0.2.0-RC.1");
        assert_eq!(version("yamada"), Word::default());
    }
}
