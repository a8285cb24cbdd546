//! Requests for units: which there are, which of them serve, and why the others do not.

use super::{Desk, Refused, Right, names, notices, requests, unit_of, words};
use crate::texts;
use crate::views;
use crate::wire::{self, BadField};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, EnrollUnit};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Installation, KeyFingerprint, RequestId, Serial};
use madoguchi_fleet::loss::Taking;
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Counter;
use madoguchi_link::names::SERVER_NAME;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{
    ChangeUnitRequest, ChangeUnitResponse, EnrollUnitRequest, EnrollUnitResponse,
    IdentifyUnitRequest, IdentifyUnitResponse, ListUnitsRequest, ListUnitsResponse,
    MaintainUnitRequest, MaintainUnitResponse, NoteUnitRequest, NoteUnitResponse, PauseUnitRequest,
    PauseUnitResponse, PreferUnitRequest, PreferUnitResponse, RestartUnitRequest,
    RestartUnitResponse, ResumeUnitRequest, ResumeUnitResponse, RetireUnitRequest,
    RetireUnitResponse, Text, WeighUnitRequest, WeighUnitResponse,
};
use madoguchi_support::Date;

/// Requests for one unit, answered with the unit after it.
macro_rules! on_unit {
    ($($name:ident($request:ident) -> $response:ident;)+) => {$(
        pub(crate) async fn $name(&self, request: $request) -> Result<$response, Refused> {
            let unit = self.act_on_unit(request).await?;
            Ok($response { unit })
        }
    )+};
}

impl Desk {
    on_unit! {
        pause_unit(PauseUnitRequest) -> PauseUnitResponse;
        maintain_unit(MaintainUnitRequest) -> MaintainUnitResponse;
        resume_unit(ResumeUnitRequest) -> ResumeUnitResponse;
        prefer_unit(PreferUnitRequest) -> PreferUnitResponse;
        note_unit(NoteUnitRequest) -> NoteUnitResponse;
        retire_unit(RetireUnitRequest) -> RetireUnitResponse;
    }

    pub(crate) async fn list_units(
        &self,
        request: ListUnitsRequest,
    ) -> Result<ListUnitsResponse, Refused> {
        let look = move |fleet: &Fleet| ListUnitsResponse {
            units: views::units(fleet, request.include_retired),
            seats: Some(texts::seats(&fleet.arithmetic(fleet.installation()))),
        };
        let mut list = self.ask(Right::Look, look).await?;
        list.units.iter_mut().for_each(|unit| self.show(unit));
        Ok(list)
    }

    /// Signs the unit's key and enrolls the unit. A repeat signs again, which does no harm.
    pub(crate) async fn enroll_unit(
        &self,
        request: EnrollUnitRequest,
    ) -> Result<EnrollUnitResponse, Refused> {
        self.may(Right::Readers)?;
        let enrolment = Enrolment::of(&request)?;
        let signed = self
            .identity
            .sign_unit(&enrolment.serial, &request.certificate_request)
            .map_err(|error| {
                let detail = error.to_string();
                let text = texts::desk(&texts::Desk::CsrRefused { detail });
                Refused::invalid(text)
            })?;
        let content = requests::content(&request);
        let question = move |fleet: &Fleet| {
            let act = enrolment.act(fleet.installation(), signed.key);
            Ok((act.saying(content), fleet.now()))
        };
        let look = |fleet: &Fleet, answer, now| {
            let unit = unit_of(fleet, &answer)?;
            Ok::<_, Refused>((unit, shared_counter(fleet, &answer), now))
        };
        let (unit, notice, now) = self.ask_and_act(Right::Readers, question, look).await??;
        Ok(EnrollUnitResponse {
            certificate_pem: signed.certificate_pem,
            authority_pem: self.identity.authority_pem().to_owned(),
            server_name: SERVER_NAME.to_owned(),
            issued_at_ms: now.0,
            unit,
            server_key: self.identity.server_key().to_vec(),
            notice,
        })
    }

    /// Asks for a restart, and says what becomes of it.
    pub(crate) async fn restart_unit(
        &self,
        request: RestartUnitRequest,
    ) -> Result<RestartUnitResponse, Refused> {
        let unit = self.act_on_unit(request).await?;
        let restarts = unit.as_ref().and_then(|unit| unit.restarts.as_ref());
        let notice = restarts.and_then(|restarts| restarts.text.clone());
        Ok(RestartUnitResponse { unit, notice })
    }

    /// Lets a reader show which one it is, and says what it shows.
    pub(crate) async fn identify_unit(
        &self,
        request: IdentifyUnitRequest,
    ) -> Result<IdentifyUnitResponse, Refused> {
        let unit = self.act_on_unit(request).await?;
        let shown = |unit: &v1::Unit| {
            let counter = unit.counter.as_ref().map_or("", |counter| &counter.name);
            let named = [("unit", unit.serial.as_str()), ("counter", counter)];
            texts::text("notice-identifies", &named)
        };
        let notice = unit.as_ref().map(shown);
        Ok(IdentifyUnitResponse { unit, notice })
    }

    pub(crate) async fn change_unit(
        &self,
        request: ChangeUnitRequest,
    ) -> Result<ChangeUnitResponse, Refused> {
        let look = |fleet: &Fleet, answer, request: ChangeUnitRequest| {
            let unit = unit_of(fleet, &answer)?;
            let named = !request.name.is_empty();
            let notice = named.then(|| shared_counter(fleet, &answer)).flatten();
            Ok(ChangeUnitResponse { unit, notice })
        };
        self.act_as_resolved(request, look).await?
    }

    /// What open tickets would lose by an act that is thought of.
    pub(crate) async fn weigh_unit(
        &self,
        request: WeighUnitRequest,
    ) -> Result<WeighUnitResponse, Refused> {
        names::checked(&request.serial)?;
        if !request.replaced_by.is_empty() {
            names::checked(&request.replaced_by)?;
        }
        let change = words::weighed(&request)?;
        let look = move |fleet: &Fleet| {
            let unit = fleet.enrolled_named(&request.serial)?;
            let taking = match (request.retire, request.replaced_by.as_str(), request.pause) {
                (true, ..) => Taking::Retire,
                (_, "", true) => Taking::Pause,
                (_, "", false) => change,
                (_, by, _) => Taking::Replace(fleet.enrolled_named(by)?),
            };
            let loss = fleet.loss(&unit, &taking);
            let loss = WeighUnitResponse {
                bound: views::count(loss.bound),
                unmet: views::count(loss.unmet),
                asks: None,
            };
            let seen = views::Seen {
                units: views::units(fleet, false),
                waiting: views::count(fleet.waiting()),
                loss,
            };
            let to = weighed_counter(&request);
            let act = match &taking {
                Taking::Retire => views::Act::Retire,
                Taking::Replace(by) => views::Act::Replace { by: by.as_str() },
                Taking::Pause => views::Act::PauseNow,
                Taking::Change { .. } => views::Act::Change {
                    to: &to,
                    keeps_tags: !request.change_tags,
                },
            };
            let taken = seen.taken(unit.as_str(), act);
            let asks = taken.map(|taken| taken.text);
            Ok(WeighUnitResponse { asks, ..seen.loss })
        };
        self.ask(Right::Look, look).await?
    }
}

/// The counter that is thought of.
fn weighed_counter(request: &WeighUnitRequest) -> v1::Counter {
    v1::Counter {
        placement: request.placement,
        tags: request.tags.clone(),
        ..v1::Counter::default()
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
    delivered: Option<Date>,
}

impl Enrolment {
    fn of(request: &EnrollUnitRequest) -> Result<Self, BadField> {
        wire::certificate_request(&request.certificate_request)?;
        Ok(Self {
            serial: wire::typed_serial(&request.serial)?,
            edition: wire::edition_of(request.edition)?,
            counter: wire::counter_of(request.counter.as_ref())?,
            cable: wire::cable_of(&request.cable)?,
            delivered: wire::delivered_or_none(&request.delivered)?,
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
            delivered: self.delivered,
        };
        Act::staff(self.request, Command::EnrollUnit(enroll))
    }
}
