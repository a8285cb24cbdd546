//! Service `Licenses`: what is installed here, and what it gives.

use super::words::{self, BadWord};
use super::{Desk, respond, views};
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, InstallLicense};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::verify::verify_license;
use madoguchi_proto::v1::licenses_server::Licenses as Service;
use madoguchi_proto::v1::{
    AskTimeResetRequest, AskTimeResetResponse, InstallLicenseRequest, InstallLicenseResponse,
    InstalledLicense, ListActsRequest, ListActsResponse, ListLicensesRequest, ListLicensesResponse,
    SignRequestRequest, SignRequestResponse, Text,
};
use std::collections::BTreeSet;
use tonic::{Code, Request, Response, Status};

/// The licenses of this installation.
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
    /// Between the looks before and after, others may act: the difference is for people, the license's own
    /// effect is in the audit.
    async fn install_license(
        &self,
        request: Request<InstallLicenseRequest>,
    ) -> Result<Response<InstallLicenseResponse>, Status> {
        let InstallLicenseRequest {
            request_id,
            document,
            old_pc_died,
        } = request.into_inner();
        let bad = |bad| respond::bad_word(&bad);
        let id = words::request_id(&request_id).map_err(bad)?;
        words::bounded(&document, words::MAX_DOCUMENT, BadWord::Document).map_err(bad)?;
        let verified = verify_license(&self.desk.trust, &document).map_err(|error| {
            respond::refused(Code::InvalidArgument, &texts::text(error.code(), &[]))
        })?;
        let license = verified.grant.id.clone();
        let before = self.look(&license).await?;
        let installation = before.installation;
        let install = InstallLicense {
            revocations: None,
            old_pc_died,
            grant: verified.grant,
            // The binary form, however it came: it is the one that is bounded for the store.
            document: verified.document.into(),
            installation,
        };
        let act = Act::staff(id, Command::InstallLicense(Box::new(install)));
        self.desk.send(act).await?;
        let after = self.look(&license).await?;
        let missing = || {
            let license = license.to_string();
            let text = texts::desk(&texts::Desk::NoSuchLicense { license });
            respond::refused(Code::NotFound, &text)
        };
        Ok(Response::new(InstallLicenseResponse {
            license: Some(after.license.ok_or_else(missing)?),
            seats_before: Some(before.seats),
            seats_after: Some(after.seats),
            newly_seated: after.serving.difference(&before.serving).cloned().collect(),
            already_installed: before.license.is_some(),
            kind: "license".to_owned(),
            notices: Vec::new(),
        }))
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
            lists: Vec::new(),
            notices: Vec::new(),
            license_time_ms: fleet.license_time_ms(),
        });
        answer.await.map(Response::new)
    }

    async fn sign_request(
        &self,
        _: Request<SignRequestRequest>,
    ) -> Result<Response<SignRequestResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn list_acts(
        &self,
        _: Request<ListActsRequest>,
    ) -> Result<Response<ListActsResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn ask_time_reset(
        &self,
        _: Request<AskTimeResetRequest>,
    ) -> Result<Response<AskTimeResetResponse>, Status> {
        Err(Status::unimplemented(""))
    }
}

/// What a license may change.
struct Look {
    installation: madoguchi_fleet::ids::Installation,
    license: Option<InstalledLicense>,
    seats: Text,
    serving: BTreeSet<String>,
}

impl Licenses {
    async fn look(&self, id: &LicenseId) -> Result<Look, Status> {
        let id = id.clone();
        self.desk.ask(move |fleet| look(fleet, &id)).await
    }
}

fn look(fleet: &Fleet, id: &LicenseId) -> Look {
    let installed = fleet.licenses().find(|license| license.grant.id == *id);
    let serving = fleet.units().filter(|unit| unit.serves());
    Look {
        installation: fleet.installation(),
        license: installed.map(|license| views::license(fleet, license)),
        seats: texts::seats(&fleet.arithmetic(fleet.installation())),
        serving: serving.map(|unit| unit.serial.to_string()).collect(),
    }
}
