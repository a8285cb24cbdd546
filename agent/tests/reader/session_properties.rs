//! What holds at a reader whatever happens to it, in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi_agent::session::{Input, Machine, Order, Output, SessionId};
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{Assignment, Health, HealthState, Outcome, OutcomeKind, Text};
use proptest::prelude::*;

const CAPACITY: usize = 4;

/// Something that happens; what depends on the reader's state is made concrete when it is applied.
#[derive(Debug, Clone)]
enum Wish {
    Wait(u64),
    LinkUp,
    LinkDown,
    Call(u64, u64),
    Withdraw(u64),
    Report,
    Identify(u64),
    Restart,
    Restarted,
    Acknowledge(u64),
    Admission(bool),
    Closing(bool),
    Card,
    End,
    Remove,
    Health(bool),
    Store(bool),
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        3 => (1_u64..20_000).prop_map(Wish::Wait),
        3 => Just(Wish::LinkUp),
        2 => Just(Wish::LinkDown),
        6 => (0_u64..4, 0_u64..30_000).prop_map(|(ticket, expires)| Wish::Call(ticket, expires)),
        2 => (0_u64..4).prop_map(Wish::Withdraw),
        1 => Just(Wish::Report),
        2 => (0_u64..100_000).prop_map(Wish::Identify),
        1 => Just(Wish::Restart),
        2 => Just(Wish::Restarted),
        3 => (0_u64..12).prop_map(Wish::Acknowledge),
        2 => any::<bool>().prop_map(Wish::Admission),
        1 => any::<bool>().prop_map(Wish::Closing),
        6 => Just(Wish::Card),
        6 => Just(Wish::End),
        4 => Just(Wish::Remove),
        1 => any::<bool>().prop_map(Wish::Health),
        6 => proptest::bool::weighted(0.8).prop_map(Wish::Store),
    ]
}

/// The machine, and what an onlooker knows of it from inputs and outputs alone.
struct World {
    machine: Machine,
    now_ms: u64,
    linked: bool,
    next_session: u8,
    /// Set when the device was told to begin, until it ends.
    running: Option<SessionId>,
    /// Set by `Store`, until answered.
    to_store: Option<SessionId>,
    stored: BTreeSet<SessionId>,
    done: BTreeSet<SessionId>,
    /// Outcomes that the controller is known to have.
    acknowledged: BTreeSet<SessionId>,
    last_ended: Option<SessionId>,
    ended: Vec<SessionId>,
    next_sequence: u64,
    /// Outcomes by their sequence on the open stream.
    sent: BTreeMap<u64, SessionId>,
    /// Calls that stand, by ticket, with their end.
    standing: BTreeMap<u64, u64>,
    shown_call: Option<u64>,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            machine: Machine::new(Vec::new(), CAPACITY),
            now_ms: 0,
            linked: false,
            next_session: 0,
            running: None,
            to_store: None,
            stored: BTreeSet::new(),
            done: BTreeSet::new(),
            acknowledged: BTreeSet::new(),
            last_ended: None,
            ended: Vec::new(),
            next_sequence: 1,
            sent: BTreeMap::new(),
            standing: BTreeMap::new(),
            shown_call: None,
        };
        let outputs = world.machine.start();
        world.look(outputs);
        world
    }

    fn apply(&mut self, wish: Wish) {
        match wish {
            Wish::Wait(ms) => self.wait(ms),
            Wish::LinkUp if !self.linked => {
                self.linked = true;
                self.next_sequence = 1;
                self.sent.clear();
                self.handle(Input::LinkOpened);
                self.handle(Input::Welcomed);
            }
            Wish::LinkUp => {}
            Wish::LinkDown => {
                self.linked = false;
                self.handle(Input::LinkDown);
            }
            Wish::Call(ticket, expires_in_ms) => {
                let end = self.now_ms + expires_in_ms;
                self.standing.insert(ticket, end);
                self.handle(Input::Call {
                    assignment: hand_out(ticket),
                    number: ticket.to_string(),
                    expires_in_ms,
                });
            }
            Wish::Withdraw(ticket) => {
                self.standing.remove(&ticket);
                self.handle(Input::Withdraw {
                    assignment: hand_out(ticket),
                    reason: Text::default(),
                });
            }
            Wish::Report => self.handle(Input::ReportHolding),
            Wish::Identify(show_ms) => self.handle(Input::Identify {
                counter: "A".to_owned(),
                show_ms,
            }),
            Wish::Restart => self.handle(Input::Restart),
            Wish::Restarted => self.handle(Input::Restarted),
            Wish::Acknowledge(sequence) => {
                if self.linked {
                    let durable = self.sent.range(..=sequence).map(|(_, id)| *id);
                    self.acknowledged.extend(durable);
                }
                self.handle(Input::Acknowledge { sequence });
            }
            Wish::Admission(serves) => self.handle(Input::Admission {
                verdict: String::new(),
                serves,
                text: Text::default(),
            }),
            Wish::Closing(retry) => self.handle(Input::Closing {
                reason: Text::default(),
                retry,
            }),
            Wish::Card => {
                self.next_session += 1;
                let session_id = SessionId([self.next_session; 16]);
                self.handle(Input::CardPlaced { session_id });
            }
            Wish::End => self.end(),
            Wish::Remove => self.handle(Input::CardRemoved),
            Wish::Health(good) => self.handle(Input::HealthChanged(health(good))),
            Wish::Store(works) => self.answer(works),
        }
    }

    /// Time passes, with a tick at every deadline.
    fn wait(&mut self, ms: u64) {
        let until = self.now_ms + ms;
        while let Some(at) = self.machine.next_deadline().filter(|at| *at <= until) {
            assert!(
                at >= self.now_ms || at == self.now_ms,
                "a deadline passed unseen"
            );
            self.now_ms = at;
            self.handle(Input::Tick);
            assert!(
                self.machine.next_deadline().is_none_or(|next| next > at),
                "a tick must get on"
            );
        }
        self.now_ms = until;
    }

    fn end(&mut self) {
        if let Some(session) = self.running.take() {
            self.last_ended = Some(session);
            self.ended.push(session);
        }
        let outcome = Outcome {
            kind: OutcomeKind::VerifiedFace.into(),
            ..Outcome::default()
        };
        self.handle(Input::SessionEnded { outcome });
    }

    fn answer(&mut self, works: bool) {
        let Some(session_id) = self.to_store.take() else {
            return;
        };
        if works {
            assert!(
                self.stored.insert(session_id),
                "{session_id} was stored twice"
            );
            self.handle(Input::Stored { session_id });
        } else {
            self.handle(Input::StoreFailed { session_id });
        }
    }

    fn handle(&mut self, input: Input) {
        let outputs = self.machine.handle(self.now_ms, input);
        self.look(outputs);
        assert!(
            self.machine.unacknowledged() <= CAPACITY,
            "the spool is overfull"
        );
        if let Some(ticket) = self.shown_call {
            let stands = self
                .standing
                .get(&ticket)
                .is_some_and(|end| *end > self.now_ms);
            assert!(stands, "ticket {ticket} is shown, but its call is over");
        }
    }

    fn look(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::SendHello { .. } => assert!(self.linked && self.next_sequence == 1),
                Output::SendEvent(event) => {
                    assert!(self.linked, "an event without a stream");
                    assert_eq!(event.sequence, self.next_sequence, "sequences have no gaps");
                    self.next_sequence += 1;
                    self.sent_event(event.sequence, event.event.unwrap());
                }
                Output::Store(ended) => {
                    assert!(
                        self.to_store.replace(ended.session_id).is_none(),
                        "two at once"
                    );
                    assert_eq!(Some(ended.session_id), self.last_ended);
                }
                Output::Forget { session_id } => {
                    assert!(self.acknowledged.contains(&session_id));
                    // A write that was tried again meanwhile is of no interest any more.
                    self.to_store = self.to_store.filter(|waiting| *waiting != session_id);
                }
                Output::Restart => {
                    let nobody = self.running.is_none() && self.to_store.is_none();
                    assert!(
                        nobody && self.shown_call.is_none(),
                        "a restart with somebody there"
                    );
                }
                Output::Device(order) => self.ordered(order),
            }
        }
    }

    fn sent_event(&mut self, sequence: u64, event: Event) {
        if let Event::SessionEnded(ended) = event {
            let session = SessionId::from_wire(&ended.session_id).unwrap();
            assert!(self.ended.contains(&session), "an outcome of no session");
            self.sent.insert(sequence, session);
        }
    }

    fn ordered(&mut self, order: Order) {
        self.shown_call = None;
        match order {
            Order::BeginSession { session_id, .. } => {
                assert!(
                    self.running.is_none() && self.to_store.is_none(),
                    "two sessions"
                );
                self.running = Some(session_id);
            }
            Order::ShowResult { .. } => {
                let session = self.last_ended.expect("a result of a session");
                let safe = self.stored.contains(&session) || self.acknowledged.contains(&session);
                assert!(safe, "done was shown before the outcome was safe");
                self.done.insert(session);
            }
            Order::ShowCall { assignment, .. } => self.shown_call = Some(assignment.ticket_id),
            Order::ShowIdle | Order::ShowWithdrawn { .. } | Order::ShowRefusal { .. } => {
                assert!(self.running.is_none(), "a session was dropped");
            }
            Order::ShowIdentity { .. } => {
                assert!(self.running.is_none(), "a session was dropped");
            }
            Order::ShowPairing { .. } => panic!("a paired reader is not paired"),
        }
    }

    /// At last everything goes well: then nothing may be left over.
    fn finish(&mut self) {
        self.end();
        while self.to_store.is_some() || self.machine.is_saving() {
            self.answer(true);
            self.wait(2_000);
        }
        self.apply(Wish::LinkDown);
        self.apply(Wish::LinkUp);
        self.apply(Wish::Acknowledge(u64::MAX));
        assert_eq!(self.machine.unacknowledged(), 0);
        let ended: BTreeSet<_> = self.ended.iter().copied().collect();
        assert_eq!(
            ended, self.acknowledged,
            "every outcome reached the controller"
        );
    }
}

fn hand_out(ticket_id: u64) -> Assignment {
    Assignment {
        ticket_id,
        attempt: 1,
    }
}

fn health(good: bool) -> Health {
    let state = if good {
        HealthState::Healthy
    } else {
        HealthState::Degraded
    };
    Health {
        state: state.into(),
        codes: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_a_reader_serves_one_at_a_time_and_loses_no_outcome(
        wishes in proptest::collection::vec(wish(), 1..120)
    ) {
        let mut world = World::new();
        for wish in wishes {
            world.apply(wish);
        }
        world.finish();
    }
}
