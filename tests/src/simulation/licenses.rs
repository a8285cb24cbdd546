//! The licenses that can be installed here.

use super::controller::HERE;
use super::world::{OPENING, World};
use madoguchi_controller::store::GrantReader;
use madoguchi_fleet::command::{Command, InstallLicense};
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::MINUTE;
use madoguchi_licensing::grant::{Binding, Environment, Grant, LicenseId};
use std::sync::Arc;

impl World {
    /// A license goes in by itself, in a batch of its own, so that its effect can be told from others'.
    pub(super) fn license(&mut self, index: usize) {
        self.batch(usize::MAX);
        let Some(controller) = &self.controller else {
            return;
        };
        let before: Vec<(TicketId, State)> = controller
            .fleet
            .active_tickets()
            .map(|t| (t.id, t.state.clone()))
            .collect();
        let grant = self.licenses[index].clone();
        let document: Arc<[u8]> = grant.id.as_str().as_bytes().into();
        let install = InstallLicense {
            grant,
            document,
            installation: HERE,
        };
        self.staff_send(Some(Command::InstallLicense(Box::new(install))));
        self.batch(1);
        self.note(self.check_uninterrupted(&before));
    }

    pub(super) fn grants(&self) -> GrantReader {
        let licenses = self.licenses.clone();
        Arc::new(move |document| {
            let found = licenses
                .iter()
                .find(|grant| grant.id.as_str().as_bytes() == document);
            found
                .cloned()
                .ok_or_else(|| "not one of the simulated licenses".to_owned())
        })
    }
}

/// Licenses that can be installed: seats for this PC, one that ends so many minutes after the opening, one for a unit, one for elsewhere.
pub(super) fn licenses(minutes: i64) -> Vec<Grant> {
    let grant = |id: &str, binding, not_after_ms| {
        let id = LicenseId::parse(id).unwrap_or_else(|| panic!("{id} is an id"));
        Grant {
            lineage: id.clone(),
            id,
            environment: Environment::Test,
            binding,
            not_before_ms: 0,
            not_after_ms,
            supersedes: vec![],
            issuer: "simulated".into(),
        }
    };
    let here = |seats| Binding::Additional {
        installation: HERE,
        seats,
    };
    let soon = OPENING.plus(minutes * MINUTE).0;
    vec![
        grant("ONE", here(1), None),
        grant("SOON", here(3), Some(soon)),
        grant(
            "BUNDLED",
            Binding::Bundled {
                serial: "CR-2".into(),
                unit_key: None,
            },
            None,
        ),
        grant(
            "ELSEWHERE",
            Binding::Additional {
                installation: madoguchi_licensing::grant::InstallationKey([9; 32]),
                seats: 3,
            },
            None,
        ),
    ]
}
