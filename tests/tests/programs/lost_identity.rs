//! A PC whose keys are lost while its records are there: nothing is made anew by starting, and making it anew says what it costs.

use madoguchi_tests::programs::{Answer, Clinic, Terminal};
use serde_json::Value;
use std::fs;

/// A controller that is started for a clinic and ends by itself: what it wrote.
fn refused_start(clinic: &Clinic) -> String {
    let free = [
        ("127.0.0.1:7443", "127.0.0.1:0"),
        ("127.0.0.1:7445", "127.0.0.1:0"),
        ("127.0.0.1:7480", "127.0.0.1:0"),
    ];
    let mut controller = clinic.serve(&clinic.example("controller.toml", &free));
    assert_eq!(controller.ended().code(), Some(1));
    controller.written().join("\n")
}

#[test]
fn lost_records_stop_the_start_and_are_whole_once_they_are_put_back() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    let _ = clinic.ask("ticket add 7").done();
    clinic.kill();
    let folders = ["store", "journal"].map(|name| clinic.data_dir().join(name));
    let aside = ["store", "journal"].map(|name| clinic.path().join(name));
    for (folder, aside) in folders.iter().zip(&aside) {
        fs::rename(folder, aside).unwrap();
    }

    let said = refused_start(&clinic);
    assert!(
        said.contains("restore FILE --data-dir") && !folders[0].exists(),
        "{said}"
    );
    let page = clinic.ask("doctor --config controller.running.toml --lang ja");
    assert!(page.out.contains("なくなっています"), "{page:?}");

    // Put back, it is as it was.
    for (folder, aside) in folders.iter().zip(&aside) {
        fs::rename(aside, folder).unwrap();
    }
    clinic.start();
    assert_eq!(clinic.json("ticket show 7")["ticket"]["number"], "7");

    // The journal alone is enough, and people are told that the database is gone.
    clinic.kill();
    fs::remove_dir_all(&folders[0]).unwrap();
    clinic.start();
    assert_eq!(clinic.json("ticket show 7")["ticket"]["number"], "7");
    let said = clinic.controller().written().join("\n");
    assert!(said.contains("it was made anew from the journal"), "{said}");
}

#[test]
fn lost_keys_stop_the_start_and_new_ones_are_made_only_on_purpose() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.plug_in(1);
    clinic.enroll(2);
    clinic.additional_license(2, "additional.license");
    let before = clinic.json("license install additional.license");
    assert!(before.is_object());
    let installation = clinic.json("license list")["installation"].clone();
    let _ = clinic.ask("ticket add 7 --need seated").done();

    let new = "identity new --config controller.running.toml";
    let running = clinic.ask(&format!("{new} --yes")).refused();
    assert!(running.contains("in use"), "{running}");
    clinic.kill();

    let identity = clinic.data_dir().join("identity");
    let aside = clinic.path().join("identity.copy");
    fs::rename(&identity, &aside).unwrap();
    let said = refused_start(&clinic);
    assert!(said.contains("identity new"), "{said}");
    assert!(!identity.exists());

    let asked = clinic.ask(new).refused();
    assert!(
        asked.contains("paired again: 2;") && asked.contains("issue again: 1."),
        "{asked}"
    );
    assert!(asked.contains("--yes") && !identity.exists(), "{asked}");
    // What is lost is the same without the file, whose root the licenses were verified by.
    let plain = clinic.ask("identity new").refused();
    assert_eq!(plain, asked);

    let made = clinic.json(&format!("{new} --yes"));
    assert_eq!(
        (&made["readers_to_pair"], &made["licenses_to_issue"]),
        (&2.into(), &1.into())
    );
    assert_ne!(made["installation"], installation);
    let asked = clinic.ask(new).refused();
    assert!(asked.contains("all there and sound"), "{asked}");
    // Once more, for a person: what was made a moment ago is moved aside, and nothing of it is lost.
    let said = clinic.ask(&format!("{new} --yes")).done().out;
    assert!(
        said.contains("Pair 2 reader(s) again") && said.contains("For 1 license(s)"),
        "{said}"
    );
    assert!(
        said.contains("key id: ") && said.contains("identity.old-1"),
        "{said}"
    );
    let old = clinic.data_dir().join("identity.old-1");
    assert!(old.is_dir());
    clinic.start();
    let installation = clinic.json("license list")["installation"].clone();
    assert!(said.contains(installation.as_str().unwrap()), "{said}");
    assert_eq!(clinic.json("ticket show 7")["ticket"]["state"], "waiting");

    // The reader of before believes the former keys and refuses this controller, which is told at each that is away.
    clinic.watch().until(|look| {
        let units = look["units"].as_array().unwrap();
        let told = |unit: &Value| {
            let code = unit["why"]["code"].as_str();
            code.is_some_and(|code| code.starts_with("nameless"))
        };
        units.len() == 2 && units.iter().all(told)
    });
    // The reader of before is enrolled again, and serves.
    fs::remove_dir_all(clinic.path().join("reader-1")).unwrap();
    clinic.kill_agent(1);
    clinic.plug_in(1);
    let mut watch = clinic.watch();
    watch.until(|look| {
        look["units"]
            .as_array()
            .unwrap()
            .iter()
            .any(|unit| unit["serves"] == true)
    });
    drop(watch);

    // The records are the new installation's: what the old one left of them goes, once.
    #[cfg(unix)]
    {
        assert!(clinic.stop().success());
        let journal = clinic.data_dir().join("journal");
        let files = fs::read_dir(&journal).unwrap();
        let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let images: Vec<_> = files.filter(|name| name.starts_with("image-")).collect();
        assert_eq!(images.len(), 1, "{images:?}");
        assert!(
            !journal.join("anew").exists(),
            "the stop made the database anew"
        );
        clinic.start();
        let said = clinic.controller().written().join("\n");
        let of_the_old = "is not the one that the store was last used with";
        assert!(!said.contains(of_the_old), "{said}");
    }
}

#[test]
fn a_folder_of_keys_that_comes_back_from_a_backup_costs_nothing() {
    let mut clinic = Clinic::new();
    clinic.start();
    let installation = clinic.json("license list")["installation"].clone();
    let _ = clinic.ask("ticket add 7").done();
    clinic.kill();
    let identity = clinic.data_dir().join("identity");
    let aside = clinic.path().join("identity.copy");
    fs::rename(&identity, &aside).unwrap();
    let _ = refused_start(&clinic);
    fs::rename(&aside, &identity).unwrap();
    clinic.start();
    assert_eq!(clinic.json("license list")["installation"], installation);
}

#[test]
fn where_nothing_was_kept_yet_there_is_nothing_to_make_anew() {
    let clinic = Clinic::new();
    let config = "policy = \"loopback\"\n";
    fs::write(clinic.path().join("new.toml"), config).unwrap();
    let said: Answer = clinic.ask("identity new --config new.toml --yes");
    let said = said.refused();
    assert!(said.contains("madoguchi serve"), "{said}");
    assert!(!clinic.data_dir().exists());
}
