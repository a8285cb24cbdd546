//! Tells the fleet of readers that were refused in their handshakes. Staff who miss a reader then read the reason, and do not look for a
//! broken cable.

use crate::engine::{self, ActError, Handle};
use crate::link::{Claim, Links};
use crate::tls::Stranger;
use madoguchi_fleet::command::{Act, Command, Stranger as Seen};
use madoguchi_fleet::handshakes::Cause;
use madoguchi_fleet::ids::{Installation, Serial};
use madoguchi_fleet::ticket::Actor;
use madoguchi_link::certificate::parse;
use rustls::pki_types::CertificateDer;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Refused readers that may wait to be told of. More are forgotten: they try again.
pub(crate) const WAITING: usize = 8;
/// The pause between two of them, so that a reader which is refused again and again is no work for the engine.
const PACE: Duration = Duration::from_millis(200);

/// Tells the fleet of them until the listener or the engine has ended. `shown` is the certificate that readers are shown.
pub(crate) async fn tell(
    handle: Handle,
    links: Arc<dyn Links>,
    installation: Installation,
    shown: CertificateDer<'static>,
    mut strangers: mpsc::Receiver<Stranger>,
) {
    while let Some(stranger) = strangers.recv().await {
        let claim = Claim {
            serial: stranger.serial,
            virtual_port: String::new(),
        };
        let mut observation = links.observe(stranger.address, stranger.local, &claim);
        let Some(link) = observation.link() else {
            continue;
        };
        let cause = match stranger.cause {
            Cause::Clock if has_ended(&shown) => Cause::Ended,
            cause => cause,
        };
        // The serial comes from USB, if USB shows one: anybody can write a serial into a certificate that is not ours. A reader that
        // refuses us shows no certificate, so that without USB nothing names it.
        let by_usb = link.usb_serial.shown().and_then(Serial::parse);
        let serial = by_usb.or(claim.serial);
        let seen = Command::SeeStranger(Seen {
            serial,
            installation,
            link,
            cause,
        });
        let act = Act {
            request: None,
            actor: Actor::Fleet,
            place: None,
            command: seen,
        };
        if let Err(ActError::Stopped) = handle.act(act).await {
            return;
        }
        tokio::time::sleep(PACE).await;
    }
}

/// Whether a certificate has ended by the PC's clock.
fn has_ended(certificate: &CertificateDer<'_>) -> bool {
    let ends = parse(certificate).map(|parsed| parsed.validity().not_after.timestamp());
    ends.is_some_and(|ends| ends.saturating_mul(1_000) < engine::wall_clock().0)
}
