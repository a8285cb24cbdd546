//! Licenses, revocation lists and the vendor's resets arrive, each in a batch of its own: no session is interrupted by
//! any of them (invariant 9).

use super::controller::key_of_pc;
use super::world::World;
use madoguchi_controller::store::Readers;
use madoguchi_fleet::command::{Command, InstallLicense, ReceivedList, RecordAct, TimeReset};
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::licensing::{ActChain, ActKind};
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::MINUTE;
use madoguchi_licensing::grant::LicenseId;
use std::sync::Arc;

/// What a reset names.
const NONCE: [u8; 8] = [7; 8];

impl World {
    pub(super) fn license(&mut self, index: usize, old_pc_died: bool) -> bool {
        let Some(plan) = self.plan.licenses.get(index) else {
            return false;
        };
        let pc = if plan.pc < self.plan.pcs { plan.pc } else { 0 };
        let grant = self.grants[index].clone();
        let document: Arc<[u8]> = grant.id.as_str().as_bytes().into();
        self.alone(Command::InstallLicense(Box::new(InstallLicense {
            revocations: None,
            old_pc_died,
            grant,
            document,
            installation: key_of_pc(pc),
        })))
    }

    pub(super) fn revoke(&mut self, index: usize) -> bool {
        let Some(revocations) = self.lists.get(index).cloned() else {
            return false;
        };
        let document = revocations.id.as_str().as_bytes().into();
        self.alone(Command::AcceptRevocations(Box::new(ReceivedList {
            revocations,
            document,
        })))
    }

    pub(super) fn reset_time(&mut self, off_min: i64, asked: bool) -> bool {
        if asked {
            self.staff_send(Some(Command::AskTimeReset { nonce: NONCE }));
        }
        let time_ms = self.now().plus(off_min * MINUTE).0;
        LicenseId::parse("RESET").is_some_and(|id| {
            self.alone(Command::ResetTime(TimeReset {
                issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
                sequence: 1,
                id,
                installation: key_of_pc(0),
                nonce: NONCE,
                time_ms,
            }))
        })
    }

    /// The installation signs. Another act may be recorded before this one.
    pub(super) fn sign(&mut self, stale: bool) -> bool {
        let Some(controller) = &self.controller else {
            return false;
        };
        let chain = controller.fleet.act_chain();
        let after = if stale { ActChain::default() } else { chain };
        let mut hash = [0; 32];
        hash[..16].copy_from_slice(&self.id(b'a'));
        self.staff_send(Some(Command::RecordAct(RecordAct {
            kind: ActKind::Activation,
            after,
            hash,
            document: hash.as_slice().into(),
        })))
    }

    /// A command by itself, so that its effect can be told from others'.
    fn alone(&mut self, command: Command) -> bool {
        self.batch(usize::MAX);
        let Some(controller) = &self.controller else {
            return false;
        };
        let before: Vec<(TicketId, State)> = controller
            .fleet
            .active_tickets()
            .map(|t| (t.id, t.state.clone()))
            .collect();
        self.staff_send(Some(command));
        self.batch(1);
        self.note(self.check_uninterrupted(&before));
        true
    }

    pub(super) fn readers_of_documents(&self) -> Readers {
        let (licenses, lists) = (self.grants.clone(), self.lists.clone());
        let unknown = || "not one of the simulated documents".into();
        Readers {
            grants: Arc::new(move |document| {
                let is = |id: &LicenseId| id.as_str().as_bytes() == document;
                let found = licenses.iter().find(|grant| is(&grant.id));
                found.cloned().ok_or_else(unknown)
            }),
            lists: Arc::new(move |document| {
                let is = |id: &LicenseId| id.as_str().as_bytes() == document;
                let found = lists.iter().find(|list| is(&list.id));
                found.cloned().ok_or_else(unknown)
            }),
        }
    }
}
