//! The entries as JSON, one on each line.
//!
//! | form | what it is for | what it has |
//! |---|---|---|
//! | leaving | to hand on | no digest and nothing of a request: with all else known, a short number is found by trying all (RULES B5, G6) |
//! | sealed | to keep at the clinic | all that is under the digests, so the chain can be worked out again from the file alone |
//!
//! Of an entry of a former release, which has a ticket's number in how it stood, the leaving form has a pseudonym.

use super::numbers;
use crate::store::Trail;
use crate::wire;
use madoguchi_bundle::Pseudonyms;
use madoguchi_fleet::audit;
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_plain::hex::Hex;
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// What is written.
pub(crate) enum Form {
    Leaving(Pseudonyms),
    Sealed,
}

impl Form {
    /// The form that leaves, with pseudonyms of its own.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub(crate) fn leaving() -> Result<Self, getrandom::Error> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *key)?;
        Ok(Self::Leaving(Pseudonyms::new(key)))
    }
}

/// All entries. `at_ms` is the time of day; `fleet_time_ms` is what is stored, and under the digest.
pub(crate) fn lines(trail: &Trail, form: &Form) -> String {
    let mut lines = String::new();
    for entry in &trail.entries {
        let line = match form {
            Form::Leaving(pseudonyms) => leaving(trail, entry, pseudonyms),
            Form::Sealed => sealed(trail, entry),
        };
        lines += &line.to_string();
        lines.push('\n');
    }
    lines
}

fn leaving(trail: &Trail, entry: &AuditEntry, pseudonyms: &Pseudonyms) -> Value {
    let stood = |stood: &str| numbers::hidden(stood, pseudonyms);
    told(trail, entry, &stood(&entry.before), &stood(&entry.after))
}

fn sealed(trail: &Trail, entry: &AuditEntry) -> Value {
    let content = entry.request.and_then(|request| request.content);
    let mut line = told(trail, entry, &entry.before, &entry.after);
    line["request_id"] = json!(entry.request.map(|request| Hex(&request.id.0).to_string()));
    line["request_content"] = json!(content.map(|content| Hex(&content.0).to_string()));
    line["digest"] = json!(entry.digest.map(|digest| Hex(&digest).to_string()));
    line
}

/// What both forms tell, with what stood before and after as each tells it.
fn told(trail: &Trail, entry: &AuditEntry, before: &str, after: &str) -> Value {
    json!({
        "sequence": entry.sequence,
        "at_ms": trail.calendar.of_day(entry.at).0,
        "fleet_time_ms": entry.at.0,
        "actor": wire::actor(&entry.actor),
        "actor_name": Some(wire::actor_name(&entry.actor)).filter(|name| !name.is_empty()),
        "place": entry.place.map(|place| place.to_string()),
        "command": entry.command,
        "subject": entry.subject,
        "answer": audit::answer(&entry.answer),
        "before": before,
        "after": after,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::decision::Answer;
    use madoguchi_fleet::ids::{Content, Request, RequestId, TicketId};
    use madoguchi_fleet::ticket::Actor;
    use madoguchi_fleet::time::FleetTime;

    /// Two entries of a former release, about one ticket.
    fn trail() -> Trail {
        let entry = |sequence, before: &str, after: &str| AuditEntry {
            sequence,
            at: FleetTime(1_774_969_507_000),
            actor: Actor::Staff,
            command: "ticket-park".into(),
            subject: "7".into(),
            request: Some(Request {
                id: RequestId([0xab; 16]),
                content: Some(Content([0xcd; 16])),
            }),
            answer: Answer::Ticket(TicketId(7)),
            before: before.into(),
            after: after.into(),
            place: None,
            digest: Some([0xef; 32]),
        };
        Trail {
            entries: vec![
                entry(1, "ticket=5-6 state=waiting", "ticket=5-6 state=parked"),
                entry(2, "", "ticket=\"5-6\" needs=\"a ticket=12\""),
            ],
            ..Trail::default()
        }
    }

    #[test]
    fn what_leaves_has_no_digest_no_hash_and_no_number_of_a_former_release() {
        let trail = trail();
        let left = lines(&trail, &Form::leaving().unwrap());
        for hidden in ["5-6", "abab", "cdcd", "efef"] {
            assert!(!left.contains(hidden), "{hidden}: {left}");
        }
        let left: Vec<Value> = left
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let after = left[0]["after"].as_str().unwrap();
        let pseudonym = after.strip_suffix(" state=parked").unwrap();
        assert!(pseudonym.starts_with("ticket=ticket-"), "{after}");
        assert_eq!(left[0]["before"], format!("{pseudonym} state=waiting"));
        assert_eq!(
            left[1]["after"],
            format!("{pseudonym} needs=\"a ticket=12\"")
        );
    }

    #[test]
    fn the_sealed_form_has_all_that_is_under_the_digests() {
        let sealed = lines(&trail(), &Form::Sealed);
        for there in ["5-6", "abab", "cdcd", "efef"] {
            assert!(sealed.contains(there), "{there}: {sealed}");
        }
    }
}
