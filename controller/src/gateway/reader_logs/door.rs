//! The side of a connection: it passes on what is asked for, and what came of it.

use super::{ReaderLogs, Way};
use madoguchi_fleet::ids::{ConnectionId, Serial};
use std::future::pending;
use std::sync::Arc;
use tokio::sync::mpsc;

/// A place in a reader's files, as the reader named it: it is handed back as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub day: u32,
    pub byte: u64,
}

/// A part that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub request: u64,
    pub days: u32,
    pub most_bytes: u32,
    pub before: Option<Place>,
}

/// A part that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub request: u64,
    pub content: Vec<u8>,
    pub from: Option<Place>,
    pub older_bytes: u64,
    pub unreadable: bool,
}

/// One connection among those that can be asked. Dropped, it cannot be asked any more, and a fetch that runs ends.
#[derive(Debug)]
pub(in crate::gateway) struct Registered {
    logs: ReaderLogs,
    serial: Serial,
    connection: ConnectionId,
    asks: Option<mpsc::Receiver<Ask>>,
    parts: mpsc::Sender<Part>,
    /// The request that was passed on and has no answer yet.
    asked: Option<u64>,
}

impl Registered {
    pub(super) fn new(
        logs: ReaderLogs,
        serial: Serial,
        connection: ConnectionId,
        sends_log: bool,
    ) -> (Option<Way>, Self) {
        let (ask, asks) = mpsc::channel(1);
        let (parts, came) = mpsc::channel(1);
        let way = sends_log.then(|| Way {
            asks: ask,
            parts: Arc::new(tokio::sync::Mutex::new(came)),
        });
        let registered = Self {
            logs,
            serial,
            connection,
            asks: sends_log.then_some(asks),
            parts,
            asked: None,
        };
        (way, registered)
    }

    /// The next part that somebody asks for; cancel-safe. Of a reader that cannot be asked there is none.
    pub(in crate::gateway) async fn next(&mut self) -> Ask {
        let ask = match &mut self.asks {
            Some(asks) => asks.recv().await,
            None => None,
        };
        match ask {
            Some(ask) => {
                self.asked = Some(ask.request);
                ask
            }
            // A newer connection has the door.
            None => pending().await,
        }
    }

    /// Whether this part is the one that was asked for last: any other counts as a frame like all others.
    pub(in crate::gateway) fn awaits(&self, request: u64) -> bool {
        self.asked == Some(request)
    }

    /// Hands a part over. One that nobody asked for, or that came too late, is dropped; nobody is waited for.
    pub(in crate::gateway) fn came(&mut self, part: Part) {
        if self.asked.take_if(|asked| *asked == part.request).is_some() {
            // Fails where whoever asked is gone, or took up an earlier part never.
            let _ = self.parts.try_send(part);
        }
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.logs.close(&self.serial, self.connection);
    }
}
