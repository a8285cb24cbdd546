//! A card reader that is driven by the vendor's own engine: a child process or a program behind a Unix socket, in any language, which
//! speaks JSON Lines. `process/PROTOCOL.md` is for the engine's author: messages, their order, time limits, and what happens when the
//! engine breaks the rules.
//!
//! ```text
//!                      ┌─────────────┐ started, ┌───────────────────┐
//!            ┌───────► │ starting    │ ───────► │ running           │
//!            │         └─────────────┘ reached  │ (dialogue.rs)     │
//!            │ wait over      │ fault           └───────────────────┘
//!      ┌──────────┐ ◄─────────┘                      │ fault: session failed, unit faulted
//!      │ resting  │            gone   ┌────────┐ ◄───┘
//!      │          │ ◄──────────────── │ ending │
//!      └──────────┘                   └────────┘
//! ```
//! A restart that the controller orders ends a running engine in order, runs the maker's own command if there is one (`restart.rs`), and goes on
//! at *resting* without a wait.
//!
//! Whatever the engine does, the agent keeps its link: nothing here blocks, panics, or grows without bound.

mod child;
mod connection;
mod dialogue;
mod fault;
mod heard;
mod lines;
mod outcome;
#[cfg_attr(unix, path = "process/platform/unix.rs")]
#[cfg_attr(not(unix), path = "process/platform/other.rs")]
mod platform;
mod protocol;
mod rate;
mod restart;
mod said;
mod settings;
mod told;

use std::collections::VecDeque;
use std::future::{Future, pending};
use std::io;
use std::pin::Pin;
use std::time::Duration;

use madoguchi_proto::v1::Environment;
use tokio::time::{Instant, sleep_until, timeout_at};

use self::child::EngineChild;
use self::connection::{Connection, Met};
use self::dialogue::Dialogue;
use self::fault::Fault;
use self::said::Said;
pub use self::settings::{Limits, RestartCommand, Settings, Via};
use self::told::Told;
use crate::backoff::Backoff;
use crate::device::{Device, DeviceEvent, DeviceGone};
use crate::session::Order;
use crate::texts::in_words;

/// The first wait before an engine is started again. Each further wait is twice as long, up to the configured limit.
const RESTART_FIRST: Duration = Duration::from_millis(500);
/// After an engine has served for this long, the next wait is the first one again.
const STEADY: Duration = Duration::from_secs(60);
/// The time for an engine that closed its output to end by itself, so that the log can say how it ended.
const MAX_EXIT_TIME: Duration = Duration::from_millis(500);

/// The reader behind an engine.
pub struct Process {
    settings: Settings,
    serial: String,
    environment: Environment,
    told: Told,
    /// The present order. Each order replaces the one before, and a new engine is told it again.
    order: Option<Order>,
    /// Whether the present engine was told it.
    order_said: bool,
    events: VecDeque<DeviceEvent>,
    state: State,
    backoff: Backoff,
    /// Until this time an absent socket is no fault, because engine and agent may start at the same time.
    lenient_until: Option<Instant>,
    /// The code of the last fault.
    code: &'static str,
    /// Whether a restart was ordered and has not begun.
    restart: bool,
    /// Whether a restart began, and no engine has greeted since.
    restarting: bool,
}

enum State {
    Resting {
        until: Instant,
    },
    Starting {
        by: Instant,
    },
    Running(Box<Running>),
    Ending(Box<Ending>),
    /// The engine ends in order, and what the maker set up for a restart runs.
    Restarting(Pin<Box<dyn Future<Output = ()> + Send>>),
    Closed,
}

struct Running {
    connection: Connection,
    dialogue: Dialogue,
}

struct Ending {
    child: EngineChild,
    kill_at: Instant,
    rest_until: Instant,
}

impl Process {
    /// A reader whose engine is started, or connected to, by the first [`Device::next_event`]. `serial` is the unit's, as enrolled;
    /// `environment` is the agent's, which a controller of the other environment does not welcome.
    #[must_use]
    pub fn new(settings: Settings, serial: &str, environment: Environment) -> Self {
        Self {
            backoff: Backoff::new(RESTART_FIRST, settings.limits.restart),
            settings,
            serial: serial.to_owned(),
            environment,
            told: Told::new(),
            order: None,
            order_said: false,
            events: VecDeque::new(),
            state: State::Resting {
                until: Instant::now(),
            },
            lenient_until: None,
            code: "",
            restart: false,
            restarting: false,
        }
    }

    /// Waits for one event and handles it. Nothing is awaited between an await's result and its storing, so nothing is lost when this is
    /// dropped.
    async fn step(&mut self) {
        if self.restart && !matches!(self.state, State::Ending(_) | State::Closed) {
            self.begin_restart();
        }
        match &mut self.state {
            State::Restarting(over) => {
                over.await;
                let until = Instant::now();
                self.state = State::Resting { until };
            }
            State::Resting { until } => {
                sleep_until(*until).await;
                let by = Instant::now() + self.settings.limits.start;
                self.lenient_until.get_or_insert(by);
                self.state = State::Starting { by };
            }
            State::Starting { by } => {
                let opened = timeout_at(*by, Connection::open(&self.settings)).await;
                match opened.unwrap_or_else(|late| Err(io::Error::from(late))) {
                    Ok(connection) => self.begin(connection),
                    Err(error) => self.broken(Fault::Start(error)),
                }
            }
            State::Running(running) => {
                if running.dialogue.greeted().is_some()
                    && running.connection.is_clear()
                    && !std::mem::replace(&mut self.order_said, true)
                    && let Some(order) = standing(self.order.as_ref(), &self.told)
                {
                    let said = Said::order(order, &self.settings.limits);
                    running.connection.say(&said);
                }
                let deadline = running.dialogue.deadline(&self.told);
                let met = running.connection.next(deadline).await;
                if let Err(fault) = self.met(met) {
                    self.broken(fault);
                }
            }
            State::Ending(ending) => {
                ending.child.gone(ending.kill_at).await;
                self.state = State::Resting {
                    until: ending.rest_until,
                };
            }
            State::Closed => pending().await,
        }
    }

    /// Ends the engine in order. The next one is told everything anew.
    fn begin_restart(&mut self) {
        self.restart = false;
        self.restarting = true;
        let connection = match std::mem::replace(&mut self.state, State::Closed) {
            State::Running(running) => {
                let mut connection = running.connection;
                // What its screen shows until it is gone.
                if running.dialogue.greeted().is_some()
                    && !std::mem::replace(&mut self.order_said, true)
                    && let Some(order) = &self.order
                {
                    connection.say(&Said::order(order, &self.settings.limits));
                }
                Some(connection)
            }
            _ => None,
        };
        let settings = self.settings.clone();
        self.state = State::Restarting(Box::pin(restart::restart(connection, settings)));
    }

    fn begin(&mut self, mut connection: Connection) {
        let limits = self.settings.limits;
        connection.say(&Said::hello(&self.serial, &limits, self.environment));
        self.order_said = false;
        self.state = State::Running(Box::new(Running {
            connection,
            dialogue: Dialogue::new(&self.serial, limits, Instant::now()),
        }));
    }

    fn met(&mut self, met: Met) -> Result<(), Fault> {
        let State::Running(running) = &mut self.state else {
            return Ok(());
        };
        let now = Instant::now();
        match met {
            Met::Taken => {}
            Met::Piece(piece) => {
                let events = running.dialogue.hear(now, piece, &mut self.told)?;
                self.events.extend(events);
                if running.dialogue.greeted().is_some() && std::mem::take(&mut self.restarting) {
                    self.events.push_back(DeviceEvent::Restarted);
                }
            }
            Met::Deadline => {
                if let Some(said) = running.dialogue.due(now, &self.told)? {
                    running.connection.say(&said);
                }
            }
            Met::Closed(None) => return Err(Fault::Ended),
            Met::Closed(Some(error)) => return Err(Fault::Broke(error)),
        }
        Ok(())
    }

    /// Gives the engine up: its session has failed, the unit reports a fault, and the engine is ended and started again after a wait.
    fn broken(&mut self, fault: Fault) {
        let now = Instant::now();
        let state = std::mem::replace(&mut self.state, State::Closed);
        if let State::Running(running) = &state
            && let Some(since) = running.dialogue.greeted()
            && now.saturating_duration_since(since) >= STEADY
        {
            self.backoff.reset();
        }
        // A reader has one engine, so the wait needs no random part.
        let wait = self.backoff.next([0xff; 4]);
        self.code = fault.code();
        tracing::error!(
            code = self.code,
            cause = crate::texts::chain(&fault),
            wait_ms = wait.as_millis(),
            "{}",
            in_words("log-engine-given-up", &[])
        );
        self.fail_session(now);
        if !self.is_forgiven(&fault, now) {
            self.events.extend(self.told.faulted(self.code));
        }
        let rest_until = now + wait;
        let child = match state {
            State::Running(running) => running.connection.into_child(),
            _ => None,
        };
        self.state = match child {
            None => State::Resting { until: rest_until },
            Some(child) => State::Ending(Box::new(Ending {
                child,
                kill_at: match fault {
                    Fault::Ended => now + MAX_EXIT_TIME,
                    _ => now,
                },
                rest_until,
            })),
        };
    }

    fn is_forgiven(&self, fault: &Fault, now: Instant) -> bool {
        let socket = matches!(self.settings.via, Via::Socket(_));
        let early = self.lenient_until.is_some_and(|until| now < until);
        socket && early && matches!(fault, Fault::Start(_))
    }

    fn fail_session(&mut self, now: Instant) {
        self.events.extend(self.told.fail(self.code, now));
    }

    fn is_greeted(&self) -> bool {
        matches!(&self.state, State::Running(running) if running.dialogue.greeted().is_some())
    }
}

/// The order that an engine has to be told now. A session that has ended is not begun again.
fn standing<'a>(order: Option<&'a Order>, told: &Told) -> Option<&'a Order> {
    order.filter(|order| match order {
        Order::BeginSession { session_id, .. } => told
            .session()
            .is_some_and(|running| running.id == *session_id),
        _ => true,
    })
}

impl Device for Process {
    async fn next_event(&mut self) -> Result<DeviceEvent, DeviceGone> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(event);
            }
            self.step().await;
        }
    }

    fn order(&mut self, order: Order) -> Result<(), DeviceGone> {
        let session = match &order {
            Order::BeginSession { session_id, .. } => Some(*session_id),
            _ => None,
        };
        self.order = Some(order);
        self.order_said = false;
        if let Some(session_id) = session {
            let now = Instant::now();
            self.told.begin(session_id, now);
            // The card was placed at an engine that has ended.
            if !self.is_greeted() {
                self.fail_session(now);
            }
        }
        Ok(())
    }

    async fn close(&mut self) {
        let stop = self.settings.limits.stop;
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Running(running) => running.connection.finish(stop).await,
            State::Ending(mut ending) => ending.child.end_within(Duration::ZERO).await,
            State::Resting { .. }
            | State::Starting { .. }
            | State::Restarting(_)
            | State::Closed => {}
        }
    }

    /// An engine that somebody else starts is ended by nobody here, unless its maker says how.
    fn restarts(&self) -> bool {
        let own = matches!(self.settings.via, Via::Command { .. });
        own || self.settings.restart.is_some()
    }

    fn restart(&mut self) {
        self.restart = true;
    }
}
