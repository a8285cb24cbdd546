//! The report beside a file: what became of each line, Japanese first, then the same in English.

use super::taking::Line;
use crate::texts::folder::{
    NotTaken, Taken, line, not_taken, report_grew, report_head, report_way_out,
};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;

/// What Windows' programs know UTF-8 by.
const MARK: &str = "\u{feff}";

/// The text of a report, as Windows' own programs show it.
pub(super) fn of(taken: &Taken, lines: &Result<Vec<Line>, NotTaken>, grew: bool) -> String {
    let is_empty = |lines: &Vec<Line>| lines.iter().all(Line::was_refused);
    let whole = lines.as_ref().is_ok_and(|lines| !is_empty(lines));
    let mut texts = vec![report_head(taken, whole)];
    if taken.refused > 0 || lines.is_err() {
        texts.push(report_way_out(whole));
    }
    if grew {
        texts.push(report_grew());
    }
    match lines {
        // What needs somebody's hand comes first.
        Ok(lines) => {
            let (refused, others): (Vec<_>, Vec<_>) =
                lines.iter().partition(|line| line.was_refused());
            let all = refused.into_iter().chain(others);
            texts.extend(all.map(|one| line(one.line, &one.done)));
        }
        Err(why) => texts.push(not_taken(why)),
    }
    let page = |lang: Lang| -> String {
        let said = |text: &Text| format!("{}\r\n", lang.of(text));
        texts.iter().map(said).collect()
    };
    format!("{MARK}{}\r\n{}", page(Lang::Ja), page(Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::folder::{Done, line_urgent};
    use madoguchi_fleet::time::SinceMidnight;

    fn taken(added: usize, refused: usize) -> Taken {
        Taken {
            file: "list.csv".to_owned(),
            at: "2026-11-30 09:05".to_owned(),
            added,
            known: 0,
            refused,
        }
    }

    #[test]
    fn what_needs_a_hand_comes_first_in_japanese_and_then_all_of_it_in_english() {
        let lines = vec![
            Line {
                line: 2,
                done: Done::Added {
                    number: "12".to_owned(),
                    time: SinceMidnight::of_ms(9 * 3_600_000),
                    notice: None,
                },
            },
            Line {
                line: 3,
                done: Done::Refused(line_urgent(3)),
            },
        ];
        let page = of(&taken(1, 1), &Ok(lines), true);
        assert!(
            page.starts_with("\u{feff}list.csv を取り込みました"),
            "{page}"
        );
        let at = |words: &str| {
            page.find(words)
                .unwrap_or_else(|| panic!("{words}: {page}"))
        };
        assert!(at("追加できなかった行だけを直し") < at("3 行目: 「緊急」"));
        assert!(at("3 行目") < at("2 行目: 受付番号 12") && at("2 行目") < at("Line 3"));
        assert!(at("Line 3") < at("Line 2: number 12 was added (09:00 in the file)"));
        assert!(at("取り込んだあとで書き足され") < at("3 行目"));
        assert!(page.lines().count() > 8 && !page.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn a_file_of_which_nothing_was_taken_says_so() {
        let nothing = of(&taken(0, 0), &Err(NotTaken::TooLarge), false);
        assert!(nothing.contains("だれも列に追加していません"), "{nothing}");
        assert!(nothing.contains("1 MB") && nothing.contains("Mend the file"));
        let refused = Line {
            line: 2,
            done: Done::Refused(line_urgent(2)),
        };
        let all_refused = of(&taken(0, 1), &Ok(vec![refused]), false);
        assert!(all_refused.contains("Nobody was added"), "{all_refused}");
        let known = Line {
            line: 2,
            done: Done::Known,
        };
        let known = of(&taken(0, 0), &Ok(vec![known]), false);
        assert!(known.contains("2回は追加していません"), "{known}");
    }
}
