//! The settings that the running controller uses beside those of the file.

use super::*;

fn fields(fields: &[(&str, &str)]) -> Vec<v1::Setting> {
    let setting = |(field, value): &(&str, &str)| v1::Setting {
        field: (*field).to_owned(),
        value: (*value).to_owned(),
    };
    fields.iter().map(setting).collect()
}

const FILE: [(&str, &str); 4] = [
    ("policy", "\"usb\""),
    ("gateway.port", "7443"),
    ("licensing.test_root", ""),
    ("rules.call_s", "120"),
];

/// A PC whose controller runs with other settings than those that are judged.
fn with(runs: &[(&str, &str)]) -> Facts {
    let mut facts = pc();
    facts.settings.fields = fields(&FILE);
    running(&mut facts).settings = fields(runs);
    facts
}

#[test]
fn a_file_that_was_changed_after_the_start_is_told_field_by_field() {
    assert_eq!(codes(&with(&FILE)), []);
    let mut runs = FILE;
    runs[1].1 = "7000";
    runs[3].1 = "90";
    let facts = with(&runs);
    assert_eq!(codes(&facts), [Code::OtherConfig]);
    let words = found(&facts, Code::OtherConfig);
    assert!(words.what.en.ends_with(": 2"), "{words:?}");
    let evidence = &words.evidence;
    assert_eq!(
        evidence.en,
        "gateway.port is 7443 (with the running madoguchi 7000), rules.call_s is 120 (with the running madoguchi 90)"
    );
    assert!(
        evidence
            .ja
            .contains("rules.call_s は 120（動いているmadoguchiでは 90）"),
        "{evidence:?}"
    );
    assert!(words.todo.en.contains("start madoguchi again"), "{words:?}");
}

#[test]
fn a_field_that_one_of_both_has_not_counts_as_none() {
    let mut runs = FILE;
    runs[2].1 = "\"/etc/root.pem\"";
    let words = found(&with(&runs), Code::OtherConfig);
    assert_eq!(
        words.evidence.en,
        "licensing.test_root is none (with the running madoguchi \"/etc/root.pem\")"
    );
    // Under the other policy it is an address, not a port.
    let words = found(
        &with(&[("policy", "\"loopback\""), FILE[2], FILE[3]]),
        Code::OtherConfig,
    );
    assert!(
        words
            .evidence
            .en
            .contains("gateway.port is 7443 (with the running madoguchi none)"),
        "{words:?}"
    );
}

#[test]
fn without_a_file_only_what_is_judged_here_is_told_and_the_file_is_asked_for() {
    let mut runs = FILE;
    runs[3].1 = "90";
    let mut facts = with(&runs);
    facts.settings.from_file = false;
    assert_eq!(codes(&facts), []);
    runs[1].1 = "7000";
    running(&mut facts).settings = fields(&runs);
    let words = found(&facts, Code::OtherConfig);
    assert!(!words.evidence.en.contains("rules.call_s"), "{words:?}");
    assert!(words.todo.en.contains("with --config"), "{words:?}");
}

#[test]
fn an_earlier_release_tells_its_policy_alone() {
    let mut facts = with(&[]);
    running(&mut facts).status.policy = "usb".to_owned();
    assert_eq!(codes(&facts), []);
    running(&mut facts).status.policy = "loopback".to_owned();
    let words = found(&facts, Code::OtherConfig);
    assert_eq!(
        words.evidence.en,
        "policy is \"usb\" (with the running madoguchi \"loopback\")"
    );
}

#[test]
fn a_file_with_mistakes_is_told_by_itself() {
    let mut facts = with(&[("policy", "\"loopback\"")]);
    facts.settings.mistakes = Some(text("start-config-mistakes", &[("path", "c.toml")]));
    assert_eq!(codes(&facts), [Code::ConfigMistakes]);
}
