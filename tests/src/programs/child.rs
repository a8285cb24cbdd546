//! One program that runs, and one that answered.

use super::PATIENCE;
use super::windows::{self, Windows};
use serde_json::Value;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The programs, and the packages that build them.
const PACKAGES: [(&str, &str); 3] = [
    ("madoguchi", "madoguchi-controller"),
    ("madoguchi-agent", "madoguchi-agent"),
    ("madoguchi-license", "madoguchi-vendor"),
];
/// One build at a time; Cargo would let the others wait anyway.
static BUILD: Mutex<()> = Mutex::new(());

/// Where Cargo puts programs: beside the folder of the test that runs.
#[must_use]
pub fn folder_of_programs() -> PathBuf {
    let test = env::current_exe().unwrap();
    test.parent().unwrap().parent().unwrap().to_owned()
}

/// The profile that Cargo builds them with: its folder has the name, but for `debug`.
#[must_use]
pub fn profile_of_programs() -> String {
    let folder = folder_of_programs();
    let name = folder.file_name().unwrap().to_str().unwrap();
    let profile = if name == "debug" { "dev" } else { name };
    profile.to_owned()
}

/// A program, to be started; built first where Cargo did not build it with the tests.
#[must_use]
pub fn command(name: &str) -> Command {
    command_through(&[], name)
}

/// The same, started by another program: its words come first.
#[must_use]
pub fn command_through(words: &[String], name: &str) -> Command {
    if let Some(pc) = Windows::everywhere() {
        return unheard(pc.command(name));
    }
    let path = folder_of_programs().join(format!("{name}{}", env::consts::EXE_SUFFIX));
    if !path.exists() {
        build(name, &path);
    }
    unheard(match words {
        [] => Command::new(path),
        [first, others @ ..] => {
            let mut command = Command::new(first);
            command.args(others).arg(path);
            command
        }
    })
}

/// A program that is asked nothing, is heard by its test, and sees nothing that a developer has set.
#[must_use]
pub fn unheard(mut command: Command) -> Command {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env_remove("MADOGUCHI_LOG")
        .env_remove("MADOGUCHI_DATA_DIR")
        .env_remove("RUST_LOG");
    // Who runs the tests is named in no story.
    for user in ["SUDO_USER", "USER", "LOGNAME", "USERNAME"] {
        command.env_remove(user);
    }
    command
}

/// Cargo, as if nothing of it ran yet. What it tells a test of its package would count as a change for crates whose build looks at the same
/// variables, and all that stands on them would be built once more.
#[must_use]
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let of_a_package = [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ];
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if of_a_package.iter().any(|start| name.starts_with(start)) {
            cargo.env_remove(&*name);
        }
    }
    cargo
}

fn build(name: &str, path: &Path) {
    let _one_at_a_time = BUILD.lock().unwrap();
    if path.exists() {
        return;
    }
    let (_, package) = PACKAGES.iter().find(|(of, _)| *of == name).unwrap();
    let mut build = cargo();
    build.args(["build", "--package", package, "--bin", name]);
    build.args(["--profile", &profile_of_programs()]);
    let built = build.status().unwrap();
    assert!(built.success() && path.exists(), "{name} was not built");
}

/// What a program answered, once it ended.
#[derive(Debug)]
pub struct Answer {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it wrote to stdout: data.
    pub out: String,
    /// What it wrote to stderr: everything else.
    pub err: String,
}

impl Answer {
    /// Runs a program to its end.
    #[must_use]
    pub fn of(command: &mut Command) -> Self {
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Self::after(piped.spawn().unwrap())
    }

    /// The same of a program that reads a line.
    #[must_use]
    pub fn handed(command: &mut Command, line: &str) -> Self {
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{line}").unwrap();
        Self::after(child)
    }

    fn after(mut child: Child) -> Self {
        let (out, err) = (
            drain(child.stdout.take().unwrap()),
            drain(child.stderr.take().unwrap()),
        );
        let (out, err) = (out.recv_timeout(PATIENCE), err.recv_timeout(PATIENCE));
        if out.is_err() || err.is_err() {
            child.kill().ok();
        }
        Self {
            code: child.wait().unwrap().code(),
            out: out.expect("it did not end"),
            err: err.expect("it did not end"),
        }
    }

    /// The one JSON value on stdout.
    #[must_use]
    pub fn json(&self) -> Value {
        assert_eq!(self.out.trim_end().lines().count(), 1, "{self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Done: exit code 0.
    #[must_use]
    pub fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Refused or failed: exit code 1, nothing on stdout, and the reason on stderr.
    #[must_use]
    pub fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        assert!(!self.err.trim().is_empty(), "{self:?}");
        self.err
    }

    /// Wrong use: exit code 2, nothing on stdout.
    #[must_use]
    pub fn wrong_use(self) -> String {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        self.err
    }
}

fn drain(mut from: impl Read + Send + 'static) -> Receiver<String> {
    let (to, text) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).ok();
        to.send(String::from_utf8(bytes).unwrap()).ok();
    });
    text
}

/// Who hears every line of a program.
pub type Ears = Arc<dyn Fn(&str) + Send + Sync>;

/// A program that runs until it is told to stop, or its test ends.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// The file that asks for its end, on a PC with Windows.
    end: Option<PathBuf>,
    lines: Receiver<String>,
    /// Everything that it wrote to both streams so far, to be shown when something fails.
    written: Arc<Mutex<Vec<String>>>,
}

impl Program {
    /// Starts a program.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        Self::start_heard(command, &(Arc::new(|_: &str| ()) as Ears))
    }

    /// Starts a program whose lines somebody hears as they come, up to the last one before it was killed.
    #[must_use]
    pub fn start_heard(command: &mut Command, ears: &Ears) -> Self {
        let mut child = command.spawn().unwrap();
        let (to, lines) = mpsc::channel();
        let written = Arc::<Mutex<Vec<String>>>::default();
        let hear = {
            let (ears, written) = (Arc::clone(ears), Arc::clone(&written));
            move |line: String| {
                ears(&line);
                written.lock().unwrap().push(line.clone());
                // Nobody waits for a line of it any more.
                drop(to.send(line));
            }
        };
        follow(child.stdout.take().unwrap(), hear.clone());
        follow(child.stderr.take().unwrap(), hear);
        Self {
            child,
            end: windows::end_of(command),
            lines,
            written,
        }
    }

    /// Waits for a line that `found` makes something of.
    pub fn line<T>(&mut self, found: impl Fn(&str) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            match self
                .lines
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(line) => {
                    if let Some(found) = found(&line) {
                        return found;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("it did not write that in time: {:#?}", self.written())
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("it ended and had not written that: {:#?}", self.written())
                }
            }
        }
    }

    /// Waits for a line that `found` makes something of; `Some(None)` when it ended without it, none when it takes longer.
    pub fn line_or_end_within<T>(
        &mut self,
        patience: Duration,
        found: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        let until = Instant::now() + patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => match found(&line) {
                    None => {}
                    found => return Some(found),
                },
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => return Some(None),
            }
        }
    }

    /// Types a line; its standard input has to be a pipe.
    pub fn say(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().expect("a pipe");
        writeln!(stdin, "{line}").unwrap();
        stdin.flush().unwrap();
    }

    /// Everything that it wrote so far.
    #[must_use]
    pub fn written(&self) -> Vec<String> {
        self.written.lock().unwrap().clone()
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, as a power cut would (SIGKILL; on Windows TerminateProcess).
    pub fn kill(mut self) {
        match &self.end {
            Some(ask) => fs::write(ask, []).unwrap(),
            None => self.child.kill().unwrap(),
        }
        self.child.wait().unwrap();
        if let Some(ask) = &self.end {
            fs::remove_file(ask).unwrap();
        }
    }

    /// Asks it to stop, and waits until it has.
    #[cfg(unix)]
    #[must_use]
    pub fn stop(mut self) -> ExitStatus {
        self.ask_to_stop();
        self.ended()
    }

    /// Asks it to stop.
    #[cfg(unix)]
    pub fn ask_to_stop(&self) {
        let process = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &process]).status();
        assert!(asked.unwrap().success());
    }

    /// Waits until it ends by itself.
    #[must_use]
    pub fn ended(&mut self) -> ExitStatus {
        match self.ended_within(PATIENCE) {
            Some(status) => status,
            None => panic!("it did not end in time: {:#?}", self.written()),
        }
    }

    /// The same; none where it takes longer than that.
    #[must_use]
    pub fn ended_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        // Both streams end with the program.
        let until = Instant::now() + patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return self.child.wait().ok(),
                Err(RecvTimeoutError::Timeout) => return None,
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn follow(stream: impl Read + Send + 'static, hear: impl Fn(String) + Send + 'static) {
    thread::spawn(move || {
        BufReader::new(stream)
            .lines()
            .map_while(Result::ok)
            .for_each(hear);
    });
}
