//! What a power cut, an editor or a mail program leaves of each file that a start reads, by a table.

use super::pc::{Left, Pc};
use Comes::{Anew, Harmless, Refused, Untold};
use std::fs;
use std::sync::Mutex;
use std::thread;

/// Starts at a time: each waits for the disk most of its time.
const HANDS: usize = 4;

/// What comes of a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    /// It goes on with what it made anew, and says of which file.
    Anew,
    /// It goes on, and nothing needs to be said.
    Harmless,
    /// It ends with words that name the file, and with the file as it was before everything is there.
    Refused,
    /// Nobody can tell it from a file that never had more; not tried here, and `disk/journal.rs` does where somebody has seen more.
    Untold,
}

/// What is left of a file; nothing where it is gone.
type Harm = fn(&[u8]) -> Option<Vec<u8>>;

const HARMS: [(&str, Harm); 7] = [
    ("missing", |_| None),
    ("empty", |_| Some(Vec::new())),
    ("blank", |_| Some(b"\r\n".to_vec())),
    ("zeros", |whole| Some(vec![0; whole.len()])),
    ("half", |whole| Some(whole[..whole.len() / 2].to_vec())),
    ("no text", |_| Some(vec![0xff; 40])),
    ("doubled", |whole| Some([whole, whole].concat())),
];

/// One of a kind: keys that readers pin and licenses name. PEM may be followed by more PEM.
const ONE_OF_A_KIND: [Comes; 7] = [
    Refused, Refused, Refused, Refused, Refused, Refused, Harmless,
];

/// In the order of the harms.
const TABLE: [(&str, [Comes; 7]); 15] = [
    ("controller.toml", [Refused; 7]),
    ("data/identity/authority.pem", ONE_OF_A_KIND),
    ("data/identity/authority.key", ONE_OF_A_KIND),
    ("data/identity/server.key", ONE_OF_A_KIND),
    ("data/identity/installation.key", [Refused; 7]),
    (
        "data/identity/server.pem",
        [Anew, Anew, Anew, Anew, Anew, Anew, Harmless],
    ),
    ("data/identity/desk.token", [Anew; 7]),
    ("data/identity/environment", [Refused; 7]),
    // Of a controller that was killed: the next one writes its own.
    ("data/desk.addr", [Harmless; 7]),
    (
        "data/journal/segment-*",
        [Untold, Refused, Refused, Untold, Refused, Refused, Refused],
    ),
    // While the database is sound nobody asks for them.
    ("data/journal/image-*", [Harmless; 7]),
    ("data/journal/lock", [Harmless; 7]),
    // The second half of its segment is still empty; `disk/database.rs` cuts where something is.
    (
        "data/store/db",
        [Anew, Anew, Anew, Anew, Harmless, Anew, Harmless],
    ),
    // sled takes one of a few bytes for none.
    (
        "data/store/conf",
        [Harmless, Harmless, Harmless, Anew, Anew, Anew, Anew],
    ),
    (
        "data/store/snap.*",
        [Harmless, Anew, Anew, Anew, Anew, Anew, Anew],
    ),
];

/// What is said of the database is said of all its files.
const OF_THE_DATABASE: &str = "it was made anew from the journal";

#[test]
fn a_torn_file_is_made_anew_refused_by_name_or_harmless_and_never_a_silent_default() {
    let original = Pc::left(Left::Old);
    let wrong = Mutex::new(Vec::new());
    let rows = Mutex::new(TABLE.into_iter());
    let row = || rows.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..HANDS {
            scope.spawn(|| {
                while let Some((file, row)) = row() {
                    let told = HARMS
                        .into_iter()
                        .zip(row)
                        .filter(|(_, comes)| *comes != Untold);
                    for ((what, harm), comes) in told {
                        if let Err(why) = tried(&original, file, harm, comes) {
                            wrong.lock().unwrap().push(format!("{file}, {what}: {why}"));
                        }
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn tried(original: &Pc, file: &str, harm: Harm, comes: Comes) -> Result<(), String> {
    let mut pc = original.again();
    let path = pc.file(file);
    let name = match file.starts_with("data/store/") {
        true => OF_THE_DATABASE.to_owned(),
        false => path.file_name().unwrap().to_str().unwrap().to_owned(),
    };
    let whole = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    match harm(&whole) {
        None => fs::remove_file(&path).unwrap(),
        Some(content) => fs::write(&path, content).unwrap(),
    }
    let harmed = fs::read(&path).ok();
    let (is_ready, said) = pc.tries();
    let found = match (is_ready, said.contains(&name)) {
        (true, true) => Anew,
        (true, false) => Harmless,
        (false, true) => Refused,
        (false, false) => return Err(format!("it does not name {name}: {said}")),
    };
    if found != comes {
        return Err(format!("{found:?} and not {comes:?}: {said}"));
    }
    if found == Refused {
        if fs::read(&path).ok() != harmed {
            return Err("refused, but the file was changed".to_owned());
        }
        fs::write(&path, &whole).unwrap();
    }
    pc.has_everything()
}

/// A start that ended before its file of addresses, its token or its certificate had their names leaves them under another.
#[test]
fn what_starts_that_were_cut_short_left_does_not_pile_up() {
    let mut pc = Pc::left(Left::Young);
    let left = [
        "data/desk.new-17",
        "data/identity/server.new-18",
        "data/identity/desk.new-19",
    ];
    for file in left {
        fs::write(pc.file(file), "half").unwrap();
    }
    fs::create_dir(pc.file("data/identity.new-20")).unwrap();
    fs::write(pc.file("data/identity.new-20/server.key"), "a key").unwrap();
    fs::write(pc.file("data/identity/notes.new-21"), "somebody's own").unwrap();
    pc.has_everything().unwrap();
    for file in left.into_iter().chain(["data/identity.new-20"]) {
        assert!(!pc.file(file).exists(), "{file}");
    }
    assert!(pc.file("data/identity/notes.new-21").exists());
}
