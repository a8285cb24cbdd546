//! Runs programs of the system. They are found in the system's own folders only and run without a shell, with limits on time and output.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The largest output: the rules of a PC that hosts containers have some hundred KiB.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// The most bytes of an error message that are shown.
const MAX_COMPLAINT_BYTES: u64 = 400;
/// The time for a program.
#[cfg(not(windows))]
const TIME: Duration = Duration::from_secs(5);
/// The time for PowerShell, which loads its modules at each start; that alone takes seconds.
#[cfg(windows)]
const POWERSHELL_TIME: Duration = Duration::from_secs(20);
/// The time for a program to end after its last output.
const END_TIME: Duration = Duration::from_millis(500);
/// The time between two checks in that time.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// The folders of the system's programs. PATH and the working directory may belong to anybody.
#[cfg(not(windows))]
const FOLDERS: [&str; 5] = [
    "/usr/sbin",
    "/usr/bin",
    "/sbin",
    "/bin",
    "/run/current-system/sw/bin",
];

/// The reason why a program gave no usable output.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("{0} is not installed")]
    Absent(String),
    /// It cannot be started, or its output cannot be read.
    #[error("{0} cannot be run")]
    Run(String, #[source] std::io::Error),
    /// It took too long, or its output is too large.
    #[error("{0} did not end")]
    Endless(String),
    /// It failed; with its error message.
    #[error("{0}: {1}")]
    Failed(String, String),
}

/// Runs a program of the system and returns its output.
#[cfg(not(windows))]
pub(super) fn ask(name: &str, arguments: &[&str]) -> Result<Vec<u8>, Error> {
    let path = find(name).ok_or_else(|| Error::Absent(name.to_owned()))?;
    run(&path, name, arguments, TIME)
}

/// Runs a script in PowerShell.
#[cfg(windows)]
pub(super) fn powershell(script: &str) -> Result<Vec<u8>, Error> {
    let name = r"WindowsPowerShell\v1.0\powershell.exe";
    let path = find(name).ok_or_else(|| Error::Absent("PowerShell".to_owned()))?;
    let arguments = ["-NoProfile", "-NonInteractive", "-Command", script];
    run(&path, "PowerShell", &arguments, POWERSHELL_TIME)
}

#[cfg(not(windows))]
fn find(name: &str) -> Option<PathBuf> {
    let places = FOLDERS.iter().map(|folder| Path::new(folder).join(name));
    places.into_iter().find(|path| path.is_file())
}

#[cfg(windows)]
fn find(name: &str) -> Option<PathBuf> {
    let system = std::env::var_os("SystemRoot").map(PathBuf::from);
    let system = system.filter(|path| path.is_absolute());
    let system = system.unwrap_or_else(|| PathBuf::from(r"C:\Windows"));
    let path = system.join("System32").join(name);
    path.is_file().then_some(path)
}

fn run(path: &Path, name: &str, arguments: &[&str], limit: Duration) -> Result<Vec<u8>, Error> {
    let until = Instant::now() + limit;
    let mut command = Command::new(path);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    plain_environment(&mut command);
    let mut child = command
        .spawn()
        .map_err(|error| Error::Run(name.to_owned(), error))?;
    let said = read(child.stdout.take(), MAX_BYTES);
    let complaint = child.stderr.take();
    let complaint = complaint.map(|from| from.take(MAX_COMPLAINT_BYTES));
    let complaint = read(complaint, MAX_COMPLAINT_BYTES);
    let answer = said.recv_timeout(until.saturating_duration_since(Instant::now()));
    let ended = wait(&mut child, until.max(Instant::now() + END_TIME));
    match (answer, ended) {
        (Ok(Some(bytes)), Some(true)) => Ok(bytes),
        (Ok(Some(_)), Some(false)) => {
            let left = until.saturating_duration_since(Instant::now());
            let complaint = complaint
                .recv_timeout(left)
                .ok()
                .flatten()
                .unwrap_or_default();
            let complaint = String::from_utf8_lossy(&complaint);
            let words: Vec<_> = complaint.split_whitespace().collect();
            Err(Error::Failed(name.to_owned(), words.join(" ")))
        }
        _ => Err(Error::Endless(name.to_owned())),
    }
}

/// Keeps only the variables that a program needs to start. There is no language among them, because its output is parsed.
#[cfg(not(windows))]
fn plain_environment(command: &mut Command) {
    command
        .env_clear()
        .env("LC_ALL", "C")
        .env("PATH", FOLDERS.join(":"))
        .current_dir("/");
}

/// Keeps most variables: PowerShell needs them to find its modules.
#[cfg(windows)]
fn plain_environment(command: &mut Command) {
    if let Some(system) = std::env::var_os("SystemRoot") {
        command.current_dir(system);
    }
}

/// Reads to the end on a thread of its own; `None` if there is more than the limit. If the program never closes its end, the thread stays
/// behind, and this process ends soon.
fn read(from: Option<impl Read + Send + 'static>, most: u64) -> mpsc::Receiver<Option<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = from.map(|from| from.take(most + 1).read_to_end(&mut bytes));
        let whole = matches!(read, Some(Ok(_))) && bytes.len() as u64 <= most;
        // Fails only if nobody waits any longer.
        let _ = sender.send(whole.then_some(bytes));
    });
    receiver
}

/// Whether the program succeeded; `None` if it had to be killed.
fn wait(child: &mut Child, until: Instant) -> Option<bool> {
    while Instant::now() < until {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) => std::thread::park_timeout(LOOK_EVERY),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn sh(script: &str, limit: Duration) -> Result<Vec<u8>, Error> {
        run(Path::new("/bin/sh"), "sh", &["-c", script], limit)
    }

    #[test]
    fn a_program_is_heard_and_its_complaint_told() {
        assert_eq!(ask("echo", &["a b"]).unwrap(), b"a b\n");
        let failed = sh("echo no rights >&2; exit 3", TIME).unwrap_err();
        assert_eq!(failed.to_string(), "sh: no rights");
        assert!(matches!(ask("no-such-program", &[]), Err(Error::Absent(_))));
    }

    #[test]
    fn one_that_does_not_end_or_never_stops_talking_is_ended() {
        let short = Duration::from_millis(50);
        let silent = sh("exec sleep 600", short).unwrap_err();
        assert!(matches!(silent, Error::Endless(_)), "{silent}");
        let endless = sh("exec cat /dev/zero", TIME).unwrap_err();
        assert!(matches!(endless, Error::Endless(_)), "{endless}");
        let deaf = sh("exec >&-; exec sleep 600", short).unwrap_err();
        assert!(matches!(deaf, Error::Endless(_)), "{deaf}");
    }

    #[test]
    fn nothing_of_our_environment_is_handed_on() {
        let told = sh("echo $HOME-$LC_ALL-$PWD", TIME).unwrap();
        assert_eq!(told, b"-C-/\n");
    }
}
