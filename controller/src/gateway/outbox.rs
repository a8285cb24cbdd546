//! Carries orders to connections. Each connection has a short queue of its own. One that does not read until its queue is full is closed;
//! nobody waits for it.

use super::{ReaderLogs, replies};
use crate::engine::Deliver;
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_proto::v1::AttachResponse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use tokio_stream::{Stream, StreamExt};
use tonic::Status;

/// Frames that may wait for one connection: a reader has one call at a time, so even a burst of verdicts stays far below.
pub(super) const QUEUE: usize = 64;
/// The time in which a full queue must have space for an acknowledgement: as long as it takes to notice a lost link.
pub(super) const ROOM_TIME: Duration = Duration::from_secs(3);

/// The registry of connections. Connections register here, and the engine delivers orders here.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    lines: Arc<Mutex<Lines>>,
    reader_logs: ReaderLogs,
}

/// The reason why the outbox ended a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The fleet closed the connection, and the reader was told.
    Closed,
    /// The reader does not read.
    TooSlow,
    /// The PC slept, and nobody knows what became of the link.
    Slept,
    /// The controller stops.
    Stopping,
}

#[derive(Debug, Default)]
struct Lines {
    newest: u64,
    stopping: bool,
    open: HashMap<ConnectionId, Line>,
}

#[derive(Debug)]
struct Line {
    queue: mpsc::Sender<Outgoing>,
    end: watch::Sender<Option<End>>,
}

/// A frame that waits to be sent.
#[derive(Debug)]
enum Outgoing {
    Order(Order),
    Frame(AttachResponse),
}

impl Outbox {
    /// An outbox without connections.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends all connections and every new one, because the controller stops.
    pub fn stop(&self) {
        let mut lines = self.lock();
        lines.stopping = true;
        for (_, line) in lines.open.drain() {
            line.end.send_replace(Some(End::Stopping));
        }
    }

    /// Ends all connections, because the PC slept; those who come back are let in. Returns how many there were.
    pub(crate) fn hang_up(&self) -> usize {
        let mut lines = self.lock();
        let open = lines.open.len();
        for (_, line) in lines.open.drain() {
            line.end.send_replace(Some(End::Slept));
        }
        open
    }

    /// The number of connections.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.lock().open.len()
    }

    /// The way to the logs of the readers that are connected.
    #[must_use]
    pub fn reader_logs(&self) -> ReaderLogs {
        self.reader_logs.clone()
    }

    /// Registers a new connection and returns the stream of its frames.
    pub(super) fn register(
        &self,
    ) -> (
        Mailbox,
        impl Stream<Item = Result<AttachResponse, Status>> + Send + 'static,
    ) {
        let (queue, receiver) = mpsc::channel(QUEUE);
        let mut lines = self.lock();
        lines.newest += 1;
        let id = ConnectionId(lines.newest);
        let (end, ended) = watch::channel(lines.stopping.then_some(End::Stopping));
        if !lines.stopping {
            let line = Line {
                queue: queue.clone(),
                end,
            };
            lines.open.insert(id, line);
        }
        let mailbox = Mailbox {
            id,
            outbox: self.clone(),
            queue,
            ended,
        };
        let frames = ReceiverStream::new(receiver).map(|outgoing| {
            Ok(match outgoing {
                Outgoing::Order(order) => replies::order(order),
                Outgoing::Frame(frame) => frame,
            })
        });
        (mailbox, frames)
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deliver for Outbox {
    fn deliver(&mut self, to: ConnectionId, order: Order) {
        let mut lines = self.lock();
        let Some(line) = lines.open.get(&to) else {
            return;
        };
        let closes = matches!(order, Order::Close(_));
        let end = match line.queue.try_send(Outgoing::Order(order)) {
            Ok(()) if closes => End::Closed,
            Ok(()) => return,
            Err(_) => End::TooSlow,
        };
        if let Some(line) = lines.open.remove(&to) {
            line.end.send_replace(Some(end));
        }
    }
}

/// The queue of one connection. Dropping it takes the connection out of the outbox.
#[derive(Debug)]
pub(super) struct Mailbox {
    id: ConnectionId,
    outbox: Outbox,
    queue: mpsc::Sender<Outgoing>,
    ended: watch::Receiver<Option<End>>,
}

impl Mailbox {
    pub(super) const fn id(&self) -> ConnectionId {
        self.id
    }

    /// The table of the readers whose logs can be asked for.
    pub(super) const fn reader_logs(&self) -> &ReaderLogs {
        &self.outbox.reader_logs
    }

    /// Puts a frame at the end of the queue.
    ///
    /// # Errors
    /// The queue has no space for it in time, or the outbox ended the connection.
    pub(super) async fn send(&self, frame: AttachResponse) -> Result<(), End> {
        let sent = self.queue.send(Outgoing::Frame(frame));
        match tokio::time::timeout(ROOM_TIME, sent).await {
            // If the other half of the stream is gone, so is the connection; its reading half will say so.
            Ok(_sent_or_gone) => Ok(()),
            Err(_) => Err(End::TooSlow),
        }
    }

    /// Puts a last frame at the end of the queue, if it has space.
    pub(super) fn send_last(&self, frame: AttachResponse) {
        if self.queue.try_send(Outgoing::Frame(frame)).is_err() {
            tracing::debug!(connection = self.id.0, "no room for a last word");
        }
    }

    /// Waits until the outbox ends this connection.
    pub(super) async fn ended(&mut self) -> End {
        match self.ended.wait_for(Option::is_some).await {
            Ok(end) => end.unwrap_or(End::Stopping),
            Err(_) => End::Stopping,
        }
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.outbox.lock().open.remove(&self.id);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::decision::Closing;
    use madoguchi_proto::v1::attach_response::Frame;

    #[tokio::test]
    async fn a_connection_that_does_not_read_is_closed_and_others_go_on() {
        let mut outbox = Outbox::new();
        let (mut slow, _unread) = outbox.register();
        let (other, mut frames) = outbox.register();
        for _ in 0..=QUEUE {
            outbox.deliver(slow.id(), Order::ReportHolding);
        }
        assert_eq!(slow.ended().await, End::TooSlow);
        outbox.deliver(slow.id(), Order::ReportHolding);
        outbox.deliver(other.id(), Order::ReportHolding);
        let frame = frames.next().await.unwrap().unwrap().frame;
        assert!(matches!(frame, Some(Frame::ReportHolding(_))));
        assert_eq!(outbox.connections(), 1);
    }

    #[tokio::test]
    async fn a_frame_for_which_no_room_is_made_in_time_finds_the_reader_too_slow() {
        let outbox = Outbox::new();
        let (mailbox, mut frames) = outbox.register();
        for sequence in 0..QUEUE as u64 {
            let sent = mailbox.send(replies::acknowledge(sequence)).await;
            assert_eq!(sent, Ok(()));
        }
        let sent = mailbox.send(replies::acknowledge(64)).await;
        assert_eq!(sent, Err(End::TooSlow));
        frames.next().await.unwrap().unwrap();
        assert_eq!(mailbox.send(replies::acknowledge(64)).await, Ok(()));
    }

    #[tokio::test]
    async fn a_close_order_is_told_and_ends_the_stream_behind_what_waits() {
        let mut outbox = Outbox::new();
        let (mut mailbox, mut frames) = outbox.register();
        outbox.deliver(mailbox.id(), Order::ReportHolding);
        outbox.deliver(mailbox.id(), Order::Close(Closing::Superseded));
        assert_eq!(mailbox.ended().await, End::Closed);
        drop(mailbox);
        let first = frames.next().await.unwrap().unwrap().frame;
        assert!(matches!(first, Some(Frame::ReportHolding(_))));
        let last = frames.next().await.unwrap().unwrap().frame;
        assert!(matches!(last, Some(Frame::Closing(_))));
        assert!(frames.next().await.is_none());
    }

    #[tokio::test]
    async fn stopping_ends_those_that_are_there_and_those_that_come() {
        let outbox = Outbox::new();
        let (mut there, _frames) = outbox.register();
        outbox.stop();
        assert_eq!(there.ended().await, End::Stopping);
        let (mut late, _frames) = outbox.register();
        assert_eq!(late.ended().await, End::Stopping);
    }

    #[tokio::test]
    async fn an_order_for_a_connection_that_is_gone_is_dropped() {
        let mut outbox = Outbox::new();
        let (mailbox, _frames) = outbox.register();
        let id = mailbox.id();
        drop(mailbox);
        assert_eq!(outbox.connections(), 0);
        outbox.deliver(id, Order::ReportHolding);
    }
}
