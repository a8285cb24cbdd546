//! Writes into the audit how often logins by a name failed within a minute (RULES W9).

use crate::ids::PersonName;
use crate::work::Work;

/// The subject for names that nobody has. They are not written down: a password can be typed where the name belongs.
const NOBODY: &str = "-";

pub(crate) fn apply(work: &mut Work, name: Option<&PersonName>, count: u32) {
    let name = name.map_or(NOBODY, PersonName::as_str);
    work.set_subject(format!("{name} {count}"));
}
