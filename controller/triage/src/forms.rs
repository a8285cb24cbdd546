//! How often each fault shows which reading: in words, and in which forms.

use crate::fault::Fault;
use crate::reading::{Reading, Sign};
use crate::table;

/// How often, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Often {
    /// But for a mistake of whoever looked, which is as rare as with [`Often::Never`].
    Always,
    Mostly,
    Half,
    Sometimes,
    Rarely,
    /// Only by mistake.
    Never,
}

impl Often {
    pub(crate) const fn share(self) -> f64 {
        match self {
            Self::Always => 0.99,
            Self::Mostly => 0.8,
            Self::Half => 0.5,
            Self::Sometimes => 0.2,
            Self::Rarely => 0.05,
            Self::Never => 0.006,
        }
    }
}

/// How common a fault is before anything is known, in shares of all.
pub(crate) const fn prior(fault: Fault) -> f64 {
    match fault {
        // What people do every day, and what vendors are called for most.
        Fault::CableOut | Fault::PowerAdapter | Fault::Card => 2.0,
        // What breaks or comes about seldom.
        Fault::ReaderBoard
        | Fault::ReaderSocket
        | Fault::ReaderCamera
        | Fault::ReaderCardUnit
        | Fault::PortDead
        | Fault::SerialCopy
        | Fault::ForeignReader
        | Fault::FifthReader => 0.7,
        // People also ask where nothing is wrong.
        Fault::Nothing => 2.0,
        _ => 1.0,
    }
}

/// What a fault has to do with. What it does not say goes as it usually does (`reading.rs`).
pub(crate) type Row = &'static [(Reading, Often)];

/// One of the ways in which a fault shows itself: a dead cable is not seen where one that comes and goes is, and yet both are a broken cable. A fault's
/// form is never named; it keeps signs together that go together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(crate) fault: Fault,
    /// How common it is among all forms of all faults before anything is known, as a share.
    pub(crate) common: f64,
    /// What this form has to do with; it goes before the row of the fault.
    how: Row,
    row: Row,
}

impl Form {
    /// What it says of a sign.
    pub(crate) fn says(&self, sign: Sign) -> impl Iterator<Item = (Reading, Often)> + Clone {
        let of = move |row: Row| {
            row.iter()
                .copied()
                .filter(move |(one, _)| one.sign() == sign)
        };
        let how = of(self.how);
        let fault = of(self.row);
        let silent = how.clone().next().is_none();
        how.chain(fault.filter(move |_| silent))
    }
}

/// All forms of all faults.
pub(crate) fn all() -> impl Iterator<Item = Form> {
    Fault::ALL.iter().flat_map(|fault| {
        let (forms, row) = (table::forms(*fault), table::row(*fault));
        let of_all = forms.iter().map(|(_, share)| share).sum::<f64>();
        forms.iter().map(move |(how, share)| Form {
            fault: *fault,
            common: prior(*fault) * share / of_all,
            how,
            row,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::chance;

    #[test]
    fn each_form_says_a_reading_once_and_leaves_no_more_than_there_is() {
        for form in all() {
            for sign in Sign::ALL {
                let said: Vec<_> = form.says(*sign).collect();
                for (reading, _) in &said {
                    let again = said.iter().filter(|(one, _)| one == reading).count();
                    assert_eq!(again, 1, "{form:?} {reading:?}");
                }
                let sum: f64 = said.iter().map(|(_, often)| often.share()).sum();
                assert!(sum <= 1.0, "{form:?} {sign:?}: {sum}");
                let all: f64 = sign.readings().iter().map(|one| chance(&form, *one)).sum();
                assert!((all - 1.0).abs() < 1e-9, "{form:?} {sign:?}: {all}");
                for reading in sign.readings() {
                    assert!(chance(&form, *reading) > 0.0, "{form:?} {reading:?}");
                }
            }
        }
    }

    /// The PC learns that a reader went from USB, and not what took it (RULES A20): a dead board, a power cut, a dead port and a pulled plug are told
    /// apart by what staff see and try. Only a PC that slept ends connections by itself.
    #[test]
    fn how_a_connection_ended_tells_nothing_of_what_took_a_reader_from_usb() {
        let goes = |form: &Form| {
            let mut says = form.says(Sign::Usb);
            says.any(|(one, often)| one == Reading::UsbNotShown && often.share() >= 0.5)
        };
        let gone: Vec<_> = all()
            .filter(|form| goes(form) && form.fault != Fault::PcAsleep)
            .collect();
        assert!(gone.len() > 5, "{gone:?}");
        for form in &gone {
            for ended in Sign::Ended.readings() {
                let (one, first) = (chance(form, *ended), chance(&gone[0], *ended));
                assert!((one - first).abs() < 1e-9, "{form:?} {ended:?}");
            }
        }
    }

    #[test]
    fn what_is_usual_is_all_there_is() {
        for sign in Sign::ALL {
            let sum: f64 = sign.readings().iter().map(|one| one.usual()).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{sign:?}: {sum}");
        }
    }
}
