//! The reception of the demo: adds patients when they come, calls missed ones again, and installs two licenses.

use super::clinic::Clinic;
use super::day::Patient;
use super::live::View;
use crate::cli::{Failure, request_id};
use crate::texts;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::MINUTE;
use madoguchi_proto::v1::{
    AddTicketRequest, CancelTicketRequest, InstallLicenseRequest, ListTicketsRequest,
    RecallTicketRequest, Text, Ticket, TicketState,
};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The licenses that arrive while patients wait: the time after the first patient, and the document.
const LICENSES: [(i64, &[u8]); 2] = [
    (
        10 * MINUTE,
        include_bytes!("../../demo/additional-1.license"),
    ),
    (
        20 * MINUTE,
        include_bytes!("../../demo/additional-2.license"),
    ),
];
/// The time between two looks at the board, in clinic time.
const LOOK_EVERY_MS: i64 = 20_000;
/// The shortest real time between two looks, because each costs a round trip.
const LOOK_AT_MOST: Duration = Duration::from_millis(50);
/// The time from the last arrival to the end of the demo. A queue that has not ended by then is a fault.
const CLOSES_AFTER_MS: i64 = 4 * 60 * MINUTE;
/// A patient who was missed this many times has gone home.
const GONE_HOME: usize = 2;

/// The tickets of reception, in the order of arrival.
#[derive(Debug, Default)]
pub struct Receptions {
    pub tickets: Vec<u64>,
    /// Whether somebody stopped the morning.
    pub interrupted: bool,
}

/// The reception of one clinic.
pub struct Reception<'a> {
    clinic: &'a Clinic,
}

impl<'a> Reception<'a> {
    #[must_use]
    pub const fn new(clinic: &'a Clinic) -> Self {
        Self { clinic }
    }

    /// Works until every patient was served whom a reader can serve, or until `stop` completes.
    pub async fn work(
        &self,
        patients: &[Patient],
        mut view: View,
        stop: impl Future,
    ) -> Result<Receptions, Failure> {
        let mut stop = std::pin::pin!(stop);
        let mut receptions = Receptions::default();
        let mut licenses = LICENSES.iter().peekable();
        let mut coming = patients.iter().peekable();
        let mut look = Instant::now();
        let mut missed_before = BTreeSet::new();
        let first = patients.first().map_or(0, |patient| patient.arrives_ms);
        let last = patients.last().map_or(0, |patient| patient.arrives_ms);
        loop {
            let since_midnight = self.clinic.now().since(self.clinic.midnight);
            while let Some((_, document)) =
                licenses.next_if(|(after, _)| first + after <= since_midnight)
            {
                let news = self.install(document).await?;
                view.tell(self.clinic.now(), &news);
            }
            while let Some(patient) = coming.next_if(|patient| patient.arrives_ms <= since_midnight)
            {
                receptions.tickets.push(self.add(patient).await?);
            }
            if look <= Instant::now() {
                let open = self.look(&mut missed_before).await?;
                let nobody_comes = coming.peek().is_none() && licenses.peek().is_none();
                let over = open == 0 && coming.peek().is_none();
                let in_vain = nobody_comes && open == self.waiting_in_vain().await?;
                if over || in_vain || since_midnight > last + CLOSES_AFTER_MS {
                    return Ok(receptions);
                }
                look = Instant::now() + self.real(LOOK_EVERY_MS).max(LOOK_AT_MOST);
            }
            let next_patient = coming
                .peek()
                .map(|p| self.clinic.moment(self.clinic.midnight.plus(p.arrives_ms)));
            let wake = next_patient.map_or(look, |at| at.min(look));
            tokio::select! {
                shown = view.show_until(wake) => shown?,
                _ = &mut stop => {
                    receptions.interrupted = true;
                    return Ok(receptions);
                }
            }
        }
    }

    async fn add(&self, patient: &Patient) -> Result<u64, Failure> {
        let request = AddTicketRequest {
            request_id: request_id()?,
            number: patient.number.clone(),
            class: patient.class.into(),
            needs: patient.needs.clone(),
            prefers: patient.prefers.clone(),
            // A day that is played has the needs that it has; one that nobody meets is told at the end.
            insist: true,
            arrived_elsewhere_ms: None,
        };
        let answer = self
            .clinic
            .desk
            .front_desk()
            .add_ticket(request)
            .await?
            .into_inner();
        answer
            .ticket
            .map(|ticket| ticket.ticket_id)
            .ok_or_else(Failure::incomplete)
    }

    /// Installs a license and returns what it changed.
    async fn install(&self, document: &[u8]) -> Result<Text, Failure> {
        let request = InstallLicenseRequest {
            old_pc_died: false,
            only_look: false,
            request_id: request_id()?,
            document: document.to_vec(),
        };
        let mut desk = self.clinic.desk.licenses();
        let answer = desk.install_license(request).await?.into_inner();
        let license = answer.license.unwrap_or_default().license_id;
        let units = answer.newly_seated.join(", ");
        Ok(texts::text(
            "demo-installed",
            &[("license", &license), ("units", &units)],
        ))
    }

    /// Looks at the board and returns the number of open tickets. Tickets that were missed at the last look are called again.
    async fn look(&self, missed_before: &mut BTreeSet<u64>) -> Result<usize, Failure> {
        let mut open = 0;
        let mut missed = BTreeSet::new();
        let mut page_token = String::new();
        loop {
            let request = ListTicketsRequest {
                include_closed: false,
                page_size: 0,
                page_token,
            };
            let page = self
                .clinic
                .desk
                .front_desk()
                .list_tickets(request)
                .await?
                .into_inner();
            open += page.tickets.len();
            for ticket in page
                .tickets
                .iter()
                .filter(|t| t.state() == TicketState::Missed)
            {
                if missed_before.contains(&ticket.ticket_id) {
                    self.recall(ticket).await?;
                } else {
                    missed.insert(ticket.ticket_id);
                }
            }
            page_token = page.next_page_token;
            if page_token.is_empty() {
                *missed_before = missed;
                return Ok(open);
            }
        }
    }

    /// The number of tickets that wait for what no serving reader has.
    async fn waiting_in_vain(&self) -> Result<usize, Failure> {
        let waits = |fleet: &Fleet| {
            let open = fleet.tickets().filter(|ticket| ticket.is_open());
            open.filter(|ticket| fleet.unmet_needs_of(ticket).is_some())
                .count()
        };
        let handle = &self.clinic.running.handle;
        handle.ask(waits).await.map_err(Failure::cannot_start)
    }

    async fn recall(&self, ticket: &Ticket) -> Result<(), Failure> {
        let number = ticket.number.clone();
        let mut desk = self.clinic.desk.front_desk();
        if usize::try_from(ticket.attempt).unwrap_or(usize::MAX) >= GONE_HOME {
            desk.cancel_ticket(CancelTicketRequest {
                request_id: request_id()?,
                number,
            })
            .await?;
        } else {
            desk.recall_ticket(RecallTicketRequest {
                request_id: request_id()?,
                number,
            })
            .await?;
        }
        Ok(())
    }

    /// Clinic time as real time.
    fn real(&self, clinic_ms: i64) -> Duration {
        Duration::from_millis(u64::try_from(clinic_ms).unwrap_or(0)) / self.clinic.speed
    }
}
