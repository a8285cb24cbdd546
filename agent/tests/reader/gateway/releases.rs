//! Readers stay for years, and PCs are replaced: this agent at a controller that speaks the first release's words alone, and at one that
//! says more than this agent knows. `proto/tests/schema/frozen.txt` has the words of each release as they went over the wire.

use super::controller::{Connection, Controller};
use super::pki::Pki;
use super::{Agent, hand_out, is_call, is_result, is_session, outcome, placed, verified};
use madoguchi_agent::Observed;
use madoguchi_agent::device::DeviceEvent;
use madoguchi_proto::v1::attach_response::Frame;
use madoguchi_proto::v1::{Acknowledge, AttachResponse, Hello};
use prost::Message as _;

/// The first release's welcome, admission and call, as it wrote them: no field that came later is there.
const WELCOME: &str = "0a0b08011080a0f1c2b1342002";
const CALL_12: &str = "1a0e0a04080c1001120231321890bf05";

/// The fields of the first release's `Hello`, by number: a controller of that release reads no others.
const FIRST_FIELDS: std::ops::RangeInclusive<u64> = 1..=12;

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digits).collect()
}

/// A frame as it lies on the wire.
fn frame(hex: &str) -> Frame {
    let frame = AttachResponse::decode(bytes(hex).as_slice()).unwrap();
    frame.frame.unwrap()
}

/// A message without what a reader of the first release passes over.
fn as_first_release_reads(hello: &Hello) -> Hello {
    let wire = hello.encode_to_vec();
    let (mut kept, mut rest) = (Vec::new(), wire.as_slice());
    while !rest.is_empty() {
        let before = rest;
        let key = prost::encoding::decode_varint(&mut rest).unwrap();
        let length = match key & 7 {
            0 => {
                prost::encoding::decode_varint(&mut rest).unwrap();
                0
            }
            2 => usize::try_from(prost::encoding::decode_varint(&mut rest).unwrap()).unwrap(),
            other => panic!("wire type {other}"),
        };
        rest = &rest[length..];
        if FIRST_FIELDS.contains(&(key >> 3)) {
            kept.extend_from_slice(&before[..before.len() - rest.len()]);
        }
    }
    Hello::decode(kept.as_slice()).unwrap()
}

/// A patient from call to acknowledgement.
async fn serves(agent: &mut Agent, connection: &mut Connection) {
    agent.ordered(is_call).await;
    agent.happens(DeviceEvent::CardPlaced).await;
    assert_eq!(placed(connection).await, Some(hand_out(12)));
    agent.ordered(is_session).await;
    agent.ends().await;
    let (sequence, ended) = outcome(connection).await;
    assert_eq!(ended.outcome, Some(verified()));
    agent.ordered(is_result).await;
    connection
        .say(Frame::Acknowledge(Acknowledge { sequence }))
        .await;
    agent
        .saw(|seen| matches!(seen, Observed::Acknowledged(_)))
        .await;
}

#[tokio::test]
async fn a_new_reader_serves_at_a_controller_of_the_first_release() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let mut connection = controller.connection().await;
    let hello = connection.hello().await;
    // What such a controller needs is there, without what it passes over.
    let read = as_first_release_reads(&hello);
    assert!(hello.identifies && !read.identifies && read.clock_ms == 0);
    assert_eq!(
        (read.serial.as_str(), read.protocol_oldest, read.spooled),
        ("R-1", 1, 0)
    );
    assert!(read.holding.is_some());
    connection.say(frame(WELCOME)).await;
    connection.say(frame(CALL_12)).await;
    // It asks for nothing that only a newer controller answers: the next words are the patient's.
    serves(&mut agent, &mut connection).await;
    agent.stops().await;
}

#[tokio::test]
async fn a_reader_passes_over_what_a_newer_controller_says_beyond_it() {
    let (pki, spool) = (Pki::new(), tempfile::tempdir().unwrap());
    let mut controller = Controller::start(&pki);
    let mut agent = Agent::start(&pki, &controller, spool.path());
    let mut connection = controller.connection().await;
    connection.hello().await;
    connection.say(frame(WELCOME)).await;
    // A kind of frame that this release does not have is none to it.
    let unknown = AttachResponse::decode(bytes("fa3e020801").as_slice()).unwrap();
    assert_eq!(unknown.frame, None);
    connection.say_nothing_known().await;
    // A known one with a field that this release does not have is read without it.
    let mut more = bytes(CALL_12);
    more[1] += 3;
    more.extend(bytes("f03e07"));
    let more = AttachResponse::decode(more.as_slice()).unwrap();
    assert_eq!(more.frame, Some(frame(CALL_12)));
    connection.say(frame(CALL_12)).await;
    serves(&mut agent, &mut connection).await;
    agent.stops().await;
}
