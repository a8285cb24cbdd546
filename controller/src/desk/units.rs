//! Service `Units`: which units there are, which of them serve, and why the others do not.

use super::{Desk, notices, pairing, requests, respond, unit_of};
use crate::texts;
use crate::views;
use crate::wire::{self, BadField};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, EnrollUnit};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Installation, KeyFingerprint, RequestId, Serial};
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Counter;
use madoguchi_link::names::SERVER_NAME;
use madoguchi_proto::v1::units_server::Units as Service;
use madoguchi_proto::v1::{
    ChangeUnitRequest, ChangeUnitResponse, EnrollUnitRequest, EnrollUnitResponse, ListUnitsRequest,
    ListUnitsResponse, NoteUnitRequest, NoteUnitResponse, PairUnitRequest, PauseUnitRequest,
    PauseUnitResponse, PreferUnitRequest, PreferUnitResponse, ReplaceUnitRequest,
    ReplaceUnitResponse, ResumeUnitRequest, ResumeUnitResponse, RetireUnitRequest,
    RetireUnitResponse, Text,
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
        let enrolment = Enrolment::of(&request).map_err(respond::bad_field)?;
        let desk = &self.desk;
        let signed = desk
            .identity
            .sign_unit(&enrolment.serial, &request.certificate_request)
            .map_err(|error| {
                let detail = error.to_string();
                let text = texts::desk(&texts::Desk::CsrRefused { detail });
                respond::refused(Code::InvalidArgument, &text)
            })?;
        let content = requests::content(&request);
        let question = move |fleet: &Fleet| {
            let act = enrolment.act(fleet.installation(), signed.key);
            Ok((act.saying(content), fleet.now()))
        };
        let enrolled = desk.ask_and_act(question, |fleet, answer, now| {
            let unit = unit_of(fleet, &answer)?;
            Ok::<_, Status>((unit, shared_counter(fleet, &answer), now))
        });
        let (unit, notice, now) = enrolled.await??;
        Ok(Response::new(EnrollUnitResponse {
            certificate_pem: signed.certificate_pem,
            authority_pem: desk.identity.authority_pem().to_owned(),
            server_name: SERVER_NAME.to_owned(),
            issued_at_ms: now.0,
            unit,
            server_key: desk.identity.server_key().to_vec(),
            notice,
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

    async fn change_unit(
        &self,
        request: Request<ChangeUnitRequest>,
    ) -> Result<Response<ChangeUnitResponse>, Status> {
        let look = |fleet: &Fleet, answer, request: ChangeUnitRequest| {
            let unit = unit_of(fleet, &answer)?;
            let named = !request.name.is_empty();
            let notice = named.then(|| shared_counter(fleet, &answer)).flatten();
            Ok::<_, Status>(ChangeUnitResponse { unit, notice })
        };
        let request = request.into_inner();
        let changed = self.desk.act_as_resolved(request, look).await??;
        Ok(Response::new(changed))
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
        let look = |fleet: &Fleet, answer, request: ReplaceUnitRequest| {
            let unit = unit_of(fleet, &answer)?;
            let serials = (wire::serial_of(&request.old), wire::serial_of(&request.new));
            let notice = match serials {
                (Ok(old), Ok(new)) => notices::of_replacement(fleet, &old, &new),
                _ => None,
            };
            Ok::<_, Status>((unit, notice))
        };
        let request = request.into_inner();
        let (unit, notice) = self.desk.act_as_resolved(request, look).await??;
        Ok(Response::new(ReplaceUnitResponse { unit, notice }))
    }
}

/// That the counter that an answer's unit was given is another unit's, too.
fn shared_counter(fleet: &Fleet, answer: &Answer) -> Option<Text> {
    match answer {
        Answer::Unit(serial) => notices::of_counter(fleet, serial),
        _ => None,
    }
}

/// What an enrolment asks for. The key and the installation are known to the identity and to the fleet.
struct Enrolment {
    request: RequestId,
    serial: Serial,
    edition: Edition,
    counter: Counter,
    cable: String,
}

impl Enrolment {
    fn of(request: &EnrollUnitRequest) -> Result<Self, BadField> {
        wire::certificate_request(&request.certificate_request)?;
        Ok(Self {
            serial: wire::typed_serial(&request.serial)?,
            edition: wire::edition_of(request.edition)?,
            counter: wire::counter_of(request.counter.as_ref())?,
            cable: wire::cable_of(&request.cable)?,
            request: wire::request_id_of(&request.request_id)?,
        })
    }

    fn act(self, installation: Installation, key: KeyFingerprint) -> Act {
        let enroll = EnrollUnit {
            serial: self.serial,
            installation,
            key,
            edition: self.edition,
            counter: self.counter,
            cable: self.cable,
        };
        Act::staff(self.request, Command::EnrollUnit(enroll))
    }
}
