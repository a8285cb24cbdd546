//! Installing, updating and removing, on both systems: the update's gate and its way back by the real programs, what systemd hears, and the
//! packages themselves. Windows' installer runs under wine, Debian's in a copy of this system's files that is gone afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(target_os = "linux")]
mod debian;
mod gate;
#[cfg(target_os = "linux")]
mod notify;
mod setup;
mod update;

use flate2::read::GzDecoder;
use madoguchi_tests::programs::{Answer, command};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A former release's data directory in a folder, with a configuration for it.
struct Place {
    folder: TempDir,
}

impl Place {
    /// What a release left (`fixtures/NAME`).
    fn left_by(name: &str) -> Self {
        let place = Self::empty();
        let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name);
        let packed = fs::File::open(fixture.join("data.tar.gz")).unwrap();
        let mut packed = tar::Archive::new(GzDecoder::new(packed));
        packed.unpack(place.path()).unwrap();
        let root = "root.key.pub";
        fs::copy(fixture.join(root), place.path().join(root)).unwrap();
        place
    }

    /// No data yet.
    fn empty() -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        // Whenever this runs: nothing of what the fixtures hold is over yet.
        place.configure(
            "licensing.test_root = \"root.key.pub\"\n[rules]\nrestart_grace_s = 300\nseat_hold_s = 3600\n\
             [retention]\nclosed_tickets_days = 400\n",
        );
        place
    }

    fn configure(&self, more: &str) {
        let text = format!(
            "data_dir = \"data\"\npolicy = \"loopback\"\ngateway.listen = \"127.0.0.1:0\"\n\
             desk.listen = \"127.0.0.1:0\"\nconsole.listen = \"127.0.0.1:0\"\n{more}"
        );
        fs::write(self.config(), text).unwrap();
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn config(&self) -> PathBuf {
        self.path().join("controller.toml")
    }

    fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// `madoguchi WORDS --config …`.
    fn ask(&self, words: &str) -> Answer {
        let mut madoguchi = command("madoguchi");
        madoguchi.args(words.split_whitespace());
        Answer::of(madoguchi.arg("--config").arg(self.config()))
    }
}
