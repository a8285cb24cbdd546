//! HTTP/1.1 by hand (RFC 9112), as a browser of this PC sends it or as no browser would.

use super::soon;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a page of the console sends with each request.
pub const PAGE: &str = "sec-fetch-site: same-origin\r\nsec-fetch-mode: cors\r\n";

/// A connection.
pub struct Browser {
    stream: TcpStream,
    address: SocketAddr,
    read: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Browser {
    pub async fn open(address: SocketAddr) -> Self {
        Self {
            stream: soon(TcpStream::connect(address)).await.unwrap(),
            address,
            read: Vec::new(),
        }
    }

    /// Sends a request with these header lines.
    pub async fn send(&mut self, what: &str, lines: &str, body: &str) {
        let (host, length) = (self.address, body.len());
        let head = format!(
            "{what} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n{lines}\r\n{body}"
        );
        self.bytes(head.as_bytes()).await.unwrap();
    }

    pub async fn bytes(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        soon(self.stream.write_all(bytes)).await
    }

    /// Asks and takes the whole answer.
    pub async fn ask(&mut self, what: &str, lines: &str, body: &str) -> Answer {
        self.send(what, lines, body).await;
        self.answer().await.expect("an answer")
    }

    /// The next answer whole; `None` where the connection ended before it.
    pub async fn answer(&mut self) -> Option<Answer> {
        let head = self.head().await?;
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().unwrap());
        while self.read.len() < length {
            self.more().await?;
        }
        let body = self.read.drain(..length).collect();
        Some(Answer {
            status: head[9..12].parse().unwrap(),
            body: String::from_utf8(body).unwrap(),
            head,
        })
    }

    /// The head of the next answer.
    pub async fn head(&mut self) -> Option<String> {
        self.until(b"\r\n\r\n").await
    }

    /// The data of the next event of this name in an answer that goes on.
    pub async fn event(&mut self, name: &str) -> Option<serde_json::Value> {
        let wanted = format!("event: {name}\n");
        loop {
            let event = self.until(b"\n\n").await?;
            if let Some(at) = event.find(&wanted) {
                let data = event[at..]
                    .lines()
                    .find_map(|line| line.strip_prefix("data: "));
                return Some(serde_json::from_str(data.unwrap()).unwrap());
            }
        }
    }

    async fn until(&mut self, end: &[u8]) -> Option<String> {
        loop {
            if let Some(at) = self.read.windows(end.len()).position(|bytes| bytes == end) {
                let text = self.read.drain(..at + end.len()).collect();
                return Some(String::from_utf8(text).unwrap());
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Option<()> {
        let mut bytes = vec![0; 64 * 1024];
        let read = soon(self.stream.read(&mut bytes)).await.ok()?;
        self.read.extend(&bytes[..read]);
        (read > 0).then_some(())
    }
}
