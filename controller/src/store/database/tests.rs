#![allow(clippy::unwrap_used)]

use super::*;
use crate::store::Revision;
use crate::store::record::{self, MetaOfToday};
use madoguchi_fleet::ids::TicketId;

const TICKETS: u64 = 200;

/// Records of one commit, in more than two pieces.
fn commit(revision: u64) -> Vec<(Key, Vec<u8>)> {
    let meta = MetaOfToday(Meta {
        revision: Revision(revision),
        ..Meta::default()
    });
    let mark = revision.to_le_bytes().repeat(128);
    let tickets = (0..TICKETS).map(|n| (Key::ticket(TicketId(n)), mark.clone()));
    let meta = (Key::meta(), record::seal(&Key::meta(), &meta));
    std::iter::once(meta).chain(tickets).collect()
}

fn apply(database: &Database, revision: u64) {
    let records = commit(revision);
    let records = records.iter();
    let writes = records.map(|(key, value)| (key.as_bytes(), Some(value.as_slice())));
    database.apply(writes).unwrap();
    database.flush().unwrap();
}

#[test]
fn of_a_commit_that_a_cut_left_in_part_the_meta_record_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let database = Database::open(&path, Form::Present).unwrap();
    apply(&database, 1);
    apply(&database, 2);
    drop(database);
    let log = fs::read(path.join(DATA)).unwrap();
    let (mut old, mut new) = (0, 0);
    for end in (0..log.len()).step_by(8 * 1024).chain([log.len()]) {
        let cut = folder.path().join(format!("cut-{end}"));
        madoguchi_files::create_folders(&cut, madoguchi_files::Readers::Owner).unwrap();
        let mut kept = log.clone();
        kept[end..].fill(0);
        fs::write(cut.join(DATA), kept).unwrap();
        fs::copy(path.join(SETTINGS), cut.join(SETTINGS)).unwrap();
        let Ok(database) = Database::open(&cut, Form::Present) else {
            continue;
        };
        let Ok(Some(meta)) = database.meta() else {
            continue;
        };
        let is_whole = database.pairs().unwrap().all(|pair| {
            let (key, value) = pair.unwrap();
            key == Key::meta().as_bytes() || value.starts_with(&2_u64.to_le_bytes())
        });
        assert!(meta.revision.0 == 1 || is_whole, "cut at {end}");
        match meta.revision.0 {
            1 => old += 1,
            _ => new += 1,
        }
    }
    assert!(
        old > 0 && new > 0,
        "{old} cuts before the end of the commit, {new} behind"
    );
}
