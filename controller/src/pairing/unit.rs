//! What the unit will be: as staff say, else as it was, else as a new one is.

use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::EnrollUnit;
use madoguchi_fleet::ids::{KeyFingerprint, Request, RequestId, Serial, Tag};
use madoguchi_fleet::unit::{Edition, Membership};
use madoguchi_fleet::wish::{Counter, Placement};
use sha2::{Digest, Sha256};

/// In front of what makes the id of the act: an id of its own for each key, so that a repeat with another key is no repeat.
const ACT: &[u8] = b"madoguchi.v1.pair.act\0";

/// What staff want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The request; a repeat gets the first answer.
    pub request: Request,
    /// Only this reader.
    pub serial: Option<Serial>,
    /// The edition as it stands on the box.
    pub edition: Option<Edition>,
    /// The counter's name; `None` takes the next free one of 窓口1, 窓口2, …
    pub counter: Option<String>,
    /// How high the counter is.
    pub placement: Option<Placement>,
    /// The counter's tags.
    pub tags: Vec<Tag>,
    /// What is noted of the cable; may be empty.
    pub cable: String,
}

impl Wanted {
    /// The act that makes it so.
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
        // A unit that was retired comes back as a new one does.
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

    /// The request that the act for this key is: of what staff asked for, under an id of its own.
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

/// The first of 窓口1, 窓口2, … at which no unit stands.
fn next_free(fleet: &Fleet) -> String {
    let taken = |name: &str| {
        let mut units = fleet.units();
        units.any(|unit| unit.membership == Membership::Enrolled && unit.counter.name == name)
    };
    // There are fewer units than numbers, so one is free.
    (1..)
        .map(|n: u32| format!("窓口{n}"))
        .find(|name| !taken(name))
        .unwrap_or_default()
}
