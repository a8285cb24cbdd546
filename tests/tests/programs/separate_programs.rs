//! The README's separate programs, as a person starts them: a controller, four agents, the vendor's tool and the
//! command line, each a process of its own.

use madoguchi_agent::simulated::plan;
use madoguchi_tests::programs::{Clinic, READERS, SEED, Terminal};
use serde_json::Value;

/// Patients who come at the first call: the story is not about those who do not.
fn patients(many: usize) -> Vec<String> {
    (1..)
        .map(|number: usize| number.to_string())
        .filter(|number| plan(SEED, number).shows_up)
        .take(many)
        .collect()
}

/// How the simulated patient's session ends, as `--json` says it.
fn expected(number: &str) -> String {
    let kind = plan(SEED, number).outcome.kind();
    let name = kind.as_str_name().strip_prefix("OUTCOME_KIND_").unwrap();
    name.to_ascii_lowercase()
}

fn count(list: &Value, holds: impl Fn(&Value) -> bool) -> usize {
    list.as_array()
        .unwrap()
        .iter()
        .filter(|one| holds(one))
        .count()
}

fn serving(look: &Value) -> usize {
    count(&look["units"], |unit| unit["serves"] == true)
}

fn verifying(look: &Value) -> usize {
    count(&look["units"], |unit| unit["activity"] == "verifying")
}

/// Every patient was served as planned, once, and the units' tallies say the same.
fn all_is_told(clinic: &Clinic, patients: &[String]) {
    for number in patients {
        let told = clinic.json(&format!("ticket show {number}"));
        assert_eq!(told["ticket"]["state"], "done", "{told}");
        assert_eq!(
            told["ticket"]["outcome"]["kind"],
            expected(number),
            "{told}"
        );
    }
    let units = clinic.json("unit list");
    let sessions = units["units"].as_array().unwrap().iter();
    let sessions: u64 = sessions
        .map(|unit| unit["sessions_today"].as_u64().unwrap())
        .sum();
    assert_eq!(sessions, patients.len() as u64, "{units}");
}

#[test]
fn the_readmes_clinic_serves_its_patients_and_a_license_lets_all_four_readers_in() {
    let mut clinic = Clinic::new();
    clinic.start();
    let mut watch = clinic.watch();
    for n in 1..=READERS {
        clinic.plug_in(n);
    }
    let attached = |look: &Value| count(&look["units"], |unit| unit["attached"] == true);
    let look = watch.until(|look| attached(look) == READERS);
    assert_eq!(serving(&look), 1, "{look}");

    let patients = patients(6);
    for number in &patients {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    let waits = clinic.ask(&format!("ticket show {}", patients[5])).done();
    assert!(waits.out.contains("waiting"), "{waits:?}");

    clinic.additional_license(3, "additional.license");
    let installed = clinic.json("license install additional.license");
    assert_eq!(
        installed["newly_seated"].as_array().unwrap().len(),
        3,
        "{installed}"
    );
    watch.until(|look| serving(look) == READERS);
    watch.until(|look| look["closed_today"] == patients.len());
    all_is_told(&clinic, &patients);

    let story = clinic
        .ask(&format!("ticket show {} --lang ja", patients[0]))
        .done()
        .out;
    for chapter in ["受付に追加しました。", "お呼びしました。", "カードが置かれ"]
    {
        assert!(story.contains(chapter), "{story}");
    }
}

#[test]
fn a_controller_killed_in_the_middle_of_sessions_loses_nothing_and_counts_nothing_twice() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.additional_license(3, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    for n in 1..=READERS {
        clinic.plug_in(n);
    }
    let mut watch = clinic.watch();
    watch.until(|look| serving(look) == READERS);
    let patients = patients(8);
    for number in &patients {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    watch.until(|look| verifying(look) >= 2);
    clinic.kill();
    let (ended, written) = watch.ended();
    assert_eq!(ended.code(), Some(1), "{written:?}");
    let _ = clinic.ask("status").refused();

    clinic.start();
    let mut watch = clinic.watch();
    watch.until(|look| look["closed_today"] == patients.len());
    all_is_told(&clinic, &patients);
    for number in &patients {
        let told = clinic.json(&format!("ticket show {number}"));
        assert_eq!(told["ticket"]["attempt"], 1, "called anew: {told}");
    }
}

#[cfg(unix)]
#[test]
fn programs_that_are_asked_to_stop_exit_with_0_and_go_on_where_they_were() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.plug_in(1);
    let mut watch = clinic.watch();
    watch.until(|look| serving(look) == 1);
    let number = &patients(1)[0];
    let _ = clinic.ask(&format!("ticket add {number}")).done();
    watch.until(|look| verifying(look) == 1);
    assert_eq!(clinic.stop().code(), Some(0));
    let _ = watch.ended();

    // The session went on; a reader that is switched off and on still has its outcome.
    clinic
        .agent(1)
        .line(|line| line.contains("link").then_some(()));
    clinic.start();
    let mut watch = clinic.watch();
    watch.until(|look| look["closed_today"] == 1);
    all_is_told(&clinic, std::slice::from_ref(number));
    assert_eq!(clinic.stop_agent(1).code(), Some(0));
    watch.until(|look| count(&look["units"], |unit| unit["attached"] == true) == 0);
    assert_eq!(clinic.stop().code(), Some(0));
}

#[test]
fn a_license_in_the_box_seats_its_own_unit_and_no_other() {
    let mut clinic = Clinic::new();
    clinic.start();
    let own = Clinic::serial(2);
    clinic.vendor(&format!(
        "issue bundled --issuer issuer --serial {own} --out box.license"
    ));
    let mut watch = clinic.watch();
    let mut look = Value::Null;
    let attached = |look: &Value| count(&look["units"], |unit| unit["attached"] == true);
    for n in 1..=3 {
        clinic.enroll(n);
        let port = format!("virtual_port = \"1-{n}\"");
        let with_box = format!("bundled_license = \"box.license\"\n{port}");
        let changes = [(port.as_str(), with_box.as_str())];
        clinic.start_agent_with(n, if n == 1 { &[] } else { &changes });
        look = watch.until(|look| attached(look) == n);
    }
    assert_eq!(serving(&look), 2, "{look}");
    let admission = |n: usize| look["units"][n]["admission"].as_str().unwrap().to_owned();
    assert_eq!(admission(0), "seat:included");
    assert!(admission(1).starts_with("seat:bundled:"), "{look}");
    assert_eq!(admission(2), "refused:no-seat");
    let licenses = clinic.json("license list");
    assert_eq!(licenses["licenses"].as_array().unwrap().len(), 1);
}

#[test]
fn a_second_controller_on_the_same_data_is_refused_and_the_first_goes_on() {
    let mut clinic = Clinic::new();
    clinic.start();
    let free = [
        ("127.0.0.1:7443", "127.0.0.1:0"),
        ("127.0.0.1:7445", "127.0.0.1:0"),
        ("127.0.0.1:7480", "127.0.0.1:0"),
    ];
    let mut second = clinic.serve(&clinic.example("controller.toml", &free));
    assert_eq!(second.ended().code(), Some(1));
    let said = second.written().join("\n");
    assert!(said.contains("in use by another"), "{said}");
    assert!(said.contains("data"), "{said}");
    let _ = clinic.ask("status").done();
}

#[test]
fn a_configuration_with_several_mistakes_names_them_all() {
    let clinic = Clinic::new();
    let wrong =
        "policy = \"lan\"\ncolour = 1\n[desk]\nlisten = \"0.0.0.0:7445\"\n[rules]\ncall_s = 1\n";
    let mut controller = clinic.serve(wrong);
    assert_eq!(controller.ended().code(), Some(1));
    let said = controller.written().join("\n");
    for mistake in ["policy", "colour", "desk.listen", "rules.call_s"] {
        assert!(said.contains(mistake), "{mistake} is missing: {said}");
    }
    assert!(!clinic.data_dir().exists());
}
