//! Redis: `appendonly yes`, `appendfsync always`, so that the log is synced before a change is answered (once for
//! all changes of one turn of its loop, which is a group commit).
//!
//! A cycle: a script adds the ticket to a sorted set and takes the first of it for this unit; a script each notes
//! the placed card and the outcome, if the ticket is still this unit's. Three synced writes. No rules, no audit, and all
//! that is kept has to fit into memory.

use super::contest::Counter;
use super::line::Line;
use super::programs::{Server, sockets};
use std::path::Path;
use std::process::Command;

const ADD_AND_CALL: &str = "local id = redis.call('INCR', 'next') \
    redis.call('HSET', 'ticket:' .. id, 'number', ARGV[1], 'state', 'waiting', 'added_at', ARGV[2]) \
    redis.call('ZADD', 'waiting', ARGV[2], id) \
    local first = redis.call('ZPOPMIN', 'waiting')[1] \
    redis.call('HSET', 'ticket:' .. first, 'state', 'called', 'unit', ARGV[3], 'called_at', ARGV[2]) \
    return tonumber(first)";
const PLACE: &str = "if redis.call('HGET', KEYS[1], 'unit') ~= ARGV[1] then return 0 end \
    redis.call('HSET', KEYS[1], 'state', 'verifying', 'placed_at', ARGV[2], 'session', ARGV[3]) return 1";
const END: &str = "if redis.call('HGET', KEYS[1], 'unit') ~= ARGV[1] then return 0 end \
    redis.call('HSET', KEYS[1], 'state', 'done', 'ended_at', ARGV[2], 'outcome', 'verified-face') return 1";
/// 16 bytes as text, as our sessions are named.
const SESSION: &str = "0123456789abcdef0123456789abcdef";
const TIME: &str = "1780000000000";

/// Starts it with its log in `folder`.
pub fn start(program: &Path, folder: &Path) -> Server {
    let sockets = sockets();
    let socket = sockets.path().join("redis");
    let mut command = Command::new(program);
    command.args([
        "--port",
        "0",
        "--appendonly",
        "yes",
        "--appendfsync",
        "always",
    ]);
    command
        .args(["--save", "", "--daemonize", "no", "--dir"])
        .arg(folder);
    command.arg("--unixsocket").arg(&socket);
    Server::run(&mut command, socket, sockets)
}

/// One connection, which is one unit.
pub struct Client {
    line: Line,
    unit: String,
    scripts: [String; 3],
}

impl Client {
    pub async fn connect(socket: &Path) -> Self {
        let mut line = Line::connect(socket).await;
        let mut scripts = [const { String::new() }; 3];
        for (script, sha) in [ADD_AND_CALL, PLACE, END].into_iter().zip(&mut scripts) {
            line.send(&request(&["SCRIPT", "LOAD", script])).await;
            let answer = line.answer().await.to_owned();
            assert!(answer.starts_with('$'), "{answer}");
            *sha = line.answer().await.to_owned();
        }
        let unit = u64::from_be_bytes(crate::common::random_id()[..8].try_into().unwrap());
        Self {
            line,
            unit: format!("CR-{unit}"),
            scripts,
        }
    }

    async fn run(&mut self, script: usize, keys: &[&str], words: &[&str]) -> u64 {
        let count = keys.len().to_string();
        let head = ["EVALSHA", self.scripts[script].as_str(), count.as_str()];
        self.line
            .send(&request(&[&head, keys, words].concat()))
            .await;
        let answer = self.line.answer().await;
        let number = answer.strip_prefix(':').and_then(|n| n.parse().ok());
        number.unwrap_or_else(|| panic!("{answer}"))
    }
}

impl Counter for Client {
    async fn cycle(&mut self) {
        let unit = self.unit.clone();
        let id = self.run(0, &[], &["12", TIME, &unit]).await;
        let key = format!("ticket:{id}");
        assert_eq!(self.run(1, &[&key], &[&unit, TIME, SESSION]).await, 1);
        assert_eq!(self.run(2, &[&key], &[&unit, TIME]).await, 1);
    }
}

/// A request as Redis takes it: the number of words, then each with its length.
fn request(words: &[&str]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", words.len()).into_bytes();
    for word in words {
        bytes.extend_from_slice(format!("${}\r\n{word}\r\n", word.len()).as_bytes());
    }
    bytes
}
