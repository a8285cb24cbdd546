//! The scan of the PC that the tests run on.

#![cfg(target_os = "linux")]

use madoguchi_controller::link;
use madoguchi_ports::Settings;

#[test]
fn this_pc_shows_its_loopback_interface_which_is_no_readers() {
    let snapshot = link::read().unwrap();
    let here = snapshot.interfaces.iter();
    let loopback = here.clone().find(|i| i.name == "lo").unwrap();
    assert_ne!(loopback.index, 0);
    assert!(loopback.addresses.iter().any(|a| a.ip.is_loopback()));
    assert_eq!(loopback.device, None);
    let settings = Settings::default();
    let mut for_readers = snapshot.reader_interfaces(&settings);
    assert!(for_readers.all(|interface| interface.device.is_some()));
    println!("{snapshot:#?}");
}
