//! Reads the promises in the schema's comments, for tests that compare them with the constants. Who makes a reader or a desk has only the
//! comments, so a number that changes here has to change there.

use std::fs;
use std::path::Path;

/// The lines of a file's comments, without the comment marks.
pub(crate) fn lines(file: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto/madoguchi/v1");
    let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("//").map(str::to_owned))
        .collect()
}

/// Whether a file says this, whatever its line ends and white space are.
pub(crate) fn says(file: &str, words: &str) -> bool {
    let all = lines(file).join(" ");
    let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
    all.contains(words)
}

/// Fails for each sentence that a file does not say.
#[track_caller]
pub(crate) fn promises<const N: usize>(file: &str, sentences: [String; N]) {
    for words in sentences {
        assert!(says(file, &words), "{file} does not say: {words}");
    }
}

/// A number as people write it: 10,000.
pub(crate) fn written(number: u64) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", written(thousands)),
    }
}

#[test]
fn a_sentence_is_found_over_the_ends_of_lines_and_a_wrong_number_is_not() {
    assert!(says(
        "reader.proto",
        "One bidirectional stream per connection."
    ));
    assert!(!says("reader.proto", "this is protocol version 0"));
    assert_eq!(written(10_000), "10,000");
    assert_eq!(written(64), "64");
}
