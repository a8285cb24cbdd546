//! What a connection is told of its plug while it lasts: stories on snapshots that change.

use crate::support::link::{PEER, interface, local, over_link, pc, port, reader};
use madoguchi_controller::link::{Claim, Links, Observation, Ports, Usb};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::{Link, Path};
use madoguchi_ports::{Settings, Snapshot};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Longer than any loaded machine takes for a step.
const SOON: Duration = Duration::from_secs(20);

struct Pc {
    shown: watch::Sender<Arc<Snapshot>>,
    usb: Usb,
}

impl Pc {
    fn showing(snapshot: Snapshot) -> Self {
        let (shown, snapshots) = watch::channel(Arc::new(snapshot));
        let usb = Usb::new(&Ports::given(snapshots, Settings::default()));
        Self { shown, usb }
    }

    fn shows(&self, snapshot: Snapshot) {
        self.shown.send_replace(Arc::new(snapshot));
    }

    /// The connection of the reader on an interface.
    fn observe(&self, index: u32) -> Observation {
        let claim = Claim {
            serial: Serial::parse("CR-0001"),
            virtual_port: String::new(),
        };
        self.usb
            .observe(over_link(PEER, index), local(index), &claim)
    }
}

async fn next(observation: &mut Observation) -> Option<Link> {
    tokio::time::timeout(SOON, observation.changed())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_plug_that_is_pulled_ends_the_connection_and_no_other() {
    let both = [reader("CR-0001", "1", 2), reader("CR-0002", "2", 3)];
    let shown = pc(&both);
    let pc = Pc::showing(shown.clone());
    let (mut first, mut second) = (pc.observe(1), pc.observe(2));
    assert_eq!(first.link().unwrap().port, port("1"));
    let mut without_first = shown;
    without_first.devices.remove(0);
    without_first.interfaces.remove(0);
    pc.shows(without_first.clone());
    assert_eq!(next(&mut first).await, None);
    without_first.devices.clear();
    without_first.interfaces.clear();
    pc.shows(without_first);
    // What the second is told first is its own end, and no change before it.
    assert_eq!(next(&mut second).await, None);
}

#[tokio::test]
async fn a_plug_is_pulled_when_either_the_device_or_its_interface_is_gone() {
    let shown = pc(&[reader("CR-0001", "1", 2)]);
    let mut device_gone = shown.clone();
    device_gone.devices.clear();
    let mut interface_gone = shown.clone();
    interface_gone.interfaces.clear();
    let mut no_longer_usb = shown.clone();
    no_longer_usb.devices.clear();
    no_longer_usb.interfaces[0].device = None;
    for gone in [device_gone, interface_gone, no_longer_usb] {
        let pc = Pc::showing(shown.clone());
        let mut observation = pc.observe(1);
        assert!(observation.link().is_some());
        pc.shows(gone.clone());
        assert_eq!(next(&mut observation).await, None, "{gone:?}");
    }
}

#[tokio::test]
async fn a_reader_that_was_plugged_in_again_between_two_scans_is_another_plug() {
    let pc = Pc::showing(pc(&[reader("CR-0001", "1", 2)]));
    let mut observation = pc.observe(1);
    assert!(observation.link().is_some());
    // The same reader on the same port, and even the interface has its number back.
    pc.shows(crate::support::link::pc(&[reader("CR-0001", "1", 5)]));
    assert_eq!(next(&mut observation).await, None);
    let mut anew = pc.observe(1);
    assert_eq!(anew.link().unwrap().path, Path::Direct);
}

#[tokio::test]
async fn a_plug_that_was_pulled_stays_pulled_for_its_connection() {
    let shown = pc(&[reader("CR-0001", "1", 2)]);
    let pc = Pc::showing(shown.clone());
    let mut observation = pc.observe(1);
    assert!(observation.link().is_some());
    pc.shows(Snapshot::default());
    assert_eq!(next(&mut observation).await, None);
    pc.shows(shown);
    assert_eq!(observation.link(), None);
}

#[tokio::test]
async fn a_copy_is_told_to_both_when_it_appears_and_when_it_goes() {
    let original = reader("CR-0001", "1", 2);
    let copy = reader("CR-0001", "4", 6);
    let pc = Pc::showing(pc(std::slice::from_ref(&original)));
    let mut first = pc.observe(1);
    assert_eq!(first.link().unwrap().copies, []);
    pc.shows(crate::support::link::pc(&[original.clone(), copy.clone()]));
    assert_eq!(next(&mut first).await.unwrap().copies, [copy.port]);
    let mut second = pc.observe(2);
    assert_eq!(second.link().unwrap().copies, [port("1")]);
    pc.shows(crate::support::link::pc(&[original]));
    assert_eq!(next(&mut first).await.unwrap().copies, []);
    assert_eq!(next(&mut second).await, None);
}

#[tokio::test]
async fn what_others_plug_in_is_no_news_to_a_reader() {
    let own = reader("CR-0001", "1", 2);
    let pc = Pc::showing(pc(std::slice::from_ref(&own)));
    let mut observation = pc.observe(1);
    assert!(observation.link().is_some());
    pc.shows(crate::support::link::pc(&[
        own.clone(),
        reader("CR-0002", "2", 3),
    ]));
    let mut slower = own;
    slower.speed_mbps = Some(12);
    pc.shows(crate::support::link::pc(&[slower]));
    // The first thing told is its own change.
    assert_eq!(next(&mut observation).await.unwrap().speed_mbps, Some(12));
}

#[tokio::test]
async fn a_device_that_could_not_be_read_at_first_is_known_as_soon_as_it_can_be() {
    let known = pc(&[reader("CR-0001", "1", 2)]);
    let mut unread = known.clone();
    unread.devices.clear();
    let pc = Pc::showing(unread);
    let mut observation = pc.observe(1);
    assert_eq!(observation.link().unwrap().path, Path::Unknown);
    pc.shows(known);
    assert_eq!(next(&mut observation).await.unwrap().path, Path::Direct);
}

#[tokio::test]
async fn an_interface_that_is_not_usb_is_followed_too() {
    let mut shown = Snapshot::default();
    shown.interfaces.push(interface(3, "eth0"));
    let pc = Pc::showing(shown);
    let mut observation = pc.observe(3);
    assert_eq!(observation.link().unwrap().path, Path::NotUsb);
    pc.shows(Snapshot::default());
    assert_eq!(next(&mut observation).await, None);
}

#[tokio::test]
async fn a_connection_whose_plug_was_pulled_before_it_was_looked_at_is_gone_at_once() {
    let pc = Pc::showing(Snapshot::default());
    assert_eq!(pc.observe(1).link(), None);
}

#[tokio::test]
async fn nothing_follows_the_ports_once_the_connection_ended() {
    let pc = Pc::showing(pc(&[reader("CR-0001", "1", 2)]));
    let others = pc.shown.receiver_count();
    let observation = pc.observe(1);
    assert_eq!(pc.shown.receiver_count(), others + 1);
    drop(observation);
    let ended = async {
        while pc.shown.receiver_count() > others {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, ended).await.unwrap();
}
