//! The controller's place as configured, and the addresses that it stands for now.
//!
//! ```text
//! "auto"                   what answers over mDNS on the reader's USB interface
//! "[fe80::2%usb0]:7443"    a link-local address and its interface, by name or number
//! "[fe80::2]:7443"         the same, with the interface from the field `interface`
//! "192.168.7.1:7443"       any other address
//! ```
//! An address is only a place to try: TLS with the pinned CA decides whether it is the controller.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, SocketAddrV6};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::interfaces;

/// The default interface to the PC: Linux gives the first USB network gadget this name.
pub const USUAL_INTERFACE: &str = "usb0";
/// The longest name of an interface: Linux takes 15 bytes, and Windows' names are for people.
const MAX_NAME_LEN: usize = 64;
/// From the first packet to the end of the handshake. A USB link answers within milliseconds; the first packet after the link came up
/// can take a second.
const CONNECT_TIME: Duration = Duration::from_secs(3);
/// The time for one of several addresses, so that an address without an answer leaves time for the next.
const ATTEMPT: Duration = Duration::from_millis(1_500);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// By name, which stays when the cable is plugged in again.
    Name(String),
    /// By number, which changes then.
    Number(u32),
}

impl Zone {
    /// Parses a name or a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            let number = text.parse().ok()?;
            return (number > 0).then_some(Self::Number(number));
        }
        let odd = |c: char| c.is_control() || matches!(c, '/' | '%' | '[' | ']');
        let good = text.len() <= MAX_NAME_LEN && text.trim() == text && !text.contains(odd);
        (good && text != "." && text != "..").then(|| Self::Name(text.to_owned()))
    }

    pub(crate) fn is(&self, up: &interfaces::Up) -> bool {
        match self {
            Self::Name(name) => *name == up.name,
            Self::Number(number) => *number == up.index,
        }
    }

    /// Its present number. It is looked up each time, because it changes when the cable is plugged in again.
    fn index(&self) -> io::Result<u32> {
        let found = interfaces::up().and_then(|all| all.into_iter().find(|up| self.is(up)));
        match (found, self) {
            (Some(up), _) => Ok(up.index),
            // If the system does not list its interfaces, the number counts.
            (None, Self::Number(number)) => Ok(*number),
            (None, Self::Name(name)) => Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!("the interface {name} is not up: is the cable plugged in?"),
            )),
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// The place of the controller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Found by mDNS on this interface.
    Auto {
        interface: Zone,
        /// The port, if it is another than the found one.
        port: Option<u16>,
    },
    /// A link-local address on this interface.
    Link {
        ip: Ipv6Addr,
        port: u16,
        interface: Zone,
    },
    /// Any other address.
    At(SocketAddr),
}

/// A mistake in a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// `controller` is neither "auto" nor an address with a port.
    Controller,
    /// `interface` is neither a name nor a number of an interface.
    Interface,
    /// There is an `interface` beside an address that needs none, or that has one.
    InterfaceUnused,
}

impl Target {
    /// Parses the fields `controller` and `interface`.
    ///
    /// # Errors
    /// All mistakes in them.
    pub fn parse(controller: &str, interface: Option<&str>) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let zone = match interface.map(Zone::parse) {
            None => None,
            Some(Some(zone)) => Some(zone),
            Some(None) => {
                wrong.push(Wrong::Interface);
                None
            }
        };
        let usual = || Zone::Name(USUAL_INTERFACE.to_owned());
        let target = match Written::parse(controller) {
            Some(Written::Auto) => Some(Self::Auto {
                interface: zone.unwrap_or_else(usual),
                port: None,
            }),
            Some(Written::Link(ip, port, None)) => Some(Self::Link {
                ip,
                port,
                interface: zone.unwrap_or_else(usual),
            }),
            Some(complete) => {
                if interface.is_some() {
                    wrong.push(Wrong::InterfaceUnused);
                }
                complete.target()
            }
            None => {
                wrong.push(Wrong::Controller);
                None
            }
        };
        match target {
            Some(target) if wrong.is_empty() => Ok(target),
            _ => Err(wrong),
        }
    }

    /// The same place with another port, as for pairing.
    #[must_use]
    pub fn with_port(mut self, port: u16) -> Self {
        match &mut self {
            Self::Auto { port: found, .. } => *found = Some(port),
            Self::Link { port: known, .. } => *known = port,
            Self::At(address) => address.set_port(port),
        }
        self
    }

    /// The present addresses, the most probable first. They are looked up each time, because interfaces and what is found on them change.
    ///
    /// # Errors
    /// The interface does not exist, or nobody answers on it.
    pub async fn addresses(&self) -> io::Result<Vec<SocketAddr>> {
        match self {
            Self::Auto { interface, port } => {
                let mut found = crate::discovery::find(interface.index()?).await?;
                for address in &mut found {
                    address.set_port(port.unwrap_or(address.port()));
                }
                Ok(found)
            }
            Self::Link {
                ip,
                port,
                interface,
            } => Ok(vec![
                SocketAddrV6::new(*ip, *port, 0, interface.index()?).into(),
            ]),
            Self::At(address) => Ok(vec![*address]),
        }
    }

    /// Connects to the first address for which `secure` succeeds. Each address has its own time, so one without an answer leaves time for
    /// the next.
    ///
    /// # Errors
    /// The error of the last address.
    pub async fn dial<T, F>(&self, secure: impl Fn(TcpStream) -> F) -> io::Result<T>
    where
        F: Future<Output = io::Result<T>>,
    {
        first_of(self.addresses().await?, CONNECT_TIME, secure).await
    }
}

/// The first address for which `secure` succeeds within its time.
async fn first_of<T, F>(
    addresses: Vec<SocketAddr>,
    limit: Duration,
    secure: impl Fn(TcpStream) -> F,
) -> io::Result<T>
where
    F: Future<Output = io::Result<T>>,
{
    let limit = match addresses.len() {
        0 | 1 => limit,
        _ => limit.min(ATTEMPT),
    };
    let mut failed = io::Error::from(io::ErrorKind::NotFound);
    for address in addresses {
        let secured = async {
            let plain = TcpStream::connect(address).await?;
            // Without it a small frame can wait 40 ms for the acknowledgement of the one before.
            plain.set_nodelay(true)?;
            secure(plain).await
        };
        match timeout(limit, secured).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => failed = error,
            Err(_) => {
                let text = format!("no secure connection to {address} in time");
                failed = io::Error::new(io::ErrorKind::TimedOut, text);
            }
        }
    }
    Err(failed)
}

/// An address; a link-local one has its scope id.
impl From<SocketAddr> for Target {
    fn from(address: SocketAddr) -> Self {
        match address {
            SocketAddr::V6(v6) if v6.ip().is_unicast_link_local() && v6.scope_id() != 0 => {
                Self::Link {
                    ip: *v6.ip(),
                    port: v6.port(),
                    interface: Zone::Number(v6.scope_id()),
                }
            }
            address => Self::At(address),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto { .. } => f.write_str("auto"),
            Self::Link {
                ip,
                port,
                interface,
            } => write!(f, "[{ip}%{interface}]:{port}"),
            Self::At(address) => address.fmt(f),
        }
    }
}

/// The value of `controller`.
enum Written {
    Auto,
    Link(Ipv6Addr, u16, Option<Zone>),
    At(SocketAddr),
}

impl Written {
    fn parse(text: &str) -> Option<Self> {
        if text == "auto" {
            return Some(Self::Auto);
        }
        if let Some((ip, zone, port)) = zoned(text) {
            let ip: Ipv6Addr = ip.parse().ok()?;
            let zone = Zone::parse(zone)?;
            return ip.is_unicast_link_local().then_some(Self::Link(
                ip,
                port_of(port)?,
                Some(zone),
            ));
        }
        let address: SocketAddr = text.parse().ok()?;
        if address.port() == 0 || address.ip().is_unspecified() || address.ip().is_multicast() {
            return None;
        }
        Some(match address.ip() {
            IpAddr::V6(ip) if ip.is_unicast_link_local() => Self::Link(ip, address.port(), None),
            _ => Self::At(address),
        })
    }

    /// The target, if nothing is missing.
    fn target(self) -> Option<Target> {
        match self {
            Self::Link(ip, port, Some(interface)) => Some(Target::Link {
                ip,
                port,
                interface,
            }),
            Self::At(address) => Some(Target::At(address)),
            Self::Auto | Self::Link(_, _, None) => None,
        }
    }
}

/// The parts of "[IP%ZONE]:PORT".
fn zoned(text: &str) -> Option<(&str, &str, &str)> {
    let (inner, port) = text.strip_prefix('[')?.rsplit_once("]:")?;
    let (ip, zone) = inner.split_once('%')?;
    Some((ip, zone, port))
}

fn port_of(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let port = text.parse().ok().filter(|port| *port > 0);
    port.filter(|_| digits)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn of_several_answers_those_that_lie_cost_their_time_and_the_true_one_is_found() {
        let bound = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let nobody = bound.local_addr().unwrap();
        drop(bound);
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let liar = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let truth = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listening = [&silent, &liar, &truth].map(|listener| listener.local_addr().unwrap());
        let addresses = std::iter::once(nobody).chain(listening).collect();
        let say = |listener: TcpListener, byte: u8| async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(&[byte]).await.unwrap();
            stream.read_exact(&mut [0]).await.ok();
        };
        tokio::spawn(say(liar, b'x'));
        tokio::spawn(say(truth, b'!'));
        let limit = Duration::from_secs(20);
        let believed = first_of(addresses, limit, async |mut stream: TcpStream| match stream
            .read_u8()
            .await?
        {
            b'!' => stream.peer_addr(),
            _ => Err(io::ErrorKind::InvalidData.into()),
        });
        assert_eq!(believed.await.unwrap(), listening[2]);
        drop(silent);
    }
}
