//! What the doctor found: its name, the catalogue's words, and of its values those that measure something. A path, a program's name and what
//! a person wrote stay.

use super::named;
use ipnet::IpNet;
use madoguchi_bundle::Named;
use madoguchi_doctor::{Finding, Level, Word};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::net::IpAddr;

/// What of a doctor's finding leaves (RULES B4).
#[derive(Debug, Serialize)]
pub(super) struct Found {
    #[serde(flatten)]
    named: Named,
    level: &'static str,
    theme: &'static str,
    values: Map<String, Value>,
}

/// The findings in the shape that leaves; `serials` are those of the fleet's readers.
pub(super) fn told(findings: &[Finding], serials: &[String]) -> Vec<Found> {
    let found = |finding: &Finding| Found {
        named: named::of(finding.code.name()),
        level: finding.code.level().name(),
        theme: finding.code.theme().name(),
        values: values(&finding.words, serials),
    };
    findings.iter().map(found).collect()
}

/// The problems and notices by their names, for the summary.
pub(super) fn named(findings: &[Finding]) -> Vec<Named> {
    let found = findings
        .iter()
        .filter(|found| matches!(found.code.level(), Level::Problem | Level::Notice));
    found.map(|found| named::of(found.code.name())).collect()
}

fn values(words: &[(&'static str, Word)], serials: &[String]) -> Map<String, Value> {
    let said = words
        .iter()
        .filter_map(|(name, word)| Some(((*name).to_owned(), value(word, serials)?)));
    said.collect()
}

fn value(word: &Word, serials: &[String]) -> Option<Value> {
    match word {
        Word::Same(text) => measures(text, serials).then(|| text.clone().into()),
        Word::Said(key, words) => Some(json!({ "said": key, "values": values(words, serials) })),
        Word::Listed(words) => {
            let listed: Vec<_> = words
                .iter()
                .filter_map(|word| value(word, serials))
                .collect();
            (!listed.is_empty()).then(|| listed.into())
        }
        Word::Text(text) => Some(named::coded(&text.code).into()),
        Word::Apart(ms) => Some((*ms).into()),
    }
}

/// Whether a text is a number, an address, a network, a USB port or a reader of the fleet.
fn measures(text: &str, serials: &[String]) -> bool {
    let is_port = |text: &str| {
        let (bus, chain) = text.split_once('-').unwrap_or((text, "1"));
        let digits =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '.');
        digits(bus) && digits(chain)
    };
    text.parse::<f64>().is_ok_and(f64::is_finite)
        || text.parse::<IpAddr>().is_ok()
        || text.parse::<IpNet>().is_ok()
        || is_port(text)
        || serials.iter().any(|serial| serial == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_doctor::Code;

    #[test]
    fn of_a_finding_leaves_what_measures_and_not_what_names() {
        let same = |text: &str| Word::Same(text.to_owned());
        let finding = Finding {
            code: Code::NetworkOverlap,
            words: vec![
                ("network", same("192.168.1.0/24")),
                ("port", same("1-2.4")),
                ("unit", same("CR-1")),
                ("path", same("C:\\Users\\yamada")),
                ("program", same("yamada.exe")),
                ("interface", same("yamada-lan")),
                ("all", Word::Listed(vec![same("7443"), same("yamada")])),
                (
                    "why",
                    Word::Said("doctor-x", vec![("user", same("yamada"))]),
                ),
                ("ahead", Word::Apart(-7)),
            ],
            commands: vec!["dir C:\\Users\\yamada".into()],
        };
        let told = told(&[finding], &["CR-1".to_owned()]);
        let json = serde_json::to_value(&told).unwrap_or_default();
        let values = &json[0]["values"];
        for (name, value) in [
            ("network", json!("192.168.1.0/24")),
            ("port", json!("1-2.4")),
            ("unit", json!("CR-1")),
            ("all", json!(["7443"])),
            ("ahead", json!(-7)),
        ] {
            assert_eq!(values[name], value, "{name}");
        }
        assert_eq!(json[0]["name"], "network-overlap");
        assert!(!json.to_string().contains("yamada"), "{json}");
    }
}
