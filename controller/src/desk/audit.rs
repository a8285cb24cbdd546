//! The record of acts, to look at: pages of it, a check of its chain, and all of it as a file (RULES R7 to R10).
//!
//! It is stored and not in the fleet. A page is read from its newest end; a check and an export read all of it at one revision.

pub(crate) mod export;
mod numbers;
pub(crate) mod told;
pub(crate) mod words;

use self::told::Numbers;
use super::{Desk, Refused, Right};
use crate::store::Trail;
use crate::texts::{self, Clock};
use crate::wire;
use madoguchi_fleet::audit;
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_fleet::wall::Calendar;
use madoguchi_plain::typed;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{
    CheckAuditRequest, CheckAuditResponse, ListAuditRequest, ListAuditResponse,
};
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Those who read the whole record at a time: each has it in memory. Others wait.
const AT_ONCE: usize = 1;
/// Entries of a page.
const PAGE: usize = 100;
/// Entries that the engine reads at a time: a millisecond or two of it.
const PART: usize = 1_000;

/// Places for those who read the record. Clones belong together.
#[derive(Debug, Clone)]
pub struct Readers(Arc<Semaphore>);

impl Default for Readers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Readers {
    async fn place(&self) -> Result<SemaphorePermit<'_>, Refused> {
        // It is never closed.
        self.0.acquire().await.map_err(|_| Refused::stopped())
    }
}

/// Whether an entry is wanted; its time is one of this clock.
fn fits(wanted: &ListAuditRequest, entry: &AuditEntry, clock: &Clock) -> bool {
    let who = typed::same_name(&wanted.who);
    let name = typed::same_name(&wire::actor_name(&entry.actor));
    let by = who.is_empty() || name.contains(&who) || wire::actor(&entry.actor) == wanted.who;
    let rest = told::act(entry).strip_prefix(wanted.what.as_str());
    let about =
        rest.is_some_and(|rest| wanted.what.is_empty() || rest.is_empty() || rest.starts_with('-'));
    let then = wanted.day.is_empty() || clock.day(entry.at) == wanted.day;
    by && about && then
}

impl Desk {
    /// A page of the record, the newest entries first.
    pub(crate) async fn list_audit(
        &self,
        wanted: ListAuditRequest,
    ) -> Result<ListAuditResponse, Refused> {
        let look = |fleet: &madoguchi_fleet::Fleet| {
            let offset = texts::utc_offset_min(fleet.settings());
            (Clock::of(fleet), fleet.calendar().clone(), offset)
        };
        let (clock, calendar, utc_offset_min) = self.ask(Right::People, look).await?;
        let _place = self.audits.place().await?;
        let mut entries = Vec::new();
        let mut next = Some(match wanted.below {
            0 => u64::MAX,
            below => below,
        });
        while let Some(below) = next
            && entries.len() < PAGE
        {
            let pairs = self.handle.newest_audit(below, PART).await?;
            let is_last = pairs.len() < PART;
            let mut trail = Trail::default();
            for (key, sealed) in &pairs {
                trail.take(key, sealed);
            }
            readable(&trail)?;
            let lowest = trail.entries.last().map(|entry| entry.sequence);
            next = lowest.filter(|_| !is_last);
            for entry in trail.entries {
                if entries.len() == PAGE {
                    // The rest is the next page's.
                    next = entries.last().map(|entry: &AuditEntry| entry.sequence);
                    break;
                }
                if fits(&wanted, &entry, &clock) {
                    entries.push(entry);
                }
            }
        }
        let numbers = self.numbers_of(&entries).await?;
        let shown = |entry| shown(entry, &numbers, &calendar, &clock);
        let entries = entries.iter().map(shown).collect();
        Ok(ListAuditResponse {
            entries,
            below: next.unwrap_or(0),
            utc_offset_min,
        })
    }

    /// The numbers of the tickets that entries are about, as far as they are kept.
    async fn numbers_of(&self, entries: &[AuditEntry]) -> Result<Numbers, Refused> {
        let ids: Vec<_> = entries.iter().filter_map(told::ticket).collect();
        let look = move |fleet: &madoguchi_fleet::Fleet| {
            let kept = ids.iter().filter_map(|id| fleet.ticket(*id));
            kept.map(|ticket| (ticket.id, ticket.number.clone()))
                .collect()
        };
        self.ask(Right::People, look).await
    }

    /// Checks the chain over all that is kept.
    pub(crate) async fn check_audit(
        &self,
        _: CheckAuditRequest,
    ) -> Result<CheckAuditResponse, Refused> {
        let clock = self.ask(Right::People, Clock::of).await?;
        self.read_all(
            move |trail| match audit::check(&trail.entries, trail.next) {
                Ok(whole) => {
                    let mut words = words::whole(&clock, trail, &whole);
                    words.push(texts::text("trail-limits", &[]));
                    let holds = true;
                    CheckAuditResponse { holds, words }
                }
                Err(broken) => CheckAuditResponse {
                    holds: false,
                    words: vec![words::broken(&clock, trail, broken)],
                },
            },
        )
        .await
    }

    /// All entries as JSON, one on each line, in the form that leaves.
    pub(crate) async fn export_audit(&self) -> Result<String, Refused> {
        self.may(Right::People)?;
        let form = export::Form::leaving().map_err(|error| {
            tracing::error!(%error, "the system gives no random bytes");
            Refused::internal(texts::text("no-random-bytes", &[]))
        })?;
        self.read_all(move |trail| export::lines(trail, &form))
            .await
    }

    async fn read_all<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Trail) -> R + Send + 'static,
    ) -> Result<R, Refused> {
        let _place = self.audits.place().await?;
        let snapshot = self.handle.snapshot().await?;
        // It takes a while for a record of years.
        let work = move || {
            let mut trail = Trail::default();
            for (key, sealed) in snapshot.pairs {
                trail.take(&key, &sealed);
            }
            readable(&trail).map(|()| work(&trail))
        };
        let done = tokio::task::spawn_blocking(work).await;
        // Only the end of the process takes it away.
        done.map_err(|_| Refused::stopped())?
    }
}

/// An entry as people see it.
fn shown(
    entry: &AuditEntry,
    numbers: &Numbers,
    calendar: &Calendar,
    clock: &Clock,
) -> v1::AuditEntry {
    let changes = told::changes(entry, clock).into_iter();
    v1::AuditEntry {
        sequence: entry.sequence,
        at_ms: calendar.of_day(entry.at).0,
        actor: wire::actor(&entry.actor).to_owned(),
        actor_name: wire::actor_name(&entry.actor),
        place: wire::text_or_empty(entry.place.as_ref()),
        command: entry.command.clone(),
        subject: entry.subject.clone(),
        did: Some(told::did(entry)),
        about: told::about(entry, numbers),
        changes: changes
            .map(|change| v1::AuditChange {
                what: Some(change.what),
                before: change.before,
                after: change.after,
            })
            .collect(),
        before: entry.before.clone(),
        after: entry.after.clone(),
    }
}

fn readable(trail: &Trail) -> Result<(), Refused> {
    match &trail.unreadable {
        None => Ok(()),
        Some(what) => Err(Refused::data_loss(texts::text(
            "audit-unreadable",
            &[("what", what)],
        ))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_fleet::decision::Answer;
    use madoguchi_fleet::ids::PersonName;
    use madoguchi_fleet::ticket::Actor;
    use madoguchi_fleet::time::FleetTime;

    #[tokio::test]
    async fn one_reads_the_record_at_a_time_and_the_next_one_after_him() {
        let readers = Readers::default();
        let first = readers.place().await.unwrap();
        assert!(readers.0.try_acquire().is_err());
        drop(first);
        assert!(readers.place().await.is_ok());
    }

    #[test]
    fn entries_are_found_by_who_what_and_day() {
        let entry = AuditEntry {
            sequence: 7,
            // 2026-04-01 00:05:07 in Japan, where it is the day before in UTC.
            at: FleetTime(1_774_969_507_000),
            actor: Actor::Person(PersonName::parse("Yamada Taro").unwrap()),
            command: "ticket-park".into(),
            subject: "12".into(),
            request: None,
            answer: Answer::Done,
            before: String::new(),
            after: String::new(),
            place: None,
            digest: None,
        };
        let clock = Clock::at_offset(540);
        let fits = |who: &str, what: &str, day: &str| {
            let wanted = ListAuditRequest {
                below: 0,
                who: who.into(),
                what: what.into(),
                day: day.into(),
            };
            super::fits(&wanted, &entry, &clock)
        };
        for (who, what, day) in [
            ("", "", ""),
            ("yamada", "ticket", "2026-04-01"),
            ("ＴＡＲＯ", "ticket-park", ""),
            ("person", "", ""),
        ] {
            assert!(fits(who, what, day), "{who} {what} {day}");
        }
        for (who, what, day) in [
            ("suzuki", "", ""),
            ("staff", "", ""),
            ("", "tick", ""),
            ("", "unit", ""),
            ("", "", "2026-03-31"),
        ] {
            assert!(!fits(who, what, day), "{who} {what} {day}");
        }
    }
}
