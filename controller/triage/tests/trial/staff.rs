//! Staff: they do what they are asked, and say what came of it. Some do not know, some cannot, and some look wrongly.

use crate::clinic::{Board, Carrier, Clinic, Driver, Key, Program, Reader, Standing};
use madoguchi_triage::{Change, Reading, Step};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How often staff do not know or cannot do it.
const CANNOT: f64 = 0.06;
/// How often they say something else than what is.
const MISTAKEN: f64 = 0.02;

/// What staff say to a step about a reader; `None`: they do not know.
pub fn reply(
    clinic: &Clinic,
    n: usize,
    change: Change,
    step: Step,
    dice: &mut ChaCha8Rng,
) -> Option<Reading> {
    if dice.random_bool(CANNOT) {
        return None;
    }
    if dice.random_bool(MISTAKEN) {
        let replies = step.replies();
        return Some(replies[dice.random_range(0..replies.len())]);
    }
    truth(clinic, n, change, step, dice)
}

fn truth(
    clinic: &Clinic,
    n: usize,
    change: Change,
    step: Step,
    dice: &mut ChaCha8Rng,
) -> Option<Reading> {
    let reader = &clinic.readers[n];
    let yes = |is: bool, yes: Reading, no: Reading| Some(if is { yes } else { no });
    match step {
        Step::LookAtScreen => Some(screen(clinic, n, dice)),
        Step::LookForHub => yes(reader.hub, Reading::PathHub, Reading::PathDirect),
        Step::LookAtPcClock => yes(
            clinic.clock_wrong,
            Reading::PcClockWrong,
            Reading::PcClockRight,
        ),
        Step::LookAtReaderClock if reader.adapter_broken || reader.board != Board::Good => None,
        Step::LookAtReaderClock => yes(
            reader.clock_wrong,
            Reading::ReaderClockWrong,
            Reading::ReaderClockRight,
        ),
        Step::LookForLight => {
            let lit = reader.lit || dice.random_bool(0.12);
            yes(lit, Reading::LightThere, Reading::LightNone)
        }
        Step::AskForSleep => {
            let slept = clinic.asleep || dice.random_bool(0.05);
            yes(slept, Reading::SleepThere, Reading::SleepNot)
        }
        Step::AskWhatChanged => Some(match change {
            Change::Nothing => Reading::ChangeNothing,
            Change::Moved => Reading::ChangeMoved,
            Change::Network => Reading::ChangeNetwork,
            Change::System => Reading::ChangeSystem,
            Change::License => Reading::ChangeLicense,
        }),
        Step::PushPlugs => tried(clinic, n, |reader| reader.cable_out = false, step),
        Step::OtherPort => tried(
            clinic,
            n,
            |reader| {
                reader.port = Carrier::Good;
                reader.hub = false;
                // One end of the cable is pushed home on the way.
                reader.cable_out = reader.cable_out && reader.strict;
            },
            step,
        ),
        Step::SwapCable => tried(
            clinic,
            n,
            |reader| {
                reader.cable = Carrier::Good;
                reader.cable_out = false;
            },
            step,
        ),
        Step::LookForForeign => yes(clinic.foreign, Reading::ForeignThere, Reading::ForeignNone),
        Step::CheckPower => {
            let home = |reader: &mut Reader| reader.adapter_broken &= !reader.adapter_loose;
            tried(clinic, n, home, step)
        }
        Step::SwapAdapter => tried(clinic, n, |reader| reader.adapter_broken = false, step),
        Step::OtherCard => tried(clinic, n, |reader| reader.card_bad = false, step),
        Step::SwapReader => tried(
            clinic,
            n,
            |reader| {
                *reader = Reader {
                    adapter_broken: reader.adapter_broken,
                    cable: reader.cable,
                    port: reader.port,
                    cable_out: false,
                    hub: reader.hub,
                    driver: reader.driver,
                    lit: reader.lit,
                    card_bad: reader.card_bad,
                    strict: reader.strict,
                    ..Reader::default()
                }
            },
            step,
        ),
        Step::Restart => restart(clinic, n, dice),
    }
}

/// What comes of a change at the reader.
fn tried(clinic: &Clinic, n: usize, act: impl FnOnce(&mut Reader), step: Step) -> Option<Reading> {
    let mut clinic = clinic.clone();
    act(&mut clinic.readers[n]);
    works(&clinic, n, step)
}

fn works(clinic: &Clinic, n: usize, step: Step) -> Option<Reading> {
    let [works, same] = step.replies() else {
        panic!("{step:?} is no trial");
    };
    Some(if clinic.works(n) { *works } else { *same })
}

fn restart(clinic: &Clinic, n: usize, dice: &mut ChaCha8Rng) -> Option<Reading> {
    let mut clinic = clinic.clone();
    clinic.asleep = false;
    let reader = &mut clinic.readers[n];
    if !reader.stubborn {
        reader.agent = Program::Runs;
        reader.engine = Program::Runs;
    }
    if dice.random_bool(0.3) {
        reader.driver = Driver::Good;
    }
    works(&clinic, n, Step::Restart)
}

fn screen(clinic: &Clinic, n: usize, dice: &mut ChaCha8Rng) -> Reading {
    let reader = &clinic.readers[n];
    if reader.adapter_broken || reader.board == Board::Dead {
        return Reading::ScreenDark;
    }
    if reader.board == Board::Stuck {
        let dark = dice.random_bool(0.6);
        return if dark {
            Reading::ScreenDark
        } else {
            Reading::ScreenCode
        };
    }
    if reader.agent != Program::Runs {
        let frozen = [
            Reading::ScreenConnecting,
            Reading::ScreenNormal,
            Reading::ScreenCode,
        ];
        return frozen[dice.random_range(0..3)];
    }
    if reader.hub {
        return Reading::ScreenHub;
    }
    match reader.standing {
        _ if reader.key != Key::Known => return Reading::ScreenNotRegistered,
        Standing::NotInFleet | Standing::Copied => return Reading::ScreenNotRegistered,
        Standing::NoSeat => return Reading::ScreenNoSeat,
        Standing::Fifth => return Reading::ScreenFifth,
        Standing::Seated => {}
    }
    if clinic.works(n) {
        return Reading::ScreenNormal;
    }
    if let madoguchi_triage::Way::NotShown { .. } = clinic.way(n) {
        return Reading::ScreenConnecting;
    }
    if reader.engine != Program::Runs || reader.camera_broken && reader.finds_itself {
        return Reading::ScreenCode;
    }
    if reader.card_unit_broken || reader.card_bad {
        return Reading::ScreenCard;
    }
    if clinic.line_down {
        return if dice.random_bool(0.5) {
            Reading::ScreenCode
        } else {
            Reading::ScreenNormal
        };
    }
    let connected = reader.lit || reader.camera_broken || reader.paused || clinic.foreign;
    if connected {
        Reading::ScreenNormal
    } else {
        Reading::ScreenConnecting
    }
}
