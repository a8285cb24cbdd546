//! Notes that a bundle for support is made (RULES B1), or that a reader's log is read (RULES G8). The entry in the record of acts is all that there is to it.

use crate::ids::Serial;
use crate::work::Work;

/// What stands in the record where a bundle is of all readers.
const ALL: &str = "all-readers";

pub(crate) fn apply(work: &mut Work, unit: Option<&Serial>) {
    match unit {
        Some(serial) => work.set_subject(serial),
        None => work.set_subject(ALL),
    }
}
