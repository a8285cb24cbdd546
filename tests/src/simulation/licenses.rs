//! A license is installed, in a batch of its own: no session is interrupted by it (invariant 9).

use super::controller::key_of_pc;
use super::world::World;
use madoguchi_controller::store::GrantReader;
use madoguchi_fleet::command::{Command, InstallLicense};
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::ticket::State;
use std::sync::Arc;

impl World {
    /// A license goes in by itself, so that its effect can be told from others'.
    pub(super) fn license(&mut self, index: usize) -> bool {
        let Some(plan) = self.plan.licenses.get(index) else {
            return false;
        };
        let pc = if plan.pc < self.plan.pcs { plan.pc } else { 0 };
        self.batch(usize::MAX);
        let Some(controller) = &self.controller else {
            return false;
        };
        let before: Vec<(TicketId, State)> = controller
            .fleet
            .active_tickets()
            .map(|t| (t.id, t.state.clone()))
            .collect();
        let grant = self.grants[index].clone();
        let document: Arc<[u8]> = grant.id.as_str().as_bytes().into();
        let install = InstallLicense {
            revocations: None,
            old_pc_died: false,
            grant,
            document,
            installation: key_of_pc(pc),
        };
        self.staff_send(Some(Command::InstallLicense(Box::new(install))));
        self.batch(1);
        self.note(self.check_uninterrupted(&before));
        true
    }

    pub(super) fn grant_reader(&self) -> GrantReader {
        let licenses = self.grants.clone();
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
