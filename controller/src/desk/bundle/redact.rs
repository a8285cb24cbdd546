//! Hides tickets' numbers in what another program than ours may have written (RULES B3, G8): a reader's log.
//!
//! Our agent writes none (RULES G1). A maker's own program may: it shows the numbers, so it has them. How it writes them is not ours to know:
//! with hyphens or without, in full width, with zeros before them, in the midst of Japanese, which has no blanks.
//!
//! | a number of | is one |
//! |---|---|
//! | letters and digits: `A-7`, `整形3` | wherever it stands, in small letters or capitals |
//! | letters alone: `AB`, `コーヒー` | as a word of its own, written as it is |
//! | digits and hyphens: `5-6` | as a word of its own that is not another thing's value (`port=5-6`), or behind a [`label`] |
//! | digits alone: `12` | behind a label, in a list behind one, or before 番 |

mod label;
mod line;

use line::Line;
use madoguchi_bundle::{Pseudonym, Pseudonyms};
use madoguchi_fleet::ids::{Number, TicketId};
use madoguchi_plain::numbers;
use std::collections::BTreeMap;

/// The most characters of a number as it may be written: with zeros before it, or composed of more characters than it means.
const MAX_WRITTEN: usize = 4 * Number::MAX_CHARS;

/// The numbers of the tickets that are kept, with what stands for each, by what they mean.
pub(in crate::desk) struct Written(BTreeMap<String, Known>);

struct Known {
    /// As it is meant, in its own small letters or capitals.
    meant: String,
    kind: Kind,
    pseudonym: Pseudonym,
}

/// What a number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mixed,
    Letters,
    Hyphened,
    Digits,
}

impl Kind {
    fn of(meant: &str) -> Self {
        let has = |is: fn(char) -> bool| meant.chars().any(is);
        match (has(char::is_alphabetic), has(char::is_numeric)) {
            (true, true) => Self::Mixed,
            (true, false) => Self::Letters,
            (false, _) if meant.contains('-') => Self::Hyphened,
            (false, _) => Self::Digits,
        }
    }
}

/// Why what is written as a number is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// The line calls it one.
    Called,
    /// Nothing else is written so.
    Form,
}

impl Written {
    pub(in crate::desk) fn of(kept: &[(TicketId, String)], pseudonyms: &Pseudonyms) -> Self {
        let numbers = kept.iter().map(|(_, number)| {
            let meant = numbers::meant(number);
            let known = Known {
                kind: Kind::of(&meant),
                meant,
                pseudonym: pseudonyms.of_number(number),
            };
            (numbers::same(number), known)
        });
        Self(numbers.collect())
    }

    /// The line with a pseudonym for each number in it.
    pub(in crate::desk) fn hidden_in(&self, line: &str) -> String {
        let line = Line::of(line);
        let mut shown = String::new();
        // The end of the newest number that the line calls one: a list may go on behind it.
        let mut listed = None;
        let mut at = 0;
        while let Some(c) = line.char(at) {
            match self.longest(&line, at, listed) {
                Some((end, known, sign)) => {
                    shown += &known.pseudonym.to_string();
                    listed = Some(end).filter(|_| sign == Sign::Called);
                    at = end;
                }
                None => {
                    shown.push(c);
                    at += 1;
                }
            }
        }
        shown
    }

    /// The longest number that begins at a place, and where it ends. `listed` is the end of one that the line called so.
    fn longest(
        &self,
        line: &Line<'_>,
        at: usize,
        listed: Option<usize>,
    ) -> Option<(usize, &Known, Sign)> {
        let most = line.run(at, MAX_WRITTEN);
        if self.0.is_empty() || most == 0 || !line.parts(at) {
            return None;
        }
        let ends = (at + 1..=at + most).rev().filter(|end| line.parts(*end));
        ends.filter_map(|end| Some((end, self.known(line.between(at, end))?)))
            .find_map(|(end, known)| {
                let sign = sign(line, at, end, known.kind, listed)?;
                Some((end, known, sign))
            })
    }

    fn known(&self, written: &str) -> Option<&Known> {
        // Most words are longer than any number; zeros may stand before one.
        let is_plain = written.is_ascii() && !written.starts_with('0');
        if is_plain && written.len() > Number::MAX_CHARS {
            return None;
        }
        let known = self.0.get(&numbers::same(written))?;
        let is_same = known.kind != Kind::Letters || numbers::meant(written) == known.meant;
        is_same.then_some(known)
    }
}

/// Whether what is written as a number is one where it stands, and why.
fn sign(line: &Line<'_>, at: usize, end: usize, kind: Kind, listed: Option<usize>) -> Option<Sign> {
    let goes_on = listed.is_some_and(|from| label::goes_on(line.between(from, at)));
    let is_called = goes_on
        || label::is_before(line.between(0, at))
        || (kind == Kind::Digits && label::counts(line.between(end, line.end())));
    let has_form = match kind {
        Kind::Mixed => true,
        Kind::Letters => line.is_word(at, end),
        Kind::Hyphened => line.is_alone(at, end) && !label::is_value(line.between(0, at)),
        Kind::Digits => false,
    };
    match (is_called, has_form) {
        (true, _) => Some(Sign::Called),
        (false, true) => Some(Sign::Form),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    const NUMBERS: [&str; 9] = [
        "12",
        "555",
        "QX77",
        "整形3",
        "A-7",
        "5-6",
        "コーヒー",
        "IN",
        "あ-1",
    ];

    /// The line with each number's pseudonym in angle brackets around the number.
    fn hidden(line: &str) -> String {
        let pseudonyms = Pseudonyms::new(Zeroizing::new([7; 32]));
        let written = Written::of(
            &NUMBERS.map(|number| (TicketId(1), number.to_owned())),
            &pseudonyms,
        );
        let told = written.hidden_in(line);
        NUMBERS.iter().fold(told, |told, number| {
            let pseudonym = pseudonyms.of_number(number).to_string();
            told.replace(&pseudonym, &format!("<{number}>"))
        })
    }

    #[test]
    fn digits_alone_are_hidden_wherever_the_line_calls_them_a_number_and_stay_elsewhere() {
        for (line, told) in [
            ("port=12 number=12 12", "port=12 number=<12> 12"),
            (
                "ticket=\"12\" {\"number\": 12}",
                "ticket=\"<12>\" {\"number\": <12>}",
            ),
            ("number: 12", "number: <12>"),
            ("\"number\" : \"12\"", "\"number\" : \"<12>\""),
            ("\\\"number\\\":\\\"12\\\"", "\\\"number\\\":\\\"<12>\\\""),
            ("受付番号 12", "受付番号 <12>"),
            ("番号：12", "番号：<12>"),
            ("番号：１２、５５５", "番号：<12>、<555>"),
            ("受付番号は０１２です", "受付番号は<12>です"),
            ("整理券12を発券", "整理券<12>を発券"),
            ("整理番号「12」", "整理番号「<12>」"),
            ("受付　12", "受付　<12>"),
            ("12番の方", "<12>番の方"),
            ("12番目 3番", "12番目 3番"),
            ("Ticket #12, TicketNo=012", "Ticket #<12>, TicketNo=<12>"),
            ("№12 No. 12 ＮＯ．１２", "№<12> No. <12> ＮＯ．<12>"),
            ("numbers: [12, 555] 12", "numbers: [<12>, <555>] 12"),
            ("number=123 number=1 12s", "number=123 number=1 12s"),
            (
                "casino 12 12:12:12 0.12 E-12",
                "casino 12 12:12:12 0.12 E-12",
            ),
        ] {
            assert_eq!(hidden(line), told);
        }
    }

    #[test]
    fn a_number_with_a_hyphen_is_hidden_as_a_whole_and_dates_and_ports_stay() {
        for (line, told) in [
            (
                "calls A-7; a-7, Ａー７ A−7",
                "calls <A-7>; <A-7>, <A-7> <A-7>",
            ),
            ("BA-7 A-77 A-7番", "BA-7 A-77 <A-7>番"),
            ("at 5-6. (5-6)", "at <5-6>. (<5-6>)"),
            (
                "port=5-6 \"port\": \"5-6\" usb 5-6.1",
                "port=5-6 \"port\": \"5-6\" usb 5-6.1",
            ),
            (
                "2026-5-6 5-6-7 number=5-6 番号5ー6です",
                "2026-5-6 5-6-7 number=<5-6> 番号<5-6>です",
            ),
            ("あ-1 あー1", "<あ-1> あー1"),
        ] {
            assert_eq!(hidden(line), told);
        }
    }

    #[test]
    fn a_number_with_letters_is_hidden_wherever_it_stands_and_what_only_looks_like_one_stays() {
        for (line, told) in [
            ("calls QX77, 整形3; QX771", "calls <QX77>, <整形3>; QX771"),
            (
                "qx77 ＱＸ７７ QX77番の方を受付整形3へ",
                "<QX77> <QX77> <QX77>番の方を受付<整形3>へ",
            ),
            ("XQX77 整形32", "XQX77 整形32"),
            (
                "コーヒー コーヒーを ｺｰﾋｰ",
                "<コーヒー> コーヒーを <コーヒー>",
            ),
            ("IN in INFO number=IN", "<IN> in INFO number=<IN>"),
            ("窓口\u{301} é", "窓口\u{301} é"),
        ] {
            assert_eq!(hidden(line), told);
        }
    }
}
