//! What a fault's code means, in words: for the command line and for the console's pages.

use super::bundles::{label, text};
use madoguchi_faults::{Fault, Words};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;

/// The longest part of what somebody typed that is said back to him.
const MAX_TYPED: usize = 40;
/// The codes of an area: `MDG-0200` to `MDG-0299` are about cables and ports.
const AREA: u16 = 100;

/// A fault in one language.
pub(crate) struct Told {
    /// Its code and what it is called.
    pub(crate) title: String,
    /// All else, each with its heading.
    pub(crate) rows: Vec<(String, String)>,
}

/// What a fault is, and what to do about it.
pub(crate) fn fault(fault: &Fault, lang: Lang) -> Told {
    let head = |name: &str| label(lang, &format!("fault-head-{name}"), &[]);
    let matter = format!("fault-matter-{}", fault.matter.name());
    let send_in = match fault.send_in {
        true => "fault-send-in-yes",
        false => "fault-send-in-no",
    };
    let mut rows = vec![
        (head("text"), side(fault.text, lang).to_owned()),
        (head("matter"), label(lang, &matter, &[])),
        (head("todo"), side(fault.todo, lang).to_owned()),
        (head("tell"), to_tell(fault, lang)),
        (head("send-in"), label(lang, send_in, &[])),
    ];
    if let Some(screen) = fault.screen {
        rows.push((head("screen"), screen.to_owned()));
    }
    rows.push((head("names"), fault.names.join(", ")));
    Told {
        title: title(fault, lang),
        rows,
    }
}

/// Its code and what it is called.
pub(crate) fn title(fault: &Fault, lang: Lang) -> String {
    let code = fault.code.to_string();
    let args = [("code", code.as_str()), ("title", side(fault.title, lang))];
    label(lang, "fault-title", &args)
}

/// What support is told: the code and the sentence first (FAQ 41).
fn to_tell(fault: &Fault, lang: Lang) -> String {
    let code = fault.code.to_string();
    let first = label(lang, "fault-tell-code", &[("code", &code)]);
    let more = fault.tell.iter();
    let more = more.map(|told| label(lang, &format!("fault-tell-{}", told.name()), &[]));
    let all: Vec<_> = [first].into_iter().chain(more).collect();
    all.join(lang.pick("、", "; "))
}

/// That what was typed is the code of a reader's own screen.
pub(crate) fn of_screen(screen: &str, lang: Lang) -> String {
    label(lang, "fault-of-screen", &[("screen", screen)])
}

/// All faults by their areas, each with what it is called.
pub(crate) fn areas(lang: Lang) -> Vec<(String, Vec<(String, &'static str)>)> {
    let faults = madoguchi_faults::all();
    let areas = faults.chunk_by(|one, next| area(one) == area(next));
    let listed = |fault: &Fault| (fault.code.to_string(), side(fault.title, lang));
    areas
        .filter_map(|faults| {
            let name = format!("faults-area-{}", area(faults.first()?));
            let listed = faults.iter().map(listed).collect();
            Some((label(lang, &name, &[]), listed))
        })
        .collect()
}

const fn area(fault: &Fault) -> u16 {
    fault.code.number() / AREA
}

/// That there is no such fault, and what there is.
pub(crate) fn no_such_fault(typed: &str) -> Text {
    let shown: String = typed.chars().take(MAX_TYPED).collect();
    text(
        "no-such-fault",
        &[("typed", &madoguchi_plain::marked(&shown))],
    )
}

const fn side(words: Words, lang: Lang) -> &'static str {
    lang.pick(words.ja, words.en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_says_all_that_somebody_at_the_telephone_needs_in_both_languages() {
        for of in madoguchi_faults::all() {
            for lang in [Lang::Ja, Lang::En] {
                let told = fault(of, lang);
                assert!(
                    told.title.starts_with(&of.code.to_string()),
                    "{}",
                    told.title
                );
                assert!(told.rows.len() >= 6, "{}", told.title);
                for (head, words) in &told.rows {
                    assert!(
                        !head.is_empty() && !words.is_empty(),
                        "{}: {head}",
                        told.title
                    );
                    let is_a_key = words.starts_with("fault-") || words.contains(" fault-");
                    assert!(!is_a_key, "{}: {words}", told.title);
                }
            }
        }
        let card = madoguchi_faults::of_name("card_unreadable").map(|card| fault(card, Lang::Ja));
        let rows = card.map_or_else(Vec::new, |card| card.rows);
        assert!(rows.iter().any(|(_, words)| words == "001"), "{rows:?}");
    }

    #[test]
    fn all_faults_are_listed_under_the_ten_areas() {
        for lang in [Lang::Ja, Lang::En] {
            let areas = areas(lang);
            assert_eq!(areas.len(), 10);
            let listed = areas.iter().map(|(_, faults)| faults.len()).sum::<usize>();
            assert_eq!(listed, madoguchi_faults::all().len());
        }
        assert_eq!(of_screen("001", Lang::En).matches("001").count(), 1);
    }

    #[test]
    fn what_is_no_code_is_said_back_in_short() {
        let long = "x".repeat(10_000);
        let said = no_such_fault(&long);
        assert!(
            said.en.len() < 400 && said.en.contains("MDG-0204"),
            "{said:?}"
        );
        assert!(!no_such_fault("\u{7}").ja.contains('\u{7}'));
    }
}
