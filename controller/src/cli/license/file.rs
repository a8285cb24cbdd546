//! Documents and product keys: as files, or from standard input.

use crate::cli::client::Failure;
use crate::cli::output::Output;
use crate::texts::{self, system_error, text};
use crate::wire::MAX_DOCUMENT;
use madoguchi_licensing::product_key::{MAX_TEXT_LEN, ProductKey};
use madoguchi_reading::{self as reading, STDIN, Unread};
use madoguchi_texts::{command_line, same};
use std::io::IsTerminal as _;
use std::path::Path;
use zeroize::Zeroizing;

/// Reads a document, at most as much as one has: a file, or standard input for `-`.
pub(in crate::cli) fn read(path: &Path, output: &Output) -> Result<Vec<u8>, Failure> {
    read_up_to(path, MAX_DOCUMENT, output)
}

/// Reads a file, or standard input for `-`, at most so many bytes.
pub(in crate::cli) fn read_up_to(
    path: &Path,
    limit: usize,
    output: &Output,
) -> Result<Vec<u8>, Failure> {
    if reading::is_stdin(path) && output.can_ask() {
        output.notice(&text("cli-type-here", &[]));
    }
    reading::read(path, limit).map_err(|why| unread(path, &why))
}

/// Reads a product key from standard input, so that it stands in no list of processes and in no shell's history. Who types it ends with Enter;
/// what is piped is read as a whole, for it may be a mail with the key in it.
pub(super) fn product_key() -> Result<ProductKey, Failure> {
    let typed = std::io::stdin().is_terminal();
    let stdin = Path::new(STDIN);
    let bytes = match typed {
        true => reading::line_of_stdin(MAX_TEXT_LEN),
        false => reading::read(stdin, MAX_TEXT_LEN),
    };
    let bytes = Zeroizing::new(bytes.map_err(|why| match why {
        Unread::TooLarge { .. } => Failure::own("product-key-too-large", &[]),
        why @ Unread::Io(_) => unread(stdin, &why),
    })?);
    ProductKey::read(&bytes).map_err(|why| Failure {
        text: texts::bad_product_key(&why),
    })
}

fn unread(path: &Path, why: &Unread) -> Failure {
    let path = ("path", command_line::file(path).into());
    match why {
        Unread::Io(error) => Failure::saying(
            "cli-file-unreadable",
            &[path, ("detail", system_error(error).into())],
        ),
        Unread::TooLarge { limit } => {
            Failure::saying("cli-file-too-large", &[path, ("limit", same(limit))])
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::cli::args::Common;

    #[test]
    fn a_file_that_cannot_be_read_is_told_by_its_cause() {
        let output = Output::of(&Common {
            data_dir: None,
            lang: None,
            json: true,
        });
        let said = |path: &Path| read(path, &output).unwrap_err().text;
        let folder = tempfile::tempdir().unwrap();
        let text = said(&folder.path().join("a.license"));
        assert!(text.en.contains("it is not there") && text.ja.contains("ありません"));
        let large = folder.path().join("large");
        std::fs::write(&large, vec![b'x'; MAX_DOCUMENT + 1]).unwrap();
        let text = said(&large);
        assert_eq!(text.code, "cli-file-too-large");
        assert!(text.en.contains(&MAX_DOCUMENT.to_string()), "{text:?}");
    }
}
