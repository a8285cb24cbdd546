//! Verdicts on units in a word or two, for narrow columns of tables. The whole sentence is below the table.

use crate::texts::label;
use madoguchi_texts::Lang;

/// The reasons of a refusal that have a short form.
const REFUSALS: [&str; 14] = [
    "not-paired",
    "key-superseded",
    "other-certificate",
    "retired",
    "replaced",
    "identity-mismatch",
    "serial-twice",
    "port-in-use",
    "link-unknown",
    "not-usb",
    "behind-hub",
    "fleet-full",
    "factory-key-not-proven",
    "no-seat",
];

/// The short form of a verdict on the wire. One that this version does not know is shown as it is.
pub(crate) fn verdict(admission: &str, lang: Lang) -> String {
    let seat = |kind: &str, license: &str| {
        let key = format!("cli-verdict-{kind}");
        label(lang, &key, &[("license", license)])
    };
    let mut parts = admission.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("absent"), None, None) => label(lang, "cli-activity-unspecified", &[]),
        (Some("seat"), Some("included"), None) => seat("included", ""),
        (Some("seat"), Some("additional"), Some(license)) => seat("additional", license),
        (Some("seat"), Some("bundled"), Some(license)) => seat("bundled", license),
        (Some("refused"), Some(reason), None) if REFUSALS.contains(&reason) => {
            label(lang, &format!("cli-verdict-{reason}"), &[])
        }
        _ => admission.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_has_words_in_both_languages_and_none_of_the_wires() {
        let seats = ["seat:included", "seat:additional:A-1", "seat:bundled:A-1"];
        let refusals = REFUSALS.map(|reason| format!("refused:{reason}"));
        let known = seats
            .iter()
            .copied()
            .chain(refusals.iter().map(String::as_str));
        for admission in known.chain(["absent"]) {
            let (ja, en) = (verdict(admission, Lang::Ja), verdict(admission, Lang::En));
            assert!(!ja.is_ascii() && en.is_ascii(), "{admission}: {ja}, {en}");
            assert!(!en.contains("cli-") && !en.contains(':'), "{en}");
            assert_eq!(admission.contains("A-1"), ja.contains("A-1"), "{ja}");
        }
    }

    #[test]
    fn a_verdict_of_a_newer_controller_is_shown_as_it_is() {
        for admission in ["refused:too-loud", "seat:gold:1", "perhaps"] {
            assert_eq!(verdict(admission, Lang::Ja), admission);
        }
    }
}
