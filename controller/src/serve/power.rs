//! What a controller does when its PC falls asleep and wakes (RULES X3, X4). Fleet time counts the sleep by itself (RULES T1), and the
//! fleet waits for readers that it could not hear meanwhile; here are the connections and the ports.

use super::assemble;
use crate::desk::Desk;
use crate::gateway::Outbox;
use crate::link::Ports;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Installation;

/// What is done when the PC wakes.
#[derive(Debug)]
pub(super) struct Waking {
    pub outbox: Outbox,
    /// `None` where readers do not come over USB.
    pub ports: Option<Ports>,
    pub desk: Desk,
    pub installation: Installation,
}

impl Waking {
    /// Before the sleep there is nothing to save: whatever was acknowledged is durable.
    pub(super) fn suspend(&self) {
        tracing::info!(
            readers = self.outbox.connections(),
            "the PC is about to sleep; sessions at readers go on"
        );
    }

    /// Closes each connection of a reader and looks at each link anew. Numbers of interfaces may have changed meanwhile, and a connection
    /// over a link that went looks open for ever. Readers come back by themselves and say what they have.
    ///
    /// With `fresh` the PC had been switched off, so this is the start of a day: its parts and its readiness are looked at as after a start.
    pub(super) async fn resume(&self, fresh: bool) {
        // The engine looks at the clocks now, before it is told that connections ended: what it could not hear in its sleep is not held
        // against the readers. An engine that has stopped is told of by the supervisor.
        let _ = self.desk.handle.ask(Fleet::now).await;
        let closed = self.outbox.hang_up();
        if let Some(ports) = &self.ports {
            ports.look_anew();
        }
        tracing::info!(
            connections = closed,
            fresh,
            "the PC woke; links are looked at anew"
        );
        if fresh {
            assemble::see_machine(&self.desk.handle, self.installation).await;
            self.desk.forget_ready();
        }
    }
}
