//! The words of the pages' scripts, made from the fluent files: a JSON object for each language, with the sentences as they stand there and
//! `{name}` where a value goes.

use madoguchi_texts::Lang;
use serde_json::{Map, Value};

const JA: &[&str] = &[
    include_str!("../../../texts/ja-console.ftl"),
    include_str!("../../../texts/ja-page-account.ftl"),
    include_str!("../../../texts/ja-page-day.ftl"),
    include_str!("../../../texts/ja-page-licenses.ftl"),
    include_str!("../../../texts/ja-page-pairing.ftl"),
    include_str!("../../../texts/ja-page-people.ftl"),
    include_str!("../../../texts/ja-page-slip.ftl"),
    include_str!("../../../texts/ja-page-support.ftl"),
    include_str!("../../../texts/ja-page-units.ftl"),
    include_str!("../../../texts/ja-people.ftl"),
    include_str!("../../../texts/ja.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../../texts/en-console.ftl"),
    include_str!("../../../texts/en-page-account.ftl"),
    include_str!("../../../texts/en-page-day.ftl"),
    include_str!("../../../texts/en-page-licenses.ftl"),
    include_str!("../../../texts/en-page-pairing.ftl"),
    include_str!("../../../texts/en-page-people.ftl"),
    include_str!("../../../texts/en-page-slip.ftl"),
    include_str!("../../../texts/en-page-support.ftl"),
    include_str!("../../../texts/en-page-units.ftl"),
    include_str!("../../../texts/en-people.ftl"),
    include_str!("../../../texts/en.ftl"),
];

/// The pages' own words lose this; scripts name them without it.
const OWN: &str = "page-";
/// The words for values, which are the same everywhere.
const VALUES: [&str; 4] = ["state-", "class-", "means-", "placement-"];

/// The words as JSON.
pub(in crate::console) fn json(lang: Lang) -> String {
    let files = match lang {
        Lang::Ja => JA,
        Lang::En => EN,
    };
    let lines = files.iter().flat_map(|file| file.lines());
    let words: Map<String, Value> = lines.filter_map(word).collect();
    Value::Object(words).to_string()
}

fn word(line: &str) -> Option<(String, Value)> {
    let (key, sentence) = line.split_once(" = ")?;
    let own = key.strip_prefix(OWN);
    let key = own.or_else(|| {
        VALUES
            .iter()
            .any(|values| key.starts_with(values))
            .then_some(key)
    })?;
    let sentence = sentence.replace("{ $", "{").replace(" }", "}");
    Some((key.to_owned(), sentence.into()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn scripts_get_the_same_words_in_both_languages_with_names_where_values_go() {
        let words = |lang| serde_json::from_str::<Map<String, Value>>(&json(lang)).unwrap();
        let (ja, en) = (words(Lang::Ja), words(Lang::En));
        assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        assert_eq!(ja["ticket-number"], "{number} 番");
        assert_eq!(en["state-missed"], "did not come");
        let odd = |value: &&Value| value.as_str().is_none_or(|text| text.contains('$'));
        assert_eq!(ja.values().chain(en.values()).find(odd), None);
    }
}
