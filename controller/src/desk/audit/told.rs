//! An entry of the record of acts in words: what was done, and what became of its subject.
//!
//! What is stored are stable words (`state=waiting`), which are for programs and never change. Here the known ones become sentences, and what
//! is not known, of an older or a newer release, is shown as it stands.

use crate::texts::{Clock, text};
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_fleet::ids::{Number, TicketId};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1::Text;
use std::collections::BTreeMap;

/// The numbers of the tickets that are kept, as far as somebody asked for them.
pub(crate) type Numbers = BTreeMap<TicketId, Number>;

/// The acts that have words.
const ACTS: [&str; 50] = [
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
    "unit-maintenance",
    "unit-restart",
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
    "support-bundle",
    "support-log",
    "unit-identify",
    "session-ended",
    "person-logins-failed",
    "health-changed",
    "unit-attach",
    DAY_END,
    TIME_SET,
    RESTART_PLANNED,
    RETENTION,
];
/// The day's end by itself, and the time that is set once nobody is at a reader: they come with whatever command is the next one.
const DAY_END: &str = "day-end-by-itself";
const TIME_SET: &str = "time-set";
/// A reader restarts as planned: that comes in the same way.
const RESTART_PLANNED: &str = "unit-restarts-as-planned";

/// What of a subject has words.
const ASPECTS: [&str; 49] = [
    "ticket",
    "state",
    "unit",
    "class",
    "needs",
    "prefers",
    "means",
    "membership",
    "by",
    "fault",
    "override",
    "counter",
    "placement",
    "tags",
    "paused",
    "reason",
    "restart",
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
    "being-set",
    "reset-asked",
    "acts",
    "installation",
    "in-force",
    "backup-at",
    "file",
    "gone-tickets",
    "closed-from",
    "closed-before",
    "gone-verified",
    "gone-not-verified",
    "gone-by-means",
    "gone-cancelled",
    "gone-ended",
    "gone-by-reader",
    "gone-walk-ups",
    "ended-before",
];
/// What says nothing to people.
const HIDDEN: [&str; 3] = ["generation", "clock-ahead", "lineage"];
/// Times, in milliseconds.
const TIMES: [&str; 6] = [
    "fleet-time",
    "license-time",
    "backup-at",
    "closed-from",
    "closed-before",
    "ended-before",
];

/// The values that have words; the same word means one thing whatever it stands with.
pub(crate) const VALUES: [&str; 45] = [
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
    "maintenance",
    "asked",
    "running",
    "overdue",
    "single",
    "multi",
    "reception",
    "vendor",
    "support",
    "administrator",
    "in-force",
    "expired",
    "not-yet",
    "in-grace",
    "bridging",
    "suspended",
    "superseded",
    "revoked",
    "returned",
    "other-environment",
    "other-installation",
];

/// What was done, by the name of its command but for what comes with another one.
pub(crate) fn act(entry: &AuditEntry) -> &str {
    match entry.command.as_str() {
        own @ ("day-end" | "day-undo" | "time-confirm") => own,
        _ if entry.subject == DAY => DAY_END,
        _ if entry.subject == RETENTION => RETENTION,
        _ if entry.subject.starts_with(CLOCK) => TIME_SET,
        _ if entry.subject.starts_with(RESTART) => RESTART_PLANNED,
        own => own,
    }
}

/// The records that went because they were kept long enough; the subject of that is the same word.
const RETENTION: &str = "retention";
/// The subject of a day's end.
const DAY: &str = "day";
/// What the subject of a set time begins with; by how much follows.
const CLOCK: &str = "clock ";
/// What the subject of a planned restart begins with; the serial follows.
const RESTART: &str = "restart ";

/// The same in words.
pub(crate) fn did(entry: &AuditEntry) -> Text {
    let act = act(entry);
    match ACTS.contains(&act) {
        true => text(&format!("did-{act}"), &[]),
        false => plain(act),
    }
}

/// The ticket that an entry is about. What a reader ends has its id, too.
pub(crate) fn ticket(entry: &AuditEntry) -> Option<TicketId> {
    let is_about_one = entry.command.starts_with("ticket-") || entry.command == "session-ended";
    let id = entry.subject.parse().ok().filter(|_| is_about_one);
    id.map(TicketId)
}

/// What it was done to, as people call it: a ticket by its number, as long as that is kept; the record has its id alone, which nobody knows and
/// which looks like a number (RULES G5). There is one day and one clock.
pub(crate) fn about(entry: &AuditEntry, numbers: &Numbers) -> String {
    if [DAY, CLOCK.trim_end(), RETENTION].contains(&entry.subject.as_str()) {
        return String::new();
    }
    if let Some(by) = entry.subject.strip_prefix(CLOCK) {
        return by.to_owned();
    }
    if let Some(serial) = entry.subject.strip_prefix(RESTART) {
        return serial.to_owned();
    }
    match ticket(entry) {
        Some(id) => {
            let kept = numbers.get(&id).map(|number| number.as_str().to_owned());
            kept.or_else(|| noted_number(entry)).unwrap_or_default()
        }
        None => entry.subject.clone(),
    }
}

/// The number in an entry of an older release.
fn noted_number(entry: &AuditEntry) -> Option<String> {
    let stood = [&entry.after, &entry.before].map(|stood| pairs(stood));
    let mut all = stood.into_iter().flatten();
    all.find(|((_, name), _)| name == "ticket")
        .map(|(_, number)| number)
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
pub(crate) type Name = (usize, String);
pub(crate) type Pair = (Name, String);

/// The `name=value` pairs of an entry. A value with more than plain letters stands in quotes, in which a backslash takes the next as it is.
pub(crate) fn pairs(stood: &str) -> Vec<Pair> {
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
        let kept = Numbers::from([(TicketId(121), Number::parse("B-8").unwrap())]);
        assert_eq!(about(&parked, &kept), "A-7", "of an older release");
        for command in ["ticket-park", "session-ended"] {
            let mut known = entry(command, "state=waiting", "state=parked");
            known.subject = "121".into();
            assert_eq!(about(&known, &kept), "B-8");
            known.subject = "122".into();
            assert_eq!(about(&known, &kept), "", "its number went");
        }
        let mut retired = entry("unit-retire", "unit=CR-1", "unit=CR-1");
        retired.subject = "CR-1".into();
        assert_eq!(about(&retired, &kept), "CR-1");
    }

    #[test]
    fn what_comes_with_another_command_is_told_as_what_it_is() {
        let of = |command: &str, subject: &str| {
            let entry = AuditEntry {
                subject: subject.into(),
                ..entry(command, "", "")
            };
            (
                act(&entry).to_owned(),
                did(&entry).en,
                about(&entry, &Numbers::new()),
            )
        };
        let told = |act: &str, words: &str, about: &str| {
            (act.to_owned(), words.to_owned(), about.to_owned())
        };
        let by_itself = told(DAY_END, "the day ended by itself", "");
        for command in ["tick", "clock-seen", "card-removed"] {
            assert_eq!(of(command, "day"), by_itself);
        }
        let set = told(TIME_SET, "the controller's time was set", "+300000 ms");
        assert_eq!(of("session-ended", "clock +300000 ms"), set);
        let own = told("day-end", "ended the day", "");
        assert_eq!(of("day-end", "day"), own);
        let own = told("time-confirm", "set the controller's time", "");
        assert_eq!(of("time-confirm", "clock"), own);
    }

    /// What a command that writes nothing down of its own does, by the command's name.
    const SILENT: [(&str, &str); 13] = [
        (
            "unit-detach",
            include_str!("../../../fleet/src/commands/detach.rs"),
        ),
        (
            "card-placed",
            include_str!("../../../fleet/src/commands/card_placed.rs"),
        ),
        (
            "card-removed",
            include_str!("../../../fleet/src/commands/card_removed.rs"),
        ),
        (
            "clock-heard",
            include_str!("../../../fleet/src/commands/hear_clock.rs"),
        ),
        (
            "unit-restarted",
            include_str!("../../../fleet/src/commands/unit_restarted.rs"),
        ),
        (
            "holding-reported",
            include_str!("../../../fleet/src/commands/holding_reported.rs"),
        ),
        ("ports-seen", ""),
        (
            "stranger-seen",
            include_str!("../../../fleet/src/commands/see_stranger.rs"),
        ),
        (
            "link-observed",
            include_str!("../../../fleet/src/commands/link_observed.rs"),
        ),
        ("machine-seen", ""),
        (
            "clock-seen",
            include_str!("../../../fleet/src/commands/see_clock.rs"),
        ),
        (
            "resumed",
            include_str!("../../../fleet/src/commands/resumed.rs"),
        ),
        ("tick", include_str!("../../../fleet/src/commands/tick.rs")),
    ];

    #[test]
    fn every_command_that_is_written_down_has_words() {
        let kinds = include_str!("../../../fleet/src/kinds.rs");
        let names = kinds.lines().filter_map(|line| {
            let (_, rest) = line.split_once(" => \"")?;
            rest.strip_suffix("\",")
        });
        let without: Vec<&str> = names.filter(|name| !ACTS.contains(name)).collect();
        assert_eq!(without, SILENT.map(|(name, _)| name));
        for (name, does) in SILENT {
            for writes in ["set_subject", "about_ticket", "about_unit"] {
                assert!(!does.contains(writes), "{name} is written down");
            }
        }
    }

    #[test]
    fn whatever_the_record_says_of_a_subject_has_words() {
        let source = include_str!("../../../fleet/src/about.rs");
        let flat: String = source.chars().filter(|c| !c.is_whitespace()).collect();
        let quoted = |before: &str| -> Vec<String> {
            let parts = flat.split(before).skip(1);
            let word = |part: &str| part.split('"').next().map(str::to_owned);
            parts.filter_map(word).collect()
        };
        let said = [quoted("words.say(\""), quoted("words.list(\"")].concat();
        assert!(said.len() > 25, "{said:?}");
        for aspect in said {
            let known = [&ASPECTS[..], &HIDDEN].concat();
            assert!(known.contains(&aspect.as_str()), "{aspect} has no words");
        }
        let values = quoted("=>\"");
        assert!(values.len() > 30, "{values:?}");
        for value in values {
            assert!(VALUES.contains(&value.as_str()), "{value} has no words");
        }
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
        for act in ACTS {
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
