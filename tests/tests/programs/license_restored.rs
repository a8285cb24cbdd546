//! A backup that was restored on another PC works at once; that it is another PC is reported, and stops nobody (RULES,
//! "Licenses").

use madoguchi_licensing::armour;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_tests::programs::{Answer, Clinic, Office, Terminal, have};
use std::fs;

const PASSPHRASE: &str = "窓口のバックアップの合言葉 1";

fn installation(clinic: &Clinic) -> PublicKey {
    let list = clinic.json("license list");
    list["installation"].as_str().unwrap().parse().unwrap()
}

fn with_passphrase(clinic: &Clinic, words: &str) -> Answer {
    let mut command = clinic.asking(words);
    Answer::of(command.env("MADOGUCHI_PASSPHRASE", PASSPHRASE)).done()
}

#[test]
#[cfg(target_os = "linux")]
fn a_restored_backup_gives_its_seats_at_once_and_says_which_part_of_the_pc_is_another() {
    let shows = "mount --bind /etc/hostname /etc/machine-id";
    if !have("mount namespaces", &["unshare", "-m", "sh", "-c", shows]) {
        return;
    }
    let mut old = Clinic::new();
    let office = Office::believed_in(old.path());
    old.start();
    let key = installation(&old);
    let license = office.signs(&office.additional("L-1", key, 2));
    fs::write(old.path().join("l1.license"), armour::write(&license)).unwrap();
    let _ = old.ask("license install l1.license").done();
    let quiet = old.json("license list");
    assert_eq!(quiet["notices"].as_array().unwrap().len(), 0, "{quiet}");
    let _ = with_passphrase(&old, "backup copy.age");
    old.kill();

    let mut new = Clinic::new();
    office.root_to(new.path());
    fs::copy(old.path().join("copy.age"), new.path().join("copy.age")).unwrap();
    let _ = with_passphrase(&new, "restore copy.age");
    // Another PC: its system has another id.
    let id = new.path().join("machine-id");
    fs::write(&id, "fedcba9876543210fedcba9876543210\n").unwrap();
    let mount = format!(
        "mount --bind {} /etc/machine-id && exec \"$0\" \"$@\"",
        id.display()
    );
    new.start_through(
        ["unshare", "-m", "sh", "-c", &mount]
            .map(str::to_owned)
            .to_vec(),
    );
    new.start();
    assert_eq!(installation(&new), key);
    let list = new.json("license list");
    assert_eq!(list["licenses"][0]["in_force"], true, "{list}");
    let notice = list["notices"][0]["ja"].as_str().unwrap();
    assert!(notice.contains("OSの番号 が違います"), "{notice}");
    let status = new.json("status");
    assert_eq!(
        status["alarms"].as_array().unwrap().len(),
        1,
        "only that no reader is there: {status}"
    );
    let log = new.controller().written().join("\n");
    assert!(log.contains("MachineId"), "{log}");
}
