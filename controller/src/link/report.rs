//! Tells the engine what USB shows, at every change, so that readers that cannot connect are listed, too, and other makers' readers raise
//! an alarm.

use super::Ports;
use crate::engine::{ActError, Handle};
use madoguchi_fleet::command::{Act, Command, SeenPorts};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::ticket::Actor;
use std::time::Duration;

/// The pause after the engine could not take it (a full disk); it is told again after that.
const AGAIN: Duration = Duration::from_secs(5);

/// Reports the ports to the engine, now and at every change, until either of them ends. Changes while it is busy are reported as one.
pub async fn run(handle: Handle, ports: Ports, installation: Installation) {
    let mut snapshots = ports.snapshots();
    let settings = ports.settings().clone();
    // Else this task would keep the ports watched for ever.
    drop(ports);
    let mut told = None;
    loop {
        let seen = snapshots.borrow_and_update().seen(&settings, installation);
        if told.as_ref() != Some(&seen) {
            match tell(&handle, seen.clone()).await {
                Ok(()) => told = Some(seen),
                Err(ActError::Stopped) => return,
                Err(error) => {
                    tracing::warn!(
                        error = madoguchi_plain::chain(&error),
                        "what the USB ports show could not be told; it will be again"
                    );
                    tokio::time::sleep(AGAIN).await;
                    continue;
                }
            }
        }
        if snapshots.changed().await.is_err() {
            return;
        }
    }
}

async fn tell(handle: &Handle, seen: SeenPorts) -> Result<(), ActError> {
    let act = Act {
        request: None,
        actor: Actor::Fleet,
        place: None,
        command: Command::SeePorts(seen),
    };
    handle.act(act).await.map(drop)
}
