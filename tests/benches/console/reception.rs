//! The clinic: four readers, three of them taken, and 200 tickets that wait for those three. A few patients were served before, so that
//! pages tell how long the others will wait.

use madoguchi_tests::browser::front::{Front, SLOW};
use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::{Value, json};

pub const WAITING: usize = 200;
/// The reader that is free: whoever needs no other one is called to it at once.
pub const FREE: usize = 1;
/// Those that are taken, by patients who do not come: a call stands as long as the rules allow.
const TAKEN: [usize; 3] = [2, 3, 4];
/// What can be taken back is so for a short time alone, for which a rest would have to wait.
const RULES: &str = "call_s = 900\nundo_s = 2";
/// As many sessions as it takes to foretell the next ones.
const SERVED: usize = 3;

pub fn open() -> Front {
    let mut front = Front::with_rules(&[FREE, TAKEN[0], TAKEN[1], TAKEN[2]], RULES);
    serve(&mut front);
    for n in 0..TAKEN.len() + WAITING {
        let class = ["normal", "normal", "normal", "priority"][n % 4];
        add(&front, &number(n), &needing(n, class));
    }
    let list = front.json("ticket list");
    let waiting = list["tickets"].as_array().unwrap().iter();
    let waiting = waiting.filter(|ticket| ticket["state"] == "waiting");
    assert_eq!(waiting.count(), WAITING, "{list}");
    front
}

/// Has the first patients served at the free reader, which is quick as long as that takes.
fn serve(front: &mut Front) {
    let mut watch = front.clinic.watch();
    front.clinic.kill_agent(FREE);
    front.clinic.start_agent(FREE);
    for n in 0..SERVED {
        let serial = Clinic::serial(FREE);
        let needs = json!({ "needs": [format!("unit:{serial}")] });
        add(front, &format!("A{n}"), &needs);
    }
    watch.until(|look| look["closed_today"] == SERVED);
    front.clinic.kill_agent(FREE);
    front.clinic.start_agent_with(FREE, &[SLOW]);
    watch.until(|look| {
        let mut units = look["units"].as_array().into_iter().flatten();
        units.all(|unit| unit["serves"] == true)
    });
}

/// The number of the n-th who waits.
pub fn number(n: usize) -> String {
    format!("{}", 1_001 + n)
}

/// What the n-th needs: one of the readers that are taken.
pub fn needing(n: usize, class: &str) -> Value {
    let serial = Clinic::serial(TAKEN[n % TAKEN.len()]);
    json!({ "needs": [format!("unit:{serial}")], "class": class })
}

/// Adds a ticket, as a program does.
pub fn add(front: &Front, number: &str, wishes: &Value) {
    let mut body = wishes.clone();
    body["number"] = json!(number);
    act(front, "/api/v1/tickets", &body);
}

/// Cancels a ticket, as a program does.
pub fn cancel(front: &Front, number: &str) {
    act(
        front,
        &format!("/api/v1/tickets/{number}/cancel"),
        &json!({}),
    );
}

fn act(front: &Front, path: &str, body: &Value) {
    let (status, answer) = front.api(path, body);
    assert!((200..300).contains(&status), "{path}: {status} {answer}");
}
