//! A connection whose protocol is lines of text: all that beanstalkd and Redis need here.

use std::path::Path;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;

/// The connection.
#[derive(Debug)]
pub struct Line {
    stream: BufReader<UnixStream>,
    answer: String,
}

impl Line {
    pub async fn connect(socket: &Path) -> Self {
        Self {
            stream: BufReader::new(UnixStream::connect(socket).await.unwrap()),
            answer: String::new(),
        }
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// The next line of the answer, without its end.
    pub async fn answer(&mut self) -> &str {
        self.answer.clear();
        let read = self.stream.read_line(&mut self.answer).await.unwrap();
        assert!(read > 0, "the server went");
        self.answer.trim_end()
    }

    /// So many bytes of the answer.
    pub async fn bytes(&mut self, count: usize) {
        let mut bytes = vec![0; count];
        self.stream.read_exact(&mut bytes).await.unwrap();
    }
}
