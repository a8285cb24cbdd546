//! Values in several kinds of documents: serials, and lists without repetition.

use std::collections::BTreeSet;

use crate::grant::LicenseId;

/// The longest serial number, in characters.
const MAX_SERIAL_LEN: usize = 32;

/// Whether `text` is a unit's serial number: 1 to 32 of A to Z, 0 to 9 and hyphen.
pub fn is_serial(text: &str) -> bool {
    (1..=MAX_SERIAL_LEN).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

/// Whether these are at most `limit` different serials.
pub fn are_serials(texts: &[String], limit: usize) -> bool {
    let different: BTreeSet<_> = texts.iter().collect();
    texts.len() <= limit && different.len() == texts.len() && texts.iter().all(|s| is_serial(s))
}

/// At most `limit` different ids; `None` if the list is not that.
pub fn ids(texts: &[String], limit: usize) -> Option<Vec<LicenseId>> {
    if texts.len() > limit {
        return None;
    }
    let ids: Vec<_> = texts
        .iter()
        .map(|text| LicenseId::parse(text))
        .collect::<Option<_>>()?;
    let different: BTreeSet<_> = ids.iter().collect();
    (different.len() == ids.len()).then_some(ids)
}
