//! Repeated failures pause a unit by themselves, but never the last one that serves (RULES, "Units and admission").

use crate::fleet::Fleet;
use crate::unit::Unit;

impl Fleet {
    /// Pauses units that failed too often in a row, the worst first, as long as another one serves.
    pub(crate) fn pause_failing(&mut self) {
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
