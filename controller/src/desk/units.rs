//! Service `Units`: which units there are, which of them serve, and why the others do not.

use super::words::{self, BadWord};
use super::{Desk, notices, pairing, requests, respond, unit_of};
use crate::texts;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, EnrollUnit};
use madoguchi_fleet::ids::{KeyFingerprint, RequestId};
use madoguchi_link::names::SERVER_NAME;
use madoguchi_proto::v1::units_server::Units as Service;
use madoguchi_proto::v1::{
    EnrollUnitRequest, EnrollUnitResponse, ListUnitsRequest, ListUnitsResponse, NoteUnitRequest,
    NoteUnitResponse, PairUnitRequest, PauseUnitRequest, PauseUnitResponse, PreferUnitRequest,
    PreferUnitResponse, ReplaceUnitRequest, ReplaceUnitResponse, ResumeUnitRequest,
    ResumeUnitResponse, RetireUnitRequest, RetireUnitResponse,
};
use tonic::{Code, Request, Response, Status, Streaming};

pub(super) struct Units {
    desk: Desk,
}

impl Units {
    pub(super) const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[tonic::async_trait]
impl Service for Units {
    async fn list_units(
        &self,
        request: Request<ListUnitsRequest>,
    ) -> Result<Response<ListUnitsResponse>, Status> {
        let retired = request.into_inner().include_retired;
        let answer = self.desk.ask(move |fleet| ListUnitsResponse {
            units: views::units(fleet, retired),
            seats: Some(texts::seats(&fleet.arithmetic(fleet.installation()))),
        });
        answer.await.map(Response::new)
    }

    /// Signs the unit's key and enrolls the unit. A repeat signs again, which does no harm.
    async fn enroll_unit(
        &self,
        request: Request<EnrollUnitRequest>,
    ) -> Result<Response<EnrollUnitResponse>, Status> {
        let request = request.into_inner();
        let (id, mut enroll) = enrolment(&request).map_err(|bad| respond::bad_word(&bad))?;
        let desk = &self.desk;
        let signed = desk
            .identity
            .sign_unit(&enroll.serial, &request.certificate_request)
            .map_err(|error| {
                let detail = error.to_string();
                let text = texts::desk(&texts::Desk::CsrRefused { detail });
                respond::refused(Code::InvalidArgument, &text)
            })?;
        enroll.key = signed.key;
        let content = requests::content(&request);
        let question = move |fleet: &Fleet| {
            enroll.installation = fleet.installation();
            let act = Act::staff(id, Command::EnrollUnit(enroll)).saying(content);
            Ok((act, fleet.now()))
        };
        let enrolled = desk.ask_and_act(question, |fleet, answer, now| {
            unit_of(fleet, &answer).map(|unit| (unit, now))
        });
        let (unit, now) = enrolled.await??;
        Ok(Response::new(EnrollUnitResponse {
            certificate_pem: signed.certificate_pem,
            authority_pem: desk.identity.authority_pem().to_owned(),
            server_name: SERVER_NAME.to_owned(),
            issued_at_ms: now.0,
            unit,
            server_key: desk.identity.server_key().to_vec(),
        }))
    }

    async fn pause_unit(
        &self,
        request: Request<PauseUnitRequest>,
    ) -> Result<Response<PauseUnitResponse>, Status> {
        let unit = self.desk.act_on_unit(request.into_inner()).await?;
        Ok(Response::new(PauseUnitResponse { unit }))
    }

    async fn resume_unit(
        &self,
        request: Request<ResumeUnitRequest>,
    ) -> Result<Response<ResumeUnitResponse>, Status> {
        let unit = self.desk.act_on_unit(request.into_inner()).await?;
        Ok(Response::new(ResumeUnitResponse { unit }))
    }

    async fn prefer_unit(
        &self,
        request: Request<PreferUnitRequest>,
    ) -> Result<Response<PreferUnitResponse>, Status> {
        let unit = self.desk.act_on_unit(request.into_inner()).await?;
        Ok(Response::new(PreferUnitResponse { unit }))
    }

    async fn note_unit(
        &self,
        request: Request<NoteUnitRequest>,
    ) -> Result<Response<NoteUnitResponse>, Status> {
        let unit = self.desk.act_on_unit(request.into_inner()).await?;
        Ok(Response::new(NoteUnitResponse { unit }))
    }

    type PairUnitStream = pairing::Words;

    async fn pair_unit(
        &self,
        request: Request<Streaming<PairUnitRequest>>,
    ) -> Result<Response<Self::PairUnitStream>, Status> {
        pairing::begin(&self.desk, request).await
    }

    async fn retire_unit(
        &self,
        request: Request<RetireUnitRequest>,
    ) -> Result<Response<RetireUnitResponse>, Status> {
        let unit = self.desk.act_on_unit(request.into_inner()).await?;
        Ok(Response::new(RetireUnitResponse { unit }))
    }

    async fn replace_unit(
        &self,
        request: Request<ReplaceUnitRequest>,
    ) -> Result<Response<ReplaceUnitResponse>, Status> {
        let request = request.into_inner();
        let bad = |bad| respond::bad_word(&bad);
        let (old, new) = (words::serial(&request.old), words::serial(&request.new));
        let (old, new) = (old.map_err(bad)?, new.map_err(bad)?);
        let look = move |fleet: &Fleet, answer| {
            let unit = unit_of(fleet, &answer)?;
            Ok::<_, Status>((unit, notices::of_replacement(fleet, &old, &new)))
        };
        let (unit, notice) = self.desk.act(request, look).await??;
        Ok(Response::new(ReplaceUnitResponse { unit, notice }))
    }
}

/// The enrolment in a request. The key and the installation are filled in later: the identity and the fleet know them.
fn enrolment(request: &EnrollUnitRequest) -> Result<(RequestId, EnrollUnit), BadWord> {
    let csr = &request.certificate_request;
    words::bounded(
        csr,
        words::MAX_CERTIFICATE_REQUEST,
        BadWord::CertificateRequest,
    )?;
    let enroll = EnrollUnit {
        serial: words::serial(&request.serial)?,
        installation: madoguchi_fleet::ids::Installation([0; 32]),
        key: KeyFingerprint([0; 32]),
        edition: words::edition(request.edition)?,
        counter: words::counter(request.counter.as_ref())?,
        cable: words::cable(&request.cable),
    };
    Ok((words::request_id(&request.request_id)?, enroll))
}
