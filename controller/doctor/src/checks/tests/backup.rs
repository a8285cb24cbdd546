//! The backups that are made by themselves (RULES K5, K6).

use super::*;

fn with(folder: &str) -> Facts {
    let mut facts = pc();
    facts.settings.fields = vec![v1::Setting {
        field: "backup.folder".to_owned(),
        value: folder.to_owned(),
    }];
    facts
}

#[test]
fn where_no_backup_is_made_by_itself_it_is_said_that_nothing_else_survives_a_dead_disk() {
    assert_eq!(codes(&with("")), [Code::BackupUnset]);
    assert!(
        found(&with(""), Code::BackupUnset)
            .todo
            .en
            .contains("backup-key")
    );
    assert_eq!(codes(&with("\"/stick\"")), []);
    // A test installation has nothing that anybody would miss, and a PC on which nothing ran has nothing at all.
    let mut of_tests = with("");
    of_tests.settings.over_usb = false;
    let mut unused = with("");
    unused.data.state = DataState::NotYet;
    for facts in [of_tests, unused] {
        assert!(!codes(&facts).contains(&Code::BackupUnset));
    }
}

#[test]
fn how_old_the_newest_one_is_stands_among_what_is_good() {
    let mut facts = with("\"/stick\"");
    running(&mut facts).status.auto_backup = Some(text("cli-no-units", &[]));
    let kept = found(&facts, Code::BackupKept);
    assert!(!kept.what.ja.is_empty(), "{kept:?}");
    assert_eq!(codes(&facts), []);
}
