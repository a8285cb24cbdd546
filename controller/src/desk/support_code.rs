//! The request for the support code: the summary of all units for the telephone (RULES B9 to B13).

use super::{Desk, Refused, Right, names};
use crate::views;
use madoguchi_code::{MAX_PART_CHARS, Summary};
use madoguchi_fleet::Fleet;
use madoguchi_proto::v1::{GetSupportCodeRequest, GetSupportCodeResponse};

impl Desk {
    /// The summary of all units, or of one, as text to read out and as QR codes. It changes nothing.
    pub(crate) async fn get_support_code(
        &self,
        request: GetSupportCodeRequest,
    ) -> Result<GetSupportCodeResponse, Refused> {
        let summary = self.summary(request.serial).await?;
        Ok(GetSupportCodeResponse {
            typed: summary.typed(),
            parts: summary.parts(MAX_PART_CHARS),
        })
    }

    async fn summary(&self, name: String) -> Result<Summary, Refused> {
        self.may(Right::Examine)?;
        if !name.is_empty() {
            names::checked(&name)?;
        }
        let pc = self.seen_by_doctor().await?;
        let changes = self.changes.newest();
        let question = move |fleet: &Fleet| {
            let only = match name.is_empty() {
                true => None,
                false => Some(fleet.known_unit(&name)?),
            };
            Ok::<_, Refused>(views::summary(fleet, only, pc.as_ref(), &changes))
        };
        self.ask(Right::Examine, question).await?
    }
}
