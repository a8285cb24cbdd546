//! Backups that are made by themselves (RULES K1 to K9), with the real program: made, kept, told of, and restored on another PC from the sheet.

use madoguchi_tests::programs::{Answer, Clinic, Terminal as _, command, have};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The key of a clinic's backups: what stands in its configuration, and what only the sheet has.
struct Key {
    recipient: String,
    sheet: String,
}

impl Key {
    fn new(clinic: &Clinic) -> Self {
        let made = clinic.json("backup-key");
        Self {
            recipient: made["recipient"].as_str().unwrap().to_owned(),
            sheet: made["html"].as_str().unwrap().to_owned(),
        }
    }

    /// The characters as they stand on the sheet, in groups.
    fn characters(&self) -> &str {
        let rest = self.sheet.split("translate=\"no\">").nth(1).unwrap();
        rest.split('<').next().unwrap()
    }

    fn section(&self, folder: &str) -> String {
        format!(
            "[backup]\nfolder = \"{folder}\"\nrecipient = \"{}\"\n\n[licensing]",
            self.recipient
        )
    }
}

/// A clinic with a stick that is plugged in.
fn with_stick() -> (Clinic, Key) {
    let clinic = Clinic::new();
    fs::create_dir(clinic.path().join("stick")).unwrap();
    let key = Key::new(&clinic);
    (clinic, key)
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

/// Waits until so many were made. A file with a backup's name is whole.
fn until_made(clinic: &Clinic, most: usize) {
    let stick = clinic.path().join("stick");
    let whole = |file: &PathBuf| file.extension().is_some_and(|end| end == "age");
    until(clinic, |_| {
        backups(&stick).iter().filter(|file| whole(file)).count() >= most
    });
}

/// The program on a PC that was bought today.
fn on_new_pc(pc: &Path, words: &str) -> Command {
    let mut program = command("madoguchi");
    program
        .current_dir(pc)
        .env("HOME", pc.join("home"))
        .env_remove("MADOGUCHI_PASSPHRASE")
        .env("MADOGUCHI_DATA_DIR", pc.join("data"))
        .args(["--lang", "en"])
        .args(words.split_whitespace());
    program
}

#[test]
fn a_backup_is_made_by_itself_and_another_pc_goes_on_from_the_sheet() {
    let (mut clinic, key) = with_stick();
    clinic.start_with(&[("[licensing]", &key.section("stick"))]);
    until_made(&clinic, 1);
    let _ = clinic.ask("ticket add 12").done();
    let _ = clinic.ask("day end --yes").done();
    until_made(&clinic, 2);
    let mut watch = clinic.watch();
    watch.until(|look| {
        look["auto_backup"]["code"]
            .as_str()
            .unwrap()
            .starts_with("nightly-newest")
    });
    let day = clinic.json("day figures");
    assert_eq!(day["backup"]["actor"], "fleet", "{day}");
    let made = backups(&clinic.path().join("stick"));
    let newest = made.last().unwrap();
    let bytes = fs::read(newest).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> X25519 "));
    // The secret is nowhere on the PC: not in its data, its log or its configuration.
    let secret: String = key.characters().split_whitespace().collect();
    assert!(secret.starts_with("AGE-SECRET-KEY-1"));
    assert!(!holds(clinic.path(), &secret));
    clinic.kill();

    let pc = tempfile::tempdir().unwrap();
    fs::copy(newest, pc.path().join("b.age")).unwrap();
    // From the characters, as somebody typed them into a file.
    fs::write(pc.path().join("typed.txt"), key.characters()).unwrap();
    let words = "restore b.age --identity typed.txt --json";
    let restored = Answer::of(&mut on_new_pc(pc.path(), words)).done().json();
    assert_eq!(
        (&restored["tickets"], &restored["open_tickets"]),
        (&1.into(), &0.into())
    );
}

#[test]
fn a_picture_of_the_sheets_code_opens_a_backup_and_another_key_is_told_from_a_mistake() {
    let (mut clinic, key) = with_stick();
    clinic.start_with(&[("[licensing]", &key.section("stick"))]);
    until_made(&clinic, 1);
    clinic.kill();
    let pc = tempfile::tempdir().unwrap();
    let made = backups(&clinic.path().join("stick"));
    fs::copy(&made[0], pc.path().join("b.age")).unwrap();
    let put = |name: &str, text: &str| fs::write(pc.path().join(name), text).unwrap();
    let secret = key.characters();
    put("other.txt", Key::new(&clinic).characters());
    put("mistyped.txt", &secret[..secret.len() - 1]);
    put("recipient.txt", &key.recipient);
    put("nothing.txt", "12");
    for (words, says) in [
        ("restore b.age --identity other.txt", "does not open"),
        (
            "restore b.age --identity mistyped.txt",
            "wrong, missing or too many",
        ),
        ("restore b.age --identity recipient.txt", "opens nothing"),
        ("restore b.age --identity nothing.txt", "no secret key"),
        ("restore b.age", "no passphrase opens"),
    ] {
        let refused = Answer::of(&mut on_new_pc(pc.path(), words)).refused();
        assert!(refused.contains(says), "{words}: {refused}");
        assert!(!pc.path().join("data").exists(), "{words}");
    }
    // As a camera sees it.
    let plain: String = secret.split_whitespace().collect();
    let picture = madoguchi_licensing::codes::png(&[plain]).unwrap();
    fs::write(pc.path().join("photo.png"), picture).unwrap();
    let words = "restore b.age --identity photo.png";
    let _ = Answer::of(&mut on_new_pc(pc.path(), words)).done();
    // A backup with a passphrase is opened by that.
    let made = on_new_pc(
        pc.path(),
        "restore p.age --identity photo.png --data-dir other",
    );
    let sealed = [
        b"age-encryption.org/v1\n-> scrypt ".as_slice(),
        &[b'A'; 22],
        b" 18\n",
        &[b'A'; 43],
        b"\n--- ",
        &[b'A'; 43],
        b"\n",
    ]
    .concat();
    fs::write(pc.path().join("p.age"), sealed).unwrap();
    let mut made = made;
    let refused = Answer::of(&mut made).refused();
    assert!(refused.contains("with a passphrase"), "{refused}");
}

#[test]
fn the_standard_program_opens_what_was_made_for_its_key() {
    if !have("age", &["age", "--version"]) {
        return;
    }
    let (mut clinic, _) = with_stick();
    let made = Answer::of(
        Command::new("age-keygen")
            .args(["-o", "key.txt"])
            .current_dir(clinic.path()),
    );
    let _ = made.done();
    let text = fs::read_to_string(clinic.path().join("key.txt")).unwrap();
    let recipient = text
        .lines()
        .find_map(|line| line.strip_prefix("# public key: "));
    let key = Key {
        recipient: recipient.unwrap().to_owned(),
        sheet: String::new(),
    };
    clinic.start_with(&[("[licensing]", &key.section("stick"))]);
    until_made(&clinic, 1);
    let file = backups(&clinic.path().join("stick")).remove(0);
    let mut age = Command::new("age");
    age.current_dir(clinic.path())
        .args(["-d", "-i", "key.txt", "-o", "plain"])
        .arg(file);
    let _ = Answer::of(&mut age).done();
    assert!(fs::metadata(clinic.path().join("plain")).unwrap().len() > 1_000);
}

#[test]
fn a_stick_that_is_away_is_told_at_once_and_used_when_it_is_there() {
    let (mut clinic, key) = with_stick();
    let stick = clinic.path().join("stick");
    let drawer = clinic.path().join("drawer");
    fs::rename(&stick, &drawer).unwrap();
    clinic.start_with(&[("[licensing]", &key.section("stick"))]);
    let mut watch = clinic.watch();
    // There has never been one, so what is in the way is an alarm at once; and the folder is not made.
    watch.until(|look| {
        let alarms = look["alarms"].as_array().unwrap();
        alarms
            .iter()
            .any(|alarm| alarm["code"] == "auto-backup-away")
    });
    assert!(!stick.exists());
    fs::rename(&drawer, &stick).unwrap();
    until_made(&clinic, 1);
    watch.until(|look| {
        look["alarms"].as_array().unwrap().is_empty() || {
            let alarms = look["alarms"].as_array().unwrap();
            alarms
                .iter()
                .all(|alarm| alarm["code"] != "auto-backup-away")
        }
    });
}

#[test]
fn a_folder_without_a_key_is_told_and_one_command_makes_key_and_configuration() {
    let (mut clinic, _) = with_stick();
    clinic.start_with(&[("[licensing]", "[backup]\nfolder = \"stick\"\n\n[licensing]")]);
    let mut watch = clinic.watch();
    watch.until(|look| {
        let alarms = look["alarms"].as_array().unwrap();
        let alarmed = alarms.iter().any(|one| one["code"] == "auto-backup-no-key");
        alarmed && look["auto_backup"]["code"] == "auto-backup-no-key"
    });
    assert!(backups(&clinic.path().join("stick")).is_empty());
    let config = "--config controller.running.toml";
    let before = fs::read_to_string(clinic.path().join("controller.running.toml")).unwrap();
    let made = clinic.ask(&format!("backup-key {config} --out key.html --lang en"));
    let said = made.done().out;
    assert!(said.contains("Restart madoguchi"), "{said}");
    let after = fs::read_to_string(clinic.path().join("controller.running.toml")).unwrap();
    assert!(
        before
            .lines()
            .all(|line| after.lines().any(|kept| kept == line))
    );
    // A second key would make the first one's sheet look like the right one.
    let again = clinic.ask(&format!("backup-key {config} --out again.html --lang en"));
    assert!(again.refused().contains("has a recipient already"));
    assert!(!clinic.path().join("again.html").exists());
    clinic.kill();
    let mut running = clinic.serve(&after);
    running.line(|line| line.contains("the controller is ready").then_some(()));
    until_made(&clinic, 1);
}

#[test]
fn a_place_is_judged_before_a_key_is_made_for_it() {
    let clinic = Clinic::new();
    let before = fs::read_to_string(clinic.path().join("controller.toml")).unwrap();
    let ask = |more: &str| {
        let words = "backup-key --config controller.toml --out key.html --data-dir data --lang en";
        clinic.ask(&format!("{words} {more}"))
    };
    for (more, says) in [
        ("", "has no folder for automatic backups"),
        ("--folder stick", "is not there"),
        ("--folder .", "or holds it"),
    ] {
        let refused = ask(more).refused();
        assert!(refused.contains(says), "{more}: {refused}");
    }
    fs::create_dir(clinic.path().join("stick")).unwrap();
    // What is in the way of the new file: a folder of its name.
    fs::create_dir(clinic.path().join("controller.toml.new")).unwrap();
    let refused = ask("--folder stick").refused();
    assert!(refused.contains("so no key was made"), "{refused}");
    assert!(!clinic.path().join("key.html").exists());
    let config = clinic.path().join("controller.toml");
    assert_eq!(fs::read_to_string(&config).unwrap(), before);
    fs::remove_dir(clinic.path().join("controller.toml.new")).unwrap();
    let _ = ask("--folder stick").done();
    let stick = clinic.path().join("stick").display().to_string();
    let written = fs::read_to_string(config).unwrap();
    assert!(
        written.starts_with(&before) && written.contains(&stick),
        "{written}"
    );
}

/// Whether some file below a folder has these characters in it.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).into_iter().flatten().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = fs::read(&path).unwrap_or_default();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}

#[test]
fn a_key_goes_to_a_sheet_and_its_recipient_alone_is_said() {
    let clinic = Clinic::new();
    let made = clinic.ask("backup-key --out sheet.html --lang en").done();
    assert!(made.out.contains("recipient = \"age1"), "{made:?}");
    assert!(!made.out.contains("AGE-SECRET-KEY-1") && !made.err.contains("AGE-SECRET-KEY-1"));
    let again = clinic
        .ask("backup-key --out sheet.html --lang en")
        .refused();
    assert!(again.contains("exists already"), "{again}");
    let nowhere = clinic
        .ask("backup-key --out nowhere/sheet.html --lang en")
        .refused();
    assert!(nowhere.contains("cannot be written"), "{nowhere}");
    let plain = clinic.ask("backup-key").done();
    assert!(plain.out.starts_with("<!DOCTYPE html>") && plain.err.contains("age1"));
    assert!(!plain.err.contains("AGE-SECRET-KEY-1"), "{}", plain.err);
}

/// A program that is needed for a page on paper.
fn browser() -> Option<&'static str> {
    have("chromium", &["chromium", "--version"]).then_some("chromium")
}

#[test]
fn each_guide_is_one_sheet_of_paper() {
    let clinic = Clinic::new();
    for guide in ["reception", "down"] {
        let file = format!("{guide}.html");
        let made = clinic
            .ask(&format!("guide {guide} --out {file} --lang en"))
            .done();
        assert!(made.out.contains("A4"), "{made:?}");
        let again = clinic.ask(&format!("guide {guide} --out {file}")).refused();
        assert!(again.contains(&file), "{again}");
        let whole = clinic.ask(&format!("guide {guide}")).done();
        assert!(whole.out.contains("<li>") && !whole.out.contains("href="));
        let nowhere = clinic.ask(&format!("guide {guide} --out nowhere/x.html --lang en"));
        assert!(nowhere.refused().contains("cannot be written"));
        if let Some(browser) = browser() {
            let pages = printed(browser, &clinic.path().join(&file));
            assert_eq!(pages, 1, "{guide} fills {pages} sheets");
        }
    }
    if let Some(browser) = browser() {
        let _ = clinic.ask("backup-key --out key.html").done();
        assert_eq!(printed(browser, &clinic.path().join("key.html")), 1);
    }
}

/// How many sheets a page fills.
fn printed(browser: &str, page: &Path) -> usize {
    let pdf = page.with_extension("pdf");
    let home = page.with_extension("home");
    let mut print = Command::new(browser);
    print
        .env("HOME", &home)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
        ])
        .arg(format!("--user-data-dir={}", home.display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", page.display()));
    let _ = Answer::of(&mut print).done();
    let pdf = fs::read(pdf).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    text.match_indices("/Type /Page")
        .filter(|(at, _)| !text[at + 11..].starts_with('s'))
        .count()
}

#[test]
fn the_boards_last_state_is_there_when_the_controller_is_not() {
    let mut clinic = Clinic::new();
    let folder = clinic.path().join("reception");
    fs::create_dir(&folder).unwrap();
    let writing = (
        "[licensing]",
        "[down]\nfolder = \"reception\"\nevery_s = 1\n\n[licensing]",
    );
    clinic.start_with(&[writing]);
    let _ = clinic.ask("ticket add 12").done();
    let _ = clinic.ask("ticket add 13 --class priority").done();
    let sheet = folder.join("madoguchi-board.html");
    let shown = |what: &str| {
        fs::read_to_string(&sheet)
            .unwrap_or_default()
            .contains(what)
    };
    until(&clinic, |_| shown(">12<") && shown("優先"));
    // The folder goes away: that is told, and the sheet is written again once it is back.
    let alarmed = |look: &Value| {
        let alarms = look["alarms"].as_array().unwrap();
        alarms
            .iter()
            .any(|alarm| alarm["code"] == "down-sheet-unwritten")
    };
    fs::rename(&folder, clinic.path().join("away")).unwrap();
    until(&clinic, alarmed);
    fs::rename(clinic.path().join("away"), &folder).unwrap();
    until(&clinic, |look| !alarmed(look));
    // It stays when the controller is down, and what is closed goes from it.
    clinic.kill();
    assert!(shown(">12<"));
    clinic.start_with(&[writing]);
    let _ = clinic.ask("day end --yes").done();
    until(&clinic, |_| !shown(">12<"));
}

/// Looks until that is so.
fn until(clinic: &Clinic, holds: impl Fn(&Value) -> bool) {
    let found = (0..5_000).any(|_| holds(&clinic.json("status")));
    assert!(found, "it has not come in 5,000 looks");
}

/// RULES K9. The watched folder's own refusal is in `folder.rs`.
#[test]
fn folders_that_lie_in_each_other_are_refused_at_the_start_with_the_field_to_change() {
    let clinic = Clinic::new();
    let key = Key::new(&clinic);
    for (sections, fields) in [
        (
            key.section("data/backups"),
            ["backup.folder", "backup.folder"],
        ),
        (
            "[down]\nfolder = \"not/../data\"\n\n[licensing]".to_owned(),
            ["down.folder", "down.folder"],
        ),
        (
            format!("[folder]\npath = \"in\"\n\n{}", key.section("in/done")),
            ["backup.folder", "folder.path"],
        ),
    ] {
        let text = clinic.example("controller.toml", &[("[licensing]", &sections)]);
        let mut program = clinic.serve(&text);
        assert_eq!(program.ended().code(), Some(1), "{sections}");
        let said = program.written().join("\n");
        for part in ["MDG-0187"].iter().chain(&fields) {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(!clinic.path().join("data").exists(), "{sections}");
        // The same is found before, by whoever looks at the PC.
        let file = clinic.path().join("looked-at.toml");
        fs::write(&file, text).unwrap();
        let look = clinic.ask(&format!("doctor --config {} --json", file.display()));
        assert_eq!(look.code, Some(1), "{look:?}");
        assert!(look.out.contains("start-fails"), "{look:?}");
        assert!(fields.iter().all(|field| look.out.contains(field)));
    }
}

/// The sheet of a day without anybody, of a quiet one and of a full one, as a printer would have it.
#[test]
fn the_boards_sheet_has_room_for_notes_and_breaks_between_its_lines_however_many_wait() {
    let mut clinic = Clinic::new();
    fs::create_dir(clinic.path().join("reception")).unwrap();
    let writing = "[down]\nfolder = \"reception\"\nevery_s = 1\n\n[licensing]";
    clinic.start_with(&[("[licensing]", writing)]);
    let sheet = clinic.path().join("reception/madoguchi-board.html");
    for (from, to, sheets) in [(1, 0, 1), (1, 3, 1), (4, 40, 2)] {
        for number in from..=to {
            let more = match number % 9 {
                1 => " --class urgent --need seated",
                4 => " --class priority",
                _ => "",
            };
            let _ = clinic
                .ask(&format!("ticket add {}{more}", 100 + number))
                .done();
        }
        let newest = format!(">{}<", 100 + to);
        until(&clinic, |_| {
            let page = fs::read_to_string(&sheet).unwrap_or_default();
            page.contains(if to == 0 { "</html>" } else { &newest })
        });
        // A copy: the sheet is written anew meanwhile.
        let copy = clinic.path().join(format!("board-{to}.html"));
        fs::copy(&sheet, &copy).unwrap();
        let page = fs::read_to_string(&copy).unwrap();
        assert_eq!(page.matches("class=\"number\"").count(), to);
        assert_eq!(page.matches("class=\"new\"").count(), 4, "for who comes");
        if let Some(browser) = browser() {
            assert_eq!(printed(browser, &copy), sheets, "{to} numbers");
        }
    }
}
