//! The unit's own state: the device's state together with that of the spool.

use madoguchi_link::bounds::MAX_CODES;
use madoguchi_proto::v1::{Health, HealthState};

use super::Machine;

/// The code for a full spool.
pub(super) const CODE_SPOOL_FULL: &str = "spool-full";
/// The code for an outcome that could not be written.
pub(super) const CODE_SPOOL_FAILED: &str = "spool-failed";

pub(super) fn healthy() -> Health {
    Health {
        state: HealthState::Healthy.into(),
        codes: Vec::new(),
    }
}

impl Machine {
    /// The unit's state for the controller.
    #[must_use]
    pub fn health(&self) -> Health {
        let own: Vec<String> = [
            (self.is_full(), CODE_SPOOL_FULL),
            (self.store_failed, CODE_SPOOL_FAILED),
        ]
        .into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, code)| code.to_owned())
        .collect();
        if own.is_empty() {
            return self.device_health.clone();
        }
        let codes = own
            .into_iter()
            .chain(self.device_health.codes.iter().cloned());
        Health {
            state: HealthState::Faulted.into(),
            codes: codes.take(MAX_CODES).collect(),
        }
    }
}
