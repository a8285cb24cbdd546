//! Cuts bytes into lines; keeps at most one line and one chunk.

/// The number of bytes read at a time.
pub(super) const CHUNK_BYTES: usize = 4 * 1024;

/// A result of the cutting.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A line without its line end.
    Line(Vec<u8>),
    /// The beginning of a line that is too long; the rest is skipped. Returned again, empty, each time the rest has grown by a line's
    /// length, so that an endless line is counted like many.
    TooLong(Vec<u8>),
}

/// Cuts lines of at most `most` bytes.
#[derive(Debug)]
pub(super) struct Lines {
    most: usize,
    held: Vec<u8>,
    /// Whether the rest of a line that was too long is being skipped.
    skipping: bool,
}

impl Lines {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            held: Vec::new(),
            skipping: false,
        }
    }

    /// Takes a chunk; only to be called after [`Lines::next`] has returned `None`.
    pub(super) fn take(&mut self, read: &[u8]) {
        self.held.extend_from_slice(read);
    }

    /// The next complete piece.
    pub(super) fn next(&mut self) -> Option<Piece> {
        while let Some(length) = self.held.iter().position(|byte| *byte == b'\n') {
            let mut line: Vec<u8> = self.held.drain(..=length).collect();
            line.truncate(length);
            if std::mem::take(&mut self.skipping) {
                continue;
            }
            if length <= self.most {
                return Some(Piece::Line(line));
            }
            line.truncate(self.most);
            return Some(Piece::TooLong(line));
        }
        if self.held.len() <= self.most {
            return None;
        }
        let mut head = std::mem::take(&mut self.held);
        head.truncate(if self.skipping { 0 } else { self.most });
        self.skipping = true;
        Some(Piece::TooLong(head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(most: usize, chunks: &[&str]) -> Vec<Piece> {
        let mut lines = Lines::new(most);
        let mut pieces = Vec::new();
        for chunk in chunks {
            lines.take(chunk.as_bytes());
            pieces.extend(std::iter::from_fn(|| lines.next()));
        }
        assert!(lines.held.len() <= most);
        pieces
    }

    fn line(text: &str) -> Piece {
        Piece::Line(text.into())
    }

    fn too_long(head: &str) -> Piece {
        Piece::TooLong(head.into())
    }

    #[test]
    fn lines_come_out_whole_however_they_arrive() {
        assert_eq!(
            cut(8, &["on", "e\ntw", "o\n\nthree"]),
            [line("one"), line("two"), line("")]
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_to_its_end() {
        assert_eq!(
            cut(4, &["123456789\nnext\n"]),
            [too_long("1234"), line("next")]
        );
        assert_eq!(
            cut(4, &["123", "45", "6", "\nnext\n"]),
            [too_long("1234"), line("next")]
        );
    }

    #[test]
    fn a_line_without_end_is_counted_again_and_again_and_never_held() {
        let pieces = cut(4, &["12345", "67890", "12345"]);
        assert_eq!(pieces, [too_long("1234"), too_long(""), too_long("")]);
    }

    #[test]
    fn a_line_of_exactly_the_length_is_taken() {
        assert_eq!(cut(4, &["1234\n"]), [line("1234")]);
    }
}
