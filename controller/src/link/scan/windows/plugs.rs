//! Distinguishes a device from the one that was plugged in there before. Windows names a device by its kind, its serial and its port, so
//! one that is pulled and plugged in again has the same name.

use madoguchi_ports::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// A number for each plugging in, while it lasts.
#[derive(Debug, Default)]
pub(super) struct Plugs {
    numbers: BTreeMap<String, u64>,
    next: u64,
}

impl Plugs {
    /// The name of a present device.
    pub fn name(&mut self, instance: &str) -> DeviceId {
        let number = *self
            .numbers
            .entry(instance.to_ascii_uppercase())
            .or_insert_with(|| {
                self.next += 1;
                self.next
            });
        id(&instance.to_ascii_uppercase(), number)
    }

    /// Forgets all devices but these: one that returns later counts as another one.
    pub fn keep(&mut self, there: &BTreeSet<DeviceId>) {
        self.numbers
            .retain(|instance, number| there.contains(&id(instance, *number)));
    }

    /// Notes that a device went, even if it is back already.
    pub fn went(&mut self, gone: &DeviceId) {
        self.numbers
            .retain(|instance, number| id(instance, *number) != *gone);
    }
}

fn id(instance: &str, number: u64) -> DeviceId {
    DeviceId(format!("{instance}#{number}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: &str = r"USB\VID_1D6B&PID_0104\CR-0001";

    #[test]
    fn a_device_keeps_its_name_while_it_is_there_however_windows_writes_it() {
        let mut plugs = Plugs::default();
        let name = plugs.name(READER);
        plugs.keep(&BTreeSet::from([name.clone()]));
        assert_eq!(plugs.name(&READER.to_ascii_lowercase()), name);
    }

    #[test]
    fn a_device_that_was_pulled_and_plugged_in_again_is_another() {
        let mut plugs = Plugs::default();
        let first = plugs.name(READER);
        plugs.went(&first);
        let second = plugs.name(READER);
        assert_ne!(first, second);
        plugs.keep(&BTreeSet::new());
        assert_ne!(plugs.name(READER), second);
    }
}
