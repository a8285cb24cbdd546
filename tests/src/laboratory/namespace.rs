//! One network namespace: a machine of its own, as far as the network goes.
//!
//! Its name says which process made it, so that tests run beside each other and what a killed test left behind is cleared away
//! by the next one.

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use std::fs::{self, File};
use std::io::Write;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// What all names begin with.
const PREFIX: &str = "mdglab";
/// Where `ip` keeps them.
const PLACE: &str = "/run/netns";

static NEXT: AtomicU64 = AtomicU64::new(0);
static CLEARED: Once = Once::new();

/// A network namespace, until it is dropped.
#[derive(Debug)]
pub struct Namespace {
    name: String,
}

impl Namespace {
    /// Makes one, with nothing in it but loopback; `what` is for who reads a list of them.
    #[must_use]
    pub fn new(what: &str) -> Self {
        CLEARED.call_once(clear_away);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}-{}-{n}-{what}", std::process::id());
        run(Command::new("ip").args(["netns", "add", &name]));
        let namespace = Self { name };
        namespace.ip("link set lo up");
        namespace
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The words that start a program inside.
    #[must_use]
    pub fn way_in(&self) -> Vec<String> {
        ["ip", "netns", "exec", &self.name].map(Into::into).into()
    }

    /// `ip` inside, for what must succeed: one command a line.
    pub fn ip(&self, commands: &str) {
        let mut ip = Command::new("ip");
        ip.args(["-n", &self.name, "-batch", "-"]);
        feed(&mut ip, commands);
    }

    /// `nft` inside, for what must succeed.
    pub fn nft(&self, commands: &str) {
        let [ip, others @ ..] = &self.way_in()[..] else {
            return;
        };
        let mut nft = Command::new(ip);
        nft.args(others).args(["nft", "-f", "-"]);
        feed(&mut nft, commands);
    }

    /// What a program inside writes to stdout; it must succeed.
    #[must_use]
    pub fn says(&self, words: &[&str]) -> String {
        let out = Command::new("ip")
            .args(["netns", "exec", &self.name])
            .args(words)
            .output()
            .unwrap();
        assert!(out.status.success(), "{words:?}: {out:?}");
        String::from_utf8(out.stdout).unwrap()
    }

    /// The system's number for an interface inside.
    #[must_use]
    pub fn index(&self, interface: &str) -> u32 {
        let out = Command::new("ip")
            .args(["-n", &self.name, "-o", "link", "show", "dev", interface])
            .output()
            .unwrap();
        let line = String::from_utf8(out.stdout).unwrap();
        let index = line.split(':').next().and_then(|index| index.parse().ok());
        index.unwrap_or_else(|| panic!("no {interface} in {}: {line}", self.name))
    }

    /// Does something on a thread that is inside: sockets that it opens are there for good.
    pub fn inside<T: Send>(&self, act: impl FnOnce() -> T + Send) -> T {
        let door = File::open(self.path()).unwrap();
        thread::scope(|scope| {
            let inside = scope.spawn(move || {
                move_into_link_name_space(door.as_fd(), Some(LinkNameSpaceType::Network)).unwrap();
                act()
            });
            inside.join().unwrap()
        })
    }

    fn path(&self) -> PathBuf {
        Path::new(PLACE).join(&self.name)
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        delete(&self.name);
    }
}

fn feed(program: &mut Command, text: &str) {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(text.as_bytes()).unwrap();
    drop(stdin);
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{program:?} of {text}: {said}");
}

pub(super) fn run(command: &mut Command) {
    let out = command.output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{command:?}: {said}");
}

fn delete(name: &str) {
    // Whatever is wrong with it, the next run tries again.
    drop(Command::new("ip").args(["netns", "del", name]).output());
}

/// Deletes what processes left behind that do not run any more.
fn clear_away() {
    for entry in fs::read_dir(PLACE).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let pid = name
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split('-').nth(1))
            .and_then(|pid| pid.parse::<u32>().ok());
        if pid.is_some_and(|pid| !Path::new("/proc").join(pid.to_string()).exists()) {
            delete(&name);
        }
    }
}
