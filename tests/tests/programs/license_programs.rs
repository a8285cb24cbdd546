//! The life of a license at the clinic, with the real programs and files in between: asked for, installed in every form it
//! travels in, taken back by its vendor, given back by the clinic, and lost with its PC.

use madoguchi_agent::simulated::plan;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::{armour, typed};
use madoguchi_proto::v1;
use madoguchi_tests::programs::{Answer, Clinic, DAY_MS, Office, SEED, Terminal};
use serde_json::Value;
use std::cell::RefCell;
use std::fs;

/// A clinic, its vendor, and everything that was said on screens meanwhile.
struct Story {
    clinic: Clinic,
    office: Office,
    told: RefCell<Vec<String>>,
}

impl Story {
    fn begin() -> Self {
        let clinic = Clinic::new();
        let office = Office::believed_in(clinic.path());
        Self::of(clinic, office)
    }

    fn of(mut clinic: Clinic, office: Office) -> Self {
        clinic.start();
        let told = RefCell::default();
        Self {
            clinic,
            office,
            told,
        }
    }

    fn ask(&self, words: &str) -> Answer {
        self.heard(self.clinic.ask(words))
    }

    /// The same with a file on stdin.
    fn ask_with(&self, words: &str, stdin: &str) -> Answer {
        let path = self.clinic.path().join("stdin");
        fs::write(&path, stdin).unwrap();
        let file = fs::File::open(path).unwrap();
        self.heard(Answer::of(self.clinic.asking(words).stdin(file)))
    }

    fn json(&self, words: &str) -> Value {
        self.ask(&format!("{words} --json")).done().json()
    }

    fn heard(&self, answer: Answer) -> Answer {
        let mut told = self.told.borrow_mut();
        told.extend([answer.out.clone(), answer.err.clone()]);
        answer
    }

    /// Hands a document over as a file.
    fn file(&self, name: &str, document: &Document) {
        fs::write(self.clinic.path().join(name), armour::write(document)).unwrap();
    }

    fn installation(&self) -> PublicKey {
        let list = self.json("license list");
        list["installation"].as_str().unwrap().parse().unwrap()
    }

    fn standing(&self, license: &str) -> String {
        let list = self.json("license list");
        let licenses = list["licenses"].as_array().unwrap();
        let found = licenses.iter().find(|one| one["license_id"] == license);
        found.unwrap()["standing"].as_str().unwrap().to_owned()
    }

    /// An additional license for this PC.
    fn additional(&self, id: &str, seats: u32) -> Document {
        let license = self.office.additional(id, self.installation(), seats);
        self.office.signs(&license)
    }

    /// Nothing that was written anywhere shows a whole product key, or a private key.
    fn kept_secrets(mut self, keys: &[&str]) {
        let mut told = self.told.into_inner();
        told.extend(self.clinic.controller().written());
        let folder = self.clinic.data_dir().join("identity");
        let mut secrets: Vec<String> = keys.iter().map(ToString::to_string).collect();
        for name in ["installation.key", "authority.key", "server.key"] {
            let pem = fs::read_to_string(folder.join(name)).unwrap();
            let lines = pem.lines().filter(|line| !line.starts_with("-----"));
            secrets.extend(lines.map(ToOwned::to_owned));
        }
        for said in &told {
            for secret in &secrets {
                let bare = secret.replace('-', "");
                assert!(!said.contains(secret), "{said}");
                assert!(!said.replace('-', "").contains(&bare), "{said}");
            }
        }
    }
}

/// A patient who comes and whose session is long.
fn patient() -> String {
    let plans = (1..200).map(|number: u32| (plan(SEED, &number.to_string()), number));
    let coming = plans.filter(|(plan, _)| plan.shows_up);
    let (_, number) = coming
        .max_by_key(|(plan, _)| plan.outcome.duration_ms)
        .unwrap();
    number.to_string()
}

fn serving(look: &Value) -> usize {
    let units = look["units"].as_array().unwrap();
    units.iter().filter(|unit| unit["serves"] == true).count()
}

#[test]
fn from_a_product_key_to_a_seat_while_a_session_runs_undisturbed() {
    let mut story = Story::begin();
    let key = story.office.sells();
    for n in 1..=3 {
        story.clinic.enroll(n);
    }
    story
        .clinic
        .start_agent_with(1, &[("speed = 20 ", "speed = 2 ")]);
    let mut watch = story.clinic.watch();
    watch.until(|look| serving(look) == 1);
    story.clinic.start_agent(2);
    story.clinic.start_agent(3);
    let attached = |look: &Value| {
        let units = look["units"].as_array().unwrap();
        units.iter().filter(|unit| unit["attached"] == true).count()
    };
    watch.until(|look| attached(look) == 3);

    let asked = "license request --product-key - --seats 1 --out r.madoguchi --lang ja";
    let asked = story.ask_with(asked, &key.reveal()).done();
    assert!(asked.out.contains("購入元に渡してください"), "{asked:?}");
    let request = story
        .office
        .reads::<v1::ActivationRequest>(&story.clinic.path().join("r.madoguchi"));
    assert_eq!((request.counter, request.previous), (1, None));
    assert_eq!(request.payload.product_key, *key.reveal());
    assert_eq!(request.payload.seats, 1);
    assert_eq!(request.payload.units.len(), 3, "{:?}", request.payload);
    assert_eq!(request.installation, story.installation());
    let license = story.office.additional("L-1", request.installation, 1);
    story.file("l1.license", &story.office.signs(&license));

    let patient = patient();
    let _ = story.ask(&format!("ticket add {patient}")).done();
    watch.until(|look| look["tickets"][0]["state"] == "verifying");
    let installed = story.ask("license install l1.license --lang ja").done();
    assert!(installed.out.contains("1 台 → 2 台"), "{installed:?}");
    assert!(
        installed
            .out
            .contains("使えるようになったリーダー: CR-2024-000")
    );
    let during = story.json(&format!("ticket show {patient}"));
    assert_eq!(during["ticket"]["state"], "verifying", "{during}");
    watch.until(|look| serving(look) == 2 && look["closed_today"] == 1);
    let after = story.json(&format!("ticket show {patient}"));
    assert_eq!(after["ticket"]["state"], "done");
    assert_eq!(after["ticket"]["attempt"], during["ticket"]["attempt"]);

    let again = story.json("license install l1.license");
    assert_eq!(again["already_installed"], true);
    let listed = story.ask("license list --lang ja").done();
    assert!(listed.out.contains("L-1"), "{listed:?}");
    story.kept_secrets(&[&key.reveal()]);
}

#[test]
fn a_license_that_was_typed_or_scanned_is_as_good_as_its_file() {
    let story = Story::begin();
    let typed_in = typed::write(&story.additional("L-TYPED", 1)).to_lowercase();
    let wrong = typed_in.replacen(typed_in.chars().nth(24).unwrap(), "?", 1);
    let refused = story.ask_with("license install -", &wrong).refused();
    assert!(!refused.is_empty());
    let mut slip: Vec<char> = typed_in.chars().collect();
    let place = slip.iter().position(char::is_ascii_digit).unwrap();
    slip[place] = if slip[place] == '7' { '8' } else { '7' };
    let slip: String = slip.into_iter().collect();
    let refused = story
        .ask_with("license install - --lang ja", &slip)
        .refused();
    assert!(refused.contains("番目のまとまり"), "{refused}");
    let _ = story.ask_with("license install -", &typed_in).done();
    assert_eq!(story.standing("L-TYPED"), "in-force");

    let mut parts = typed::parts(&story.additional("L-SCANNED", 1), 300);
    assert!(parts.len() > 1);
    parts.reverse();
    let missing = parts[1..].join("\n");
    let refused = story
        .ask_with("license install - --lang ja", &missing)
        .refused();
    assert!(refused.contains("QRコード"), "{refused}");
    let _ = story
        .ask_with("license install -", &parts.join("\n"))
        .done();
    assert_eq!(story.standing("L-SCANNED"), "in-force");

    let shown = story.ask("license show L-SCANNED --lang ja").done().out;
    assert!(shown.contains("このPCでは: 有効です。"), "{shown}");
    let other = story
        .office
        .additional("L-OTHER", PublicKey::from_bytes(&OTHER).unwrap(), 1);
    story.file("other.license", &story.office.signs(&other));
    let shown = story.ask("license show other.license --lang ja").done().out;
    assert!(shown.contains("別のPCのライセンス"), "{shown}");
    assert!(shown.contains("基本 1"), "{shown}");
    let list = story.json("license list");
    assert_eq!(
        list["licenses"].as_array().unwrap().len(),
        2,
        "looking installs nothing"
    );
    story.kept_secrets(&[]);
}

/// Some other installation: the key of RFC 8032's first test.
const OTHER: [u8; 32] = [
    0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
    0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
];

#[test]
fn a_revocation_takes_a_license_back_and_an_older_list_is_refused() {
    let story = Story::begin();
    story.file("l1.license", &story.additional("L-1", 2));
    let _ = story.ask("license install l1.license").done();
    story.file("list7", &story.office.revokes(7, &["L-1"]));
    story.file("list6", &story.office.revokes(6, &[]));
    let taken = story.ask("license install list7 --lang ja").done();
    assert!(taken.out.contains("3 台 → 1 台"), "{taken:?}");
    assert!(taken.out.contains("ライセンス L-1: 購入元が取り消しました"));
    assert_eq!(story.standing("L-1"), "revoked");
    let refused = story.ask("license install list6").refused();
    assert!(refused.contains('6') && refused.contains('7'), "{refused}");
    let again = story.json("license install list7");
    assert_eq!(again["already_installed"], true, "{again}");
    let status = story.ask("status --lang ja").done();
    assert!(status.out.contains("L-1"), "{status:?}");
    story.kept_secrets(&[]);
}

#[test]
#[cfg(unix)]
fn what_was_given_back_serves_on_a_new_pc_and_no_longer_on_the_old_one() {
    let mut story = Story::begin();
    let old_key = story.installation();
    story.file("l1.license", &story.additional("L-1", 2));
    let _ = story.ask("license install l1.license").done();
    let _ = story.ask("license request --out first.madoguchi").done();
    let key_file = story.clinic.data_dir().join("identity/installation.key");
    let old_private_key = fs::read(&key_file).unwrap();
    let config = "--config controller.running.toml";
    let returning = format!("license return {config} --out back.madoguchi");
    let runs = story.ask(&format!("{returning} --yes --lang ja")).refused();
    assert!(runs.contains("止めてから"), "{runs}");
    assert!(story.clinic.stop().success());
    let unsure = story.ask(&returning).refused();
    assert!(unsure.contains("--yes"), "{unsure}");
    let given = story.ask(&format!("{returning} --yes --lang ja")).done();
    assert!(given.out.contains("返却しました"), "{given:?}");
    let path = story.clinic.path().join("back.madoguchi");
    let back = story.office.reads::<v1::LicenseReturn>(&path);
    assert_eq!(back.payload.licenses, ["L-1"]);
    assert_eq!((back.installation, back.counter), (old_key, 2));
    // Lost: the same command writes it again, before the next start and after it.
    fs::remove_file(&path).unwrap();
    let _ = story.ask(&format!("{returning} --yes")).done();
    assert_eq!(
        story.office.reads::<v1::LicenseReturn>(&path).hash,
        back.hash
    );

    // As a power cut between the commit and the rename would have left it.
    let next = key_file.with_extension("key.next");
    fs::rename(&key_file, &next).unwrap();
    fs::write(&key_file, &old_private_key).unwrap();
    story.clinic.start();
    assert!(!next.exists() && fs::read(&key_file).unwrap() != old_private_key);
    assert_ne!(story.installation(), old_key);
    assert_eq!(story.standing("L-1"), "returned");
    let refused = story.ask("license install l1.license --lang ja").refused();
    assert!(refused.contains("返却しました"), "{refused}");
    let acts = story.json("license acts");
    assert_eq!(acts["acts"].as_array().unwrap().len(), 2, "{acts}");
    let _ = story
        .ask("license acts --write 2 --out again.madoguchi")
        .done();
    let again = story.clinic.path().join("again.madoguchi");
    assert_eq!(
        story.office.reads::<v1::LicenseReturn>(&again).hash,
        back.hash
    );

    let mut new_pc = Clinic::new();
    story.office.root_to(new_pc.path());
    new_pc.start();
    let Story {
        office,
        clinic,
        told,
    } = story;
    let new = Story {
        clinic: new_pc,
        office,
        told: RefCell::default(),
    };
    let mut license = new.office.additional("L-2", new.installation(), 2);
    license.supersedes = vec!["L-1".to_owned()];
    license.lineage = "L-1".to_owned();
    new.file("l2.license", &new.office.signs(&license));
    let _ = new.ask("license install l2.license").done();
    assert_eq!(new.standing("L-2"), "in-force");
    let old = Story {
        clinic,
        office: Office::new(),
        told,
    };
    old.kept_secrets(&[]);
}

#[test]
fn a_dead_pcs_license_serves_for_a_week_on_the_new_one_until_it_is_issued_anew() {
    let story = Story::begin();
    let dead = PublicKey::from_bytes(&OTHER).unwrap();
    let license = story.office.additional("L-OLD", dead, 2);
    story.file("old.license", &story.office.signs(&license));
    let refused = story.ask("license install old.license").refused();
    assert!(refused.contains("--old-pc-died"), "{refused}");
    let bridged = story
        .ask("license install old.license --old-pc-died --lang ja")
        .done();
    assert!(bridged.out.contains("1 台 → 3 台"), "{bridged:?}");
    assert!(bridged.out.contains("license request --reissue"));
    assert_eq!(story.standing("L-OLD"), "bridging");
    let until = story.json("license list");
    assert!(
        until["notices"][0]["ja"]
            .as_str()
            .unwrap()
            .contains("L-OLD")
    );

    let _ = story
        .ask("license request --reissue --out lost.madoguchi")
        .done();
    let path = story.clinic.path().join("lost.madoguchi");
    let request = story.office.reads::<v1::ActivationRequest>(&path);
    assert_eq!(request.payload.lost_licenses, ["L-OLD"]);
    let mut anew = story.office.additional("L-NEW", request.installation, 2);
    anew.supersedes = vec!["L-OLD".to_owned()];
    anew.lineage = "L-OLD".to_owned();
    story.file("new.license", &story.office.signs(&anew));
    let _ = story.ask("license install new.license").done();
    assert_eq!(story.standing("L-OLD"), "superseded");
    assert_eq!(story.standing("L-NEW"), "in-force");
    story.kept_secrets(&[]);
}

#[test]
fn nothing_is_reissued_where_nothing_was_lost_and_a_wrong_product_key_is_told_by_its_mistake() {
    let story = Story::begin();
    let refused = story.ask("license request --reissue").refused();
    assert!(refused.contains("--old-pc-died"), "{refused}");
    let key = story.office.sells();
    let mut slip: Vec<char> = key.reveal().chars().collect();
    slip[6] = if slip[6] == '2' { '3' } else { '2' };
    let slip: String = slip.into_iter().collect();
    let refused = story.ask_with("license request --product-key - --lang ja", &slip);
    assert!(refused.refused().contains("違う文字"));
    let refused = story
        .ask(&format!("license request --product-key {slip}"))
        .refused();
    assert!(refused.contains("wrong"), "{refused}");
    let none = story
        .ask("license request --transfer CR-2024-0009")
        .refused();
    assert!(none.contains("CR-2024-0009"), "{none}");
    let acts = story.json("license acts");
    assert_eq!(
        acts["acts"].as_array().unwrap().len(),
        0,
        "nothing was signed"
    );
    story.kept_secrets(&[&slip, &key.reveal()]);
}

#[test]
#[cfg(unix)]
fn a_clock_that_was_set_back_suspends_terms_alone_until_the_vendor_says_what_time_it_is() {
    let mut story = Story::begin();
    let now = madoguchi_controller::serve::wall_clock().0;
    let (forever, mut term) = (
        story.additional("L-FOREVER", 1),
        story.office.additional("L-TERM", story.installation(), 1),
    );
    // The vendor's clock is right, and this PC's is three days behind.
    term.header = Some(story.office.issued("L-TERM", now + 3 * DAY_MS));
    term.not_after_ms = now + 300 * DAY_MS;
    story.file("forever.license", &forever);
    story.file("term.license", &story.office.signs(&term));
    let _ = story.ask("license install forever.license").done();
    let _ = story.ask("license install term.license").done();
    assert_eq!(story.standing("L-TERM"), "in-force");
    assert!(story.clinic.stop().success());
    story.clinic.start();
    assert_eq!(story.standing("L-TERM"), "suspended");
    assert_eq!(story.standing("L-FOREVER"), "in-force");
    let status = story.ask("status --lang ja").done().out;
    assert!(status.contains("madoguchi time ask-reset"), "{status}");

    let asked = story.json("time ask-reset");
    let nonce: madoguchi_licensing::reset_nonce::ResetNonce =
        asked["nonce"].as_str().unwrap().parse().unwrap();
    let reset = v1::TimeReset {
        header: Some(story.office.issued("RESET-1", now)),
        installation_key: story.installation().to_bytes().to_vec(),
        nonce: nonce.0.to_vec(),
        time_ms: now,
    };
    story.file("reset", &story.office.signs(&reset));
    let cleared = story.ask("license install reset --lang ja").done();
    assert!(cleared.out.contains("時計の解除"), "{cleared:?}");
    assert_eq!(story.standing("L-TERM"), "in-force");
    let twice = story.ask("license install reset").refused();
    assert!(!twice.is_empty());
    story.kept_secrets(&[]);
}
