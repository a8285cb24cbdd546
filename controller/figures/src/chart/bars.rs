//! A chart of bars: groups side by side, or stacks, with a legend.

use super::{COLOURS, GRID, INK, SIZE, Undrawn};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The height of what stands above the plot: title, and a legend in one row.
const HEAD: i32 = 54;
/// The height of each further row of the legend, by which the chart grows.
const ROW: i32 = 20;
/// The width of a series' mark in the legend, with the space behind it.
const MARK: i32 = 18;
/// The edge at the left and at the right of title and legend.
const EDGE: i32 = 12;
/// The pixels that a letter of the legend takes at most: a Japanese one is as wide as high.
const LETTER: i32 = 13;
/// The fewest pixels between two labels below the axis.
const BETWEEN_LABELS: usize = 22;

/// The most groups whose bars have room for their height in figures.
const GROUPS_IN_FIGURES: usize = 5;

/// What a chart of bars shows.
#[derive(Debug, Clone)]
pub(super) struct Bars {
    pub title: String,
    /// The unit of the bars' heights.
    pub unit: String,
    /// What stands below each group.
    pub labels: Vec<String>,
    /// Each series with its name, and a height for each label.
    pub series: Vec<(String, Vec<f64>)>,
    /// Whether the series stand on each other rather than side by side.
    pub stacked: bool,
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

impl Bars {
    pub(super) fn draw(&self) -> Result<String, Undrawn> {
        let mut svg = String::new();
        let size = self.size();
        self.draw_on(&SVGBackend::with_string(&mut svg, size).into_drawing_area())
            .map_err(|error| Undrawn(error.to_string()))?;
        Ok(named(svg, size, &self.title))
    }

    fn size(&self) -> (u32, u32) {
        let more = u32::try_from(self.legend_grows()).unwrap_or(0);
        (SIZE.0, SIZE.1.saturating_add(more))
    }

    fn draw_on(&self, root: &Area<'_>) -> Result<(), Box<dyn std::error::Error>> {
        root.fill(&WHITE)?;
        let at = |h, v| Pos::new(h, v);
        let text = |size: i32| ("sans-serif", size).into_font().color(&INK);
        let title = text(20).pos(at(HPos::Left, VPos::Top));
        root.draw(&Text::new(self.title.clone(), (EDGE, 8), title))?;
        self.draw_legend(root)?;
        let head = HEAD + self.legend_grows();
        let unit = text(15).pos(at(HPos::Left, VPos::Bottom));
        root.draw(&Text::new(self.unit.clone(), (EDGE, head + 14), unit))?;
        let groups = f64::from(u32::try_from(self.labels.len().max(1))?);
        let highest = self.highest();
        let mut chart = ChartBuilder::on(root)
            .margin_top(head + 18)
            .margin_right(16)
            .x_label_area_size(30)
            .y_label_area_size(52)
            .build_cartesian_2d(0.0..groups, 0.0..highest * 1.05)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .x_labels(0)
            .y_labels(6)
            .y_max_light_lines(0)
            .bold_line_style(GRID)
            .axis_style(INK)
            .label_style(text(15))
            .y_label_formatter(&|height| plain(*height))
            .draw()?;
        let figure = text(14).pos(at(HPos::Center, VPos::Bottom));
        let in_figures = !self.stacked && self.labels.len() <= GROUPS_IN_FIGURES;
        for (left, right, bottom, top, colour) in self.rectangles() {
            let bar = Rectangle::new([(left, bottom), (right, top)], colour.filled());
            chart.draw_series(std::iter::once(bar))?;
            if in_figures {
                let (x, y) = chart.backend_coord(&(f64::midpoint(left, right), top));
                let height = format!("{:.1}", top - bottom);
                let told = Text::new(height, (x, y - 1), figure.clone());
                root.draw(&told)?;
            }
        }
        let room = usize::try_from(SIZE.0)? / BETWEEN_LABELS;
        let every = self.labels.len().div_ceil(room).max(1);
        let label = text(15).pos(at(HPos::Center, VPos::Top));
        for (nth, words) in self.labels.iter().enumerate().step_by(every) {
            let middle = f64::from(u32::try_from(nth)?) + 0.5;
            let (x, y) = chart.backend_coord(&(middle, 0.0));
            root.draw(&Text::new(words.clone(), (x, y + 6), label.clone()))?;
        }
        root.present()?;
        Ok(())
    }

    fn draw_legend(&self, root: &Area<'_>) -> Result<(), Box<dyn std::error::Error>> {
        let style = ("sans-serif", 16).into_font().color(&INK);
        let style = style.pos(Pos::new(HPos::Left, VPos::Center));
        let series = self.series.iter().zip(COLOURS.iter().cycle());
        for (((name, _), colour), (x, y)) in series.zip(self.legend()) {
            let mark = [(x, y - 6), (x + 12, y + 6)];
            root.draw(&Rectangle::new(mark, colour.filled()))?;
            root.draw(&Text::new(name.clone(), (x + MARK, y), style.clone()))?;
        }
        Ok(())
    }

    /// Where each series' mark stands in the legend: a name that has no room at the right begins a row.
    fn legend(&self) -> Vec<(i32, i32)> {
        let right = i32::try_from(SIZE.0).unwrap_or(i32::MAX) - EDGE;
        let (mut x, mut y) = (EDGE, 43);
        let mut places = Vec::with_capacity(self.series.len());
        for (name, _) in &self.series {
            let takes = MARK + width(name);
            if x > EDGE && x + takes > right {
                (x, y) = (EDGE, y + ROW);
            }
            places.push((x, y));
            x += takes + 22;
        }
        places
    }

    /// The height of the legend's rows but the first one.
    fn legend_grows(&self) -> i32 {
        let places = self.legend();
        match (places.first(), places.last()) {
            (Some((_, first)), Some((_, last))) => last - first,
            _ => 0,
        }
    }

    fn heights(&self, nth: usize) -> impl Iterator<Item = f64> {
        let heights = self.series.iter();
        heights.map(move |(_, heights)| heights.get(nth).copied().unwrap_or(0.0))
    }

    /// The highest bar or stack; 1 where there is none.
    fn highest(&self) -> f64 {
        let of = |nth| -> f64 {
            if self.stacked {
                self.heights(nth).sum()
            } else {
                self.heights(nth).fold(0.0, f64::max)
            }
        };
        let highest = (0..self.labels.len()).map(of).fold(0.0, f64::max);
        if highest > 0.0 { highest } else { 1.0 }
    }

    /// Left, right, bottom, top and colour of each bar.
    fn rectangles(&self) -> Vec<(f64, f64, f64, f64, RGBColor)> {
        let count = f64::from(u32::try_from(self.series.len().max(1)).unwrap_or(u32::MAX));
        let width = if self.stacked { 0.7 } else { 0.8 / count };
        let mut bars = Vec::new();
        let mut group = 0.0;
        for nth in 0..self.labels.len() {
            let (mut left, mut bottom) = (group + if self.stacked { 0.15 } else { 0.1 }, 0.0);
            for (height, colour) in self.heights(nth).zip(COLOURS.iter().cycle()) {
                if height > 0.0 || !self.stacked {
                    bars.push((left, left + width, bottom, bottom + height, *colour));
                }
                if self.stacked {
                    bottom += height;
                } else {
                    left += width;
                }
            }
            group += 1.0;
        }
        bars
    }
}

/// A height beside the axis: whole where it is whole.
fn plain(height: f64) -> String {
    if (height - height.round()).abs() < 1e-9 {
        format!("{height:.0}")
    } else {
        format!("{height:.1}")
    }
}

/// The pixels that a name takes at most.
fn width(name: &str) -> i32 {
    let halves: i32 = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    halves * LETTER / 2 + LETTER / 2
}

/// The drawing with a name for those who do not see it, and the width of whatever it stands in.
fn named(svg: String, (width, height): (u32, u32), title: &str) -> String {
    let name = crate::escape::escaped(title);
    let size = format!("<svg width=\"{width}\" height=\"{height}\"");
    svg.replacen(
        &size,
        &format!("<svg role=\"img\" aria-label=\"{name}\""),
        1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named_so(names: &[&str]) -> Bars {
        Bars {
            title: "T".to_owned(),
            unit: String::new(),
            labels: vec!["1".to_owned()],
            series: names
                .iter()
                .map(|name| ((*name).to_owned(), vec![1.0]))
                .collect(),
            stacked: true,
        }
    }

    #[test]
    fn a_legend_of_long_names_takes_more_rows_and_the_plot_keeps_its_height() {
        let name = "二階のエレベーターを降りて右手にある会計の窓口";
        let (short, long) = (named_so(&["1", "2", "3", "4"]), named_so(&[name; 4]));
        assert_eq!((short.size(), short.legend_grows()), (SIZE, 0));
        let places = long.legend();
        assert_eq!(places.len(), 4);
        for (x, y) in &places {
            assert!(*x + MARK + width(name) <= i32::try_from(SIZE.0).unwrap());
            assert!(*y + ROW / 2 <= HEAD + long.legend_grows());
        }
        let rows: std::collections::BTreeSet<_> = places.iter().map(|(_, y)| *y).collect();
        assert_eq!(
            i32::try_from(rows.len()).unwrap() - 1,
            long.legend_grows() / ROW
        );
        let svg = long.draw().unwrap();
        assert!(svg.contains(&format!("viewBox=\"0 0 {} {}\"", SIZE.0, long.size().1)));
        assert!(svg.starts_with("<svg role=\"img\""), "{svg}");
    }
}
