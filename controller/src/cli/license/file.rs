//! Documents and product keys: as files, or from standard input.

use crate::cli::client::Failure;
use crate::cli::output::Output;
use crate::texts::{self, text};
use crate::wire::MAX_DOCUMENT;
use madoguchi_licensing::product_key::{MAX_TEXT_LEN, ProductKey};
use madoguchi_reading::{self as reading, STDIN, Unread};
use std::io::IsTerminal as _;
use std::path::Path;
use zeroize::Zeroizing;

/// Reads a document, at most as much as one has: a file, or standard input for `-`.
pub(super) fn read(path: &Path, output: &Output) -> Result<Vec<u8>, Failure> {
    if reading::is_stdin(path) && output.can_ask() {
        output.notice(&text("cli-type-here", &[]));
    }
    reading::read(path, MAX_DOCUMENT).map_err(|why| unread(path, &why))
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
    let bytes = Zeroizing::new(bytes.map_err(|why| unread(stdin, &why))?);
    ProductKey::read(&bytes).map_err(|why| Failure {
        text: texts::bad_product_key(&why),
    })
}

fn unread(path: &Path, why: &Unread) -> Failure {
    let path = path.display().to_string();
    match why {
        Unread::Io(error) => Failure::own(
            "cli-file-unreadable",
            &[("path", &path), ("detail", &error.to_string())],
        ),
        Unread::TooLarge { limit } => Failure::own(
            "cli-file-too-large",
            &[("path", &path), ("limit", &limit.to_string())],
        ),
    }
}
