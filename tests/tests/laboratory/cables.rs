//! Bad cables: frames that are lost, a line that is slow, and one that is long. Patients get through, nothing is lost and
//! nothing counts twice. Real programs in network namespaces.

use madoguchi_agent::simulated::plan;
use madoguchi_tests::laboratory::{self, Laboratory};
use madoguchi_tests::programs::{SEED, Terminal};
use serde_json::Value;
use std::time::Duration;

/// Patients of a story.
const PATIENTS: usize = 8;

fn serving(look: &Value) -> usize {
    let units = look["units"].as_array().unwrap();
    units.iter().filter(|unit| unit["serves"] == true).count()
}

fn patients() -> Vec<String> {
    let numbers = (1..).map(|number: usize| number.to_string());
    numbers
        .filter(|number| plan(SEED, number).shows_up)
        .take(PATIENTS)
        .collect()
}

/// Two readers serve; then `worse` happens to the first one's cable, and patients come.
fn gets_through(worse: impl FnOnce(&mut Laboratory)) {
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.license(3);
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    watch.until(|look| serving(look) == 1);
    worse(&mut clinic);
    all_are_served(&mut clinic);
}

fn all_are_served(clinic: &mut Laboratory) {
    let mut watch = clinic.watch();
    let patients = patients();
    for number in &patients {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    watch.until(|look| look["closed_today"] == patients.len());
    for number in &patients {
        let told = clinic.json(&format!("ticket show {number}"));
        let kind = plan(SEED, number).outcome.kind();
        let kind = kind.as_str_name().strip_prefix("OUTCOME_KIND_").unwrap();
        assert_eq!(told["ticket"]["state"], "done", "{told}");
        assert_eq!(
            told["ticket"]["outcome"]["kind"],
            kind.to_ascii_lowercase(),
            "{told}"
        );
    }
    let units = clinic.json("unit list");
    let sessions: u64 = units["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["sessions_today"].as_u64().unwrap())
        .sum();
    assert_eq!(sessions, patients.len() as u64, "{units}");
}

#[test]
fn three_frames_of_ten_are_lost() {
    if !laboratory::possible() {
        return;
    }
    gets_through(|clinic| {
        let pc = clinic.reader(1).interface().to_owned();
        let drop = |interface: &str| {
            format!(
                "add table inet loss\n\
                 add chain inet loss out {{ type filter hook output priority 0; }}\n\
                 add rule inet loss out oifname {interface} numgen random mod 100 < 30 drop\n"
            )
        };
        clinic.pc.nft(&drop(&pc));
        clinic.reader(1).namespace.nft(&drop("usb0"));
    });
}

#[test]
fn the_line_has_the_rate_of_a_modem() {
    if !laboratory::possible() {
        return;
    }
    gets_through(|clinic| {
        let pc = clinic.reader(1).interface().to_owned();
        let slow = |interface: &str| {
            format!("qdisc add dev {interface} root tbf rate 56kbit burst 3000 latency 2s")
        };
        let commands = [
            (clinic.pc.clone(), slow(&pc)),
            (clinic.reader(1).namespace.clone(), slow("usb0")),
        ];
        for (namespace, command) in commands {
            let words: Vec<&str> = std::iter::once("tc").chain(command.split(' ')).collect();
            let _ = namespace.says(&words);
        }
    });
}

#[test]
fn every_frame_takes_a_third_of_a_second() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.enroll(1);
    clinic.plug_slowly(1, "1-1", Duration::from_millis(330));
    clinic.reader(1).switch_on();
    watch.until(|look| serving(look) == 1);
    all_are_served(&mut clinic);
}
