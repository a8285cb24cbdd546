//! The machine's side of one stream to the controller: the first frame, the sequences of events, and acknowledgements.

use madoguchi_proto::v1::{CardPlaced, CardRemoved, Health, ReaderEvent, reader_event::Event};

use super::{Ended, Machine, Output, Phase, Running, SessionId};

/// One open stream.
#[derive(Debug)]
pub(super) struct Stream {
    next_sequence: u64,
    /// Outcomes that were sent on this stream and not acknowledged, by ascending sequence.
    outcomes: Vec<(u64, SessionId)>,
    /// The health that the controller was told last.
    told: Health,
}

impl Stream {
    fn event(&mut self, event: Event) -> (u64, Output) {
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        let event = ReaderEvent {
            sequence,
            event: Some(event),
            // Whoever sends it knows the wall clock.
            clock_ms: 0,
        };
        (sequence, Output::SendEvent(event))
    }
}

impl Machine {
    pub(super) fn link_opened(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        let health = self.health();
        out.push(Output::SendHello {
            holding: self.holding(now_ms),
            health: health.clone(),
            spooled: u32::try_from(self.unacknowledged.len()).unwrap_or(u32::MAX),
            restarting: self.is_restarting(),
            running_ms: now_ms.saturating_sub(self.started_at_ms),
        });
        let mut stream = Stream {
            next_sequence: 1,
            outcomes: Vec::with_capacity(self.unacknowledged.len()),
            told: health,
        };
        for ended in &self.unacknowledged {
            let (sequence, output) = stream.event(Event::SessionEnded(ended.to_wire(now_ms)));
            stream.outcomes.push((sequence, ended.session_id));
            out.push(output);
        }
        self.stream = Some(stream);
    }

    /// Removes outcomes that are durable at the controller from the spool. A sequence that was never sent acknowledges no more than was
    /// sent.
    pub(super) fn acknowledged(&mut self, now_ms: u64, sequence: u64, out: &mut Vec<Output>) {
        let Some(stream) = &mut self.stream else {
            return;
        };
        let durable = stream
            .outcomes
            .partition_point(|(sent, _)| *sent <= sequence);
        let sessions: Vec<_> = stream.outcomes.drain(..durable).map(|(_, id)| id).collect();
        for session_id in sessions {
            self.unacknowledged
                .retain(|ended| ended.session_id != session_id);
            out.push(Output::Forget { session_id });
            if let Some(saving) = self.take_saving(session_id) {
                // The controller stored it instead; the next outcome shows whether our disk works again.
                self.store_failed = false;
                self.conclude(now_ms, saving.ended.outcome, out);
            }
        }
    }

    pub(super) fn report_holding(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        let holding = self.holding(now_ms);
        self.send(Event::Holding(holding), out);
    }

    pub(super) fn send_placed(&mut self, running: &Running, out: &mut Vec<Output>) {
        let placed = CardPlaced {
            session_id: running.session_id.0.to_vec(),
            assignment: running.assignment,
        };
        self.send(Event::CardPlaced(placed), out);
    }

    pub(super) fn send_removed(&mut self, out: &mut Vec<Output>) {
        self.send(Event::CardRemoved(CardRemoved {}), out);
    }

    pub(super) fn send_ended(&mut self, now_ms: u64, ended: &Ended, out: &mut Vec<Output>) {
        if let Some(sequence) = self.send(Event::SessionEnded(ended.to_wire(now_ms)), out)
            && let Some(stream) = &mut self.stream
        {
            stream.outcomes.push((sequence, ended.session_id));
        }
    }

    /// Sends the unit's state if it differs from what the controller was told last.
    pub(super) fn tell_health(&mut self, out: &mut Vec<Output>) {
        let health = self.health();
        let Some(stream) = self.stream.as_mut().filter(|stream| stream.told != health) else {
            return;
        };
        stream.told = health.clone();
        out.push(stream.event(Event::Health(health)).1);
    }

    /// Sends an event on the open stream. Without a stream it is dropped: the next first frame contains the state.
    pub(super) fn send(&mut self, event: Event, out: &mut Vec<Output>) -> Option<u64> {
        let (sequence, output) = self.stream.as_mut()?.event(event);
        out.push(output);
        Some(sequence)
    }

    /// Whether an outcome is waiting to become durable.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        matches!(self.phase, Phase::Saving(_))
    }
}
