//! Whether somebody listens at the PC's own addresses on the links of readers. It is tried: the system's list of listeners does
//! not say on which link a link-local address is.

use super::said;
use madoguchi_doctor::Word;
use madoguchi_doctor::facts::{Answer, Door, ToldSettings};
use madoguchi_ports::{Address, Interface, Snapshot};
use std::io;
use std::net::{IpAddr, SocketAddr, SocketAddrV6, TcpStream};
use std::thread;
use std::time::Duration;

/// From an address of this PC to an address of this PC: who does not answer by then does not listen.
const TIME: Duration = Duration::from_secs(1);
/// Most addresses that are tried: four readers with a few addresses each.
const MAX_DOORS: usize = 64;

/// Connects to each of our addresses on the readers' links, and hangs up.
pub(super) fn knock(links: &Result<Snapshot, Word>, settings: &ToldSettings) -> Vec<Door> {
    if !settings.over_usb {
        return Vec::new();
    }
    let interfaces = links
        .iter()
        .flat_map(|links| links.reader_interfaces(&settings.link));
    let doors: Vec<_> = interfaces
        .filter(|interface| interface.up)
        .flat_map(|interface| {
            interface
                .addresses
                .iter()
                .map(move |address| (interface, address))
        })
        .take(MAX_DOORS)
        .collect();
    // All at once: where a filter drops them, each takes its whole time.
    thread::scope(|scope| {
        let port = settings.gateway_port;
        let knocks: Vec<_> = doors
            .iter()
            .map(|(interface, address)| scope.spawn(move || door(interface, address, port)))
            .collect();
        knocks
            .into_iter()
            .filter_map(|knock| knock.join().ok())
            .collect()
    })
}

fn door(interface: &Interface, address: &Address, port: u16) -> Door {
    let address = match address.ip {
        IpAddr::V6(v6) if v6.is_unicast_link_local() => {
            SocketAddr::V6(SocketAddrV6::new(v6, port, 0, interface.index))
        }
        ip => SocketAddr::new(ip, port),
    };
    let answer = match TcpStream::connect_timeout(&address, TIME) {
        Ok(_) => Answer::Listening,
        Err(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused => Answer::Refused,
            io::ErrorKind::TimedOut | io::ErrorKind::PermissionDenied => {
                Answer::Held(said::of_system(&error))
            }
            _ => Answer::Failed(said::of_system(&error)),
        },
    };
    Door {
        interface: interface.name.clone(),
        address,
        answer,
    }
}
