//! `madoguchi serve --probe`: whether this version can go on with a data directory, said in words and as JSON, with the doors closed.

use super::Place;
use flate2::Crc;
use madoguchi_proto::v1;
use prost::Message as _;
use std::fs;
use std::net::TcpListener;

/// The clinic that both fixtures hold, as this release counts it.
fn goes_on_with(release: &str) {
    let place = Place::left_by(release);
    let found = place.ask("serve --probe --json").done().json();
    assert_eq!(found["fresh"], false, "{found}");
    assert!(found["units"].as_u64().unwrap() >= 2, "{found}");
    assert!(found["licenses"].as_u64().unwrap() >= 1, "{found}");
    assert!(found["open_tickets"].as_u64().unwrap() >= 1, "{found}");
    // What it wrote is this version's, and it finds the same again.
    let again = place.ask("serve --probe --json").done().json();
    assert_eq!(again, found);
    // No door, so nobody has to know where one was.
    assert!(!place.data().join("desk.addr").exists());
    let words = place.ask("serve --probe --lang ja").done().out;
    assert!(
        words.contains("この版は") && words.contains("引き継げます"),
        "{words}"
    );
}

#[test]
fn a_former_releases_data_are_gone_on_with_and_no_door_is_opened() {
    goes_on_with("data-2026-11");
}

#[test]
fn the_first_releases_data_are_gone_on_with_too() {
    goes_on_with("data-v1");
}

#[test]
fn where_there_is_nothing_yet_nothing_is_made() {
    let place = Place::empty();
    place.configure("");
    let words = place.ask("serve --probe --lang en").done().out;
    assert!(words.contains("There are no records in"), "{words}");
    assert!(!place.data().exists());
    assert_eq!(
        place.ask("serve --probe --json").done().json()["fresh"],
        true
    );
}

#[test]
fn damaged_records_are_told_by_their_file_and_left_as_they_are() {
    let place = Place::left_by("data-2026-11");
    let log = place.data().join("store/db");
    let mut content = fs::read(&log).unwrap();
    content.truncate(20);
    content.extend([7; 60_000]);
    fs::write(&log, &content).unwrap();
    let said = place.ask("serve --probe --json").refused();
    assert!(said.contains("\"start-damaged\""), "{said}");
    assert_eq!(fs::read(&log).unwrap(), content);
}

#[test]
fn a_newer_releases_records_are_refused() {
    let place = Place::left_by("data-2026-11");
    let meta = v1::MetaRecord {
        schema: 9_999,
        ..v1::MetaRecord::default()
    };
    let payload = meta.encode_to_vec();
    let mut sum = Crc::new();
    sum.update(b"M");
    sum.update(&payload);
    let db = sled::Config::new()
        .path(place.data().join("store"))
        .segment_size(8 * 1024 * 1024)
        .open()
        .unwrap();
    let sealed = [sum.sum().to_be_bytes().to_vec(), payload].concat();
    let _former = db.insert(b"M", sealed).unwrap();
    let _bytes = db.flush().unwrap();
    drop(db);
    let said = place.ask("serve --probe --json").refused();
    assert!(
        said.contains("\"start-newer\"") && said.contains("9999"),
        "{said}"
    );
}

#[test]
fn lost_keys_and_a_port_that_is_taken_are_both_told_at_once() {
    let place = Place::left_by("data-2026-11");
    fs::remove_dir_all(place.data().join("identity")).unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let text = fs::read_to_string(place.config()).unwrap();
    let at = taken.local_addr().unwrap();
    let text = text.replace(
        "desk.listen = \"127.0.0.1:0\"",
        &format!("desk.listen = \"{at}\""),
    );
    fs::write(place.config(), text).unwrap();
    let said = place.ask("serve --probe --lang en").refused();
    for words in ["not this PC's keys", "Cannot listen on"] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_configuration_with_mistakes_is_refused_before_anything_is_looked_at() {
    let place = Place::left_by("data-2026-11");
    place.configure("[rules]\nno_such_rule = 1\n");
    let said = place.ask("serve --probe --json").refused();
    assert!(said.contains("\"start-config-mistakes\""), "{said}");
    assert!(said.contains("no_such_rule"), "{said}");
}
