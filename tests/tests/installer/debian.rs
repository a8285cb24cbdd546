//! The Debian packages, built of the programs beside the tests and installed in a copy of this system's files, which is gone afterwards.

use madoguchi_tests::programs::{command, folder_of_programs, have};
use std::path::Path;
use std::process::Command;

/// Whether there can be such a copy: root, and an overlay over `/`.
fn can_copy_the_system() -> bool {
    let probe = "d=$(mktemp -d) && mount -t tmpfs x $d && mkdir $d/u $d/w $d/r && \
        mount -t overlay x -o lowerdir=/,upperdir=$d/u,workdir=$d/w $d/r";
    have(
        "root and an overlay over /",
        &["unshare", "-m", "sh", "-c", probe],
    ) && have("Debian's dpkg", &["dpkg-deb", "--version"])
        && have(
            "Debian's adduser",
            &[
                "sh",
                "-c",
                "command -v adduser && command -v deb-systemd-helper",
            ],
        )
        && have("systemd-analyze", &["systemd-analyze", "--version"])
}

/// Runs one story of `debian.sh`, which says what it saw.
fn story(name: &str) {
    if !can_copy_the_system() {
        return;
    }
    // Built first where they are not there yet.
    for program in ["madoguchi", "madoguchi-agent"] {
        let _ = command(program);
    }
    let folder = tempfile::tempdir().unwrap();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let told = Command::new("unshare")
        .args(["-m", "bash"])
        .arg(tests.join("tests/installer/debian.sh"))
        .arg(name)
        .env("ROOT", tests.parent().unwrap())
        .env("PROGRAMS", folder_of_programs())
        .env("WORK", folder.path())
        .env_remove("MADOGUCHI_DATA_DIR")
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr),
    );
    assert!(
        told.status.success() && out.ends_with("as it should be\n"),
        "{out}\n{err}"
    );
}

#[test]
fn a_package_lays_down_what_it_should_for_whom_it_should_and_its_units_are_sound() {
    story("files");
}

#[test]
fn a_backup_is_restored_by_root_over_what_a_fresh_service_began_and_is_the_services() {
    story("restored");
}

#[test]
fn an_update_that_can_go_on_does_and_one_that_cannot_is_undone_with_its_program() {
    story("update");
}

#[test]
fn a_removal_keeps_the_data_and_a_purge_removes_them_for_whoever_says_so() {
    story("removal");
}

#[test]
fn an_agent_needs_no_more_than_its_one_folder_to_write_to() {
    story("read_only");
}
