//! The life of a service, without a service manager: events come in, statuses and orders go out.
//!
//! ```text
//!            ready                stop, preshutdown              ended, or 10 s passed
//! Starting ─────────► Running ───────────────────────► Stopping ───────────────────────► Stopped
//!     └──────────────────┴─────────── ended by itself (a failed sync does) ─────────────────▲
//! ```
//! Sleep changes no state: it is an order to the controller (RULES X3).

use std::time::Duration;

/// The longest time from a stop that was asked for to the status "stopped" (RULES X2). Windows itself waits 20 s for a stop at its end.
pub const STOP_TIME: Duration = Duration::from_secs(10);
/// Between two statuses while the service starts or stops, each with a higher checkpoint.
pub const CHECK_EVERY: Duration = Duration::from_secs(1);
/// How long the system is to wait for the next checkpoint: three of them may be late on a busy PC.
const HINT: Duration = Duration::from_secs(4);
/// How soon after the last user logged off the PC sleeps where it was switched off with Fast Startup: the session's end, then hibernation.
const SWITCHED_OFF_WITHIN: Duration = Duration::from_secs(60);
/// A sleep of this length is a night, or a weekend, however the PC was put to it (RULES X4): with Fast Startup it may be switched off at the
/// sign-in screen, hours after the last user logged off, or with nobody logged in since the morning.
const A_NIGHT: Duration = Duration::from_secs(4 * 60 * 60);
/// The exit code of a service that ended by itself; any but 0 makes the service manager start it again.
pub const ENDED_BY_ITSELF: u32 = 1;

/// What the system says to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    Stop,
    /// The PC is going down, and waits for this service.
    Preshutdown,
    /// Somebody logged off.
    LogOff,
    /// The PC is going to sleep.
    Suspend,
    /// It woke. What Windows says besides, once somebody is there, is no event here.
    Resume,
}

/// All that happens to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Control(Control),
    /// The controller takes connections.
    Ready,
    /// The controller has ended.
    Ended {
        well: bool,
    },
    /// Time passed.
    Tick,
}

/// What a service tells the system of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    pub phase: Phase,
    /// Counts up while it starts or stops; 0 otherwise.
    pub checkpoint: u32,
    /// How long the system is to wait for the next status; 0 where none is due.
    pub wait: Duration,
    /// Of a stopped one: 0, or [`ENDED_BY_ITSELF`].
    pub exit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Starting,
    Running,
    Stopping,
    Stopped,
}

impl Phase {
    /// Whether the system may send controls: a service whose start or stop is pending takes none.
    #[must_use]
    pub const fn takes_controls(self) -> bool {
        matches!(self, Self::Running)
    }
}

/// What the controller is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Stop(&'static str),
    Suspend,
    /// `fresh`: the PC had been switched off with Fast Startup, or slept for a night, so this is the start of a day.
    Resume {
        fresh: bool,
    },
}

/// What follows from an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    Tell(Status),
    Order(Order),
}

/// The state of a service. Times are real ones since some fixed moment, and count the PC's sleep.
#[derive(Debug)]
pub struct Life {
    phase: Phase,
    checkpoint: u32,
    /// When the next status is due.
    check_at: Duration,
    /// When the stop was asked for.
    stop_at: Option<Duration>,
    logged_off: Option<Duration>,
    sleep: Sleep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sleep {
    Awake,
    Asleep {
        since: Duration,
        /// Whether it had been switched off with Fast Startup.
        switched_off: bool,
    },
}

impl Life {
    /// A service that was just started, with its first status.
    #[must_use]
    pub fn begin(now: Duration) -> (Self, Status) {
        let mut life = Self {
            phase: Phase::Starting,
            checkpoint: 0,
            check_at: now,
            stop_at: None,
            logged_off: None,
            sleep: Sleep::Awake,
        };
        let status = life.check(now);
        (life, status)
    }

    /// Takes an event.
    pub fn take(&mut self, now: Duration, event: Event) -> Vec<Out> {
        match event {
            _ if self.phase == Phase::Stopped => Vec::new(),
            Event::Control(control) => self.control(now, control),
            Event::Ready if self.phase == Phase::Starting => {
                self.phase = Phase::Running;
                vec![Out::Tell(self.steady(0))]
            }
            Event::Ready => Vec::new(),
            Event::Ended { well } => self.stopped(well),
            Event::Tick => self.tick(now),
        }
    }

    /// When [`Event::Tick`] is due next; `None` where nothing is due by time.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        match self.phase {
            Phase::Starting => Some(self.check_at),
            Phase::Stopping => {
                let end = self.stop_at.map(|at| at + STOP_TIME);
                Some(end.map_or(self.check_at, |end| end.min(self.check_at)))
            }
            Phase::Running | Phase::Stopped => None,
        }
    }

    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    fn control(&mut self, now: Duration, control: Control) -> Vec<Out> {
        match control {
            Control::Stop => self.stop(now, "the service manager"),
            Control::Preshutdown => self.stop(now, "the system is shutting down"),
            Control::LogOff => {
                self.logged_off = Some(now);
                Vec::new()
            }
            Control::Suspend if self.sleep == Sleep::Awake => {
                let since = self.logged_off.map(|at| now.saturating_sub(at));
                let switched_off = since.is_some_and(|since| since <= SWITCHED_OFF_WITHIN);
                self.sleep = Sleep::Asleep {
                    since: now,
                    switched_off,
                };
                vec![Out::Order(Order::Suspend)]
            }
            // One that nothing announced (an empty battery) is a waking, too.
            Control::Resume => {
                let slept = std::mem::replace(&mut self.sleep, Sleep::Awake);
                let fresh = match slept {
                    Sleep::Awake => false,
                    Sleep::Asleep {
                        since,
                        switched_off,
                    } => switched_off || now.saturating_sub(since) >= A_NIGHT,
                };
                self.logged_off = None;
                vec![Out::Order(Order::Resume { fresh })]
            }
            Control::Suspend => Vec::new(),
        }
    }

    fn stop(&mut self, now: Duration, why: &'static str) -> Vec<Out> {
        if self.phase == Phase::Stopping {
            return Vec::new();
        }
        self.phase = Phase::Stopping;
        self.checkpoint = 0;
        self.stop_at = Some(now);
        vec![Out::Tell(self.check(now)), Out::Order(Order::Stop(why))]
    }

    fn tick(&mut self, now: Duration) -> Vec<Out> {
        let over = self.stop_at.is_some_and(|at| now >= at + STOP_TIME);
        match self.phase {
            // What is not durable by now was not acknowledged either; the next start reads what is there.
            Phase::Stopping if over => self.stopped(true),
            Phase::Starting | Phase::Stopping if now >= self.check_at => {
                vec![Out::Tell(self.check(now))]
            }
            _ => Vec::new(),
        }
    }

    /// One that was asked to stop has stopped well, whatever it said at the end: it is not to be started again.
    fn stopped(&mut self, well: bool) -> Vec<Out> {
        let asked = self.phase == Phase::Stopping;
        self.phase = Phase::Stopped;
        let exit = if well || asked { 0 } else { ENDED_BY_ITSELF };
        vec![Out::Tell(self.steady(exit))]
    }

    fn check(&mut self, now: Duration) -> Status {
        self.checkpoint += 1;
        self.check_at = now + CHECK_EVERY;
        Status {
            phase: self.phase,
            checkpoint: self.checkpoint,
            wait: HINT,
            exit: 0,
        }
    }

    const fn steady(&self, exit: u32) -> Status {
        Status {
            phase: self.phase,
            checkpoint: 0,
            wait: Duration::ZERO,
            exit,
        }
    }
}

#[cfg(test)]
mod tests;
