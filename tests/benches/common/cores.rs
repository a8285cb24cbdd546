//! Which core does what.

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// One core for each side; the same one where the machine has no other, which is said.
#[derive(Debug, Clone, Copy)]
pub struct Cores {
    /// The controller's and the measured ones'.
    pub ours: usize,
    /// The attackers'.
    pub theirs: usize,
}

impl Cores {
    /// The first two that this program may use.
    pub fn chosen() -> Self {
        let may = sched_getaffinity(None).unwrap();
        let mut all = (0..CpuSet::MAX_CPU).filter(|core| may.is_set(*core));
        let ours = all.next().unwrap();
        Self {
            ours,
            theirs: all.next().unwrap_or(ours),
        }
    }

    /// All that this program may use of them.
    pub const fn both(self) -> [usize; 2] {
        [self.ours, self.theirs]
    }

    pub const fn are_two(self) -> bool {
        self.ours != self.theirs
    }
}

/// From now on this thread, and all that it starts, runs there and nowhere else.
pub fn stay_on(cores: impl IntoIterator<Item = usize>) {
    let mut only = CpuSet::new();
    for core in cores {
        only.set(core);
    }
    sched_setaffinity(None, &only).unwrap();
}
