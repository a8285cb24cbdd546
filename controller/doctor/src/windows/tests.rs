//! What Windows' firewall does with what readers send, on answers of PowerShell in their recorded form.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

const PROGRAM: &str = r"C:\Program Files\Madoguchi\madoguchi.exe";

/// A PC as it comes: every profile on, nothing said of what comes in, which blocks.
const FRESH: &str = r#"{"Profiles":[
    {"Name":"Domain","Enabled":true,"Inbound":"NotConfigured"},
    {"Name":"Private","Enabled":true,"Inbound":"NotConfigured"},
    {"Name":"Public","Enabled":true,"Inbound":"NotConfigured"}],
    "Interfaces":[{"Index":7,"Category":"Private"}],
    "Rules":[{"Name":"mDNS (UDP-In)","Action":"Allow","Profile":"Private, Domain","Protocol":"UDP",
              "Ports":["5353"],"Program":"Any"}]}"#;

fn parse(json: &str) -> Option<WindowsFirewall> {
    serde_json::from_str(json).ok()
}

/// A fresh Windows with more rules, as [`FRESH`] has them.
fn with(rules: &str) -> WindowsFirewall {
    let mut wall = parse(FRESH).unwrap();
    let more: Vec<InboundRule> = serde_json::from_str(rules).unwrap();
    wall.rules.extend(more);
    wall
}

fn packet(protocol: Protocol, port: u16) -> Packet {
    Packet {
        interface: "イーサネット 5".to_owned(),
        from: "172.29.0.0/30".parse().unwrap(),
        to: "172.29.0.1".parse().unwrap(),
        protocol,
        port,
    }
}

fn to_gateway(wall: &WindowsFirewall) -> Option<Held> {
    wall.blocks(7, &packet(Protocol::Tcp, 7443), PROGRAM)
}

#[test]
fn a_fresh_windows_keeps_readers_out() {
    let held = to_gateway(&with("[]")).unwrap();
    assert_eq!(held.profile, "Private: DefaultInboundAction NotConfigured");
    assert!(
        held.certain && held.needs_allow && held.rules.is_empty(),
        "{held:?}"
    );
    let search = packet(Protocol::Udp, 5353);
    assert_eq!(with("[]").blocks(7, &search, PROGRAM), None);
    // A new interface is public, where that rule does not hold.
    assert!(with("[]").blocks(9, &search, PROGRAM).is_some());
}

#[test]
fn a_rule_that_allows_opens_and_one_that_blocks_wins() {
    let allow =
        r#"{"Id":"m","Name":"Madoguchi","Action":"Allow","Protocol":"TCP","Ports":["7443-7444"]}"#;
    let other = r#"{"Name":"someone else's","Action":"Block","Program":"C:\\other.exe"}"#;
    let block = r#"{"Id":"TCP Query User{1}","Name":"asked once, refused","Action":"Block","Profile":"Private",
        "Protocol":"TCP","Ports":["Any"],"Program":"c:\\program files\\madoguchi\\MADOGUCHI.exe"}"#;
    assert_eq!(to_gateway(&with(&format!("[{allow},{other}]"))), None);
    let held = to_gateway(&with(&format!("[{allow},{other},{block}]"))).unwrap();
    assert!(held.certain && !held.needs_allow, "{held:?}");
    assert_eq!(held.rules.len(), 1);
    assert_eq!(held.rules[0].id, "TCP Query User{1}");
    assert_eq!(held.rules[0].name, "asked once, refused");
    let alone = to_gateway(&with(&format!("[{block}]"))).unwrap();
    assert!(alone.needs_allow, "{alone:?}");
}

#[test]
fn a_rule_for_one_interface_is_for_no_other() {
    let allow = |limits: &str| {
        let rule = format!(
            r#"[{{"Name":"Madoguchi","Action":"Allow","Protocol":"TCP","Ports":["7443"],{limits}}}]"#
        );
        to_gateway(&with(&rule))
    };
    assert!(allow(r#""Interfaces":["イーサネット 4"]"#).unwrap().certain);
    assert_eq!(
        allow(r#""Interfaces":["イーサネット 4","イーサネット 5"]"#),
        None
    );
    assert_eq!(allow(r#""Interfaces":["Any"],"Kind":"Any""#), None);
    assert_eq!(allow(r#""Kind":"Wired""#), None);
    assert!(allow(r#""Kind":"Wireless, RemoteAccess""#).unwrap().certain);
}

#[test]
fn a_rule_for_some_addresses_is_for_those_and_what_cannot_be_judged_is_unclear() {
    let allow = |limits: &str| {
        let rule = format!(
            r#"[{{"Name":"Madoguchi","Action":"Allow","Protocol":"TCP","Ports":["7443"],{limits}}}]"#
        );
        to_gateway(&with(&rule)).map(|held| held.certain)
    };
    for fits in [
        r#""Remote":["LocalSubnet"],"Local":["Any"]"#,
        r#""Remote":["172.29.0.0/255.255.0.0"]"#,
        r#""Remote":["10.0.0.1","172.29.0.0-172.29.0.255"]"#,
        r#""Local":["172.29.0.1"]"#,
    ] {
        assert_eq!(allow(fits), None, "{fits}");
    }
    for other in [
        r#""Remote":["192.168.10.0/24"]"#,
        r#""Remote":["fe80::/64"]"#,
        r#""Local":["192.168.10.5"]"#,
    ] {
        assert_eq!(allow(other), Some(true), "{other}");
    }
    for unclear in [
        r#""Remote":["172.29.0.2"]"#,
        r#""Remote":["DefaultGateway"]"#,
    ] {
        assert_eq!(allow(unclear), Some(false), "{unclear}");
    }
    // A rule that perhaps blocks is told, too.
    let perhaps = r#"[{"Name":"a","Action":"Allow"},{"Id":"b","Name":"b","Action":"Block","Remote":["172.29.0.2"]}]"#;
    let held = to_gateway(&with(perhaps)).unwrap();
    assert!(!held.certain && held.rules[0].id == "b", "{held:?}");
}

#[test]
fn a_profile_that_is_off_blocks_nothing() {
    let mut wall = with("[]");
    wall.profiles[1].enabled = false;
    assert_eq!(to_gateway(&wall), None);
}

#[test]
fn what_is_no_answer_of_powershell_is_none() {
    for text in [
        "",
        "[]x",
        "{\"Profiles\":3}",
        "Get-NetFirewallRule : Access is denied",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}
