//! Quiet and attacked slices in turn, at a real controller.

use super::attacks::{Attack, Attackers, Target};
use super::common::cores::{Cores, stay_on};
use super::common::figures::{Times, median, rounded, say};
use super::common::probe::Probed;
use super::common::units;
use super::common::wire::Credentials;
use madoguchi_controller::identity::Identity;
use madoguchi_proto::v1::{Environment, Hello};
use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Rounds, and probes of one slice.
const FULL: (usize, usize) = (5, 400);
const QUICK: (usize, usize) = (1, 10);
/// Probes before any counts: connections and caches are warm then.
const WARM_UP: usize = 100;
/// Until an attack has come up to its strength.
const RAMP: Duration = Duration::from_millis(500);
/// The readers in service, as many as a PC has; the next one went bad.
const READERS: [&str; units::PER_PC] = ["reader-0", "reader-1", "reader-2", "reader-3"];
/// The folder of that one.
const BAD: &str = "reader-4";
/// The goal.
const GOAL: f64 = 2.0;

/// What came out.
pub struct Figures {
    cores: Cores,
    quiet: Times,
    rows: Vec<Row>,
}

struct Row {
    attack: Attack,
    times: Times,
    /// Each round's p99 against that round's own quiet one.
    ratios: Vec<f64>,
    tries: u64,
}

pub fn measure(quick: bool) -> Figures {
    let cores = Cores::chosen();
    let (rounds, probes) = if quick { QUICK } else { FULL };
    // Whatever this program starts from here on is on our side.
    stay_on([cores.ours]);
    let bench = Bench::open();
    let mut probed = Probed::open(&bench.clinic, &READERS);
    drop(probed.slice(WARM_UP));
    let mut figures = Figures {
        cores,
        quiet: Times::default(),
        rows: Attack::EACH.map(Row::new).into(),
    };
    for _ in 0..rounds {
        for row in &mut figures.rows {
            let quiet = probed.slice(probes);
            let attackers = Attackers::start(row.attack, &bench.target, cores.theirs);
            probed.pass(RAMP);
            let attacked = probed.slice(probes);
            row.tries += attackers.tries();
            drop(attackers);
            // What is still half open is cut off before the next one is measured.
            probed.pass(RAMP);
            row.ratios.push(attacked.p99_us() / quiet.p99_us());
            row.times.absorb(attacked);
            figures.quiet.absorb(quiet);
        }
    }
    figures
}

impl Row {
    fn new(attack: Attack) -> Self {
        Self {
            attack,
            times: Times::default(),
            ratios: Vec::new(),
            tries: 0,
        }
    }

    fn ratio(&self) -> f64 {
        median(&self.ratios)
    }
}

/// A clinic with four readers in service, and another that went bad.
struct Bench {
    clinic: Clinic,
    target: Arc<Target>,
}

impl Bench {
    fn open() -> Self {
        let mut clinic = Clinic::new();
        clinic.start();
        clinic.additional_license(3, "additional.license");
        let _ = clinic.ask("license install additional.license").done();
        for (n, folder) in READERS.into_iter().chain([BAD]).enumerate() {
            let line = format!(
                "unit enroll --serial {} --edition single --counter 窓口{n} --placement standing --out {folder}",
                units::serial(n)
            );
            let _ = clinic.ask(&line).done();
        }
        let bad = units::serial(READERS.len());
        let identity = Identity::open_or_create(&clinic.data_dir()).unwrap();
        let target = Arc::new(Target {
            gateway: clinic.gateway(),
            identity,
            unit: Credentials::in_folder(&clinic.path().join(BAD)),
            hello: Hello {
                protocol_oldest: madoguchi_proto::PROTOCOL_OLDEST,
                protocol_newest: madoguchi_proto::PROTOCOL_NEWEST,
                serial: bad.to_string(),
                software: "bench".to_owned(),
                // A port that none of the four has.
                virtual_port: "1-5".to_owned(),
                environment: Environment::Test.into(),
                ..Hello::default()
            },
        });
        Self { clinic, target }
    }
}

impl Figures {
    pub fn table(&self) {
        let Cores { ours, theirs } = self.cores;
        if self.cores.are_two() {
            say(format!(
                "the controller and who is measured on core {ours}, attackers on core {theirs}"
            ));
        } else {
            say("this machine has one core: attackers and controller share it");
        }
        say(
            "\nDispatch while the gateway is attacked (µs): request for a ticket → call at the reader",
        );
        say(format!(
            "{:12}{:>10}{:>10}{:>16}{:>12}",
            "", "p50", "p99", "p99 vs quiet", "tries"
        ));
        say(format!(
            "{:12}{:>10.0}{:>10.0}",
            "quiet",
            self.quiet.p50_us(),
            self.quiet.p99_us()
        ));
        for row in &self.rows {
            say(format!(
                "{:12}{:>10.0}{:>10.0}{:>16.2}{:>12}",
                row.attack.name(),
                row.times.p50_us(),
                row.times.p99_us(),
                row.ratio(),
                row.tries
            ));
        }
        say(format!(
            "the worst: {:.2} × quiet (goal ≤ {GOAL}; medians of rounds, each against its own quiet slice)",
            self.worst()
        ));
    }

    pub fn json(&self) -> Value {
        let by_attack = |figure: &dyn Fn(&Row) -> f64| -> Value {
            let rows = self.rows.iter();
            rows.map(|row| (row.attack.name().to_owned(), rounded(figure(row)).into()))
                .collect::<Map<_, _>>()
                .into()
        };
        json!({
            "dispatch_p99_under_attack_vs_quiet": rounded(self.worst()),
            "dispatch_p99_by_attack_vs_quiet": by_attack(&Row::ratio),
            "quiet_p50_us": rounded(self.quiet.p50_us()),
            "quiet_p99_us": rounded(self.quiet.p99_us()),
            "attacked_p50_us": by_attack(&|row| row.times.p50_us()),
            "attacked_p99_us": by_attack(&|row| row.times.p99_us()),
            "cores": if self.cores.are_two() { 2 } else { 1 },
        })
    }

    fn worst(&self) -> f64 {
        self.rows.iter().map(Row::ratio).fold(0.0, f64::max)
    }
}
