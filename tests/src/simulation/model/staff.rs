//! What staff do, and what their acts are refused for.

use super::{
    Class, Hand, Model, PREFERENCE, Session, State, Ticket, UNDO, Undo, Unit, Wish, changes::rank,
};

impl Model {
    pub fn add(
        &mut self,
        now: i64,
        id: u64,
        number: String,
        class: Class,
        needs: Vec<Wish>,
        prefers: Vec<Wish>,
    ) {
        let mut prefers = prefers;
        prefers.retain(|wish| !needs.contains(wish));
        let ticket = Ticket {
            number,
            state: State::Waiting,
            class,
            rank: rank(class, now, id),
            misses: 0,
            attempts: vec![],
            needs,
            prefers,
            prefers_until: now + PREFERENCE,
            gave_way: false,
            held: false,
            session: None,
            closed_at: 0,
            by_means: false,
            arrived: now,
            held_back: false,
            shifted: self.shifted,
            undo: None,
            ended: None,
        };
        self.tickets.insert(id, ticket);
    }

    /// The open ticket that has a number, else the newest closed or held one.
    pub fn numbered(&self, number: &str) -> Option<u64> {
        let mut of_number = self.tickets.iter().filter(|(_, t)| t.number == number);
        let has_it = |ticket: &Ticket| ticket.is_open() && !ticket.held_back;
        let mut open = of_number.clone().filter(|(_, t)| has_it(t));
        open.next_back()
            .or_else(|| of_number.next_back())
            .map(|(id, _)| *id)
    }

    /// The refusal that a ticket's state is, if an act is only allowed from states for which `may` holds.
    pub fn refuses(
        &self,
        number: &str,
        may: fn(&State) -> bool,
    ) -> Option<&'static [&'static str]> {
        let Some(ticket) = self.numbered(number).and_then(|id| self.tickets.get(&id)) else {
            return Some(&["no-such-ticket"]);
        };
        match &ticket.state {
            state if may(state) => None,
            State::Verifying { .. } => Some(&["at-the-reader"]),
            _ if ticket.is_open() => Some(&["wrong-state"]),
            // It may be forgotten by now.
            _ => Some(&["wrong-state", "no-such-ticket"]),
        }
    }

    pub fn may_add(&self, number: &str) -> bool {
        !self
            .tickets
            .values()
            .any(|t| t.number == number && t.is_open() && !t.held_back)
    }

    /// Park, unpark, cancel, recall, and the call that a move takes back.
    pub fn becomes(&mut self, now: i64, id: u64, state: State) {
        self.free_called(now, id);
        self.set(now, id, state);
    }

    /// Parked, or cancelled: staff can take it back.
    pub fn takes_out(&mut self, now: i64, id: u64, state: State) {
        let undo = self.undo_of(now, id);
        self.becomes(now, id, state);
        self.keep_undo(id, undo);
    }

    pub(super) fn undo_of(&self, now: i64, id: u64) -> Option<Undo> {
        let ticket = self.tickets.get(&id)?;
        let gives = match &ticket.state {
            // Its call was taken back from the reader, or the reader was asked what it has.
            State::Called { .. } | State::Verifying { .. } => State::Waiting,
            state => state.clone(),
        };
        Some(Undo {
            at: now,
            gives,
            needs: ticket.needs.clone(),
            prefers: ticket.prefers.clone(),
        })
    }

    pub(super) fn keep_undo(&mut self, id: u64, undo: Option<Undo>) {
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.undo = undo;
        }
    }

    /// Whether there is something to take back.
    pub fn may_undo(&self, now: i64, number: &str) -> Result<u64, &'static [&'static str]> {
        let Some(id) = self.numbered(number) else {
            return Err(&["no-such-ticket"]);
        };
        match self.tickets.get(&id) {
            Some(ticket) if matches!(ticket.state, State::Verifying { .. }) => {
                Err(&["at-the-reader"])
            }
            Some(Ticket {
                undo: Some(undo), ..
            }) if (0..=UNDO).contains(&(now - undo.at)) => Ok(id),
            _ => Err(&["nothing-to-undo", "no-such-ticket"]),
        }
    }

    /// A call becomes parked, anything else what it was.
    pub fn undoes(&mut self, now: i64, id: u64) {
        let undo = self.tickets.get(&id).and_then(|ticket| ticket.undo.clone());
        let Some(undo) = undo else { return };
        self.becomes(now, id, undo.gives);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            (ticket.needs, ticket.prefers) = (undo.needs, undo.prefers);
        }
    }

    /// What is left when a need is dropped: one that it has, or as many as it takes until a serving unit meets the rest; where none serves, an
    /// enrolled one.
    pub fn may_drop(&self, id: u64, need: Option<&Wish>) -> bool {
        let Some(ticket) = self.tickets.get(&id) else {
            return false;
        };
        match need {
            Some(need) => ticket.needs.contains(need),
            None => {
                let judges = self.judges_of_needs();
                !judges.is_empty() && !judges.iter().any(|s| self.meets_needs(s, ticket))
            }
        }
    }

    /// The units by which needs are dropped: those that serve, else those that are enrolled.
    fn judges_of_needs(&self) -> Vec<&str> {
        let those = |wanted: fn(&Unit) -> bool| -> Vec<_> {
            let units = self.units.iter().filter(|(_, unit)| wanted(unit));
            units.map(|(serial, _)| serial.as_str()).collect()
        };
        let serving = those(|unit| unit.serves);
        match serving.is_empty() {
            true => those(|unit| unit.known),
            false => serving,
        }
    }

    /// These needs are left. Without a named one, a unit that judges needs has to meet them now.
    pub fn drops(&mut self, id: u64, need: Option<&Wish>, left: Vec<Wish>) -> Result<(), String> {
        let ticket = self.tickets.get_mut(&id).ok_or("no ticket")?;
        if left.iter().any(|wish| !ticket.needs.contains(wish))
            || need.is_some_and(|need| left.contains(need) || left.len() + 1 != ticket.needs.len())
        {
            return Err(format!("model: {:?} became {left:?}", ticket.needs));
        }
        (ticket.needs, ticket.undo) = (left, None);
        let ticket = ticket.clone();
        let mut judges = self.judges_of_needs().into_iter();
        if need.is_none() && !judges.any(|serial| self.meets_needs(serial, &ticket)) {
            return Err(format!("model: nobody meets {:?} either", ticket.needs));
        }
        Ok(())
    }

    /// Whether a walk-up can be bound, and which: by its session, or the newest of today at a unit.
    pub fn may_bind(
        &self,
        now: i64,
        session: Option<Session>,
        at: Option<&str>,
    ) -> Result<Session, &'static [&'static str]> {
        let newest = || {
            let of_unit = self.walk_ups.iter().filter(|(_, walk_up)| {
                at == Some(walk_up.unit.as_str())
                    && !walk_up.bound
                    && self.is_of_today(walk_up.ended_at, now)
            });
            let newest = of_unit.max_by_key(|(session, walk_up)| (walk_up.ended_at, **session));
            newest.map(|(session, _)| *session)
        };
        let session = match session {
            Some(session) => session,
            None => newest().ok_or(&["no-walk-up-at", "no-such-unit"] as &[_])?,
        };
        match self.walk_ups.get(&session) {
            None => Err(&["no-such-walk-up"]),
            Some(walk_up) if walk_up.bound => Err(&["walk-up-bound"]),
            Some(walk_up) if walk_up.failed => Err(&["walk-up-failed"]),
            Some(_) => Ok(session),
        }
    }

    pub fn binds(&mut self, now: i64, id: u64, session: Session) {
        if let Some(walk_up) = self.walk_ups.get_mut(&session) {
            walk_up.bound = true;
        }
        self.becomes(now, id, State::Done);
    }

    /// Whether a unit may take another's place.
    pub fn may_replace(&self, old: &str, new: &str) -> Vec<&'static str> {
        let (gone, stands_in) = (self.units.get(old), self.units.get(new));
        let mut refusals = Vec::new();
        if old == new {
            refusals.push("replaces-itself");
        }
        if gone.is_none() {
            refusals.push("no-such-unit");
        }
        if gone.is_some_and(|unit| unit.replaced) {
            refusals.push("replaced-already");
        }
        if stands_in.is_none_or(|unit| !unit.known) {
            refusals.extend(["unit-retired", "replaced-already", "no-such-unit"]);
        }
        if gone.map(|unit| unit.multi) != stands_in.map(|unit| unit.multi) {
            refusals.push("other-edition");
        }
        refusals
    }

    /// A unit takes another's place, and stands where that one stood.
    pub fn replaces(&mut self, now: i64, old: &str, new: &str) {
        self.retires(now, old);
        let Some(gone) = self.units.get_mut(old) else {
            return;
        };
        gone.replaced = true;
        let (seated, tags) = (gone.at_seated_counter, gone.tags.clone());
        if let Some(unit) = self.units.get_mut(new) {
            (unit.at_seated_counter, unit.tags) = (seated, tags);
        }
    }

    /// A unit's counter changes; `None` stays. Who was called there goes on to it (RULES A14).
    pub fn changes_counter(
        &mut self,
        serial: &str,
        seated: Option<bool>,
        tags: Option<Vec<String>>,
    ) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.at_seated_counter = seated.unwrap_or(unit.at_seated_counter);
            unit.tags = tags.unwrap_or_else(|| std::mem::take(&mut unit.tags));
        }
    }

    pub fn recall(&mut self, now: i64, id: u64) {
        if let Some(ticket) = self.tickets.get_mut(&id).filter(|t| t.misses >= 2) {
            (ticket.class, ticket.rank) = (Class::Normal, (true, now, true, id));
        }
        self.set(now, id, State::Waiting);
    }

    pub fn ties(&mut self, now: i64, id: u64, unit: &str) {
        let undo = self.undo_of(now, id);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.needs.retain(|wish| !matches!(wish, Wish::Unit(_)));
            ticket.needs.push(Wish::Unit(unit.to_owned()));
            ticket.prefers.retain(|wish| !ticket.needs.contains(wish));
        }
        if let Some(State::Called { .. } | State::Waiting) = self.tickets.get(&id).map(|t| &t.state)
        {
            self.becomes(now, id, State::Waiting);
        }
        self.keep_undo(id, undo);
    }

    /// Paused now, retired, faulted, gone for good: a call goes back.
    pub fn gives_back(&mut self, now: i64, serial: &str) {
        if let Some(id) = self.called_at(serial) {
            self.becomes(now, id, State::Waiting);
        }
    }

    pub fn enrolls(
        &mut self,
        now: i64,
        serial: &str,
        place: String,
        seated: bool,
        tags: Vec<String>,
        multi: bool,
    ) {
        let unit = self.units.entry(serial.to_owned()).or_insert_with(|| Unit {
            hand: Hand::Free { since: now },
            connection: None,
            serves: false,
            seated: false,
            refused: false,
            well: true,
            card: false,
            expected: None,
            unheard: None,
            heard: now,
            place: place.clone(),
            at_seated_counter: seated,
            tags: vec![],
            known: true,
            replaced: false,
            multi,
        });
        unit.multi = multi;
        unit.at_seated_counter = seated;
        unit.tags = tags;
        if !std::mem::replace(&mut unit.known, true) {
            unit.place = place;
        }
    }

    pub fn retires(&mut self, now: i64, serial: &str) {
        self.gives_back(now, serial);
        if let Some(unit) = self.units.get_mut(serial) {
            unit.known = false;
        }
    }
}
