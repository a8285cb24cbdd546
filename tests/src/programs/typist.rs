//! A person at a terminal: a program that asks sees a terminal, and what is typed arrives there.
//!
//! Needs `python3`, which has pseudo-terminals.

use super::child::Program;
use std::process::{Command, Stdio};

/// Runs a program on a terminal, passes on what it shows, each part as a line, and types each line that it gets. Where the program hides
/// what is typed, it waits until that is so, as a person does who sees the prompt.
///
/// It ends with the program and all that the program wrote, not with the terminal: at the first key wine's console starts `explorer.exe`, which
/// has the terminal as its stderr and, where SIGHUP is ignored (`nohup`), lives on while any program of that PC has a desktop. What a program
/// wrote is on the terminal before it ends, so half a second in which nothing comes is the end.
const BRIDGE: &str = r"
import os, pty, select, sys, termios, time
hidden, program = sys.argv[1] == 'hidden', sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(program[0], program)
def type_in(line):
    until = time.monotonic() + 60
    while hidden and termios.tcgetattr(terminal)[3] & termios.ECHO and time.monotonic() < until:
        time.sleep(0.01)
    os.write(terminal, line)
ended = os.pidfd_open(pid)
sources = [terminal, 0, ended]
while True:
    ready, _, _ = select.select(sources, [], [], None if ended in sources else 0.5)
    if not ready:
        break
    if terminal in ready:
        try:
            shown = os.read(terminal, 65536)
        except OSError:
            break
        if not shown:
            break
        os.write(1, shown if shown.endswith(b'\n') else shown + b'\n')
    elif ended in ready:
        sources = [terminal]
    elif 0 in ready:
        line = os.read(0, 4096)
        if line:
            type_in(line)
        else:
            sources.remove(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
";

/// Starts a program on a terminal; `say` types there.
#[must_use]
pub fn at_a_terminal(program: &Command) -> Program {
    on_a_terminal("shown", program)
}

/// The same for a program that reads secrets: each line is typed once the terminal hides it.
#[must_use]
pub fn at_a_terminal_in_secret(program: &Command) -> Program {
    on_a_terminal("hidden", program)
}

fn on_a_terminal(echo: &str, program: &Command) -> Program {
    let mut bridge = Command::new("python3");
    bridge
        .args(["-c", BRIDGE, echo])
        .arg(program.get_program())
        .args(program.get_args())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(folder) = program.get_current_dir() {
        bridge.current_dir(folder);
    }
    for (variable, value) in program.get_envs() {
        match value {
            Some(value) => bridge.env(variable, value),
            None => bridge.env_remove(variable),
        };
    }
    Program::start(&mut bridge)
}
