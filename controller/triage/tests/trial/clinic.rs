//! A made-up clinic, by its parts: what works is worked out from them, and not from any table of triage.

use madoguchi_triage::{
    Admission, Contact, Ended, Handshake, Network, Plug, SelfTest, Service, Sessions, Way,
};

/// A thing that carries a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carrier {
    #[default]
    Good,
    Dead,
    /// The link comes up, slowly.
    Slow,
    /// It comes and goes; at the moment of the call it is this.
    Flaky {
        up: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Board {
    #[default]
    Good,
    Dead,
    /// It answers on USB and starts no further.
    Stuck,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Driver {
    #[default]
    Good,
    NoInterface,
    Down,
    NoAddress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Program {
    #[default]
    Runs,
    Ended,
    Hangs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Key {
    #[default]
    Known,
    Unknown,
    Ended,
}

/// What the fleet says to a reader that comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    #[default]
    Seated,
    NoSeat,
    NotInFleet,
    Copied,
    Fifth,
}

/// One reader with its cable, its port and its place.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    pub adapter_broken: bool,
    /// Whether that is its plug or its outlet alone.
    pub adapter_loose: bool,
    pub board: Board,
    pub socket: Carrier,
    pub cable: Carrier,
    pub port: Carrier,
    pub cable_out: bool,
    pub hub: bool,
    pub driver: Driver,
    pub key: Key,
    pub clock_wrong: bool,
    pub standing: Standing,
    pub agent: Program,
    pub engine: Program,
    /// Whether what ended ends again after a restart.
    pub stubborn: bool,
    pub paused: bool,
    pub camera_broken: bool,
    pub card_unit_broken: bool,
    /// Whether its self-test finds what is broken in it.
    pub finds_itself: bool,
    pub lit: bool,
    pub card_bad: bool,
    /// Whether the patient tried often enough to show in the sessions.
    pub tried_often: bool,
    /// Whether a wrong clock or an overlap keeps the connection from being made.
    pub strict: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Clinic {
    pub readers: Vec<Reader>,
    pub asleep: bool,
    /// Whether the controller, once awake, ended the connections before it looked at USB.
    pub ended_at_waking: bool,
    pub clock_wrong: bool,
    pub filter: bool,
    /// Whether the filter, or the overlap, is about one reader's link alone.
    pub of_one_link: Option<usize>,
    pub overlap: bool,
    pub line_down: bool,
    pub foreign: bool,
    /// Whether the foreign reader takes cards away from this one.
    pub foreign_disturbs: bool,
}

impl Clinic {
    /// How far a reader comes.
    pub fn way(&self, n: usize) -> Way {
        let reader = &self.readers[n];
        if !self.shown(reader) {
            return Way::NotShown {
                ended: Some(self.went()),
            };
        }
        let carriers = [reader.socket, reader.cable, reader.port];
        Way::Shown(Plug {
            hub: Some(reader.hub),
            slow: Some(carriers.contains(&Carrier::Slow)),
            network: Some(self.network(n, reader)),
        })
    }

    /// How the gateway ends the connection of a reader that USB shows no more. It learns that the device went, and not why: a dead board, a power
    /// cut and a dead port are to it what a pulled plug is. Only after a sleep it may have ended each connection by itself before it looked.
    fn went(&self) -> Ended {
        if self.asleep && self.ended_at_waking {
            Ended::Closed
        } else {
            Ended::Unplugged
        }
    }

    fn shown(&self, reader: &Reader) -> bool {
        let powered = !reader.adapter_broken && reader.board != Board::Dead;
        let carriers = [reader.socket, reader.cable, reader.port];
        let carried = carriers
            .iter()
            .all(|carrier| !matches!(carrier, Carrier::Dead | Carrier::Flaky { up: false }));
        !self.asleep && powered && !reader.cable_out && carried
    }

    fn network(&self, n: usize, reader: &Reader) -> Network {
        match reader.driver {
            _ if reader.board == Board::Stuck => Network::NoInterface,
            Driver::NoInterface => Network::NoInterface,
            Driver::Down => Network::InterfaceDown,
            Driver::NoAddress => Network::NoAddress,
            Driver::Good => Network::Ready {
                overlap: Some(self.overlap && self.met(n)),
                door: Some(!(self.filter && self.met(n))),
                contact: Some(self.contact(n, reader)),
            },
        }
    }

    fn met(&self, n: usize) -> bool {
        self.of_one_link.is_none_or(|one| one == n)
    }

    fn contact(&self, n: usize, reader: &Reader) -> Contact {
        let held = self.filter && self.met(n) || self.overlap && self.met(n) && reader.strict;
        // The agent goes, or is not heard any more, while its plug holds.
        if held || reader.agent == Program::Ended {
            return Contact::None {
                ended: Some(Ended::Lost),
            };
        }
        if (self.clock_wrong || reader.clock_wrong) && reader.strict {
            return Contact::Refused(Handshake::Clock);
        }
        match reader.key {
            Key::Unknown => return Contact::Refused(Handshake::UnknownKey),
            Key::Ended => return Contact::Refused(Handshake::Ended),
            Key::Known => {}
        }
        Contact::Made(Service {
            heard: Some(reader.agent == Program::Runs),
            admission: Some(match reader.standing {
                Standing::Seated => Admission::Seated,
                Standing::NoSeat => Admission::NoSeat,
                Standing::NotInFleet => Admission::NotInFleet,
                Standing::Copied => Admission::SerialTwice,
                Standing::Fifth => Admission::FleetFull,
            }),
            self_test: Some(self_test(reader)),
            sessions: Some(self.sessions(reader)),
        })
    }

    fn sessions(&self, reader: &Reader) -> Sessions {
        let faces = reader.camera_broken || reader.lit;
        let cards = reader.card_unit_broken
            || reader.card_bad && reader.tried_often
            || self.foreign && self.foreign_disturbs;
        match reader.engine {
            Program::Hangs => Sessions::TimeOut,
            _ if self.line_down => Sessions::TimeOut,
            _ if cards => Sessions::CardsFail,
            _ if faces => Sessions::FacesFail,
            _ => Sessions::Fine,
        }
    }

    /// Whether the patients of a reader get through, as staff see it.
    pub fn works(&self, n: usize) -> bool {
        let reader = &self.readers[n];
        let Way::Shown(plug) = self.way(n) else {
            return false;
        };
        let Some(Network::Ready { contact, .. }) = plug.network else {
            return false;
        };
        let Some(Contact::Made(service)) = contact else {
            return false;
        };
        let fine = plug.hub == Some(false) && plug.slow == Some(false);
        let flaky = [reader.socket, reader.cable, reader.port]
            .iter()
            .any(|carrier| matches!(carrier, Carrier::Flaky { .. }));
        fine && !flaky
            && !reader.paused
            && !reader.card_bad
            && service.heard == Some(true)
            && service.admission == Some(Admission::Seated)
            && service.self_test == Some(SelfTest::Passed)
            && service.sessions == Some(Sessions::Fine)
    }

    /// How far its trouble is the PC's.
    pub fn same_trouble(&self, n: usize, other: usize) -> bool {
        let (mine, theirs) = (self.way(n), self.way(other));
        let rung = |way: &Way| match way {
            Way::NotShown { .. } => 0,
            Way::Virtual(_) => 1,
            Way::Shown(plug) => match &plug.network {
                Some(Network::Ready {
                    contact: Some(Contact::None { .. }),
                    ..
                }) => 2,
                Some(Network::Ready {
                    contact: Some(Contact::Refused(_)),
                    ..
                }) => 3,
                Some(Network::Ready { .. }) => 4,
                _ => 5,
            },
        };
        !self.works(other) && rung(&mine) == rung(&theirs)
    }
}

fn self_test(reader: &Reader) -> SelfTest {
    match reader.engine {
        Program::Ended => SelfTest::EngineCrash,
        Program::Hangs => SelfTest::EngineHang,
        Program::Runs if !reader.finds_itself => SelfTest::Passed,
        Program::Runs if reader.camera_broken => SelfTest::Camera,
        Program::Runs if reader.card_unit_broken => SelfTest::CardUnit,
        Program::Runs => SelfTest::Passed,
    }
}
