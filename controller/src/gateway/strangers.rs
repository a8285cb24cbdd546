//! Tells the fleet of readers that were refused in their handshakes, so that staff who miss one read why, and do not look for a cable.

use crate::engine::{ActError, Handle};
use crate::link::{Claim, Links};
use crate::tls::Stranger;
use madoguchi_fleet::command::{Act, Command, Stranger as Seen};
use madoguchi_fleet::ids::{Installation, Serial};
use madoguchi_fleet::ticket::Actor;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Strangers that wait to be told of; more are not remembered, and come again.
pub(crate) const WAITING: usize = 8;
/// Between two of them: whoever is refused without end is no work for the engine.
const PACE: Duration = Duration::from_millis(200);

/// Tells of them until the door or the engine is gone.
pub(crate) async fn tell(
    handle: Handle,
    links: Arc<dyn Links>,
    installation: Installation,
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
        // What USB shows, where it shows something: what a certificate says that is not ours is anybody's word.
        let shown = link.usb_serial.shown().and_then(Serial::parse);
        let Some(serial) = shown.or(claim.serial) else {
            continue;
        };
        let seen = Command::SeeStranger(Seen {
            serial,
            installation,
            link,
        });
        let act = Act {
            request: None,
            actor: Actor::Fleet,
            command: seen,
        };
        if let Err(ActError::Stopped) = handle.act(act).await {
            return;
        }
        tokio::time::sleep(PACE).await;
    }
}
