//! The number on a patient's slip, as reception means it: `０５`, `05` and `5` are one number, and so are `ア1` and `ｱ１`, `A-5` and `Aー５`.

use unicode_normalization::UnicodeNormalization as _;

/// What a number means (RULES Q8): compatible forms of a character are one (NFKC), every dash is a hyphen, also the long-vowel mark that a
/// Japanese keyboard types for it, and a number of digits alone has no zeros before it. Small letters and capitals stay: see [`same`].
#[must_use]
pub fn meant(number: &str) -> String {
    let mut meant = String::with_capacity(number.len());
    let mut in_kana = false;
    for c in number.nfkc().filter(|&c| !crate::is_ignored(c)) {
        let long_vowel = c == '\u{30fc}';
        in_kana = is_kana(c) || (long_vowel && in_kana);
        if is_dash(c) || (long_vowel && !in_kana) {
            meant.push('-');
        } else {
            meant.push(c);
        }
    }
    let meant = meant.trim();
    let digits = meant.bytes().all(|byte| byte.is_ascii_digit());
    match meant.trim_start_matches('0') {
        "" if digits && !meant.is_empty() => "0".to_owned(),
        rest if digits => rest.to_owned(),
        _ => meant.to_owned(),
    }
}

/// The same text for all numbers that are one: those that mean the same, in small letters or capitals.
#[must_use]
pub fn same(number: &str) -> String {
    meant(number).to_uppercase()
}

/// Whether a number stands for itself in every way: digits alone, without zeros before them, as the fleet gives them. Nothing has to be looked
/// up about its characters then.
#[must_use]
pub fn is_its_own(number: &str) -> bool {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    digits && !number.is_empty() && (number == "0" || !number.starts_with('0'))
}

/// Whether a character is a hyphen or dash in every text. The long-vowel mark is one only where no kana stands before it.
#[must_use]
pub const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
    )
}

/// Whether a long-vowel mark behind a character lengthens it.
const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reception_means_by_a_number_does_not_depend_on_how_it_was_typed() {
        for (one, forms) in [
            (
                "555",
                &["555", "0555", "００５５５", " 555\u{3000}", "5\u{200b}55"][..],
            ),
            ("0", &["0", "000", "０"]),
            ("ア1", &["ア1", "ｱ1", "ｱ１", "ア①"]),
            ("ガ1", &["ガ1", "ｶﾞ1", "カ\u{3099}1"]),
            (
                "5-6",
                &[
                    "5-6",
                    "5ー6",
                    "５－６",
                    "5ｰ6",
                    "5−6",
                    "5–6",
                    "5—6",
                    "5‐6",
                    "5―6",
                ],
            ),
            ("A-7", &["A-7", "Ａー７", "Aｰ7"]),
            ("a05", &["ａ05"]),
            ("コーヒー", &["ｺｰﾋｰ"]),
            ("カー-5", &["ｶｰ-5"]),
            ("窓1", &["窓１"]),
        ] {
            for form in forms {
                assert_eq!(meant(form), one, "{form}");
            }
        }
        assert_ne!(meant("05-6"), meant("5-6"));
        assert_ne!(meant("あ1"), meant("ア1"));
        assert_eq!(meant(""), "");
        assert_eq!(same("Ａー７"), same("a-7"));
    }

    #[test]
    fn a_number_that_is_its_own_means_itself() {
        for number in ["0", "7", "10", "12345678"] {
            assert!(is_its_own(number));
            assert_eq!(
                (meant(number).as_str(), same(number).as_str()),
                (number, number)
            );
        }
        for number in ["", "00", "05", "５", "5-6", "a", " 5", "5\u{200b}"] {
            assert!(!is_its_own(number), "{number}");
        }
    }
}
