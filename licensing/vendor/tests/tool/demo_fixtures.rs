//! The demo's files (`controller/demo/`) fit together. They were signed once, so this also shows that what
//! an earlier version signed is still believed. If it fails, do not make the files anew: find out what changed.

use madoguchi_licensing::grant::{Binding, Environment, Grant, InstallationKey};
use madoguchi_licensing::seats::{additional_seats, bundled_seats};
use madoguchi_licensing::standing::{Circumstances, Held};
use madoguchi_licensing::trust::{Trust, read_root};
use madoguchi_licensing::verify::verify_license;
use madoguchi_vendor::signer::Signer;
use std::collections::BTreeMap;

const INSTALLATION: &str = include_str!("../../../../controller/demo/installation.key");
const ROOT: &[u8] = include_bytes!("../../../../controller/demo/root.pub");
const LICENSES: [&[u8]; 3] = [
    include_bytes!("../../../../controller/demo/additional-1.license"),
    include_bytes!("../../../../controller/demo/additional-2.license"),
    include_bytes!("../../../../controller/demo/bundled.license"),
];
/// 2024-01-01T00:00:00+09:00.
const BEGIN_MS: i64 = 1_704_034_800_000;

#[test]
fn the_demos_licenses_give_its_installation_three_additional_seats_and_a_bundled_one() {
    let trust = Trust::test(read_root(ROOT).unwrap());
    let here = InstallationKey::from(Signer::from_pkcs8_pem(INSTALLATION).unwrap().public_key());
    let grants: Vec<Grant> = LICENSES
        .iter()
        .map(|license| verify_license(&trust, license).unwrap().grant)
        .collect();
    assert!(matches!(grants[0].binding, Binding::Additional { .. }));

    let here = Circumstances {
        environment: Environment::Test,
        installation: here,
        now_ms: BEGIN_MS,
        clock_set_back: false,
        revocations: &BTreeMap::new(),
    };
    let held = || grants.iter().map(Held::plain);
    let additional = additional_seats(held(), &here);
    let shown: Vec<_> = additional
        .iter()
        .map(|(id, seats)| (id.as_str(), *seats))
        .collect();
    assert_eq!(shown, [("DEMO-ADDITIONAL-1", 1), ("DEMO-ADDITIONAL-2", 2)]);
    let bundled = bundled_seats(held(), &here);
    assert_eq!(bundled["CR-2024-0004"].license.as_str(), "DEMO-BUNDLED-4");
}

#[test]
fn a_production_installation_takes_none_of_them() {
    for license in LICENSES {
        let refused = verify_license(&Trust::nobody(Environment::Production), license).unwrap_err();
        assert_eq!(refused.code(), "license-other-environment");
    }
}
