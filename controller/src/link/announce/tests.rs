//! The announcer heard by another implementation, on the loopback interface.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use mdns_sd::{IfKind, ServiceDaemon, ServiceEvent};
use std::net::{Ipv6Addr, SocketAddr};

/// Machines are loaded.
const SOON: Duration = Duration::from_secs(20);

/// Until somebody who asks hears of that port.
async fn heard(port: u16) {
    let asker = ServiceDaemon::new().unwrap();
    asker.disable_interface(IfKind::All).unwrap();
    asker.enable_interface(IfKind::LoopbackV6).unwrap();
    let answers = asker.browse("_madoguchi._tcp.local.").unwrap();
    let found = async {
        loop {
            if let ServiceEvent::ServiceResolved(found) = answers.recv_async().await.unwrap()
                && found.get_port() == port
            {
                return found;
            }
        }
    };
    let found = tokio::time::timeout(SOON, found).await.unwrap();
    assert_eq!(found.get_property_val_str("environment"), Some("test"));
    let addresses: Vec<_> = found
        .get_addresses()
        .iter()
        .map(mdns_sd::ScopedIp::to_ip_addr)
        .collect();
    assert_eq!(addresses, [Ipv6Addr::LOCALHOST]);
    asker.shutdown().unwrap();
}

fn door(port: u16) -> Arc<[Doorway]> {
    Arc::from([Doorway {
        index: 1,
        name: "lo".to_owned(),
        address: SocketAddr::from((Ipv6Addr::LOCALHOST, port)),
    }])
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn whoever_asks_on_the_link_hears_of_the_door_that_is_open_and_of_the_one_that_takes_its_place()
 {
    let (show, doorways) = watch::channel(Arc::from([]));
    let _announcer = Announcer::start(doorways, Environment::Test);
    show.send_replace(door(40_001));
    heard(40_001).await;
    show.send_replace(door(40_002));
    heard(40_002).await;
}

#[test]
fn each_link_is_told_its_own_doors_though_all_have_the_same_address() {
    let doorway = |index, address: &str| Doorway {
        index,
        name: format!("usb{index}"),
        address: address.parse().unwrap(),
    };
    let cards = cards(
        &[
            doorway(3, "[fe80::2%3]:7443"),
            doorway(3, "192.168.7.1:7443"),
            doorway(4, "[fe80::2%4]:7443"),
        ],
        Environment::Production,
    );
    assert_eq!(cards.len(), 2);
    assert_ne!(cards[&3], cards[&4]);
    assert_eq!(cards[&4].interface(), "usb4");
}
