//! A configuration told field by field, as its file has it: a running controller tells what it was started with, and `madoguchi doctor` holds
//! the file against that.

use super::console::{OFF, Slip};
use super::{Backup, Config, Console, Down, Folder, Lan, Listen, LogFormat, Support};
use madoguchi_fleet::link::UsbId;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{DAY, HOUR, MINUTE, SECOND};
use madoguchi_ports::{BoardHub, ForeignKind, Settings as Link};
use madoguchi_proto::v1::Setting;
use std::path::Path;
use toml::{Table, Value};

impl Config {
    /// Its fields in the order of the file, also those that the file leaves to what is usual. `data_dir` is not among them: whoever asks a
    /// controller has found it by that.
    #[must_use]
    pub fn told(&self) -> Vec<Setting> {
        let Self {
            data_dir: _,
            policy,
            gateway,
            pairing,
            has_certificate_days: _,
            link,
            desk_listen,
            console,
            folder,
            backup,
            down,
            support,
            ready_check,
            test_root,
            settings,
            log,
            logs_days,
        } = self;
        let log = match log {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        };
        let mut told = vec![
            field("policy", policy.name()),
            listen("gateway", *gateway),
            listen("pairing", *pairing),
            field("desk.listen", desk_listen.to_string()),
            field("log.format", log),
            // As one path, wherever the controller and whoever asks were started.
            optional("licensing.test_root", test_root.as_deref().map(whole)),
        ];
        told.extend(of_console(console));
        told.extend(of_folder(folder.as_ref()));
        told.extend(of_backup(backup.as_ref()));
        told.extend(of_down(down.as_ref()));
        told.extend(of_support(support));
        told.push(ready(*ready_check));
        told.extend(of_rules(settings));
        told.push(field("retention.logs_days", i64::from(*logs_days)));
        told.extend(of_link(link));
        told
    }
}

fn field(name: &str, value: impl Into<Value>) -> Setting {
    optional(name, Some(value))
}

fn optional(name: &str, value: Option<impl Into<Value>>) -> Setting {
    let value = value.map(|value| value.into().to_string());
    Setting {
        field: name.to_owned(),
        value: value.unwrap_or_default(),
    }
}

fn listen(section: &str, place: Listen) -> Setting {
    match place {
        Listen::At(address) => field(&format!("{section}.listen"), address.to_string()),
        Listen::Links(port) => field(&format!("{section}.port"), i64::from(port)),
    }
}

fn whole(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.display().to_string()
}

fn of_console(console: &Console) -> Vec<Setting> {
    let Console {
        listen,
        lan,
        counter_page,
        idle_minutes,
        slip,
        spoken,
    } = console;
    let listen = listen.map_or_else(|| OFF.to_owned(), |address| address.to_string());
    let files = lan.as_ref().and_then(|lan| lan.files.as_ref());
    let names = |lan: &Lan| {
        lan.names
            .iter()
            .cloned()
            .map(Value::String)
            .collect::<Vec<_>>()
    };
    let spoken = spoken.iter().cloned();
    let spoken = spoken.map(|(counter, said)| (counter, Value::String(said)));
    vec![
        field("console.listen", listen),
        optional(
            "console.lan",
            lan.as_ref().map(|lan| lan.listen.to_string()),
        ),
        optional("console.names", lan.as_ref().map(names)),
        optional(
            "console.certificate",
            files.map(|files| whole(&files.certificate)),
        ),
        optional("console.key", files.map(|files| whole(&files.key))),
        field("console.counter_page", *counter_page),
        field("console.idle_minutes", *idle_minutes),
        field("console.slip", slip.map_or(OFF, Slip::name)),
        field("console.spoken", Value::Table(Table::from_iter(spoken))),
    ]
}

/// Without a folder nothing of it is there.
fn of_folder(folder: Option<&Folder>) -> [Setting; 3] {
    let Some(Folder {
        path,
        urgent,
        every_s,
    }) = folder
    else {
        let none = |name| optional(name, None::<Value>);
        return ["folder.path", "folder.urgent", "folder.every_s"].map(none);
    };
    [
        field("folder.path", whole(path)),
        field("folder.urgent", *urgent),
        field("folder.every_s", *every_s),
    ]
}

/// Without a folder nothing of it is there.
fn of_backup(backup: Option<&Backup>) -> [Setting; 3] {
    let Some(Backup {
        folder,
        recipient,
        at_minute,
    }) = backup
    else {
        let none = |name| optional(name, None::<Value>);
        return ["backup.folder", "backup.recipient", "backup.at"].map(none);
    };
    [
        field("backup.folder", whole(folder)),
        optional("backup.recipient", recipient.map(|to| to.to_string())),
        field("backup.at", clock(*at_minute)),
    ]
}

/// Without a folder nothing of it is there.
fn of_down(down: Option<&Down>) -> [Setting; 2] {
    let Some(Down { folder, every_s }) = down else {
        return ["down.folder", "down.every_s"].map(|name| optional(name, None::<Value>));
    };
    [
        field("down.folder", whole(folder)),
        field("down.every_s", *every_s),
    ]
}

/// A time of the day, or that there is none.
fn clock(at_minute: Option<i64>) -> String {
    let at = at_minute.map(|at| format!("{:02}:{:02}", at / 60, at % 60));
    at.unwrap_or_else(|| "never".to_owned())
}

fn of_support(support: &Support) -> [Setting; 3] {
    let Support {
        name,
        telephone,
        hours,
    } = support;
    let closed: Vec<_> = hours
        .closed()
        .map(|day| Value::String(day.to_string()))
        .collect();
    [
        optional("support.name", name.clone()),
        optional("support.telephone", telephone.clone()),
        field("support.closed", closed),
    ]
}

fn ready(at_minute: Option<i64>) -> Setting {
    field("day.ready_check", clock(at_minute))
}

fn of_rules(settings: &Settings) -> Vec<Setting> {
    let Settings {
        // The policy decides the first, the vendor the second; the third is fixed.
        environment: _,
        replacement_grace_ms: _,
        silence_ms: _,
        utc_offset_ms,
        priority_head_start_ms,
        call_ms,
        session_ms,
        grace_ms,
        card_removal_ms,
        preference_ms,
        seat_hold_ms,
        restart_grace_ms,
        undo_ms,
        day_end_ms,
        restart_readers_ms,
        failures_to_pause,
        max_open_tickets,
        closed_retention_ms,
        walk_up_retention_ms,
    } = settings;
    let time = |at: &Option<i64>| {
        let at = at.map(|at| format!("{:02}:{:02}", at / HOUR, at % HOUR / MINUTE));
        at.unwrap_or_else(|| "never".to_owned())
    };
    vec![
        field("day.restart_readers", time(restart_readers_ms)),
        field("clinic.utc_offset_min", utc_offset_ms / MINUTE),
        field("rules.call_s", call_ms / SECOND),
        field("rules.session_s", session_ms / SECOND),
        field("rules.grace_s", grace_ms / SECOND),
        field("rules.card_removal_s", card_removal_ms / SECOND),
        field("rules.preference_min", preference_ms / MINUTE),
        field(
            "rules.priority_head_start_min",
            priority_head_start_ms / MINUTE,
        ),
        field("rules.seat_hold_s", seat_hold_ms / SECOND),
        field("rules.restart_grace_s", restart_grace_ms / SECOND),
        field("rules.undo_s", undo_ms / SECOND),
        field("rules.failures_to_pause", i64::from(*failures_to_pause)),
        field("rules.day_end", time(day_end_ms)),
        field(
            "rules.max_open_tickets",
            i64::try_from(*max_open_tickets).unwrap_or(i64::MAX),
        ),
        field("retention.closed_tickets_days", closed_retention_ms / DAY),
        field("retention.walk_ups_days", walk_up_retention_ms / DAY),
    ]
}

fn of_link(link: &Link) -> [Setting; 3] {
    let Link {
        board_hubs,
        reader_ids,
        foreign_readers,
    } = link;
    let ids: Vec<_> = reader_ids.iter().map(UsbId::to_string).collect();
    let hubs = board_hubs.iter().map(|BoardHub { port, id }| {
        entry([
            ("bus", port.bus.to_string()),
            ("chain", port.chain.to_string()),
            ("id", id.to_string()),
        ])
    });
    let foreign = foreign_readers
        .iter()
        .map(|ForeignKind { id, name }| entry([("id", id.to_string()), ("name", name.clone())]));
    [
        field("link.board_hubs", hubs.collect::<Vec<_>>()),
        field("link.reader_ids", ids),
        field("link.foreign_readers", foreign.collect::<Vec<_>>()),
    ]
}

fn entry<const N: usize>(fields: [(&str, String); N]) -> Value {
    let fields = fields.map(|(name, value)| (name.to_owned(), Value::String(value)));
    Value::Table(Table::from_iter(fields))
}
