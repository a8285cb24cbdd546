//! beanstalkd, a work queue: `-b FOLDER -f0`, so that each change of a job is synced before it is answered.
//!
//! A cycle: `put` (logged) and `reserve` (held in memory only: after a crash the job is ready again), `bury` for the
//! placed card (logged), `delete` for the outcome (logged). Three synced writes. It keeps no outcome, no time and no
//! reason, and its one order is priority, then arrival.

use super::contest::Counter;
use super::line::Line;
use super::programs::{Server, sockets};
use std::path::Path;
use std::process::Command;

/// As long as what our ticket's record says.
const JOB: &[u8] = &[b't'; 200];

/// Starts it with its log in `folder`.
pub fn start(program: &Path, folder: &Path) -> Server {
    let sockets = sockets();
    let socket = sockets.path().join("beanstalkd");
    let mut command = Command::new(program);
    command.arg("-b").arg(folder).arg("-f0");
    command.arg("-l").arg(format!("unix:{}", socket.display()));
    Server::run(&mut command, socket, sockets)
}

/// One connection.
pub struct Client(Line);

impl Client {
    pub async fn connect(socket: &Path) -> Self {
        Self(Line::connect(socket).await)
    }

    async fn ask(&mut self, command: &str, expected: &str) {
        self.0.send(command.as_bytes()).await;
        let answer = self.0.answer().await;
        assert_eq!(answer, expected, "{command}");
    }
}

impl Counter for Client {
    async fn cycle(&mut self) {
        let put = format!("put 1 0 120 {}\r\n", JOB.len());
        self.0.send(&[put.as_bytes(), JOB, b"\r\n"].concat()).await;
        assert!(self.0.answer().await.starts_with("INSERTED "));
        self.0.send(b"reserve\r\n").await;
        let reserved = self.0.answer().await.to_owned();
        let mut words = reserved.split(' ');
        assert_eq!(words.next(), Some("RESERVED"));
        let id: u64 = words.next().unwrap().parse().unwrap();
        self.0.bytes(JOB.len() + 2).await;
        self.ask(&format!("bury {id} 1\r\n"), "BURIED").await;
        self.ask(&format!("delete {id}\r\n"), "DELETED").await;
    }
}
