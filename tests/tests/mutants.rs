//! The list of planted bugs fits the code: each names a text that is there once, and a test that is there.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use madoguchi_tests::mutants::{list, planted, repository};
use std::collections::BTreeSet;
use std::fs;

/// The fewest bugs that the list keeps.
const FEWEST: usize = 10;

#[test]
fn every_planted_bug_fits_the_code_and_names_a_test_that_is_there() {
    let root = repository();
    let mutants = list().unwrap();
    assert!(mutants.len() >= FEWEST, "{} planted bugs", mutants.len());
    let names: BTreeSet<_> = mutants.iter().map(|m| &m.name).collect();
    assert_eq!(names.len(), mutants.len(), "a name occurs twice");
    for mutant in &mutants {
        let changed = planted(mutant, &root).unwrap_or_else(|error| panic!("{error}"));
        let text = fs::read_to_string(root.join(&mutant.file)).unwrap();
        assert_ne!(changed, text, "{} changes nothing", mutant.name);
        let folder = if mutant.package == "madoguchi-agent" {
            "agent"
        } else {
            "tests"
        };
        let test = root
            .join(folder)
            .join("tests")
            .join(format!("{}.rs", mutant.test));
        let case = format!("fn {}(", mutant.case);
        let test = fs::read_to_string(&test).unwrap_or_else(|_| panic!("{}", test.display()));
        assert!(test.contains(&case), "{} names no test", mutant.name);
    }
}
