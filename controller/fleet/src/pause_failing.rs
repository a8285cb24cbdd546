//! Pauses units after repeated failures, but never the last one that serves (RULES A8).

use crate::fleet::Fleet;
use crate::unit::Unit;
use crate::yard::List;

impl Fleet {
    /// Pauses units with too many failures in a row, the worst first, while another unit serves.
    pub(crate) fn pause_failing(&mut self) {
        if !self.yard.has(List::Failing) {
            return;
        }
        let limit = self.settings.failures_to_pause;
        let serving = self.yard.units().filter(|unit| unit.serves()).count();
        let mut failing: Vec<&Unit> = self
            .yard
            .units()
            .filter(|unit| unit.serves() && unit.failures >= limit)
            .collect();
        failing.sort_by_key(|unit| std::cmp::Reverse((unit.failures, unit.pairing)));
        let spare = serving.saturating_sub(1);
        let paused: Vec<_> = failing
            .into_iter()
            .take(spare)
            .map(|unit| unit.serial.clone())
            .collect();
        for serial in paused {
            self.yard.pause(&serial);
        }
    }
}
