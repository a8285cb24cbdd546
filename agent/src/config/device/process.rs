//! A reader that the vendor's own engine drives. `src/process/PROTOCOL.md` says what the engine has to do.
//!
//! ```toml
//! [device]
//! kind = "process"
//! command = ["python3", "engine.py"]  # a child process, in the folder of this file; or, on Unix:
//! # socket = "/run/vendor/engine.sock"  # an engine that somebody else starts
//! start_ms = 10000      # from the start to the engine's hello
//! ping_ms = 5000        # from one answered ping to the next
//! answer_ms = 5000      # from a ping to its answer
//! session_ms = 110000   # from a session's beginning to its end; with answer_ms below the controller's 120 s
//! stop_ms = 3000        # from the closed input to the engine's end
//! restart_ms = 30000    # the longest wait before an engine is started again
//! # What is run when the clinic restarts this reader, where starting the engine anew is not enough: no shell, in the folder of this file.
//! # restart_command = ["systemctl", "reboot"]
//! restart_command_ms = 60000  # until it has to have ended
//! restart_wait_ms = 20000     # from its end until the engine is started: a reader that starts whole is gone by then
//! ```

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use madoguchi_proto::v1::Text;
use toml::Value;

use super::super::fields::{Fields, write, wrong};
use crate::process::{Limits, RestartCommand, Settings, Via};
use crate::texts;

/// The most words of a command.
const MAX_WORDS: usize = 64;
/// The longest word of a command, and the longest folder and file name of most systems.
const MAX_WORD_BYTES: usize = 4_096;
/// The longest path of a Unix socket that every system takes (`sun_path` has 104 bytes on some, with a zero at its
/// end).
const MAX_SOCKET_BYTES: usize = 103;

/// The time limits. With a shorter one a busy machine looks like an engine that hangs; nobody waits longer.
const LIMIT_MS: RangeInclusive<u64> = 100..=600_000;
/// The time to stop. It may be zero for an engine that needs none.
const STOP_MS: RangeInclusive<u64> = 0..=60_000;
/// The longest wait before a restart; the first wait is half a second.
const RESTART_MS: RangeInclusive<u64> = 500..=600_000;

/// Reads the table. The engine runs in `folder`, the folder of the file, and relative paths start there.
pub(super) fn read(fields: Fields<'_>, folder: &Path) -> Option<Settings> {
    read_on(fields, folder, cfg!(unix))
}

/// As [`read`], on a system that has Unix sockets or has none.
fn read_on(mut fields: Fields<'_>, folder: &Path, has_sockets: bool) -> Option<Settings> {
    let both = fields.has("command") && fields.has("socket");
    let neither = !fields.has("command") && !fields.has("socket");
    let command = fields.optional("command", write("command"), command);
    let socket = fields.optional("socket", write("socket"), socket);
    if both {
        fields.mistake("command", wrong("command-and-socket"), write("one-of"));
    }
    if neither {
        fields.mistake("command", wrong("no-engine"), write("one-of"));
    }
    if socket.is_some() && !has_sockets {
        fields.mistake("socket", wrong("no-sockets"), write("command-instead"));
    }
    let limits = limits(&mut fields);
    let restart = restart(&mut fields, folder);
    fields.finish();
    let via = match (command, socket) {
        (Some(command), None) => Via::Command {
            command,
            folder: folder.to_owned(),
        },
        (None, Some(socket)) => Via::Socket(folder.join(socket)),
        _ => return None,
    };
    Some(Settings {
        via,
        limits,
        restart,
    })
}

/// What is run for a restart that the controller orders.
fn restart(fields: &mut Fields<'_>, folder: &Path) -> Option<RestartCommand> {
    let own = fields.optional("restart_command", write("command"), command);
    let limit = time(
        fields,
        "restart_command_ms",
        RestartCommand::LIMIT,
        LIMIT_MS,
    );
    let wait = time(fields, "restart_wait_ms", RestartCommand::WAIT, STOP_MS);
    own.map(|command| RestartCommand {
        command,
        folder: folder.to_owned(),
        limit,
        wait,
    })
}

/// A time within a range, in milliseconds.
fn time(
    fields: &mut Fields<'_>,
    name: &'static str,
    usual: Duration,
    range: RangeInclusive<u64>,
) -> Duration {
    let write = within(&range);
    let read = |value: &Value| {
        let time_ms = u64::try_from(value.as_integer()?).ok()?;
        range
            .contains(&time_ms)
            .then(|| Duration::from_millis(time_ms))
    };
    fields.optional(name, write, read).unwrap_or(usual)
}

fn limits(fields: &mut Fields<'_>) -> Limits {
    let usual = Limits::default();
    let mut limit = |name, usual, range| time(fields, name, usual, range);
    Limits {
        start: limit("start_ms", usual.start, LIMIT_MS),
        ping: limit("ping_ms", usual.ping, LIMIT_MS),
        answer: limit("answer_ms", usual.answer, LIMIT_MS),
        session: limit("session_ms", usual.session, LIMIT_MS),
        stop: limit("stop_ms", usual.stop, STOP_MS),
        restart: limit("restart_ms", usual.restart, RESTART_MS),
    }
}

fn within(range: &RangeInclusive<u64>) -> Text {
    let (least, most) = (range.start().to_string(), range.end().to_string());
    texts::text("write-within", &[("least", &least), ("most", &most)])
}

fn command(value: &Value) -> Option<Vec<String>> {
    let words = value.as_array()?;
    let words: Vec<String> = words.iter().map(word).collect::<Option<_>>()?;
    let program = words.first()?;
    (!program.is_empty() && words.len() <= MAX_WORDS).then_some(words)
}

fn word(value: &Value) -> Option<String> {
    let word = value.as_str()?;
    // No system can pass a zero byte in a word.
    (word.len() <= MAX_WORD_BYTES && !word.contains('\0')).then(|| word.to_owned())
}

fn socket(value: &Value) -> Option<PathBuf> {
    let path = word(value)?;
    (1..=MAX_SOCKET_BYTES)
        .contains(&path.len())
        .then(|| path.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn where_there_are_no_sockets_a_command_is_asked_for() {
        let table = toml::Table::from_iter([("socket".to_owned(), Value::from("/run/e.sock"))]);
        let mut mistakes = Vec::new();
        read_on(
            Fields::new("device.", table, &mut mistakes),
            Path::new("/"),
            false,
        );
        let [mistake] = mistakes.as_slice() else {
            panic!("{mistakes:?}")
        };
        let told = mistake.text();
        let told = told.ja + &told.en;
        assert!(
            told.contains("socket の代わりに commandを書いてください"),
            "{told}"
        );
        assert!(told.contains("write command instead of socket"), "{told}");
    }
}
