//! Makes text of the parts of a log that a reader sent: whole lines, of bounded length, without what cannot be seen.

use madoguchi_plain::seen;
use std::collections::VecDeque;

/// The longest line, in characters. The rest of a longer one is left out.
const MAX_LINE_CHARS: usize = 4_096;
/// Stands where the rest of a line was left out.
const CUT: char = '…';

/// Parts that came, the newest first.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    parts: VecDeque<Vec<u8>>,
    bytes: usize,
}

impl Assembly {
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Puts a part before those that came.
    pub(super) fn take_older(&mut self, part: Vec<u8>) {
        self.bytes += part.len();
        self.parts.push_front(part);
    }

    /// The lines. Where something older is missing, the first line may have lost its beginning, and goes.
    pub(super) fn text(self, is_cut: bool) -> String {
        let bytes = Vec::from(self.parts).concat();
        let begin = match is_cut {
            true => bytes
                .iter()
                .position(|byte| *byte == b'\n')
                .map(|at| at + 1),
            false => Some(0),
        };
        let lines = bytes
            .get(begin.unwrap_or(bytes.len())..)
            .unwrap_or_default();
        let mut text = String::with_capacity(lines.len());
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            write(&mut text, &String::from_utf8_lossy(line));
        }
        text
    }
}

/// One line: a tab is a blank, other characters that cannot be seen are taken out.
fn write(text: &mut String, line: &str) {
    let shown = seen(line).filter_map(|(c, is_hidden)| match c {
        '\t' => Some(' '),
        c => (!is_hidden).then_some(c),
    });
    let mut shown = shown.peekable();
    text.extend(shown.by_ref().take(MAX_LINE_CHARS));
    if shown.peek().is_some() {
        text.push(CUT);
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assembled(log: &[u8], cuts: &[usize], is_cut: bool) -> String {
        let mut parts = Assembly::default();
        let mut end = log.len();
        for cut in cuts {
            let start = end.saturating_sub(*cut);
            parts.take_older(log[start..end].to_vec());
            end = start;
        }
        parts.take_older(log[..end].to_vec());
        assert_eq!(parts.bytes(), log.len());
        parts.text(is_cut)
    }

    #[test]
    fn what_is_no_text_is_replaced_and_what_cannot_be_seen_is_taken_out() {
        let log = b"a\xff\xfeb\tc\x1b[31m\r\n\xe2\x80\xae\x00d\n";
        assert_eq!(assembled(log, &[], false), "a\u{fffd}\u{fffd}b c[31m\nd\n");
        assert_eq!(assembled("窓口\n".as_bytes(), &[2, 1], false), "窓口\n");
    }

    #[test]
    fn a_line_without_its_beginning_goes_and_a_line_without_end_is_cut() {
        assert_eq!(assembled(b"alf\nwhole\nlast", &[3], true), "whole\nlast\n");
        assert_eq!(assembled(b"no end", &[], true), "");
        let long = "x".repeat(MAX_LINE_CHARS + 1);
        let text = assembled(long.as_bytes(), &[1, 1_000], false);
        assert_eq!(text.chars().count(), MAX_LINE_CHARS + 2);
        assert!(text.ends_with("x…\n"));
    }

    proptest! {
        /// However a log is cut into parts, and whatever it holds, the same lines come of it, and all of them can be shown.
        #[test]
        fn parts_make_the_same_text_however_they_are_cut(
            log in prop::collection::vec(any::<u8>(), 0..400),
            cuts in prop::collection::vec(1_usize..40, 0..20),
        ) {
            let text = assembled(&log, &cuts, false);
            prop_assert_eq!(&text, &assembled(&log, &[], false));
            prop_assert!(text.lines().all(madoguchi_plain::is_plain));
            let lines = log.split_inclusive(|byte| *byte == b'\n').count();
            prop_assert_eq!(text.lines().count(), lines);
        }
    }
}
