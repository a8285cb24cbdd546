//! What a support code says, in words; and why a text is none.

use super::bundles::{sentence, text};
use super::documents::worded;
use super::triage;
use super::{Clock, title};
use madoguchi_code::{Error, Pause, Summary, Unit, Verdict};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_licensing::armour::MAX_FILE_LEN;
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
use madoguchi_triage::Fault;

/// The year that months of coverage are counted from (`views`).
const FIRST_YEAR: u16 = 2000;

/// A line: the key of what it is, and its value.
pub(crate) type Row = (&'static str, Text);

/// What is told of the clinic as a whole.
#[must_use]
pub(crate) fn code_rows(told: &Summary) -> Vec<Row> {
    let clock = Clock::at_offset(told.utc_offset_min.into());
    let at = TimeOfDay(i64::from(told.at_min) * 60_000);
    let mut installation = String::new();
    for byte in told.installation {
        installation.push_str(&format!("{byte:02x}"));
    }
    let faults = |numbers: &[u16]| match numbers {
        [] => text("code-told-nothing", &[]),
        numbers => faults(numbers),
    };
    vec![
        (
            "code-told-installation",
            plain(super::grouped(&installation)),
        ),
        ("code-told-at", plain(clock.day_and_minutes(at))),
        ("code-told-software", plain(&told.software)),
        ("code-told-waiting", plain(told.waiting)),
        ("code-told-closed", plain(told.closed_today)),
        ("code-told-alarms", faults(&told.alarms)),
        ("code-told-findings", faults(&told.findings)),
    ]
}

/// What is told of a unit.
#[must_use]
pub(crate) fn code_unit_rows(unit: &Unit) -> Vec<Row> {
    let unknown = || text("code-unit-unknown", &[]);
    let or_unknown = |word: &str| match word {
        "" => unknown(),
        word => plain(word),
    };
    let edition = match unit.is_multi {
        true => text("sheet-edition-multi", &[]),
        false => text("sheet-edition-single", &[]),
    };
    let sessions = [
        ("sessions", &*unit.sessions.to_string()),
        ("verified", &unit.verified.to_string()),
    ];
    let mut rows = vec![("code-unit-state", text(state(unit), &[]))];
    if unit.verdict != Verdict::None {
        rows.push(("code-unit-verdict", triage::verdict(unit.verdict.name())));
        rows.extend(
            triage_fault(unit.likeliest).map(|fault| ("code-unit-likeliest", triage::fault(fault))),
        );
    }
    if !unit.faults.is_empty() {
        rows.push(("code-unit-faults", faults(&unit.faults)));
    }
    rows.push(("code-unit-port", or_unknown(unit.port.as_str())));
    if unit.is_enrolled {
        rows.extend([
            ("code-unit-edition", edition),
            ("code-unit-software", or_unknown(unit.software.as_str())),
            (
                "code-unit-sessions",
                text("code-unit-sessions-of", &sessions),
            ),
            ("code-unit-drops", plain(unit.drops)),
            ("code-unit-covered", or_unknown(&month(unit.covered_month))),
        ]);
    }
    rows
}

/// Triage's fault at a place in the code; `None` for none, and for one that this version does not know.
#[must_use]
pub(crate) fn triage_fault(place: u8) -> Option<Fault> {
    let place = usize::from(place).checked_sub(1)?;
    Fault::ALL.get(place).copied()
}

const fn state(unit: &Unit) -> &'static str {
    match unit {
        Unit {
            is_enrolled: false, ..
        } => "code-state-not-enrolled",
        Unit {
            pause: Pause::ByStaff,
            ..
        } => "code-state-paused-by-staff",
        Unit {
            pause: Pause::ByFleet,
            ..
        } => "code-state-paused-by-fleet",
        Unit {
            pause: Pause::Maintenance,
            ..
        } => "code-state-maintenance",
        Unit { serves: true, .. } => "code-state-serves",
        Unit {
            is_attached: true, ..
        } => "code-state-connected",
        Unit {
            is_plugged: true, ..
        } => "code-state-plugged",
        Unit { .. } => "code-state-away",
    }
}

/// The month of a number in a code, "2029-05"; empty where it is not noted.
#[must_use]
pub(crate) fn month(number: u16) -> String {
    match number.checked_sub(1) {
        None => String::new(),
        Some(months) => format!("{}-{:02}", FIRST_YEAR + months / 12, months % 12 + 1),
    }
}

/// Faults by their numbers, with their titles where this version knows them.
fn faults(numbers: &[u16]) -> Text {
    let told = |lang: Lang| {
        let titles = numbers
            .iter()
            .map(|&number| match madoguchi_faults::of_number(number) {
                Some(fault) => title(fault, lang),
                None => format!("MDG-{number:04}"),
            });
        titles.collect::<Vec<_>>().join(lang.pick("、", "; "))
    };
    Text {
        code: String::new(),
        ja: told(Lang::Ja),
        en: told(Lang::En),
    }
}

/// The same in both languages.
fn plain(value: impl ToString) -> Text {
    let ja = value.to_string();
    Text {
        code: String::new(),
        en: ja.clone(),
        ja,
    }
}

/// Why a text is no support code: which group is mistyped, or what it is instead.
#[must_use]
pub(crate) fn no_support_code(why: &Error) -> Text {
    match why {
        Error::Typed(why) => worded(why.wording()),
        Error::Empty | Error::None | Error::Senseless => text("support-code-none", &[]),
        Error::TooLarge { .. } => {
            let limit = MAX_FILE_LEN.to_string();
            text("support-code-too-large", &[("limit", &limit)])
        }
        Error::OtherFile(other) => {
            let what = Text {
                code: String::new(),
                ja: other.ja().to_owned(),
                en: other.en().to_owned(),
            };
            let name = "support-code-other-file";
            sentence(name, name, &[("what", what.into())])
        }
        Error::License => text("support-code-license", &[]),
        Error::Newer { version } => {
            text("support-code-newer", &[("version", &version.to_string())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_reading::Other;

    #[test]
    fn what_is_no_code_is_told_with_the_way_out_and_the_mistyped_group_by_its_place() {
        use madoguchi_licensing::typed::{self, Place};
        let place = Place {
            part: None,
            group: 6,
        };
        let typed = no_support_code(&Error::Typed(typed::Error::Group { place }));
        assert!(
            typed.ja.contains("6 番目") && typed.ja.contains("2 行目"),
            "{typed:?}"
        );
        for why in [
            Error::Empty,
            Error::TooLarge { len: 99 },
            Error::OtherFile(Other::Unknown),
            Error::License,
            Error::Newer { version: 2 },
        ] {
            let said = no_support_code(&why);
            assert!(madoguchi_faults::of_name(&said.code).is_some(), "{said:?}");
        }
    }

    #[test]
    fn each_state_of_a_unit_is_told_and_what_is_not_known_is_said_to_be_so() {
        let enrolled = Unit {
            is_enrolled: true,
            ..Unit::default()
        };
        let states = [
            (Unit::default(), "not enrolled"),
            (
                Unit {
                    pause: Pause::ByStaff,
                    ..enrolled.clone()
                },
                "by staff",
            ),
            (
                Unit {
                    pause: Pause::ByFleet,
                    ..enrolled.clone()
                },
                "repeated failures",
            ),
            (
                Unit {
                    pause: Pause::Maintenance,
                    ..enrolled.clone()
                },
                "maintenance",
            ),
            (
                Unit {
                    serves: true,
                    ..enrolled.clone()
                },
                "serves",
            ),
            (
                Unit {
                    is_attached: true,
                    ..enrolled.clone()
                },
                "does not serve",
            ),
            (
                Unit {
                    is_plugged: true,
                    ..enrolled.clone()
                },
                "USB shows it",
            ),
            (enrolled.clone(), "not connected"),
        ];
        for (unit, words) in states {
            let rows = code_unit_rows(&unit);
            assert!(rows[0].1.en.contains(words), "{words}: {rows:?}");
        }
        let rows = code_unit_rows(&Unit {
            verdict: Verdict::OtherPart,
            likeliest: 6,
            faults: vec![204, 999],
            covered_month: 353,
            ..enrolled
        });
        let said: Vec<_> = rows.iter().map(|(_, value)| value.en.as_str()).collect();
        let said = said.join("|");
        for words in [
            "The USB cable is out.",
            "MDG-0204 ",
            "MDG-0999",
            "2029-05",
            "not known",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}
