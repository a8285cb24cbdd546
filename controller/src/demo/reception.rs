//! The demo's reception: adds patients as they come, recalls who was missed, installs two licenses.

use super::clinic::Clinic;
use super::day::Patient;
use super::live::View;
use crate::cli::{Failure, request_id};
use crate::texts;
use madoguchi_fleet::time::MINUTE;
use madoguchi_proto::v1::{
    AddTicketRequest, CancelTicketRequest, InstallLicenseRequest, ListTicketsRequest,
    RecallTicketRequest, Text, Ticket, TicketState,
};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Licenses that arrive while patients wait: how long after the first patient, and the document.
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
/// How often reception looks at the board, in clinic time.
const LOOK_EVERY_MS: i64 = 20_000;
/// A look costs a round trip: not more often than this in real time, however fast the day goes.
const LOOK_AT_MOST: Duration = Duration::from_millis(50);
/// Reception closes this long after the last patient came; a queue that stands still then is a fault.
const CLOSES_AFTER_MS: i64 = 4 * 60 * MINUTE;
/// A patient who was missed this often has gone home.
const GONE_HOME: usize = 2;

/// Tickets that reception was told of, in the order of arrival.
#[derive(Debug, Default)]
pub struct Receptions {
    /// Their ids.
    pub tickets: Vec<u64>,
}

/// Works at the desk.
pub struct Reception<'a> {
    clinic: &'a Clinic,
}

impl<'a> Reception<'a> {
    /// Works at this clinic's desk.
    #[must_use]
    pub const fn new(clinic: &'a Clinic) -> Self {
        Self { clinic }
    }

    /// Works until every patient was served.
    pub async fn work(&self, patients: &[Patient], mut view: View) -> Result<Receptions, Failure> {
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
                let over = open == 0 || since_midnight > last + CLOSES_AFTER_MS;
                if coming.peek().is_none() && over {
                    return Ok(receptions);
                }
                look = Instant::now() + self.real(LOOK_EVERY_MS).max(LOOK_AT_MOST);
            }
            let next_patient = coming
                .peek()
                .map(|p| self.clinic.moment(self.clinic.midnight.plus(p.arrives_ms)));
            let wake = next_patient.map_or(look, |at| at.min(look));
            view.show_until(wake).await?;
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

    /// Installs a license, and tells what it changed.
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

    /// Looks at the board: how many are open. Who was missed at the last look is called again now.
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
