//! Charts as SVG: plain shapes, text as text, no script, no font of their own. What is written in them is handed in.

mod bars;
mod staffing;
mod use_by_day;
mod waits;

pub use staffing::staffing_chart;
pub use use_by_day::use_chart;
pub use waits::waits_chart;

use crate::words::Say;
use plotters::style::RGBColor;
use thiserror::Error;

/// The size of a chart, in its own pixels: as wide as a page of paper has room for.
const SIZE: (u32, u32) = (720, 340);
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const GRID: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);
/// What is told apart: each stands out from white, and neighbours differ in lightness as in hue, so that a print in gray tells them apart too.
const COLOURS: [RGBColor; 6] = [
    RGBColor(0x12, 0x35, 0x5b),
    RGBColor(0xd0, 0x64, 0x10),
    RGBColor(0x0a, 0x6b, 0x4d),
    RGBColor(0xb0, 0x70, 0xc8),
    RGBColor(0x5a, 0x3a, 0x1a),
    RGBColor(0x2a, 0x8a, 0xb8),
];

/// A chart could not be drawn.
#[derive(Debug, Error)]
#[error("the chart could not be drawn: {0}")]
pub struct Undrawn(String);

/// The unit in which a chart tells waits: how many milliseconds it has, and its name.
fn unit_of(longest_ms: i64, say: &Say<'_>) -> (f64, String) {
    if longest_ms < 120_000 {
        (1_000.0, say("figures-chart-seconds", &[]))
    } else {
        (60_000.0, say("figures-chart-minutes", &[]))
    }
}

/// A time in such a unit; milliseconds of a day fit a double exactly.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of a day fit a double exactly"
)]
fn in_unit(ms: i64, unit_ms: f64) -> f64 {
    ms as f64 / unit_ms
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.
    fn luminance(RGBColor(r, g, b): RGBColor) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(one: RGBColor, other: RGBColor) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn colours_stand_out_from_paper_and_neighbours_from_each_other() {
        let paper = RGBColor(255, 255, 255);
        assert!(contrast(INK, paper) >= 7.0);
        for pair in COLOURS.windows(2) {
            assert!(
                contrast(pair[0], pair[1]) >= 1.5,
                "{pair:?}: {}",
                contrast(pair[0], pair[1])
            );
        }
        for colour in COLOURS {
            let seen = contrast(colour, paper);
            assert!(seen >= 3.0, "{colour:?}: {seen}");
        }
    }
}
