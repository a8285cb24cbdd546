//! The demo: a clinic's morning in one process. Everything is real but the readers' hardware.
//!
//! Six readers are plugged in, one of them behind a hub and one as a fifth. There is no license at first,
//! so one reader serves; then test licenses are installed while patients wait, and the fleet grows to four.
//! Controller and agents speak gRPC under TLS over loopback, records go to sled in a temporary folder, and
//! reception works through the desk as any program does.

mod clinic;
mod day;
mod figures;
mod live;
mod probe;
mod reception;
mod receptions;
mod separate_lines;
mod summary;
mod watch;

pub use summary::Summary;

use crate::cli::Failure;
use crate::cli::args::DemoArgs;
use crate::serve::asked_to_stop;
use clinic::Clinic;
use day::Patient;
use madoguchi_texts::Lang;
use std::io::Write;

/// The number of patients in a made morning, if nobody gives one.
const PATIENTS: u32 = 300;
/// The seed, if nobody gives one: the demo is the same for everybody.
const SEED: u64 = 1;

/// Runs the demo and prints its summary.
///
/// # Errors
/// The day cannot be read, or the clinic cannot be opened.
pub fn run(args: &DemoArgs, lang: Lang) -> Result<(), Failure> {
    let seed = args.seed.unwrap_or(SEED);
    let patients = day(args, seed)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Failure::cannot_start)?;
    let summary = runtime.block_on(morning(args, lang, seed, patients))?;
    let shown = if args.json {
        serde_json::to_string(&summary).map_err(Failure::cannot_start)?
    } else {
        summary.words(lang)
    };
    writeln!(std::io::stdout().lock(), "{shown}").map_err(Failure::cannot_start)?;
    summary.judged()
}

fn day(args: &DemoArgs, seed: u64) -> Result<Vec<Patient>, Failure> {
    let Some(file) = &args.receptions else {
        let patients = args.patients.unwrap_or(PATIENTS);
        return Ok(day::made(
            seed,
            usize::try_from(patients).unwrap_or(day::MAX_PATIENTS),
        ));
    };
    let mut patients = receptions::read(file).map_err(Failure::several)?;
    if let Some(first) = args.patients {
        patients.truncate(usize::try_from(first).unwrap_or(usize::MAX));
    }
    Ok(patients)
}

async fn morning(
    args: &DemoArgs,
    lang: Lang,
    seed: u64,
    patients: Vec<Patient>,
) -> Result<Summary, Failure> {
    let first = patients
        .first()
        .map_or(day::OPENS_MS, |patient| patient.arrives_ms);
    let stop = tokio::spawn(asked_to_stop());
    let clinic = Clinic::open(args.speed, seed, first).await?;
    if let Some(said) = clinic.console(lang) {
        // An error is ignored: the morning goes on without it.
        let _ = writeln!(std::io::stderr().lock(), "{said}");
    }
    let view = live::View::open(&clinic, lang, args.headless);
    let reception = reception::Reception::new(&clinic);
    let receptions = reception.work(&patients, view, stop).await?;
    // The day's results are taken before the probes add tickets of their own.
    let day = summary::Day::of(&clinic, &receptions).await?;
    let dispatch = if receptions.interrupted {
        None
    } else {
        Some(probe::dispatch(&clinic).await?)
    };
    let summary = summary::Summary::new(seed, &day, dispatch);
    clinic.close().await?;
    Ok(summary)
}
