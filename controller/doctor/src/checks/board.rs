//! The line of the configuration that makes hubs part of the PC's board: whole, as TOML takes each key but once.

use madoguchi_fleet::link::Hub;
use madoguchi_ports::{BoardHub, Settings};

/// The line with the hubs that are listed already and more; `None` where one of them cannot be named, as its USB ids could not
/// be read.
pub(super) fn line<'a>(
    settings: &Settings,
    more: impl IntoIterator<Item = &'a Hub>,
) -> Option<String> {
    let mut hubs = settings.board_hubs.clone();
    for hub in more {
        let hub = BoardHub {
            port: hub.port.clone(),
            id: hub.id?,
        };
        if !hubs.contains(&hub) {
            hubs.push(hub);
        }
    }
    let entries: Vec<_> = hubs
        .iter()
        .map(|hub| {
            format!(
                "{{ bus = \"{}\", chain = \"{}\", id = \"{}\" }}",
                quoted(&hub.port.bus),
                quoted(&hub.port.chain),
                hub.id
            )
        })
        .collect();
    Some(format!("board_hubs = [{}]", entries.join(", ")))
}

/// As it stands in a TOML string.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
