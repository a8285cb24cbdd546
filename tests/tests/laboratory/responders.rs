//! Multicast DNS beside another program that answers it on the same PC, as Windows' own service does there: both share port 5353, and neither
//! takes the other's questions away.

use madoguchi_tests::laboratory::{self, Laboratory, Namespace};
use madoguchi_tests::programs::{PATIENCE, Terminal};
use mdns_sd::{ServiceDaemon, ServiceEvent, ServiceInfo};
use std::collections::HashMap;
use std::time::Instant;

/// What the other program announces.
const OTHERS: &str = "_ipp._tcp.local.";

/// The other program: it has the port on every interface of the PC, as those that were there when it began and those that come.
fn responder(pc: &Namespace) -> ServiceDaemon {
    pc.inside(|| {
        let daemon = ServiceDaemon::new().unwrap();
        daemon.set_ip_check_interval(1).unwrap();
        let printer = ServiceInfo::new(
            OTHERS,
            "printer",
            "pc.local.",
            "",
            631,
            None::<HashMap<String, String>>,
        );
        daemon
            .register(printer.unwrap().enable_addr_auto())
            .unwrap();
        daemon
    })
}

/// Asks from a reader until the other program answers.
fn finds_the_other(reader: &Namespace) {
    reader.inside(|| {
        let daemon = ServiceDaemon::new().unwrap();
        let events = daemon.browse(OTHERS).unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let event = events.recv_timeout(left);
            if let ServiceEvent::ServiceResolved(found) = event.expect("an answer") {
                assert_eq!(found.get_port(), 631);
                break;
            }
        }
        daemon.shutdown().unwrap();
    });
}

#[test]
fn another_responder_on_the_pc_and_the_controller_answer_beside_each_other_whoever_comes_first() {
    if !laboratory::possible() {
        return;
    }
    let serves = |look: &serde_json::Value| look["units"][0]["serves"] == true;
    for first in [true, false] {
        let mut clinic = Laboratory::new();
        let early = first.then(|| responder(&clinic.pc));
        clinic.start("");
        let mut watch = clinic.watch();
        clinic.enroll(1);
        clinic.reader(1).controller = Some("auto".to_owned());
        clinic.reader(1).switch_on();
        let _ = clinic.plug(1, "1-1");
        // Found by its announcement: with the other one there, or without.
        watch.until(serves);
        let other = early.unwrap_or_else(|| responder(&clinic.pc));
        finds_the_other(&clinic.reader(1).namespace);
        // And by a question that the reader asks anew, with the other one there in any case.
        let _ = clinic.pull(1);
        watch.until(|look| !serves(look));
        let _ = clinic.plug(1, "1-1");
        watch.until(serves);
        other.shutdown().unwrap();
    }
}
