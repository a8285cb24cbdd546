//! The unit that a pairing makes: as staff say; otherwise as it was; otherwise as a new unit is.

use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::EnrollUnit;
use madoguchi_fleet::ids::{KeyFingerprint, Request, RequestId, Serial, Tag};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::unit::{Edition, Membership, Unit};
use madoguchi_fleet::wish::{Counter, Placement};
use madoguchi_support::Date;
use sha2::{Digest, Sha256};

/// The prefix of the hash that is the id of the act. The key is hashed, too, so a repeat with another key is another act.
const ACT: &[u8] = b"madoguchi.v1.pair.act\0";

/// The wishes of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The request; a repeat gets the first answer.
    pub request: Request,
    /// Whoever asked for it.
    pub actor: Actor,
    /// The only reader to pair, if staff named one.
    pub serial: Option<Serial>,
    /// The edition that is printed on the box.
    pub edition: Option<Edition>,
    /// The counter's name; `None` takes the next free one of 窓口1, 窓口2, …
    pub counter: Option<String>,
    /// The height of the counter.
    pub placement: Option<Placement>,
    pub tags: Vec<Tag>,
    /// The note about the cable; may be empty.
    pub cable: String,
    /// The day of its delivery, where staff said it.
    pub delivered: Option<Date>,
}

impl Wanted {
    /// The command that enrolls the unit.
    pub(super) fn enrolment(
        &self,
        fleet: &Fleet,
        serial: &Serial,
        key: KeyFingerprint,
    ) -> EnrollUnit {
        let known = fleet.unit(serial);
        let cable = if self.cable.is_empty() {
            known.map_or_else(String::new, |unit| unit.cable.clone())
        } else {
            self.cable.clone()
        };
        // A unit that was retired comes back as a new one.
        let counter = known.filter(|unit| unit.membership == Membership::Enrolled);
        let counter = counter.map(|unit| unit.counter.clone());
        EnrollUnit {
            serial: serial.clone(),
            installation: fleet.installation(),
            key,
            edition: (self.edition)
                .or_else(|| known.map(|unit| unit.edition))
                .unwrap_or(Edition::Single),
            counter: self.counter(counter, fleet),
            cable,
            delivered: self.delivered,
        }
    }

    fn counter(&self, known: Option<Counter>, fleet: &Fleet) -> Counter {
        let mut counter = known.unwrap_or_else(|| Counter {
            name: next_free(fleet),
            placement: Placement::Standing,
            tags: Vec::new(),
        });
        if let Some(name) = &self.counter {
            counter.name.clone_from(name);
        }
        if let Some(placement) = self.placement {
            counter.placement = placement;
        }
        if !self.tags.is_empty() {
            counter.tags.clone_from(&self.tags);
        }
        counter
    }

    /// Another unit at the counter that staff named for this one (RULES Q10).
    pub(super) fn shares_with<'a>(&self, fleet: &'a Fleet, serial: &Serial) -> Option<&'a Unit> {
        let mut here = fleet.units_called(self.counter.as_deref()?);
        here.find(|unit| unit.serial != *serial)
    }

    /// The request under which the act for this key is stored: what staff asked for, with an id of its own.
    pub(super) fn act(&self, key: KeyFingerprint) -> Request {
        let hash = Sha256::new()
            .chain_update(ACT)
            .chain_update(self.request.id.0)
            .chain_update(key.0)
            .finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        Request {
            id: RequestId(id),
            content: self.request.content,
        }
    }
}

/// The first of 窓口1, 窓口2, … without a unit.
fn next_free(fleet: &Fleet) -> String {
    let taken = |name: &str| fleet.units_called(name).next().is_some();
    // There are fewer units than numbers, so one is free.
    (1..)
        .map(|n: u32| format!("窓口{n}"))
        .find(|name| !taken(name))
        .unwrap_or_default()
}
