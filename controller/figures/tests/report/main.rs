//! The report of a made month, with the sentences that people read, in both languages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod clinic;

use clinic::{Trouble, month, say};
use madoguchi_figures::report::{Month, Table, csv, html};
use madoguchi_figures::{Staffing, UnitMonth, Wait, Waits, staffing_chart, use_chart, waits_chart};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_fleet::ticket::Means;
use madoguchi_fleet::unit_day::UnitDay;
use madoguchi_fleet::wish::Counter;
use madoguchi_texts::Lang;

const LANGUAGES: [(Lang, &str); 2] = [(Lang::Ja, "ja"), (Lang::En, "en")];

fn pages(trouble: Trouble) -> [String; 2] {
    LANGUAGES.map(|(lang, word)| html(&month(trouble), word, &say(lang)))
}

/// The page without its style and drawings, as text.
fn words(page: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in page.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    text
}

#[test]
fn the_sentences_are_whole_in_both_languages() {
    assert_eq!(clinic::SENTENCES.flaws(), [""; 0]);
}

#[test]
fn every_sentence_has_all_its_values_in_both_languages() {
    for trouble in Trouble::ALL {
        for (page, (_, word)) in pages(trouble).iter().zip(LANGUAGES) {
            let words = words(page);
            assert!(!words.contains("figures-"), "{trouble:?} {word}: {words}");
            assert!(!words.contains(['\u{2068}', '$']), "{trouble:?} {word}");
            assert!(page.contains(&format!("<html lang=\"{word}\">")));
        }
    }
}

#[test]
fn a_month_tells_use_and_the_line_of_the_subsidy() {
    let [ja, en] = pages(Trouble::None).map(|page| words(&page));
    // Of twenty days the seated counter has 10 sessions each, all verified; the others have more than 30.
    assert!(ja.contains("達成") && en.contains("reached"), "{ja}");
    assert!(ja.contains("あと300件") && en.contains("300 short"), "{en}");
    assert!(
        ja.contains("範囲を外れたリーダーはありません") && en.contains("No reader is out of line")
    );
}

#[test]
fn a_unit_out_of_line_is_named_with_its_cause_and_what_it_is_held_against() {
    for (trouble, ja_cause, en_cause) in [
        (Trouble::Light, "15時から17時", "15:00 to 17:00"),
        (Trouble::Glass, "クリーニングワイプ", "cleaning wipes"),
        (Trouble::Placement, "置き場所", "Placement"),
        (Trouble::Gloves, "厚手の手袋", "thick gloves"),
        (Trouble::Cards, "読み取れないカード", "could not be read"),
        (Trouble::AllFaces, "マスク", "lower the mask"),
        (Trouble::AllCards, "傷んだカード", "seem to be worn"),
    ] {
        let [ja, en] = pages(trouble).map(|page| words(&page));
        assert!(ja.contains(ja_cause), "{trouble:?}: {ja}");
        assert!(en.contains(en_cause), "{trouble:?}: {en}");
        let all = [Trouble::AllFaces, Trouble::AllCards].contains(&trouble);
        assert_eq!(ja.contains("偶然とは考えにくい"), !all, "{trouble:?}");
        assert_eq!(en.contains("At every reader"), all, "{trouble:?}");
    }
}

#[test]
fn all_readers_are_blamed_only_where_each_of_them_fails_and_none_is_out_of_line() {
    for trouble in [Trouble::MostFaces, Trouble::AllFacesAndOne] {
        let [ja, en] = pages(trouble).map(|page| words(&page));
        assert!(!ja.contains("どのリーダーも"), "{trouble:?}: {ja}");
        assert!(!en.contains("At every reader"), "{trouble:?}: {en}");
    }
    let [ja, _] = pages(Trouble::AllFacesAndOne).map(|page| words(&page));
    assert!(ja.contains("偶然とは考えにくい"), "{ja}");
}

#[test]
fn an_alarm_says_what_was_seen_up_to_its_day_and_the_table_the_whole_month() {
    let [ja, en] = pages(Trouble::OnceBad).map(|page| words(&page));
    // The first day has 37 faces that match beside these.
    assert!(ja.contains("24.5 %（49 件中 12 件）"), "{ja}");
    assert!(ja.contains("2026-11-02までの月内の結果で判定"), "{ja}");
    assert!(en.contains("24.5 % of faces did not match (12 of 49), more than the 0.6 %"));
    assert!(en.contains("%) of 714"), "{en}");
}

#[test]
fn a_month_in_which_nothing_was_judged_does_not_say_that_all_is_well() {
    for trouble in [Trouble::FirstDay, Trouble::Nobody] {
        let [ja, en] = pages(trouble).map(|page| words(&page));
        assert!(ja.contains("まだ判定できません"), "{trouble:?}: {ja}");
        assert!(en.contains("Nothing could be judged"), "{trouble:?}: {en}");
        assert!(!ja.contains("範囲を外れた") && !en.contains("out of line"));
    }
}

#[test]
fn waits_are_told_of_those_who_were_served() {
    let [ja, en] = pages(Trouble::None).map(|page| words(&page));
    assert!(ja.contains("確認できた人の待ち時間") && en.contains("Those who were served"));
    let [ja, en] = pages(Trouble::NobodyServed).map(|page| words(&page));
    assert!(ja.contains("確認できた人がいない"), "{ja}");
    assert!(
        en.contains("1600 patients received. None of them was served"),
        "{en}"
    );
}

#[test]
fn a_month_that_is_not_over_says_so_and_one_without_anybody_too() {
    let [ja, en] = pages(Trouble::NotOver).map(|page| words(&page));
    assert!(
        ja.contains("14日まで") && en.contains("up to day 14"),
        "{ja}"
    );
    let [ja, en] = pages(Trouble::Nobody).map(|page| words(&page));
    assert!(ja.contains("受け付けた人はいません") && en.contains("Nobody was received"));
}

#[test]
fn nothing_that_was_typed_is_markup_or_a_formula() {
    for page in pages(Trouble::Named) {
        assert!(!page.contains("<b>") && page.contains("&lt;b&gt;"));
        assert!(!page.contains("<script") && !page.contains("http://www.example"));
    }
    for table in [Table::Units, Table::Use] {
        let text = csv(&month(Trouble::Named), table, &say(Lang::Ja));
        assert!(text.contains("'=1+<b>") && !text.contains("\n=1"), "{text}");
    }
}

#[test]
fn counts_that_nobody_wrote_are_told_and_stop_nothing() {
    let mut unit = UnitDay::on(clinic::FIRST);
    unit.outcomes = vec![(Kind::FaceNotMatched, u32::MAX), (Kind::GivenUp, u32::MAX)];
    let units = ["CR-1", "CR-2"].map(|serial| UnitMonth {
        serial: Serial::parse(serial).unwrap(),
        counter: Counter::default(),
        days: vec![unit.clone()],
        hours: None,
    });
    let mut queue = QueueDay {
        day: clinic::FIRST,
        added: u32::MAX,
        ..QueueDay::default()
    };
    queue.outcomes = unit.outcomes.clone();
    queue.means = [Means::Paper, Means::Seen]
        .map(|means| (means, u32::MAX))
        .into();
    let month = Month::of((2026, 11), units.into(), [queue], clinic::FIRST + 40).unwrap();
    let say = say(Lang::En);
    assert!(html(&month, "en", &say).contains("4294967295"));
    for table in [Table::Units, Table::Use, Table::Queue] {
        assert!(csv(&month, table, &say).contains("4294967295"), "{table:?}");
    }
}

#[test]
fn the_page_needs_nothing_from_elsewhere_and_runs_nothing() {
    for page in pages(Trouble::Light) {
        for from_elsewhere in [
            "src=", "href=", "url(", "@import", "<script", "<link", "onload",
        ] {
            assert!(!page.contains(from_elsewhere), "{from_elsewhere}");
        }
        assert_eq!(page.matches("<svg ").count(), 2);
        assert_eq!(page.matches("role=\"img\" aria-label=").count(), 2);
    }
}

#[test]
fn tables_have_one_width_and_open_in_excel() {
    for (lang, _) in LANGUAGES {
        for table in Table::ALL {
            let text = csv(&month(Trouble::Light), table, &say(lang));
            let rows = text.strip_prefix('\u{feff}').expect("a byte order mark");
            assert!(!rows.contains("figures-"), "{}: {rows}", table.name());
            // A comma within quotation marks is the cell's own.
            let outside = |row: &str| {
                row.split('"')
                    .step_by(2)
                    .map(|part| part.matches(',').count())
                    .sum::<usize>()
            };
            let widths: Vec<_> = rows.lines().map(outside).collect();
            assert!(widths.len() > 2 && widths.iter().all(|width| *width == widths[0]));
            assert_eq!(rows.matches("\r\n").count(), rows.matches('\n').count());
        }
    }
}

#[test]
fn charts_say_what_they_show_and_take_what_is_empty() {
    let with = |readers: usize| Staffing {
        readers,
        queue: Waits::of([90_000, 400_000 / i64::try_from(readers).unwrap()]),
        lines: Waits::of([500_000]),
        unmet: 0,
        left: 0,
        each: vec![Wait {
            arrived_ms: 0,
            waited_ms: 90_000,
        }],
    };
    let played: Vec<_> = (1..=4).map(with).collect();
    for (lang, _) in LANGUAGES {
        let say = say(lang);
        let staffing = staffing_chart(&played, 2, "2026-11-02", &say).unwrap();
        assert!(staffing.contains("2026-11-02") && !staffing.contains("figures-"));
        let now = say("figures-chart-readers-now", &[("count", "2")]);
        assert!(staffing.contains(&now), "{staffing}");
        for empty in [
            waits_chart(&[], &say).unwrap(),
            staffing_chart(&[], 1, "", &say).unwrap(),
            use_chart(&month(Trouble::Nobody), &say).unwrap(),
        ] {
            assert!(empty.trim_end().ends_with("</svg>"));
        }
        let seconds = waits_chart(&[(9, Waits::of([30_000]))], &say).unwrap();
        assert!(seconds.contains(&say("figures-chart-seconds", &[])));
    }
}
