//! Every command of `KEYS.md`, run in its order, by the shell that the page is written for.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use crate::office::{Office, PASSPHRASE, output};
use madoguchi_licensing::verify::{verify_license, verify_time_reset};

const PAGE: &str = include_str!("../../KEYS.md");

/// What stands in the page's blocks for the shell.
fn commands() -> String {
    let mut inside = false;
    let mut commands = String::from("set -eu\n");
    for line in PAGE.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => commands.extend([line, "\n"]),
            _ => {}
        }
    }
    commands
}

#[test]
fn the_page_about_keys_does_what_it_says() {
    let office = Office::new();
    let programs = Path::new(env!("CARGO_BIN_EXE_madoguchi-license"))
        .parent()
        .unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let output = output(
        Command::new("sh")
            .args(["-c", &commands()])
            .current_dir(office.path(""))
            .env("PATH", path)
            .env("LC_ALL", "C")
            .env("MADOGUCHI_PASSPHRASE", PASSPHRASE),
    );
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Verified: yes, signed by 窓口商会"), "{said}");
    assert!(said.contains("確認：はい（署名：ルート "), "{said}");
    assert_eq!(office.text("roots.txt").lines().count(), 2);

    // The last command of the page but two answers the clinic's PC.
    let reset = verify_time_reset(&office.trust("root-a.key"), &office.read("reset")).unwrap();
    assert_eq!(reset.installation, crate::office::installation().into());

    // The theft ended the old license and not the new one.
    let trust = office.trust("root-a.key");
    let verified = |name: &str| verify_license(&trust, &office.read(name)).unwrap();
    let (old, new) = (verified("old-1.license"), verified("new-1.license"));
    let list = new.list.unwrap().revocations;
    assert!(list.cover(&old.grant) && !list.cover(&new.grant));
}
