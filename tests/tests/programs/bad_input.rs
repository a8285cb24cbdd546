//! What a clinic's PC is fed by mistake or in bad faith, with the real programs: each is told what is wrong and what to
//! do, the reader beside it goes on serving, and nothing that was acknowledged is lost.

use madoguchi_agent::simulated::plan;
use madoguchi_licensing::grant::{Binding, Environment, InstallationKey, LicenseId};
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_tests::programs::{Answer, Clinic, Intruder, SEED, Terminal, Watch, command};
use madoguchi_vendor::sign::{
    Heading, IssuerTerms, LicenseTerms, sign_issuer_certificate, sign_license,
};
use madoguchi_vendor::signer::Signer;
use serde_json::Value;
use std::fs;
use std::process::Command;

/// A clinic where reader 1 serves.
fn serving() -> (Clinic, Watch) {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.plug_in(1);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    (clinic, watch)
}

/// Patients who come when they are called, each once.
fn patients() -> impl Iterator<Item = String> {
    (1..)
        .map(|number: usize| number.to_string())
        .filter(|number| plan(SEED, number).shows_up)
}

/// One more patient comes and is served.
fn serves(clinic: &Clinic, watch: &mut Watch, number: &str) {
    let closed = |look: &Value| look["closed_today"].as_u64().unwrap();
    let before = closed(&clinic.json("status"));
    let _ = clinic.ask(&format!("ticket add {number}")).done();
    watch.until(|look| closed(look) > before);
    let told = clinic.json(&format!("ticket show {number}"));
    assert_eq!(told["ticket"]["state"], "done", "{told}");
}

fn japanese(clinic: &Clinic, words: &str) -> String {
    let said = clinic.ask(&format!("{words} --lang ja")).refused();
    assert!(!said.is_ascii(), "{said}");
    said
}

#[test]
fn a_bad_certificate_gets_nobody_in_and_both_sides_say_what_to_do() {
    let (mut clinic, mut watch) = serving();
    clinic.enroll(2);
    let folder = clinic.path().join("reader-2");
    let right: Vec<_> = ["unit.crt", "unit.key"]
        .map(|name| (name, fs::read(folder.join(name)).unwrap()))
        .into();

    // Made by the reader itself, for the right serial.
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(vec![Clinic::serial(2)]).unwrap();
    fs::write(
        folder.join("unit.crt"),
        params.self_signed(&key).unwrap().pem(),
    )
    .unwrap();
    fs::write(folder.join("unit.key"), key.serialize_pem()).unwrap();
    clinic.start_agent(2);
    clinic.agent(2).line(|line| {
        let told = line.contains("no link to the controller") && line.contains("enroll");
        told.then_some(())
    });
    let logged = clinic.controller().line(|line| {
        line.contains("certificate is not of this controller")
            .then(|| line.to_owned())
    });
    assert!(logged.contains("madoguchi unit enroll"), "{logged}");
    assert_eq!(clinic.json("unit list")["units"][1]["attached"], false);

    // Cut short: it does not even start, and names the file.
    for (name, bytes) in &right {
        fs::write(folder.join(name), &bytes[..bytes.len() / 2]).unwrap();
        let config = clinic.path().join("agent-2.running.toml");
        let agent = Answer::of(command("madoguchi-agent").arg("--config").arg(config));
        let said = agent.refused();
        assert!(
            said.contains(name) && said.contains("enroll the unit again"),
            "{said}"
        );
        fs::write(folder.join(name), bytes).unwrap();
    }
    // Another unit's: its serial is not what the reader says that it is.
    clinic.enroll(3);
    let other = clinic.path().join("reader-3");
    let mut liar = Intruder::attach_with(clinic.gateway(), &other, Intruder::hello(2));
    let reason = liar.closed();
    assert_eq!(reason.code, "serial-not-certificate");
    assert!(
        reason.ja.contains("登録情報を入れ直してください"),
        "{reason:?}"
    );

    // Meanwhile the other one serves, and with its own credentials this one gets in, too.
    let mut patients = patients();
    serves(&clinic, &mut watch, &patients.next().unwrap());
    let _ = clinic.stop_agent(2);
    clinic.start_agent(2);
    watch.until(|look| look["units"][1]["attached"] == true);
}

#[test]
fn a_license_with_one_bit_flipped_is_refused_wherever_the_bit_is() {
    let (clinic, mut watch) = serving();
    clinic.additional_license(2, "right.license");
    let right = fs::read_to_string(clinic.path().join("right.license")).unwrap();
    let block = pem_body(&right);
    // Over the whole of it: the payload, both signatures, and the issuer's certificate.
    let step = block.len() / 12;
    for at in (0..block.len()).step_by(step) {
        let mut flipped = block.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(clinic.path().join("flipped.license"), &flipped).unwrap();
        let said = japanese(&clinic, "license install flipped.license");
        assert!(said.contains("ください"), "at {at}: {said}");
        let english = clinic.ask("license install flipped.license").refused();
        assert_ne!(said, english);
    }
    assert_eq!(
        clinic.json("license list")["licenses"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    serves(&clinic, &mut watch, &patients().next().unwrap());
    // The one that is whole still gets in.
    assert_eq!(
        clinic.json("license install right.license")["already_installed"],
        false
    );
}

/// What is inside the armour: a license can be installed as it is, too.
fn pem_body(text: &str) -> Vec<u8> {
    let document = madoguchi_licensing::armour::read(text.as_bytes()).unwrap();
    document.as_bytes().to_vec()
}

#[test]
fn a_license_for_another_installation_is_refused_with_what_to_tell_the_vendor() {
    let (clinic, mut watch) = serving();
    let elsewhere = Signer::generate().unwrap().public_key();
    clinic.vendor(&format!(
        "issue additional --issuer issuer --installation {elsewhere} --seats 2 --out elsewhere.license"
    ));
    let said = japanese(&clinic, "license install elsewhere.license");
    assert!(
        said.contains("別のPCのライセンス") && said.contains("installation"),
        "{said}"
    );
    let english = clinic.ask("license install elsewhere.license").refused();
    assert!(english.contains("installation"), "{english}");
    assert_eq!(
        clinic.json("license list")["licenses"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    serves(&clinic, &mut watch, &patients().next().unwrap());
}

/// A license of that environment for the clinic, under a root that was made for it.
fn license_of(environment: Environment, clinic: &Clinic) -> Vec<u8> {
    let (root, issuer) = (Signer::generate().unwrap(), Signer::generate().unwrap());
    let heading = |id: &str| Heading {
        id: LicenseId::parse(id).unwrap(),
        environment,
        sequence: 1,
        issued_at_ms: 1_800_000_000_000,
    };
    let certificate = IssuerTerms {
        heading: heading("CERT-1"),
        public_key: issuer.public_key(),
        name: "Vendor".into(),
        additional: true,
        bundled: true,
        seats_per_license: 3,
        last_sequence: 10,
        not_before_ms: 0,
        not_after_ms: i64::MAX,
    };
    let certificate = sign_issuer_certificate(&root, &certificate).unwrap();
    let key = clinic.json("license list")["installation"]
        .as_str()
        .unwrap()
        .to_owned();
    let byte = |at: usize| u8::from_str_radix(&key[2 * at..2 * at + 2], 16).unwrap();
    let terms = LicenseTerms {
        heading: heading("L-1"),
        binding: Binding::Additional {
            installation: InstallationKey(std::array::from_fn(byte)),
            seats: 2,
        },
        not_before_ms: 0,
        not_after_ms: None,
        supersedes: Vec::new(),
        lineage: LicenseId::parse("L-1").unwrap(),
    };
    let license = sign_license(&issuer, &certificate, &terms).unwrap();
    license.as_bytes().to_vec()
}

#[test]
fn a_license_of_the_other_environment_is_nothing_for_an_installation() {
    let (clinic, mut watch) = serving();
    let production = license_of(Environment::Production, &clinic);
    fs::write(clinic.path().join("production.license"), production).unwrap();
    let said = japanese(&clinic, "license install production.license");
    assert!(said.contains("別の環境"), "{said}");
    serves(&clinic, &mut watch, &patients().next().unwrap());

    let mut clinic = Clinic::new();
    let _port = clinic.start_over_usb();
    // Over USB the environment is that of the roots that the program was built with.
    let here = Trust::compiled_in().environment();
    let other = match here {
        Environment::Production => Environment::Test,
        Environment::Test => Environment::Production,
    };
    let of_other = license_of(other, &clinic);
    fs::write(clinic.path().join("other.license"), of_other).unwrap();
    let said = japanese(&clinic, "license install other.license");
    assert!(said.contains("別の環境"), "{said}");
    // One of its own environment, whose root this program does not know.
    let unknown = license_of(here, &clinic);
    fs::write(clinic.path().join("unknown.license"), unknown).unwrap();
    let said = japanese(&clinic, "license install unknown.license");
    assert!(said.contains("madoguchiを更新"), "{said}");
    assert_eq!(
        clinic.json("license list")["licenses"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn of_two_agents_with_one_serial_the_one_that_was_enrolled_last_is_believed() {
    let (mut clinic, mut watch) = serving();
    // The reader's credentials were made anew, for another key.
    clinic.enroll(2);
    clinic.start_agent(2);
    watch.until(|look| look["units"][1]["attached"] == true);
    fs::rename(
        clinic.path().join("reader-2"),
        clinic.path().join("reader-2-old"),
    )
    .unwrap();
    clinic.enroll(2);
    // The one that runs with the old key is told at once.
    let told = clinic
        .agent(2)
        .line(|line| line.contains("key-superseded").then(|| line.to_owned()));
    assert!(told.contains("closed the connection"), "{told}");
    let _ = clinic.stop_agent(2);
    let old = clinic.path().join("reader-2-old");
    let mut superseded = Intruder::attach_with(clinic.gateway(), &old, Intruder::hello(2));
    let reason = superseded.closed();
    assert_eq!(reason.code, "key-superseded", "{reason:?}");
    assert!(
        reason
            .ja
            .contains("新しい登録情報をリーダーに入れてください"),
        "{reason:?}"
    );
    clinic.start_agent(2);
    watch.until(|look| look["units"][1]["attached"] == true);
    // It comes again and again: the right one keeps its connection, and both are told apart.
    for _ in 0..3 {
        let mut again = Intruder::attach_with(clinic.gateway(), &old, Intruder::hello(2));
        assert_eq!(again.closed().code, "key-superseded");
    }
    let unit = &clinic.json("unit list")["units"][1];
    assert_eq!(unit["attached"], true, "{unit}");
    serves(&clinic, &mut watch, &patients().next().unwrap());
}

fn ended(session: u8, assignment: Option<v1::Assignment>) -> Event {
    Event::SessionEnded(v1::SessionEnded {
        session_id: vec![session; 16],
        assignment,
        outcome: Some(v1::Outcome {
            kind: v1::OutcomeKind::VerifiedFace.into(),
            duration_ms: 4_000,
            ..v1::Outcome::default()
        }),
        age_ms: 0,
    })
}

fn placed(session: u8, assignment: Option<v1::Assignment>) -> Event {
    Event::CardPlaced(v1::CardPlaced {
        session_id: vec![session; 16],
        assignment,
    })
}

#[test]
fn an_agent_that_repeats_itself_is_acknowledged_and_counted_once() {
    let (clinic, mut watch) = serving();
    clinic.additional_license(3, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    clinic.enroll(2);
    let mut odd = Intruder::attach(&clinic, 2);
    watch.until(|look| look["units"][1]["serves"] == true);
    let _ = clinic.ask("ticket add 900 --need unit:CR-2024-0002").done();
    let assignment = loop {
        if let Down::Call(call) = odd.hears().expect("a call") {
            break call.assignment;
        }
    };
    // Everything twice, and the outcome thrice.
    let said = [
        placed(1, assignment),
        placed(1, assignment),
        ended(1, assignment),
        ended(1, assignment),
        Event::CardRemoved(v1::CardRemoved {}),
        Event::CardRemoved(v1::CardRemoved {}),
        ended(1, assignment),
    ];
    let last = said.len() as u64;
    for (sequence, event) in (1..).zip(said) {
        assert!(odd.say(sequence, event));
    }
    odd.acknowledged(last);
    // And all of it again on the next connection, as from a spool.
    drop(odd);
    let mut hello = Intruder::hello(2);
    hello.spooled = 1;
    let folder = clinic.path().join("reader-2");
    let mut odd = Intruder::attach_with(clinic.gateway(), &folder, hello);
    assert!(odd.say(1, ended(1, assignment)));
    odd.acknowledged(1);
    let told = clinic.json("ticket show 900");
    assert_eq!(told["ticket"]["state"], "done", "{told}");
    assert_eq!(told["ticket"]["attempt"], 1, "{told}");
    let units = clinic.json("unit list");
    assert_eq!(units["units"][1]["sessions_today"], 1, "{units}");
    serves(&clinic, &mut watch, &patients().next().unwrap());
}

#[test]
fn an_agent_that_talks_nonsense_is_closed_with_the_reason_and_the_others_serve() {
    let (clinic, mut watch) = serving();
    clinic.enroll(2);
    let mut patients = patients();
    type Talk = fn(&Intruder);
    let stories: [(&str, Talk); 7] = [
        ("a gap", |odd| {
            odd.say(7, Event::CardRemoved(v1::CardRemoved {}));
        }),
        ("a repeat", |odd| {
            odd.say(1, Event::CardRemoved(v1::CardRemoved {}));
            odd.say(1, Event::CardRemoved(v1::CardRemoved {}));
        }),
        ("nothing", |odd| {
            odd.frame(v1::AttachRequest { frame: None });
        }),
        ("a second hello", |odd| {
            let hello = Some(Up::Hello(Intruder::hello(2)));
            odd.frame(v1::AttachRequest { frame: hello });
        }),
        ("a session without a name", |odd| {
            odd.say(1, Event::CardPlaced(v1::CardPlaced::default()));
        }),
        ("an outcome that says nothing", |odd| {
            let mut event = ended(3, None);
            if let Event::SessionEnded(ended) = &mut event {
                ended.outcome = None;
            }
            odd.say(1, event);
        }),
        ("a frame that is far too large", |odd| {
            let codes = vec!["E".repeat(1_000); 200];
            let state = v1::HealthState::Faulted.into();
            odd.say(1, Event::Health(v1::Health { state, codes }));
        }),
    ];
    for (what, talk) in stories {
        let mut odd = Intruder::attach(&clinic, 2);
        talk(&odd);
        let reason = odd.closed();
        assert_eq!(reason.code, "bad-frame", "{what}: {reason:?}");
        assert!(
            reason.ja.contains("接続を終了しました"),
            "{what}: {reason:?}"
        );
    }
    serves(&clinic, &mut watch, &patients.next().unwrap());

    // Out of order: the end of a session whose beginning nobody saw, and of a ticket that was never given to it.
    let mut odd = Intruder::attach(&clinic, 2);
    let never = Some(v1::Assignment {
        ticket_id: 4_000_000,
        attempt: 3,
    });
    odd.say(1, ended(9, None));
    odd.say(2, ended(10, never));
    odd.say(3, Event::CardRemoved(v1::CardRemoved {}));
    odd.acknowledged(3);
    // Too much.
    let mut sequence = 3;
    while odd.say(sequence + 1, Event::CardRemoved(v1::CardRemoved {})) {
        sequence += 1;
        assert!(sequence < 1_000_000, "nobody stops it");
    }
    assert_eq!(odd.closed().code, "too-many-frames");
    serves(&clinic, &mut watch, &patients.next().unwrap());
    assert_eq!(clinic.json("unit list")["units"][0]["sessions_today"], 2);
}

#[test]
fn a_flood_that_never_ends_leaves_a_log_of_a_bearable_length() {
    let (mut clinic, mut watch) = serving();
    let gateway = clinic.gateway();
    for _ in 0..2_000 {
        // Whoever scans ports: a connection that says nothing of ours.
        use std::io::Write as _;
        let mut stream = std::net::TcpStream::connect(gateway).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").ok();
    }
    serves(&clinic, &mut watch, &patients().next().unwrap());
    let lines = clinic.controller().written();
    assert!(lines.len() < 200, "{} lines", lines.len());
    assert!(lines.iter().any(|line| line.contains("a handshake failed")));
}

/// Runs the programs with a folder of the clinic that can only be read; `None` where this machine does not allow that.
fn read_only(clinic: &Clinic, folder: &str, program: &str, words: &str) -> Option<Answer> {
    let script = format!(
        "mount --bind {folder} {folder} && mount -o remount,bind,ro {folder} && exec \"$0\" {words}"
    );
    let can = |script: &str, program: &str| {
        let mut run = Command::new("unshare");
        run.args(["--mount", "sh", "-c", script, program])
            .current_dir(clinic.path())
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        run
    };
    let bound = script.split(" && exec").next().unwrap();
    let tried = can(bound, "true").status();
    if !tried.is_ok_and(|tried| tried.success()) {
        return None;
    }
    let path = command(program).get_program().to_owned();
    Some(Answer::of(&mut can(&script, path.to_str().unwrap())))
}

#[test]
fn a_data_directory_that_cannot_be_written_stops_the_start_with_what_to_do_and_changes_nothing() {
    let (mut clinic, watch) = serving();
    let _ = clinic.ask("ticket add 700 --need seated").done();
    #[cfg(unix)]
    assert_eq!(clinic.stop().code(), Some(0));
    let _ = watch.ended();
    let config = clinic.example(
        "controller.toml",
        &[
            ("127.0.0.1:7443", "127.0.0.1:0"),
            ("127.0.0.1:7445", "127.0.0.1:0"),
            ("127.0.0.1:7480", "127.0.0.1:0"),
        ],
    );
    fs::write(clinic.path().join("ro.toml"), config).unwrap();
    let before = fs::read(clinic.data_dir().join("store/db")).unwrap();
    for (lang, words) in [("ja", "書き込み禁止"), ("en", "read-only")] {
        let serve = format!("--lang {lang} serve --config ro.toml");
        let Some(answer) = read_only(&clinic, "data", "madoguchi", &serve) else {
            println!("skipped: this machine lets nobody make a read-only mount of its own");
            return;
        };
        assert_eq!(answer.code, Some(1), "{answer:?}");
        let said = answer.err.lines().last().unwrap_or_default().to_owned();
        assert!(
            said.contains(words) && said.contains("data"),
            "{}",
            answer.err
        );
    }
    assert!(fs::read(clinic.data_dir().join("store/db")).unwrap() == before);

    // The reader's own folder, too.
    let _ = clinic.stop_agent(1);
    let agent = read_only(
        &clinic,
        "spool-1",
        "madoguchi-agent",
        "--config agent-1.running.toml",
    );
    let agent = agent.expect("it could be done before");
    assert_eq!(agent.code, Some(1), "{agent:?}");
    assert!(
        agent.err.contains("spool-1") && agent.err.contains("check"),
        "{}",
        agent.err
    );

    // And with rights again all is as it was.
    clinic.start();
    clinic.start_agent(1);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    assert_eq!(clinic.json("ticket show 700")["ticket"]["state"], "waiting");
    serves(&clinic, &mut watch, &patients().next().unwrap());
}

#[test]
fn two_agents_do_not_share_a_spool() {
    let (mut clinic, mut watch) = serving();
    clinic.enroll(2);
    clinic.start_agent_with(2, &[("spool = \"spool-2\"", "spool = \"spool-1\"")]);
    assert_eq!(clinic.agent(2).ended().code(), Some(1));
    let said = clinic.agent(2).written().join("\n");
    assert!(
        said.contains("spool-1") && said.contains("a folder of its own"),
        "{said}"
    );
    serves(&clinic, &mut watch, &patients().next().unwrap());
}
