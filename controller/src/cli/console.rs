//! `madoguchi console`: where the pages of a running controller are.

use super::client::{Client, Failure};
use super::output::Output;
use crate::console;
use crate::identity::{BoardKey, DeskAccess, Holder, OnLan};
use crate::texts::label;
use madoguchi_texts::Lang;
use serde_json::json;
use std::path::Path;

/// Shows the addresses of the counter page and of the board. The board's has its key in it, which only displays; it is made of the owner's token,
/// so reception is not shown it here.
pub(super) async fn show(data_dir: &Path, output: &Output) -> Result<(), Failure> {
    // An address that a killed controller left behind leads nowhere.
    Client::connect(data_dir).await?;
    let access = DeskAccess::read(data_dir)?;
    let key = access.board_key();
    let address = access.console_address()?;
    let address = address.ok_or_else(|| Failure::own("cli-console-off", &[]))?;
    let lan = access.console_on_lan()?;
    let counter = console::url(address);
    let is_owner = access.holder() == Holder::Owner;
    let board = is_owner.then(|| console::board_url(address, &key));
    output.answer(
        || {
            let on_lan = lan.as_ref().map(|lan| json!(lan));
            let mut shown = json!({ "counter": counter });
            if let Some(shown) = shown.as_object_mut() {
                shown.extend(
                    board
                        .as_ref()
                        .map(|board| ("board".to_owned(), json!(board))),
                );
                shown.extend(on_lan.map(|on_lan| ("lan".to_owned(), on_lan)));
            }
            shown
        },
        || {
            let line = |key, address: &str| label(output.lang, key, &[("address", address)]);
            let mut lines = vec![line("cli-console-counter", &counter)];
            lines.extend(board.as_ref().map(|board| line("cli-console-board", board)));
            if let Some(lan) = &lan {
                lines.extend(on_lan(lan, &key, output.lang));
            }
            lines.join("\n") + "\n"
        },
    )
}

/// What a person at another PC has to know.
fn on_lan(lan: &OnLan, key: &BoardKey, lang: Lang) -> Vec<String> {
    let line = |key, address: &str| label(lang, key, &[("address", address)]);
    if lan.addresses.is_empty() {
        return vec![line("cli-console-lan-closed", "")];
    }
    let addresses = lan.addresses.iter();
    let mut lines: Vec<_> = addresses.map(|url| line("cli-console-lan", url)).collect();
    if let Some(first) = lan.addresses.first() {
        let board = console::board_at(first, key);
        lines.push(line("cli-console-lan-board", &board));
    }
    if let Some(fingerprint) = &lan.fingerprint {
        lines.push(label(lang, "cli-console-lan-fingerprint", &[]));
        lines.push(format!("  {fingerprint}"));
    }
    if !lan.current {
        lines.push(label(lang, "cli-console-lan-ended", &[]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lan: &OnLan) -> [String; 2] {
        let key = BoardKey::of_token("1234");
        [Lang::Ja, Lang::En].map(|lang| on_lan(lan, &key, lang).join("\n"))
    }

    #[test]
    fn whoever_opens_it_at_another_pc_is_told_what_to_compare() {
        let own = OnLan {
            addresses: vec!["https://192.0.2.10:7481/".to_owned()],
            fingerprint: Some("AB:CD".to_owned()),
            current: true,
        };
        for text in said(&own) {
            assert!(
                text.contains("https://192.0.2.10:7481/board?key="),
                "{text}"
            );
            assert!(
                text.ends_with("\n  AB:CD") && text.contains("SHA-256"),
                "{text}"
            );
        }
        let [ja, en] = said(&OnLan {
            fingerprint: None,
            current: false,
            ..own.clone()
        });
        assert!(
            !en.contains("SHA-256") && en.contains("not valid today"),
            "{en}"
        );
        assert!(ja.contains("有効期間の外"), "{ja}");
        let [ja, en] = said(&OnLan {
            addresses: Vec::new(),
            ..own
        });
        assert!(
            en.starts_with("Other PCs cannot open") && !en.contains("AB:CD"),
            "{en}"
        );
        assert!(ja.contains("console.lan"), "{ja}");
    }
}
