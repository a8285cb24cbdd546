//! Tells the engine what USB shows, whenever that changes: readers that cannot connect are listed too, and other makers' readers
//! raise an alarm.

use super::Ports;
use crate::engine::{ActError, Handle};
use madoguchi_fleet::command::{Act, Command, SeenPorts};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::ticket::Actor;
use std::time::Duration;

/// How long to wait after the engine could not take it (a full disk): it is told again, and other work goes first.
const AGAIN: Duration = Duration::from_secs(5);

/// Tells the engine what the ports show, now and at every change, until either of them ends. What changes while it is busy is told
/// once, as it is then.
pub async fn run(handle: Handle, ports: Ports, installation: Installation) {
    let mut snapshots = ports.snapshots();
    let settings = ports.settings().clone();
    // Else this would keep the ports watched for ever.
    drop(ports);
    let mut told = None;
    loop {
        let seen = snapshots.borrow_and_update().seen(&settings, installation);
        if told.as_ref() != Some(&seen) {
            match tell(&handle, seen.clone()).await {
                Ok(()) => told = Some(seen),
                Err(ActError::Stopped) => return,
                Err(error) => {
                    tracing::warn!(%error, "what the USB ports show could not be told; it will be again");
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
        command: Command::SeePorts(seen),
    };
    handle.act(act).await.map(drop)
}
