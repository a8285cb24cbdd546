//! A clock that was set back: the issuer tells the installation what time it is, once, and nobody else.

use crate::office::{Office, installation};
use madoguchi_licensing::grant::InstallationKey;
use madoguchi_licensing::reset_nonce::ResetNonce;
use madoguchi_licensing::verify::{verify_license, verify_time_reset};

const NONCE: ResetNonce = ResetNonce([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]);

fn reset(more: &str) -> String {
    format!(
        "reset --issuer issuer --installation {} --nonce {NONCE} --out reset {more}",
        installation()
    )
}

#[test]
fn a_reset_names_the_installation_its_nonce_and_the_time() {
    let office = Office::set_up();
    let trust = office.trust("root.key");
    office.does(&reset(""));
    let now = verify_time_reset(&trust, &office.read("reset")).unwrap();
    assert_eq!(now.installation, InstallationKey::from(installation()));
    assert_eq!(now.nonce, NONCE.0);
    assert_eq!((now.time_ms, now.sequence), (now.issued_at_ms, 1));

    // It takes the place of no license, and its number is used up.
    assert!(verify_license(&trust, &office.read("reset")).is_err());
    office.issue("issuer", "L-1");
    let grant = verify_license(&trust, &office.read("L-1")).unwrap().grant;
    assert_eq!(grant.sequence, 2);
    assert!(grant.issued_at_ms >= now.time_ms, "the time is now");
}

#[test]
fn a_time_outside_of_the_issuers_days_is_not_told() {
    let office = Office::set_up();
    for at in ["2001-01-01T00:00:00Z", "2099-01-01T00:00:00+09:00"] {
        let problem = office.refuses(&reset(&format!("--at {at}")));
        assert!(problem.contains("a clinic would refuse it"), "{problem}");
    }
    assert!(!office.has("reset"));
    assert_eq!(office.text("issuer/sequence"), "1\n");
}

#[test]
fn a_reset_for_nobody_or_without_a_nonce_is_wrong_use() {
    let office = Office::set_up();
    let whole = reset("");
    let wrong_symbol = NONCE.to_string().replacen('0', "1", 1);
    for wrong in [
        whole.replace(&format!("--installation {}", installation()), ""),
        whole.replace(&installation().to_string(), "00112233"),
        whole.replace(&format!("--nonce {NONCE}"), ""),
        whole.replace(&NONCE.to_string(), &wrong_symbol),
    ] {
        assert_ne!(wrong, whole);
        assert_eq!(office.run(&wrong).status.code(), Some(2), "{wrong}");
    }
    // What has too few digits may have been meant as either.
    let short = whole.replace(&installation().to_string(), "00112233");
    let problem = String::from_utf8(office.run(&short).stderr).unwrap();
    assert!(
        problem.contains("16 hex digits, or by its whole key, which has 64; this text has 8"),
        "{problem}"
    );
    let wide = whole.replace(
        &installation().to_string(),
        "００１１２２３３４４５５６６７７",
    );
    assert!(office.refuses(&wide).contains("add --ledger DIR"));
    // A key id is right, and of no use without a ledger.
    let by_id = whole.replace(
        &installation().to_string(),
        &installation().id().to_string(),
    );
    let problem = office.refuses(&by_id);
    assert!(problem.contains("add --ledger DIR"), "{problem}");
}
