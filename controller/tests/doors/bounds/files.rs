//! Files of any length are read no further than they can be, and nothing of them is told.
#![cfg(unix)]

use crate::support::papers::Office;
use madoguchi_controller::config::{self, Config};
use madoguchi_controller::identity::{DeskAccess, Error, Identity};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn an_endless_file_in_the_data_directory_is_damage_and_read_no_further() {
    let office = Office::open();
    let path = office.folder.path().join("desk.addr");
    symlink("/dev/zero", &path).unwrap();
    let error = DeskAccess::read(office.folder.path()).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    let key = office.folder.path().join("identity/authority.key");
    fs::write(&key, "x".repeat(65 * 1024)).unwrap();
    let error = Identity::open_or_create(office.folder.path()).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert!(!error.to_string().contains("xxx"), "{error}");
}

#[test]
fn a_configuration_of_any_length_is_read_no_further_than_one_can_be() {
    let folder = tempfile::TempDir::new().unwrap();
    let endless = folder.path().join("controller.toml");
    symlink("/dev/zero", &endless).unwrap();
    let config::Error::Read { source, .. } = Config::read(&endless).unwrap_err() else {
        panic!("it was read");
    };
    assert_eq!(source.kind(), std::io::ErrorKind::FileTooLarge, "{source}");
}
