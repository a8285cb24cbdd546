//! Windows: the firewall's rules and the commands that open them.

use super::*;

#[test]
fn windows_firewall_gets_a_command_of_powershell() {
    let mut facts = pc();
    facts.firewall = windows("", Vec::new());
    let blocks = found(&facts, Code::FirewallBlocks);
    assert_eq!(
        blocks.commands[0],
        "New-NetFirewallRule -DisplayName 'Madoguchi TCP' -Direction Inbound -Action Allow -Protocol TCP \
         -LocalPort 7443,7444 -InterfaceAlias 'usb0'"
    );
    // One that blocks wins over what would be allowed, so that it is what has to go.
    let refused = InboundRule {
        id: "TCP Query User{1}".to_owned(),
        name: "madoguchi.exe".to_owned(),
        action: "Block".to_owned(),
        protocol: "TCP".to_owned(),
        ..InboundRule::default()
    };
    facts.firewall = windows("", vec![refused.clone(), allowed()]);
    let blocks = found(&facts, Code::FirewallBlocks);
    assert_eq!(
        blocks.commands,
        ["Disable-NetFirewallRule -Name 'TCP Query User{1}'"]
    );
    assert_eq!(
        blocks.evidence.en,
        "Windows Defender Firewall: Block: madoguchi.exe"
    );
    // A reader that is connected shows that it comes in, whatever the rules seem to say.
    connect(&mut facts, "usb0", "seat:included");
    assert_eq!(gateway(&facts), [Code::FirewallBlocks]);
    connect(&mut facts, "usb1", "seat:included");
    assert_eq!(gateway(&facts), []);
    // A rule for the first reader's interface does not open the second's.
    running(&mut facts).status.units.clear();
    let first = InboundRule {
        interfaces: vec!["usb0".to_owned()],
        ..allowed()
    };
    facts.firewall = windows("", vec![first]);
    assert_eq!(codes(&facts), [Code::FirewallBlocks]);
    let blocks = found(&facts, Code::FirewallBlocks);
    assert!(blocks.what.en.starts_with("usb1"), "{blocks:?}");
}

#[test]
fn before_the_first_reader_windows_opens_the_program() {
    let mut facts = pc();
    links(&mut facts).interfaces.truncate(1);
    facts.firewall = windows(r"C:\m.exe", Vec::new());
    let will = found(&facts, Code::FirewallWillBlock);
    assert!(
        will.what.en.contains("TCP 7443, TCP 7444, UDP 5353"),
        "{will:?}"
    );
    assert!(
        will.evidence.en.ends_with("(for a reader to come)"),
        "{will:?}"
    );
    assert_eq!(
        will.commands[0],
        r"New-NetFirewallRule -DisplayName 'Madoguchi TCP' -Direction Inbound -Action Allow -Protocol TCP -LocalPort 7443,7444 -Program 'C:\m.exe' -RemoteAddress LocalSubnet"
    );
    let program = InboundRule {
        program: r"c:\m.exe".to_owned(),
        remote: vec!["LocalSubnet".to_owned()],
        ..allowed()
    };
    facts.firewall = windows(r"C:\m.exe", vec![program]);
    assert!(!codes(&facts).contains(&Code::FirewallWillBlock));
}

#[test]
fn a_rule_that_cannot_be_judged_is_named_as_unclear() {
    let mut facts = pc();
    let elsewhere = InboundRule {
        remote: vec!["DefaultGateway".to_owned()],
        ..allowed()
    };
    facts.firewall = windows("", vec![elsewhere]);
    assert_eq!(codes(&facts), [Code::FirewallUnclear; 2]);
    let unclear = found(&facts, Code::FirewallUnclear);
    assert!(
        unclear.todo.en.contains("If the reader connects"),
        "{unclear:?}"
    );
}
