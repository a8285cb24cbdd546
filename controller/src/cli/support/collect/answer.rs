//! What a controller's API says, as far as it is shown: `/api/v1/status` and `/api/v1/licenses`. Nothing of it is believed beyond its bounds, and
//! what hides or turns text has a mark in its place.

use madoguchi_plain::marked;
use madoguchi_proto::v1::Text;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// More readers, alarms or licenses than any controller has; each is shown.
const MAX_ENTRIES: usize = 1_000;
/// The most text that is kept of a PC until all have answered, in bytes: a reader has about 1 KiB, and the thousand PCs of a list take 256 MiB at
/// most.
const MAX_KEPT_BYTES: usize = 256 * 1024;
/// The longest value, in characters: a sentence has a few hundred.
const MAX_CHARS: usize = 1_000;

/// How a controller and its readers are.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) software: String,
    /// Whether it is a test environment.
    pub(super) is_test: bool,
    pub(super) alarms: Vec<Text>,
    pub(super) units: Vec<Unit>,
    /// The clinic's offset from UTC.
    pub(super) utc_offset_min: i32,
}

/// A reader.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) serial: String,
    pub(super) counter: String,
    /// Bus and chain of ports.
    pub(super) port: String,
    pub(super) speed_mbps: Option<u32>,
    pub(super) activity: String,
    pub(super) plugged: bool,
    pub(super) serves: bool,
    pub(super) admission: String,
    pub(super) why: Option<Text>,
    pub(super) software: String,
    /// Until when the license is valid on which it sits; `None` where it sits on none that is known.
    pub(super) license: Option<Term>,
}

/// The end of a license.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// A time in milliseconds since 1970 at which it is valid no longer.
    Ends(i64),
    Never,
}

/// Puts the two answers together; `None` where one is not what this release knows.
pub(super) fn told(status: &[u8], licenses: &[u8]) -> Option<Told> {
    let status: Status = serde_json::from_slice(status).ok()?;
    let Licenses { licenses } = serde_json::from_slice(licenses).ok()?;
    let counts = [status.units.len(), status.alarms.len(), licenses.len()];
    if counts.iter().any(|count| *count > MAX_ENTRIES) {
        return None;
    }
    let unit = |unit: ApiUnit| Unit {
        license: term(&unit.admission.0, &licenses),
        serial: text(unit.serial),
        counter: unit
            .counter
            .map_or_else(String::new, |counter| counter.name.0),
        port: text(unit.port),
        speed_mbps: unit.link.and_then(|link| link.speed_mbps),
        activity: unit.activity.0,
        plugged: unit.plugged,
        serves: unit.serves,
        admission: unit.admission.0,
        why: unit.why.map(Text::from),
        software: text(unit.software),
    };
    let told = Told {
        software: status.software.0,
        is_test: status.environment.0 == "test",
        alarms: status.alarms.into_iter().map(Text::from).collect(),
        units: status.units.into_iter().map(unit).collect(),
        utc_offset_min: status.utc_offset_min,
    };
    (told.bytes() <= MAX_KEPT_BYTES).then_some(told)
}

impl Told {
    /// The text in it, in bytes.
    fn bytes(&self) -> usize {
        let said = |text: &Text| text.code.len() + text.ja.len() + text.en.len();
        let of = |unit: &Unit| {
            let texts = [
                &unit.serial,
                &unit.counter,
                &unit.port,
                &unit.activity,
                &unit.admission,
                &unit.software,
            ];
            let texts: usize = texts.iter().map(|text| text.len()).sum();
            texts + unit.why.as_ref().map_or(0, said)
        };
        let units: usize = self.units.iter().map(of).sum();
        self.software.len() + units + self.alarms.iter().map(said).sum::<usize>()
    }
}

/// The end of the license that an admission names (`seat:additional:ID`).
fn term(admission: &str, licenses: &[License]) -> Option<Term> {
    let id = admission.strip_prefix("seat:")?.split_once(':')?.1;
    let license = licenses.iter().find(|license| license.license_id.0 == id)?;
    Some(license.not_after_ms.map_or(Term::Never, Term::Ends))
}

/// A refusal of the API (RFC 9457) as a sentence; `None` where it is none.
pub(super) fn problem(body: &[u8]) -> Option<Text> {
    serde_json::from_slice::<Words>(body).ok().map(Text::from)
}

fn text(value: Option<Value>) -> String {
    value.map_or_else(String::new, |Value(text)| text)
}

/// A value of the answer, as it may be shown.
#[derive(Debug)]
struct Value(String);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        let short: String = text.chars().take(MAX_CHARS).collect();
        Ok(Self(marked(&short)))
    }
}

#[derive(Deserialize)]
struct Status {
    software: Value,
    environment: Value,
    units: Vec<ApiUnit>,
    alarms: Vec<Words>,
    utc_offset_min: i32,
}

#[derive(Deserialize)]
struct ApiUnit {
    serial: Option<Value>,
    counter: Option<Counter>,
    port: Option<Value>,
    link: Option<Link>,
    activity: Value,
    plugged: bool,
    serves: bool,
    admission: Value,
    why: Option<Words>,
    software: Option<Value>,
}

#[derive(Deserialize)]
struct Counter {
    name: Value,
}

#[derive(Deserialize)]
struct Link {
    speed_mbps: Option<u32>,
}

#[derive(Deserialize)]
struct Licenses {
    licenses: Vec<License>,
}

#[derive(Deserialize)]
struct License {
    license_id: Value,
    not_after_ms: Option<i64>,
}

#[derive(Deserialize)]
struct Words {
    code: Value,
    ja: Value,
    en: Value,
}

impl From<Words> for Text {
    fn from(words: Words) -> Self {
        Self {
            code: words.code.0,
            ja: words.ja.0,
            en: words.en.0,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn status(units: &[Json]) -> Json {
        json!({
            "software": "0.1.0", "environment": "test", "units": units, "alarms": [],
            "utc_offset_min": 540, "later": { "field": 1 },
        })
    }

    fn unit(serial: &str, admission: &str) -> Json {
        json!({
            "serial": serial, "counter": null, "port": null, "link": null, "activity": "free", "plugged": true,
            "serves": true, "admission": admission, "why": null, "software": null,
        })
    }

    fn read(status: &Json, licenses: &Json) -> Option<Told> {
        told(
            status.to_string().as_bytes(),
            licenses.to_string().as_bytes(),
        )
    }

    #[test]
    fn a_unit_has_the_end_of_the_license_on_which_it_sits() {
        let licenses = json!({ "licenses": [
            { "license_id": "A-1", "not_after_ms": 1_000 },
            { "license_id": "B-1", "not_after_ms": null },
        ]});
        let admissions = [
            "seat:additional:A-1",
            "seat:bundled:B-1",
            "seat:additional:C",
            "seat:included",
            "absent",
        ];
        let units: Vec<_> = admissions.iter().map(|at| unit("CR-1", at)).collect();
        let told = read(&status(&units), &licenses).unwrap();
        let terms: Vec<_> = told.units.iter().map(|unit| unit.license).collect();
        assert_eq!(
            terms,
            [Some(Term::Ends(1_000)), Some(Term::Never), None, None, None]
        );
    }

    #[test]
    fn what_turns_or_hides_text_is_marked_and_nothing_is_without_end() {
        let licenses = json!({ "licenses": [] });
        let bad = format!("CR\u{1b}[2J\u{202e}{}", "x".repeat(2 * MAX_CHARS));
        let told = read(&status(&[unit(&bad, "absent")]), &licenses).unwrap();
        let serial = &told.units[0].serial;
        assert!(serial.starts_with("CR\u{fffd}[2J\u{fffd}x"), "{serial}");
        assert_eq!(serial.chars().count(), MAX_CHARS);
        let many = vec![unit("CR-1", "absent"); MAX_ENTRIES + 1];
        assert!(read(&status(&many), &licenses).is_none());
        let long = unit(&"x".repeat(MAX_CHARS), "absent");
        let mut long = vec![long; MAX_KEPT_BYTES / MAX_CHARS];
        assert!(read(&status(&long), &licenses).is_none());
        long.truncate(MAX_KEPT_BYTES / (MAX_CHARS + 100));
        assert!(read(&status(&long), &licenses).is_some());
        for (other, licenses) in [
            (json!({}), &licenses),
            (status(&[]), &json!({})),
            (json!("<html>"), &licenses),
        ] {
            assert!(read(&other, licenses).is_none(), "{other}");
        }
    }
}
