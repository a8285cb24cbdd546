//! The configuration without what names a person, a place on the disk or somebody's address: of a field with a text only that it is set.

use madoguchi_proto::v1::Setting;
use serde::Serialize;

/// Fields whose text is one of a few words of ours.
const WORDS: [&str; 3] = ["policy", "log.format", "console.speech"];

/// What of a field of the configuration leaves (RULES B4).
#[derive(Debug, Serialize)]
pub(super) struct Told {
    field: String,
    /// Whether it has a value.
    set: bool,
    /// A number, a yes or no, or one of our words; null for every other text.
    value: Option<serde_json::Value>,
}

pub(super) fn told(settings: &[Setting]) -> Vec<Told> {
    settings.iter().map(one).collect()
}

fn one(setting: &Setting) -> Told {
    let Setting { field, value } = setting;
    Told {
        field: field.clone(),
        set: !value.is_empty(),
        value: match value.parse::<toml::Value>() {
            Ok(toml::Value::Integer(number)) => Some(number.into()),
            Ok(toml::Value::Float(number)) => serde_json::Number::from_f64(number).map(Into::into),
            Ok(toml::Value::Boolean(said)) => Some(said.into()),
            Ok(toml::Value::String(word)) if WORDS.contains(&field.as_str()) => Some(word.into()),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_word_of_ours_leave_and_a_path_does_not() {
        let told = |field: &str, value: &str| {
            let setting = Setting {
                field: field.into(),
                value: value.into(),
            };
            let told = one(&setting);
            (told.set, told.value)
        };
        assert_eq!(told("rules.call_s", "90"), (true, Some(90.into())));
        assert_eq!(told("console.lan", "true"), (true, Some(true.into())));
        assert_eq!(told("policy", "\"usb\""), (true, Some("usb".into())));
        let path = "'C:\\Users\\yamada\\in'";
        assert_eq!(told("folder.path", path), (true, None));
        assert_eq!(told("support.telephone", "\"0120-1\""), (true, None));
        assert_eq!(told("folder.path", ""), (false, None));
    }
}
