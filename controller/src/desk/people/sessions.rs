//! The sessions of people who are logged in, kept in memory: a restart ends them all (RULES W10).
//!
//! A browser holds a random cookie, and here is its hash alone. Who is behind a session the fleet is asked at each request, so that nobody
//! goes on who was removed or got other credentials.

use super::LoggedIn;
use crate::engine::uptime;
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The most sessions: every person of a large clinic in several browsers.
const MOST: usize = 256;
/// Random bytes of a cookie.
const COOKIE_BYTES: usize = 32;
/// Bytes of a session's name: beside 256 others none has the same, and nobody finds a cookie by it.
const ID_BYTES: usize = 8;

/// The name of a session, by which people speak of it: the beginning of its cookie's hash. It opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionId([u8; ID_BYTES]);

impl SessionId {
    /// The session of a cookie.
    #[must_use]
    pub fn of_cookie(cookie: &str) -> Self {
        Self::of(&hash(cookie))
    }

    fn of(hash: &[u8; 32]) -> Self {
        let mut id = [0; ID_BYTES];
        let (beginning, _) = hash.split_at(ID_BYTES);
        id.copy_from_slice(beginning);
        Self(id)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hex(&self.0).fmt(f)
    }
}

/// All sessions. Clones belong together.
#[derive(Clone)]
pub struct Sessions {
    kept: Arc<Mutex<Kept>>,
    idle: Duration,
}

/// Sessions by the hashes of their cookies.
type Kept = BTreeMap<[u8; 32], Session>;

#[derive(Debug, Clone)]
struct Session {
    who: LoggedIn,
    /// Where it was begun from.
    address: IpAddr,
    begun: Duration,
    /// When it was used last.
    used: Duration,
}

/// A session as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub id: SessionId,
    pub who: LoggedIn,
    pub address: IpAddr,
    /// How long ago it was begun.
    pub begun_ago: Duration,
    /// How long ago it was used last.
    pub used_ago: Duration,
    pub is_locked: bool,
}

impl Seen {
    /// As it is told to whoever asks in the session `own`.
    pub(super) fn shown(&self, now: TimeOfDay, own: Option<SessionId>) -> v1::Session {
        let at = |ago: Duration| {
            let ago = i64::try_from(ago.as_millis()).unwrap_or(i64::MAX);
            now.0.saturating_sub(ago)
        };
        v1::Session {
            session: self.id.to_string(),
            name: self.who.name.to_string(),
            address: self.address.to_string(),
            since_ms: at(self.begun_ago),
            used_ms: at(self.used_ago),
            locked: self.is_locked,
            own: own == Some(self.id),
        }
    }
}

/// What a cookie stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Open(LoggedIn),
    /// Nobody did anything for a while.
    Locked(LoggedIn),
}

impl Sessions {
    pub(crate) fn locked_after(minutes: i64) -> Self {
        let minutes = u64::try_from(minutes).unwrap_or_default();
        Self {
            kept: Arc::default(),
            idle: Duration::from_secs(60 * minutes),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A map is whole whatever panicked beside it.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a session and returns the value of its cookie, which begins with `mark`.
    ///
    /// # Errors
    /// The system has no random bytes.
    pub(crate) fn begin(
        &self,
        who: LoggedIn,
        address: IpAddr,
        mark: &str,
    ) -> Result<String, getrandom::Error> {
        let mut cookie = [0; COOKIE_BYTES];
        getrandom::fill(&mut cookie)?;
        let cookie = format!("{mark}{}", Hex(&cookie));
        self.begin_at(&cookie, who, address, uptime());
        Ok(cookie)
    }

    fn begin_at(&self, cookie: &str, who: LoggedIn, address: IpAddr, now: Duration) {
        let mut kept = self.kept();
        if kept.len() >= MOST {
            let oldest = kept.iter().min_by_key(|(_, session)| session.used);
            if let Some(oldest) = oldest.map(|(hash, _)| *hash) {
                kept.remove(&oldest);
            }
        }
        let session = Session {
            who,
            address,
            begun: now,
            used: now,
        };
        kept.insert(hash(cookie), session);
    }

    /// What a cookie stands for; `None` where the session is over, or never was. What a person does keeps it open.
    pub(crate) fn find(&self, cookie: &str, of_a_person: bool) -> Option<Found> {
        self.find_at(cookie, of_a_person, uptime())
    }

    fn find_at(&self, cookie: &str, of_a_person: bool, now: Duration) -> Option<Found> {
        let mut kept = self.kept();
        let session = kept.get_mut(&hash(cookie))?;
        if self.is_locked(session, now) {
            return Some(Found::Locked(session.who.clone()));
        }
        if of_a_person {
            session.used = now;
        }
        Some(Found::Open(session.who.clone()))
    }

    fn is_locked(&self, session: &Session, now: Duration) -> bool {
        now.saturating_sub(session.used) >= self.idle
    }

    /// Ends a session: its cookie is good for nothing any more.
    pub(crate) fn end(&self, cookie: &str) {
        self.kept().remove(&hash(cookie));
    }

    /// Ends a session whose credentials are no longer those, unless it was given the new ones meanwhile.
    pub(crate) fn end_former(&self, cookie: &str, former: &LoggedIn) {
        let mut kept = self.kept();
        let hash = hash(cookie);
        if kept
            .get(&hash)
            .is_some_and(|session| session.who == *former)
        {
            kept.remove(&hash);
        }
    }

    /// All sessions, the one that was used last before the others.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen_at(uptime())
    }

    fn seen_at(&self, now: Duration) -> Vec<Seen> {
        let kept = self.kept();
        let seen = kept.iter().map(|(hash, session)| Seen {
            id: SessionId::of(hash),
            who: session.who.clone(),
            address: session.address,
            begun_ago: now.saturating_sub(session.begun),
            used_ago: now.saturating_sub(session.used),
            is_locked: self.is_locked(session, now),
        });
        let mut seen: Vec<_> = seen.collect();
        seen.sort_by_key(|session| (session.used_ago, session.id));
        seen
    }

    /// Ends those of one person that `ends` names, and returns how many there were.
    pub(super) fn end_of(&self, name: &PersonName, ends: impl Fn(SessionId) -> bool) -> usize {
        let (mut kept, same) = (self.kept(), name.same());
        let before = kept.len();
        kept.retain(|hash, session| session.who.name.same() != same || !ends(SessionId::of(hash)));
        before.saturating_sub(kept.len())
    }

    /// Ends those of one person that were begun with credentials from before this generation.
    pub(super) fn end_older(&self, name: &PersonName, generation: u64) {
        let same = name.same();
        self.kept().retain(|_, session| {
            session.who.name.same() != same || session.who.generation >= generation
        });
    }

    /// How many there are of one person.
    pub(super) fn count_of(&self, name: &PersonName) -> usize {
        let same = name.same();
        let kept = self.kept();
        let of_him = kept.values();
        of_him
            .filter(|session| session.who.name.same() == same)
            .count()
    }

    /// One session goes on with the credentials that its person has now; his others are over by them.
    pub(super) fn renew(&self, id: SessionId, generation: u64) {
        let mut kept = self.kept();
        let mut sessions = kept.iter_mut();
        if let Some((_, session)) = sessions.find(|(hash, _)| SessionId::of(hash) == id) {
            session.who.generation = generation;
        }
    }
}

fn hash(cookie: &str) -> [u8; 32] {
    Sha256::digest(cookie).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn yamada() -> LoggedIn {
        LoggedIn {
            name: PersonName::parse("yamada").unwrap(),
            generation: 7,
        }
    }

    #[test]
    fn a_session_is_locked_after_its_time_unless_a_person_does_something() {
        let sessions = Sessions::locked_after(15);
        let at = |minutes: u64| Duration::from_secs(60 * minutes);
        let (open, locked) = (Some(Found::Open(yamada())), Some(Found::Locked(yamada())));
        sessions.begin_at("a", yamada(), HERE, at(100));
        assert_eq!(sessions.find_at("a", true, at(114)), open);
        // What a page does by itself does not count.
        assert_eq!(sessions.find_at("a", false, at(128)), open);
        assert_eq!(sessions.find_at("a", true, at(129)), locked);
        // Nothing but a login unlocks it, and it stays a session.
        assert_eq!(sessions.find_at("a", true, at(9_999)), locked);
        // A clock that went back says nothing.
        assert_eq!(sessions.find_at("a", false, at(0)), open);
    }

    #[test]
    fn a_session_that_was_ended_is_over_and_other_cookies_never_were_any() {
        let sessions = Sessions::locked_after(15);
        let cookie = sessions.begin(yamada(), HERE, "pc-").unwrap();
        assert_eq!(cookie.len(), "pc-".len() + 64);
        assert_ne!(cookie, sessions.begin(yamada(), HERE, "pc-").unwrap());
        assert!(sessions.find(&cookie, true).is_some());
        let upper = cookie.to_ascii_uppercase();
        for other in [
            "",
            "a",
            &cookie[..63],
            &format!("{cookie}0"),
            &format!("{upper}x"),
        ] {
            assert_eq!(sessions.find(other, true), None, "{other}");
        }
        sessions.end(&cookie);
        assert_eq!(sessions.find(&cookie, true), None);
    }

    #[test]
    fn the_session_that_was_used_least_recently_goes_for_one_more() {
        let sessions = Sessions::locked_after(15);
        for n in 0..MOST {
            sessions.begin_at(&format!("c{n}"), yamada(), HERE, Duration::from_secs(60));
        }
        assert!(
            sessions
                .find_at("c0", true, Duration::from_secs(61))
                .is_some()
        );
        let left = |sessions: &Sessions| {
            let cookies = (0..MOST).map(|n| format!("c{n}"));
            let now = Duration::from_secs(62);
            cookies
                .filter(|c| sessions.find_at(c, false, now).is_some())
                .count()
        };
        sessions.begin_at("more", yamada(), HERE, Duration::from_secs(62));
        assert_eq!(left(&sessions), MOST - 1);
        assert!(
            sessions
                .find_at("c0", false, Duration::from_secs(62))
                .is_some()
        );
    }

    #[test]
    fn sessions_are_ended_by_their_names_and_one_goes_on_with_new_credentials() {
        let sessions = Sessions::locked_after(15);
        let at = |minutes: u64| Duration::from_secs(60 * minutes);
        let suzuki = LoggedIn {
            name: PersonName::parse("suzuki").unwrap(),
            generation: 3,
        };
        for (cookie, who, begun) in [("a", yamada(), 1), ("b", yamada(), 9), ("c", suzuki, 20)] {
            sessions.begin_at(cookie, who, HERE, at(begun));
        }
        let seen = sessions.seen_at(at(22));
        let told: Vec<_> = seen
            .iter()
            .map(|one| (one.id, one.used_ago, one.is_locked))
            .collect();
        let id = SessionId::of_cookie;
        let newest = [
            (id("c"), at(2), false),
            (id("b"), at(13), false),
            (id("a"), at(21), true),
        ];
        assert_eq!(told, newest);
        assert_eq!(id("a").to_string().len(), 16);

        sessions.renew(id("b"), 8);
        sessions.end_former("b", &yamada());
        let renewed = LoggedIn {
            generation: 8,
            ..yamada()
        };
        assert_eq!(
            sessions.find_at("b", false, at(22)),
            Some(Found::Open(renewed))
        );
        let (name, others) = (PersonName::parse("ＹＡＭＡＤＡ").unwrap(), id("b"));
        assert_eq!(sessions.end_of(&name, |one| one != others), 1);
        assert_eq!(sessions.find_at("a", false, at(22)), None);
        assert!(sessions.find_at("c", false, at(22)).is_some());
        sessions.end_former("c", &sessions.seen_at(at(22))[0].who);
        assert_eq!(sessions.find_at("c", false, at(22)), None);
    }
}
