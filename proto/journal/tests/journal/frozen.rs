//! The bytes on the disk, as releases write and read them. If this fails, do not change the test: a clinic's journal would not be read.

use crate::folder::{Folder, SECTOR};
use madoguchi_journal::{About, ImageError, Images};
use std::fs;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_sectors_of_a_frame() {
    let folder = Folder::with(&[&[0xAA; 500], b"two"]);
    let content = fs::read(folder.segment(1)).unwrap();
    let sector = |at: usize| hex(&content[at * SECTOR..][..40]);
    let first = "a08f4d1e4d444a31010000000000000000000000f40100000000000000000000aaaaaaaaaaaaaaaa";
    assert_eq!(sector(0), first);
    let second = "15768b5c4d444a31010000000000000001000000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_eq!(sector(1), second);
    let next_frame =
        "538740f84d444a31020000000000000000000000030000000fe100bd5f2abbd874776f0000000000";
    assert_eq!(sector(2), next_frame);
}

#[test]
fn an_image() {
    let folder = Folder::new();
    let images = Images::at(folder.path());
    let about = About {
        revision: 5,
        made_by: "m".to_owned(),
        at: 6,
        schema: 7,
        records: 0,
    };
    let pairs = [Ok::<_, ImageError>((b"key", b"value"))];
    images.make(about, pairs).unwrap();
    let content = fs::read(folder.path().join("image-00000000000000000005")).unwrap();
    let header = "4d44494d414745310500000000000000060000000000000001000000000000001200000000000000\
        3a920a23010000006d";
    let name = "00".repeat(63);
    let schema = "07000000d8966997";
    let record = "030005000000a4cf9cef6b657976616c7565";
    assert_eq!(hex(&content), [header, &name, schema, record].concat());
}
