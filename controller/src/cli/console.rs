//! `madoguchi console`: where the pages of a running controller are.

use super::client::{Client, Failure};
use super::output::Output;
use crate::console;
use crate::identity::{DeskAccess, console_address};
use crate::texts::label;
use serde_json::json;
use std::path::Path;

/// Shows the addresses of the counter page and of the board. The board's has its key in it, which only displays.
pub(super) async fn show(data_dir: &Path, output: &Output) -> Result<(), Failure> {
    // An address that a killed controller left behind leads nowhere.
    Client::connect(data_dir).await?;
    let key = DeskAccess::read(data_dir)?.board_key();
    let address = console_address(data_dir)?.ok_or_else(|| Failure::own("cli-console-off", &[]))?;
    let (counter, board) = (console::url(address), console::board_url(address, &key));
    output.answer(
        || json!({ "counter": counter, "board": board }),
        || {
            let line = |key, address: &str| label(output.lang, key, &[("address", address)]);
            let counter = line("cli-console-counter", &counter);
            format!("{counter}\n{}\n", line("cli-console-board", &board))
        },
    )
}
