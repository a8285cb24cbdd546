//! The armoured blocks in a text: from a BEGIN mark to its END mark, wherever the lines were broken or joined.
//!
//! A mark is a word between two runs of dashes. Base 64 has no dash, so no mark can stand in what is armoured. Editors make longer dashes of
//! several short ones; a run of at least two, or one long dash, counts.

use std::ops::Range;

use madoguchi_reading::is_dash;

/// The longest label that is taken for one, in characters.
const MAX_LABEL: usize = 64;

/// The dashes of a mark. More of them before one are those that close the mark before, where two lines were joined.
const DASHES: usize = 5;

/// The beginning of every label of ours.
const OURS: &str = "MADOGUCHI";

/// The base 64 of `-----BEGIN`, at each of the three places where it can begin: what a mail program makes of a whole text.
const CODED: [&str; 3] = ["LS0tLS1CRUdJTi", "0tLS0tQkVHSU4", "tLS0tLUJFR0lO"];

/// A block as it stands in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// Its first line, from 1.
    pub line: usize,
    pub label: String,
    /// The label of its END mark; `None` if there is none before the next block.
    pub end: Option<String>,
    pub body: String,
    place: Range<usize>,
}

impl Block {
    pub fn is_ours(&self) -> bool {
        self.label.starts_with(OURS)
    }

    /// What the body encodes; `None` if it holds anything else than base 64.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let body: String = self.body.split_whitespace().collect();
        let is_base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
        if !body.bytes().all(is_base64) {
            return None;
        }
        let block = format!("-----BEGIN {OURS}-----\n{body}\n-----END {OURS}-----\n");
        pem::parse(block).ok().map(pem::Pem::into_contents)
    }
}

/// All blocks, in their order.
pub fn find(text: &str) -> Vec<Block> {
    let marks = marks(text);
    let mut blocks = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        if !mark.begins {
            continue;
        }
        let next = marks.get(number + 1);
        let end = next.filter(|next| !next.begins);
        let body = mark.place.end..next.map_or(text.len(), |next| next.place.start);
        blocks.push(Block {
            line: 1 + text[..mark.place.start].matches('\n').count(),
            label: mark.label.clone(),
            end: end.map(|end| end.label.clone()),
            body: text[body.clone()].to_owned(),
            place: mark.place.start..end.map_or(body.end, |end| end.place.end),
        });
    }
    blocks
}

/// A text with the blocks left out; its lines keep their numbers.
pub fn without(text: &str, blocks: &[Block]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for block in blocks {
        rest.push_str(&text[at..block.place.start]);
        rest.extend(text[block.place.clone()].chars().filter(|&c| c == '\n'));
        at = block.place.end;
    }
    rest.push_str(&text[at..]);
    rest
}

/// Whether the END mark of a document of ours is there.
pub fn has_end(text: &str) -> bool {
    let ours = |mark: &Mark| !mark.begins && mark.label.starts_with(OURS);
    marks(text).iter().any(ours)
}

/// Whether a mail program encoded the whole text.
pub fn is_coded(text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    CODED.iter().any(|begin| text.contains(begin))
}

/// `-----BEGIN LABEL-----` or `-----END LABEL-----`.
struct Mark {
    begins: bool,
    label: String,
    place: Range<usize>,
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(run) = dashes(text, at) {
        at = run.end;
        let opening = text[run.clone()].chars().count();
        if let Some((begins, label, end)) = label(&text[run.end..], opening) {
            let end = run.end + end;
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            // The dashes behind one mark may be those before the next, where two lines were joined. They belong to the first.
            let closing = dashes(text, end).map_or(end, |run| run.end);
            let before = marks.last().map_or(0, |mark: &Mark| mark.place.end);
            marks.push(Mark {
                begins,
                label,
                place: run.start.max(before)..closing,
            });
            at = end;
        }
    }
    marks
}

/// The word and the label behind a run of so many dashes, and where the closing run begins. A shorter one was cut off.
fn label(text: &str, opening: usize) -> Option<(bool, &str, usize)> {
    let (begins, rest) = match text.strip_prefix("BEGIN") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("END")?),
    };
    if !rest.starts_with([' ', '\n']) {
        return None;
    }
    let end = rest
        .char_indices()
        .take(MAX_LABEL + 1)
        .find(|&(_, c)| is_dash(c))?
        .0;
    let before = text.len() - rest.len();
    let closed = dashes(rest, end).is_some_and(|run| {
        let length = rest[run.clone()].chars().count();
        run.start == end && length >= opening.min(DASHES)
    });
    closed.then_some((begins, &rest[..end], before + end))
}

/// The next run of dashes at or behind a place.
fn dashes(text: &str, from: usize) -> Option<Range<usize>> {
    let mut start = from;
    loop {
        start += text[start..].find(is_dash)?;
        let run = &text[start..];
        let end = start + run.find(|c| !is_dash(c)).unwrap_or(run.len());
        let long = |c: char| matches!(c, '\u{2014}' | '\u{2015}');
        if text[start..end].chars().count() > 1 || text[start..end].contains(long) {
            return Some(start..end);
        }
        start = end;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_found_however_its_lines_were_broken() {
        for text in [
            "-----BEGIN MADOGUCHI LICENSE-----\nQUJD\n-----END MADOGUCHI LICENSE-----\n",
            "-----BEGIN MADOGUCHI LICENSE-----QUJD-----END MADOGUCHI LICENSE-----",
            "-----BEGIN MADOGUCHI\nLICENSE-----\nQU\nJD\n-----END\nMADOGUCHI LICENSE-----",
            "—-BEGIN MADOGUCHI LICENSE—-\nQUJD\n—–END MADOGUCHI LICENSE—–",
        ] {
            let blocks = find(text);
            assert_eq!(blocks.len(), 1, "{text}");
            let block = &blocks[0];
            assert_eq!(block.label, "MADOGUCHI LICENSE", "{text}");
            assert_eq!(block.end.as_ref(), Some(&block.label), "{text}");
            assert_eq!(block.bytes().unwrap(), b"ABC", "{text}");
        }
    }

    #[test]
    fn dashes_in_a_letter_are_no_marks() {
        let text = "-----Original Message-----\n-- \nBEGIN - END\n--BEGINNING--\n- BEGIN it -";
        assert_eq!(find(text), []);
    }

    #[test]
    fn marks_that_share_their_dashes_stand_one_after_the_other() {
        for (text, labels) in [
            ("-----BEGIN X-----BEGIN Y-----\nb", ["X", "Y"]),
            (
                "-----BEGIN X-----a-----END X-----BEGIN Y-----b-----END Y-----c",
                ["X", "Y"],
            ),
            (
                "-----BEGIN X-----a-----END X----------BEGIN Y-----b-----END Y-----c",
                ["X", "Y"],
            ),
        ] {
            let blocks = find(text);
            let found: Vec<_> = blocks.iter().map(|block| block.label.as_str()).collect();
            assert_eq!(found, labels, "{text}");
            let rest = without(text, &blocks);
            assert!(rest.len() <= 2 && !rest.contains('-'), "{rest:?} of {text}");
        }
    }

    #[test]
    fn what_is_left_keeps_its_lines() {
        let text = "a\n-----BEGIN X-----\nb\n-----END X-----\nc -----BEGIN Y-----\nd";
        let blocks = find(text);
        assert_eq!((blocks[0].line, blocks[1].line), (2, 5));
        assert_eq!(without(text, &blocks), "a\n\n\n\nc \n");
    }
}
