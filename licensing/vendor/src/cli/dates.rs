//! Conversion between people's days and the documents' times. Days are Japanese days, without summer time, whatever time zone the vendor's
//! computer has.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use madoguchi_plain::typed::hyphened;
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line::Said;
use madoguchi_texts::same;
use madoguchi_vendor::texts;

const JAPAN: Offset = jiff::tz::offset(9);

/// Now, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The beginning of today in Japan, in milliseconds since 1970.
pub fn today_ms() -> i64 {
    let now = Timestamp::now();
    JAPAN
        .to_timestamp(JAPAN.to_datetime(now).date().at(0, 0, 0, 0))
        .unwrap_or(now)
        .as_millisecond()
}

/// The first moment of a typed day, in milliseconds since 1970.
pub fn first_day(text: &str) -> Result<i64, Said> {
    begin_ms(day(text)?)
}

/// The first moment after a typed day, which is the last day of a term, in milliseconds since 1970.
pub fn last_day(text: &str) -> Result<i64, Said> {
    let after = day(text)?.tomorrow().map_err(|_| both("input-year"))?;
    begin_ms(after)
}

/// A moment with its offset from UTC, as 2026-04-01T09:00:00+09:00, in milliseconds since 1970.
pub fn moment(text: &str) -> Result<i64, Said> {
    let at: Timestamp = hyphened(text).parse().map_err(|_| both("input-moment"))?;
    match at.as_millisecond() {
        ms if ms > 0 => Ok(ms),
        _ => Err(both("input-before-1970")),
    }
}

fn day(text: &str) -> Result<Date, Said> {
    let day: Date = hyphened(text).parse().map_err(|_| both("input-day"))?;
    let years = 2000..=2999;
    if !years.contains(&day.year()) {
        return Err(both("input-year"));
    }
    Ok(day)
}

fn begin_ms(day: Date) -> Result<i64, Said> {
    let begin = JAPAN.to_timestamp(day.at(0, 0, 0, 0));
    begin
        .map(Timestamp::as_millisecond)
        .map_err(|_| both("input-year"))
}

/// A document's time as text.
pub fn show(ms: i64) -> Text {
    let Ok(at) = Timestamp::from_millisecond(ms) else {
        return texts::plain(format!("{ms} ms"));
    };
    let at = JAPAN.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S");
    texts::text("when", &[("at", same(at))])
}

fn both(key: &str) -> Said {
    Said(texts::text(key, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_in_japan() {
        // 2023-12-31T15:00:00Z, by `date -u -d @1704034800`.
        assert_eq!(first_day("2024-01-01"), Ok(1_704_034_800_000));
        assert_eq!(last_day("2023-12-31"), Ok(1_704_034_800_000));
        assert_eq!(show(1_704_034_800_000).en, "2024-01-01 00:00:00 (Japan)");
        assert_eq!(moment("2024-01-01T00:00:00+09:00"), Ok(1_704_034_800_000));
        assert_eq!(first_day("２０２４－０１ー０１"), Ok(1_704_034_800_000));
        assert_eq!(
            moment("２０２４‐０１‐０１Ｔ００：００：００＋０９：００"),
            Ok(1_704_034_800_000)
        );
        assert!(moment("2024-01-01").is_err() && moment("1969-01-01T00:00:00Z").is_err());
        for wrong in ["", "1.4.2024", "2024-02-30", "1999-12-31", "9999-12-31"] {
            assert!(first_day(wrong).is_err(), "{wrong}");
        }
    }
}
