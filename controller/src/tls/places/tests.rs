//! Tests of which connection is pushed out, and which one stays.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn places(connections: usize, per_peer: usize, handshakes: usize) -> Places {
    Places::new(&Bounds {
        connections,
        per_peer,
        handshakes,
        ..Bounds::READERS
    })
}

fn device(places: &Places, name: &str) -> Entered {
    let peer = "[fe80::1%7]:4000".parse().unwrap();
    let device = Some(DeviceId(name.into()));
    places.enter(peer, Some(7), device).unwrap()
}

/// Whether the connection was told to end.
fn ended(one: &mut Entered) -> bool {
    one.hung_up.try_recv().is_ok()
}

#[test]
fn one_interface_has_its_places_whatever_addresses_come_by_it_and_takes_none_of_another() {
    let places = places(8, 2, 16);
    let peer = |n: u32| format!("[fe80::{n}%7]:4000").parse::<SocketAddr>().unwrap();
    let enter = |n, interface| places.enter(peer(n), Some(interface), None);
    // The same address on another link is another reader.
    let mut other = enter(1, 8).unwrap();
    let [mut first, mut second] = [1, 2].map(|n| enter(n, 7).unwrap());
    let third = enter(3, 7).unwrap();
    assert_eq!(third.gone[0].full, Full::OfInterface);
    assert_eq!(third.gone[0].address, peer(1));
    assert_eq!(
        [&mut first, &mut second, &mut other].map(ended),
        [true, false, false]
    );
    second.taken.spot().settle();
    third.taken.spot().settle();
    assert_eq!(enter(4, 7).unwrap_err(), Full::OfInterface);
    drop(second);
    assert!(enter(4, 7).unwrap().gone.is_empty());
}

#[test]
fn one_device_has_its_places_however_many_interfaces_it_shows() {
    let places = places(64, 2, 16);
    let peer: SocketAddr = "[fe80::1%7]:4000".parse().unwrap();
    let enter = |index, device: &str| {
        let device = DeviceId(device.into());
        places.enter(peer, Some(index), Some(device))
    };
    let taken = [1, 2].map(|index| enter(index, "1-1#2").unwrap());
    taken.iter().for_each(|one| one.taken.spot().settle());
    assert_eq!(enter(3, "1-1#2").unwrap_err(), Full::OfDevice);
    // The device that is plugged in there next is another one.
    assert!(enter(4, "1-1#3").unwrap().gone.is_empty());
}

#[test]
fn by_a_fixed_listener_one_address_has_its_places() {
    let places = places(256, 1, 64);
    let enter = |address: &str| places.enter(address.parse().unwrap(), None, None);
    let taken = enter("127.0.0.1:1").unwrap();
    taken.taken.spot().settle();
    assert_eq!(enter("127.0.0.1:2").unwrap_err(), Full::OfPeer);
    assert!(enter("127.0.0.2:2").unwrap().gone.is_empty());
}

#[test]
fn of_handshakes_the_oldest_of_who_has_most_goes_and_a_reader_alone_keeps_its_own() {
    let places = places(64, 8, 4);
    let mut reader = device(&places, "reader");
    let mut attacker: Vec<_> = (0..3).map(|_| device(&places, "attacker")).collect();
    // Another reader comes: the oldest connection of the attacker is pushed out, although that of the first reader is older.
    let mut newcomer = device(&places, "newcomer");
    assert_eq!(newcomer.gone[0].full, Full::Handshakes);
    let gone: Vec<_> = attacker.iter_mut().map(ended).collect();
    assert_eq!(gone, [true, false, false]);
    // The attacker opens connections without end, and pushes out only its own.
    for _ in 0..100 {
        attacker.push(device(&places, "attacker"));
    }
    assert!(!ended(&mut reader) && !ended(&mut newcomer));
    // All peers have equally many: the oldest connection of all is pushed out.
    reader.taken.shaken(false);
    newcomer.taken.shaken(false);
    let mut equals: Vec<_> = (1..=4).map(|n| device(&places, &format!("{n}"))).collect();
    let _fifth = device(&places, "5");
    assert!(ended(&mut equals[0]) && !ended(&mut equals[1]));
}

#[test]
fn whoever_finished_the_handshake_and_says_nothing_goes_before_who_showed_what_it_is_for() {
    let places = places(3, 8, 8);
    let mut settled = device(&places, "clinic");
    settled.taken.shaken(false);
    settled.taken.spot().settle();
    let mut silent = device(&places, "silent");
    silent.taken.shaken(false);
    let shaking = device(&places, "shaking");
    let newcomer = device(&places, "newcomer");
    assert_eq!(newcomer.gone[0].full, Full::Connections);
    assert!(ended(&mut silent) && !ended(&mut settled));
    // The places of those that were pushed out are free at once, and dropping them later frees nothing twice.
    drop(silent);
    for one in [&shaking, &newcomer] {
        one.taken.spot().settle();
    }
    let peer = "[fe80::1%7]:4000".parse().unwrap();
    let full = places.enter(peer, Some(9), None).unwrap_err();
    assert_eq!(full, Full::Connections);
    drop(shaking);
    assert!(places.enter(peer, Some(9), None).is_ok());
}

#[test]
fn a_refused_connection_keeps_the_place_of_its_link_and_takes_nothing_from_another() {
    let places = places(8, 2, 2);
    let [mut first, second] = [1, 2].map(|_| device(&places, "hammered"));
    first.taken.refused();
    second.taken.refused();
    let peer = "[fe80::1%7]:4000".parse().unwrap();
    let enter = |name: &str| places.enter(peer, Some(7), Some(DeviceId(name.into())));
    assert_eq!(enter("hammered").unwrap_err(), Full::OfDevice);
    // They shake no hands any more, so both places for that are free.
    let others = [1, 2].map(|_| enter("other").unwrap());
    assert!(others.iter().all(|one| one.gone.is_empty()));
    assert!(!ended(&mut first));
    // Half a second later.
    drop(first);
    assert!(enter("hammered").is_ok());
}

#[test]
fn where_places_in_all_are_short_a_newcomer_of_another_link_has_that_of_a_refused_one() {
    let places = places(2, 2, 16);
    let mut hammered = [1, 2].map(|_| device(&places, "hammered"));
    hammered.iter().for_each(|one| one.taken.refused());
    let newcomer = device(&places, "other");
    assert_eq!(newcomer.gone[0].full, Full::Connections);
    let [first, second] = &mut hammered;
    assert!(ended(first) && !ended(second));
}

#[test]
fn by_a_fixed_listener_nobody_waits_for_a_place_that_a_refused_one_has() {
    let places = places(2, 2, 2);
    let enter = || places.enter("127.0.0.1:1".parse().unwrap(), None, None);
    let mut refused = [1, 2].map(|_| enter().unwrap());
    refused.iter().for_each(|one| one.taken.refused());
    let mut reader = enter().unwrap();
    assert!(ended(&mut refused[0]) && !ended(&mut refused[1]));
    // The next one that is refused pushes out the other one, and not the reader that shakes hands.
    let next = enter().unwrap();
    next.taken.refused();
    assert!(ended(&mut refused[1]) && !ended(&mut reader));
}
