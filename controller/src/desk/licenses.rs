//! Requests for licenses: which are installed, what they give, and what the vendor is asked.
//!
//! Logs contain no secrets: documents, product keys and nonces are named by their ids, or not at all.

mod acts;
mod facts;
mod forms;
mod giving_back;
mod install;
mod pictures;

pub(crate) use forms::Drawn;
pub use giving_back::{Agreed, ToProgram};
pub use pictures::Pictures;

use super::{Desk, Refused, Right, requests};
use crate::views;
use crate::{act, texts, wire};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_licensing::reset_nonce::ResetNonce;
use madoguchi_proto::v1::{
    AskTimeResetRequest, AskTimeResetResponse, InstallLicenseRequest, InstallLicenseResponse,
    ListActsRequest, ListActsResponse, ListLicensesRequest, ListLicensesResponse,
    SignRequestRequest, SignRequestResponse,
};

impl Desk {
    pub(crate) async fn install_license(
        &self,
        request: InstallLicenseRequest,
    ) -> Result<InstallLicenseResponse, Refused> {
        self.may(Right::Licenses)?;
        install::install(self, request).await
    }

    pub(crate) async fn list_licenses(
        &self,
        _: ListLicensesRequest,
    ) -> Result<ListLicensesResponse, Refused> {
        let look = |fleet: &Fleet| ListLicensesResponse {
            licenses: views::licenses(fleet),
            seats: Some(texts::seats(&fleet.arithmetic(fleet.installation()))),
            installation: fleet.installation().to_string(),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
            lists: views::known_lists(fleet),
            notices: views::license_notices(fleet),
            license_time_ms: fleet.license_time_ms(),
        };
        self.ask(Right::Papers, look).await
    }

    pub(crate) async fn sign_request(
        &self,
        request: SignRequestRequest,
    ) -> Result<SignRequestResponse, Refused> {
        self.may(Right::Licenses)?;
        acts::sign(self, request).await
    }

    pub(crate) async fn list_acts(&self, _: ListActsRequest) -> Result<ListActsResponse, Refused> {
        let look = |fleet: &Fleet| ListActsResponse {
            acts: fleet.acts().map(views::signed_act).collect(),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
        };
        self.ask(Right::Papers, look).await
    }

    pub(crate) async fn ask_time_reset(
        &self,
        request: AskTimeResetRequest,
    ) -> Result<AskTimeResetResponse, Refused> {
        let id = wire::request_id_of(&request.request_id)?;
        let mut nonce = [0; 8];
        getrandom::fill(&mut nonce).map_err(|_| no_random_bytes())?;
        let act = Act::staff(id, Command::AskTimeReset { nonce });
        let act = act.saying(requests::content(&request));
        let asked = self
            .send(Right::Licenses, act, |fleet, _| asked(fleet))
            .await?;
        asked.ok_or_else(reset_taken)
    }
}

fn asked(fleet: &Fleet) -> Option<AskTimeResetResponse> {
    Some(AskTimeResetResponse {
        installation: act::key_id(fleet.installation())?.to_string(),
        nonce: ResetNonce(fleet.reset_nonce()?).to_string(),
    })
}

/// The reset that this request asked for was installed since.
fn reset_taken() -> Refused {
    Refused::state(texts::text("reset-taken", &[]))
}

fn no_random_bytes() -> Refused {
    Refused::internal(texts::text("no-random-bytes", &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first takes a signed reset between two requests of one id, the second a system without random bytes: what they are told is built.
    #[test]
    fn a_reset_that_was_used_and_a_system_without_random_bytes_are_told_apart() {
        let code = |refused: Refused| refused.text.code;
        assert_eq!(code(reset_taken()), "reset-taken");
        assert_eq!(code(no_random_bytes()), "no-random-bytes");
    }
}
