//! `summary.html`: what support sees first, in both languages, on a page that needs nothing else and runs nothing.

use crate::texts::{Clock, label};
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madoguchi_bundle::{Day, LeftOut, Manifest, Named, Reader, Summary};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_texts::Lang;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("bundle.css");
/// The height of a chart's bars, and the room of a day, in the units of its picture.
const HEIGHT: u32 = 100;
const DAY_WIDTH: u32 = 20;

#[derive(Template)]
#[template(path = "bundle.html")]
struct Page<'a> {
    manifest: &'a Manifest,
    summary: &'a Summary,
    left_out: &'a [LeftOut],
    made_at: String,
    sessions: Chart,
    drops: Chart,
}

/// Bars for the days, in two shades.
struct Chart {
    key: &'static str,
    width: u32,
    most: u32,
    /// Whether there is a day of which not all is known.
    is_open: bool,
    bars: Vec<Bar>,
}

struct Bar {
    date: String,
    /// Whether all of the day is known.
    is_known: bool,
    x: u32,
    /// The lower part and the upper one.
    parts: [Part; 2],
}

struct Part {
    count: u32,
    x: u32,
    y: u32,
    height: u32,
}

/// Renders `summary.html`: in itself whole, without script, in both languages.
pub(crate) fn render(
    manifest: &Manifest,
    left_out: &[LeftOut],
    summary: &Summary,
) -> Result<String, askama::Error> {
    let clock = Clock::at_offset(manifest.utc_offset_min);
    let sessions = |day: &Day| {
        let verified = day.verified();
        let others = day.sessions().saturating_sub(verified);
        (day.sessions_known, [verified, others])
    };
    let drops = |day: &Day| (day.drops_known, [day.lost(), 0]);
    Page {
        manifest,
        summary,
        left_out,
        made_at: clock.day_and_seconds(TimeOfDay(manifest.made_at_ms)),
        sessions: Chart::of("bundle-chart-sessions", &summary.days, sessions),
        drops: Chart::of("bundle-chart-drops", &summary.days, drops),
    }
    .render()
}

impl Chart {
    /// `counts` says of a day whether all of it is known, and what is.
    fn of(key: &'static str, days: &[Day], counts: impl Fn(&Day) -> (bool, [u32; 2])) -> Self {
        let counted: Vec<_> = days.iter().map(|day| (day, counts(day))).collect();
        let sums = counted
            .iter()
            .map(|(_, (_, [lower, upper]))| lower.saturating_add(*upper));
        let most = sums.max().unwrap_or(0);
        let scaled = |count: u32| {
            let height = u64::from(count) * u64::from(HEIGHT) / u64::from(most.max(1));
            u32::try_from(height).unwrap_or(HEIGHT)
        };
        let bar = |(at, (day, (is_known, [lower, upper]))): (u32, &(&Day, (bool, [u32; 2])))| {
            let heights = [scaled(*lower), scaled(*upper)];
            let x = at * DAY_WIDTH;
            Bar {
                date: day.date.clone(),
                is_known: *is_known,
                x,
                parts: [
                    Part {
                        count: *lower,
                        x,
                        y: HEIGHT.saturating_sub(heights[0]),
                        height: heights[0],
                    },
                    Part {
                        count: *upper,
                        x,
                        y: HEIGHT.saturating_sub(heights[0] + heights[1]),
                        height: heights[1],
                    },
                ],
            }
        };
        Self {
            key,
            width: DAY_WIDTH * u32::try_from(days.len().max(1)).unwrap_or(1),
            most,
            is_open: counted.iter().any(|(_, (is_known, _))| !is_known),
            bars: (0..).zip(&counted).map(bar).collect(),
        }
    }
}

impl Page<'_> {
    /// Words of the page in Japanese and English.
    fn t(&self, key: &str) -> [String; 2] {
        [Lang::Ja, Lang::En].map(|lang| label(lang, key, &[]))
    }

    /// The heads of the table of readers.
    fn columns(&self) -> [[String; 2]; 5] {
        [
            "bundle-col-serial",
            "bundle-col-why",
            "bundle-col-reports",
            "bundle-col-verdict",
            "bundle-software",
        ]
        .map(|key| self.t(key))
    }

    /// Whether the clocks are all that needs somebody.
    fn only_clocks(&self) -> bool {
        let alarms = self.summary.alarms.as_ref();
        self.summary.clocks_agree == Some(false) && alarms.is_some_and(Vec::is_empty)
    }

    /// The readers that the summary tells of.
    fn readers(&self) -> &[Reader] {
        self.summary.readers.as_deref().unwrap_or_default()
    }

    fn both(&self, named: &Named) -> [String; 2] {
        let words = |side: &str| match side {
            "" => named.name.clone(),
            side => side.to_owned(),
        };
        [words(&named.ja), words(&named.en)]
    }

    fn cause(&self, left: &LeftOut) -> [String; 2] {
        self.t(&format!("bundle-cause-{}", left.cause.name()))
    }

    fn is_test(&self) -> bool {
        self.manifest.environment != "production"
    }

    fn style(&self) -> &'static str {
        STYLE
    }

    /// The one style that the page may have.
    fn style_sum(&self) -> String {
        STANDARD.encode(Sha256::digest(STYLE.as_bytes()))
    }
}
