//! Tests of the configuration's fields and of the messages about its mistakes.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use madoguchi_fleet::time::{DAY, MINUTE};

fn parse(text: &str) -> Result<Config, Mistakes> {
    Config::parse(text, Path::new("/etc/madoguchi"))
}

#[test]
fn an_empty_configuration_is_a_clinic_with_readers_over_usb() {
    let config = parse("").unwrap();
    assert_eq!(config.policy, Policy::Usb);
    assert_eq!(config.data_dir, None);
    let settings = Settings {
        environment: Policy::Usb.environment(),
        ..Settings::default()
    };
    assert_eq!(config.settings, settings);
    assert_eq!(config.gateway, Listen::Links(7443));
    assert_eq!(config.pairing, Listen::Links(7444));
    assert_eq!(config.desk_listen.to_string(), "127.0.0.1:7445");
}

#[test]
fn a_program_that_was_built_with_test_roots_makes_a_test_installation_over_usb_too() {
    let roots = Trust::compiled_in();
    let config = parse("").unwrap();
    assert_eq!(config.settings.environment, roots.environment());
    let loopback = parse("policy = \"loopback\"").unwrap();
    assert_eq!(loopback.settings.environment, Environment::Test);
}

#[test]
fn a_section_that_is_not_known_is_a_mistake_though_it_is_empty() {
    let mistakes = parse("[ruls]\n[rules]\n").unwrap_err();
    assert_eq!(mistakes.0.len(), 1);
    assert_eq!(mistakes.0[0].field, "ruls");
}

#[test]
fn every_field_is_taken_and_paths_are_relative_to_the_file() {
    let config = parse(
        r#"
        data_dir = "data"
        policy = "loopback"
        gateway.listen = "127.0.0.1:0"
        pairing.listen = "127.0.0.1:7444"
        desk.listen = "[::1]:0"
        licensing.test_root = "test-root.pem"
        clinic.utc_offset_min = 0
        log.format = "json"
        [rules]
        call_s = 60
        session_s = 90
        grace_s = 10
        card_removal_s = 20
        preference_min = 3
        priority_head_start_min = 10
        seat_hold_s = 30
        restart_grace_s = 15
        max_open_tickets = 500
        undo_s = 20
        failures_to_pause = 5
        day_end = "19:30"
        [day]
        restart_readers = "06:30"
        [retention]
        closed_tickets_days = 21
        walk_ups_days = 90
        logs_days = 7
        "#,
    )
    .unwrap();
    assert_eq!(config.data_dir.unwrap(), Path::new("/etc/madoguchi/data"));
    assert_eq!(
        config.test_root.unwrap(),
        Path::new("/etc/madoguchi/test-root.pem")
    );
    assert_eq!(config.log, LogFormat::Json);
    assert_eq!(config.logs_days, 7);
    assert_eq!(
        config.settings,
        Settings {
            environment: Environment::Test,
            utc_offset_ms: 0,
            priority_head_start_ms: 600_000,
            call_ms: 60_000,
            session_ms: 90_000,
            grace_ms: 10_000,
            card_removal_ms: 20_000,
            preference_ms: 180_000,
            seat_hold_ms: 30_000,
            restart_grace_ms: 15_000,
            max_open_tickets: 500,
            closed_retention_ms: 21 * DAY,
            walk_up_retention_ms: 90 * DAY,
            undo_ms: 20_000,
            failures_to_pause: 5,
            day_end_ms: Some((19 * 60 + 30) * MINUTE),
            restart_readers_ms: Some((6 * 60 + 30) * MINUTE),
            // Not in the file: the vendor decides it.
            replacement_grace_ms: Settings::default().replacement_grace_ms,
            // Fixed.
            silence_ms: Settings::default().silence_ms,
        }
    );
}

#[test]
fn a_root_for_tests_is_a_mistake_where_real_readers_are() {
    let mistakes = parse("licensing.test_root = \"root.pem\"\n").unwrap_err();
    let said: Vec<_> = mistakes.0.iter().map(Mistake::text).collect();
    let codes: Vec<_> = said.iter().map(|text| text.code.as_str()).collect();
    assert_eq!(codes, ["config-test-root-in-use"]);
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let mistakes = parse(
        r#"
        data_dir = 7
        policy = "lan"
        desk.listen = "0.0.0.0:7445"
        gateway.listen = "localhost"
        licensing.test_root = "root.pem"
        colour = "red"
        log = "json"
        [rules]
        call_s = 5
        grace_s = "long"
        calls = 1
        [retention]
        closed_tickets_days = 1
        walk_ups_days = 61
        "#,
    )
    .unwrap_err();
    let fields: Vec<_> = mistakes.0.iter().map(|m| m.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "policy",
            "data_dir",
            "gateway.listen",
            "desk.listen",
            "rules.call_s",
            "rules.grace_s",
            "retention.closed_tickets_days",
            "retention.walk_ups_days",
            "log",
            "colour",
            "rules.calls",
        ]
    );
    let shown = mistakes.to_string();
    assert!(shown.contains("rules.call_s: 5 is out of range; write a whole number from 10 to 900"));
    assert_eq!(shown.lines().count(), fields.len());
}

#[test]
fn over_usb_readers_are_let_in_on_their_links_alone_and_only_the_port_can_be_chosen() {
    let config = parse("gateway.port = 8443\npairing.port = 8444").unwrap();
    let chosen = (config.gateway, config.pairing);
    assert_eq!(chosen, (Listen::Links(8443), Listen::Links(8444)));

    let wrong = "[gateway]\nlisten = \"127.0.0.1:7443\"\n[pairing]\nlisten = 7\nport = 0\n";
    let mistakes = parse(wrong).unwrap_err();
    let fields: Vec<_> = mistakes.0.iter().map(|m| m.field.as_str()).collect();
    assert_eq!(fields, ["gateway.listen", "pairing.port", "pairing.listen"]);
    let said = mistakes.0[0].text();
    assert_eq!(said.code, "config-listen-over-usb");
    assert!(said.ja.contains("gateway.port") && said.en.contains("gateway.port"));
}

#[test]
fn on_loopback_readers_are_let_in_at_an_address_and_a_port_alone_is_a_mistake() {
    let config = parse("policy = \"loopback\"").unwrap();
    let usual = |port| Listen::At(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    assert_eq!((config.gateway, config.pairing), (usual(7443), usual(7444)));
    let mistakes = parse("policy = \"loopback\"\ngateway.port = 7443").unwrap_err();
    assert_eq!(mistakes.0.len(), 1);
    let said = mistakes.0[0].text();
    assert_eq!(said.code, "config-port-on-loopback");
    assert!(said.ja.contains("gateway.listen") && said.en.contains("gateway.listen"));
}

#[test]
fn nothing_that_simulated_readers_use_is_reached_from_another_pc() {
    for open in [
        "0.0.0.0:7443",
        "[::]:7443",
        "192.168.1.10:7443",
        "[fe80::1%2]:7443",
    ] {
        for section in ["gateway", "pairing"] {
            let text = format!("policy = \"loopback\"\n{section}.listen = \"{open}\"");
            let mistakes = parse(&text).unwrap_err();
            assert_eq!(mistakes.0.len(), 1, "{mistakes}");
            let said = mistakes.0[0].text();
            assert_eq!(said.code, "config-not-loopback");
            assert!(said.en.contains(section) && said.ja.contains(section));
        }
    }
    for own in ["127.0.0.1:7443", "127.9.9.9:0", "[::1]:7443"] {
        let text = format!("policy = \"loopback\"\ngateway.listen = \"{own}\"");
        assert!(parse(&text).is_ok(), "{own}");
    }
}

#[test]
fn no_two_of_gateway_pairing_and_desk_can_have_one_port() {
    for text in [
        "pairing.port = 7443",
        "policy = \"loopback\"\npairing.listen = \"127.0.0.1:7443\"",
        "policy = \"loopback\"\ngateway.listen = \"127.0.0.1:7445\"",
        "policy = \"loopback\"\npairing.listen = \"127.0.0.1:9000\"\ndesk.listen = \"127.0.0.1:9000\"",
    ] {
        let mistakes = parse(text).unwrap_err();
        assert_eq!(mistakes.0.len(), 1, "{mistakes}");
        assert_eq!(mistakes.0[0].text().code, "config-port-twice");
    }
    let free =
        "policy = \"loopback\"\ngateway.listen = \"127.0.0.1:0\"\npairing.listen = \"127.0.0.1:0\"";
    assert!(parse(free).is_ok());
}

#[test]
fn text_that_is_no_toml_is_one_mistake_with_its_place() {
    let mistakes = parse("policy = usb").unwrap_err();
    assert_eq!(mistakes.0.len(), 1);
    assert!(mistakes.to_string().contains("line 1"));
}

#[test]
fn the_day_ends_by_itself_at_four_unless_another_time_or_never_is_said() {
    let day_end = |text: &str| {
        let config = parse(&format!("rules.day_end = {text}"));
        config.map(|config| config.settings.day_end_ms)
    };
    assert_eq!(parse("").unwrap().settings.day_end_ms, Some(240 * MINUTE));
    assert_eq!(day_end("\"never\""), Ok(None));
    for (text, minutes) in [("00:00", 0), ("09:05", 545), ("23:59", 1_439)] {
        let at = day_end(&format!("\"{text}\""));
        assert_eq!(at, Ok(Some(minutes * MINUTE)), "{text}");
    }
    for wrong in [
        "\"24:00\"",
        "\"Never\"",
        "\"9:05\"",
        "\"19:60\"",
        "\"19.30\"",
        "\"+9:05\"",
        "\"19:30:00\"",
        "\"\"",
        "1930",
        "19:30:00",
    ] {
        let mistakes = day_end(wrong).unwrap_err();
        let said = mistakes.0[0].text();
        assert_eq!(mistakes.0.len(), 1, "{wrong}");
        assert!(
            said.ja.contains("\"19:30\"") && said.en.contains("\"19:30\""),
            "{said:?}"
        );
        assert!(said.en.starts_with("rules.day_end: "), "{said:?}");
    }
}

#[test]
fn the_rules_of_the_desk_have_bounds_that_are_told_all_at_once() {
    let mistakes = parse("[rules]\nundo_s = 0\nfailures_to_pause = 1\nday_end = \"noon\"\n");
    let mistakes = mistakes.unwrap_err();
    let fields: Vec<_> = mistakes.0.iter().map(|m| m.field.as_str()).collect();
    assert_eq!(
        fields,
        ["rules.undo_s", "rules.failures_to_pause", "rules.day_end"]
    );
    let bounds: Vec<_> = mistakes.0.iter().map(|m| m.text().ja).collect();
    assert!(bounds[0].contains("1 から 60 まで"), "{bounds:?}");
    assert!(bounds[1].contains("2 から 100 まで"), "{bounds:?}");
}

#[test]
fn a_character_that_only_looks_right_is_named() {
    for (text, code) in [
        ("policy = \"usb\u{1}\"", "U+0001"),
        ("# 窓口　\npolicy = “usb”", "U+201C"),
        ("policy ＝ \"usb\"", "U+FF1D"),
    ] {
        let mistakes = Config::parse(text, Path::new("")).unwrap_err();
        let said = mistakes.0[0].text();
        assert!(said.ja.contains(code) && said.en.contains(code), "{said:?}");
    }
}

#[test]
fn what_follows_from_another_mistake_is_not_told() {
    let loopback = "gateway.listen = \"127.0.0.1:0\"\nlicensing.test_root = \"root.pub\"\n";
    for (policy, field, ja) in [
        ("policy = \"loopbak\"\n", "policy", "どれか"),
        ("polcy = \"loopback\"\n", "polcy", "もしかして「policy」"),
        (
            "[log]\npolicy = \"loopback\"\n",
            "log.policy",
            "最初の「[…]」の行よりも上",
        ),
    ] {
        let (before, after) = match policy.starts_with('[') {
            true => (loopback, policy),
            false => (policy, loopback),
        };
        let mistakes = parse(&format!("{before}{after}")).unwrap_err();
        let [mistake] = mistakes.0.as_slice() else {
            panic!("{mistakes}");
        };
        assert_eq!(mistake.field, field);
        assert!(mistake.text().ja.contains(ja), "{:?}", mistake.text());
    }
    // A port that is wrong counts as the usual one nowhere.
    let ports = parse("gateway.port = 99999\npairing.port = 7443\n").unwrap_err();
    assert_eq!(ports.0.len(), 1, "{ports}");
}

#[test]
fn a_field_that_is_not_known_is_told_with_the_one_that_was_meant() {
    for (text, code, words) in [
        ("rules.calls = 30", "config-near", "call_s"),
        ("rule.call_s = 30", "config-near", "rules"),
        ("call_s = 30", "config-near-below", "[rules]"),
        ("[link]\ndata_dir = \"x\"", "config-near-above", "data_dir"),
        (
            "link.board_hubs = [{ bus = \"1\", chan = \"3\", id = \"05e3:0610\" }]",
            "config-near",
            "chain",
        ),
        ("colour = 1", "config-unknown", "policy"),
    ] {
        let mistakes = parse(text).unwrap_err();
        let said: Vec<_> = mistakes.0.iter().map(super::Mistake::text).collect();
        let near = said.iter().find(|said| said.code == code);
        let near = near.unwrap_or_else(|| panic!("{text}: {said:?}"));
        assert!(
            near.ja.contains(words) && near.en.contains(words),
            "{near:?}"
        );
    }
}

#[test]
fn a_value_of_another_type_is_told_with_what_is_wrong_with_it() {
    for (text, code, words) in [
        ("rules.call_s = \"60\"", "config-quoted-number", "60"),
        ("data_dir = 'a\tb'", "config-backslash", "\\\\"),
        ("data_dir = \"a\\nb\"", "config-backslash", "\\\\"),
        (
            "data_dir = \"C:\\Users\"",
            "config-backslash",
            "1 行目の 15 文字目",
        ),
        ("policy = \"us\u{a0}b\"", "config-choice", "<U+00A0>"),
        ("rules.day_end = 19:30:00", "config-time-of-day", "19:30"),
    ] {
        let said = parse(text).unwrap_err().0[0].text();
        assert_eq!(said.code, code, "{text}");
        assert!(said.ja.contains(words), "{said:?}");
    }
    let forgiven = parse("policy\u{3000}=\u{a0}\"\u{feff}loopback\u{200b}\"").unwrap();
    assert_eq!(forgiven.policy, Policy::Loopback);
}

/// The names of all fields that the parser knows.
fn known() -> Vec<String> {
    let mistakes = parse("nonsense = 1").unwrap_err();
    let told = mistakes.to_string();
    let known = told.rsplit("one of ").next().unwrap();
    let fields = known.split(", ").map(|field| field.trim_end_matches('.'));
    fields.map(str::to_owned).collect()
}

#[test]
fn a_running_controller_tells_every_field_of_its_file() {
    let mut told: Vec<_> = Vec::new();
    for policy in ["usb", "loopback"] {
        let config = parse(&format!("policy = \"{policy}\"")).unwrap();
        told.extend(config.told().into_iter().map(|setting| setting.field));
    }
    // The folder by which it is asked, and what has no effect.
    let silent = ["data_dir", "units.certificate_days"];
    for field in known() {
        let is_told = told.contains(&field);
        assert_eq!(is_told, !silent.contains(&field.as_str()), "{field}");
    }
}

#[test]
fn readers_restart_by_themselves_only_where_a_time_is_said() {
    let at = |text: &str| parse(text).unwrap().settings.restart_readers_ms;
    assert_eq!(at(""), None);
    assert_eq!(at("day.restart_readers = \"never\""), None);
    let said = at("day.restart_readers = \"06:30\"");
    assert_eq!(said, Some((6 * 60 + 30) * MINUTE));
    let mistakes = parse("day.restart_readers = \"early\"").unwrap_err();
    assert_eq!(mistakes.0.len(), 1);
}

#[test]
fn what_is_told_is_what_the_file_may_say() {
    let file = r#"
        policy = "loopback"
        gateway.listen = "127.0.0.1:1"
        licensing.test_root = "/etc/root.pem"
        log.format = "json"
        rules.day_end = "19:05"
        day.restart_readers = "06:30"
        rules.call_s = 45
        [folder]
        path = "/srv/in"
        every_s = 5
        [link]
        board_hubs = [{ bus = "1", chain = "3", id = "05e3:0610" }]
        foreign_readers = [{ id = "1234:5678", name = "x" }]
    "#;
    for file in [file, "", "rules.day_end = \"never\""] {
        let config = parse(file).unwrap();
        let told = config.told().into_iter();
        let lines: Vec<_> = told
            .filter(|setting| !setting.value.is_empty())
            .map(|setting| format!("{} = {}\n", setting.field, setting.value))
            .collect();
        assert_eq!(parse(&lines.concat()).unwrap(), config);
    }
}

#[test]
fn an_address_that_is_none_is_told_with_an_example() {
    let text = "policy = \"loopback\"\n[desk]\nlisten = \"here\"\n";
    let mistakes = parse(text).unwrap_err();
    let said = mistakes.0[0].text();
    assert_eq!(said.code, "config-address");
    assert!(
        said.en.contains("desk.listen: \"here\" is not an address"),
        "{said:?}"
    );
    assert!(said.ja.contains("127.0.0.1:7443"), "{said:?}");
}
