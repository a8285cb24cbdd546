//! `madoguchi unit ports`: the PC's USB ports as they are, with what hangs on them.

use super::client::{Client, Failure, answer};
use super::grid::Grid;
use super::output::Output;
use super::page::{grid, line, of, word};
use super::verdicts::verdict;
use crate::json::{self, port};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{
    ListPortsRequest, ListPortsResponse, ListUnitsRequest, Unit, UsbPort, UsbPortKind,
};
use madoguchi_texts::Lang;

pub(super) async fn list(client: &Client, output: &Output) -> Result<(), Failure> {
    let list = answer(client.units().list_ports(ListPortsRequest {})).await?;
    // Ports know serial numbers alone: which counter that is, and the verdict, stands with the readers.
    let request = ListUnitsRequest {
        include_retired: false,
    };
    let units = answer(client.units().list_units(request)).await?.units;
    output.answer(
        || json::Ports::from(&list),
        || page(&list, &units, output.lang),
    )
}

/// A column: its heading, whether it is left out when empty, and its cells.
type Column = (
    &'static str,
    bool,
    fn(&UsbPort, Option<&Unit>, Lang) -> String,
);

const COLUMNS: [Column; 7] = [
    ("port", false, |port, _, _| port.port.clone()),
    ("plugged", false, |port, _, lang| word(lang, what(port))),
    ("product", true, |port, _, _| {
        match port.product.is_empty() {
            true => port.device.clone(),
            false => port.product.clone(),
        }
    }),
    ("serial", true, |port, _, _| port.serial.clone()),
    ("counter", true, |_, unit, _| {
        let counter = unit.and_then(|unit| unit.counter.as_ref());
        counter.map_or_else(String::new, |counter| counter.name.clone())
    }),
    ("admission", true, |_, unit, lang| {
        unit.map_or_else(String::new, |unit| verdict(&unit.admission, lang))
    }),
    ("speed", true, |port, _, _| match port.speed_mbps {
        0 => String::new(),
        speed => format!("{speed} Mbps"),
    }),
];

/// The page: each port behind the one that it hangs on, which its name says, too ("1-3.1" is behind "1-3").
fn page(list: &ListPortsResponse, units: &[Unit], lang: Lang) -> String {
    let mut page = String::new();
    if list.unseen.is_some() {
        line(&mut page, of(lang, list.unseen.as_ref()));
        return page;
    }
    let rows: Vec<_> = list
        .ports
        .iter()
        .map(|at| (at, unit_at(at, units)))
        .collect();
    let columns = COLUMNS.iter().filter(|(_, can_go, cell)| {
        !can_go
            || rows
                .iter()
                .any(|(at, unit)| !cell(at, *unit, lang).is_empty())
    });
    let columns: Vec<_> = columns.collect();
    let names: Vec<_> = columns.iter().map(|(name, ..)| *name).collect();
    let mut table = Grid::new(lang, &names);
    for (at, unit) in &rows {
        table.add_row(columns.iter().map(|(_, _, cell)| cell(at, *unit, lang)));
    }
    match rows.is_empty() {
        true => line(&mut page, &word(lang, "page-ports-none")),
        false => grid(&mut page, &table),
    }
    let has_hub = list.ports.iter().any(|at| at.kind() == UsbPortKind::Hub);
    let is_virtual = list.policy == "loopback";
    for (applies, note) in [
        (has_hub, "page-ports-hub-todo"),
        (is_virtual, "page-ports-virtual"),
        (!is_virtual && !list.sockets_known, "page-ports-unknown"),
    ] {
        if applies {
            line(&mut page, &word(lang, note));
        }
    }
    page
}

/// The reader on a port, where the fleet knows it.
fn unit_at<'a>(at: &UsbPort, units: &'a [Unit]) -> Option<&'a Unit> {
    let is_there = |unit: &&Unit| {
        let same = !at.serial.is_empty() && unit.serial == at.serial;
        same || port(unit) == at.port
    };
    let is_reader = at.kind() == UsbPortKind::Reader;
    units.iter().filter(|_| is_reader).find(is_there)
}

/// The word for what hangs on a port.
fn what(port: &v1::UsbPort) -> &'static str {
    match port.kind() {
        UsbPortKind::Empty if port.suits => "page-ports-free",
        UsbPortKind::Empty => "page-ports-free-behind-hub",
        UsbPortKind::Reader => "page-ports-reader",
        UsbPortKind::Hub => "page-ports-hub",
        UsbPortKind::BoardHub => "page-ports-board-hub",
        UsbPortKind::Foreign => "page-ports-foreign",
        UsbPortKind::Unspecified | UsbPortKind::Other => "page-ports-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::text;

    fn a_port(port: &str, kind: UsbPortKind, suits: bool) -> UsbPort {
        UsbPort {
            place: port.into(),
            port: port.into(),
            kind: kind.into(),
            suits,
            ..UsbPort::default()
        }
    }

    fn a_pc() -> ListPortsResponse {
        let reader = |port: &str, serial: &str| UsbPort {
            serial: serial.into(),
            speed_mbps: 480,
            ..a_port(port, UsbPortKind::Reader, true)
        };
        ListPortsResponse {
            policy: "usb".into(),
            sockets_known: true,
            ports: vec![
                reader("1-1", "CR-1"),
                a_port("1-2", UsbPortKind::Empty, true),
                UsbPort {
                    device: "05e3:0610".into(),
                    ..a_port("1-3", UsbPortKind::Hub, false)
                },
                reader("1-3.1", "CR-2"),
                a_port("1-3.2", UsbPortKind::Empty, false),
                a_port("1-4", UsbPortKind::BoardHub, true),
                UsbPort {
                    product: "Other Reader".into(),
                    ..a_port("1-4.1", UsbPortKind::Foreign, true)
                },
                a_port("1-5", UsbPortKind::Other, true),
            ],
            unseen: None,
        }
    }

    fn row<'a>(page: &'a str, port: &str) -> &'a str {
        let is = |line: &&str| line.split_whitespace().any(|word| word == port);
        page.lines().find(is).unwrap_or_default()
    }

    #[test]
    fn each_port_says_what_hangs_on_it_and_whether_a_reader_may() {
        let units = [Unit {
            serial: "CR-1".into(),
            counter: Some(v1::Counter {
                name: "窓口1".into(),
                ..v1::Counter::default()
            }),
            admission: "seat:included".into(),
            ..Unit::default()
        }];
        let japanese = page(&a_pc(), &units, Lang::Ja);
        for (port, words) in [
            ("1-1", &["リーダー", "CR-1", "窓口1", "480 Mbps"][..]),
            ("1-2", &["リーダーをつなげます"]),
            ("1-3", &["ハブ", "05e3:0610"]),
            ("1-3.1", &["リーダー", "CR-2"]),
            ("1-3.2", &["リーダーには使えません"]),
            ("1-4", &["組み込みのハブ"]),
            ("1-4.1", &["他社のカードリーダー", "Other Reader"]),
            ("1-5", &["その他の機器"]),
        ] {
            let row = row(&japanese, port);
            assert!(words.iter().all(|word| row.contains(word)), "{port}: {row}");
        }
        assert!(!row(&japanese, "1-3.1").contains("窓口1"), "{japanese}");
        assert!(japanese.contains("PC本体の空きポートに直接"), "{japanese}");
        let english = page(&a_pc(), &units, Lang::En);
        assert!(
            !english.contains("page-") && !english.contains("cli-"),
            "{english}"
        );
    }

    #[test]
    fn what_is_not_known_of_ports_is_said() {
        let unknown = ListPortsResponse {
            sockets_known: false,
            ..a_pc()
        };
        let said = page(&unknown, &[], Lang::En);
        assert!(said.contains("only those in use are shown"), "{said}");
        let simulated = ListPortsResponse {
            policy: "loopback".into(),
            ..ListPortsResponse::default()
        };
        let said = page(&simulated, &[], Lang::Ja);
        assert!(
            said.contains("何もつながっていません") && said.contains("模擬"),
            "{said}"
        );
        let unseen = ListPortsResponse {
            unseen: Some(text("cli-no-units", &[])),
            ..a_pc()
        };
        assert_eq!(page(&unseen, &[], Lang::Ja).matches("1-2").count(), 0);
    }
}
