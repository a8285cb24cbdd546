//! Tries whether something listens at the PC's own addresses on the links of readers. The system's list of listeners does not say on which
//! link a link-local address is.

use super::said;
use crate::link::MAX_DOORS;
use madoguchi_doctor::Word;
use madoguchi_doctor::facts::{Answer, Door, ToldSettings};
use madoguchi_plain::address::scoped;
use madoguchi_ports::{Address, Interface, Snapshot};
use std::io;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// The longest wait for an answer. Both ends are on this PC, so a listener answers at once.
const TIME: Duration = Duration::from_secs(1);

/// Connects to each of our addresses on the readers' links, and closes the connection.
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
    // All at the same time: if a filter drops the packets, each one takes its whole time.
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
    let address = scoped(address.ip, port, interface.index);
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
