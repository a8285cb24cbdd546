//! What is kept of readers for support: the ledger, and the sheet that is read out at the telephone.

use super::{Desk, Refused, Right, names};
use crate::views;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_proto::v1::{
    GetSheetRequest, GetSheetResponse, NoteLedgerRequest, NoteLedgerResponse,
};
use std::sync::Arc;

impl Desk {
    /// Notes deliveries and cables, all or nothing, and returns the units after it in the order of the request.
    pub(crate) async fn note_ledger(
        &self,
        request: NoteLedgerRequest,
    ) -> Result<NoteLedgerResponse, Refused> {
        let look = |fleet: &Fleet, _, request: NoteLedgerRequest| {
            let serials = request
                .entries
                .iter()
                .map(|entry| wire::serial_of(&entry.serial));
            let noted = serials.flatten().filter_map(|serial| fleet.unit(&serial));
            NoteLedgerResponse {
                units: noted.map(|unit| views::unit(fleet, unit)).collect(),
            }
        };
        let mut noted = self.act_as_resolved(request, look).await?;
        noted.units.iter_mut().for_each(|unit| self.show(unit));
        Ok(noted)
    }

    pub(crate) async fn get_sheet(
        &self,
        request: GetSheetRequest,
    ) -> Result<GetSheetResponse, Refused> {
        names::checked(&request.serial)?;
        let support = Arc::clone(&self.support);
        let look = move |fleet: &Fleet| {
            let unit = fleet.known_unit(&request.serial)?;
            let sheet = views::sheet(fleet, unit, &support.hours);
            Ok::<_, Refused>(GetSheetResponse {
                support: support.name.clone().unwrap_or_default(),
                telephone: support.telephone.clone().unwrap_or_default(),
                ..sheet
            })
        };
        let mut sheet = self.ask(Right::Look, look).await??;
        sheet.unit.iter_mut().for_each(|unit| self.show(unit));
        Ok(sheet)
    }
}
