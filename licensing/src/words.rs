//! Lists without repetition, in several kinds of documents.

use std::collections::BTreeSet;

use madoguchi_plain::is_serial;

use crate::grant::LicenseId;

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
