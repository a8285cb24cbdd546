//! What `agent.toml` may say, and what is said back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use madoguchi_proto::v1::OutcomeKind;

const GOOD: &str = r#"
    controller = "[fe80::1%2]:7443"
    credentials = "reader-1"
    spool = "/var/spool/madoguchi"
    environment = "test"
    virtual_port = "1-3.1"
    factory_key = "factory.key"

    [device]
    kind = "simulated"
    seed = 7
    speed = 60
    pin_share = 0.5
    walk_ms = [1000, 2000]
    [device.errors]
    card_expired = 0.25
"#;

fn mistakes(text: &str) -> Vec<String> {
    match Config::parse(text, Path::new("/etc/agent.toml")) {
        Err(Error::Mistakes { mistakes, .. }) => {
            mistakes.into_iter().map(|mistake| mistake.field).collect()
        }
        other => panic!("mistakes expected: {other:?}"),
    }
}

#[test]
fn a_good_file_is_read_and_paths_hang_on_its_folder() {
    let config = Config::parse(GOOD, Path::new("/etc/agent.toml")).unwrap();
    assert_eq!(config.credentials, Path::new("/etc/reader-1"));
    assert_eq!(config.spool, Path::new("/var/spool/madoguchi"));
    assert_eq!(
        config.factory_key.as_deref(),
        Some(Path::new("/etc/factory.key"))
    );
    assert_eq!(config.controller.to_string(), "[fe80::1%2]:7443");
    let usual = Place {
        folder: "/var/spool/madoguchi.logs".into(),
        days: 7,
        day_bytes: 1 << 20,
        is_json: false,
    };
    assert_eq!(config.logs, usual);
    let DeviceKind::Simulated(settings) = config.device else {
        panic!("a simulated device expected");
    };
    assert_eq!((settings.seed, settings.speed), (7, 60.0));
    assert_eq!(
        settings.behaviour.errors,
        [(OutcomeKind::CardExpired, 0.25)]
    );
    assert_eq!(settings.behaviour.walk.max_ms, 2_000);
}

#[test]
fn all_mistakes_are_reported_at_once_with_their_names() {
    let text = r#"
        controller = "localhost"
        credentials = 7
        environment = "prod"
        virtual_port = "usb"
        factory_key = 7
        colour = "blue"
        [device]
        kind = "simulated"
        speed = -1
        no_show_rate = 1.5
        walk_ms = [5, 1]
        sped = 3
        [device.errors]
        tired = 0.1
    "#;
    let found = mistakes(text);
    for field in [
        "controller",
        "credentials",
        "spool",
        "environment",
        "virtual_port",
        "factory_key",
        "colour",
        "device.speed",
        "device.no_show_rate",
        "device.walk_ms",
        "device.sped",
        "device.errors.tired",
    ] {
        assert!(
            found.iter().any(|name| name == field),
            "{field} is missing in {found:?}"
        );
    }
    assert_eq!(found.len(), 12, "{found:?}");
}

#[test]
fn the_controller_and_its_interface_are_read_together() {
    let with = |lines: &str| GOOD.replace("controller = \"[fe80::1%2]:7443\"", lines);
    for (lines, target) in [
        ("controller = \"auto\"", "auto"),
        (
            "controller = \"[fe80::2]:7443\"\ninterface = \"usb1\"",
            "[fe80::2%usb1]:7443",
        ),
        ("controller = \"192.168.7.1:7443\"", "192.168.7.1:7443"),
    ] {
        let config = Config::parse(&with(lines), Path::new("agent.toml")).unwrap();
        assert_eq!(config.controller.to_string(), target);
    }
    for (lines, wrong) in [
        (
            "controller = \"nowhere\"\ninterface = \"a/b\"",
            vec!["controller", "interface"],
        ),
        (
            "controller = \"192.168.7.1:7443\"\ninterface = \"usb0\"",
            vec!["interface"],
        ),
        ("interface = \"usb0\"", vec!["controller"]),
        (
            "controller = 1\ninterface = 1",
            vec!["interface", "controller"],
        ),
    ] {
        assert_eq!(mistakes(&with(lines)), wrong, "{lines}");
    }
    let error = Config::parse(
        &with("controller = \"192.168.7.1:7443\"\ninterface = \"usb0\""),
        Path::new("agent.toml"),
    );
    let error = error.unwrap_err().text();
    assert!(
        error.ja.contains("消すか") && error.en.contains("nothing here"),
        "{error:?}"
    );
}

fn with_device(device: &str) -> String {
    format!(
        "{}[device]\n{device}",
        GOOD.split("[device]").next().unwrap()
    )
}

#[test]
fn an_engine_is_read_and_its_paths_hang_on_the_files_folder() {
    let text =
        with_device("kind = \"process\"\ncommand = [\"python3\", \"engine.py\"]\nping_ms = 700");
    let config = Config::parse(&text, Path::new("/etc/agent.toml")).unwrap();
    let DeviceKind::Process(settings) = config.device else {
        panic!("an engine expected");
    };
    let command = process::Via::Command {
        command: vec!["python3".to_owned(), "engine.py".to_owned()],
        folder: "/etc".into(),
    };
    assert_eq!(settings.via, command);
    assert_eq!(settings.limits.ping.as_millis(), 700);
    assert_eq!(
        settings.limits.answer,
        process::Limits::default().answer,
        "what is not written is as usual"
    );
}

#[test]
fn what_is_run_for_a_restart_is_a_command_in_the_files_folder() {
    let text = with_device(
        "kind = \"process\"\nsocket = \"e.sock\"\nrestart_command = [\"systemctl\", \"reboot\"]\nrestart_wait_ms = 5000",
    );
    let config = Config::parse(&text, Path::new("/etc/agent.toml")).unwrap();
    let DeviceKind::Process(settings) = config.device else {
        panic!("an engine expected");
    };
    let restart = settings.restart.unwrap();
    assert_eq!(restart.command, ["systemctl", "reboot"]);
    assert_eq!(restart.folder, Path::new("/etc"));
    assert_eq!(restart.wait.as_millis(), 5_000);
    assert_eq!(restart.limit, process::RestartCommand::LIMIT);
}

#[test]
fn an_engine_is_a_command_or_a_socket_and_all_that_is_wrong_with_it_is_said() {
    for (device, wrong) in [
        ("kind = \"process\"", vec!["device.command"]),
        (
            "kind = \"process\"\ncommand = [\"a\"]\nsocket = \"b\"",
            vec!["device.command"],
        ),
        ("kind = \"process\"\ncommand = []", vec!["device.command"]),
        (
            "kind = \"process\"\ncommand = \"a\"\nping_ms = 1\nstop_ms = -1\nspeed = 2",
            vec![
                "device.command",
                "device.ping_ms",
                "device.stop_ms",
                "device.speed",
            ],
        ),
    ] {
        let found = mistakes(&with_device(device));
        // Where there are no Unix sockets, that is said as well.
        let found: Vec<_> = found
            .into_iter()
            .filter(|field| field != "device.socket")
            .collect();
        assert_eq!(found, wrong, "{device}");
    }
    let long = format!("kind = \"process\"\nsocket = \"/{}\"", "s".repeat(103));
    assert_eq!(mistakes(&with_device(&long)), ["device.socket"]);
}

#[test]
fn an_unknown_device_is_refused() {
    let text = GOOD.replace("simulated", "magic");
    assert!(mistakes(&text).contains(&"device.kind".to_owned()));
    assert!(mistakes(GOOD.split("[device]").next().unwrap()).contains(&"device".to_owned()));
}

#[test]
fn a_mistake_says_what_to_write() {
    let text = GOOD.replace("\"test\"", "\"tset\"");
    let error = Config::parse(&text, Path::new("agent.toml")).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("environment") && error.contains("tset") && error.contains("production"),
        "{error}"
    );
}

#[test]
fn a_line_that_cannot_be_read_is_told_with_its_place() {
    for (line, code, ja) in [
        (
            "controller = ",
            "config-no-value",
            "1 行目の 14 文字目「controller =」",
        ),
        ("spool = \"C:\\new\"", "config-backslash", "2つ重ねて"),
        ("窓口 = 1", "config-name-letters", "半角"),
    ] {
        let error = Config::parse(line, Path::new("agent.toml")).unwrap_err();
        let Error::Syntax { slip, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(configuration::slip(slip).code, code);
        let said = error.text();
        assert!(
            said.ja.contains(ja) && said.en.lines().count() == 2,
            "{said:?}"
        );
    }
}

#[test]
fn blanks_that_only_look_so_are_forgiven() {
    let odd = GOOD
        .replace(" = ", "\u{3000}=\u{a0}")
        .replace("\"test\"", "\"\u{200b}test\u{3000}\"");
    let read = |text: &str| Config::parse(text, Path::new("/etc/agent.toml")).unwrap();
    assert_eq!(read(&odd), read(GOOD));
}

#[test]
fn of_a_field_that_is_misspelt_or_misplaced_that_alone_is_told() {
    for (written, instead, field, ja) in [
        (
            "credentials =",
            "credential =",
            "credential",
            "最初の [ ] の行より上に credentials",
        ),
        (
            "[device]",
            "[devise]",
            "devise",
            "最初の [ ] の行より上に device",
        ),
        ("kind =", "kid =", "device.kid", "[device] の行の下に kind"),
        ("seed =", "sed =", "device.sed", "[device] の行の下に seed"),
    ] {
        let text = with_device("kind = \"simulated\"\nseed = 7\n").replace(written, instead);
        assert_eq!(mistakes(&text)[0], field, "{instead}");
        let said = Config::parse(&text, Path::new("a.toml"))
            .unwrap_err()
            .text();
        assert!(said.ja.contains(ja), "{said:?}");
    }
    assert_eq!(
        mistakes(&GOOD.replace("credentials =", "credential =")).len(),
        1
    );
    let below = GOOD.replace("    spool = \"/var/spool/madoguchi\"\n", "");
    let below = below.replace("[device]\n", "[device]\n    spool = \"x\"\n");
    assert_eq!(mistakes(&below), ["device.spool"]);
}

#[test]
fn a_document_is_told_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agent.toml");
    for (bytes, code) in [
        (
            &b"PK\x03\x04 word/document.xml"[..],
            "start-config-document",
        ),
        (
            b"<html><p>controller = \"auto\"</p></html>",
            "start-config-document",
        ),
        (b"controller = 1\n\xff\xfea\0", "start-config-not-text"),
        (b" \r\n", "config-empty"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(Config::load(&path).unwrap_err().text().code, code);
    }
    let absent = Config::load(&folder.path().join("no.toml"))
        .unwrap_err()
        .text();
    assert!(absent.ja.contains("no.toml を読めません（"), "{absent:?}");
}

#[test]
fn a_file_in_another_encoding_says_which_and_how_to_save_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agent.toml");
    let wide: Vec<u8> = format!("\u{feff}{GOOD}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    // 窓口 in Shift_JIS.
    let old = [b"# \x91\x8b\x8c\xfb\r\n", GOOD.as_bytes()].concat();
    for (bytes, encoding) in [(wide, "UTF-16"), (old, "Shift_JIS")] {
        std::fs::write(&path, bytes).unwrap();
        let error = Config::load(&path).unwrap_err().to_string();
        assert!(
            error.contains(encoding) && error.contains("UTF-8"),
            "{error}"
        );
    }
    std::fs::write(&path, format!("\u{feff}{}", GOOD.replace('\n', "\r\n"))).unwrap();
    assert!(Config::load(&path).is_ok());
}

#[test]
fn where_the_log_is_and_how_much_of_it_can_be_chosen() {
    let said = |logs: &str| Config::parse(&format!("{GOOD}{logs}"), Path::new("/etc/agent.toml"));
    let config = said("[logs]\nfolder = \"log\"\ndays = 3\nday_mib = 2\n").unwrap();
    let chosen = Place {
        folder: "/etc/log".into(),
        days: 3,
        day_bytes: 2 << 20,
        is_json: false,
    };
    assert_eq!(config.logs, chosen);
    let wrong = mistakes(&format!(
        "{GOOD}[logs]\ndays = 0\nday_mib = \"1\"\nday = 1\n"
    ));
    assert_eq!(wrong, ["logs.days", "logs.day_mib", "logs.day"]);
}
