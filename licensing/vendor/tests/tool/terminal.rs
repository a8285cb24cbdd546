//! At a terminal the passphrase is asked for: twice for a new key, once for one that exists, and never shown. And what ends something is
//! asked about, with what it ends.
//!
//! Needs `python3`, which types; skipped without it unless `MADOGUCHI_TESTS=all`.
#![cfg(target_os = "linux")]

use std::process::{Command, Output};

use crate::office::{Office, have, output};

/// Types each answer once the program asks for one and the terminal no longer shows what is typed, as a person does; an answer that begins
/// with `?` once the program asks whether to go on.
const TYPING: &str = r"
import os, pty, sys, termios, time
answers, program = sys.argv[1].split('|'), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(program[0], program)
shown = b''
def read():
    global shown
    try:
        more = os.read(terminal, 4096)
    except OSError:
        more = b''
    shown += more
    return more
for answer in answers:
    begin = len(shown)
    if answer.startswith('?'):
        while b'[y/N]' not in shown[begin:] and read():
            pass
        os.write(terminal, answer[1:].encode() + b'\n')
        continue
    while b': ' not in shown[begin:] and read():
        pass
    until = time.monotonic() + 60
    while termios.tcgetattr(terminal)[3] & termios.ECHO and time.monotonic() < until:
        time.sleep(0.01)
    os.write(terminal, answer.encode() + b'\n')
while read():
    pass
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
";

fn typed(office: &Office, answers: &[&str], arguments: &str) -> Output {
    output(
        Command::new("python3")
            .args(["-c", TYPING, &answers.join("|")])
            .arg(env!("CARGO_BIN_EXE_madoguchi-license"))
            .args(arguments.split_whitespace())
            .current_dir(office.path(""))
            .env_remove("MADOGUCHI_PASSPHRASE"),
    )
}

#[test]
fn a_new_keys_passphrase_is_typed_twice_and_never_shown() {
    if !have("python3", "--version") {
        return;
    }
    let office = Office::new();
    let root = "key root --out root.key --environment production";
    let words = "correct horse battery";
    let differ = typed(&office, &[words, "correct horse battery!"], root);
    let said = String::from_utf8(differ.stdout).unwrap();
    assert_eq!(differ.status.code(), Some(1), "{said}");
    assert!(said.contains("the two passphrases differ"), "{said}");
    assert!(!office.has("root.key"));

    let made = typed(&office, &[words, words], root);
    let said = String::from_utf8(made.stdout).unwrap();
    assert_eq!(made.status.code(), Some(0), "{said}");
    assert!(said.contains("New passphrase for root.key: "), "{said}");
    assert!(!said.contains(words), "{said}");

    let revoke = "revoke --yes --root root.key --license L-1 --out list";
    let wrong = typed(&office, &["correct horse"], revoke);
    assert_eq!(wrong.status.code(), Some(1));
    let right = typed(&office, &[words], revoke);
    let said = String::from_utf8(right.stdout).unwrap();
    assert_eq!(right.status.code(), Some(0), "{said}");
    assert!(
        said.contains("Passphrase of root.key: ") && !said.contains(words),
        "{said}"
    );
    assert!(office.has("list"));
}

#[test]
fn what_ends_something_is_asked_about_with_what_it_ends_and_done_after_a_yes_alone() {
    if !have("python3", "--version") {
        return;
    }
    let office = Office::set_up();
    let revoke = "revoke --root root.key --license L-1 --license L-2 --out list --lang ja";
    for no in ["?n", "?", "?いいえ"] {
        let refused = typed(&office, &[no], revoke);
        let said = String::from_utf8(refused.stdout).unwrap();
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains("ライセンス 2 件を取り消します"), "{said}");
        assert!(said.contains("実行しますか？"), "{said}");
        assert!(
            said.contains("実行しませんでした。何も変えていません。"),
            "{said}"
        );
        assert!(!office.has("list"));
    }
    assert_eq!(office.text("root.key.revocations"), "");
    let done = typed(&office, &["?はい"], revoke);
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(office.has("list"));
    // What was taken back before is not counted again.
    let more = "revoke --root root.key --license L-2 --license L-3 --out more";
    let done = typed(&office, &["?y"], more);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("Licenses that are taken back: 1."), "{said}");
}
