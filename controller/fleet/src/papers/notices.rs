//! Notices about licenses, clock and PC, so that people can act before a seat is lost.

use super::Papers;
use crate::license::License;
use crate::licensing::Notice;
use crate::time::FleetTime;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::standing::{Standing, WARNINGS_MS};

impl Papers {
    /// The notices, the most urgent first.
    pub(crate) fn notices(&self, now: FleetTime) -> Vec<Notice> {
        let mut notices: Vec<Notice> = self
            .licenses
            .values()
            .filter_map(|license| self.notice(license, now))
            .chain(self.licenses.values().filter_map(|l| self.double(l, now)))
            .chain(self.clock_notice())
            .chain(self.machine_notice())
            .collect();
        notices.sort_by_key(urgency);
        notices
    }

    fn notice(&self, license: &License, now: FleetTime) -> Option<Notice> {
        let id = license.grant.id.clone();
        match self.standing(license, self.installation, now) {
            Standing::InForce => self.ends_soon(license, now),
            Standing::InGrace { until_ms } => {
                let license = id;
                Some(Notice::InGrace { license, until_ms })
            }
            Standing::Bridging { until_ms } => {
                let license = id;
                Some(Notice::Bridging { license, until_ms })
            }
            Standing::Suspended => Some(Notice::Suspended { license: id }),
            // A license that was reissued needs no attention.
            Standing::Revoked { number } => (!self.has_successor(&id)).then_some(Notice::Revoked {
                license: id,
                number,
            }),
            _ => None,
        }
    }

    /// The notice about a license that an older release stored beside another one with its sequence. It keeps its seats.
    fn double(&self, license: &License, now: FleetTime) -> Option<Notice> {
        let grant = &license.grant;
        if !self.standing(license, self.installation, now).gives_seats() {
            return None;
        }
        let first = self.first_of_sequence(grant)?;
        Some(Notice::SameSequence {
            license: grant.id.clone(),
            first: first.clone(),
        })
    }

    fn ends_soon(&self, license: &License, now: FleetTime) -> Option<Notice> {
        let at_ms = license.grant.not_after_ms?;
        let left = at_ms.saturating_sub(self.time_ms(now));
        let [first, last] = WARNINGS_MS;
        (left <= first && !self.is_renewed(license, at_ms, now)).then(|| Notice::EndsSoon {
            license: license.grant.id.clone(),
            at_ms,
            very: left <= last,
        })
    }

    fn has_successor(&self, id: &LicenseId) -> bool {
        self.licenses
            .values()
            .any(|newer| newer.grant.supersedes.contains(id))
    }

    /// Whether another license of the same lineage continues after its end.
    pub(crate) fn is_renewed(&self, license: &License, at_ms: i64, now: FleetTime) -> bool {
        self.licenses.values().any(|other| {
            other.grant.lineage == license.grant.lineage
                && other.grant.not_before_ms <= at_ms
                && other.grant.not_after_ms.is_none_or(|end| at_ms < end)
                && matches!(
                    self.standing(other, self.installation, now),
                    Standing::InForce | Standing::NotYet
                )
        })
    }

    fn clock_notice(&self) -> Option<Notice> {
        let clock_ms = self.time.clock_set_back()?;
        let mark_ms = self.licensing.clock.mark_ms;
        Some(Notice::ClockSetBack { clock_ms, mark_ms })
    }

    fn machine_notice(&self) -> Option<Notice> {
        let parts = self.licensing.machine?.differs(&self.machine);
        (!parts.is_empty()).then_some(Notice::OtherMachine { parts })
    }
}

/// Orders notices: first what costs seats now, then what will, then what is only to be known.
const fn urgency(notice: &Notice) -> (u8, i64) {
    match notice {
        Notice::ClockSetBack { .. } => (0, 0),
        Notice::Suspended { .. } => (1, 0),
        Notice::Revoked { .. } => (2, 0),
        Notice::InGrace { until_ms, .. } => (3, *until_ms),
        Notice::Bridging { until_ms, .. } => (4, *until_ms),
        Notice::EndsSoon { at_ms, .. } => (5, *at_ms),
        Notice::SameSequence { .. } => (6, 0),
        Notice::OtherMachine { .. } => (7, 0),
    }
}
