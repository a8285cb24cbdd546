//! The numbers in how a ticket stood in the entries of former releases (RULES G6).

use super::told;
use madoguchi_bundle::Pseudonyms;

/// The aspect that is a ticket's number.
const TICKET: &str = "ticket";

/// The same `name=value` pairs with a pseudonym for each number.
pub(super) fn hidden(stood: &str, pseudonyms: &Pseudonyms) -> String {
    let mut shown = String::with_capacity(stood.len());
    let mut rest = stood;
    while let Some((name, behind)) = rest.split_once('=') {
        let (value, next) = behind.split_at(value_end(behind));
        shown.push_str(name);
        shown.push('=');
        match told::pairs(rest).into_iter().next() {
            Some((_, number)) if name.trim_start() == TICKET && !number.is_empty() => {
                shown += &pseudonyms.of_number(&number).to_string();
            }
            _ => shown += value,
        }
        rest = next;
    }
    shown + rest
}

/// Where a value ends: at the first blank that is not in quotes.
fn value_end(text: &str) -> usize {
    let (mut quoted, mut taken) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if taken => taken = false,
            '\\' if quoted => taken = true,
            '"' => quoted = !quoted,
            ' ' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    #[test]
    fn each_number_has_its_pseudonym_and_all_else_stays_to_the_letter() {
        let pseudonyms = Pseudonyms::new(Zeroizing::new([7; 32]));
        let twelve = pseudonyms.of_number("12");
        for stood in [
            "",
            "state=waiting class=normal needs= prefers=",
            "unit=CR-1 reason=\"ticket=12 \\\" ticket=12\" ticket=",
            "no pairs at all",
        ] {
            assert_eq!(hidden(stood, &pseudonyms), stood);
        }
        assert_eq!(
            hidden(
                "state=called ticket=12 unit=CR-1 ticket=\"12\"",
                &pseudonyms
            ),
            format!("state=called ticket={twelve} unit=CR-1 ticket={twelve}")
        );
    }
}
