//! Madoguchi as a service, under wine's service manager: installed, started, asked, stopped, started again and taken out.
//!
//! Needs `MADOGUCHI_WINDOWS`, the folder that `controller/windows/build` filled, and Debian's wine64 and gcc-mingw-w64-x86-64.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use madoguchi_tests::programs::windows::{SERVER, WINE, Windows};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The program, and wine's world for this test alone. Wine goes down after each command, so each next one is a start of the PC, with which
/// an installed service starts.
struct Pc {
    world: TempDir,
    program: PathBuf,
}

impl Pc {
    /// `None` where there is nothing to try it with.
    fn new() -> Option<Self> {
        let world = tempfile::tempdir().unwrap();
        let programs = Windows::alone(&world.path().join("wine"))?;
        let program = programs.join("madoguchi.exe");
        Some(Self { world, program })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.world.path().join(name)
    }

    /// Wine gives a file the rights that its mode says: without the mask everybody may read what the service makes, which it refuses.
    fn wine(&self, words: &[&str]) -> Command {
        let mut wine = Windows::wine(&self.path("wine"), "sh");
        wine.args(["-c", "umask 077 && exec \"$@\"", "sh", WINE])
            .args(words)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        wine
    }

    fn madoguchi(&self, words: &[&str]) -> Output {
        let program = self.program.display().to_string();
        let mut wine = self.wine(&[&[&*program], words].concat());
        wine.stdout(Stdio::piped()).stderr(Stdio::piped());
        wine.output().unwrap()
    }

    /// The command in a script: what it printed.
    fn done(&self, words: &[&str]) -> String {
        let told = self.madoguchi(words);
        let out = String::from_utf8(told.stdout).unwrap();
        let err = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{words:?}: {out}{err}");
        out
    }

    /// As Windows names a path of this PC.
    fn windows(path: &Path) -> String {
        format!("Z:{}", path.display().to_string().replace('/', "\\"))
    }
}

impl Drop for Pc {
    fn drop(&mut self) {
        let _ = self.madoguchi(&["service", "uninstall", "--yes"]);
        let mut server = Windows::wine(&self.path("wine"), SERVER);
        let _ = server.arg("-k").status();
    }
}

const CONFIGURATION: &str = "policy = \"loopback\"\n[gateway]\nlisten = \"127.0.0.1:0\"\n[pairing]\nlisten = \"127.0.0.1:0\"\n\
                             [desk]\nlisten = \"127.0.0.1:0\"\n[console]\nlisten = \"off\"\n";

#[test]
fn a_service_is_installed_started_asked_stopped_started_again_and_taken_out_and_its_data_stays() {
    let Some(pc) = Pc::new() else {
        return;
    };
    let data = pc.path("データ 1");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
    let config = pc.path("設定.toml");
    fs::write(&config, CONFIGURATION).unwrap();
    let (data_dir, config) = (Pc::windows(&data), Pc::windows(&config));
    let state = || pc.done(&["service", "status", "--json"]);
    assert!(state().contains("not-installed"));

    let install = [
        "service",
        "install",
        "--data-dir",
        &data_dir,
        "--config",
        &config,
    ];
    let _ = pc.done(&install);
    // The group that may read it, and its rights, are not wine's (RULES X7).
    assert!(pc.path("データ 1-reception").is_dir());
    // Once more it is brought to the same plan.
    let _ = pc.done(&install);
    for number in ["1", "2"] {
        let started = pc.done(&["service", "start", "--lang", "en"]);
        assert!(started.contains("The service runs"), "{started}");
        let added = pc.done(&["ticket", "add", "--data-dir", &data_dir, "--json"]);
        assert!(
            added.contains(&format!("\"number\":\"{number}\"")),
            "{added}"
        );
        // It says so once the service manager does.
        let _ = pc.done(&["service", "stop"]);
    }
    let _ = pc.done(&["service", "uninstall", "--yes"]);
    assert!(state().contains("not-installed"));
    assert!(data.join("store").is_dir() && data.join("identity").is_dir());
    // Run by hand it says whom it is for.
    let by_hand = pc.madoguchi(&["service", "run", "--lang", "en", "--data-dir", &data_dir]);
    let err = String::from_utf8_lossy(&by_hand.stderr);
    assert_eq!(by_hand.status.code(), Some(1), "{err}");
    assert!(err.contains("madoguchi service start"), "{err}");
}
