//! The bundle for support (RULES, "Bundle"): everything that support asks for, in one signed file, without patients' data and secrets.
//!
//! What goes in is made by types and not by searching texts afterwards: each shape here names the few fields that leave, a ticket is a
//! [`Pseudonym`], and of a sentence its stable name leaves with the catalogue's own words ([`named`]), never its values.
//!
//! [`Pseudonym`]: madoguchi_bundle::Pseudonym

mod acts;
mod days;
mod findings;
pub(super) mod kept;
mod logs;
mod named;
pub(crate) mod page;
mod past;
mod put;
pub(super) mod redact;
mod rows;
mod settings;

use super::{Desk, Refused, Right, names};
use crate::texts::{self, AtHand, Clock, text};
use crate::views::{self, SeenByDoctor};
use crate::wire::{BadField, Field};
use kept::Kept;
pub(super) use logs::about;
use madoguchi_bundle::{Cause, Entry, FORMAT, MAX_DAYS, Manifest, Pseudonyms, Summary, Writer};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::{RequestId, Serial};
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::unit::Unit;
use madoguchi_fleet::wall::Calendar;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{BundleRequest, BundleStep};
use madoguchi_triage::{Answers, Evidence};
use past::{Past, Wall};
use put::{failed, not_written, put, put_lines, put_log, write_fleet};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

/// How many days a bundle looks back where nobody says.
pub(crate) const USUAL_DAYS: u32 = 14;
/// Bundles at a time: each has its file in memory.
const AT_ONCE: usize = 1;
/// The steps, by the entry that each begins with.
const STEPS: u32 = 5;

/// Places for those who make a bundle. Clones belong together.
#[derive(Debug, Clone)]
pub struct Places(Arc<Semaphore>);

impl Default for Places {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Places {
    fn place(&self) -> Result<OwnedSemaphorePermit, Refused> {
        let place = Arc::clone(&self.0).try_acquire_owned();
        place.map_err(|_| Refused::full(text("bundle-runs", &[])))
    }
}

/// Who is told of the steps.
pub(crate) type Told<'a> = &'a (dyn Fn(BundleStep) + Send + Sync);

/// A wish for a bundle that may be made.
pub(crate) struct Granted {
    unit: Option<Serial>,
    days: u32,
    _place: OwnedSemaphorePermit,
}

impl Desk {
    /// Checks what is asked for, and takes the place.
    pub(crate) async fn begin_bundle(&self, request: &BundleRequest) -> Result<Granted, Refused> {
        self.may(Right::Bundle)?;
        let days = days_of(request.days)?;
        let unit = match request.serial.as_str() {
            "" => None,
            name => {
                let name = names::checked(name)?.to_owned();
                let find = move |fleet: &Fleet| {
                    let unit = fleet.known_unit(&name)?;
                    Ok::<_, Refused>(unit.serial.clone())
                };
                Some(self.ask(Right::Bundle, find).await??)
            }
        };
        Ok(Granted {
            unit,
            days,
            _place: self.bundles.place()?,
        })
    }

    /// Makes the bundle, on a thread of its own: what it compresses and puts into words would hold up whoever shares a worker with it.
    pub(crate) async fn make_bundle(
        self,
        granted: Granted,
        told: impl Fn(BundleStep) + Send + Sync + 'static,
    ) -> Result<Vec<u8>, Refused> {
        let runtime = tokio::runtime::Handle::current();
        let made = tokio::task::spawn_blocking(move || {
            runtime.block_on(self.written_bundle(&granted, &told))
        });
        made.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a bundle was not made to its end");
            Err(failed())
        })
    }

    /// The bundle stands in the record of acts before anything of it is handed out, and so its own act is in it.
    async fn written_bundle(&self, granted: &Granted, told: Told<'_>) -> Result<Vec<u8>, Refused> {
        let step = |entry: &Entry, step| told(begun(entry, step));
        self.note_bundle(granted.unit.clone()).await?;
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *key).map_err(|_| failed())?;
        let pseudonyms = Pseudonyms::new(key);

        step(&Entry::Doctor, 1);
        let examined = self.examined().await.ok();
        step(&Entry::Status, 2);
        let seen = examined.as_ref().map(|(_, seen)| seen.clone());
        let seen = self.seen_for_support(granted, &pseudonyms, seen).await?;
        let (since_ms, events) = self.events.kept();
        let mut writer = Writer::new(self.manifest(granted, &seen));
        write_fleet(&mut writer, &seen)?;
        put(
            &mut writer,
            Entry::Configuration,
            &settings::told(&self.settings),
        )?;
        let system = examined.as_ref().map(|(told, _)| told.system.clone());
        put(&mut writer, Entry::Versions, &rows::versions(&seen, system))?;
        match &examined {
            Some((_, found)) => {
                let told = findings::told(&found.findings, &seen.at.serials);
                put(&mut writer, Entry::Doctor, &told)?;
            }
            None => writer.leave_out(&Entry::Doctor, Cause::NotReached),
        }
        let events = days::Events::of(since_ms, events, granted.unit.as_ref());
        let wall = seen.at.wall();
        let lines = events.lines(&seen.at.pasts, &wall);
        put_lines(&mut writer, Entry::Faults, lines)?;

        step(&Entry::ControllerLog, 3);
        let of_reader = |entry: &Entry, progress| {
            told(BundleStep {
                reader: Some(progress),
                ..begun(entry, 3)
            });
        };
        let own = logs::controller(self.logs.clone(), granted.days).await;
        let readers = logs::readers(
            &self.reader_logs,
            granted.days,
            &seen.at.readers,
            &of_reader,
        );
        for log in std::iter::once(own).chain(readers.await) {
            put_log(&mut writer, log, &seen.written)?;
        }
        step(&Entry::Audit, 4);
        self.write_audit(&mut writer, granted, &seen, &pseudonyms)
            .await?;

        step(&Entry::SummaryPage, 5);
        let summary = Summary {
            days: seen.days.clone(),
            findings: examined.map(|(_, found)| findings::named(&found.findings)),
            ..seen.summary.clone()
        };
        put(&mut writer, Entry::Summary, &summary)?;
        let page = page::render(&self.manifest(granted, &seen), writer.left_out(), &summary);
        let page = page.map_err(|_| failed())?;
        writer
            .put(Entry::SummaryPage, page.as_bytes())
            .map_err(|error| not_written(&error))?;
        writer
            .finish(|manifest| self.identity.sign_bundle(manifest))
            .map_err(|error| not_written(&error))
    }

    async fn note_bundle(&self, unit: Option<Serial>) -> Result<(), Refused> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|_| failed())?;
        let act = Act::staff(RequestId(id), Command::NoteBundle { unit });
        self.send(Right::Bundle, act, |_, _| ()).await
    }

    /// All that the fleet knows, in the shapes that leave. The engine only reads: shapes, sentences and pseudonyms are made here.
    async fn seen_for_support(
        &self,
        granted: &Granted,
        pseudonyms: &Pseudonyms,
        pc: Option<SeenByDoctor>,
    ) -> Result<Seen, Refused> {
        let kept = Kept::read(self, granted.unit.as_ref()).await?;
        let look = self.look_for_support(granted.unit.clone(), pc);
        let looked = self.ask(Right::Bundle, look).await?;
        let status = &looked.status;
        let judged: Vec<_> = looked
            .evidence
            .iter()
            .map(|(serial, evidence, changes)| {
                let told = madoguchi_triage::triage(evidence, &Answers::default());
                // Whoever reads the file is not at the clinic, and borrows nothing.
                texts::triage(serial, &told, changes.clone(), &AtHand::default())
            })
            .collect();
        let unit = granted.unit.as_ref();
        let units = status.units.iter();
        let units = units.filter(|row| unit.is_none_or(|unit| unit.as_str() == row.serial));
        let units: Vec<_> = units.map(|row| rows::Row::of(row, pseudonyms)).collect();
        let of_day = |at: &FleetTime| looked.at.calendar.of_day(*at);
        let ended = kept.ended.iter().map(|(at, kind)| (of_day(at), *kind));
        let sessions = days::Sessions {
            ended: ended.collect(),
            oldest: kept.oldest.as_ref().map(of_day),
            kept_from: looked.at.kept_from,
            pasts: &looked.at.pasts,
        };
        let (wall, now) = (looked.at.wall(), looked.at.now);
        let days = days::of(&wall, now, granted.days, &sessions);
        Ok(Seen {
            summary: rows::summary(status, &units, &judged),
            status: rows::Status::of(status, units, pseudonyms),
            sheets: looked.sheets.iter().map(rows::SheetRow::of).collect(),
            triage: judged.iter().map(crate::json::Triage::from).collect(),
            days,
            numbers: acts::numbers(&kept.numbers, pseudonyms),
            written: redact::Written::of(&kept.numbers, pseudonyms),
            at: looked.at,
        })
    }

    /// What the engine reads at one moment.
    fn look_for_support(
        &self,
        unit: Option<Serial>,
        pc: Option<SeenByDoctor>,
    ) -> impl FnOnce(&Fleet) -> Looked + Send + 'static {
        let support = Arc::clone(&self.support);
        let (policy, revision) = (self.policy, self.handle.published().borrow().revision);
        let pc = pc.filter(|_| self.pc.over_usb());
        let changes = self.changes.newest();
        move |fleet: &Fleet| {
            let status = views::status(fleet, policy, revision);
            let units = fleet.units();
            // One that left the fleet is asked for by its name alone: it is not away, it is gone.
            let wanted = |known: &&Unit| match &unit {
                Some(unit) => known.serial == *unit,
                None => views::is_here(known),
            };
            let known: Vec<_> = units.filter(wanted).collect();
            let judged = known.iter().filter(|unit| {
                let mut rows = status.units.iter();
                rows.any(|row| row.serial == unit.serial.as_str())
            });
            let evidence = judged.filter_map(|unit| {
                let evidence = views::evidence(fleet, unit, pc.as_ref(), &changes)?;
                let changes = views::changes(fleet, unit, &changes);
                Some((unit.serial.to_string(), evidence, changes))
            });
            let sheets = known.iter();
            Looked {
                evidence: evidence.collect(),
                sheets: sheets
                    .map(|unit| views::sheet(fleet, unit, &support.hours))
                    .collect(),
                at: Moment {
                    serials: fleet.units().map(|unit| unit.serial.to_string()).collect(),
                    pasts: known.iter().map(|unit| Past::of(fleet, unit)).collect(),
                    kept_from: days::kept_from(fleet),
                    readers: known.iter().map(|unit| unit.serial.clone()).collect(),
                    roles: acts::roles(fleet),
                    clock: Clock::of(fleet),
                    calendar: fleet.calendar().clone(),
                    now: fleet.time_of_day(),
                    utc_offset_min: texts::utc_offset_min(fleet.settings()),
                    utc_offset_ms: fleet.settings().utc_offset_ms,
                    audit: fleet.audit_head().map_or(0, |head| head.sequence),
                    acts: fleet.act_chain().counter,
                    environment: v1::Environment::from(fleet.settings().environment),
                },
                status,
            }
        }
    }

    fn manifest(&self, granted: &Granted, seen: &Seen) -> Manifest {
        Manifest {
            format: FORMAT,
            installation: self.identity.installation().to_string(),
            environment: match seen.at.environment {
                v1::Environment::Production => "production".to_owned(),
                _ => "test".to_owned(),
            },
            software: env!("CARGO_PKG_VERSION").to_owned(),
            made_at_ms: seen.at.now.0,
            utc_offset_min: seen.at.utc_offset_min,
            days: granted.days,
            unit: granted.unit.as_ref().map(ToString::to_string),
            audit: seen.at.audit,
            acts: seen.at.acts,
            entries: Vec::new(),
            left_out: Vec::new(),
        }
    }
}

/// What the fleet knew at one moment.
struct Looked {
    status: v1::Status,
    /// Of each reader that the status has, with what changed lately.
    evidence: Vec<(String, Evidence, Vec<v1::Text>)>,
    sheets: Vec<v1::GetSheetResponse>,
    at: Moment,
}

/// The moment, and whom the bundle is about.
struct Moment {
    /// All that the fleet knows, also those that left it.
    serials: Vec<String>,
    readers: Vec<Serial>,
    /// What is kept of their days.
    pasts: Vec<Past>,
    /// The oldest session that is kept by the rules.
    kept_from: TimeOfDay,
    roles: acts::Roles,
    clock: Clock,
    calendar: Calendar,
    now: TimeOfDay,
    utc_offset_min: i32,
    utc_offset_ms: i64,
    audit: u64,
    acts: u64,
    environment: v1::Environment,
}

impl Moment {
    fn wall(&self) -> Wall<'_> {
        Wall {
            clock: &self.clock,
            offset_ms: self.utc_offset_ms,
        }
    }
}

/// The same in the shapes that leave.
struct Seen {
    summary: Summary,
    status: rows::Status,
    sheets: Vec<rows::SheetRow>,
    triage: Vec<crate::json::Triage>,
    days: Vec<madoguchi_bundle::Day>,
    numbers: acts::Numbers,
    /// The numbers of those tickets, where another program than ours wrote them down.
    written: redact::Written,
    at: Moment,
}

/// How many days somebody wants to look back.
pub(super) fn days_of(days: u32) -> Result<u32, BadField> {
    match days {
        0 => Ok(USUAL_DAYS),
        days if days <= MAX_DAYS => Ok(days),
        _ => Err(Field::Days.too_large()),
    }
}

fn begun(entry: &Entry, step: u32) -> BundleStep {
    BundleStep {
        entry: entry.to_string(),
        step,
        steps: STEPS,
        reader: None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_bundle_is_made_at_a_time_and_the_next_one_after_it() {
        let places = Places::default();
        let first = places.place().unwrap();
        assert_eq!(places.place().unwrap_err().text.code, "bundle-runs");
        drop(first);
        assert!(places.place().is_ok());
        assert_eq!(failed().text.code, "bundle-failed");
    }
}
