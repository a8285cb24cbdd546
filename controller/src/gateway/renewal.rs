//! Renews certificates (`RenewCertificate`): a reader gets one without an end in place of one from an earlier release, which ends.
//!
//! The handshake has proved that the reader has the key of its connection. Only that key is signed: a request for another key ends the
//! connection, whatever the reason. A unit that is refused gets no certificate.

use super::close_reason::CloseReason;
use super::connection::Connection;
use super::{Engine, replies};
use crate::identity::key_of_request;
use madoguchi_plain::chain;
use tokio::time::Instant;

impl<E: Engine> Connection<E> {
    /// Signs the unit's key again. A request that comes too soon is ignored: the agent asks again in an hour.
    pub(super) async fn renew(&self, request: &[u8]) -> Result<(), CloseReason> {
        if key_of_request(request).ok() != Some(self.unit.key) {
            return Err(CloseReason::OtherKey);
        }
        let serial = &self.unit.serial;
        if self.engine.welcome(&self.unit).await.is_none() {
            tracing::warn!(%serial, "a certificate was not renewed: the unit does not belong here any more");
            return Ok(());
        }
        if !self.rates.renew(self.unit.key, Instant::now()) {
            tracing::debug!(%serial, "a certificate was not renewed: it was a moment ago");
            return Ok(());
        }
        let now = (self.context.now)();
        let signed = self.context.identity.sign_unit(serial, request);
        let Ok(signed) = signed.inspect_err(
            |error| tracing::error!(%serial, error = chain(error), "a certificate could not be renewed"),
        ) else {
            return Ok(());
        };
        tracing::info!(%serial, "a unit's certificate was renewed");
        let renewed = replies::renewed(signed.certificate_pem, now);
        Ok(self.mailbox.send(renewed).await?)
    }
}
