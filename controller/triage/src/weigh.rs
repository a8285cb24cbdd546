//! How likely each fault is beside all readings: Bayes' rule over the table.

use crate::fault::{Fault, Part};
use crate::reading::Reading;
use crate::table;

/// A fault with its chance.
pub(crate) type Weighed = (Fault, f64);

/// The chances of all faults, which are 1 together, the most likely first.
pub(crate) fn weigh(readings: &[Reading]) -> Vec<Weighed> {
    let mut weighed: Vec<_> = Fault::ALL
        .iter()
        .map(|fault| {
            let told: f64 = readings.iter().map(|one| chance(*fault, *one).ln()).sum();
            (*fault, table::prior(*fault).ln() + told)
        })
        .collect();
    // The largest becomes 1 before the exponentials, so that many readings do not underflow.
    let largest = weighed.iter().map(|(_, log)| *log).fold(f64::MIN, f64::max);
    for (_, weight) in &mut weighed {
        *weight = (*weight - largest).exp();
    }
    normalize(&mut weighed);
    weighed.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    weighed
}

/// The chances after one more reading.
pub(crate) fn after(weighed: &[Weighed], reading: Reading) -> Vec<Weighed> {
    let with = |(fault, weight): &Weighed| (*fault, weight * chance(*fault, reading));
    let mut after: Vec<_> = weighed.iter().map(with).collect();
    normalize(&mut after);
    after
}

/// The chance of a part: of all its faults together.
pub(crate) fn share(weighed: &[Weighed], part: Part) -> f64 {
    let of_part = weighed.iter().filter(|(fault, _)| fault.part() == part);
    of_part.map(|(_, chance)| chance).sum()
}

/// How often a fault shows a reading, among all readings of that sign: what its row says, and of the rest what is usual.
pub(crate) fn chance(fault: Fault, reading: Reading) -> f64 {
    let sign = reading.sign();
    let said = || {
        let row = table::row(fault).iter();
        row.filter(|(one, _)| one.sign() == sign)
    };
    if let Some((_, often)) = said().find(|(one, _)| *one == reading) {
        return often.share();
    }
    let rest = 1.0 - said().map(|(_, often)| often.share()).sum::<f64>();
    let unsaid = sign
        .readings()
        .iter()
        .filter(|one| said().all(|(told, _)| told != *one));
    rest * reading.usual() / unsaid.map(|one| one.usual()).sum::<f64>()
}

fn normalize(weighed: &mut [Weighed]) {
    let sum: f64 = weighed.iter().map(|(_, weight)| weight).sum();
    for (_, weight) in weighed {
        *weight /= sum;
    }
}
