//! HTTP/2 by hand (RFC 9113), for clients that keep to nothing that the other end said.

use super::soon;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub const DATA: u8 = 0;
pub const HEADERS: u8 = 1;
pub const RST_STREAM: u8 = 3;
pub const SETTINGS: u8 = 4;
pub const PING: u8 = 6;
pub const GOAWAY: u8 = 7;
pub const WINDOW_UPDATE: u8 = 8;
const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
/// RFC 9113, section 7.
pub const REFUSED_STREAM: u32 = 7;
pub const ENHANCE_YOUR_CALM: u32 = 11;
const INITIAL_WINDOW_SIZE: u16 = 4;

/// A frame.
#[derive(Debug)]
pub struct Frame {
    pub kind: u8,
    pub flags: u8,
    pub stream: u32,
    pub payload: Vec<u8>,
}

impl Frame {
    /// The error code of a `RST_STREAM` or `GOAWAY`.
    pub fn error(&self) -> u32 {
        let start = if self.kind == GOAWAY { 4 } else { 0 };
        let code = self.payload[start..start + 4].try_into().unwrap();
        u32::from_be_bytes(code)
    }
}

/// A connection.
pub struct Raw(TlsStream<TcpStream>);

impl Raw {
    /// Says hello; `window` is what each stream may send us before we ask for more.
    pub async fn open(mut stream: TlsStream<TcpStream>, window: u32) -> Self {
        stream.write_all(PREFACE).await.unwrap();
        let mut raw = Self(stream);
        let mut settings = INITIAL_WINDOW_SIZE.to_be_bytes().to_vec();
        settings.extend(window.to_be_bytes());
        raw.write(SETTINGS, 0, 0, &settings).await.unwrap();
        raw
    }

    pub async fn write(
        &mut self,
        kind: u8,
        flags: u8,
        stream: u32,
        payload: &[u8],
    ) -> std::io::Result<()> {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        let mut bytes = length[1..].to_vec();
        bytes.extend([kind, flags]);
        bytes.extend(stream.to_be_bytes());
        bytes.extend(payload);
        self.0.write_all(&bytes).await?;
        self.0.flush().await
    }

    /// Opens a call; `more` are further headers.
    pub async fn call(
        &mut self,
        stream: u32,
        path: &str,
        more: &[(&str, &str)],
    ) -> std::io::Result<()> {
        // :method POST, :scheme http: indexed.
        let mut block = vec![0x83, 0x86];
        literal(&mut block, &[0x04], None, path);
        literal(&mut block, &[0x01], None, "controller");
        let usual = [("content-type", "application/grpc"), ("te", "trailers")];
        for (name, value) in usual.iter().chain(more) {
            literal(&mut block, &[0x00], Some(name), value);
        }
        self.write(HEADERS, END_HEADERS, stream, &block).await
    }

    /// Sends one message of gRPC.
    pub async fn message(&mut self, stream: u32, message: &[u8]) -> std::io::Result<()> {
        let mut bytes = vec![0];
        bytes.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
        bytes.extend(message);
        self.write(DATA, 0, stream, &bytes).await
    }

    /// Sends the one message of a call that has no fields, and ends our side of it.
    pub async fn only_message(&mut self, stream: u32) -> std::io::Result<()> {
        self.write(DATA, END_STREAM, stream, &[0; 5]).await
    }

    /// The messages of gRPC in a frame of data; the server never splits small ones.
    pub fn messages(data: &Frame) -> Vec<Vec<u8>> {
        let (mut messages, mut rest) = (Vec::new(), &data.payload[..]);
        while let [_, a, b, c, d, after @ ..] = rest {
            let length = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).unwrap();
            messages.push(after[..length].to_vec());
            rest = &after[length..];
        }
        messages
    }

    /// The next frame; `None` once the other end hung up. Settings and pings are answered.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            let frame = soon(self.read()).await?;
            if matches!(frame.kind, SETTINGS | PING) {
                if frame.flags & ACK == 0 {
                    let payload: &[u8] = if frame.kind == PING {
                        &frame.payload
                    } else {
                        &[]
                    };
                    self.write(frame.kind, ACK, 0, payload).await.ok()?;
                }
                continue;
            }
            return Some(frame);
        }
    }

    /// Reads on until a frame of a kind.
    pub async fn until(&mut self, kind: u8) -> Option<Frame> {
        loop {
            let frame = self.next().await?;
            if frame.kind == kind {
                return Some(frame);
            }
        }
    }

    async fn read(&mut self) -> Option<Frame> {
        let mut head = [0; 9];
        self.0.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        self.0.read_exact(&mut payload).await.ok()?;
        let stream = u32::from_be_bytes(head[5..9].try_into().unwrap()) & 0x7fff_ffff;
        Some(Frame {
            kind: head[3],
            flags: head[4],
            stream,
            payload,
        })
    }
}

/// A header as HPACK writes it without any table (RFC 7541, 6.2.2).
fn literal(block: &mut Vec<u8>, prefix: &[u8], name: Option<&str>, value: &str) {
    block.extend(prefix);
    for text in name.into_iter().chain([value]) {
        length(block, text.len());
        block.extend(text.as_bytes());
    }
}

/// A length of seven bits and more (RFC 7541, 5.1).
fn length(block: &mut Vec<u8>, mut length: usize) {
    if length < 0x7f {
        block.push(u8::try_from(length).unwrap());
        return;
    }
    block.push(0x7f);
    length -= 0x7f;
    while length >= 0x80 {
        block.push(u8::try_from(length % 0x80).unwrap() | 0x80);
        length /= 0x80;
    }
    block.push(u8::try_from(length).unwrap());
}
