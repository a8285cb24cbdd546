//! Hides tickets' numbers in what another program than ours may have written (RULES B3): a reader's log.
//!
//! Our agent writes none (RULES G1). A maker's own program may: it shows the numbers, so it has them.

use madoguchi_bundle::{Pseudonym, Pseudonyms};
use madoguchi_fleet::ids::TicketId;
use std::collections::BTreeMap;

/// What stands before a number that is only digits where a line says what it is: other numbers are in each line, too.
const SAID: [&str; 4] = ["number=", "number\":", "ticket=", "ticket\":"];

/// The numbers of the tickets that are kept, with what stands for each.
pub(in crate::desk) struct Written(BTreeMap<String, Pseudonym>);

impl Written {
    pub(in crate::desk) fn of(kept: &[(TicketId, String)], pseudonyms: &Pseudonyms) -> Self {
        let numbers = kept.iter();
        Self(
            numbers
                .map(|(_, number)| (number.clone(), pseudonyms.of_number(number)))
                .collect(),
        )
    }

    /// The line with a pseudonym for each number: for one with a letter wherever it stands, for one of digits where the line calls it so.
    pub(in crate::desk) fn hidden_in(&self, line: &str) -> String {
        let mut shown = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let end = rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
            if end == 0 {
                shown.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let (word, after) = rest.split_at(end);
            match self.0.get(word).filter(|_| is_number(word, &shown)) {
                Some(pseudonym) => shown += &pseudonym.to_string(),
                None => shown += word,
            }
            rest = after;
        }
        shown
    }
}

/// Whether a word that is written as a number is one, behind what stands before it.
fn is_number(word: &str, before: &str) -> bool {
    let before = before.trim_end_matches(['"', ' ']);
    word.contains(char::is_alphabetic) || SAID.iter().any(|said| before.ends_with(said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    #[test]
    fn a_number_has_its_pseudonym_and_what_only_looks_like_one_stays() {
        let pseudonyms = Pseudonyms::new(Zeroizing::new([7; 32]));
        let numbers = ["12", "QX77", "整形3"];
        let written = Written(
            numbers
                .map(|number| (number.to_owned(), pseudonyms.of_number(number)))
                .into(),
        );
        let [twelve, letters, kanji] = numbers.map(|number| pseudonyms.of_number(number));
        assert_eq!(
            written.hidden_in("port=12 number=12 ticket=\"12\" {\"number\": 12} 12"),
            format!("port=12 number={twelve} ticket=\"{twelve}\" {{\"number\": {twelve}}} 12")
        );
        assert_eq!(
            written.hidden_in("calls QX77, 整形3; QX771"),
            format!("calls {letters}, {kanji}; QX771")
        );
        assert_eq!(written.hidden_in("窓口\u{301} é"), "窓口\u{301} é");
    }
}
