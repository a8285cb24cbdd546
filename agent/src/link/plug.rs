//! Waits for the cable, and notices at once when it is pulled.
//!
//! An open connection gets no error when its cable is pulled, and keep-alive takes seconds. A reader that is plugged in again should not
//! wait for an attempt that was delayed while there was no link.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::dial::Dialing;
use super::watched::Seen;
use crate::interfaces::{self, LOOK, Up};
use crate::presence::Presence;
use crate::texts::in_words;

/// Waits for the time; less if a cable is plugged in, and more while there is none. Returns whether one was plugged in.
pub(super) async fn wait(dialing: &Dialing, time: Duration) -> bool {
    let until = Instant::now() + time;
    let mut before = dialing.presence();
    let mut told = false;
    loop {
        if before == Presence::Absent {
            if !std::mem::replace(&mut told, true) {
                tracing::info!("{}", in_words("log-no-cable", &[]));
            }
            sleep(LOOK).await;
        } else if Instant::now() >= until {
            return false;
        } else {
            sleep_until(until.min(Instant::now() + LOOK)).await;
        }
        let now = dialing.presence();
        if now.is_news_after(&before) {
            return true;
        }
        before = now;
    }
}

/// Waits until the cable of a connection, or of an attempt at one, is pulled.
pub(super) async fn pulled(dialing: &Dialing, seen: &Seen) {
    let before = dialing.presence();
    loop {
        sleep(LOOK).await;
        let gone = match seen.local() {
            Some(local) => interfaces::up().is_some_and(|up| !is_ours(local, &up)),
            None => dialing.presence().is_gone_since(&before),
        };
        if gone {
            return;
        }
    }
}

/// Whether our end of a connection is still an address of this reader, and on the same interface if it is link-local.
fn is_ours(local: SocketAddr, up: &[Up]) -> bool {
    let scope = match local {
        SocketAddr::V6(v6) => v6.scope_id(),
        SocketAddr::V4(_) => 0,
    };
    let ip = local.ip().to_canonical();
    // Every address of 127.0.0.0/8 is this PC's own, although only one is listed.
    ip.is_loopback()
        || up
            .iter()
            .any(|up| up.ip == ip && (scope == 0 || up.index == scope))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn a_connection_is_ours_while_its_address_is_and_on_the_same_interface() {
        let up = |index, ip: &str| Up {
            index,
            name: "usb0".to_owned(),
            ip: ip.parse().unwrap(),
            prefix: 64,
        };
        let up = [up(7, "fe80::1"), up(7, "192.168.7.2")];
        for (local, ours) in [
            ("[fe80::1%7]:1", true),
            ("[fe80::1%8]:1", false),
            ("[fe80::3%7]:1", false),
            ("192.168.7.2:1", true),
            ("192.168.7.3:1", false),
            ("127.0.0.9:1", true),
        ] {
            assert_eq!(is_ours(local.parse().unwrap(), &up), ours, "{local}");
        }
    }
}
