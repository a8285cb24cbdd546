use super::*;
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

/// What lies in a folder, by its path in it, but for the note that an update was put back.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    gather(folder, folder, &mut found);
    found
}

fn gather(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => gather(root, &path, found),
            false if path == root.join(UNDONE) => {}
            false => {
                let name = path.strip_prefix(root).unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
}

/// A data directory as a controller leaves it.
fn former() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, words) in [
        ("identity/installation.key", "key"),
        ("store/db", "records"),
        ("store/revision", "7"),
        ("desk", "127.0.0.1:7445"),
        ("logs/madoguchi.2026-11-30.log", "lines"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, words).unwrap();
    }
    folder
}

/// What a new version that fails has made of it.
fn migrate(data_dir: &Path) {
    fs::write(data_dir.join("store/db"), "RECORDS OF THE NEW VERSION").unwrap();
    fs::write(data_dir.join("store/new"), "new").unwrap();
    fs::write(data_dir.join("made"), "new").unwrap();
    fs::remove_file(data_dir.join("desk")).unwrap();
    fs::write(data_dir.join("logs/madoguchi.2026-11-30.log"), "more lines").unwrap();
}

/// As it was before, but for the log, which tells on.
fn is_as_before(data_dir: &Path, before: &BTreeMap<PathBuf, Vec<u8>>) {
    let mut now = content(data_dir);
    let log = PathBuf::from("logs/madoguchi.2026-11-30.log");
    assert_eq!(
        now.insert(log.clone(), before[&log].clone()).unwrap(),
        b"more lines"
    );
    assert_eq!(now, *before);
    assert_eq!(phase(data_dir), Phase::Nothing);
}

#[test]
fn what_the_new_version_made_goes_and_what_was_before_comes_back() {
    let folder = former();
    let data = folder.path();
    let before = content(data);
    let copied = prepare(data).unwrap().unwrap();
    assert_eq!((copied.files, copied.bytes), (4, 25));
    assert_eq!(phase(data), Phase::Kept);
    migrate(data);
    undo(data).unwrap();
    is_as_before(data, &before);
    assert!(matches!(undo(data), Err(Error::NotKept(_))));
}

#[test]
fn a_data_directory_with_nothing_in_it_needs_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(prepare(folder.path()).unwrap(), None);
    assert_eq!(prepare(&folder.path().join("not yet")).unwrap(), None);
    assert_eq!(content(folder.path()).len(), 0);
}

/// The way back is cut off behind each of its steps, and gone again.
#[test]
fn a_way_back_that_is_cut_off_is_gone_on_from_wherever_it_was() {
    for moved_away in 0..=4 {
        for moved_back in 0..=3 {
            let folder = former();
            let data = folder.path();
            let before = content(data);
            let _ = prepare(data).unwrap().unwrap();
            migrate(data);
            let copy = data.join(FOLDER);
            make(&copy.join(FAILED)).unwrap();
            let away = entries(data).unwrap();
            for name in away.iter().take(moved_away) {
                fs::rename(data.join(name), copy.join(FAILED).join(name)).unwrap();
            }
            if moved_away >= away.len() {
                fs::write(copy.join(CLEARED), "").unwrap();
                let back = entries(&copy.join(DATA)).unwrap();
                for name in back.iter().take(moved_back) {
                    fs::rename(copy.join(DATA).join(name), data.join(name)).unwrap();
                }
            }
            undo(data).unwrap();
            is_as_before(data, &before);
        }
    }
}

#[test]
fn an_update_that_begins_again_begins_with_what_the_former_version_left() {
    let folder = former();
    let data = folder.path();
    let before = content(data);
    let _ = prepare(data).unwrap().unwrap();
    migrate(data);
    // Cut off here, before anybody judged; and earlier ones, while they copied and while they removed a copy.
    for name in [COPYING, DONE] {
        fs::create_dir(data.join(name)).unwrap();
        fs::write(data.join(name).join("half"), "").unwrap();
    }
    let copied = prepare(data).unwrap().unwrap();
    assert_eq!(copied.files, 4);
    migrate(data);
    undo(data).unwrap();
    is_as_before(data, &before);
}

#[test]
fn nothing_is_copied_or_put_back_while_a_controller_has_the_records() {
    let folder = former();
    let data = folder.path();
    let held = madoguchi_files::Lock::take(&data.join("store/lock")).unwrap();
    assert!(matches!(prepare(data), Err(Error::InUse(_))));
    drop(held);
    let _ = prepare(data).unwrap().unwrap();
    let held = madoguchi_files::Lock::take(&data.join("store/lock")).unwrap();
    assert!(matches!(undo(data), Err(Error::InUse(_))));
    drop(held);
}

#[cfg(unix)]
mod by_programs {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    const LONG: Duration = Duration::from_secs(60);

    fn says(line: &str) -> Command {
        let mut program = Command::new("sh");
        program.args(["-c", line]);
        program
    }

    #[test]
    fn the_copy_is_its_owners_alone_and_what_comes_back_has_the_rights_that_it_had() {
        let folder = former();
        let data = folder.path();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let shown = data.join("desk");
        fs::set_permissions(&shown, fs::Permissions::from_mode(0o640)).unwrap();
        let _ = prepare(data).unwrap().unwrap();
        assert_eq!(mode(&data.join(FOLDER)), 0o700);
        assert_eq!(mode(&data.join(FOLDER).join(DATA)), 0o700);
        undo(data).unwrap();
        assert_eq!(mode(&shown), 0o640);
    }

    #[test]
    fn a_link_is_refused_and_nothing_of_a_copy_is_believed() {
        let folder = former();
        let data = folder.path();
        std::os::unix::fs::symlink(data, data.join("loop")).unwrap();
        let refused = prepare(data);
        assert!(
            matches!(&refused, Err(Error::Io { path, .. }) if path.ends_with("loop")),
            "{refused:?}"
        );
        assert_eq!(phase(data), Phase::Nothing);
        fs::remove_file(data.join("loop")).unwrap();
        assert_eq!(prepare(data).unwrap().unwrap().files, 4);
    }

    #[test]
    fn a_judgement_that_succeeds_ends_the_way_back() {
        let folder = former();
        let data = folder.path();
        let _ = prepare(data).unwrap().unwrap();
        migrate(data);
        let after = content(&data.join("store"));
        let judged = judge(data, &mut says("exit 0"), LONG).unwrap();
        assert!(matches!(judged, Judgement::Fit), "{judged:?}");
        assert_eq!(content(&data.join("store")), after);
        assert_eq!(phase(data), Phase::Nothing);
        let again = judge(data, &mut says("exit 0"), LONG);
        assert!(matches!(again, Ok(Judgement::Nothing)), "{again:?}");
    }

    #[test]
    fn whatever_keeps_the_new_version_from_judging_puts_everything_back() {
        for (mut program, time) in [
            (says("exit 1"), LONG),
            (says("kill -9 $$"), LONG),
            (Command::new("/nowhere/madoguchi"), LONG),
            (says("exec sleep 600"), Duration::from_millis(200)),
        ] {
            let folder = former();
            let data = folder.path();
            let before = content(data);
            let _ = prepare(data).unwrap().unwrap();
            migrate(data);
            let judged = judge(data, &mut program, time).unwrap();
            assert!(!matches!(judged, Judgement::Fit), "{judged:?}");
            is_as_before(data, &before);
        }
    }

    #[test]
    fn what_was_put_back_stays_judged_until_a_version_runs_or_an_update_begins_again() {
        for by_hand in [false, true] {
            let folder = former();
            let data = folder.path();
            let before = content(data);
            let again = || judge(data, &mut says("exit 0"), LONG).unwrap();
            let goes_back = || {
                let _ = prepare(data).unwrap().unwrap();
                match by_hand {
                    true => undo(data).unwrap(),
                    false => drop(judge(data, &mut says("exit 1"), LONG).unwrap()),
                }
            };
            goes_back();
            // The installer was cut off before it had put the former program back, and asks again.
            assert!(matches!(again(), Judgement::Unfit));
            assert!(matches!(again(), Judgement::Unfit));
            forget_undone(data).unwrap();
            assert!(matches!(again(), Judgement::Nothing));
            assert_eq!(content(data), before);
            goes_back();
            let _ = prepare(data).unwrap().unwrap();
            assert!(matches!(again(), Judgement::Fit));
            assert!(matches!(again(), Judgement::Nothing));
            assert_eq!(content(data), before);
        }
    }

    #[test]
    fn a_judgement_whose_way_back_was_cut_off_is_not_asked_for_again() {
        let folder = former();
        let data = folder.path();
        let before = content(data);
        let _ = prepare(data).unwrap().unwrap();
        migrate(data);
        make(&data.join(FOLDER).join(FAILED)).unwrap();
        let judged = judge(data, &mut says("exit 0"), LONG).unwrap();
        assert!(matches!(judged, Judgement::Unfit), "{judged:?}");
        is_as_before(data, &before);
    }
}
