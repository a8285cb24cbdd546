//! What goes wrong between a reader and its PC, with the real programs: a cable that is pulled, credentials of
//! another PC, and readers where nobody can see how they are connected.

use madoguchi_tests::programs::{Cable, Clinic, Terminal};
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Keep-alive notices a lost link within 3 s; TCP alone would take a quarter of an hour. A busy machine gets some
/// seconds more.
const NOTICED: Duration = Duration::from_secs(10);

fn attached(look: &Value) -> bool {
    look["units"][0]["attached"] == true
}

#[test]
fn a_pulled_cable_is_noticed_and_the_session_behind_it_is_counted_once() {
    let mut clinic = Clinic::new();
    clinic.start();
    let cable = Cable::to(clinic.gateway());
    clinic.enroll(1);
    // The patient takes some seconds at the reader: longer than it takes to pull a cable.
    clinic.start_agent_by(
        cable.address,
        1,
        &[("speed = 20", "speed = 5\npin_share = 0")],
    );
    let mut watch = clinic.watch();
    watch.until(attached);
    let _ = clinic.ask("ticket add 12").done();
    watch.until(|look| look["units"][0]["activity"] == "verifying");

    cable.pull();
    let pulled = Instant::now();
    let look = watch.until(|look| !attached(look));
    assert!(pulled.elapsed() < NOTICED, "after {:?}", pulled.elapsed());
    assert_eq!(
        look["tickets"][0]["state"], "verifying",
        "it has its grace: {look}"
    );
    assert_eq!(look["units"][0]["why"]["code"], "lost-seat-kept", "{look}");
    clinic
        .agent(1)
        .line(|line| line.contains("no link to the controller").then_some(()));
    let ticket = &clinic.json("ticket show 12")["ticket"];
    assert_eq!(ticket["state"], "verifying", "{ticket}");

    cable.plug_in();
    watch.until(|look| attached(look) && look["closed_today"] == 1);
    let told = clinic.json("ticket show 12");
    assert_eq!(
        (&told["ticket"]["state"], &told["ticket"]["attempt"]),
        (&"done".into(), &1.into())
    );
    let story = told["story"].as_array().unwrap().iter();
    let story: Vec<_> = story
        .map(|chapter| chapter["text"]["code"].as_str().unwrap())
        .collect();
    let place = |code: &str| story.iter().position(|told| told.starts_with(code));
    // On a busy machine the patient may be done before the link is back: then the outcome itself says so.
    let back = place("link-back").or(place("verified"));
    let lost = place("link-lost");
    assert!(lost.is_some() && lost < back, "{story:?}");
    assert_eq!(clinic.json("unit list")["units"][0]["sessions_today"], 1);
}

#[test]
fn credentials_of_another_pc_are_refused_at_the_handshake() {
    let (mut here, mut elsewhere) = (Clinic::new(), Clinic::new());
    here.start();
    elsewhere.start();
    here.enroll(1);
    elsewhere.enroll(1);
    // It trusts this PC, and is known to another one.
    for file in ["unit.crt", "unit.key"] {
        let from = elsewhere.path().join("reader-1").join(file);
        fs::copy(from, here.path().join("reader-1").join(file)).unwrap();
    }
    let mut watch = here.watch();
    here.start_agent(1);
    here.agent(1)
        .line(|line| line.contains("no link to the controller").then_some(()));
    let written = here.agent(1).written().join("\n");
    assert!(!written.contains("attached"), "{written}");
    let look = watch.until(|look| look["units"][0]["why"]["code"] == "other-certificate");
    assert!(!attached(&look), "{look}");

    // A reader of this PC does not trust the other one, either.
    here.enroll(2);
    here.start_agent_by(elsewhere.gateway(), 2, &[]);
    here.agent(2)
        .line(|line| line.contains("no link to the controller").then_some(()));
    assert_eq!(
        elsewhere.json("unit list")["units"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn where_usb_is_required_nobody_is_let_in_by_another_way() {
    let mut clinic = Clinic::new();
    let port = clinic.start_over_usb();
    clinic.enroll(1);
    clinic.start_agent_by(SocketAddr::from(([127, 0, 0, 1], port)), 1, &[]);
    clinic
        .agent(1)
        .line(|line| line.contains("no link to the controller").then_some(()));
    assert_eq!(clinic.json("unit list")["units"][0]["attached"], false);
    // By the roots that this build was made with.
    assert_eq!(clinic.json("status")["environment"], "test");
    let _ = clinic.ask("ticket add 12").done();
    assert_eq!(clinic.json("ticket show 12")["ticket"]["state"], "waiting");
    // And no license gets in whose root was only laid down.
    clinic.additional_license(1, "laid-down.license");
    let refused = clinic.ask("license install laid-down.license").refused();
    assert!(refused.contains("cannot be checked"), "{refused}");
}

#[test]
fn a_reader_that_is_set_up_for_the_other_environment_is_told_that_it_does_not_belong_here() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    let production = ("environment = \"test\"", "environment = \"production\"");
    clinic.start_agent_with(1, &[production]);
    clinic
        .agent(1)
        .line(|line| line.contains("production and test").then_some(()));
    assert_eq!(clinic.json("unit list")["units"][0]["attached"], false);
}
