//! What Windows does with a reader's network.

use super::*;
use crate::facts::Power;

/// The PC with another driver at the first reader.
fn driven_by(driver: &str) -> Facts {
    let mut facts = pc();
    links(&mut facts).interfaces[1].driver = Some(driver.to_owned());
    facts
}

#[test]
fn a_reader_on_rndis_is_told_on_a_windows_that_has_a_driver_for_ncm() {
    for driver in ["usb_rndisx", "usbrndis6", "RNDISMP6", "usb80236"] {
        let facts = driven_by(driver);
        assert_eq!(codes(&facts), [Code::DriverRndis], "{driver}");
        let told = found(&facts, Code::DriverRndis);
        assert!(told.what.en.contains("usb0"), "{told:?}");
        assert!(told.evidence.en.contains(driver), "{told:?}");
    }
    assert!(codes(&driven_by("UsbNcm")).is_empty());
    let mut ten = driven_by("usb_rndisx");
    ten.system.kind = Kind::Windows {
        build: Some(19_045),
    };
    assert_eq!(codes(&ten), [Code::SystemTooOld]);
}

#[test]
fn what_windows_may_switch_off_is_told_with_the_step_that_ends_it() {
    let mut facts = pc();
    facts.power = Power {
        suspends_usb: Some(true),
        // The LAN's adapter is nobody's reader.
        may_turn_off: vec!["usb1".to_owned(), "eth0".to_owned()],
    };
    assert_eq!(codes(&facts), [Code::UsbSuspended, Code::AdapterTurnedOff]);
    let suspended = found(&facts, Code::UsbSuspended);
    assert!(suspended.commands[0].starts_with("powercfg /setacvalueindex"));
    assert_eq!(suspended.commands.len(), 2);
    let turned_off = found(&facts, Code::AdapterTurnedOff);
    assert!(turned_off.todo.en.contains("usb1"), "{turned_off:?}");
}

#[test]
fn a_pc_that_suspends_nothing_or_has_no_reader_is_told_nothing() {
    for suspends_usb in [None, Some(false)] {
        let mut facts = pc();
        facts.power.suspends_usb = suspends_usb;
        assert!(codes(&facts).is_empty());
    }
    let mut bare = pc();
    bare.power.suspends_usb = Some(true);
    links(&mut bare).devices.clear();
    links(&mut bare).interfaces.truncate(1);
    bare.doors.clear();
    assert_eq!(codes(&bare), [Code::NoReaders]);
}
