//! The section `[support]`: whom the clinic calls when a reader is broken, and when nobody answers there.
//!
//! ```toml
//! [support]
//! name = "リーダーのサポート窓口"                     # as the readers' starter guide has it
//! telephone = "0120-000-000"
//! closed = ["2026-08-13", "2026-08-14"]    # beside weekends, holidays and 29 December to 3 January
//! ```

use super::fields::Fields;
use super::mistake::Wrong;
use madoguchi_plain::is_name;
use madoguchi_support::Hours;
use madoguchi_support::hours::MAX_CLOSED;
use toml::Value;

/// A line of a sheet.
const MAX_CHARS: usize = 64;
const EXAMPLE: &str = "\"2026-08-13\"";

/// Whom to call, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    pub name: Option<String>,
    pub telephone: Option<String>,
    pub hours: Hours,
}

pub(super) fn read(fields: &mut Fields) -> Support {
    let name = line(fields, "support.name");
    let telephone = line(fields, "support.telephone");
    let mut closed = Vec::new();
    for (at, day) in fields.list("support.closed", MAX_CLOSED).iter().enumerate() {
        match day.as_str().and_then(madoguchi_support::delivery) {
            Some(date) => closed.push(date),
            None => {
                let (value, example) = (day.to_string(), EXAMPLE);
                let field = format!("support.closed[{at}]");
                fields.wrong(&field, Wrong::Entry { value, example });
            }
        }
    }
    Support {
        name,
        telephone,
        hours: Hours::closed_on(closed),
    }
}

fn line(fields: &mut Fields, field: &str) -> Option<String> {
    let text = fields.text(field)?;
    if is_name(&text, MAX_CHARS) {
        return Some(text);
    }
    let (value, most) = (Value::String(text).to_string(), MAX_CHARS);
    fields.wrong(field, Wrong::Line { value, most });
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::{Config, Mistakes};
    use super::*;
    use std::path::Path;

    fn parse(text: &str) -> Result<Support, Mistakes> {
        Config::parse(text, Path::new("/etc")).map(|config| config.support)
    }

    #[test]
    fn whom_to_call_and_when_is_as_the_file_says() {
        assert_eq!(parse(""), Ok(Support::default()));
        let text = "[support]\nname = \"保守窓口\"\ntelephone = \"0120-000-000\"\nclosed = [\"2026-08-13\"]";
        let support = parse(text).unwrap();
        assert_eq!(support.name.as_deref(), Some("保守窓口"));
        assert_eq!(support.telephone.as_deref(), Some("0120-000-000"));
        let day = madoguchi_support::Date::constant(2026, 8, 13);
        assert_eq!(support.hours.closed().collect::<Vec<_>>(), [day]);
        assert!(!support.hours.is_business_day(day));
    }

    #[test]
    fn what_is_no_day_and_what_fills_no_line_is_told() {
        let many = format!("support.closed = [{}]", "\"2026-08-13\",".repeat(65));
        let long = format!("support.name = \"{}\"", "長".repeat(65));
        for (text, field, code) in [
            (
                "support.closed = [\"8/13\"]",
                "support.closed[0]",
                "config-entry",
            ),
            (
                "support.closed = [2026-08-13]",
                "support.closed[0]",
                "config-entry",
            ),
            (
                "support.closed = \"2026-08-13\"",
                "support.closed",
                "config-list",
            ),
            (many.as_str(), "support.closed", "config-too-many"),
            (long.as_str(), "support.name", "config-line"),
            (
                "support.telephone = 120",
                "support.telephone",
                "config-text",
            ),
            (
                "support.telefone = \"1\"",
                "support.telefone",
                "config-near",
            ),
        ] {
            let mistakes = parse(text).expect_err(text).0;
            let told: Vec<_> = mistakes
                .iter()
                .map(|mistake| (mistake.field.as_str(), mistake.text().code))
                .collect();
            assert_eq!(told, [(field, code.to_owned())], "{text}");
        }
    }
}
