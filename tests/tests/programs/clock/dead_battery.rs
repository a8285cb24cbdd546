//! A PC without a battery for its clock, or a reader without one: real programs, installed, started and asked in years that never
//! were. The keys on record decide who gets in, on both sides and at the desk, and no date does (RULES, "Time").

use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{Clinic, SEED, Terminal, Wall, have};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair,
    date_time_ymd,
};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// 2015-11-30T00:00:00Z: where the clock of many a board begins.
const IN_2015: i64 = 1_448_841_600;
/// Times that clocks gone astray show: 1970, 2015, the ends of 32 bits with and without a sign, and the last year there is.
const TIMES: [i64; 5] = [
    0,
    IN_2015,
    2_147_558_400,
    4_294_967_296 + 86_400,
    253_370_764_800,
];

/// A clock for the programs of a clinic; `None` where the machine cannot make one.
fn clock(clinic: &Clinic) -> Option<Wall> {
    have("a C compiler (cc)", &["cc", "--version"])
        .then(|| Wall::new(clinic.path()))
        .flatten()
}

/// Every program that is started from now on has this clock.
fn under(clinic: &mut Clinic, wall: &Wall) {
    let variables = wall.environment();
    let words = variables.map(|(name, value)| format!("{name}={}", value.to_str().unwrap()));
    clinic.start_through([&["env".to_owned()][..], &words].concat());
}

fn serving(clinic: &Clinic, readers: usize) {
    clinic.watch().until(|look| {
        let units = look["units"].as_array().unwrap();
        units.iter().filter(|unit| unit["serves"] == true).count() == readers
    });
}

/// The patients who come when they are called.
fn patients() -> impl Iterator<Item = String> {
    let numbers = (1..).map(|number: usize| number.to_string());
    numbers.filter(|number| plan(SEED, number).shows_up)
}

fn serves(clinic: &Clinic, number: &str) {
    let mut watch = clinic.watch();
    let closed = |look: &Value| look["closed_today"].as_u64().unwrap();
    let before = closed(&clinic.json("status"));
    let _ = clinic.ask(&format!("ticket add {number}")).done();
    watch.until(|look| closed(look) > before);
    let told = clinic.json(&format!("ticket show {number}"));
    assert_eq!(told["ticket"]["state"], "done", "{told}");
}

#[test]
fn a_pc_that_was_installed_in_a_wrong_year_keeps_its_readers_when_the_clock_is_mended() {
    for installed in [0, IN_2015, TIMES[3]] {
        let mut clinic = Clinic::new();
        let Some(wall) = clock(&clinic) else {
            return;
        };
        under(&mut clinic, &wall);
        wall.set_ahead(Wall::until(installed));
        clinic.start();
        clinic.plug_in(1);
        serving(&clinic, 1);
        let mut patients = patients();
        serves(&clinic, &patients.next().unwrap());

        // The clock is mended, the PC started again, and whoever is asked for it confirms the time.
        assert_eq!(clinic.stop().code(), Some(0));
        wall.set_ahead(0);
        clinic.start();
        let asked = clinic.ask("time confirm");
        if asked.code != Some(0) {
            let _ = clinic.ask("time confirm --yes");
        }
        // The reader is there again by itself, and when it was switched off and on.
        serving(&clinic, 1);
        clinic.kill_agent(1);
        clinic.start_agent(1);
        serving(&clinic, 1);
        serves(&clinic, &patients.next().unwrap());
    }
}

#[test]
fn whatever_a_readers_clock_shows_it_comes_in_and_whatever_a_commands_clock_shows_it_is_answered() {
    let mut clinic = Clinic::new();
    let Some(wall) = clock(&clinic) else {
        return;
    };
    clinic.start();
    clinic.enroll(1);
    under(&mut clinic, &wall);
    for time in TIMES {
        wall.set_ahead(Wall::until(time));
        clinic.start_agent(1);
        serving(&clinic, 1);
        let status = clinic.json("status");
        assert_eq!(status["units"][0]["serves"], true, "{time}: {status}");
        clinic.kill_agent(1);
    }
}

/// A certificate as an earlier release signed it, for ten years, on a PC whose clock showed 2005.
fn in_2005(identity: &Path, key: &Path, name: &str, usage: ExtendedKeyUsagePurpose) -> String {
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let authority_key = KeyPair::from_pem(&read(&identity.join("authority.key"))).unwrap();
    let authority = read(&identity.join("authority.pem"));
    let issuer = Issuer::from_ca_cert_pem(&authority, authority_key).unwrap();
    let names = match usage {
        ExtendedKeyUsagePurpose::ServerAuth => vec![name.to_owned()],
        _ => Vec::new(),
    };
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.extended_key_usages = vec![usage];
    params.not_before = date_time_ymd(2005, 1, 1);
    params.not_after = date_time_ymd(2014, 12, 30);
    let key = KeyPair::from_pem(&read(key)).unwrap();
    params.signed_by(&key, &issuer).unwrap().pem()
}

#[test]
fn certificates_that_an_earlier_release_gave_an_end_long_past_keep_nobody_out() {
    use ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth};
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    assert_eq!(clinic.stop().code(), Some(0));
    let identity = clinic.data_dir().join("identity");
    let server = identity.join("server.pem");
    let name = madoguchi_link::names::SERVER_NAME;
    let old = in_2005(&identity, &identity.join("server.key"), name, ServerAuth);
    fs::write(&server, &old).unwrap();
    let reader = clinic.path().join("reader-1");
    let unit = Clinic::serial(1);
    let own = in_2005(&identity, &reader.join("unit.key"), &unit, ClientAuth);
    fs::write(reader.join("unit.crt"), &own).unwrap();

    clinic.start();
    assert_ne!(fs::read_to_string(&server).unwrap(), old);
    clinic.start_agent(1);
    serving(&clinic, 1);
    serves(&clinic, &patients().next().unwrap());
    let agent = clinic.agent(1);
    agent.line(|line| line.contains("certificate was renewed").then_some(()));
    assert_ne!(fs::read_to_string(reader.join("unit.crt")).unwrap(), own);
}

#[test]
fn a_configuration_that_still_says_how_long_certificates_last_starts_and_is_told_that_it_has_no_effect()
 {
    let mut clinic = Clinic::new();
    let text = fs::read_to_string(clinic.path().join("controller.toml")).unwrap();
    let text = format!("{text}\n[units]\ncertificate_days = 365\n");
    fs::write(clinic.path().join("controller.toml"), text).unwrap();
    clinic.start_hastily_with(&[]);
    let controller = clinic.controller();
    controller.line(|line| {
        let told = line.contains("units.certificate_days") && line.contains("no effect");
        told.then_some(())
    });
    clinic.until_ready();
    clinic.plug_in(1);
    serving(&clinic, 1);
}
