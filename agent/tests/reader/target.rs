//! How targets are written, and what becomes of them.

use madoguchi_agent::target::{Target, Wrong, Zone};
use proptest::prelude::*;
use std::net::{Ipv6Addr, SocketAddr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

fn name(name: &str) -> Zone {
    Zone::Name(name.to_owned())
}

#[test]
fn every_way_of_writing_it_is_read() {
    let link = |interface| Target::Link {
        ip: "fe80::2".parse().unwrap(),
        port: 7443,
        interface,
    };
    let auto = |interface| Target::Auto {
        interface,
        port: None,
    };
    for (controller, interface, target) in [
        ("auto", None, auto(name("usb0"))),
        (
            "auto",
            Some("enx020000000001"),
            auto(name("enx020000000001")),
        ),
        ("[fe80::2%usb0]:7443", None, link(name("usb0"))),
        ("[fe80::2%3]:7443", None, link(Zone::Number(3))),
        ("[fe80::2]:7443", None, link(name("usb0"))),
        ("[fe80::2]:7443", Some("usb1"), link(name("usb1"))),
        ("[fe80::2]:7443", Some("4"), link(Zone::Number(4))),
    ] {
        assert_eq!(Target::parse(controller, interface).unwrap(), target);
    }
    for address in ["192.168.7.1:7443", "[2001:db8::1]:7443", "127.0.0.1:1"] {
        let at = Target::At(address.parse().unwrap());
        assert_eq!(Target::parse(address, None).unwrap(), at);
        assert_eq!(Target::from(address.parse::<SocketAddr>().unwrap()), at);
    }
}

#[test]
fn what_cannot_be_is_told_all_at_once() {
    for wrong in [
        "",
        "Auto",
        "localhost",
        "192.168.7.1",
        "192.168.7.1:0",
        "0.0.0.0:7443",
        "[ff02::1]:7443",
        "[fe80::2%]:7443",
        "[fe80::2%usb0]:0",
        "[fe80::2%usb0]:+1",
        "[fe80::2%usb0]",
        "[fe80::2%a/b]:7443",
        "[2001:db8::1%usb0]:7443",
        "[fe80::2%0]:7443",
        "[fe80::2%4294967296]:7443",
    ] {
        assert_eq!(
            Target::parse(wrong, None),
            Err(vec![Wrong::Controller]),
            "{wrong}"
        );
    }
    assert_eq!(
        Target::parse("nowhere", Some("a/b")),
        Err(vec![Wrong::Interface, Wrong::Controller])
    );
    for complete in ["192.168.7.1:7443", "[fe80::2%usb0]:7443"] {
        assert_eq!(
            Target::parse(complete, Some("usb0")),
            Err(vec![Wrong::InterfaceUnused])
        );
    }
}

#[test]
fn it_pairs_at_another_port_of_the_same_place() {
    let there = |text: &str| Target::parse(text, None).unwrap().with_port(7444);
    assert_eq!(
        there("[fe80::2%usb0]:7443").to_string(),
        "[fe80::2%usb0]:7444"
    );
    assert_eq!(there("192.168.7.1:7443").to_string(), "192.168.7.1:7444");
    let auto = Target::Auto {
        interface: name("usb0"),
        port: Some(7444),
    };
    assert_eq!(there("auto"), auto);
}

#[tokio::test]
async fn an_interface_that_is_not_there_is_named() {
    let target = Target::parse("[fe80::2%nowhere0]:7443", None).unwrap();
    let error = target.addresses().await.unwrap_err();
    assert!(error.to_string().contains("nowhere0"), "{error}");
}

#[tokio::test]
async fn a_numbered_zone_is_dialled_by_that_number() {
    let target = Target::parse("[fe80::2%4000000]:7443", None).unwrap();
    let addresses = target.addresses().await.unwrap();
    assert_eq!(addresses[0].to_string(), "[fe80::2%4000000]:7443");
}

#[tokio::test]
async fn what_is_dialled_is_what_the_other_end_makes_of_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = Target::from(listener.local_addr().unwrap());
    let answering = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"!").await.unwrap();
    });
    let read = target.dial(async |mut stream: TcpStream| stream.read_u8().await);
    assert_eq!(read.await.unwrap(), b'!');
    answering.await.unwrap();
    // Nobody listens any longer.
    assert!(target.dial(async |_| Ok(())).await.is_err());
}

proptest! {
    #[test]
    fn no_text_is_too_odd(controller in ".{0,80}", interface in proptest::option::of(".{0,40}")) {
        let _read = Target::parse(&controller, interface.as_deref());
    }

    #[test]
    fn what_is_read_is_shown_as_it_was_written(
        ip in any::<u64>(),
        zone in "[a-z][a-z0-9]{0,14}",
        port in 1..=u16::MAX,
    ) {
        let ip = Ipv6Addr::from((0xfe80_u128 << 112) | u128::from(ip));
        let text = format!("[{ip}%{zone}]:{port}");
        prop_assert_eq!(Target::parse(&text, None).unwrap().to_string(), text);
    }

    #[test]
    fn something_like_a_target_is_read_or_refused(
        text in r"\[?(fe80::2|::|1\.2\.3\.4|ff02::1)?(%[a-z0-9%/\]]{0,6})?\]?(:[0-9+]{0,6})?",
    ) {
        if let Ok(target) = Target::parse(&text, None) {
            prop_assert_eq!(Target::parse(&target.to_string(), None).unwrap(), target);
        }
    }
}
