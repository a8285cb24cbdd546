//! How long what is kept is kept, in words.

use super::*;
use crate::views::kept;

#[test]
fn the_days_of_each_kind_are_told_and_what_stays() {
    let fleet = fleet(Records::default());
    let told = kept(&fleet, None);
    assert!(
        told.en.contains("for 14 days") && told.en.contains("for 400."),
        "{told:?}"
    );
    assert!(
        told.ja.contains("番号ごと14日") && told.ja.contains("400日"),
        "{told:?}"
    );
    let told = kept(&fleet, Some("21"));
    assert!(told.en.contains("the log for 21."), "{told:?}");
    assert!(told.ja.contains("ログは21日"), "{told:?}");
    assert!(told.en.contains("counts alone stay"), "{told:?}");
}
