//! Makes a secured HTTP/2 channel to an address.
//!
//! The agent itself dials the address (`target`), with the scope id of a link-local one, and does the TLS handshake: only 1.3, with the
//! unit's certificate, and trusting only the controller's CA and key (`pin`).

use std::io;
use std::sync::Arc;

use hyper_util::rt::TokioIo;
use madoguchi_link::client;
use madoguchi_link::factory_key::Binding;
use madoguchi_proto::v1::Environment;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::transport::Channel;

use super::pin::pinned;
use super::watched::{Seen, Watched};
use crate::credentials::Credentials;
use crate::endpoint::endpoint;
use crate::presence::Presence;
use crate::target::Target;
use crate::texts::in_words;

/// The means to connect; cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Dialing {
    controller: Target,
    server_name: ServerName<'static>,
    tls: Arc<ClientConfig>,
    environment: Environment,
}

#[derive(Debug, thiserror::Error)]
#[error("{}", in_words("failed-credentials-unusable", &[]))]
pub(crate) struct BadIdentity(#[source] pub(crate) rustls::Error);

impl Dialing {
    pub(crate) fn new(
        credentials: &Credentials,
        controller: Target,
        environment: Environment,
    ) -> Result<Self, BadIdentity> {
        let tls = tls(credentials).map_err(BadIdentity)?;
        Ok(Self {
            controller,
            server_name: credentials.server_name.clone(),
            tls: Arc::new(tls),
            environment,
        })
    }

    /// The present state of the interface to the controller.
    pub(crate) fn presence(&self) -> Presence {
        Presence::now(&self.controller)
    }

    pub(crate) fn environment(&self) -> Environment {
        self.environment
    }

    /// The same with other credentials of the same unit.
    pub(crate) fn with(&self, credentials: &Credentials) -> Result<Self, BadIdentity> {
        let tls = tls(credentials).map_err(BadIdentity)?;
        Ok(Self {
            tls: Arc::new(tls),
            ..self.clone()
        })
    }

    /// A channel over a new connection; the reason of a refusal is noted in `seen`.
    pub(crate) async fn connect(&self, seen: &Seen) -> Result<Channel, tonic::transport::Error> {
        let (dialing, seen) = (self.clone(), seen.clone());
        let connector = tower::service_fn(move |_: http::Uri| {
            let (dialing, seen) = (dialing.clone(), seen.clone());
            async move {
                let dialled = dialing.dial().await;
                let stream = dialled.inspect_err(|error| seen.note(error))?;
                let binding = Binding::of(stream.get_ref().1).map_err(io::Error::other)?;
                seen.stands(binding, stream.get_ref().0.local_addr()?);
                Ok::<_, io::Error>(TokioIo::new(Watched { stream, seen }))
            }
        });
        endpoint().connect_with_connector(connector).await
    }

    async fn dial(&self) -> io::Result<TlsStream<TcpStream>> {
        let secure = async |plain: TcpStream| {
            let connector = TlsConnector::from(Arc::clone(&self.tls));
            connector.connect(self.server_name.clone(), plain).await
        };
        self.controller.dial(secure).await
    }
}

fn tls(credentials: &Credentials) -> Result<ClientConfig, rustls::Error> {
    let own = (credentials.certificates.clone(), credentials.key.to_der());
    client::config(Arc::new(pinned(credentials)?), Some(own))
}
