//! An entry of the record of acts in words: what was done, and what became of its subject.
//!
//! What is stored are stable words (`state=waiting`), which are for programs and never change. Here the known ones become sentences, and what
//! is not known, of an older or a newer release, is shown as it stands.

use crate::texts::{Clock, text};
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1::Text;

/// The acts that have words.
const ACTS: [&str; 39] = [
    "ticket-add",
    "ticket-call",
    "ticket-recall",
    "ticket-move",
    "ticket-park",
    "ticket-unpark",
    "ticket-cancel",
    "ticket-done",
    "ticket-undo",
    "ticket-reopen",
    "ticket-change",
    "ticket-drop-need",
    "ticket-bind",
    "day-end",
    "day-undo",
    "unit-enroll",
    "unit-pause",
    "unit-resume",
    "unit-prefer",
    "unit-retire",
    "unit-replace",
    "unit-note",
    "unit-ledger",
    "unit-change",
    "license-install",
    "license-revocations",
    "license-act",
    "license-return",
    "time-ask-reset",
    "time-reset",
    "time-confirm",
    "person-add",
    "person-reset",
    "person-remove",
    "person-end-sessions",
    "person-log-in",
    "backup-note",
    "unit-identify",
    "session-ended",
];
/// What the desk writes down of itself.
const OF_THE_DESK: &str = "person-logins-failed";

/// What of a subject has words.
const ASPECTS: [&str; 27] = [
    "ticket",
    "state",
    "unit",
    "class",
    "needs",
    "prefers",
    "means",
    "membership",
    "by",
    "counter",
    "placement",
    "tags",
    "paused",
    "preferred",
    "edition",
    "cable",
    "delivered",
    "key",
    "person",
    "role",
    "second-factor",
    "recovery-codes",
    "license",
    "standing",
    "open",
    "fleet-time",
    "license-time",
];
/// What says nothing to people.
const HIDDEN: [&str; 2] = ["generation", "clock-ahead"];
/// Times, in milliseconds.
const TIMES: [&str; 2] = ["fleet-time", "license-time"];

/// The values that have words; the same word means one thing whatever it stands with.
const VALUES: [&str; 32] = [
    "yes",
    "no",
    "waiting",
    "parked",
    "called",
    "verifying",
    "missed",
    "done",
    "cancelled",
    "ended",
    "normal",
    "priority",
    "urgent",
    "paper",
    "seen",
    "mobile",
    "other",
    "standing",
    "seated",
    "enrolled",
    "retired",
    "replaced",
    "by-staff",
    "by-fleet",
    "single",
    "multi",
    "reception",
    "vendor",
    "support",
    "administrator",
    "in-force",
    "expired",
];

/// What was done.
pub(crate) fn did(entry: &AuditEntry) -> Text {
    let known = ACTS.contains(&entry.command.as_str()) || entry.command == OF_THE_DESK;
    match known {
        true => text(&format!("did-{}", entry.command), &[]),
        false => plain(&entry.command),
    }
}

/// What it was done to, as people call it: a ticket by its number, of which the record has the id.
pub(crate) fn about(entry: &AuditEntry) -> String {
    let stood = [&entry.after, &entry.before].map(|stood| pairs(stood));
    let mut all = stood.iter().flatten();
    let number = all.find(|((_, name), _)| name == "ticket");
    match number {
        Some((_, number)) => number.clone(),
        None => entry.subject.clone(),
    }
}

/// What became of one thing about the subject; `None` where it was not there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    pub(crate) what: Text,
    pub(crate) before: Option<Text>,
    pub(crate) after: Option<Text>,
}

/// What is not as it was.
pub(crate) fn changes(entry: &AuditEntry, clock: &Clock) -> Vec<Change> {
    let (before, after) = (pairs(&entry.before), pairs(&entry.after));
    let value = |pairs: &[Pair], name: &Name| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    };
    let mut names: Vec<&Name> = after.iter().map(|(name, _)| name).collect();
    let gone = before.iter().map(|(name, _)| name);
    names.extend(gone.filter(|name| !after.iter().any(|(known, _)| known == *name)));
    let changed = names.into_iter().filter_map(|name| {
        let (was, is) = (value(&before, name), value(&after, name));
        let aspect = name.1.as_str();
        if was == is || HIDDEN.contains(&aspect) {
            return None;
        }
        let told = |value: String| told(aspect, &value, clock);
        Some(Change {
            what: match ASPECTS.contains(&aspect) {
                true => text(&format!("aspect-{aspect}"), &[]),
                false => plain(aspect),
            },
            before: was.map(told),
            after: is.map(told),
        })
    });
    changed.collect()
}

/// Which subject of an entry it is about, and what of it: two readers can stand in one.
type Name = (usize, String);
type Pair = (Name, String);

/// The `name=value` pairs of an entry. A value with more than plain letters stands in quotes, in which a backslash takes the next as it is.
fn pairs(stood: &str) -> Vec<Pair> {
    let (mut pairs, mut rest, mut subject) = (Vec::<Pair>::new(), stood.chars(), 0);
    loop {
        let name: String = rest.by_ref().take_while(|c| *c != '=').collect();
        if name.is_empty() {
            return pairs;
        }
        let (mut value, mut quoted) = (String::new(), false);
        while let Some(c) = rest.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' if quoted => value.extend(rest.next()),
                ' ' if !quoted => break,
                c => value.push(c),
            }
        }
        if pairs
            .iter()
            .any(|(known, _)| *known == (subject, name.clone()))
        {
            subject += 1;
        }
        pairs.push(((subject, name), value));
    }
}

fn told(aspect: &str, value: &str, clock: &Clock) -> Text {
    let time = value.parse().ok().filter(|_| TIMES.contains(&aspect));
    if let Some(ms) = time {
        return plain(&clock.day_and_seconds(TimeOfDay(ms)));
    }
    match VALUES.contains(&value) {
        true => text(&format!("value-{value}"), &[]),
        false => plain(value),
    }
}

/// What has no words, as it stands.
fn plain(word: &str) -> Text {
    Text {
        code: String::new(),
        ja: word.to_owned(),
        en: word.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::decision::Answer;
    use madoguchi_fleet::ticket::Actor;
    use madoguchi_fleet::time::FleetTime;

    fn entry(command: &str, before: &str, after: &str) -> AuditEntry {
        AuditEntry {
            sequence: 1,
            at: FleetTime(0),
            actor: Actor::Staff,
            command: command.into(),
            subject: String::new(),
            request: None,
            answer: Answer::Done,
            before: before.into(),
            after: after.into(),
            place: None,
            digest: None,
        }
    }

    /// "what: before → after" in English.
    fn english(before: &str, after: &str) -> Vec<String> {
        let changes = changes(&entry("x", before, after), &Clock::at_offset(540));
        let word = |text: &Option<Text>| text.as_ref().map_or("-".into(), |text| text.en.clone());
        let line = |change: &Change| {
            let (before, after) = (word(&change.before), word(&change.after));
            format!("{}: {before} → {after}", change.what.en)
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn what_changed_is_told_and_nothing_else() {
        let ticket = "ticket=12 state=waiting class=normal needs= prefers=";
        assert_eq!(
            english(ticket, &ticket.replace("waiting", "parked")),
            ["state: waiting → parked"]
        );
        assert_eq!(
            english("", ticket),
            ["ticket: - → 12", "state: - → waiting", "class: - → normal"]
        );
        assert_eq!(
            english("unit=CR-1 counter=\"A \\\"1\\\"\"", "unit=CR-1 counter=B"),
            ["counter: A \"1\" → B"]
        );
        // Two readers: each is compared with itself.
        assert_eq!(
            english(
                "unit=A membership=enrolled unit=B membership=enrolled",
                "unit=A membership=replaced by=B unit=B membership=enrolled"
            ),
            ["membership: enrolled → replaced", "replaced by: - → B"]
        );
        let person = "person=yamada role=vendor generation=3 second-factor=yes recovery-codes=10";
        assert_eq!(
            english(
                person,
                "person=yamada role=vendor generation=9 second-factor=yes recovery-codes=9"
            ),
            ["recovery codes left: 10 → 9"]
        );
        let times = (
            "fleet-time=0 clock-ahead=5",
            "fleet-time=1775001907000 clock-ahead=0",
        );
        assert_eq!(
            english(times.0, times.1),
            ["the controller's time: 1970-01-01 09:00:00 → 2026-04-01 09:05:07"]
        );
    }

    #[test]
    fn a_ticket_is_named_by_its_number() {
        let mut parked = entry(
            "ticket-park",
            "ticket=A-7 state=waiting",
            "ticket=A-7 state=parked",
        );
        parked.subject = "120".into();
        assert_eq!(about(&parked), "A-7");
        let mut retired = entry("unit-retire", "unit=CR-1", "unit=CR-1");
        retired.subject = "CR-1".into();
        assert_eq!(about(&retired), "CR-1");
    }

    #[test]
    fn whatever_stands_there_is_shown() {
        assert_eq!(english("", "later-word=odd"), ["later-word: - → odd"]);
        for odd in ["=", "a", "a=\"", "a=\"\\", "a=b=c", " ", "a= b"] {
            let _ = english(odd, odd);
            let _ = english("", odd);
        }
        assert_eq!(did(&entry("later-act", "", "")).ja, "later-act");
    }

    #[test]
    fn every_word_is_there_in_both_languages() {
        for act in ACTS.into_iter().chain([OF_THE_DESK]) {
            let told = did(&entry(act, "", ""));
            assert!(!told.ja.is_ascii() && told.en.is_ascii(), "{told:?}");
        }
        for aspect in ASPECTS {
            let told = &changes(
                &entry("x", "", &format!("{aspect}=Z")),
                &Clock::at_offset(0),
            )[0];
            assert!(
                !told.what.code.is_empty() && told.what.en.is_ascii(),
                "{told:?}"
            );
        }
        for value in VALUES {
            let told = told("state", value, &Clock::at_offset(0));
            assert!(!told.code.is_empty() && told.en.is_ascii(), "{told:?}");
        }
    }
}
