//! The logs of the controller and of its readers, as far as any are kept.

use madoguchi_bundle::Entry;

/// A log; without a text where nothing keeps it.
pub(super) struct Log {
    pub(super) entry: Entry,
    pub(super) text: Option<String>,
}

/// The logs of these days. What this release writes goes to the standard error alone, which belongs to whatever started it.
pub(super) fn logs(_days: u32, readers: &[String]) -> Vec<Log> {
    let readers = readers.iter().cloned().map(Entry::ReaderLog);
    let all = std::iter::once(Entry::ControllerLog).chain(readers);
    all.map(|entry| Log { entry, text: None }).collect()
}
