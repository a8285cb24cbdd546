//! A small file system that fills up: in memory, in a mount namespace that only the clinic's programs are in.

use super::tools::have;
use super::{Answer, PATIENCE};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

const MIB: usize = 1024 * 1024;

/// A file system of some MiB, mounted for whoever is started by [`SmallDisk::way_in`].
#[derive(Debug)]
pub struct SmallDisk {
    /// Keeps the namespace, until its stdin ends.
    namespace: Child,
    /// Where it is mounted, as those inside see it.
    at: PathBuf,
}

impl SmallDisk {
    /// Whether this system can have one, and we may.
    #[must_use]
    pub fn possible() -> bool {
        let mount = "mount -t tmpfs -o size=1m tmpfs /mnt";
        have(
            "Linux, root, unshare and nsenter (util-linux)",
            &[
                "unshare",
                "--mount",
                "sh",
                "-c",
                &format!("{mount} && command -v nsenter"),
            ],
        )
    }

    /// Mounts one over a folder, which is made if need be.
    #[must_use]
    pub fn mount(at: &Path, mib: usize) -> Self {
        fs::create_dir_all(at).unwrap();
        let script =
            r#"mount -t tmpfs -o "size=$1m,mode=700" tmpfs "$0" && echo mounted && exec cat"#;
        let mut namespace = Command::new("unshare")
            .args(["--mount", "sh", "-c", script])
            .arg(at)
            .arg(mib.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(namespace.stdout.take().unwrap());
        let (tell, told) = mpsc::channel();
        thread::spawn(move || tell.send(out.lines().next()));
        let first = told.recv_timeout(PATIENCE).unwrap();
        assert_eq!(first.unwrap().unwrap(), "mounted");
        Self {
            namespace,
            at: at.to_owned(),
        }
    }

    /// The words that start a program inside, in the folder that the disk is mounted in.
    #[must_use]
    pub fn way_in(&self) -> Vec<String> {
        let folder = self.at.parent().unwrap().display().to_string();
        let namespace = self.namespace.id().to_string();
        let words = ["nsenter", "--mount", "--target", &namespace, "--"];
        let shell = ["sh", "-c", r#"cd "$0" && exec "$@""#, &folder];
        [&words[..], &shell[..]]
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// The disk as it is seen from outside.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        let root = format!("/proc/{}/root", self.namespace.id());
        Path::new(&root).join(self.at.strip_prefix("/").unwrap())
    }

    /// Takes this much of its space.
    pub fn take(&self, mib: usize) {
        let mut ballast = self.ballast().unwrap();
        ballast.write_all(&vec![1; mib * MIB]).unwrap();
    }

    /// Takes all that is left, to the last byte.
    pub fn fill_up(&self) {
        let mut ballast = self.ballast().unwrap();
        for piece in [MIB, 4096, 1] {
            while ballast.write_all(&vec![1; piece]).is_ok() {}
        }
    }

    /// Takes all that is left but some bytes, in whole pages.
    pub fn fill_up_but(&self, bytes: u64) {
        self.fill_up();
        let ballast = self.ballast().unwrap();
        let taken = ballast.metadata().unwrap().len();
        ballast.set_len(taken.saturating_sub(bytes)).unwrap();
    }

    /// Gives everything back that was taken.
    pub fn make_room(&self) {
        fs::remove_file(self.path().join("ballast")).unwrap();
    }

    fn ballast(&self) -> io::Result<File> {
        let path = self.path().join("ballast");
        File::options().create(true).append(true).open(path)
    }

    /// Names of what lies on it, for a failed test to show.
    #[must_use]
    pub fn listing(&self) -> String {
        Answer::of(
            Command::new("ls")
                .args(["-lasR"])
                .arg(self.path())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped()),
        )
        .out
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(self.namespace.stdin.take());
        self.namespace.kill().ok();
        self.namespace.wait().ok();
    }
}
