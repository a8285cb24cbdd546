//! What the controller sees of the made-up clinic: not all of it, and with what happens to be there beside the fault.

use crate::clinic::{Carrier, Clinic};
use madoguchi_triage::{
    Change, Contact, Evidence, History, Network, Others, Plug, SelfTest, Service, Way,
};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How often a rung of the way was not looked at, or the system did not tell.
const RUNG_MISSING: f64 = 0.03;
/// The same of what stands beside the way.
const BESIDE_MISSING: f64 = 0.12;
/// How often there is an old entry that has nothing to do with it.
const OLD_ENTRY: f64 = 0.25;

pub fn evidence(clinic: &Clinic, n: usize, change: Change, dice: &mut ChaCha8Rng) -> Evidence {
    let reader = &clinic.readers[n];
    let flaky = [reader.socket, reader.cable, reader.port]
        .iter()
        .any(|carrier| matches!(carrier, Carrier::Flaky { .. }));
    let history = match dice.random_bool(OLD_ENTRY) {
        true if dice.random_bool(0.5) => History::Drops,
        true => History::Codes,
        false => History::Clean,
    };
    Evidence {
        way: (!dice.random_bool(RUNG_MISSING)).then(|| way(clinic.way(n), dice)),
        paused: Some(reader.paused),
        drops: beside(flaky || dice.random_bool(0.02), dice),
        others: beside(others(clinic, n), dice),
        history: beside(history, dice),
        // The record of acts knows what was done with this software, and nothing of routers and tables.
        change: (change == Change::License).then_some(change),
        pc_clock_right: beside(!clinic.clock_wrong, dice),
        reader_clock_right: match clinic.way(n) {
            Way::Shown(Plug {
                network:
                    Some(Network::Ready {
                        contact: Some(Contact::Made(_) | Contact::Refused(_)),
                        ..
                    }),
                ..
            }) => beside(!reader.clock_wrong, dice),
            _ => None,
        },
        slept: beside(clinic.asleep || dice.random_bool(0.04), dice),
        foreign: beside(clinic.foreign, dice),
    }
}

fn beside<T>(seen: T, dice: &mut ChaCha8Rng) -> Option<T> {
    (!dice.random_bool(BESIDE_MISSING)).then_some(seen)
}

fn rung<T>(seen: Option<T>, dice: &mut ChaCha8Rng) -> Option<T> {
    seen.filter(|_| !dice.random_bool(RUNG_MISSING))
}

fn way(truth: Way, dice: &mut ChaCha8Rng) -> Way {
    match truth {
        Way::NotShown { ended } => Way::NotShown {
            // After a start nobody knows how the connection before it ended.
            ended: rung(ended, dice),
        },
        Way::Shown(plug) => Way::Shown(Plug {
            hub: rung(plug.hub, dice),
            slow: rung(plug.slow, dice),
            network: rung(plug.network, dice).map(|one| network(one, dice)),
        }),
        Way::Virtual(contact) => Way::Virtual(contact),
    }
}

fn network(truth: Network, dice: &mut ChaCha8Rng) -> Network {
    let Network::Ready {
        overlap,
        door,
        contact,
    } = truth
    else {
        return truth;
    };
    Network::Ready {
        overlap: rung(overlap, dice),
        door: rung(door, dice),
        contact: rung(contact, dice).map(|one| match one {
            Contact::Made(service) => Contact::Made(of_service(service, dice)),
            other => other,
        }),
    }
}

fn of_service(truth: Service, dice: &mut ChaCha8Rng) -> Service {
    let noisy = |found: SelfTest, dice: &mut ChaCha8Rng| match found {
        SelfTest::Passed if dice.random_bool(0.02) => SelfTest::Other,
        found => found,
    };
    Service {
        heard: rung(truth.heard, dice),
        admission: rung(truth.admission, dice),
        self_test: rung(truth.self_test, dice).map(|found| noisy(found, dice)),
        sessions: rung(truth.sessions, dice),
    }
}

fn others(clinic: &Clinic, n: usize) -> Others {
    let others: Vec<_> = (0..clinic.readers.len())
        .filter(|other| *other != n)
        .collect();
    let working = others.iter().filter(|other| clinic.works(**other)).count();
    match working {
        0 if others.is_empty() => Others::None,
        all if all == others.len() => Others::Serve,
        0 if others.iter().all(|other| clinic.same_trouble(n, *other)) => Others::Same,
        _ => Others::Differ,
    }
}
