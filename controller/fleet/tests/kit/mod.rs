//! A clinic around the pure core: staff, readers that behave like real ones, and a plain map in place of the store.
//!
//! Every decision is checked: the numbered invariants hold, a refusal changed nothing, the changes alone give the same durable state
//! (invariant 7), and nothing is due after a tick. Time passes only in [`Clinic::wait`], with a tick at each deadline, as an engine would
//! do.

mod desk;
mod licenses;
mod orders;
mod reader;
mod readers;
mod steps;
mod store;
mod words;

pub use licenses::*;
pub use reader::Reader;
pub use store::Store;
pub use words::*;

use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::command::{Act, Command, Start};
use madoguchi_fleet::decision::{Answer, Order};
use madoguchi_fleet::ids::{ConnectionId, Installation, Serial, SessionId};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{Ticket, What};
use madoguchi_fleet::time::{FleetTime, SECOND, TimeOfDay};
use madoguchi_fleet::unit::Unit;
use madoguchi_fleet::{Fleet, Refusal};
use madoguchi_licensing::grant::Environment;
use std::collections::BTreeMap;

/// The installation that every unit is plugged into unless a test says otherwise.
pub const HERE: Installation = madoguchi_licensing::grant::InstallationKey([1; 32]);
/// Another PC of the same fleet.
pub const THERE: Installation = madoguchi_licensing::grant::InstallationKey([2; 32]);
/// Monday 2026-11-02, 08:30 in Japan.
pub const OPENING: FleetTime = FleetTime(1_793_575_800_000);

/// A clinic with one fleet.
pub struct Clinic {
    pub fleet: Fleet,
    pub store: Store,
    pub now: FleetTime,
    /// The distance by which the PC's wall clock is ahead of fleet time.
    pub ahead_ms: i64,
    pub readers: BTreeMap<Serial, Reader>,
    /// The number of decisions after which the store is loaded; 1 loads it after each.
    pub loads_every: u64,
    decided: u64,
    settings: Settings,
    lines: BTreeMap<ConnectionId, Serial>,
    made: u64,
    heard: Vec<String>,
}

impl Default for Clinic {
    fn default() -> Self {
        Self::new()
    }
}

impl Clinic {
    /// A clinic in the morning, without units.
    pub fn new() -> Self {
        Self::with_settings(Settings::default())
    }

    /// A clinic with other settings, in the morning, without units.
    pub fn with_settings(settings: Settings) -> Self {
        Self::begins(settings, OPENING)
    }

    /// A clinic whose PC shows this time at its first start.
    pub fn waking_at(wall: FleetTime) -> Self {
        Self::begins(Settings::default(), wall)
    }

    fn begins(settings: Settings, wall: FleetTime) -> Self {
        let settings = Settings {
            environment: Environment::Test,
            ..settings
        };
        let start = Start {
            installation: HERE,
            wall: TimeOfDay(wall.0),
        };
        Self {
            fleet: Fleet::restore(settings.clone(), start, Store::default().records()),
            store: Store::default(),
            now: wall,
            ahead_ms: 0,
            readers: BTreeMap::new(),
            loads_every: 1,
            decided: 0,
            settings,
            lines: BTreeMap::new(),
            made: 0,
            heard: Vec::new(),
        }
    }

    /// A clinic with these units plugged in directly, each on a port of its own, and seats for all of them.
    pub fn with_units(serials: &[&str]) -> Self {
        Self::new().plugging(serials)
    }

    /// A clinic with one unit and the patient of ticket 0 at it, so that added tickets wait.
    pub fn busy() -> Self {
        let mut clinic = Self::with_units(&["CR-1"]);
        clinic.add("0");
        clinic.card("CR-1");
        clinic.orders();
        clinic
    }

    /// The same clinic with these units plugged in directly, and seats for all of them.
    #[must_use]
    pub fn plugging(self, serials: &[&str]) -> Self {
        let mut clinic = self;
        clinic.additional("L-0", 3);
        for (port, serial) in serials.iter().enumerate() {
            clinic.enroll(serial);
            clinic.plug(serial, &format!("1-{}", port + 1));
        }
        clinic.orders();
        clinic
    }

    // Time.

    /// Lets time pass: a tick at every deadline, and one at the end.
    pub fn wait(&mut self, seconds: i64) {
        let mut left = seconds * SECOND;
        // The passed time is counted, because fleet time itself may be set meanwhile.
        while let Some(due) = self.fleet.next_deadline()
            && due <= self.now.plus(left)
        {
            let passes = due.since(self.now).max(0);
            left -= passes;
            self.now = self.now.plus(passes);
            self.tick();
        }
        self.now = self.now.plus(left);
        self.tick();
    }

    /// Processes the deadlines that are due; after that nothing may be due.
    pub fn tick(&mut self) {
        self.by_itself(Command::Tick);
        let next = self.fleet.next_deadline();
        assert!(
            next.is_none_or(|at| at > self.now),
            "a deadline of {next:?} is still due at {}",
            self.now
        );
    }

    /// What the PC's wall clock shows.
    pub fn wall(&self) -> TimeOfDay {
        TimeOfDay(self.now.0 + self.ahead_ms)
    }

    /// The PC's wall clock is set, and the fleet sees it.
    pub fn set_wall(&mut self, wall: TimeOfDay) {
        self.ahead_ms = wall.ahead_of(self.now);
        self.by_itself(Command::SeeClock { wall });
        self.tick();
    }

    /// Lets the process not run for so many seconds: the PC sleeps, or the process is stopped.
    pub fn stand_still(&mut self, seconds: i64) {
        let since = self.now;
        self.now = since.plus(seconds * SECOND);
        // As the engine tells it.
        self.fleet.stood_still(since, self.now);
        let wall = self.wall();
        self.by_itself(Command::SeeClock { wall });
        self.by_itself(Command::Resumed { since });
        self.tick();
    }

    /// A command of the engine itself.
    fn by_itself(&mut self, command: Command) {
        self.act(Act {
            request: None,
            actor: madoguchi_fleet::ticket::Actor::Fleet,
            place: None,
            command,
        })
        .unwrap();
    }

    /// Ends the controller and starts it again that many seconds later.
    pub fn restart_after(&mut self, seconds: i64) {
        let wall = self.wall().plus(seconds * SECOND);
        self.restart_at(FleetTime(wall.0));
    }

    /// Ends the controller and starts it again while the wall clock says `wall`.
    pub fn restart_at(&mut self, wall: FleetTime) {
        self.restart_as(self.fleet.installation(), wall);
    }

    /// Restarts with these keys.
    pub fn restart_as(&mut self, installation: Installation, wall: FleetTime) {
        let start = Start {
            installation,
            wall: TimeOfDay(wall.0),
        };
        self.fleet = Fleet::restore(self.settings.clone(), start, self.store.records());
        self.store.deadlines_moved = true;
        self.now = self.fleet.now();
        self.ahead_ms = wall.0 - self.now.0;
        for reader in self.readers.values_mut() {
            reader.connection = None;
        }
        self.tick();
    }

    // Questions.

    pub fn ticket(&self, number: &str) -> &Ticket {
        self.fleet.ticket_numbered(&label(number)).unwrap()
    }

    pub fn unit(&self, serial: &str) -> &Unit {
        self.fleet.unit(&name(serial)).unwrap()
    }

    /// A ticket's state in words: `waiting`, `called CR-1`, `verifying CR-1`, `done` …
    pub fn state(&self, number: &str) -> String {
        words::of_state(&self.ticket(number).state)
    }

    /// The verdict on a unit or a refused device in words: `seat:included`, `refused:no-seat` …
    pub fn admission(&self, serial: &str) -> String {
        let visitor = self.fleet.visitors().find(|v| v.serial == name(serial));
        match visitor {
            Some(visitor) => Verdict::Refused(visitor.refusal.clone()).to_string(),
            None => self.fleet.verdict(self.unit(serial)).to_string(),
        }
    }

    pub fn story(&self, number: &str) -> Vec<What> {
        let story = &self.ticket(number).story;
        story.iter().map(|chapter| chapter.what).collect()
    }

    /// The orders since the last call, in words: `CR-1 call 12`, `CR-1 withdraw 12` …
    pub fn orders(&mut self) -> Vec<String> {
        std::mem::take(&mut self.heard)
    }

    /// The calls and withdrawals among [`Clinic::orders`].
    pub fn calls(&mut self) -> Vec<String> {
        let mut orders = self.orders();
        orders.retain(|order| order.contains(" call ") || order.contains(" withdraw "));
        orders
    }

    // Each decision, checked.

    /// Decides, makes durable, checks, delivers: in the engine's order.
    pub fn act(&mut self, act: Act) -> Result<Answer, Refusal> {
        let before = self.fleet.clone();
        let command = act.command.name();
        let decided = self.fleet.decide(self.now, act.clone());
        let same = Fleet::check_short_ways(&before, self.now, act, &decided, &self.fleet);
        if let Err(broken) = same {
            panic!("{command}: {broken}");
        }
        match &decided {
            Ok(decision) => {
                self.now = self.now.plus(decision.clock_moves_ms);
                self.ahead_ms -= decision.clock_moves_ms;
                self.store.apply(&decision.changes, self.now);
                steps::check(&before, command, decision, &self.fleet);
            }
            Err(refusal) => store::nothing_changed(&before, &self.fleet, refusal),
        }
        self.check();
        decided.map(|decision| {
            self.deliver(&decision.orders);
            decision.answer
        })
    }

    fn check(&mut self) {
        let checked = self.fleet.check_invariants();
        if let Err(broken) = checked.and_then(|()| self.fleet.check_seats()) {
            panic!("{broken}");
        }
        self.decided += 1;
        if !self.decided.is_multiple_of(self.loads_every) {
            return;
        }
        let start = Start {
            installation: self.fleet.installation(),
            wall: self.wall(),
        };
        self.store.gives(&self.fleet, self.settings.clone(), start);
    }

    fn deliver(&mut self, orders: &[(ConnectionId, Order)]) {
        for (connection, order) in orders {
            let Some(serial) = self.lines.get(connection) else {
                panic!("an order to a connection that never was: {order:?}");
            };
            self.heard
                .push(orders::in_words(serial, order, &self.fleet));
            if let Some(reader) = self.readers.get_mut(serial)
                && reader.connection == Some(*connection)
            {
                reader.obey(order);
            }
        }
    }

    fn connection(&mut self) -> ConnectionId {
        self.made += 1;
        ConnectionId(self.made)
    }

    fn session(&mut self) -> SessionId {
        SessionId(self.request().0)
    }

    fn bytes(&mut self) -> [u8; 32] {
        self.made += 1;
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&self.made.to_be_bytes());
        bytes
    }
}
