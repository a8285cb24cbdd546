//! A backup of a controller that runs, and its restore on another PC, by the real programs.

use madoguchi_tests::programs::{Answer, Clinic, PATIENCE, Program, Terminal, Watch, command};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use tempfile::TempDir;

const PASSPHRASE: &str = "窓口のバックアップの合言葉 1";
/// Patients who take minutes on their way: a call stands until somebody does something about it.
const SLOW: (&str, &str) = ("speed = 20", "speed = 0.01");

/// The program on a PC: its own folder, home and data directory, and nothing of the other's environment.
fn on(pc: &Path, data_dir: &Path, words: &str) -> Command {
    let mut program = command("madoguchi");
    program
        .current_dir(pc)
        .env("HOME", pc.join("home"))
        .env_remove("XDG_DATA_HOME")
        .env("MADOGUCHI_DATA_DIR", data_dir)
        .env("MADOGUCHI_PASSPHRASE", PASSPHRASE)
        .args(words.split_whitespace());
    program
}

fn back_up(clinic: &Clinic, words: &str) -> Answer {
    Answer::of(&mut on(clinic.path(), &clinic.data_dir(), words))
}

/// A PC that was bought today: nothing on it but the program and the administrator's own files.
struct NewPc {
    folder: TempDir,
    controller: Option<Program>,
}

impl NewPc {
    fn with_files_of(clinic: &Clinic) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(
            clinic.path().join("root.key.pub"),
            folder.path().join("root.key.pub"),
        )
        .unwrap();
        Self {
            folder,
            controller: None,
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn data_dir(&self) -> PathBuf {
        self.path().join("clinic").join("data")
    }

    fn command(&self, words: &str) -> Command {
        on(self.path(), &self.data_dir(), words)
    }

    fn ask(&self, words: &str) -> Answer {
        Answer::of(&mut self.command(words))
    }

    fn json(&self, words: &str) -> Value {
        self.ask(&format!("{words} --json")).done().json()
    }

    /// Starts the controller where the readers look for it.
    fn start(&mut self, clinic: &Clinic) {
        let file = fs::read_to_string(clinic.path().join("controller.toml")).unwrap();
        let file = file
            .replace("127.0.0.1:7443", &clinic.gateway().to_string())
            .replace("127.0.0.1:7445", "127.0.0.1:0")
            .replace("127.0.0.1:7480", "127.0.0.1:0")
            .replace("data_dir = \"data\"", "");
        fs::write(self.path().join("controller.toml"), file).unwrap();
        let mut controller = Program::start(&mut self.command("serve --config controller.toml"));
        controller.line(|line| line.contains("the controller is ready").then_some(()));
        self.controller = Some(controller);
    }

    fn watch(&self) -> Watch {
        Watch::start(&mut self.command("--lang en"))
    }
}

/// What is in a folder, at any depth.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        found.extend(files(&path));
        found.push(path);
    }
    found.sort();
    found
}

fn state(ticket: &Value) -> &str {
    ticket["state"].as_str().unwrap()
}

/// Two readers that serve, each with a patient on the way, and others behind them.
fn busy_clinic() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.additional_license(1, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    let mut watch = clinic.watch();
    for n in [1, 2] {
        clinic.enroll(n);
        clinic.start_agent_with(n, &[SLOW]);
    }
    watch.until(|look| (0..2).all(|n| look["units"][n]["serves"] == true));
    for number in ["1", "2", "3", "4", "5", "6"] {
        let _ = clinic.ask(&format!("ticket add {number}")).done();
    }
    let _ = clinic.ask("ticket park 5").done();
    let _ = clinic.ask("ticket cancel 6").done();
    clinic
}

#[test]
fn another_pc_goes_on_where_the_dead_one_stopped() {
    let mut clinic = busy_clinic();
    let made = back_up(&clinic, "backup clinic.backup --json")
        .done()
        .json();
    assert_eq!((&made["tickets"], &made["units"]), (&6.into(), &2.into()));
    assert_eq!(made["licenses"], 1);
    let _ = clinic.ask("status").done();
    let file = clinic.path().join("clinic.backup");
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    for plain in ["PRIVATE KEY", "CR-2024", "窓口1"] {
        let found = bytes
            .windows(plain.len())
            .any(|part| part == plain.as_bytes());
        assert!(!found, "{plain} can be read");
    }
    let installation = clinic.json("license list")["installation"].clone();
    // The PC dies; its disk is gone.
    clinic.kill();
    fs::rename(clinic.data_dir(), clinic.path().join("gone")).unwrap();

    let mut pc = NewPc::with_files_of(&clinic);
    fs::copy(&file, pc.path().join("stick.backup")).unwrap();
    let restored = pc.json("restore stick.backup");
    assert_eq!(restored["installation"], installation);
    assert_eq!(restored["open_tickets"], 5);
    assert_eq!(restored["audit"], made["audit"]);
    let token = |data: PathBuf| fs::read(data.join("identity").join("desk.token")).unwrap();
    assert_ne!(token(pc.data_dir()), token(clinic.path().join("gone")));

    pc.start(&clinic);
    let mut watch = pc.watch();
    watch.until(|look| (0..2).all(|n| look["units"][n]["serves"] == true));
    let numbered = |n: &str| pc.json(&format!("ticket show {n}"))["ticket"].clone();
    for (number, expected) in [
        ("1", "called"),
        ("2", "called"),
        ("3", "waiting"),
        ("4", "waiting"),
        ("5", "parked"),
        ("6", "cancelled"),
    ] {
        let ticket = numbered(number);
        assert_eq!(state(&ticket), expected, "{ticket}");
    }
    assert_eq!(numbered("1")["attempt"], 1, "nobody is called anew");
    let _ = pc.ask("ticket cancel 1").done();
    watch.until(|look| {
        let tickets = look["tickets"].as_array().unwrap().iter();
        tickets
            .filter(|t| t["number"] == "3" && state(t) == "called")
            .count()
            == 1
    });
    // A reader may still tell of a ticket that was added after the backup: its id is nobody else's.
    let added = pc.json("ticket add 7");
    assert!(added["ticket_id"].as_u64().unwrap() > 1_000_000, "{added}");
    let licenses = pc.json("license list");
    assert_eq!(licenses["licenses"][0]["in_force"], true, "{licenses}");
}

#[test]
fn a_backup_tells_what_is_in_it_and_where_to_keep_it() {
    let clinic = busy_clinic();
    let told = back_up(&clinic, "backup a.backup --lang ja").done().out;
    for words in [
        "a.backup",
        "受付 6 件",
        "リーダー 2 台",
        "controller.toml",
        "合言葉",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let told = back_up(&clinic, "backup b.backup --lang en").done().out;
    for words in [
        "tickets 6",
        "readers 2",
        "controller.toml",
        "away from this PC",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let about = fs::metadata(clinic.path().join("a.backup")).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
    let pc = NewPc::with_files_of(&clinic);
    fs::copy(clinic.path().join("a.backup"), pc.path().join("a.backup")).unwrap();
    let told = pc.ask("restore a.backup --lang ja").done().out;
    for words in [
        "終わっていない受付 5 件",
        "終わった受付 1 件",
        "serve",
        "起動しないで",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn nothing_is_written_over_and_a_weak_passphrase_is_refused() {
    let mut clinic = Clinic::new();
    let refused = back_up(&clinic, "backup a.backup --lang en").refused();
    assert!(
        refused.contains("No madoguchi was ever started"),
        "{refused}"
    );
    clinic.start();
    let mut weak = on(
        clinic.path(),
        &clinic.data_dir(),
        "backup a.backup --lang en",
    );
    let weak = Answer::of(weak.env("MADOGUCHI_PASSPHRASE", "elevenchars"));
    assert!(weak.refused().contains("at least 12 characters"));
    assert!(!clinic.path().join("a.backup").exists());

    fs::write(clinic.path().join("a.backup"), "something else").unwrap();
    let refused = back_up(&clinic, "backup a.backup --lang en").refused();
    assert!(refused.contains("--force"), "{refused}");
    let kept = fs::read_to_string(clinic.path().join("a.backup")).unwrap();
    assert_eq!(kept, "something else");
    let _ = back_up(&clinic, "backup a.backup --force").done();
    assert!(
        fs::read(clinic.path().join("a.backup"))
            .unwrap()
            .starts_with(b"age-")
    );

    let _ = back_up(&clinic, "backup no-such-folder/a.backup").refused();
    let left = files(clinic.path());
    assert!(
        left.iter()
            .all(|path| !path.to_string_lossy().contains(".new-")),
        "{left:?}"
    );
}

#[test]
fn what_cannot_be_restored_leaves_nothing_and_says_why() {
    let mut clinic = Clinic::new();
    clinic.start();
    let _ = back_up(&clinic, "backup good.backup").done();
    let good = fs::read(clinic.path().join("good.backup")).unwrap();
    let pc = NewPc::with_files_of(&clinic);
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    // After the version, the recipient's name and 22 letters of salt.
    let mut less_work = good.clone();
    assert_eq!(&less_work[54..58], b" 18\n");
    less_work[56] = b'7';
    let before = files(pc.path()).len();
    let cases = [
        (
            "cut",
            good[..good.len() - 1].to_vec(),
            "was cut short or changed",
        ),
        (
            "edited",
            flipped(good.len() - 40),
            "was cut short or changed",
        ),
        ("header", less_work, "is not the passphrase"),
        ("other", b"PK\x03\x04".to_vec(), "is no backup of madoguchi"),
        ("empty", Vec::new(), "is no backup of madoguchi"),
    ];
    for (name, bytes, words) in cases {
        let file = pc.path().join(format!("{name}.backup"));
        fs::write(&file, bytes).unwrap();
        let refused = pc
            .ask(&format!("restore {name}.backup --lang en"))
            .refused();
        assert!(refused.contains(words), "{name}: {refused}");
        fs::remove_file(&file).unwrap();
    }
    fs::write(pc.path().join("good.backup"), &good).unwrap();
    let mut wrong = pc.command("restore good.backup --lang ja");
    let wrong = Answer::of(wrong.env("MADOGUCHI_PASSPHRASE", "another passphrase"));
    assert!(
        wrong
            .refused()
            .contains("合言葉がこのバックアップのものと違います")
    );
    fs::remove_file(pc.path().join("good.backup")).unwrap();
    // The data directory's parent was made, and nothing else.
    let left = files(pc.path());
    assert!(left.len() <= before + 1, "{left:?}");
    assert!(!pc.data_dir().exists());
}

#[test]
fn a_data_directory_that_is_in_use_or_not_empty_is_left_as_it_is() {
    let mut clinic = Clinic::new();
    clinic.start();
    let _ = back_up(&clinic, "backup a.backup").done();
    let refused = back_up(&clinic, "restore a.backup --lang en").refused();
    assert!(refused.contains("is running on"), "{refused}");
    let _ = clinic.ask("status").done();

    let pc = NewPc::with_files_of(&clinic);
    fs::copy(clinic.path().join("a.backup"), pc.path().join("a.backup")).unwrap();
    fs::create_dir_all(pc.data_dir()).unwrap();
    fs::write(pc.data_dir().join("notes.txt"), "mine").unwrap();
    let refused = pc.ask("restore a.backup --lang en").refused();
    assert!(refused.contains("is not empty"), "{refused}");
    assert_eq!(files(&pc.data_dir()), [pc.data_dir().join("notes.txt")]);

    // An empty folder is taken.
    fs::remove_file(pc.data_dir().join("notes.txt")).unwrap();
    let _ = pc.ask("restore a.backup").done();
    let again = pc.ask("restore a.backup --lang en").refused();
    assert!(again.contains("is not empty"), "{again}");
}

#[test]
fn a_restore_that_is_killed_leaves_nothing_that_starts() {
    let mut clinic = busy_clinic();
    let _ = back_up(&clinic, "backup a.backup").done();
    let mut pc = NewPc::with_files_of(&clinic);
    fs::copy(clinic.path().join("a.backup"), pc.path().join("a.backup")).unwrap();
    let data_dir = pc.data_dir();
    let parent = data_dir.parent().unwrap();
    let restoring = Program::start(&mut pc.command("restore a.backup"));
    let until = Instant::now() + PATIENCE;
    while fs::read_dir(parent).into_iter().flatten().next().is_none() {
        assert!(Instant::now() < until, "{:?}", restoring.written());
        std::thread::yield_now();
    }
    restoring.kill();
    if !data_dir.exists() {
        // What it left is in nobody's way.
        let _ = pc.ask("restore a.backup").done();
    }
    assert_eq!(fs::read_dir(parent).unwrap().count(), 1);
    clinic.kill();
    pc.start(&clinic);
    assert_eq!(state(&pc.json("ticket show 3")["ticket"]), "waiting");
}

#[test]
fn a_backup_in_the_middle_of_work_is_of_one_moment() {
    let mut clinic = Clinic::new();
    clinic.start();
    let before = back_up(&clinic, "backup before.backup --json")
        .done()
        .json();
    let (folder, data_dir) = (clinic.path().to_owned(), clinic.data_dir());
    let done = AtomicBool::new(false);
    let made = std::thread::scope(|scope| {
        let working = scope.spawn(|| {
            let mut added = 0;
            while !done.load(Ordering::SeqCst) {
                let _ = Answer::of(&mut on(&folder, &data_dir, "ticket add")).done();
                added += 1;
            }
            added
        });
        let made: Vec<_> = (0..3)
            .map(|n| {
                back_up(&clinic, &format!("backup {n}.backup --json"))
                    .done()
                    .json()
            })
            .collect();
        done.store(true, Ordering::SeqCst);
        assert!(working.join().unwrap() > 0);
        made
    });
    for (n, made) in made.iter().enumerate() {
        // Each of these acts is one ticket and one entry, in one batch; that a backup was made is an entry, too.
        let notes = 1 + u64::try_from(n).unwrap();
        let more = |kind: &str| made[kind].as_u64().unwrap() - before[kind].as_u64().unwrap();
        assert_eq!(more("tickets") + notes, more("audit"), "{made}");
        let pc = NewPc::with_files_of(&clinic);
        let file = clinic.path().join(format!("{n}.backup"));
        fs::copy(file, pc.path().join("a.backup")).unwrap();
        let restored = pc.json("restore a.backup");
        assert_eq!(restored["tickets"], made["tickets"]);
        assert_eq!(restored["revision"], made["revision"]);
    }
}

#[cfg(unix)]
#[test]
fn a_passphrase_can_come_from_a_descriptor() {
    let mut clinic = Clinic::new();
    clinic.start();
    fs::write(clinic.path().join("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
    let program = command("madoguchi").get_program().to_owned();
    let run = |words: &str| {
        let mut shell = Command::new("sh");
        shell
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .current_dir(clinic.path())
            .env("MADOGUCHI_DATA_DIR", clinic.data_dir())
            .env_remove("MADOGUCHI_PASSPHRASE")
            .args(["-c", &format!("exec \"$0\" {words}")])
            .arg(&program);
        Answer::of(&mut shell)
    };
    let _ = run("backup a.backup --passphrase-fd 3 3<passphrase").done();
    let _ = run("restore a.backup --passphrase-fd 0 --data-dir other <passphrase").done();
    assert!(clinic.path().join("other").join("identity").is_dir());
}

/// Types what it is asked for on a terminal, as a person does: `age` reads passphrases nowhere else.
#[cfg(target_os = "linux")]
const TYPING: &str = r"
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
asked, typed = b'', False
while True:
    try:
        read = os.read(terminal, 4096)
    except OSError:
        break
    if not read:
        break
    asked += read
    if b':' in asked and not typed:
        os.write(terminal, sys.argv[1].encode() + b'\n')
        typed = True
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
";

/// Needs `age` and `python3` (Debian: `apt-get install age python3`); skipped without them unless
/// `MADOGUCHI_TESTS=all`.
#[cfg(target_os = "linux")]
#[test]
fn the_standard_program_opens_a_backup() {
    let missing = ["age", "python3"].into_iter().find(|name| {
        let found = Command::new(name).arg("--version").output();
        !found.is_ok_and(|answer| answer.status.success())
    });
    if let Some(missing) = missing {
        let all = std::env::var("MADOGUCHI_TESTS").is_ok_and(|tests| tests == "all");
        assert!(!all, "{missing} is missing: apt-get install {missing}");
        return;
    }
    let mut clinic = Clinic::new();
    clinic.start();
    let _ = clinic.ask("ticket add 4711").done();
    let _ = back_up(&clinic, "backup a.backup").done();
    let mut age = Command::new("python3");
    age.current_dir(clinic.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .args([
            "-c", TYPING, PASSPHRASE, "age", "-d", "-o", "plain", "a.backup",
        ]);
    let _ = Answer::of(&mut age).done();
    let plain = fs::read(clinic.path().join("plain")).unwrap();
    for part in ["authority.key", "PRIVATE KEY", "4711"] {
        assert!(
            plain
                .windows(part.len())
                .any(|bytes| bytes == part.as_bytes()),
            "{part}"
        );
    }
}
