//! Which language is spoken: the one that was asked for, else the system's.

use madoguchi_licensing::explain::Lang;

use super::arguments::LangName;

/// The language to speak.
pub fn spoken(asked: Option<LangName>) -> Lang {
    match asked {
        Some(LangName::Ja) => Lang::Ja,
        Some(LangName::En) => Lang::En,
        None => of(sys_locale::get_locale().as_deref()),
    }
}

/// Japanese if the system is Japanese, else English.
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
    fn a_japanese_system_speaks_japanese_unless_another_language_is_asked_for() {
        assert_eq!(of(Some("ja_JP.UTF-8")), Lang::Ja);
        assert_eq!(of(Some("de-DE")), Lang::En);
        assert_eq!(of(None), Lang::En);
        assert_eq!(spoken(Some(LangName::Ja)), Lang::Ja);
        assert_eq!(spoken(Some(LangName::En)), Lang::En);
    }
}
