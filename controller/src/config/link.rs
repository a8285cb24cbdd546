//! The section `[link]`: the board's hubs, the readers' USB ids, and other makers' readers. `madoguchi_ports::Settings` shows an example.

use super::fields::{Fields, unknown_field};
use super::mistake::Wrong;
use madoguchi_fleet::link::{Port, UsbId};
use madoguchi_plain::is_name;
use madoguchi_ports::{BoardHub, ForeignKind, Settings};
use toml::{Table, Value};

/// The most entries of each list: more hubs than a board has, and more kinds of readers than there are makers.
const ENTRIES: usize = 64;
/// The longest bus and chain in characters: as long as Windows' device names get.
const PORT_CHARS: usize = 200;
/// The longest name of another maker's reader in characters: it is part of an alarm.
const NAME_CHARS: usize = 64;

/// Takes the section's fields.
pub(super) fn read(fields: &mut Fields) -> Settings {
    let settings = Settings {
        board_hubs: entries(fields, "link.board_hubs", board_hub),
        reader_ids: entries(fields, "link.reader_ids", |fields, field, value| {
            let parsed = value.as_str().and_then(usb_id);
            parsed.or_else(|| no_id(fields, field, &value))
        }),
        foreign_readers: entries(fields, "link.foreign_readers", foreign_reader),
    };
    for id in &settings.reader_ids {
        if settings.foreign(*id).is_some() {
            let id = id.to_string();
            fields.wrong("link.reader_ids", Wrong::OursAndForeign { id });
        }
    }
    settings
}

/// Takes a list entry by entry. Mistakes name the entry, counted from 1: "link.board_hubs[1]".
fn entries<T>(
    fields: &mut Fields,
    field: &str,
    mut entry: impl FnMut(&mut Fields, &str, Value) -> Option<T>,
) -> Vec<T> {
    let values = fields.list(field, ENTRIES);
    let numbered = values.into_iter().zip(1..);
    numbered
        .filter_map(|(value, n)| entry(fields, &format!("{field}[{n}]"), value))
        .collect()
}

fn board_hub(fields: &mut Fields, field: &str, value: Value) -> Option<BoardHub> {
    let mut entry = Entry::open(
        fields,
        field,
        value,
        "{ bus = \"1\", chain = \"3\", id = \"05e3:0610\" }",
    )?;
    let bus = entry.text("bus", PORT_CHARS);
    let chain = entry.text("chain", PORT_CHARS);
    let id = entry.id();
    entry.close(&["bus", "chain", "id"]);
    Some(BoardHub {
        port: Port {
            bus: bus?.into(),
            chain: chain?.into(),
        },
        id: id?,
    })
}

fn foreign_reader(fields: &mut Fields, field: &str, value: Value) -> Option<ForeignKind> {
    let mut entry = Entry::open(fields, field, value, "{ id = \"1234:5678\", name = \"…\" }")?;
    let id = entry.id();
    let name = entry.text("name", NAME_CHARS);
    entry.close(&["id", "name"]);
    Some(ForeignKind {
        id: id?,
        name: name?,
    })
}

/// One entry of a list: its fields that were not taken yet.
struct Entry<'a> {
    fields: &'a mut Fields,
    field: &'a str,
    left: Table,
}

impl<'a> Entry<'a> {
    fn open(
        fields: &'a mut Fields,
        field: &'a str,
        value: Value,
        example: &'static str,
    ) -> Option<Self> {
        match value {
            Value::Table(left) => Some(Self {
                fields,
                field,
                left,
            }),
            other => {
                let value = other.to_string();
                fields.wrong(field, Wrong::Entry { value, example });
                None
            }
        }
    }

    fn text(&mut self, name: &str, most: usize) -> Option<String> {
        let field = format!("{}.{name}", self.field);
        match self.left.remove(name) {
            Some(Value::String(text)) if is_short_line(&text, most) => Some(text),
            other => {
                let value = said(other.as_ref());
                self.fields.wrong(&field, Wrong::Line { value, most });
                None
            }
        }
    }

    fn id(&mut self) -> Option<UsbId> {
        let field = format!("{}.id", self.field);
        let value = self.left.remove("id");
        let parsed = value.as_ref().and_then(Value::as_str).and_then(usb_id);
        parsed.or_else(|| {
            let value = said(value.as_ref());
            self.fields.wrong(&field, Wrong::UsbId { value });
            None
        })
    }

    /// Reports the fields that nobody took as unknown.
    fn close(self, known: &[&str]) {
        let all = known.iter().copied().collect();
        for name in self.left.keys() {
            let what = match unknown_field(name, &all, known) {
                Wrong::Near { meant } => Wrong::Near {
                    meant: format!("{}.{meant}", self.field),
                },
                unknown => unknown,
            };
            self.fields.wrong(&format!("{}.{name}", self.field), what);
        }
    }
}

fn no_id(fields: &mut Fields, field: &str, value: &Value) -> Option<UsbId> {
    let value = said(Some(value));
    fields.wrong(field, Wrong::UsbId { value });
    None
}

/// Two numbers of four hexadecimal digits, as every tool writes them: "05e3:0610".
fn usb_id(text: &str) -> Option<UsbId> {
    let (vendor, product) = text.split_once(':')?;
    let number = |digits: &str| {
        let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| plain)
    };
    Some(UsbId {
        vendor: number(vendor)?,
        product: number(product)?,
    })
}

/// The value as text; an absent one is empty.
fn said(value: Option<&Value>) -> String {
    value.map_or_else(|| "\"\"".to_owned(), Value::to_string)
}

fn is_short_line(text: &str, most: usize) -> bool {
    is_name(text, most)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::config::{Config, Mistakes};
    use std::path::Path;

    fn parse(text: &str) -> Result<Settings, Mistakes> {
        Config::parse(text, Path::new("/etc/madoguchi")).map(|config| config.link)
    }

    const fn id(vendor: u16, product: u16) -> UsbId {
        UsbId { vendor, product }
    }

    #[test]
    fn nothing_is_listed_unless_the_clinic_lists_it() {
        assert_eq!(parse("").unwrap(), Settings::default());
        assert_eq!(parse("[link]\n").unwrap(), Settings::default());
    }

    #[test]
    fn every_field_is_taken() {
        let settings = parse(
            r#"
            [link]
            board_hubs = [
                { bus = "1", chain = "3", id = "05e3:0610" },
                { bus = "PCIROOT(0)#PCI(1400)#USBROOT(0)", chain = "16", id = "05E3:0612" },
            ]
            reader_ids = ["1d6b:0104"]
            foreign_readers = [{ id = "1234:5678", name = "他社の顔認証付きカードリーダー" }]
            "#,
        )
        .unwrap();
        let hub = |bus: &str, chain: &str, id| BoardHub {
            port: Port {
                bus: bus.into(),
                chain: chain.into(),
            },
            id,
        };
        let expected = Settings {
            board_hubs: vec![
                hub("1", "3", id(0x05e3, 0x0610)),
                hub("PCIROOT(0)#PCI(1400)#USBROOT(0)", "16", id(0x05e3, 0x0612)),
            ],
            reader_ids: vec![id(0x1d6b, 0x0104)],
            foreign_readers: vec![ForeignKind {
                id: id(0x1234, 0x5678),
                name: "他社の顔認証付きカードリーダー".to_owned(),
            }],
        };
        assert_eq!(settings, expected);
    }

    #[test]
    fn all_mistakes_are_told_at_once_with_their_places_and_in_both_languages() {
        let mistakes = parse(
            r#"
            [link]
            board_hubs = [
                { bus = "1", chain = "3", id = "05e3:610" },
                "1-3",
                { bus = 1, id = "05e3:0610", port = "3" },
            ]
            reader_ids = ["1d6b:0104", "reader", 7]
            foreign_readers = [{ id = "1d6b:0104", name = "" }, { name = "x" }]
            hubs = []
            "#,
        )
        .unwrap_err();
        let fields: Vec<_> = mistakes.0.iter().map(|m| m.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "link.board_hubs[1].id",
                "link.board_hubs[2]",
                "link.board_hubs[3].bus",
                "link.board_hubs[3].chain",
                "link.board_hubs[3].port",
                "link.reader_ids[2]",
                "link.reader_ids[3]",
                "link.foreign_readers[1].name",
                "link.foreign_readers[2].id",
                "link.hubs",
            ]
        );
        for mistake in &mistakes.0 {
            let text = mistake.text();
            assert!(text.en.starts_with(&mistake.field), "{text:?}");
            assert!(text.ja.starts_with(&mistake.field), "{text:?}");
            assert_ne!(text.ja, text.en);
        }
    }

    #[test]
    fn a_list_has_a_bound_and_is_a_list() {
        let many = vec!["\"1d6b:0104\""; ENTRIES + 1].join(", ");
        let mistakes = parse(&format!("link.reader_ids = [{many}]")).unwrap_err();
        assert_eq!(mistakes.0.len(), 1);
        assert!(mistakes.to_string().contains("write 64 at most"));
        let mistakes = parse("link.board_hubs = \"1-3\"").unwrap_err();
        assert!(
            mistakes
                .to_string()
                .contains("link.board_hubs: \"1-3\" is not a list")
        );
    }

    #[test]
    fn a_kind_of_device_is_ours_or_anothers_and_not_both() {
        let text = "link.reader_ids = [\"1d6b:0104\"]\n\
            link.foreign_readers = [{ id = \"1D6B:0104\", name = \"x\" }]";
        let mistakes = parse(text).unwrap_err();
        assert_eq!(mistakes.0.len(), 1);
        assert!(
            mistakes
                .to_string()
                .contains("link.reader_ids: 1d6b:0104 is in")
        );
    }

    #[test]
    fn a_text_that_would_spoil_a_line_is_refused() {
        for name in ["", "  ", "a\\nb", &"x".repeat(NAME_CHARS + 1)] {
            let text =
                format!("link.foreign_readers = [{{ id = \"1234:5678\", name = \"{name}\" }}]");
            let mistakes = parse(&text).unwrap_err();
            assert_eq!(mistakes.0[0].field, "link.foreign_readers[1].name");
        }
    }

    #[test]
    fn only_four_digits_twice_are_a_usb_id() {
        assert_eq!(usb_id("05e3:0610"), Some(id(0x05e3, 0x0610)));
        for wrong in [
            "",
            ":",
            "05e3",
            "5e3:0610",
            "05e3:0610:1",
            "05e3:+610",
            "05g3:0610",
            "０5e3:0610",
        ] {
            assert_eq!(usb_id(wrong), None, "{wrong}");
        }
    }
}
