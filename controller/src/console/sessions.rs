//! The sessions of people who are logged in, kept in memory: a restart ends them all (RULES W10).
//!
//! A browser holds a random cookie, and here is its hash alone. Who is behind a session the fleet is asked at each request, so that nobody
//! goes on who was removed or got other credentials.

use super::door::{Cookie, Door};
use crate::desk::people::LoggedIn;
use crate::engine::uptime;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use madoguchi_plain::hex::Hex;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The most sessions: every person of a large clinic in several browsers.
const MOST: usize = 256;
/// Random bytes of a cookie.
const COOKIE_BYTES: usize = 32;
/// How long a browser keeps the cookie by which it is known, in seconds: the longest holidays.
pub(super) const KNOWN_S: u32 = 60 * 24 * 60 * 60;

/// All sessions. Clones belong together.
#[derive(Clone)]
pub(crate) struct Sessions {
    kept: Arc<Mutex<Kept>>,
    idle: Duration,
    /// What keeps the sessions of the two doors apart: a cookie of the one is none at the other.
    apart: &'static str,
}

/// Sessions by the hashes of their cookies.
type Kept = BTreeMap<[u8; 32], Session>;

#[derive(Debug, Clone)]
struct Session {
    who: LoggedIn,
    /// When it was used last.
    used: Duration,
}

/// What a cookie stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Open(LoggedIn),
    /// Nobody did anything for a while.
    Locked(LoggedIn),
}

impl Sessions {
    pub(super) fn locked_after(minutes: i64) -> Self {
        let minutes = u64::try_from(minutes).unwrap_or_default();
        Self {
            kept: Arc::default(),
            idle: Duration::from_secs(60 * minutes),
            apart: "pc ",
        }
    }

    /// The sessions of the other door, within the same bound.
    pub(super) fn apart(&self) -> Self {
        Self {
            apart: "lan ",
            ..self.clone()
        }
    }

    fn hash(&self, cookie: &str) -> [u8; 32] {
        let hash = Sha256::new().chain_update(self.apart);
        hash.chain_update(cookie).finalize().into()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A map is whole whatever panicked beside it.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a session and returns the value of its cookie.
    ///
    /// # Errors
    /// The system has no random bytes.
    pub(super) fn begin(&self, who: LoggedIn) -> Result<String, getrandom::Error> {
        let mut cookie = [0; COOKIE_BYTES];
        getrandom::fill(&mut cookie)?;
        let cookie = Hex(&cookie).to_string();
        self.begin_at(&cookie, who, uptime());
        Ok(cookie)
    }

    fn begin_at(&self, cookie: &str, who: LoggedIn, now: Duration) {
        let hash = self.hash(cookie);
        let mut kept = self.kept();
        if kept.len() >= MOST {
            let oldest = kept.iter().min_by_key(|(_, session)| session.used);
            if let Some(oldest) = oldest.map(|(hash, _)| *hash) {
                kept.remove(&oldest);
            }
        }
        kept.insert(hash, Session { who, used: now });
    }

    /// What a cookie stands for; `None` where the session is over, or never was. A person's request keeps it open.
    pub(super) fn find(&self, cookie: &str, of_a_person: bool) -> Option<Found> {
        self.find_at(cookie, of_a_person, uptime())
    }

    fn find_at(&self, cookie: &str, of_a_person: bool, now: Duration) -> Option<Found> {
        let mut kept = self.kept();
        let session = kept.get_mut(&self.hash(cookie))?;
        if now.saturating_sub(session.used) >= self.idle {
            return Some(Found::Locked(session.who.clone()));
        }
        if of_a_person {
            session.used = now;
        }
        Some(Found::Open(session.who.clone()))
    }

    /// Ends a session: its cookie is good for nothing any more.
    pub(super) fn end(&self, cookie: &str) {
        self.kept().remove(&self.hash(cookie));
    }
}

/// The cookie of a session among the headers of a request.
pub(super) fn shown<'a>(headers: &'a HeaderMap, door: &Door) -> Option<&'a str> {
    cookie(headers, door.session().name)
}

/// A cookie by its name.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    cookies.find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The header that sets the cookie of a session; an empty value takes it away.
pub(super) fn set(value: &str, door: &Door) -> String {
    let Cookie { name, rest } = door.session();
    match value {
        "" => format!("{name}=; {rest}; Max-Age=0"),
        value => format!("{name}={value}; {rest}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::ids::PersonName;

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
        sessions.begin_at("a", yamada(), at(100));
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
        let cookie = sessions.begin(yamada()).unwrap();
        assert_eq!(cookie.len(), 64);
        assert_ne!(cookie, sessions.begin(yamada()).unwrap());
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
    fn a_session_of_the_one_door_is_none_at_the_other() {
        let here = Sessions::locked_after(15);
        let lan = here.apart();
        let (one, two) = (here.begin(yamada()).unwrap(), lan.begin(yamada()).unwrap());
        assert!(here.find(&one, true).is_some() && lan.find(&two, true).is_some());
        assert!(here.find(&two, true).is_none() && lan.find(&one, true).is_none());
        lan.end(&one);
        assert!(here.find(&one, true).is_some());
        lan.end(&two);
        assert!(lan.find(&two, true).is_none());
    }

    #[test]
    fn the_session_that_was_used_least_recently_goes_for_one_more() {
        let sessions = Sessions::locked_after(15);
        for n in 0..MOST {
            sessions.begin_at(&format!("c{n}"), yamada(), Duration::from_secs(60));
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
        sessions.begin_at("more", yamada(), Duration::from_secs(62));
        assert_eq!(left(&sessions), MOST - 1);
        assert!(
            sessions
                .find_at("c0", false, Duration::from_secs(62))
                .is_some()
        );
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = |lines: &[&str]| -> HeaderMap {
            let lines = lines.iter();
            lines.map(|line| (COOKIE, line.parse().unwrap())).collect()
        };
        for (lines, found) in [
            (vec!["madoguchi_session=ab"], Some("ab")),
            (vec!["lang=ja; madoguchi_session=ab; x=y"], Some("ab")),
            (vec!["lang=ja", "madoguchi_session=ab"], Some("ab")),
            (vec!["my_madoguchi_session=ab"], None),
            (vec!["madoguchi_sessions=ab"], None),
            (vec!["madoguchi_session"], None),
            (vec![], None),
        ] {
            let here = Door::ThisPc(([127, 0, 0, 1], 7480).into());
            assert_eq!(shown(&headers(&lines), &here), found, "{lines:?}");
        }
    }
}
