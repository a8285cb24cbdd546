//! Who gives two readers one counter's name is told so (RULES Q10).

use madoguchi_tests::programs::{Clinic, Terminal as _};

#[test]
fn a_counter_that_has_a_reader_already_is_told_before_the_second_one_is_enrolled() {
    let mut clinic = Clinic::new();
    clinic.start();
    let enroll = |serial: &str, counter: &str, lang: &str| {
        let words = format!(
            "unit enroll --serial {serial} --edition single --counter {counter} --out {serial}-{lang} --lang {lang}"
        );
        clinic.ask(&words).done().err
    };
    assert_eq!(enroll("CR-1", "窓口1", "en"), "");
    // Enrolled again it stands where it stood.
    assert_eq!(enroll("CR-1", "窓口1", "ja"), "");
    for (serial, lang) in [("CR-2", "ja"), ("CR-3", "en")] {
        let told = enroll(serial, "窓口１", lang);
        assert!(told.contains("窓口１") && told.contains("CR-"), "{told}");
    }
    assert_eq!(enroll("CR-4", "窓口2", "en"), "");
    let told = clinic.ask("unit rename CR-4 窓口1").done().err;
    assert!(told.contains("unit rename CR-1 NAME"), "{told}");
    let told = clinic
        .ask("unit change CR-4 --counter 窓口3 --json")
        .done()
        .err;
    assert_eq!(told, "");
}
