//! A sheet of codes in rows, each with its number, as a grid of modules.

use std::fmt::Write as _;

use super::Code;

/// The codes in a row: two fit on A4 paper, each large enough for a camera.
const COLUMNS: usize = 2;

/// The width of a module in an SVG, in millimetres: a code of version 15 is 85 mm wide with its margin.
const MODULE_MM: usize = 1;

/// The modules of a digit's point: digits are 6 by 10 modules.
const POINT: usize = 2;

/// The modules of the line with the number, below its code.
const LINE: usize = 7 * POINT;

/// The width of a digit with the space behind it, in points.
const FIGURE_WIDTH: usize = 4;

/// Digits of 3 by 5 points, row by row, the left point first: 0 to 9 and the slash.
const FIGURES: [(char, [u8; 5]); 11] = [
    ('0', [0b111, 0b101, 0b101, 0b101, 0b111]),
    ('1', [0b010, 0b110, 0b010, 0b010, 0b111]),
    ('2', [0b111, 0b001, 0b111, 0b100, 0b111]),
    ('3', [0b111, 0b001, 0b111, 0b001, 0b111]),
    ('4', [0b101, 0b101, 0b111, 0b001, 0b001]),
    ('5', [0b111, 0b100, 0b111, 0b001, 0b111]),
    ('6', [0b111, 0b100, 0b111, 0b101, 0b111]),
    ('7', [0b111, 0b001, 0b010, 0b010, 0b010]),
    ('8', [0b111, 0b101, 0b111, 0b101, 0b111]),
    ('9', [0b111, 0b101, 0b111, 0b001, 0b111]),
    ('/', [0b001, 0b001, 0b010, 0b100, 0b100]),
];

pub struct Sheet {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl Sheet {
    /// The sheet of these codes in reading order, each with its number.
    pub fn new(codes: &[Code], numbers: &[Option<&str>]) -> Self {
        let side = codes.iter().map(Code::side).max().unwrap_or(0);
        let columns = codes.len().min(COLUMNS);
        let (width, height) = (
            columns * side,
            codes.len().div_ceil(COLUMNS) * (side + LINE),
        );
        let mut sheet = Self {
            width,
            height,
            dark: vec![false; width * height],
        };
        for (index, (code, number)) in codes.iter().zip(numbers).enumerate() {
            let (left, top) = (index % COLUMNS * side, index / COLUMNS * (side + LINE));
            sheet.code(code, left, top);
            if let Some(number) = number {
                let width = number.len() * FIGURE_WIDTH * POINT;
                let middle = left + code.side().saturating_sub(width) / 2;
                sheet.number(number, middle, top + code.side());
            }
        }
        sheet
    }

    fn code(&mut self, code: &Code, left: usize, top: usize) {
        for row in 0..code.side() {
            for column in 0..code.side() {
                if code.is_dark(column, row) {
                    self.paint(left + column, top + row);
                }
            }
        }
    }

    fn number(&mut self, number: &str, left: usize, top: usize) {
        for (index, c) in number.chars().enumerate() {
            let Some((_, rows)) = FIGURES.iter().find(|(figure, _)| *figure == c) else {
                continue;
            };
            let left = left + index * FIGURE_WIDTH * POINT;
            for (row, column) in
                (0..5 * POINT).flat_map(|row| (0..3 * POINT).map(move |c| (row, c)))
            {
                if rows[row / POINT] >> (2 - column / POINT) & 1 == 1 {
                    self.paint(left + column, top + row);
                }
            }
        }
    }

    fn paint(&mut self, column: usize, row: usize) {
        if column < self.width && row < self.height {
            self.dark[row * self.width + column] = true;
        }
    }

    fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks(self.width)
    }

    /// The sheet as SVG: one path with a rectangle for each run of dark modules in a row.
    pub fn svg(&self) -> String {
        let (width, height) = (self.width, self.height);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {width} {height}\" shape-rendering=\"crispEdges\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n<path fill=\"#000\" d=\"",
            width * MODULE_MM,
            height * MODULE_MM,
        );
        for (row, modules) in self.rows().enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|a, b| a == b) {
                let length = run.len();
                if run[0] {
                    // Writing to a `String` cannot fail.
                    let _ = write!(svg, "M{column} {row}h{length}v1h-{length}z");
                }
                column += length;
            }
        }
        svg.push_str("\"/>\n</svg>\n");
        svg
    }

    /// The sheet as an image with one bit for each pixel; a module is so many pixels wide.
    pub fn png(&self, pixels: usize) -> Result<Vec<u8>, png::EncodingError> {
        let side = |modules: usize| u32::try_from(modules * pixels).unwrap_or(u32::MAX);
        let mut image = Vec::new();
        let mut encoder = png::Encoder::new(&mut image, side(self.width), side(self.height));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header()?;
        let lines = self.rows().flat_map(|row| {
            let line = line(row, pixels);
            std::iter::repeat_n(line, pixels).flatten()
        });
        writer.write_image_data(&lines.collect::<Vec<_>>())?;
        writer.finish()?;
        Ok(image)
    }
}

/// A row of pixels, eight in a byte; a set bit is light.
fn line(row: &[bool], pixels: usize) -> Vec<u8> {
    let width = row.len() * pixels;
    let mut line = vec![0; width.div_ceil(8)];
    for pixel in 0..width {
        if !row[pixel / pixels] {
            line[pixel / 8] |= 0x80 >> (pixel % 8);
        }
    }
    line
}
