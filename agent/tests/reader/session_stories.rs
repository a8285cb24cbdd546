//! What a reader does, story by story: the pure session machine alone.

mod calls;
mod links;
mod told;

use madoguchi_agent::session::{Ended, Input, Machine, Order, Output, SessionId};
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{Assignment, Health, HealthState, Holding, Outcome, OutcomeKind, Text};

const CAPACITY: usize = 3;

/// A reader and what it has done so far.
struct Reader {
    machine: Machine,
    now_ms: u64,
}

impl Reader {
    fn new() -> Self {
        Self::with(Vec::new())
    }

    fn with(spooled: Vec<Ended>) -> Self {
        let mut machine = Machine::new(spooled, CAPACITY);
        let _ = machine.start();
        Self { machine, now_ms: 0 }
    }

    fn linked() -> Self {
        let mut reader = Self::new();
        reader.link();
        reader
    }

    /// A second later, this happens.
    fn then(&mut self, input: Input) -> Vec<Output> {
        self.now_ms += 1_000;
        self.machine.handle(self.now_ms, input)
    }

    fn link(&mut self) -> Vec<Output> {
        let outputs = self.then(Input::LinkOpened);
        let _ = self.then(Input::Welcomed);
        outputs
    }

    fn call(&mut self, ticket: u64) -> Vec<Output> {
        self.then(Input::Call {
            assignment: hand_out(ticket),
            number: ticket.to_string(),
            expires_in_ms: 90_000,
        })
    }

    fn card(&mut self, session: u8) -> Vec<Output> {
        self.then(Input::CardPlaced {
            session_id: id(session),
        })
    }

    fn ends(&mut self) -> Vec<Output> {
        self.then(Input::SessionEnded {
            outcome: verified(),
        })
    }

    fn stored(&mut self, session: u8) -> Vec<Output> {
        self.then(Input::Stored {
            session_id: id(session),
        })
    }

    /// A whole session of a called ticket, card still there.
    fn serve(&mut self, session: u8) -> Vec<Output> {
        self.call(u64::from(session));
        self.card(session);
        self.ends();
        self.stored(session)
    }

    fn leave(&mut self) -> Vec<Output> {
        self.then(Input::CardRemoved)
    }

    fn holding(&self) -> Holding {
        self.machine.holding(self.now_ms)
    }
}

fn id(name: u8) -> SessionId {
    SessionId([name; 16])
}

fn hand_out(ticket_id: u64) -> Assignment {
    Assignment {
        ticket_id,
        attempt: 1,
    }
}

fn verified() -> Outcome {
    Outcome {
        kind: OutcomeKind::VerifiedFace.into(),
        ..Outcome::default()
    }
}

fn text(code: &str) -> Text {
    Text {
        code: code.to_owned(),
        ..Text::default()
    }
}

fn withdraw(ticket: u64) -> Input {
    Input::Withdraw {
        assignment: hand_out(ticket),
        reason: text("called-elsewhere"),
    }
}

fn admission(serves: bool) -> Input {
    Input::Admission {
        verdict: "seat:included".to_owned(),
        serves,
        text: text("no-seat"),
    }
}

fn shows(outputs: &[Output]) -> Vec<&Order> {
    let orders = outputs.iter().map(|output| match output {
        Output::Device(order) => Some(order),
        _ => None,
    });
    orders.flatten().collect()
}

fn events(outputs: &[Output]) -> Vec<(u64, &Event)> {
    let events = outputs.iter().map(|output| match output {
        Output::SendEvent(event) => Some((event.sequence, event.event.as_ref().unwrap())),
        _ => None,
    });
    events.flatten().collect()
}

fn hello(outputs: &[Output]) -> &Holding {
    match outputs.first() {
        Some(Output::SendHello { holding, .. }) => holding,
        other => panic!("the first frame should be Hello: {other:?}"),
    }
}

fn call_order(ticket: u64) -> Order {
    Order::ShowCall {
        assignment: hand_out(ticket),
        number: ticket.to_string(),
    }
}
