//! A time, as people at the vendor's office say it: in Japan, to the minute.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::Offset;

const JAPAN: Offset = jiff::tz::offset(9);

/// Milliseconds since 1970, shown as `2026-11-23 20:15 (Japan)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When(pub i64);

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(at) = Timestamp::from_millisecond(self.0) else {
            return write!(f, "{} ms", self.0);
        };
        write!(f, "{} (Japan)", JAPAN.to_datetime(at).strftime("%Y-%m-%d %H:%M"))
    }
}
