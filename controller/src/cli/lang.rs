//! Which language is spoken when nobody says.

use crate::texts::Lang;

/// The system's language: Japanese if it is Japanese, else English.
pub(super) fn of_system() -> Lang {
    of(sys_locale::get_locale().as_deref())
}

fn of(locale: Option<&str>) -> Lang {
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("ja") => Lang::Ja,
        Some(_) | None => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_system_speaks_japanese() {
        assert_eq!(of(Some("ja-JP")), Lang::Ja);
        assert_eq!(of(Some("JA")), Lang::Ja);
        assert_eq!(of(Some("de-DE")), Lang::En);
        assert_eq!(of(None), Lang::En);
    }
}
