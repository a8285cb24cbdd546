//! The tool itself, from a root to a license that an installation believes.

use crate::office::{Office, assert_owner_only, installation};
use madoguchi_licensing::grant::{Binding, Environment};

#[test]
fn licenses_that_it_makes_are_believed_by_an_installation_with_its_root() {
    let office = Office::set_up();
    let installation = installation();
    let said = office.does(&format!(
        "issue additional --issuer issuer --installation {installation} --seats 2 --out a.license --id A-1 --not-before 2024-01-01 --not-after 2028-12-31"
    ));
    assert!(said.contains("additional license: 2 seats"), "{said}");
    let key = installation.id();
    assert!(
        said.contains(&format!("For: the PC with key id {key}")),
        "{said}"
    );
    let additional = office.verified("a.license").grant;
    assert_eq!(additional.id.as_str(), "A-1");
    assert_eq!(additional.lineage, additional.id);
    assert_eq!(additional.environment, Environment::Test);
    assert_eq!(additional.not_before_ms, 1_704_034_800_000);
    // The last day counts in full: until 2029-01-01T00:00:00+09:00.
    assert_eq!(additional.not_after_ms, Some(1_861_887_600_000));
    assert_eq!(&*additional.issuer, "窓口商会");

    office.does("issue bundled --issuer issuer --serial CR-1 --out b.license --supersedes A-1");
    let bundled = office.verified("b.license");
    assert!(
        matches!(&bundled.grant.binding, Binding::Bundled { serial, .. } if &**serial == "CR-1")
    );
    assert_eq!(
        bundled.grant.supersedes,
        std::slice::from_ref(&additional.id)
    );
    assert_eq!(bundled.grant.lineage, additional.id);
    assert_eq!(bundled.grant.not_after_ms, None);
    assert_eq!(bundled.license.header.unwrap().sequence, 2);
}

#[test]
fn a_document_can_be_looked_into_and_checked() {
    let office = Office::set_up();
    office.does("issue bundled --issuer issuer --serial CR-1 --out b.license --id B-1");
    let seen = office.does("inspect b.license");
    assert!(
        seen.contains("bundled license") && seen.contains("For reader: CR-1"),
        "{seen}"
    );
    assert!(seen.contains("Verified: no"), "{seen}");
    let seen = office.does("inspect b.license --root root.key.pub");
    assert!(seen.contains("Verified: yes, signed by 窓口商会"), "{seen}");
    let seen = office.does("inspect b.license --lang ja");
    assert!(seen.contains("対象のリーダー：CR-1"), "{seen}");
    assert!(
        seen.contains("確認：いいえ。知らないルートの書類です"),
        "{seen}"
    );
    let seen = office.does("inspect b.license --root root.key.pub --lang ja");
    assert!(seen.contains("確認：はい（署名：窓口商会）"), "{seen}");
    let seen = office.does("inspect issuer/issuer.certificate --root root.key.pub");
    assert!(seen.contains("Verified: yes, signed by root"), "{seen}");
    let seen = office.does("inspect issuer/issuer.certificate");
    assert!(
        seen.contains("additional licenses, bundled licenses"),
        "{seen}"
    );

    office.does("key root --out other.key --environment test --unencrypted");
    let problem = office.refuses("inspect b.license --root other.key.pub");
    assert!(
        problem.contains("is none of those that it is checked against"),
        "{problem}"
    );
    let problem = office.refuses("inspect root.key.pub");
    assert!(problem.contains("choose the right file"), "{problem}");
}

#[test]
fn nothing_is_ever_overwritten() {
    let office = Office::set_up();
    let issue = "issue bundled --issuer issuer --serial CR-1 --out b.license";
    office.does(issue);
    let before = (office.read("root.key"), office.read("b.license"));
    for again in [
        "key root --out root.key --environment test --unencrypted",
        "key issuer --root root.key --name N --out issuer --kinds bundled --seats 1 --licenses 1 --days 1 --unencrypted",
        issue,
    ] {
        let problem = office.refuses(again);
        assert!(problem.contains("never overwritten"), "{problem}");
    }
    assert_eq!(before, (office.read("root.key"), office.read("b.license")));
}

#[test]
fn an_issuer_at_its_limits_makes_nothing_more() {
    let office = Office::new();
    office.does("key root --out root.key --environment test --unencrypted");
    office.does(
        "key issuer --root root.key --name N --out issuer --kinds additional --seats 1 --licenses 1 --days 1 --unencrypted",
    );
    let issue = |seats: u8, out: &str| {
        let installation = installation();
        format!(
            "issue additional --issuer issuer --installation {installation} --seats {seats} --out {out}"
        )
    };
    let problem = office.refuses("issue bundled --issuer issuer --serial CR-1 --out b");
    assert!(problem.contains("does not allow this kind"), "{problem}");
    let problem = office.refuses(&issue(2, "two"));
    assert!(problem.contains("may grant 1 seats"), "{problem}");
    // What was refused used up no number: the one license is still there to be made, and no other.
    office.does(&issue(1, "one"));
    let problem = office.refuses(&issue(1, "more"));
    assert!(problem.contains("numbers up to 1"), "{problem}");
    assert!(!office.has("b") && !office.has("two") && !office.has("more"));
}

#[test]
fn wrong_use_is_told_apart_from_refusal() {
    let office = Office::new();
    for wrong in [
        "",
        "key root --out root.key",
        "issue additional --issuer i --installation 12 --seats 2 --out x",
        "issue bundled --issuer i --serial S --out x --not-before 2024-02-30",
        "key issuer --root r --name N --out i --kinds all --seats 3 --licenses 1 --days 1 --unencrypted",
    ] {
        let output = office.run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert_eq!(output.stdout, b"", "{wrong}");
    }
}

#[test]
fn private_keys_are_for_their_owner_alone() {
    let office = Office::set_up();
    for key in ["root.key", "issuer/issuer.key"] {
        assert_owner_only(&office.path(key));
    }
}

#[test]
fn what_is_typed_behind_a_command_is_taken_in_any_width() {
    let office = Office::with_ledger();
    let key = installation().to_string();
    let wide = |text: &str| -> String {
        let wide = |c: char| match c {
            '-' => 'ー',
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            other => other,
        };
        text.chars().map(wide).collect()
    };
    let additional = format!(
        "issue additional --issuer issuer --installation {} --seats ３ --id {} --not-before {} --not-after {} --out a",
        wide(&key),
        wide("l-1"),
        wide("2026-01-01"),
        wide("2099-12-31"),
    );
    office.does(&additional);
    let grant = office.verified("a").grant;
    assert_eq!(grant.id.as_str(), "L-1");
    assert!(matches!(
        grant.binding,
        Binding::Additional { seats: 3, .. }
    ));
    office.does(&format!(
        "issue bundled --issuer issuer --serial {} --supersedes {} --out b",
        wide("cr-1"),
        wide("L-1")
    ));
    office.does("product add --kind 追加 --seats ２ --count ２ --term-days ３６５ --customer C --clinic K --out keys.csv");
    office.does("product add --kind Bundled --customer C --clinic K --out more.csv");
    office.does(&format!(
        "revoke --yes --root root.key --license {} --out list",
        wide("L-1")
    ));
    let head = office.does("ledger head --json");
    let head = head.split('"').find(|word| word.len() > 64).unwrap();
    office.does(&format!("ledger verify --head {}", wide(head)));
    office.does("key issuer --root root.key --name N --out more --kinds Additional,同梱 --seats １ --licenses １ --days １ --unencrypted");
}
