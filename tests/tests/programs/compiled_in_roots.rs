//! A program that was built from the source as it is believes the test roots that lie in it, and is a test over USB, too.

use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use madoguchi_tests::programs::{Clinic, Terminal};
use std::path::Path;

#[test]
fn over_usb_it_says_that_it_is_a_test_and_takes_what_its_spare_root_certifies() {
    assert_eq!(Trust::compiled_in().environment(), Environment::Test);
    let mut clinic = Clinic::new();
    let _port = clinic.start_over_usb();
    let status = clinic.json("status");
    assert_eq!(
        (&status["policy"], &status["environment"]),
        (&"usb".into(), &"test".into())
    );
    let shown = clinic.ask("status --lang en").done().out;
    assert!(shown.contains("[TEST]"), "{shown}");

    let roots = Path::new(env!("CARGO_MANIFEST_DIR")).join("../licensing/test-roots");
    for file in std::fs::read_dir(roots).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), clinic.path().join(file.file_name())).unwrap();
    }
    clinic.vendor(
        "key issuer --root spare.key --name Spare --out spare --kinds additional --seats 3 --licenses 1 --days 1 \
         --unencrypted",
    );
    let installation = clinic.json("license list")["installation"].clone();
    clinic.vendor(&format!(
        "issue additional --issuer spare --installation {} --seats 3 --out spare.license",
        installation.as_str().unwrap()
    ));
    let installed = clinic.json("license install spare.license");
    assert_eq!(installed["license"]["in_force"], true, "{installed}");
    assert_eq!(installed["license"]["environment"], "test");

    // A root that lies anywhere else is none of its own.
    clinic.additional_license(3, "other.license");
    let refused = clinic
        .ask("license install other.license --lang en")
        .refused();
    assert!(refused.contains("cannot be checked"), "{refused}");
    assert_eq!(
        clinic.json("license list")["licenses"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
