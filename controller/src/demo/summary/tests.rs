//! The page of the figures, with every ending that a ticket can have.

#![allow(clippy::unwrap_used)]

use super::*;
use madoguchi_proto::v1::OutcomeKind;

/// Every kind of end that a ticket can have in the figures.
fn endings() -> Vec<String> {
    let outcomes = (1..).map_while(|number| OutcomeKind::try_from(number).ok());
    let outcomes = outcomes.map(|kind| {
        let name = kind.as_str_name().to_lowercase();
        name.trim_start_matches("outcome_kind_").to_owned()
    });
    let others = ["by_other_means", "cancelled", "ended", "open", "lost"].map(str::to_owned);
    outcomes.chain(others).collect()
}

fn summary(outcomes: BTreeMap<String, usize>) -> Summary {
    Summary {
        seed: 7,
        patients: 120,
        outcomes,
        waiting: Vec::new(),
        interrupted: true,
        lost: None,
        double_counted: None,
        serving_peak: 4,
        units: Vec::new(),
        wait_s: Waits::of(vec![1_000]),
        separate_lines_wait_s: Waits::of(vec![2_000]),
        dispatch_ms: None,
    }
}

#[test]
fn a_morning_with_every_ending_that_was_stopped_is_told_in_both_languages() {
    let outcomes: BTreeMap<String, usize> = endings().into_iter().zip(1..).collect();
    let kinds = outcomes.len();
    let summary = summary(outcomes);
    for (lang, stopped) in [
        (Lang::Ja, "途中で止めました"),
        (Lang::En, "Stopped before its end"),
    ] {
        let page = summary.words(lang);
        assert!(page.contains(stopped), "{page}");
        assert!(!page.contains("demo-"), "{page}");
        let lines = page.lines().filter(|line| line.starts_with(['・', '-']));
        assert_eq!(lines.count(), kinds, "{page}");
    }
}

#[test]
fn only_what_was_lost_or_counted_twice_is_for_support() {
    let with = |lost, double_counted| Summary {
        lost,
        double_counted,
        ..summary(BTreeMap::new())
    };
    for sound in [with(None, None), with(Some(0), Some(0))] {
        assert!(sound.judged().is_ok(), "{sound:?}");
    }
    for wrong in [with(Some(1), Some(0)), with(Some(0), Some(1))] {
        let failure = wrong.judged().unwrap_err();
        assert_eq!(failure.text.code, "demo-not-sound");
    }
}
