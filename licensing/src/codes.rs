//! QR codes: a document on a screen or on paper for a telephone's camera (feature `codes`).
//!
//! The text of a code is a part that [`crate::typed::parts`] made, in the codes' alphanumeric mode. A sheet has all parts of a document,
//! each with its number below; they can be scanned in any order.

mod sheet;

use qrcode::{EcLevel, QrCode};

use crate::document::Document;
use crate::typed;
use sheet::Sheet;

/// The characters of a code on paper: version 15, 77 modules wide, which a telephone can read at the width of a hand.
pub const SHEET_CHARS: usize = 600;

/// The characters of a code in a terminal: version 10, which is 65 columns wide with its margin and fits into 80.
pub const TERMINAL_CHARS: usize = 311;

/// The most codes on one sheet: more than anybody wants to scan. A larger document has to be sent as a file.
pub const MAX_CODES: usize = 24;

/// The light modules around a code, without which no camera finds it (ISO/IEC 18004).
const MARGIN: usize = 4;

/// The width of a module in an image, in pixels.
const PIXELS: usize = 6;

/// The reason why a text cannot become a code.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("a text of {chars} characters does not fit into one code; split it into parts")]
    TooLong {
        /// The number of its characters.
        chars: usize,
    },
    #[error("a sheet has 1 to {MAX_CODES} codes, not {codes}; give the document as a file")]
    Count { codes: usize },
    #[error("the image could not be written; give the document as a file")]
    Image(#[source] png::EncodingError),
}

/// The texts of the codes that stand on a document's sheet.
#[must_use]
pub fn on_a_sheet(document: &Document) -> Vec<String> {
    typed::parts(document, SHEET_CHARS)
}

/// One code as lines of half blocks (two modules in a character), with its number below.
///
/// The blocks are the light modules, so on a dark terminal the code looks as printed. On a light one it is inverted, which most telephones
/// can read as well.
///
/// # Errors
/// The text does not fit into one code.
pub fn terminal(text: &str) -> Result<String, Error> {
    let code = Code::new(text)?;
    let side = code.side();
    let mut lines = String::new();
    for row in (0..side).step_by(2) {
        for column in 0..side {
            lines.push(
                match (code.is_dark(column, row), code.is_dark(column, row + 1)) {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    (true, true) => ' ',
                },
            );
        }
        lines.push('\n');
    }
    if let Some(number) = number(text) {
        lines.push_str(&format!("{number:^side$}\n"));
    }
    Ok(lines)
}

/// One code for a page that draws it: a path of SVG in a square of so many modules, the margin among them.
pub struct Picture {
    pub side: usize,
    pub path: String,
}

/// One code as a path.
///
/// # Errors
/// The text does not fit into one code.
pub fn picture(text: &str) -> Result<Picture, Error> {
    let code = Code::new(text)?;
    let side = code.side();
    let mut path = String::new();
    for row in 0..side {
        let mut column = 0;
        while column < side {
            let wide = (column..side)
                .take_while(|at| code.is_dark(*at, row))
                .count();
            if wide > 0 {
                path.push_str(&format!("M{column} {row}h{wide}v1h-{wide}z"));
            }
            column += wide + 1;
        }
    }
    Ok(Picture { side, path })
}

/// All codes on one sheet, as an SVG drawing that prints on A4 paper.
///
/// # Errors
/// A text does not fit into one code, or there are too many.
pub fn svg(texts: &[String]) -> Result<String, Error> {
    Ok(sheet(texts)?.svg())
}

/// All codes on one sheet, as a PNG image in black and white.
///
/// # Errors
/// A text does not fit into one code, or there are too many.
pub fn png(texts: &[String]) -> Result<Vec<u8>, Error> {
    sheet(texts)?.png(PIXELS).map_err(Error::Image)
}

fn sheet(texts: &[String]) -> Result<Sheet, Error> {
    if !(1..=MAX_CODES).contains(&texts.len()) {
        return Err(Error::Count { codes: texts.len() });
    }
    let codes: Vec<_> = texts
        .iter()
        .map(|text| Code::new(text))
        .collect::<Result<_, _>>()?;
    let numbers: Vec<_> = texts.iter().map(|text| number(text)).collect();
    Ok(Sheet::new(&codes, &numbers))
}

/// The number of a part, as in `2/3`.
fn number(text: &str) -> Option<&str> {
    let (number, _) = text.strip_prefix("MDG:")?.split_once(':')?;
    Some(number)
}

/// A code with its margin.
struct Code {
    width: usize,
    dark: Vec<bool>,
}

impl Code {
    fn new(text: &str) -> Result<Self, Error> {
        let chars = text.chars().count();
        // Level M: a seventh of the code may be dirty or creased.
        let code = QrCode::with_error_correction_level(text, EcLevel::M)
            .map_err(|_| Error::TooLong { chars })?;
        Ok(Self {
            width: code.width(),
            dark: code
                .to_colors()
                .iter()
                .map(|color| *color == qrcode::Color::Dark)
                .collect(),
        })
    }

    fn side(&self) -> usize {
        self.width + 2 * MARGIN
    }

    /// Whether a module is dark; the margin and everything beyond are light.
    fn is_dark(&self, column: usize, row: usize) -> bool {
        let inside = |at: usize| at.checked_sub(MARGIN).filter(|&at| at < self.width);
        match (inside(column), inside(row)) {
            (Some(column), Some(row)) => self.dark[row * self.width + column],
            _ => false,
        }
    }
}
