//! The desk: gRPC services for reception, for support and for programs that speak for them.
//!
//! Each request becomes a command at the edge ([`words`]), and the engine decides it and makes it durable. The answer then shows the fleet
//! after that (`views`). One file per service; [`respond`] alone maps refusals to the wire.

mod auth;
mod backup;
mod front_desk;
mod licenses;
mod listen;
mod names;
mod notices;
mod pairing;
mod requests;
pub mod respond;
#[cfg(test)]
mod schema;
mod support;
mod units;
pub mod words;

pub use listen::serve;

use crate::engine::{ActError, Handle};
use crate::identity::Identity;
use crate::pairing::Coordinator;
use crate::texts;
use crate::views;
use crate::wire::BadField;
use auth::Auth;
use front_desk::FrontDesk;
use licenses::Licenses;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::Act;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::TicketId;
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1::front_desk_server::FrontDeskServer;
use madoguchi_proto::v1::licenses_server::LicensesServer;
use madoguchi_proto::v1::support_server::SupportServer;
use madoguchi_proto::v1::units_server::UnitsServer;
use madoguchi_proto::v1::{Setting, Ticket, Unit};
use names::NamesUnits;
use prost::Message;
use std::path::PathBuf;
use std::sync::Arc;
use support::Support;
use tonic::Status;
use tonic::service::Routes;
use tonic::service::interceptor::InterceptedService;
use units::Units;

/// The largest request: a license of 64 KiB as armoured text.
const MAX_REQUEST_BYTES: usize = 128 * 1024;
/// The largest answer: a page of 1,000 tickets, or one long story in two languages.
pub(crate) const MAX_ANSWER_BYTES: usize = 8 * 1024 * 1024;

/// The parts that the services need.
#[derive(Clone)]
pub struct Desk {
    pub handle: Handle,
    /// The desk's token, and the CA that signs units' certificates.
    pub identity: Arc<Identity>,
    /// The trust by which licenses are verified.
    pub trust: Arc<Trust>,
    /// The coordinator of pairings; `None` if this controller cannot pair.
    pub pairing: Option<Coordinator>,
    /// The link policy in words: "usb" or "loopback".
    pub policy: &'static str,
    /// The fields of the configuration that this controller was started with.
    pub settings: Arc<[Setting]>,
    /// The folder whose disk has to have room; `None` where the records are in memory.
    pub folder: Option<PathBuf>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

/// The desk's services, each behind the token: for `tonic::transport::Server::builder().add_routes(…)`.
#[must_use]
pub fn routes(desk: Desk) -> Routes {
    let identity = Arc::clone(&desk.identity);
    let auth = Auth::new(move |token: &str| identity.is_desk_token(token));
    macro_rules! guarded {
        ($server:ident, $service:expr) => {
            InterceptedService::new(
                $server::new($service)
                    .max_decoding_message_size(MAX_REQUEST_BYTES)
                    .max_encoding_message_size(MAX_ANSWER_BYTES),
                auth.clone(),
            )
        };
    }
    Routes::new(guarded!(FrontDeskServer, FrontDesk::new(desk.clone())))
        .add_service(guarded!(UnitsServer, Units::new(desk.clone())))
        .add_service(guarded!(LicensesServer, Licenses::new(desk.clone())))
        .add_service(guarded!(SupportServer, Support::new(desk)))
}

impl Desk {
    /// Sends the act of a request to the fleet and returns what `shown` reads from the fleet after it. The act is durable by then.
    async fn act<R: Request, S: Send + 'static>(
        &self,
        request: R,
        look: impl FnOnce(&Fleet, Answer) -> S + Send + 'static,
    ) -> Result<S, Status>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let look = move |fleet: &Fleet, answer: Answer, _: R| look(fleet, answer);
        self.act_as_resolved(request, look).await
    }

    /// The same, with the request that `look` sees: serials stand in it where readers were named.
    async fn act_as_resolved<R: Request, S: Send + 'static>(
        &self,
        mut request: R,
        look: impl FnOnce(&Fleet, Answer, R) -> S + Send + 'static,
    ) -> Result<S, Status>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        names::check(&mut request).map_err(respond::bad_field)?;
        if request.names().iter().all(|name| name.is_empty()) {
            let act = asked(request.clone(), &request)?;
            let look = move |fleet: &Fleet, answer| look(fleet, answer, request);
            return self.send(act, look).await;
        }
        let question = move |fleet: &Fleet| {
            let said = request.clone();
            names::resolve(fleet, &mut request)?;
            Ok((asked(request.clone(), &said)?, request))
        };
        self.ask_and_act(question, look).await
    }

    async fn send<S: Send + 'static>(
        &self,
        act: Act,
        look: impl FnOnce(&Fleet, Answer) -> S + Send + 'static,
    ) -> Result<S, Status> {
        match self.handle.act_and_look(act, look).await {
            Ok(seen) => Ok(seen),
            Err(error) => Err(self.refused(&error).await),
        }
    }

    /// Makes an act from the fleet as it is, sends it, and returns what `shown` reads after it: one trip through the engine, so nothing can
    /// come in between.
    async fn ask_and_act<B: Send + 'static, S: Send + 'static>(
        &self,
        question: impl FnOnce(&Fleet) -> Result<(Act, B), Status> + Send + 'static,
        look: impl FnOnce(&Fleet, Answer, B) -> S + Send + 'static,
    ) -> Result<S, Status> {
        match self.handle.ask_and_act(question, look).await {
            Ok(seen) => seen,
            Err(error) => Err(self.refused(&error).await),
        }
    }

    /// Why an act was not done, with its times by the fleet's clock.
    async fn refused(&self, error: &ActError) -> Status {
        let clock = match error {
            ActError::Refused(_) => self.ask(texts::Clock::of).await.ok(),
            _ => None,
        };
        let clock = clock.unwrap_or_else(|| texts::Clock::at_offset(0));
        let status = respond::act_error_at(error, &clock);
        if status.code() == tonic::Code::ResourceExhausted {
            tracing::warn!(%error, "a request was refused: a bound is reached");
        }
        status
    }

    /// Reads from the fleet as it was last committed.
    async fn ask<R: Send + 'static>(
        &self,
        question: impl FnOnce(&Fleet) -> R + Send + 'static,
    ) -> Result<R, Status> {
        self.handle
            .ask(question)
            .await
            .map_err(|_| respond::refused(tonic::Code::Unavailable, &texts::stopped()))
    }

    /// Sends an act on one ticket and returns the ticket after it, with the notices that `also` adds.
    async fn act_on_ticket<R: Request, N: Send + 'static>(
        &self,
        request: R,
        also: impl FnOnce(&Fleet, TicketId) -> N + Send + 'static,
    ) -> Result<(Option<Ticket>, N), Status>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let also = move |fleet: &Fleet, id, _: &R| also(fleet, id);
        self.act_on_named_ticket(request, also).await
    }

    /// The same for a request that names a reader: `also` sees its serial.
    async fn act_on_named_ticket<R: Request, N: Send + 'static>(
        &self,
        request: R,
        also: impl FnOnce(&Fleet, TicketId, &R) -> N + Send + 'static,
    ) -> Result<(Option<Ticket>, N), Status>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let look = move |fleet: &Fleet, answer: Answer, request: R| {
            let Answer::Ticket(id) = answer else {
                return None;
            };
            // A repeat can come after the ticket was closed and forgotten; it then gets no ticket.
            let ticket = fleet.ticket(id).map(|ticket| views::ticket(fleet, ticket));
            Some((ticket, also(fleet, id, &request)))
        };
        let seen = self.act_as_resolved(request, look).await?;
        seen.ok_or_else(respond::wrong_answer)
    }

    /// Sends an act on one unit and returns the unit after it.
    async fn act_on_unit<R: Request>(&self, request: R) -> Result<Option<Unit>, Status>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        self.act(request, |fleet, answer| unit_of(fleet, &answer))
            .await?
    }
}

/// The unit that an answer names.
fn unit_of(fleet: &Fleet, answer: &Answer) -> Result<Option<Unit>, Status> {
    let Answer::Unit(serial) = answer else {
        return Err(respond::wrong_answer());
    };
    Ok(fleet.unit(serial).map(|unit| views::unit(fleet, unit)))
}

/// A request for an act.
trait Request: Message + NamesUnits + Clone + 'static {}
impl<R: Message + NamesUnits + Clone + 'static> Request for R {}

/// The act that a request asks for. It carries the hash of the request as it was `said`, by which a repeat is told from another request.
fn asked<R: Request>(request: R, said: &R) -> Result<Act, Status>
where
    words::Asked: TryFrom<R, Error = BadField>,
{
    let content = requests::content(said);
    let asked = words::Asked::try_from(request).map_err(respond::bad_field)?;
    Ok(asked.0.saying(content))
}
