//! Sheets for paper, in both languages and without a script: each is one file that opens and prints on any PC, also where no controller runs.

mod board;
mod guide;
mod key_sheet;

pub(crate) use board::Board;
pub(crate) use guide::Guide;
pub(crate) use key_sheet::KeySheet;

use crate::texts::label;
use madoguchi_texts::Lang;

/// The style of all of them, which stands in each file.
const CSS: &str = include_str!("console/assets/paper.css");

/// A sentence in Japanese and English.
type Both = [String; 2];

fn both(key: &str, args: &[(&str, &str)]) -> Both {
    [Lang::Ja, Lang::En].map(|lang| label(lang, key, args))
}
