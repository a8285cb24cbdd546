//! Who asks at the desk, and what he may: one table for all doors.

use super::people::SessionId;
use super::{Desk, Refused};
use crate::identity::Holder;
use crate::texts;
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::{self, Person};
use madoguchi_fleet::ticket::Actor;
use std::net::IpAddr;

/// Whoever asks, as a door made him out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The name under which acts stand in a ticket's story and in the audit.
    pub actor: Actor,
    pub role: Role,
    /// From where a person acts; everybody else acts at this PC.
    pub place: Option<IpAddr>,
    /// The session of a person who logged in.
    pub session: Option<SessionId>,
}

impl Caller {
    /// A program that shows the desk's token, which the owner of the PC alone can read.
    pub const OWNER: Self = Self {
        actor: Actor::Staff,
        role: Role::Administrator,
        place: None,
        session: None,
    };
    /// The counter page of this PC, without a login.
    pub const COUNTER_PAGE: Self = Self {
        actor: Actor::CounterPage,
        role: Role::CounterPage,
        place: None,
        session: None,
    };
    /// Whoever watches the demo: all of it can be touched, and nothing in it is real.
    pub const DEMO: Self = Self {
        actor: Actor::CounterPage,
        role: Role::Administrator,
        place: None,
        session: None,
    };

    /// The controller itself, which makes backups by itself.
    pub const ITSELF: Self = Self {
        actor: Actor::Fleet,
        role: Role::Administrator,
        place: None,
        session: None,
    };

    /// A file in the watched folder, which another system wrote: it may add patients as the counter page may.
    pub const FOLDER: Self = Self {
        actor: Actor::Folder,
        role: Role::CounterPage,
        place: None,
        session: None,
    };

    /// A program that shows the desk's token, and says who uses it: believed, since whoever has the token owns the PC (RULES W8).
    #[must_use]
    pub fn owner(user: Option<PersonName>) -> Self {
        Self {
            actor: user.map_or(Actor::Staff, Actor::User),
            ..Self::OWNER
        }
    }

    /// A program that shows one of the two tokens, and says who uses it. Whoever has reception's may say what he likes: his acts are reception's
    /// (RULES X7).
    #[must_use]
    pub fn program(holder: Holder, user: Option<PersonName>) -> Self {
        match holder {
            Holder::Owner => Self::owner(user),
            Holder::Reception => Self {
                actor: Actor::Reception(user),
                role: Role::Reception,
                ..Self::OWNER
            },
        }
    }

    /// A person who logged in.
    #[must_use]
    pub fn person(person: &Person) -> Self {
        Self {
            actor: Actor::Person(person.name.clone()),
            role: person.role.into(),
            place: None,
            session: None,
        }
    }

    /// The same, who acts from there.
    #[must_use]
    pub fn from_place(self, place: Option<IpAddr>) -> Self {
        Self { place, ..self }
    }

    /// The same person in his session.
    #[must_use]
    pub const fn within(mut self, session: SessionId) -> Self {
        self.session = Some(session);
        self
    }

    /// The name of a person who logged in.
    #[must_use]
    pub fn person_name(&self) -> Option<String> {
        match &self.actor {
            Actor::Person(name) => Some(name.to_string()),
            _ => None,
        }
    }
}

impl From<people::Role> for Role {
    fn from(role: people::Role) -> Self {
        match role {
            people::Role::Reception => Self::Reception,
            people::Role::Vendor => Self::Vendor,
            people::Role::Support => Self::Support,
            people::Role::Administrator => Self::Administrator,
        }
    }
}

/// What somebody is at this clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Whoever stands at the counter page of this PC: nobody said who he is.
    CounterPage,
    Reception,
    /// Sells and activates licenses.
    Vendor,
    Support,
    Administrator,
}

/// What a request touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Tickets, readers and the state of the fleet, to look at; also at a reader itself, which then shows which one it is.
    Look,
    /// The queue's everyday acts, and a reader's pause that waits until it is free.
    Queue,
    /// The day's end, and a pause that takes a call back.
    Day,
    /// Readers: who is enrolled, paired, retired, and where he stands.
    Readers,
    /// Licenses, to look at.
    Papers,
    /// What is wrong with this PC, to look at.
    Examine,
    /// Licenses, to change: documents that are installed or signed.
    Licenses,
    /// Fleet time.
    Time,
    /// All records at once.
    Backup,
    /// A bundle for support: it has of everything, and leaves the clinic.
    Bundle,
    /// Who may log in, and the record of acts.
    People,
    /// What is one's own: password, second factor, sessions.
    Own,
}

impl Role {
    pub const ALL: [Self; 5] = [
        Self::CounterPage,
        Self::Reception,
        Self::Vendor,
        Self::Support,
        Self::Administrator,
    ];

    /// Its name in sentences and records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CounterPage => "counter-page",
            Self::Reception => "reception",
            Self::Vendor => "vendor",
            Self::Support => "support",
            Self::Administrator => "administrator",
        }
    }

    /// Whether he may (RULES W1).
    #[must_use]
    pub const fn may(self, right: Right) -> bool {
        match right {
            Right::Look => true,
            Right::Queue => matches!(
                self,
                Self::CounterPage | Self::Reception | Self::Administrator
            ),
            Right::Day => matches!(self, Self::Reception | Self::Administrator),
            Right::Papers | Right::Examine | Right::Own => !matches!(self, Self::CounterPage),
            Right::Licenses => matches!(self, Self::Vendor | Self::Administrator),
            Right::Readers | Right::Bundle => matches!(self, Self::Support | Self::Administrator),
            Right::Time | Right::Backup | Right::People => matches!(self, Self::Administrator),
        }
    }
}

impl Desk {
    /// The desk for somebody: his name stands at his acts, and he may what his role may.
    #[must_use]
    pub fn by(&self, caller: Caller) -> Self {
        Self {
            caller,
            ..self.clone()
        }
    }

    /// Refuses whoever may not, and says who may.
    pub(super) fn may(&self, right: Right) -> Result<(), Refused> {
        if self.caller.role.may(right) {
            return Ok(());
        }
        if matches!(self.caller.actor, Actor::Reception(_)) {
            // Whoever sits at this PC has another way than a login.
            let who = Self::who_may(right);
            let text = texts::desk(&texts::Desk::ForbiddenToReception { who });
            return Err(Refused::forbidden(text));
        }
        Err(Self::forbidden(right))
    }

    /// The refusal of whoever may not.
    pub(crate) fn forbidden(right: Right) -> Refused {
        let who = Self::who_may(right);
        Refused::forbidden(texts::desk(&texts::Desk::Forbidden { who }))
    }

    fn who_may(right: Right) -> Vec<&'static str> {
        let may = Role::ALL.into_iter().filter(|role| role.may(right));
        may.map(Role::name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::NamesUnits;
    use super::*;
    use Right::{
        Backup, Bundle, Day, Examine, Licenses, Look, Own, Papers, People, Queue, Readers, Time,
    };
    use madoguchi_proto::v1;

    const ALL: [Right; 12] = [
        Look, Queue, Day, Readers, Papers, Examine, Licenses, Time, Backup, Bundle, People, Own,
    ];

    /// Written by hand: who may what.
    #[test]
    fn each_role_may_what_the_table_says_and_no_more() {
        let table: [(Role, &[Right]); 5] = [
            (Role::CounterPage, &[Look, Queue]),
            (Role::Reception, &[Look, Queue, Day, Papers, Examine, Own]),
            (Role::Vendor, &[Look, Papers, Examine, Licenses, Own]),
            (
                Role::Support,
                &[Look, Readers, Papers, Examine, Bundle, Own],
            ),
            (Role::Administrator, &ALL),
        ];
        assert_eq!(table.map(|(role, _)| role), Role::ALL);
        for (role, rights) in table {
            let may: Vec<_> = ALL.into_iter().filter(|right| role.may(*right)).collect();
            assert_eq!(may, rights, "{role:?}");
        }
    }

    #[test]
    fn a_pause_that_takes_a_call_back_touches_more_than_one_that_waits() {
        let pause = |now| v1::PauseUnitRequest {
            now,
            ..v1::PauseUnitRequest::default()
        };
        assert_eq!((pause(false).right(), pause(true).right()), (Queue, Day));
        assert_eq!(v1::AddTicketRequest::default().right(), Queue);
        assert_eq!(v1::EndDayRequest::default().right(), Day);
        assert_eq!(v1::RetireUnitRequest::default().right(), Readers);
        assert_eq!(v1::ConfirmTimeRequest::default().right(), Time);
    }

    #[test]
    fn whoever_may_not_is_told_who_may() {
        let refused = |right| Desk::forbidden(right).text;
        let day = refused(Day);
        assert_eq!(day.code, "forbidden");
        assert!(day.ja.contains("受付、管理者"), "{}", day.ja);
        assert!(
            day.en.contains("reception, the administrator"),
            "{}",
            day.en
        );
        assert!(refused(Licenses).ja.contains("販売担当"));
        assert!(refused(Readers).ja.contains("サポート"));
        assert!(refused(Queue).ja.contains("受付の画面"));
    }
}
