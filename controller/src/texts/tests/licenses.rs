//! What is said of licenses and seats.

use super::*;

fn license_notices() -> Vec<LicenseNotice> {
    use madoguchi_fleet::licensing::MachinePart as Part;
    let soon = |very| LicenseNotice::EndsSoon {
        license: license(),
        at_ms: 1,
        very,
    };
    let (license, until_ms) = (license(), 1);
    vec![
        soon(false),
        soon(true),
        LicenseNotice::InGrace {
            license: license.clone(),
            until_ms,
        },
        LicenseNotice::Bridging {
            license: license.clone(),
            until_ms,
        },
        LicenseNotice::Suspended {
            license: license.clone(),
        },
        LicenseNotice::SameSequence {
            license: license.clone(),
            first: license.clone(),
        },
        LicenseNotice::Revoked { license, number: 7 },
        LicenseNotice::ClockSetBack {
            clock_ms: 1,
            mark_ms: 2,
        },
        LicenseNotice::OtherMachine {
            parts: vec![Part::MachineId, Part::Board, Part::Disk],
        },
    ]
}

#[test]
fn what_has_to_be_known_about_licenses_is_said_with_what_to_do() {
    for notice in license_notices() {
        let text = license_notice(&notice, &clock());
        is_whole(&text);
        assert!(text.code.starts_with("license-"), "{text:?}");
    }
    let set_back = LicenseNotice::ClockSetBack {
        clock_ms: 1,
        mark_ms: 2,
    };
    let text = license_notice(&set_back, &clock());
    for command in ["madoguchi time ask-reset", "madoguchi license install"] {
        assert!(text.ja.contains(command) && text.en.contains(command));
    }
    is_whole(&license_now(
        &license(),
        &standing(&Standing::Returned, &clock()),
    ));
    assert!(seats_changed(2, 3).ja.contains("2 台 → 3 台"));
}

#[test]
fn seats_are_added_up_in_words() {
    let some = Arithmetic {
        included: 1,
        additional: 2,
        bundled: 0,
        limit: 4,
    };
    assert_eq!(
        seats(&some).en,
        "1 included + 2 additional = 3; limit of the PC: 4"
    );
    let all = Arithmetic { bundled: 1, ..some };
    assert_eq!(
        seats(&all).ja,
        "基本 1 + 追加ライセンス 2 + 同梱ライセンス 1 = 4 枠（PC1台の上限は 4 台）"
    );
}
