//! Words as people type them, Japanese ones beside the English: on the command line and in a file of receptions (RULES Q12).

use super::{BadField, Field, placement, placement_of, serial_of, tag_of};
use madoguchi_fleet::ids::{Serial, Tag};
use madoguchi_fleet::people::Role;
use madoguchi_fleet::ticket::{Class, Means};
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::{MAX_COUNTER_CHARS, Placement};
use madoguchi_plain::{is_name, typed};
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;
use madoguchi_support::Date;

/// The words of each class; help and refusals show the first two.
pub(crate) const CLASSES: [(Class, &[&str]); 3] = [
    (Class::Normal, &["normal", "通常", "普通", "一般"]),
    (Class::Priority, &["priority", "優先"]),
    (Class::Urgent, &["urgent", "緊急", "至急"]),
];
/// The words of each way to serve a patient without a reader.
pub(crate) const MEANS: [(Means, &[&str]); 4] = [
    (Means::Paper, &["paper", "資格確認書", "確認書", "紙"]),
    (Means::Seen, &["seen", "目視", "目視確認"]),
    (Means::Mobile, &["mobile", "モバイル", "モバイル端末"]),
    (Means::Other, &["other", "その他", "ほか", "他"]),
];
/// The words of each height of a counter.
pub(crate) const PLACEMENTS: [(Placement, &[&str]); 2] = [
    (
        Placement::Standing,
        &[
            "standing",
            "立位",
            "立って",
            "立つ",
            "立って使う",
            "立って使う窓口",
        ],
    ),
    (
        Placement::Seated,
        &[
            "seated",
            "座位",
            "座って",
            "座る",
            "座って使う",
            "座って使う窓口",
            "座って使う窓口(車いす・お子さま向け)",
            "座席",
            "いす",
            "車いす",
            "車イス",
            "車椅子",
        ],
    ),
];
/// The words of each edition, as the boxes have them.
pub(crate) const EDITIONS: [(Edition, &[&str]); 2] = [
    (
        Edition::Single,
        &["single", "1:1接続版", "1:1", "1対1接続版", "1対1"],
    ),
    (Edition::Multi, &["multi", "複数台接続版", "複数台"]),
];
/// The words of each role.
pub(crate) const ROLES: [(Role, &[&str]); 4] = [
    (Role::Reception, &["reception", "受付"]),
    (Role::Vendor, &["vendor", "販売担当", "販売"]),
    (Role::Support, &["support", "サポート"]),
    (Role::Administrator, &["administrator", "管理者", "admin"]),
];
/// What stands before the name of a reader in a wish.
const UNIT: [&str; 3] = ["unit:", "リーダー:", "窓口:"];

/// The longest name of a reader as it is typed, in characters: a counter's, with spaces around it, or a serial.
const MAX_TYPED_CHARS: usize = 2 * MAX_COUNTER_CHARS;

/// A class as people type it.
///
/// # Errors
/// When it is none of the words.
pub fn typed_class(text: &str) -> Result<Class, BadField> {
    word(&CLASSES, text).ok_or(Field::TicketClass.malformed())
}

/// A person's role as people type it.
///
/// # Errors
/// When it is none of the words.
pub fn typed_role(text: &str) -> Result<Role, BadField> {
    word(&ROLES, text).ok_or(Field::Role.malformed())
}

/// A way to serve a patient without a reader as people type it.
///
/// # Errors
/// When it is none of the words.
pub fn typed_means(text: &str) -> Result<Means, BadField> {
    word(&MEANS, text).ok_or(Field::Means.malformed())
}

/// A height of a counter as people type it.
///
/// # Errors
/// When it is none of the words.
pub fn typed_placement(text: &str) -> Result<Placement, BadField> {
    word(&PLACEMENTS, text).ok_or(Field::Placement.malformed())
}

/// An edition as people type it.
///
/// # Errors
/// When it is none of the words.
pub fn typed_edition(text: &str) -> Result<Edition, BadField> {
    word(&EDITIONS, text).ok_or(Field::Edition.malformed())
}

/// The day of a delivery as people and spreadsheets write it, in any width.
///
/// # Errors
/// When it is no day, or one of another century.
pub fn typed_delivery(text: &str) -> Result<Date, BadField> {
    let plain = typed::folded(text);
    madoguchi_support::typed_delivery(&plain).ok_or(Field::Delivered.malformed())
}

/// A month as people type it, in any width: "2026-11" is the eleventh of 2026.
///
/// # Errors
/// When it is no month, or one of another century.
pub fn typed_month(text: &str) -> Result<(i16, i8), BadField> {
    let plain = typed::folded(text);
    let numbers = plain
        .split_once('-')
        .filter(|(year, month)| year.len() == 4 && (1..=2).contains(&month.len()))
        .and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
    numbers
        .filter(|(year, month)| (2000..2100).contains(year) && (1..=12).contains(month))
        .ok_or(Field::Month.malformed())
}

/// A wish as people type it: a height of a counter, `unit:` with a serial or a counter's name, or a tag. The fleet knows which reader a
/// name is.
///
/// # Errors
/// When it is none of these.
pub fn typed_wish(text: &str) -> Result<v1::Wish, BadField> {
    let plain = typed::folded(text);
    let unit = UNIT.iter().find_map(|before| after(&plain, before));
    let wish = match (word(&PLACEMENTS, text), unit) {
        (Some(height), _) => Wish::Placement(placement(height).into()),
        (None, Some(name)) => {
            unit_name_of(name)?;
            Wish::Unit(name.to_owned())
        }
        (None, None) => {
            let tag = typed_tag(text).map_err(|_| Field::Wish.malformed())?;
            Wish::Tag(tag.to_string())
        }
    };
    Ok(v1::Wish { wish: Some(wish) })
}

/// A wish as it is typed at a Japanese PC.
#[must_use]
pub fn japanese_wish(wish: &v1::Wish) -> Option<String> {
    Some(match wish.wish.as_ref()? {
        Wish::Placement(height) => {
            let height = placement_of(*height).ok()?;
            let mut known = PLACEMENTS.iter().filter(|(known, _)| *known == height);
            (*known.next()?.1.get(1)?).to_owned()
        }
        Wish::Tag(tag) => tag.clone(),
        Wish::Unit(name) => format!("{}{name}", UNIT[1]),
    })
}

/// A tag in any width and case.
///
/// # Errors
/// When the text is not one.
pub fn typed_tag(text: &str) -> Result<Tag, BadField> {
    tag_of(&typed::folded(text).to_lowercase())
}

/// A serial in any width and case.
///
/// # Errors
/// When the text is not one.
pub fn typed_serial(text: &str) -> Result<Serial, BadField> {
    serial_of(&typed::serial(text))
}

/// Checks a text that is to name a reader.
///
/// # Errors
/// When no serial and no counter's name can be meant.
pub fn unit_name_of(text: &str) -> Result<(), BadField> {
    if is_name(text, MAX_TYPED_CHARS) {
        Ok(())
    } else {
        Err(Field::Serial.malformed())
    }
}

fn word<T: Copy>(words: &[(T, &[&str])], text: &str) -> Option<T> {
    let text = typed::folded(text).to_lowercase();
    let found = words.iter().find(|(_, words)| words.contains(&&*text));
    found.map(|(value, _)| *value)
}

/// What stands behind a word, in any case.
fn after<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(before.len())?;
    (start.to_lowercase() == before).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_typed_in_any_width_and_case() {
        for (text, class) in [
            ("優先", Class::Priority),
            (" 緊急\u{3000}", Class::Urgent),
            ("通常", Class::Normal),
            ("ＵＲＧＥＮＴ", Class::Urgent),
        ] {
            assert_eq!(typed_class(text), Ok(class), "{text}");
        }
        assert_eq!(typed_means("ﾓﾊﾞｲﾙ"), Ok(Means::Mobile));
        assert_eq!(typed_means("Ｓｅｅｎ"), Ok(Means::Seen));
        assert_eq!(typed_means("電話"), Err(Field::Means.malformed()));
        assert_eq!(typed_class("急ぎ"), Err(Field::TicketClass.malformed()));
        assert_eq!(typed_placement("車いす"), Ok(Placement::Seated));
        assert_eq!(typed_placement("立位"), Ok(Placement::Standing));
        assert_eq!(typed_edition("１：１接続版"), Ok(Edition::Single));
        assert_eq!(typed_edition("複数台接続版"), Ok(Edition::Multi));
        assert_eq!(typed_edition("3台版"), Err(Field::Edition.malformed()));
        assert_eq!(typed_role("ｻﾎﾟｰﾄ"), Ok(Role::Support));
        assert_eq!(typed_role("院長"), Err(Field::Role.malformed()));
    }

    #[test]
    fn a_wish_is_a_height_a_reader_or_a_tag() {
        let unit = |name: &str| Wish::Unit(name.into());
        let tag = |tag: &str| Wish::Tag(tag.into());
        for (text, wish) in [
            ("座位", Wish::Placement(placement(Placement::Seated).into())),
            (
                "Seated",
                Wish::Placement(placement(Placement::Seated).into()),
            ),
            ("unit:窓口1", unit("窓口1")),
            ("リーダー：窓口１", unit("窓口1")),
            ("窓口:cr-1", unit("cr-1")),
            ("UNIT:CR-1", unit("CR-1")),
            ("language:en", tag("language:en")),
            ("Ｌａｎｇｕａｇｅ：ＥＮ", tag("language:en")),
        ] {
            assert_eq!(typed_wish(text).map(|w| w.wish), Ok(Some(wish)), "{text}");
        }
        for text in ["座位", "立位", "リーダー:CR-1", "language:en"] {
            let shown = typed_wish(text).ok().and_then(|wish| japanese_wish(&wish));
            assert_eq!(shown.as_deref(), Some(text));
        }
        assert_eq!(typed_wish("unit:"), Err(Field::Serial.malformed()));
        for text in ["A tag", "座い", ""] {
            assert_eq!(typed_wish(text), Err(Field::Wish.malformed()), "{text}");
        }
    }
}
