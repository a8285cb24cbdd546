//! Questions to the fleet between batches. Everything shown to people comes from here.

use crate::audit::Anchor;
use crate::decision::{Backup, WalkUp};
use crate::fleet::Fleet;
use crate::ids::{Installation, Number, PersonName, RequestId, Serial, SessionId, TicketId};
use crate::license::License;
use crate::licensing::{ActChain, LicenseClock, MachinePrint, Notice, SignedAct};
use crate::people::Person;
use crate::settings::Settings;
use crate::ticket::Ticket;
use crate::time::FleetTime;
use crate::unit::Unit;
use crate::visitors::Visitor;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::revocations::Revocations;
use madoguchi_licensing::standing::{Circumstances, Standing};

impl Fleet {
    #[must_use]
    pub const fn installation(&self) -> Installation {
        self.papers.installation()
    }

    /// The numbers of the rules.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// All units, by serial.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.yard.units()
    }

    #[must_use]
    pub fn unit(&self, serial: &Serial) -> Option<&Unit> {
        self.yard.unit(serial)
    }

    /// The units that are, or were last, at an installation.
    pub fn units_at(&self, installation: Installation) -> impl Iterator<Item = &Unit> {
        self.yard
            .units()
            .filter(move |unit| unit.installation == installation)
    }

    pub fn visitors(&self) -> impl Iterator<Item = &Visitor> {
        self.yard.visitors()
    }

    /// Everybody who may log in, by name.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.all()
    }

    /// The person with this name, in whatever case it is typed.
    #[must_use]
    pub fn person(&self, name: &PersonName) -> Option<&Person> {
        self.people.named(name).ok()
    }

    /// All licenses, by id.
    pub fn licenses(&self) -> impl Iterator<Item = &License> {
        self.papers.licenses()
    }

    /// All kept tickets by id: the open ones, and those that were closed in the last days.
    pub fn tickets(&self) -> impl DoubleEndedIterator<Item = &Ticket> {
        self.book.tickets()
    }

    #[must_use]
    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.book.ticket(id)
    }

    /// The open ticket that has a number, else the newest closed or held one. Finding one of these costs O(kept tickets).
    #[must_use]
    pub fn ticket_numbered(&self, number: &Number) -> Option<&Ticket> {
        self.book.numbered(&self.clock, number)
    }

    /// The ticket that a number finds, and then the others that had it, newest first. Costs O(kept tickets).
    #[must_use]
    pub fn tickets_numbered(&self, number: &Number) -> Vec<&Ticket> {
        self.book.all_numbered(&self.clock, number)
    }

    /// Tickets that are called or verifying.
    pub fn active_tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.book.active()
    }

    /// All open tickets, in no order.
    pub fn open_tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.book.open()
    }

    /// The waiting tickets in the queue's order, then the held ones. O(n log n).
    #[must_use]
    pub fn waiting_in_order(&self) -> Vec<&Ticket> {
        self.book
            .queue()
            .in_order()
            .into_iter()
            .chain(self.book.held())
            .filter_map(|id| self.book.ticket(id))
            .collect()
    }

    /// How many tickets wait.
    #[must_use]
    pub const fn waiting(&self) -> usize {
        self.book.queue().len()
    }

    /// The number of held tickets: they wait, and are not in the queue.
    #[must_use]
    pub fn waiting_held(&self) -> usize {
        self.book.count_held()
    }

    /// How many tickets are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.book.count_open()
    }

    /// How many tickets were closed today.
    #[must_use]
    pub fn closed_today(&self) -> usize {
        let closed = self.book.closed_at();
        closed.filter(|at| self.is_of_today(*at)).count()
    }

    /// How many of the tickets that were closed today were done by other means.
    #[must_use]
    pub fn done_by_means_today(&self) -> usize {
        let done = self.book.closed().filter(|ticket| ticket.means.is_some());
        let today = |at: FleetTime| self.is_of_today(at);
        done.filter(|ticket| ticket.closed_at.is_some_and(today))
            .count()
    }

    /// All walk-ups that are kept, by session.
    pub fn walk_ups(&self) -> impl Iterator<Item = &WalkUp> {
        self.walk_ups.all()
    }

    /// The walk-up of a session.
    #[must_use]
    pub fn walk_up(&self, session: SessionId) -> Option<&WalkUp> {
        self.walk_ups.of(session)
    }

    /// How many walk-ups came since the start.
    #[must_use]
    pub const fn walk_up_arrivals(&self) -> u64 {
        self.walk_ups.arrivals()
    }

    /// The walk-ups that came after the first `arrivals` since the start, in the order in which they came. Costs O(those); of more than
    /// 4,096 the newest.
    pub fn walk_ups_after(&self, arrivals: u64) -> impl Iterator<Item = &WalkUp> {
        self.walk_ups.after(arrivals)
    }

    /// The kept walk-ups of a unit.
    pub fn walk_ups_of<'a>(&'a self, serial: &'a Serial) -> impl Iterator<Item = &'a WalkUp> {
        self.walk_ups.at(serial)
    }

    /// Whether a request with this id was answered: it is then a repeat or refused, and no new work.
    #[must_use]
    pub fn has_answered(&self, request: RequestId) -> bool {
        self.memory.has(request)
    }

    /// The end of the audit's chain; `None` before its first link.
    #[must_use]
    pub const fn audit_head(&self) -> Option<Anchor> {
        self.memory.head()
    }

    /// The newest backup that was told of.
    #[must_use]
    pub const fn backup(&self) -> Option<&Backup> {
        self.memory.backup()
    }

    /// The end of this installation's chain of signed acts.
    #[must_use]
    pub const fn act_chain(&self) -> ActChain {
        self.papers.act_chain()
    }

    /// The newest signed acts, oldest first.
    pub fn acts(&self) -> impl Iterator<Item = &SignedAct> {
        self.papers.acts()
    }

    /// The newest revocation list of each signer.
    pub fn revocation_lists(&self) -> impl Iterator<Item = &Revocations> {
        self.papers.revocations()
    }

    /// The random bytes that a time reset has to name; `None` unless a reset was asked for.
    #[must_use]
    pub const fn reset_nonce(&self) -> Option<[u8; 8]> {
        self.papers.reset_nonce()
    }

    /// The stored state of license time.
    #[must_use]
    pub const fn license_clock(&self) -> LicenseClock {
        self.papers.license_clock()
    }

    /// The PC's parts as they were first seen, and as they are now.
    #[must_use]
    pub const fn machines(&self) -> (Option<MachinePrint>, MachinePrint) {
        self.papers.machines()
    }

    /// License time in milliseconds since 1970: fleet time, as far as it can be believed.
    #[must_use]
    pub const fn license_time_ms(&self) -> i64 {
        self.papers.time_ms(self.now())
    }

    /// The licenses that a return gives back.
    #[must_use]
    pub fn returnable(&self) -> Vec<LicenseId> {
        self.papers.returnable()
    }

    /// Whether and why a license gives its seats at an installation now.
    #[must_use]
    pub fn standing(&self, license: &License, installation: Installation) -> Standing {
        self.papers.standing(license, installation, self.now())
    }

    /// Whether another license continues after the end of one, so that nobody has to act.
    #[must_use]
    pub fn is_renewed(&self, license: &License) -> bool {
        let ends = license.grant.not_after_ms;
        ends.is_some_and(|at_ms| self.papers.is_renewed(license, at_ms, self.now()))
    }

    /// Notices about licenses, clock and PC, the most urgent first.
    #[must_use]
    pub fn license_notices(&self) -> Vec<Notice> {
        self.papers.notices(self.now())
    }

    /// The circumstances by which licenses are judged at an installation now.
    pub(crate) const fn circumstances(&self, installation: Installation) -> Circumstances<'_> {
        self.papers.circumstances(installation, self.now())
    }
}
