//! Changes what lies on the disk, as somebody who knows its form could.

use madoguchi_controller::store::FOLDER;
use madoguchi_proto::v1::AuditRecord;
use madoguchi_tests::programs::{Clinic, Terminal};
use prost::Message as _;

/// What stands before a record on the disk.
const CHECKSUM_BYTES: usize = 4;

/// CRC-32 (IEEE), as the store writes it.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
    !bytes
        .iter()
        .fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// Changes the stored entry with this number, as somebody who knows the store's form could; `None` takes it out. The controller was stopped: what
/// the journal has and the database does not have yet would be handed to it.
pub fn forge(clinic: &Clinic, sequence: u64, change: impl Fn(AuditRecord) -> Option<AuditRecord>) {
    let db = sled::Config::new()
        .path(clinic.data_dir().join(FOLDER))
        .segment_size(2 * 1024 * 1024)
        .open()
        .unwrap();
    let key = [b"A".as_slice(), &sequence.to_be_bytes()].concat();
    let sealed = db.get(&key).unwrap().unwrap();
    let entry = AuditRecord::decode(&sealed[CHECKSUM_BYTES..]).unwrap();
    match change(entry).map(|entry| entry.encode_to_vec()) {
        None => drop(db.remove(&key).unwrap()),
        Some(payload) => {
            let sum = crc32(&[&key[..], &payload].concat()).to_be_bytes();
            db.insert(&key, [&sum[..], &payload].concat()).unwrap();
        }
    }
    db.flush().unwrap();
}
