//! The doors' own bounds: connections in all, handshakes at a time, and the time until a connection shows what it is
//! for. (Connections of one address, and the time of a handshake: `gateway/tls.rs`.)

use crate::support::log::{listen, logged};
use crate::support::papers::{Office, Unit, dial};
use crate::support::soon;
use madoguchi_controller::link::{Doors, Readers};
use madoguchi_controller::tls::{Bounds, Incoming};
use madoguchi_ports::{Address, Interface, Snapshot};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_stream::StreamExt;
use tonic::transport::Server;

/// A reader's link, for which an address of the loopback interface stands in.
fn link(index: u32, address: Ipv4Addr) -> Interface {
    Interface {
        index,
        name: "lo".to_owned(),
        up: true,
        wireless: false,
        default_route: false,
        driver: None,
        addresses: vec![Address {
            ip: address.into(),
            prefix: 8,
        }],
        device: None,
    }
}

/// A controller's papers, of whose doors the log tells.
fn listening() -> Office {
    listen();
    Office::open()
}

/// Greets everyone who gets in with one byte, and says back what they say, until they go.
fn greet_all(mut incoming: Incoming) -> JoinHandle<()> {
    tokio::spawn(async move {
        while let Some(Ok(mut connection)) = incoming.next().await {
            let greeting: JoinHandle<std::io::Result<()>> = tokio::spawn(async move {
                let mut byte = *b"!";
                loop {
                    connection.write_all(&byte).await?;
                    connection.flush().await?;
                    connection.read_exact(&mut byte).await?;
                }
            });
            drop(greeting);
        }
    })
}

/// A connection that was greeted; `None` where it was dropped.
async fn enter(
    office: &Office,
    unit: &Unit,
    address: SocketAddr,
) -> Option<tokio_rustls::client::TlsStream<TcpStream>> {
    let mut stream = soon(dial(address, office.client(Some(unit)))).await.ok()?;
    let mut byte = [0; 1];
    matches!(soon(stream.read(&mut byte)).await, Ok(1)).then_some(stream)
}

#[tokio::test]
async fn there_are_only_so_many_connections_in_all_and_those_that_are_in_stay() {
    let office = listening();
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        connections: 2,
        ..Bounds::LOOPBACK
    };
    let (address, incoming) = office.door(bounds).await;
    greet_all(incoming);
    let first = enter(&office, &unit, address).await.unwrap();
    let mut second = enter(&office, &unit, address).await.unwrap();
    assert!(enter(&office, &unit, address).await.is_none());
    logged(&["a connection was dropped", "connections in all"]).await;
    // Both are still there, and are answered.
    second.write_all(b"?").await.unwrap();
    let mut answer = [0; 1];
    soon(second.read_exact(&mut answer)).await.unwrap();
    assert_eq!(&answer, b"?");
    drop(first);
    soon(async { while enter(&office, &unit, address).await.is_none() {} }).await;
}

#[tokio::test]
async fn each_link_has_its_own_places_whatever_comes_by_another() {
    let office = listening();
    let unit = office.unit("CR-1");
    let interfaces = [2, 3].map(|n| link(u32::from(n), Ipv4Addr::new(127, 0, 0, n)));
    let snapshot = Snapshot {
        interfaces: interfaces.to_vec(),
        ..Snapshot::default()
    };
    let (_shows, snapshots) = watch::channel(Arc::new(snapshot));
    let readers = Readers::new(snapshots, |snapshot| snapshot.interfaces.clone());
    let doors = Doors::open(readers, 0);
    let mut doorways = doors.doorways();
    let open = soon(doorways.wait_for(|open| open.len() == 2)).await;
    let open = open.unwrap().to_vec();
    let bounds = Bounds {
        handshake_time: Duration::from_secs(30),
        ..Bounds::READERS
    };
    let config = office.identity.gateway_tls().unwrap();
    greet_all(Incoming::new(doors, config, bounds));
    // One link's places are all taken by connections that never say a word…
    let mut silent = Vec::new();
    for _ in 0..bounds.per_peer {
        silent.push(TcpStream::connect(open[0].address).await.unwrap());
    }
    // …and the reader on the other one comes in from the same address.
    let other = enter(&office, &unit, open[1].address).await;
    // The reader on the same one pushes out the oldest that is silent, and no reader.
    let mut readers = Vec::new();
    for _ in 0..bounds.per_peer {
        readers.push(enter(&office, &unit, open[0].address).await.unwrap());
    }
    logged(&["a connection was dropped", "connections of one interface"]).await;
    for silent in &mut silent {
        assert_eq!(soon(silent.read(&mut [0; 1])).await.unwrap(), 0);
    }
    assert!(enter(&office, &unit, open[0].address).await.is_none());
    readers.push(other.unwrap());
    for reader in &mut readers {
        reader.write_all(b"?").await.unwrap();
        soon(reader.read_exact(&mut [0; 1])).await.unwrap();
    }
}

#[tokio::test]
async fn handshakes_that_never_end_make_room_for_whoever_comes_and_end_with_their_time() {
    let office = listening();
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        handshakes: 2,
        handshake_time: Duration::from_secs(1),
        ..Bounds::LOOPBACK
    };
    let (address, incoming) = office.door(bounds).await;
    greet_all(incoming);
    let mut oldest = TcpStream::connect(address).await.unwrap();
    let mut second = TcpStream::connect(address).await.unwrap();
    // A third one comes in at once, for the oldest.
    assert!(enter(&office, &unit, address).await.is_some());
    assert_eq!(soon(oldest.read(&mut [0; 1])).await.unwrap(), 0);
    logged(&["a connection was dropped", "handshakes at a time"]).await;
    assert_eq!(soon(second.read(&mut [0; 1])).await.unwrap(), 0);
    logged(&["its handshake took too long"]).await;
}

#[tokio::test]
async fn whoever_knocks_without_end_pushes_out_himself_and_every_reader_comes_in() {
    let office = listening();
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        connections: 12,
        handshakes: 8,
        ..Bounds::LOOPBACK
    };
    let (address, incoming) = office.door(bounds).await;
    greet_all(incoming);
    let reader = enter(&office, &unit, address).await;
    let knocking = tokio::spawn(async move {
        let mut open = std::collections::VecDeque::new();
        let mut begins = [b"".as_slice(), &[22], &[22, 3, 1, 1, 0, 1]]
            .into_iter()
            .cycle();
        loop {
            // Some say nothing, some begin a record that they never end.
            if let Ok(mut stream) = TcpStream::connect(address).await {
                stream.write_all(begins.next().unwrap()).await.ok();
                open.push_back(stream);
            }
            if open.len() > 64 {
                open.pop_front();
            }
        }
    });
    // In a debug build on a busy machine a handshake may be overtaken by eight others: then it comes again, as an agent does.
    for _ in 0..20 {
        soon(async { while enter(&office, &unit, address).await.is_none() {} }).await;
    }
    knocking.abort();
    let mut reader = reader.unwrap();
    reader.write_all(b"?").await.unwrap();
    soon(reader.read_exact(&mut [0; 1])).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_never_says_what_it_is_for_is_dropped() {
    let office = listening();
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        connections: 4,
        first_call_time: Duration::from_millis(50),
        ..Bounds::LOOPBACK
    };
    let (address, incoming) = office.door(bounds).await;
    let routes = tonic::service::Routes::default();
    tokio::spawn(
        Server::builder()
            .add_routes(routes)
            .serve_with_incoming(incoming),
    );
    let mut silent = Vec::new();
    for _ in 0..3 {
        let dialled = soon(dial(address, office.client(Some(&unit)))).await;
        silent.push(dialled.unwrap());
    }
    // Fewer than half of the places are left: one after the other has to go until they are not.
    let (first, others) = silent.split_at_mut(1);
    let (second, third) = others.split_at_mut(1);
    let [mut a, mut b, mut c] = [Vec::new(), Vec::new(), Vec::new()];
    soon(async {
        // The server may say its settings first; then it hangs up.
        tokio::select! {
            _ = first[0].read_to_end(&mut a) => {}
            _ = second[0].read_to_end(&mut b) => {}
            _ = third[0].read_to_end(&mut c) => {}
        }
    })
    .await;
    logged(&[
        "a connection was dropped",
        "no call that is allowed came in time",
    ])
    .await;
}

#[tokio::test]
async fn who_is_not_enrolled_is_refused_with_what_to_do_in_the_log() {
    let (here, elsewhere) = (listening(), Office::open());
    let (address, incoming) = here.door(Bounds::LOOPBACK).await;
    greet_all(incoming);
    let stranger = elsewhere.unit("CR-1");
    assert!(enter(&here, &stranger, address).await.is_none());
    logged(&["not of this controller", "enroll it again"]).await;
    let mut nobody = soon(dial(address, here.client(None))).await.unwrap();
    soon(nobody.read(&mut [0; 1])).await.ok();
    logged(&["showed no certificate", "madoguchi unit enroll"]).await;
    let ours = here.unit("CR-1");
    assert!(enter(&here, &ours, address).await.is_some());
}
