//! Service `Licenses`: the installed licenses, what they give, and requests to the vendor.
//!
//! Logs contain no secrets: documents, product keys and nonces are named by their ids, or not at all.

mod acts;
mod facts;
mod install;

use super::{Desk, requests, respond};
use crate::views;
use crate::{act, texts, wire};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_licensing::reset_nonce::ResetNonce;
use madoguchi_proto::v1::licenses_server::Licenses as Service;
use madoguchi_proto::v1::{
    AskTimeResetRequest, AskTimeResetResponse, InstallLicenseRequest, InstallLicenseResponse,
    ListActsRequest, ListActsResponse, ListLicensesRequest, ListLicensesResponse,
    SignRequestRequest, SignRequestResponse,
};
use tonic::{Code, Request, Response, Status};

pub(super) struct Licenses {
    desk: Desk,
}

impl Licenses {
    pub(super) const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[tonic::async_trait]
impl Service for Licenses {
    async fn install_license(
        &self,
        request: Request<InstallLicenseRequest>,
    ) -> Result<Response<InstallLicenseResponse>, Status> {
        install::install(&self.desk, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_licenses(
        &self,
        _: Request<ListLicensesRequest>,
    ) -> Result<Response<ListLicensesResponse>, Status> {
        let answer = self.desk.ask(|fleet| ListLicensesResponse {
            licenses: views::licenses(fleet),
            seats: Some(texts::seats(&fleet.arithmetic(fleet.installation()))),
            installation: fleet.installation().to_string(),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
            lists: views::known_lists(fleet),
            notices: views::license_notices(fleet),
            license_time_ms: fleet.license_time_ms(),
        });
        answer.await.map(Response::new)
    }

    async fn sign_request(
        &self,
        request: Request<SignRequestRequest>,
    ) -> Result<Response<SignRequestResponse>, Status> {
        acts::sign(&self.desk, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_acts(
        &self,
        _: Request<ListActsRequest>,
    ) -> Result<Response<ListActsResponse>, Status> {
        let answer = self.desk.ask(|fleet| ListActsResponse {
            acts: fleet.acts().map(views::signed_act).collect(),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
        });
        answer.await.map(Response::new)
    }

    async fn ask_time_reset(
        &self,
        request: Request<AskTimeResetRequest>,
    ) -> Result<Response<AskTimeResetResponse>, Status> {
        let request = request.into_inner();
        let id = wire::request_id_of(&request.request_id).map_err(respond::bad_field)?;
        let mut nonce = [0; 8];
        getrandom::fill(&mut nonce).map_err(|_| no_random_bytes())?;
        let act = Act::staff(id, Command::AskTimeReset { nonce });
        let act = act.saying(requests::content(&request));
        let asked = self.desk.send(act, |fleet, _| asked(fleet)).await?;
        asked.map(Response::new).ok_or_else(reset_taken)
    }
}

fn asked(fleet: &Fleet) -> Option<AskTimeResetResponse> {
    Some(AskTimeResetResponse {
        installation: act::key_id(fleet.installation())?.to_string(),
        nonce: ResetNonce(fleet.reset_nonce()?).to_string(),
    })
}

/// The reset that this request asked for was installed since.
fn reset_taken() -> Status {
    respond::refused(Code::FailedPrecondition, &texts::text("reset-taken", &[]))
}

fn no_random_bytes() -> Status {
    respond::refused(Code::Internal, &texts::text("no-random-bytes", &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first takes a signed reset between two requests of one id, the second a system without random bytes: what they are told is built.
    #[test]
    fn a_reset_that_was_used_and_a_system_without_random_bytes_are_told_apart() {
        let code = |status| respond::said(&status).unwrap_or_default().code;
        assert_eq!(code(reset_taken()), "reset-taken");
        assert_eq!(code(no_random_bytes()), "no-random-bytes");
    }
}
