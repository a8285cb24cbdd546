//! A Windows PC: the programs as they are built for Windows, run by wine.
//!
//! `MADOGUCHI_WINDOWS` names the folder of the programs (`controller/windows/build` makes them). The PC is made once, lies beside what Cargo
//! builds and is shared by all tests: its programs see each other's network, and each test has a folder of its own.
//!
//! ```text
//! a test ─ wine ─ launch.exe ─ madoguchi.exe      launch.exe ends it by TerminateProcess, once a file says so
//! ```

use super::tools::have;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Debian's own loader. `/usr/bin/wine` is a script that speaks of 32 bits first.
pub const WINE: &str = "/usr/lib/wine/wine64";
/// Of the same package.
pub const SERVER: &str = "/usr/lib/wine/wineserver64";
/// Starts a program, and all that it starts, with its heap right behind it. Debian's wine64 lies at 0x7d000000 and comes without wine's preloader.
/// Today's Linux lays the heap anywhere in the gigabyte behind it, and where it covers 0x7ffe0000, at which wine needs a page, wine ends
/// the program with code 1 before it began ("failed to map the shared user data"), and `CreateProcess` fails where another one starts it.
const FIXED: [&str; 2] = ["setarch", "-R"];
const COMPILER: &str = "x86_64-w64-mingw32-gcc";
/// Where the folder of the programs is named.
const PROGRAMS: &str = "MADOGUCHI_WINDOWS";
/// Asks for every story to be told with the programs of Windows, not only those that are Windows' own.
const EVERYWHERE: &str = "MADOGUCHI_WINDOWS_STORIES";
/// What is made of C: the source, where it goes, and how.
const MADE: [(&str, &str, &str); 3] = [
    (
        include_str!("../../fixtures/windows/launch.c"),
        "launch.exe",
        "-municode",
    ),
    (
        include_str!("../../fixtures/windows/bcryptprimitives.c"),
        "windows/system32/bcryptprimitives.dll",
        "-shared",
    ),
    (
        include_str!("../../fixtures/windows/cfgmgr32.c"),
        "windows/system32/cfgmgr32.dll",
        "-shared",
    ),
];
/// What makes a Windows 11 of it.
const REGISTRY: [(&str, &str, &str); 4] = [
    (r"HKCU\Software\Wine", "Version", "win10"),
    (CURRENT, "CurrentBuildNumber", "22631"),
    (CURRENT, "EditionID", "Professional"),
    (CURRENT, "DisplayVersion", "23H2"),
];
const CURRENT: &str = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";

/// The PC.
#[derive(Debug)]
pub struct Windows {
    programs: PathBuf,
    /// What wine calls its prefix: the PC's disk and registry.
    prefix: PathBuf,
    /// A program that waits for us and does nothing. What Windows starts with its first program runs as long as any does, and would hold the
    /// pipes of a test's own: they would not end.
    _on: Child,
}

impl Windows {
    /// The PC of all tests. None, with a word on stderr, where its programs or wine are missing.
    #[must_use]
    pub fn here() -> Option<&'static Self> {
        static PC: OnceLock<Option<Windows>> = OnceLock::new();
        PC.get_or_init(Self::found).as_ref()
    }

    /// The PC, if every story is to be told on it.
    pub(super) fn everywhere() -> Option<&'static Self> {
        env::var_os(EVERYWHERE)?;
        Some(Self::here().expect("a PC to tell every story on"))
    }

    /// A PC for one test alone, in a folder that is not there yet; with the folder of the programs. None as above.
    #[must_use]
    pub fn alone(place: &Path) -> Option<PathBuf> {
        let programs = Self::built()?;
        install(place);
        Some(programs)
    }

    /// A command of wine's in the PC of one test alone.
    #[must_use]
    pub fn wine(place: &Path, program: &str) -> Command {
        of_prefix(program, place)
    }

    #[allow(clippy::print_stderr)] // a test that is skipped must be seen
    fn built() -> Option<PathBuf> {
        let Some(programs) = env::var_os(PROGRAMS).map(PathBuf::from) else {
            eprintln!(
                "SKIPPED: this test needs {PROGRAMS}, the folder that controller/windows/build filled"
            );
            return None;
        };
        let there = have("wine (Debian's wine64)", &[WINE, "--version"])
            && have("mingw (gcc-mingw-w64-x86-64)", &[COMPILER, "--version"]);
        let whole = || {
            fs::canonicalize(&programs)
                .unwrap_or_else(|error| panic!("{PROGRAMS}: {}: {error}", programs.display()))
        };
        there.then(whole)
    }

    fn found() -> Option<Self> {
        let programs = Self::built()?;
        // Whatever it is made of has its own.
        let mut made_of = DefaultHasher::new();
        (MADE, REGISTRY).hash(&mut made_of);
        let place = format!("wine-{:016x}", made_of.finish());
        let prefix = super::folder_of_programs().join(place);
        if !prefix.exists() {
            install(&prefix);
        }
        let mut on = started(&prefix);
        on.arg("cmd").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut on = on.stderr(Stdio::null()).spawn().unwrap();
        // It greets once all that is there.
        on.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
        Some(Self {
            programs,
            prefix,
            _on: on,
        })
    }

    /// The folder of our programs.
    #[must_use]
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// A program of ours on this PC, to be started.
    #[must_use]
    pub fn command(&self, name: &str) -> Command {
        static STARTS: AtomicU64 = AtomicU64::new(0);
        let start = STARTS.fetch_add(1, Ordering::Relaxed);
        let program = self.programs.join(name).with_extension("exe");
        assert!(program.exists(), "{} is missing", program.display());
        let ask = format!("{name}-{}-{start}.end", std::process::id());
        let ask = self.prefix.join("drive_c").join(ask);
        // One that was left by a test with our number.
        fs::remove_file(&ask).ok();
        let mut command = self.system(self.prefix.join("drive_c/launch.exe"));
        command.arg(ask).arg(program);
        command
    }

    /// Any program that Windows finds, to be started.
    #[must_use]
    pub fn system(&self, name: impl Into<OsString>) -> Command {
        let mut command = started(&self.prefix);
        command.arg(name.into());
        command
    }
}

/// What starts a program. Wine gives a file the rights that its mode says: without the mask everybody may use the data directory that a
/// controller makes, which it refuses (RULES X5).
fn started(prefix: &Path) -> Command {
    let mut command = of_prefix("sh", prefix);
    command.args(["-c", "umask 077 && exec \"$@\"", "sh", WINE]);
    command
}

/// A command of wine's with a PC.
fn of_prefix(program: &str, prefix: &Path) -> Command {
    let mut command = steady(program);
    command
        .env("WINEPREFIX", prefix)
        .env("WINEDEBUG", "-all")
        .env("WINEDLLOVERRIDES", "cfgmgr32=n;winemenubuilder.exe=d")
        // What is typed and written is UTF-8 on this side, and no window is shown.
        .env("LC_ALL", "C.UTF-8")
        .env_remove("DISPLAY");
    command
}

/// A program that runs wine or is wine's, with [`FIXED`] before it where this system allows that; a container's may not, which is said on stderr.
#[must_use]
#[allow(clippy::print_stderr)] // whoever sees such a failure must see its cause
pub fn steady(program: &str) -> Command {
    static ALLOWED: OnceLock<bool> = OnceLock::new();
    let [first, flag] = FIXED;
    let allowed = *ALLOWED.get_or_init(|| {
        let tried = Command::new(first).args([flag, "true"]).output();
        let allowed = tried.is_ok_and(|tried| tried.status.success());
        if !allowed {
            eprintln!(
                "\"{first} {flag}\" is not allowed here: one in some thousand programs under wine may end with code 1 or 65 and without a word"
            );
        }
        allowed
    });
    if !allowed {
        return Command::new(program);
    }
    let mut command = Command::new(first);
    command.args([flag, program]);
    command
}

/// Makes a PC in a folder beside its place, so that one that is there is whole, whoever else makes one at this time.
fn install(place: &Path) {
    let folder = tempfile::tempdir_in(place.parent().unwrap()).unwrap();
    let prefix = folder.path().join("wine");
    let run = |program: &str, arguments: &[&str]| {
        let mut command = of_prefix(program, &prefix);
        let command = command.args(arguments).stdin(Stdio::null());
        let ended = command.output().unwrap();
        assert!(ended.status.success(), "{arguments:?}: {ended:?}");
    };
    run(WINE, &["wineboot", "--init"]);
    for (key, name, value) in REGISTRY {
        run(WINE, &["reg", "add", key, "/v", name, "/d", value, "/f"]);
    }
    for (source, made, how) in MADE {
        let file = folder.path().join("source.c");
        fs::write(&file, source).unwrap();
        let made = prefix.join("drive_c").join(made);
        let (file, made) = (file.to_str().unwrap(), made.to_str().unwrap());
        run(COMPILER, &["-Wall", "-Werror", how, "-o", made, file]);
    }
    // Its registry is written when its last program has ended.
    run(SERVER, &["--wait"]);
    match fs::rename(&prefix, place) {
        Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => panic!("{error}"),
        _ => {}
    }
}

/// The file that asks for a program's end, for a command of [`Windows::command`]: it is ended at once, by the call of Windows for that
/// (TerminateProcess).
pub(super) fn end_of(command: &Command) -> Option<PathBuf> {
    let mut arguments = command.get_args().skip_while(|word| *word != WINE).skip(1);
    let launched = Path::new(arguments.next()?).file_name()? == "launch.exe";
    launched.then(|| arguments.next().map(PathBuf::from))?
}
