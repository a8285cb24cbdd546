//! The request that puts a reader in the place of a broken one (RULES S9, A24). Triage judges the old one with the answers that come along, in
//! the trip of the act: what it is judged by is the fleet in which it is replaced.

use super::{Desk, Refused, Right, names, notices, requests, triage, unit_of};
use crate::machine::Changed;
use crate::views::{self, SeenByDoctor};
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::unit::{FaultName, Ground};
use madoguchi_proto::v1::{ReplaceUnitRequest, ReplaceUnitResponse};
use madoguchi_triage::{Answers, Verdict};

impl Desk {
    pub(crate) async fn replace_unit(
        &self,
        mut request: ReplaceUnitRequest,
    ) -> Result<ReplaceUnitResponse, Refused> {
        self.may(Right::Readers)?;
        names::check(&mut request)?;
        let reason = wire::replace_reason_of(&request.reason)?;
        let answers = triage::answers(&request.answers)?;
        // A reason needs no look at the PC, which takes seconds.
        let pc = match &reason {
            Some(_) => None,
            None => self.seen_by_doctor().await?,
        };
        let changes = self.changes.newest();
        let content = requests::content(&request);
        let question = move |fleet: &Fleet| {
            names::resolve(fleet, &mut request)?;
            let old = wire::serial_of(&request.old)?;
            let new = wire::serial_of(&request.new)?;
            let ground = match reason {
                Some(reason) => Some(Ground::Override(reason)),
                None => found(fleet, &old, pc.as_ref(), &answers, &changes),
            };
            let replaced = (old.clone(), new.clone());
            let command = Command::ReplaceUnit { old, new, ground };
            let act = Act::staff(wire::request_id_of(&request.request_id)?, command);
            Ok((act.saying(content), replaced))
        };
        let look = |fleet: &Fleet, answer, (old, new): (Serial, Serial)| {
            let unit = unit_of(fleet, &answer)?;
            let notice = notices::of_replacement(fleet, &old, &new);
            Ok::<_, Refused>(ReplaceUnitResponse { unit, notice })
        };
        let mut replaced = self.ask_and_act(Right::Readers, question, look).await??;
        replaced.unit.iter_mut().for_each(|unit| self.show(unit));
        Ok(replaced)
    }
}

/// The unit's own fault, where triage names one.
fn found(
    fleet: &Fleet,
    old: &Serial,
    pc: Option<&SeenByDoctor>,
    answers: &Answers,
    changes: &[Changed],
) -> Option<Ground> {
    let evidence = views::evidence(fleet, fleet.unit(old)?, pc, changes)?;
    match madoguchi_triage::triage(&evidence, answers).verdict {
        Verdict::Reader(case) => FaultName::parse(case.fault.name()).map(Ground::ReaderFault),
        Verdict::Other(_) | Verdict::NotYetKnown => None,
    }
}
