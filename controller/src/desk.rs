//! The desk: gRPC services for reception, for support and for programs that speak for them.
//!
//! Each request becomes a command at the edge ([`words`]), the engine decides it and makes it durable, and
//! the answer is read back from the fleet as it is then (`views`). One file per service;
//! [`respond`] alone maps refusals to the wire.

mod auth;
mod backup;
mod front_desk;
mod licenses;
mod listen;
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
use madoguchi_proto::v1::{Ticket, Unit};
use prost::Message;
use std::path::PathBuf;
use std::sync::Arc;
use support::Support;
use tonic::Status;
use tonic::service::Routes;
use tonic::service::interceptor::InterceptedService;
use units::Units;

/// Largest request: a license of 64 KiB in its armour, and room to spare.
const MAX_REQUEST_BYTES: usize = 128 * 1024;
/// Largest answer: a page of 1,000 tickets or one long story, in two languages.
const MAX_ANSWER_BYTES: usize = 8 * 1024 * 1024;

/// What the desk works with.
#[derive(Clone)]
pub struct Desk {
    /// The way to the engine.
    pub handle: Handle,
    /// Who may call, and who signs units.
    pub identity: Arc<Identity>,
    /// Whose licenses are believed.
    pub trust: Arc<Trust>,
    /// Where readers are paired; `None` where none can be.
    pub pairing: Option<Coordinator>,
    /// The link policy, for people: "usb" or "loopback".
    pub policy: &'static str,
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
    /// Has the fleet do what a request asks for, and shows what it led to. Durable when this returns.
    async fn act<R: Message, S: Send + 'static>(
        &self,
        request: R,
        look: impl FnOnce(&Fleet, Answer) -> S + Send + 'static,
    ) -> Result<S, Status>
    where
        words::Asked: TryFrom<R, Error = words::BadWord>,
    {
        self.send(asked(request)?, look).await
    }

    async fn send<S: Send + 'static>(
        &self,
        act: Act,
        look: impl FnOnce(&Fleet, Answer) -> S + Send + 'static,
    ) -> Result<S, Status> {
        let done = self.handle.act_and_look(act, look).await;
        done.map_err(|error| refused(&error))
    }

    /// Makes an act from the fleet as it is then, has it done, and shows what it led to: one trip through the engine.
    async fn ask_and_act<B: Send + 'static, S: Send + 'static>(
        &self,
        question: impl FnOnce(&Fleet) -> Result<(Act, B), Status> + Send + 'static,
        look: impl FnOnce(&Fleet, Answer, B) -> S + Send + 'static,
    ) -> Result<S, Status> {
        let done = self.handle.ask_and_act(question, look).await;
        done.map_err(|error| refused(&error))?
    }

    /// Asks the fleet as it was last committed.
    async fn ask<R: Send + 'static>(
        &self,
        question: impl FnOnce(&Fleet) -> R + Send + 'static,
    ) -> Result<R, Status> {
        self.handle
            .ask(question)
            .await
            .map_err(|_| respond::refused(tonic::Code::Unavailable, &texts::stopped()))
    }

    /// Has the fleet do something with a ticket, and shows the ticket as it is then, with what else there is to say.
    async fn act_on_ticket<R: Message, N: Send + 'static>(
        &self,
        request: R,
        also: impl FnOnce(&Fleet, TicketId) -> N + Send + 'static,
    ) -> Result<(Option<Ticket>, N), Status>
    where
        words::Asked: TryFrom<R, Error = words::BadWord>,
    {
        let look = move |fleet: &Fleet, answer: Answer| {
            let Answer::Ticket(id) = answer else {
                return None;
            };
            // A ticket that was closed and forgotten since a first answer is shown as none.
            let ticket = fleet.ticket(id).map(|ticket| views::ticket(fleet, ticket));
            Some((ticket, also(fleet, id)))
        };
        let seen = self.act(request, look).await?;
        seen.ok_or_else(respond::wrong_answer)
    }

    /// Has the fleet do something with a unit, and shows the unit as it is then.
    async fn act_on_unit<R: Message>(&self, request: R) -> Result<Option<Unit>, Status>
    where
        words::Asked: TryFrom<R, Error = words::BadWord>,
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

/// The act that a request asks for, with what the request says: its repeat is told from another one by that.
fn asked<R: Message>(request: R) -> Result<Act, Status>
where
    words::Asked: TryFrom<R, Error = words::BadWord>,
{
    let content = requests::content(&request);
    let asked = words::Asked::try_from(request).map_err(|bad| respond::bad_word(&bad))?;
    Ok(asked.0.saying(content))
}

fn refused(error: &ActError) -> Status {
    let status = respond::act_error(error);
    if status.code() == tonic::Code::ResourceExhausted {
        tracing::warn!(%error, "a request was refused: a bound is reached");
    }
    status
}
