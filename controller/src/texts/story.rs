//! A ticket's story: what happened, why, and how each session ended.

use super::bundles::{said, sentence};
use super::waiting::{class, means, wish};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::reasons::Passed;
use madoguchi_fleet::ticket::{Chapter, MAX_ATTEMPTS, What, Why};
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// A unit as it is spoken of: by its counter and serial, by its serial where no counter is known.
#[must_use]
pub fn place(unit: Option<&Serial>, counter: Option<&str>) -> Text {
    match (unit, counter) {
        (Some(serial), Some(counter)) => sentence(
            "unit",
            "unit-at-counter",
            &[("counter", same(counter)), ("serial", same(serial))],
        ),
        (Some(serial), None) => said("wish", "unit", &[("serial", same(serial))]),
        (None, _) => sentence("unit", "unknown-unit", &[]),
    }
}

/// One line of a ticket's story. `counter` is the name of its unit's counter, `outcome` how the attempt
/// that it is about ended. The code is the event's name, followed by the reason's where there is one:
/// `called-least-special`.
#[must_use]
pub fn chapter(chapter: &Chapter, counter: Option<&str>, outcome: Option<&Kind>) -> Text {
    let place = place(chapter.unit.as_ref(), counter);
    let mut told = match (&chapter.wish, chapter.classes) {
        _ if chapter.means.is_some() => {
            let by = chapter.means.map(|by| ("means", means(by).into()));
            let args: Vec<_> = by.into_iter().collect();
            sentence(chapter.what.as_str(), "what-done-by-means-named", &args)
        }
        (None, Some((before, after))) => {
            let args = [
                ("before", class(before).into()),
                ("after", class(after).into()),
            ];
            sentence(chapter.what.as_str(), "what-class-changed-named", &args)
        }
        (None, None) => said("what", chapter.what.as_str(), &[("place", place.into())]),
        (Some(need), _) => {
            let key = format!("what-{}-named", chapter.what.as_str());
            let args = [("wish", wish(need).into())];
            sentence(chapter.what.as_str(), &key, &args)
        }
    };
    if let Some(kind) = outcome.filter(|_| tells_outcome(chapter.what)) {
        let outcome = self::outcome(kind);
        let code = told.code.clone();
        let args = [("what", told.into()), ("outcome", outcome.into())];
        told = sentence(&code, "chapter-with-outcome", &args);
    }
    if let Some(why) = chapter.why {
        let code = format!("{}-{}", told.code, why.as_str());
        if says_why_itself(chapter.what, why) {
            told.code = code;
            return told;
        }
        let limit = [("limit", same(MAX_ATTEMPTS))];
        let why = said("why", why.as_str(), &limit);
        let args = [("what", told.into()), ("why", why.into())];
        told = sentence(&code, "chapter-with-why", &args);
    }
    told
}

/// A call that passed a ticket.
#[must_use]
pub fn passed(passed: &Passed, counter: Option<&str>) -> Text {
    let code = match passed.by_staff {
        true => "passed-by-hand",
        false => "passed-by-class",
    };
    let args = [
        ("number", same(&passed.number)),
        ("class", class(passed.class).into()),
        ("place", place(Some(&passed.unit), counter).into()),
    ];
    sentence(code, &format!("story-{code}"), &args)
}

/// That further calls passed a ticket, which are not told one by one.
#[must_use]
pub fn more_passed(calls: usize) -> Text {
    let calls = [("calls", same(calls))];
    sentence("passed-by-more", "story-passed-by-more", &calls)
}

/// That lines of the story were left out.
#[must_use]
pub fn left_out(lines: u32) -> Text {
    sentence("left-out", "story-left-out", &[("lines", same(lines))])
}

/// Whether the event has its reason in its own sentence, so that the reason would say it again.
const fn says_why_itself(what: What, why: Why) -> bool {
    matches!(
        (what, why),
        (What::Missed, Why::NoShow) | (What::Bound, Why::WalkUp)
    )
}

/// Whether how the session ended belongs into the line.
const fn tells_outcome(what: What) -> bool {
    matches!(
        what,
        What::Verified
            | What::NotVerified
            | What::UnitFailed
            | What::LateUsed
            | What::LateHeld
            | What::LateRecorded
            | What::Bound
    )
}

/// How a session ended, and what to do then.
#[must_use]
pub fn outcome(kind: &Kind) -> Text {
    let plain = |code| said("outcome", code, &[]);
    match kind {
        Kind::Verified(Method::Face) => plain("verified-face"),
        Kind::Verified(Method::Pin) => plain("verified-pin"),
        Kind::Verified(Method::PinByGuardian) => plain("verified-pin-guardian"),
        Kind::FaceNotMatched => plain("face-not-matched"),
        Kind::PinWrong { tries_left } => {
            said("outcome", "pin-wrong", &[("tries", same(tries_left))])
        }
        Kind::PinLocked => plain("pin-locked"),
        Kind::CardExpired => plain("card-expired"),
        Kind::CardUnreadable => plain("card-unreadable"),
        Kind::NotMyNumberCard => plain("not-my-number-card"),
        Kind::GivenUp => plain("given-up"),
        Kind::TimedOut => plain("timed-out"),
        Kind::UnitFailed { code } => said("outcome", "unit-failed", &[("error", same(code))]),
    }
}
