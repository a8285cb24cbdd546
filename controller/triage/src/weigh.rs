//! How likely each fault is beside all readings: Bayes' rule over the table.

use crate::fault::{Fault, Part};
use crate::forms::{self, Form};
use crate::reading::Reading;

/// A form of a fault with its chance.
pub(crate) type Weighed = (Form, f64);

/// The chances of all forms, which are 1 together.
pub(crate) fn weigh(readings: &[Reading]) -> Vec<Weighed> {
    let mut weighed: Vec<_> = forms::all()
        .map(|form| {
            let told: f64 = readings.iter().map(|one| chance(&form, *one).ln()).sum();
            (form, form.common.ln() + told)
        })
        .collect();
    // The largest becomes 1 before the exponentials, so that many readings do not underflow.
    let largest = weighed.iter().map(|(_, log)| *log).fold(f64::MIN, f64::max);
    for (_, weight) in &mut weighed {
        *weight = (*weight - largest).exp();
    }
    normalize(&mut weighed);
    weighed
}

/// The chances after one more reading.
pub(crate) fn after(weighed: &[Weighed], reading: Reading) -> Vec<Weighed> {
    let with = |(form, weight): &Weighed| (*form, weight * chance(form, reading));
    let mut after: Vec<_> = weighed.iter().map(with).collect();
    normalize(&mut after);
    after
}

/// The chances of the faults, each of all its forms together, the most likely first.
pub(crate) fn faults(weighed: &[Weighed]) -> Vec<(Fault, f64)> {
    let of = |fault: Fault| {
        let forms = weighed.iter().filter(|(form, _)| form.fault == fault);
        forms.map(|(_, chance)| chance).sum::<f64>()
    };
    let mut faults: Vec<_> = Fault::ALL
        .iter()
        .map(|fault| (*fault, of(*fault)))
        .collect();
    faults.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    faults
}

/// The chance of a part: of all its faults together.
pub(crate) fn share(weighed: &[Weighed], part: Part) -> f64 {
    let of_part = weighed.iter().filter(|(form, _)| form.fault.part() == part);
    of_part.map(|(_, chance)| chance).sum()
}

/// How often a form shows a reading, among all readings of that sign: what its row says, and of the rest what is usual.
pub(crate) fn chance(form: &Form, reading: Reading) -> f64 {
    let sign = reading.sign();
    let said = || form.says(sign);
    if let Some((_, often)) = said().find(|(one, _)| *one == reading) {
        return often.share();
    }
    let rest = 1.0 - said().map(|(_, often)| often.share()).sum::<f64>();
    let unsaid = sign
        .readings()
        .iter()
        .filter(|one| said().all(|(told, _)| told != **one));
    rest * reading.usual() / unsaid.map(|one| one.usual()).sum::<f64>()
}

fn normalize(weighed: &mut [Weighed]) {
    let sum: f64 = weighed.iter().map(|(_, weight)| weight).sum();
    for (_, weight) in weighed {
        *weight /= sum;
    }
}
