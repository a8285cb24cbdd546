//! Tests of the listeners, on addresses of the loopback interface in place of readers' links.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::wanted::{MAX_DOORS, MAX_PER_DEVICE};
use super::*;
use madoguchi_ports::Address;
use std::net::{IpAddr, Ipv4Addr};
use tokio::time::timeout;

/// Long enough for a busy machine.
const SOON: Duration = Duration::from_secs(20);

/// An interface like a reader's: its number is invented, its name is that of the loopback interface.
fn interface(index: u32, addresses: &[IpAddr]) -> Interface {
    Interface {
        index,
        name: "lo".to_owned(),
        up: true,
        wireless: false,
        default_route: false,
        driver: None,
        addresses: addresses
            .iter()
            .map(|ip| Address { ip: *ip, prefix: 8 })
            .collect(),
        device: None,
    }
}

fn here(n: u8) -> IpAddr {
    Ipv4Addr::new(127, 0, 0, n).into()
}

/// The PC's ports, and the sender that changes them.
struct Pc {
    shows: watch::Sender<Arc<Snapshot>>,
    doors: Doors,
}

impl Pc {
    fn with(interfaces: Vec<Interface>, port: u16) -> Self {
        let (shows, snapshots) = watch::channel(Arc::new(snapshot(interfaces)));
        let readers = Readers::new(snapshots, |snapshot| snapshot.interfaces.clone());
        let doors = Doors::open(readers, port);
        Self { shows, doors }
    }

    fn show(&self, interfaces: Vec<Interface>) {
        self.shows.send_replace(Arc::new(snapshot(interfaces)));
    }

    /// The open listeners, once there are so many.
    async fn doorways(&self, many: usize) -> Vec<Doorway> {
        let mut doorways = self.doors.doorways();
        let there = doorways.wait_for(|open| open.len() == many);
        timeout(SOON, there).await.unwrap().unwrap().to_vec()
    }
}

fn snapshot(interfaces: Vec<Interface>) -> Snapshot {
    Snapshot {
        interfaces,
        ..Snapshot::default()
    }
}

/// Waits until nobody listens at an address.
async fn closed(address: SocketAddr) {
    let refused = async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, refused).await.unwrap();
}

/// A port that was free a moment ago on all addresses.
async fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).await.unwrap();
    listener.local_addr().unwrap().port()
}

#[tokio::test]
async fn a_door_opens_and_closes_with_its_interface_and_the_connections_live_on() {
    let mut pc = Pc::with(vec![], 0);
    assert!(pc.doors.doorways().borrow().is_empty());

    pc.show(vec![interface(7, &[here(2)]), interface(8, &[here(3)])]);
    let doorways = pc.doorways(2).await;
    let mut clients = Vec::new();
    for doorway in &doorways {
        clients.push(TcpStream::connect(doorway.address).await.unwrap());
        let arrival = timeout(SOON, pc.doors.accept()).await.unwrap();
        assert_eq!(arrival.interface, Some(doorway.index));
        assert_eq!(arrival.stream.local_addr().unwrap(), doorway.address);
        clients.push(arrival.stream);
    }

    pc.show(vec![interface(8, &[here(3)])]);
    assert_eq!(pc.doorways(1).await, doorways[1..]);
    closed(doorways[0].address).await;
    TcpStream::connect(doorways[1].address).await.unwrap();
    // The connection continues: only the observation ends it when the plug is pulled.
    clients[0].writable().await.unwrap();
    assert_eq!(clients[0].try_write(b"!").unwrap(), 1);
    clients[1].readable().await.unwrap();
    assert_eq!(clients[1].try_read(&mut [0]).unwrap(), 1);
}

#[tokio::test]
async fn nothing_listens_without_readers_and_with_one_nothing_else_does() {
    let port = free_port().await;
    let mut pc = Pc::with(vec![], port);
    let first = timeout(Duration::from_millis(50), pc.doors.accept());
    assert!(first.await.is_err(), "nobody can have come");
    for n in 1..4 {
        assert!(TcpStream::connect((here(n), port)).await.is_err());
    }
    pc.show(vec![interface(7, &[here(2)])]);
    let doorways = pc.doorways(1).await;
    assert_eq!(doorways[0].address, SocketAddr::new(here(2), port));
    TcpStream::connect((here(2), port)).await.unwrap();
    assert!(TcpStream::connect((here(1), port)).await.is_err());
    assert!(TcpStream::connect((here(3), port)).await.is_err());
}

#[tokio::test]
async fn addresses_are_followed_and_a_link_that_is_down_has_no_door() {
    let pc = Pc::with(vec![interface(7, &[here(2)])], 0);
    let old = pc.doorways(1).await;
    pc.show(vec![interface(7, &[here(2), here(3)])]);
    let both = pc.doorways(2).await;
    assert_eq!(both[0], old[0], "the one that was there is not touched");
    pc.show(vec![interface(7, &[here(3)])]);
    assert_eq!(pc.doorways(1).await, both[1..]);
    closed(old[0].address).await;
    pc.show(vec![Interface {
        up: false,
        ..interface(7, &[here(3)])
    }]);
    pc.doorways(0).await;
    closed(both[1].address).await;
}

#[tokio::test]
async fn an_interface_that_comes_back_under_another_number_has_new_doors() {
    let port = free_port().await;
    let mut pc = Pc::with(vec![interface(7, &[here(2)])], port);
    pc.doorways(1).await;
    pc.show(vec![interface(9, &[here(2)])]);
    let mut doorways = pc.doors.doorways();
    let new = doorways.wait_for(|open| open.iter().any(|door| door.index == 9));
    timeout(SOON, new).await.unwrap().unwrap();
    let came = async {
        loop {
            let client = TcpStream::connect((here(2), port)).await;
            let arrival = pc.doors.accept().await;
            if arrival.interface == Some(9) {
                return client;
            }
        }
    };
    timeout(SOON, came).await.unwrap().unwrap();
}

#[tokio::test]
async fn an_address_that_cannot_be_listened_on_yet_is_tried_until_it_can_and_holds_up_no_other() {
    let other = TcpListener::bind((here(2), 0)).await.unwrap();
    let port = other.local_addr().unwrap().port();
    // The second one is not an address of this PC (RFC 5737).
    let elsewhere = "192.0.2.1".parse().unwrap();
    let pc = Pc::with(vec![interface(7, &[here(2), elsewhere, here(3)])], port);
    let free = pc.doorways(1).await;
    assert_eq!(free[0].address.ip(), here(3));
    drop(other);
    let both = pc.doorways(2).await;
    assert_eq!(both[0].address, SocketAddr::new(here(2), port));
}

#[tokio::test]
async fn one_interface_has_only_so_many_doors_and_so_have_all_together() {
    let many: Vec<_> = (2..40).map(here).collect();
    let pc = Pc::with(vec![interface(7, &many), interface(8, &[here(50)])], 0);
    let doorways = pc.doorways(MAX_PER_DEVICE + 1).await;
    assert_eq!(doorways.last().unwrap().index, 8);

    let interfaces = (1..100).map(|n| interface(u32::from(n), &[here(n), here(100 + n)]));
    pc.show(interfaces.collect());
    pc.doorways(MAX_DOORS).await;
}

#[tokio::test]
async fn a_device_of_many_interfaces_has_the_doors_of_one_and_leaves_the_others_theirs() {
    let of = |device: &str, index: u32, addresses: &[IpAddr]| Interface {
        device: Some(DeviceId(device.into())),
        ..interface(index, addresses)
    };
    let hostile = (1..=15).map(|n| of("1-1#2", n, &[here(10), here(11), here(12)]));
    let mut shown: Vec<_> = hostile.collect();
    // Plugged in later, so its number is higher.
    shown.push(of("1-2#3", 20, &[here(2)]));
    let pc = Pc::with(shown, 0);
    let doorways = pc.doorways(MAX_PER_DEVICE + 1).await;
    assert_eq!(doorways.last().unwrap().index, 20);

    // As many devices as a hostile hub likes: each gets one listener before any gets two.
    let many = (1..60).map(|n| of(&format!("1-1.{n}#9"), n, &[here(10), here(11)]));
    let mut shown: Vec<_> = many.collect();
    shown.push(of("1-2#3", 70, &[here(2)]));
    pc.show(shown);
    let doorways = pc.doorways(MAX_DOORS).await;
    assert_eq!(doorways.last().unwrap().index, 70);
}

#[tokio::test]
async fn a_link_local_address_is_listened_on_by_its_scope() {
    let ip = "fe80::2".parse().unwrap();
    let address = scoped(ip, 7443, 5);
    assert_eq!(address.to_string(), "[fe80::2%5]:7443");
    assert_eq!(
        scoped(here(1), 7443, 5).to_string(),
        "127.0.0.1:7443",
        "no other address has one"
    );
}

#[tokio::test]
async fn doors_that_are_dropped_listen_no_longer() {
    let pc = Pc::with(vec![interface(7, &[here(2)])], 0);
    let open = pc.doorways(1).await;
    drop(pc);
    closed(open[0].address).await;
}

#[tokio::test]
async fn after_a_sleep_each_listener_is_opened_anew_also_where_the_number_of_its_interface_is_another()
 {
    let (anew, asked) = watch::channel(0);
    let link = |index| Arc::new(snapshot(vec![interface(index, &[here(9)])]));
    let (shows, snapshots) = watch::channel(link(7));
    let readers = Readers {
        anew: asked,
        ..Readers::new(snapshots, |snapshot| snapshot.interfaces.clone())
    };
    let doors = Doors::open(readers, 0);
    let mut open = doors.doorways();
    let first = timeout(SOON, open.wait_for(|open| open.len() == 1)).await;
    let first = first.unwrap().unwrap()[0].clone();
    // The PC slept, and nothing shows that the link went and came back.
    anew.send_modify(|times| *times += 1);
    let other = |open: &Arc<[Doorway]>| open.len() == 1 && open[0].address != first.address;
    let second = timeout(SOON, open.wait_for(other)).await;
    let second = second.unwrap().unwrap()[0].clone();
    assert_eq!(second.index, 7);
    assert!(TcpStream::connect(first.address).await.is_err());
    drop(TcpStream::connect(second.address).await.unwrap());
    // The next time it has another number, which the scan shows.
    shows.send_replace(link(12));
    anew.send_modify(|times| *times += 1);
    let third = timeout(
        SOON,
        open.wait_for(|open| open.len() == 1 && open[0].index == 12),
    )
    .await;
    let third = third.unwrap().unwrap()[0].clone();
    drop(TcpStream::connect(third.address).await.unwrap());
}
