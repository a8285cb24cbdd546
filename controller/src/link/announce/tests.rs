//! Tests of the announcements, over a socket pair in place of a link: loopback has no IPv6 multicast.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use simple_dns::{CLASS, Name, Packet, QCLASS, QTYPE, Question, TYPE};
use std::net::Ipv6Addr;

/// Long enough for a busy machine.
const SOON: Duration = Duration::from_secs(20);

fn question() -> Vec<u8> {
    let mut packet = Packet::new_query(0);
    packet.questions.push(Question::new(
        Name::new("_madoguchi._tcp.local").unwrap(),
        QTYPE::TYPE(TYPE::PTR),
        QCLASS::CLASS(CLASS::IN),
        false,
    ));
    packet.build_bytes_vec().unwrap()
}

#[tokio::test]
async fn the_doors_are_told_twice_unasked_and_then_to_whoever_asks() {
    let here = SocketAddr::from((Ipv6Addr::LOCALHOST, 0));
    let (ours, theirs) = (
        UdpSocket::bind(here).await.unwrap(),
        UdpSocket::bind(here).await.unwrap(),
    );
    let (door, group) = (ours.local_addr().unwrap(), theirs.local_addr().unwrap());
    let mut card = Card::new("usb0".to_owned(), Environment::Test);
    card.add("[fe80::2%7]:7443".parse().unwrap());
    let packet = card.packet().unwrap();
    let told = packet.clone();
    let _speaking =
        tokio::spawn(async move { converse(&ours, group, &card, &packet).await.map(drop) });
    let mut heard = [0; 2_000];
    for _ in 0..2 {
        let received = tokio::time::timeout(SOON, theirs.recv(&mut heard)).await;
        assert_eq!(heard[..received.unwrap().unwrap()], told);
    }
    // Other messages on the link are ignored.
    theirs.send_to(b"nonsense", door).await.unwrap();
    theirs.send_to(&told, door).await.unwrap();
    let asked = async {
        loop {
            theirs.send_to(&question(), door).await.unwrap();
            let answer = tokio::time::timeout(PACE, theirs.recv(&mut heard)).await;
            if let Ok(length) = answer {
                return length.unwrap();
            }
        }
    };
    let length = tokio::time::timeout(SOON, asked).await.unwrap();
    assert_eq!(heard[..length], told);
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
