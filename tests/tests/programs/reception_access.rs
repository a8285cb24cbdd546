//! Reception's users on the PC: who may read reception's folder acts by the command line as reception, and nobody else gets in (RULES X7 to X9).

use madoguchi_tests::programs::{Answer, Clinic, Terminal as _, folder_of_programs, have};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;

/// A group and users that no system has: names are not needed.
const GROUP: u32 = 54_321;
const RECEPTIONIST: (u32, u32) = (54_322, GROUP);
const SOMEBODY: (u32, u32) = (54_323, 54_323);

struct Pc {
    clinic: Clinic,
    program: PathBuf,
}

impl Pc {
    /// A clinic whose folder everybody may pass through, as they may through the system's.
    fn new() -> Self {
        let clinic = Clinic::new();
        let place = clinic.path();
        for folder in [place, place.parent().unwrap()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
        // The tests' own may lie where other users do not pass.
        let program = place.join("madoguchi");
        fs::copy(folder_of_programs().join("madoguchi"), &program).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Self { clinic, program }
    }

    fn folder(&self) -> PathBuf {
        self.clinic.path().join("data-reception")
    }

    /// What a user of this PC is answered, of whom the system says no name.
    fn by(&self, who: (u32, u32), words: &str) -> Answer {
        self.by_name(None, who, words)
    }

    fn by_name(&self, name: Option<&str>, (user, group): (u32, u32), words: &str) -> Answer {
        let mut command = Command::new(&self.program);
        for variable in ["SUDO_USER", "USER", "LOGNAME", "USERNAME"] {
            command.env_remove(variable);
        }
        command.envs(name.map(|name| ("USER", name)));
        command.args(words.split(' ')).arg("--data-dir");
        command.arg(self.clinic.data_dir());
        command.current_dir("/").uid(user).gid(group);
        Answer::of(&mut command)
    }
}

fn can_be_others() -> bool {
    have("root", &["sh", "-c", "test $(id -u) = 0"])
}

#[test]
fn whoever_may_read_receptions_folder_acts_as_reception_and_nobody_else_gets_in() {
    if !can_be_others() {
        return;
    }
    let mut pc = Pc::new();
    pc.clinic.start();
    // Without a folder there is one way in.
    let refused = pc.by(RECEPTIONIST, "ticket add 12 --lang en").refused();
    assert!(refused.contains("madoguchi-reception"), "{refused}");
    assert!(pc.clinic.stop().success());

    let group = format!("--group {GROUP}");
    let made = pc.clinic.json(&format!("identity reception {group}"));
    assert_eq!(made["folder"], pc.folder().display().to_string());
    assert_eq!(made["kept"], false);
    pc.clinic.start();
    let _ = pc.by(RECEPTIONIST, "ticket add 12").done();
    let _ = pc
        .by_name(Some("uketsuke"), RECEPTIONIST, "ticket add 13")
        .done();
    assert_eq!(
        pc.clinic.json("ticket show 12")["story"][0]["actor"],
        "reception"
    );
    let console = pc.by(RECEPTIONIST, "console --lang en").done();
    assert!(console.out.contains("Counter page") && !console.out.contains("key="));
    for lang in ["ja", "en"] {
        let words = format!("user list --lang {lang}");
        let refused = pc.by(RECEPTIONIST, &words).refused();
        let way = ["as administrator", "管理者として"][usize::from(lang == "ja")];
        assert!(refused.contains(way), "{refused}");
        let story = pc.by(RECEPTIONIST, &format!("ticket show 12 --lang {lang}"));
        let by = ["reception, by a program", "プログラム）"][usize::from(lang == "ja")];
        assert!(story.done().out.contains(by));
        let story = pc.by(RECEPTIONIST, &format!("ticket show 13 --lang {lang}"));
        assert!(story.done().out.contains("uketsuke"));
        let refused = pc.by(SOMEBODY, &format!("status --lang {lang}")).refused();
        assert!(refused.contains("madoguchi-reception"), "{refused}");
    }
    // The owner's own is out of reach.
    let mut read = Command::new("cat");
    read.arg(pc.clinic.data_dir().join("identity/desk.token"));
    assert!(
        !read
            .uid(RECEPTIONIST.0)
            .gid(GROUP)
            .output()
            .unwrap()
            .status
            .success()
    );
    let mut write = Command::new("touch");
    write.arg(pc.folder().join("reception.token"));
    assert!(
        !write
            .uid(RECEPTIONIST.0)
            .gid(GROUP)
            .output()
            .unwrap()
            .status
            .success()
    );
}

#[test]
fn a_folder_that_others_can_read_is_told_by_the_doctor_and_mended_by_its_command() {
    if !can_be_others() {
        return;
    }
    let mut pc = Pc::new();
    let prepare = format!("identity reception --group {GROUP}");
    let _ = pc.clinic.ask(&prepare).done();
    pc.clinic.start();
    let token = || fs::read_to_string(pc.folder().join("reception.token"));
    let first = token().unwrap();
    let wide = fs::Permissions::from_mode(0o2755);
    fs::set_permissions(pc.folder(), wide).unwrap();
    assert!(pc.clinic.stop().success());
    pc.clinic.start();
    for (lang, text) in [("en", "reception's folder"), ("ja", "受付用フォルダー")] {
        let words = format!("doctor --config controller.running.toml --lang {lang}");
        let page = pc.clinic.ask(&words).out;
        assert!(page.contains(text) && page.contains("identity reception --data-dir"));
        // No token, though it runs; that is not the folder's reader's to mend.
        let refused = pc.by(RECEPTIONIST, &format!("status --lang {lang}"));
        let refused = refused.refused();
        assert!(refused.contains("data-reception"), "{refused}");
        assert!(refused.contains("madoguchi doctor"), "{refused}");
    }
    let fresh = pc.clinic.ask(&prepare).done();
    assert!(fresh.out.contains("data-reception"), "{fresh:?}");
    assert!(pc.clinic.stop().success());
    pc.clinic.start();
    let second = fs::read_to_string(pc.folder().join("reception.token")).unwrap();
    assert_ne!(first, second, "others could read the first");
    let _ = pc.by(RECEPTIONIST, "status").done();
    let page = pc
        .clinic
        .ask("doctor --config controller.running.toml --lang en");
    assert!(!page.out.contains("reception's folder"), "{page:?}");
    let kept = pc.clinic.ask(&format!("{prepare} --lang en")).done();
    assert!(kept.out.contains("stays"), "{kept:?}");
    let renew = format!("{prepare} --renew --lang en");
    let anew = pc.clinic.ask(&renew).done();
    assert!(anew.out.contains("next start"), "{anew:?}");
}

#[test]
fn a_folder_for_a_group_that_is_not_there_is_refused_with_what_makes_one() {
    let clinic = Clinic::new();
    for lang in ["ja", "en"] {
        for group in ["no-such-group-here", "*S-1-1-0"] {
            let words = format!("identity reception --group {group} --lang {lang}");
            let refused = clinic.ask(&words).refused();
            assert!(
                refused.contains(group) && refused.contains("groupadd"),
                "{refused}"
            );
        }
    }
    // A file in its place.
    let folder = clinic.path().join("data-reception");
    let _ = fs::remove_dir_all(&folder);
    fs::write(&folder, "").unwrap();
    for (lang, way) in [("ja", "管理者として"), ("en", "as an administrator")] {
        let words = format!("identity reception --group root --lang {lang}");
        let refused = clinic.ask(&words).refused();
        assert!(
            refused.contains("data-reception") && refused.contains(way),
            "{refused}"
        );
    }
}
