//! The gateway to readers: one stream per connection, in which events come in and orders go out.
//!
//! ```text
//! bytes ─► frames (words of the domain) ─► connection ─► engine
//!                                              ▲            │
//! bytes ◄── replies (words of the wire) ◄── outbox ◄── orders
//! ```
//! `connection` runs one connection; `events` takes what comes on it, and `in_flight` has what of that is on its way to the disk.
//! `close_reason` lists the reasons for which the controller ends one.

mod close_reason;
mod connection;
mod events;
mod frames;
mod in_flight;
mod listen;
mod outbox;
mod rate;
pub mod reader_logs;
mod renewal;
mod replies;
pub(crate) mod strangers;

pub use listen::serve;
pub use outbox::Outbox;
pub use reader_logs::ReaderLogs;

use crate::engine::{ActError, Handle};
use crate::identity::Identity;
use crate::link::Links;
use crate::tls::{FleetNow, Peer, UnitIdentity};
use connection::Connection;
use madoguchi_fleet::command::Act;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::wish::Counter;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1::reader_gateway_server::ReaderGateway;
use madoguchi_proto::v1::{AttachRequest, AttachResponse};
use rate::Rates;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use tokio_stream::Stream;
use tonic::{Request, Response, Status, Streaming};

/// Answers on their way: one to each act that was handed over, once they are durable.
pub type Answers = Pin<Box<dyn Future<Output = Vec<Result<Answer, ActError>>> + Send>>;

/// What the gateway asks of the engine. It is a trait, so that tests can run a connection against a scripted engine.
pub trait Engine: Clone + Send + Sync + 'static {
    /// Sends one act, which is durable when this returns `Ok`.
    fn act(&self, act: Act) -> impl Future<Output = Result<Answer, ActError>> + Send;
    /// Hands over acts in one piece: they are done in their order, before all that is handed over later. Returns once they have their
    /// place.
    fn hand_over(&self, acts: Vec<Act>) -> impl Future<Output = Result<Answers, ActError>> + Send;
    /// The counter of a unit; `None` if the unit is refused. The first frame then tells it so (RULES A2).
    fn welcome(&self, unit: &UnitIdentity) -> impl Future<Output = Option<Counter>> + Send;
}

impl Engine for Handle {
    async fn act(&self, act: Act) -> Result<Answer, ActError> {
        Handle::act(self, act).await
    }

    async fn hand_over(&self, acts: Vec<Act>) -> Result<Answers, ActError> {
        Ok(Box::pin(Handle::hand_over(self, acts).await?))
    }

    async fn welcome(&self, unit: &UnitIdentity) -> Option<Counter> {
        let UnitIdentity { serial, key } = unit.clone();
        let asked = self.ask(move |fleet| match fleet.turned_away(&serial, key) {
            Some(_) => None,
            None => fleet.unit(&serial).map(|unit| unit.counter.clone()),
        });
        asked.await.ok().flatten()
    }
}

/// The parts of the controller that the gateway needs.
pub struct Context {
    pub installation: Installation,
    /// The environment of the readers that may connect.
    pub environment: Environment,
    pub now: FleetNow,
    /// Signs units' certificates.
    pub identity: Arc<Identity>,
    /// The source that knows how connections reach the PC.
    pub links: Arc<dyn Links>,
    /// Verifies bundled licenses.
    pub trust: Arc<Trust>,
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("installation", &self.installation)
            .field("environment", &self.environment)
            .field("links", &self.links)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone)]
pub struct Gateway<E> {
    engine: E,
    context: Arc<Context>,
    outbox: Outbox,
    rates: Rates,
}

impl<E: Engine> Gateway<E> {
    /// A gateway. Its orders come through `outbox`, to which the engine delivers them.
    #[must_use]
    pub fn new(engine: E, context: Context, outbox: Outbox) -> Self {
        Self {
            engine,
            context: Arc::new(context),
            outbox,
            rates: Rates::at_speed(1),
        }
    }

    /// For readers whose time runs `speed` times as fast: they may send that many times as much.
    #[must_use]
    pub fn at_speed(mut self, speed: u32) -> Self {
        self.rates = Rates::at_speed(speed);
        self
    }
}

#[tonic::async_trait]
impl<E: Engine + fmt::Debug> ReaderGateway for Gateway<E> {
    type AttachStream = Pin<Box<dyn Stream<Item = Result<AttachResponse, Status>> + Send>>;

    async fn attach(
        &self,
        request: Request<Streaming<AttachRequest>>,
    ) -> Result<Response<Self::AttachStream>, Status> {
        let peer = request.extensions().get::<Peer>().cloned();
        let Some((peer, unit)) = peer.and_then(|p| p.unit.clone().map(|unit| (p, unit))) else {
            return Err(Status::unauthenticated("no client certificate"));
        };
        peer.settle();
        let (mailbox, replies) = self.outbox.register();
        let connection = Connection {
            engine: self.engine.clone(),
            context: Arc::clone(&self.context),
            rates: self.rates.clone(),
            peer,
            unit,
            mailbox,
        };
        // The connection has a task of its own, so that the fleet learns of the end, however the stream ends.
        tokio::spawn(connection.run(request.into_inner()));
        Ok(Response::new(Box::pin(replies)))
    }
}

#[cfg(test)]
mod schema;
