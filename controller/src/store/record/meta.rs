//! The meta record: the state of the store itself.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::store::{Revision, SCHEMA};
use crate::wire::{self, BadField, Field};
use madoguchi_fleet::decision::{Backup, Counters, DayEnd, SinceDayEnd};
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::wall::Run;
use madoguchi_proto::v1;

/// The schema of the first release.
const FIRST_SCHEMA: u32 = 1;

/// The state of the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::store) struct Meta {
    /// The number of commits.
    pub(in crate::store) revision: Revision,
    /// The id of the newest batch; zeros before the first.
    pub(in crate::store) batch_id: [u8; 16],
    pub(in crate::store) fleet_time: FleetTime,
    /// The fleet's counters.
    pub(in crate::store) counters: Counters,
}

/// The same as this program writes it: with the present schema.
#[derive(Debug)]
pub(in crate::store) struct MetaOfToday(pub(in crate::store) Meta);

impl Record for MetaOfToday {
    type Wire = v1::MetaRecord;

    fn key(&self) -> Key {
        self.0.key()
    }

    fn to_wire(&self) -> v1::MetaRecord {
        v1::MetaRecord {
            schema: SCHEMA,
            ..self.0.to_wire()
        }
    }

    fn from_wire(wire: v1::MetaRecord) -> Result<Self, BadField> {
        Meta::from_wire(wire).map(Self)
    }
}

impl Record for Meta {
    type Wire = v1::MetaRecord;

    fn key(&self) -> Key {
        Key::meta()
    }

    fn to_wire(&self) -> v1::MetaRecord {
        v1::MetaRecord {
            schema: FIRST_SCHEMA,
            revision: self.revision.0,
            batch_id: self.batch_id.to_vec(),
            fleet_time_ms: self.fleet_time.0,
            next_ticket_id: self.counters.ticket,
            next_number: self.counters.number,
            next_audit: self.counters.audit,
            next_pairing: self.counters.pairing,
            day_ended_ms: self.counters.day_ended.0,
            ended_set_ms: self.counters.ended_set.0,
            off_since_ms: self.counters.off_since.0,
            shifted_ms: self.counters.shifted_ms,
            runs: self.counters.runs.iter().map(run_wire).collect(),
            day_end: self.counters.day_end.as_ref().map(day_end_wire),
            newest_backup: self.counters.backup.as_ref().map(backup_wire),
        }
    }

    fn from_wire(wire: v1::MetaRecord) -> Result<Self, BadField> {
        if !(FIRST_SCHEMA..=SCHEMA).contains(&wire.schema) {
            return Err(Field::Schema.malformed());
        }
        if wire.revision == 0 {
            return Err(Field::Revision.missing());
        }
        Ok(Self {
            revision: Revision(wire.revision),
            batch_id: wire::bytes_of(&wire.batch_id, Field::BatchId)?,
            fleet_time: FleetTime(wire.fleet_time_ms),
            counters: Counters {
                ticket: wire.next_ticket_id,
                number: wire.next_number,
                audit: wire.next_audit,
                pairing: wire.next_pairing,
                day_ended: FleetTime(wire.day_ended_ms),
                ended_set: TimeOfDay(wire.ended_set_ms),
                off_since: FleetTime(wire.off_since_ms),
                shifted_ms: wire.shifted_ms,
                day_end: wire.day_end.as_ref().map(day_end).transpose()?,
                backup: wire.newest_backup.map(backup).transpose()?,
                runs: wire.runs.into_iter().map(run).collect(),
            },
        })
    }
}

const fn run_wire(run: &Run) -> v1::RunRecord {
    v1::RunRecord {
        from_ms: run.from.0,
        ahead_ms: run.ahead_ms,
    }
}

const fn run(wire: v1::RunRecord) -> Run {
    Run {
        from: FleetTime(wire.from_ms),
        ahead_ms: wire.ahead_ms,
    }
}

fn day_end_wire(end: &DayEnd) -> v1::DayEndRecord {
    let since = SINCE.iter().find(|(since, _)| *since == end.since);
    v1::DayEndRecord {
        nth: end.nth,
        next_ticket_id: end.next_ticket.0,
        next_number: end.next_number,
        since: since.map_or("", |(_, name)| name).to_owned(),
    }
}

fn day_end(wire: &v1::DayEndRecord) -> Result<DayEnd, BadField> {
    let since = SINCE.iter().find(|(_, name)| *name == wire.since);
    Ok(DayEnd {
        nth: wire.nth,
        next_ticket: TicketId(wire.next_ticket_id),
        next_number: wire.next_number,
        since: since
            .map(|(since, _)| *since)
            .ok_or(Field::SinceDayEnd.malformed())?,
    })
}

fn backup_wire(backup: &Backup) -> v1::NewestBackupRecord {
    v1::NewestBackupRecord {
        at_ms: backup.at.0,
        actor: wire::actor(&backup.by).to_owned(),
        actor_name: wire::actor_name(&backup.by),
        file: backup.file.clone(),
    }
}

fn backup(wire: v1::NewestBackupRecord) -> Result<Backup, BadField> {
    Ok(Backup {
        at: FleetTime(wire.at_ms),
        by: wire::actor_of(&wire.actor, &wire.actor_name)?,
        file: wire.file,
    })
}

/// The stable names of what has happened since a day's end.
const SINCE: [(SinceDayEnd, &str); 4] = [
    (SinceDayEnd::Nothing, "nothing"),
    (SinceDayEnd::Called, "called"),
    (SinceDayEnd::TakenBack, "taken-back"),
    (SinceDayEnd::EndedByItself, "ended-by-itself"),
];
