//! Part 3: what a decision costs with many tickets waiting. The pure fleet alone, without wire, store or engine.
//!
//! One PC with four units, all at work. A cycle has the four commands of a ticket's ordinary life: a ticket is added and
//! waits, a session ends, its card is removed and the unit calls the first in line, whose card is placed. What is
//! timed is `Fleet::decide` with the look for the next deadline that the engine takes after it. In the second queue 99 of
//! 100 tickets need something that no unit has, by as many different signatures as a queue may have.

use crate::common::figures::{Times, rounded, say};
use crate::common::{random_id, units};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, AddTicket, Command, SessionEnded};
use madoguchi_fleet::decision::{Decision, Order};
use madoguchi_fleet::ids::{Assignment, ConnectionId, RequestId, SessionId, Tag};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::settings::SIGNATURES;
use madoguchi_fleet::wish::Wish;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::time::Instant;

/// Waiting tickets.
const WAITING: [usize; 4] = [10, 1_000, 100_000, 1_000_000];
/// The same for a short look.
const WAITING_QUICK: [usize; 4] = [10, 100, 1_000, 10_000];
/// Cycles of one queue before it is another's turn.
const TURN: usize = 200;
/// Of so many tickets one can be served, in the second queue.
const ONE_OF: usize = 100;

/// PCs of the largest fleet, for what units cost.
const PCS: usize = 16;

/// What came out.
pub struct Figures {
    rows: Vec<Row>,
    /// The shortest queue, at a fleet of [`PCS`].
    hospital: Cost,
}

struct Row {
    waiting: usize,
    served: Cost,
    unserved: Cost,
}

/// What each command cost.
#[derive(Default)]
struct Cost {
    added: Times,
    ended: Times,
    removed: Times,
    placed: Times,
}

/// Measures so many turns of each queue.
pub fn measure(turns: usize, quick: bool) -> Figures {
    let sizes = if quick { WAITING_QUICK } else { WAITING };
    let mut queues = sizes.map(|size| (Waiting::new(1, size, false), Waiting::new(1, size, true)));
    let mut rows = sizes.map(|waiting| Row {
        waiting,
        served: Cost::default(),
        unserved: Cost::default(),
    });
    let mut hospital = (Waiting::new(PCS, sizes[0], false), Cost::default());
    // The first turn of each warms it up.
    for turn in 0..=turns {
        for (row, (served, unserved)) in rows.iter_mut().zip(&mut queues) {
            let mut none = (Cost::default(), Cost::default());
            let (of_served, of_unserved) = if turn == 0 {
                (&mut none.0, &mut none.1)
            } else {
                (&mut row.served, &mut row.unserved)
            };
            for _ in 0..TURN {
                served.cycle(of_served);
            }
            for _ in 0..TURN {
                unserved.cycle(of_unserved);
            }
        }
        let (queue, cost) = &mut hospital;
        for _ in 0..TURN {
            queue.cycle(cost);
        }
    }
    Figures {
        rows: rows.into(),
        hospital: hospital.1,
    }
}

impl Cost {
    /// A cycle's decisions together, each at its median, in microseconds.
    fn cycle_us(&self) -> f64 {
        let all = [&self.added, &self.ended, &self.removed, &self.placed];
        all.into_iter().map(Times::p50_us).sum()
    }
}

impl Figures {
    pub fn table(&self) {
        say(
            "\n3. Cost of a decision by tickets waiting (µs, medians; pure fleet, one PC of four units)",
        );
        say(format!(
            "{:>10}{:>10}{:>10}{:>14}{:>10}{:>10}{:>26}",
            "waiting",
            "add",
            "outcome",
            "removed+call",
            "card",
            "cycle",
            "cycle, 99 % not servable"
        ));
        for row in &self.rows {
            let cost = &row.served;
            say(format!(
                "{:>10}{:>10.2}{:>10.2}{:>14.2}{:>10.2}{:>10.2}{:>26.2}",
                row.waiting,
                cost.added.p50_us(),
                cost.ended.p50_us(),
                cost.removed.p50_us(),
                cost.placed.p50_us(),
                cost.cycle_us(),
                row.unserved.cycle_us()
            ));
        }
        let (served, unserved) = self.ratios();
        say(format!(
            "a fleet of {PCS} PCs of four units, {} waiting: {:.2} a cycle",
            self.rows[0].waiting,
            self.hospital.cycle_us()
        ));
        say(format!(
            "largest against smallest: {served:.2}, with 99 % not servable {unserved:.2} (goal ≤ 3)"
        ));
    }

    pub fn json(&self) -> Value {
        let by_waiting = |figure: fn(&Row) -> f64| -> Value {
            let rows = self.rows.iter();
            rows.map(|row| (row.waiting.to_string(), rounded(figure(row)).into()))
                .collect::<Map<_, _>>()
                .into()
        };
        let (served, unserved) = self.ratios();
        json!({
            // The worse of the two queues.
            "decision_1m_vs_10": rounded(served.max(unserved)),
            "decision_1m_vs_10_servable": rounded(served),
            "decision_1m_vs_10_not_servable": rounded(unserved),
            "decision_cycle_us": by_waiting(|row| row.served.cycle_us()),
            "decision_cycle_16_pcs_us": rounded(self.hospital.cycle_us()),
            "decision_cycle_not_servable_us": by_waiting(|row| row.unserved.cycle_us()),
        })
    }

    fn ratios(&self) -> (f64, f64) {
        let (Some(few), Some(many)) = (self.rows.first(), self.rows.last()) else {
            return (0.0, 0.0);
        };
        (
            many.served.cycle_us() / few.served.cycle_us(),
            many.unserved.cycle_us() / few.unserved.cycle_us(),
        )
    }
}

/// A fleet at work with a queue that stays as long as it is.
struct Waiting {
    fleet: Fleet,
    /// Units at work, the one that began first in front.
    working: VecDeque<(usize, Assignment)>,
}

impl Waiting {
    fn new(pcs: usize, waiting: usize, unserved: bool) -> Self {
        let units = pcs * units::PER_PC;
        let fleet = units::fleet(pcs, waiting + 2 * units, units::counter);
        let mut queue = Self {
            fleet,
            working: VecDeque::new(),
        };
        for _ in 0..units {
            let (called, _) = queue.decide(add(Vec::new()));
            queue.place(&called);
        }
        for n in 0..waiting {
            let servable = !unserved || n % ONE_OF.min(waiting) == 0;
            // The queue's own bound on different signatures, less the one of those that can be served.
            let needs = Wish::Tag(Tag::parse(&format!("need-{}", n % (SIGNATURES - 1))).unwrap());
            let (_, _) = queue.decide(add(if servable { vec![] } else { vec![needs] }));
        }
        assert_eq!(queue.fleet.waiting(), waiting);
        queue
    }

    fn cycle(&mut self, cost: &mut Cost) {
        let (unit, assignment) = self.working.pop_front().unwrap();
        let (_, took) = self.decide(add(Vec::new()));
        cost.added.add(took);
        let (_, took) = self.decide(ended(unit, assignment));
        cost.ended.add(took);
        let (called, took) = self.decide(removed(unit));
        cost.removed.add(took);
        let took = self.place(&called);
        cost.placed.add(took);
    }

    /// Whoever is called places the card.
    fn place(&mut self, called: &Decision) -> std::time::Duration {
        let call = called.orders.iter().find_map(|(to, order)| match order {
            Order::Call { assignment, .. } => Some((to.0 as usize - 1, *assignment)),
            _ => None,
        });
        let (unit, assignment) = call.expect("a call");
        self.working.push_back((unit, assignment));
        let (_, took) = self.decide(placed(unit, assignment));
        took
    }

    fn decide(&mut self, act: Act) -> (Decision, std::time::Duration) {
        let now = self.fleet.now();
        let start = Instant::now();
        let decision = self.fleet.decide(now, act).unwrap();
        std::hint::black_box(self.fleet.next_deadline());
        (decision, start.elapsed())
    }
}

fn add(needs: Vec<Wish>) -> Act {
    let add = AddTicket {
        needs,
        insist: true,
        ..AddTicket::default()
    };
    Act::staff(RequestId(random_id()), Command::AddTicket(add))
}

fn placed(unit: usize, assignment: Assignment) -> Act {
    Act::reader(Command::CardPlaced {
        serial: units::serial(unit),
        connection: connection(unit),
        session: session(assignment),
        assignment: Some(assignment),
    })
}

fn ended(unit: usize, assignment: Assignment) -> Act {
    Act::reader(Command::SessionEnded(SessionEnded {
        serial: units::serial(unit),
        connection: connection(unit),
        session: session(assignment),
        assignment: Some(assignment),
        outcome: Outcome {
            kind: Kind::Verified(Method::Face),
            duration_ms: 5_000,
            face_ms: None,
        },
        age_ms: 0,
    }))
}

fn removed(unit: usize) -> Act {
    Act::reader(Command::CardRemoved {
        serial: units::serial(unit),
        connection: connection(unit),
    })
}

const fn connection(unit: usize) -> ConnectionId {
    ConnectionId(unit as u64 + 1)
}

fn session(assignment: Assignment) -> SessionId {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&assignment.ticket.0.to_be_bytes());
    SessionId(id)
}
