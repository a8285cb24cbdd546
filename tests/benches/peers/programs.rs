//! The servers: found where Debian puts them, started in folders of their own, and ended with the bench.

use crate::common::PATIENCE;
use crate::common::figures::say;
use crate::contest::folder_in;
use crate::{beanstalkd, postgres, redis};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Where sockets and programs that did not come up are looked at again.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A server that runs; it ends with this.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it answers.
    pub socket: PathBuf,
    /// Short, for the path of a socket has 107 bytes at most.
    _sockets: TempDir,
}

/// Those that are installed.
#[derive(Debug)]
pub struct Servers {
    pub postgres: Option<Server>,
    pub beanstalkd: Option<Server>,
    pub redis: Option<Server>,
}

/// Starts what is installed, and says what is not.
pub fn start(folder: &TempDir) -> Servers {
    let installed = |name: &str, package: &str, found: Option<PathBuf>| {
        if found.is_none() {
            say(format!(
                "{name} is not installed (Debian: {package}): left out"
            ));
        }
        found
    };
    let postgres_bin = installed("PostgreSQL", "postgresql", postgres::folder_of_programs());
    let beanstalkd_bin = installed("beanstalkd", "beanstalkd", on_path("beanstalkd"));
    let redis_bin = installed("Redis", "redis-server", on_path("redis-server"));
    Servers {
        postgres: postgres_bin.map(|bin| postgres::start(&bin, &folder_in(folder, "postgres"))),
        beanstalkd: beanstalkd_bin
            .map(|bin| beanstalkd::start(&bin, &folder_in(folder, "beanstalkd"))),
        redis: redis_bin.map(|bin| redis::start(&bin, &folder_in(folder, "redis"))),
    }
}

/// A folder for a socket, in the system's own place for short-lived files.
pub fn sockets() -> TempDir {
    tempfile::Builder::new().prefix("mdg-").tempdir().unwrap()
}

impl Server {
    /// Starts a program, and returns when it answers at `socket`.
    pub fn run(command: &mut Command, socket: PathBuf, sockets: TempDir) -> Self {
        let quiet = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = quiet.spawn().unwrap();
        let until = Instant::now() + PATIENCE;
        while std::os::unix::net::UnixStream::connect(&socket).is_err() {
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none(), "{command:?} ended: {ended:?}");
            assert!(Instant::now() < until, "{command:?} does not answer");
            std::thread::park_timeout(LOOK_EVERY);
        }
        Self {
            child,
            socket,
            _sockets: sockets,
        }
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGINT is a quick and orderly end for all three; with SIGKILL PostgreSQL would leave its shared memory.
        let process = self.process().to_string();
        Command::new("kill").args(["-INT", &process]).status().ok();
        let until = Instant::now() + PATIENCE;
        while let Ok(None) = self.child.try_wait() {
            if Instant::now() >= until {
                self.child.kill().ok();
            }
            std::thread::park_timeout(LOOK_EVERY);
        }
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .chain([
            Path::new("/usr/sbin").to_owned(),
            Path::new("/usr/bin").to_owned(),
        ])
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
