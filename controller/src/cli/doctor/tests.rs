//! What the page says around its findings.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use std::net::SocketAddr;

#[test]
fn a_pc_on_which_nothing_is_wrong_has_a_page_that_says_so() {
    let report = Report {
        system: "Linux".to_owned(),
        test: false,
        findings: Vec::new(),
    };
    let page = |lang| page(&report, None, Path::new("/data"), lang);
    assert!(page(Lang::En).ends_with("\nNothing was found that has to be done.\n"));
    assert!(page(Lang::Ja).ends_with("\n直すことは見つかりませんでした。\n"));
}

#[test]
fn each_theme_has_its_heading_in_both_languages() {
    for theme in Code::ALL.iter().map(|code| code.theme()) {
        let [ja, en] = [Lang::Ja, Lang::En].map(|lang| of_theme(theme, lang));
        assert!(!ja.contains("theme") && ja != en, "{ja} {en}");
    }
}

#[test]
fn a_port_that_is_taken_comes_with_its_field_and_the_program() {
    let held = |kind: io::ErrorKind| {
        obstacle(&serve::Error::Listen {
            what: "desk",
            address: SocketAddr::from(([127, 0, 0, 1], 1)),
            source: io::Error::from(kind),
        })
    };
    let taken = held(io::ErrorKind::AddrInUse);
    assert_eq!(taken.code, "start-listen");
    assert!(
        taken.en.contains("in use by another program (unknown)"),
        "{taken:?}"
    );
    assert!(taken.en.contains("set desk.listen to"), "{taken:?}");
    assert!(taken.ja.contains("設定の desk.listen を"), "{taken:?}");
    // For any other cause no program is accused.
    let refused = held(io::ErrorKind::PermissionDenied);
    assert!(
        !refused.en.contains("another program (unknown)"),
        "{refused:?}"
    );
}
