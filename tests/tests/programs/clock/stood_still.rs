//! The controller stands still for some seconds, as a PC that is out of memory or asleep: patients who were called, or are
//! at a reader, are not called again, and whoever asked meanwhile is told or served.

use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{Clinic, READERS, SEED, Terminal};
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Longer than a controller takes for a pause of its own (5 s), and than its readers wait before they give the connection up.
const STOP: Duration = Duration::from_secs(7);

fn signal(clinic: &mut Clinic, signal: &str) {
    let process = clinic.controller().id().to_string();
    let sent = Command::new("kill").args([signal, &process]).status();
    assert!(sent.unwrap().success());
}

#[test]
fn a_controller_that_stood_still_calls_nobody_twice_and_serves_everybody() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.additional_license(3, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    for reader in 1..=READERS {
        clinic.enroll(reader);
        // At two of them patients sit down at once; to the other two the way is longer.
        let speed = if reader <= 2 {
            "speed = 8"
        } else {
            "speed = 2"
        };
        clinic.start_agent_with(reader, &[("speed = 20", speed)]);
    }
    let mut watch = clinic.watch();
    watch.until(|look| {
        let units = look["units"].as_array().unwrap();
        units.len() == READERS && units.iter().all(|unit| unit["serves"] == true)
    });
    let patients: Vec<_> = (1..)
        .map(|number: usize| number.to_string())
        .filter(|number| plan(SEED, number).shows_up)
        .take(8)
        .collect();
    for number in &patients {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    watch.until(|look| {
        let open = look["tickets"].as_array().unwrap();
        open.iter().any(|ticket| ticket["state"] == "verifying")
    });
    signal(&mut clinic, "-STOP");
    thread::park_timeout(STOP);
    signal(&mut clinic, "-CONT");
    watch.until(|look| look["closed_today"] == patients.len());
    for number in &patients {
        let told = clinic.json(&format!("ticket show {number}"));
        assert_eq!(told["ticket"]["state"], "done", "{told}");
        assert_eq!(told["ticket"]["attempt"], 1, "called twice: {told:#}");
    }
}
