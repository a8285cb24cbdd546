//! The doors' own bounds: connections in all, handshakes at a time, and the time until a connection shows what it is
//! for. (Connections of one address, and the time of a handshake: `gateway/tls.rs`.)

use crate::support::log::{listen, logged};
use crate::support::papers::{Office, Unit, dial};
use crate::support::{own_address, soon};
use madoguchi_controller::link::{Doors, Readers};
use madoguchi_controller::tls::{Acceptor, Bounds, Incoming, Stranger};
use madoguchi_ports::{Address, Interface, Snapshot};
use rustls::ServerConfig;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};
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

/// Two readers' links with their addresses, from whose snapshot nothing ever goes.
async fn two_links() -> ([SocketAddr; 2], Doors) {
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
    let addresses = [0, 1].map(|n| open.as_ref().unwrap()[n].address);
    drop(open);
    (addresses, doors)
}

/// Strangers who are refused, one after the other; their connections stay open on their side.
async fn refuse(
    office: &Office,
    address: SocketAddr,
    many: usize,
    told: &mut mpsc::Receiver<Stranger>,
) -> Vec<tokio_rustls::client::TlsStream<TcpStream>> {
    let stranger = Office::open().unit("CR-1");
    let mut refused = Vec::new();
    for _ in 0..many {
        let dialled = soon(dial(address, office.client(Some(&stranger)))).await;
        refused.push(dialled.unwrap());
        soon(told.recv()).await.unwrap();
    }
    refused
}

/// A controller's papers, of whose doors the log tells.
fn listening() -> Office {
    listen();
    Office::open()
}

/// A door of this controller on a free port, at an acceptor.
async fn door_at(acceptor: &Acceptor, office: &Office, bounds: Bounds) -> (SocketAddr, Incoming) {
    let config = office.identity.gateway_tls().unwrap();
    let opening = async move {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (address, Incoming::new(listener, config, bounds))
    };
    acceptor.run(opening).await.unwrap()
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
    let bounds = Bounds {
        handshake_time: Duration::from_secs(30),
        ..Bounds::READERS
    };
    let (open, doors) = two_links().await;
    let config = office.identity.gateway_tls().unwrap();
    greet_all(Incoming::new(doors, config, bounds));
    // One link's places are all taken by connections that never say a word…
    let mut silent = Vec::new();
    for _ in 0..bounds.per_peer {
        silent.push(TcpStream::connect(open[0]).await.unwrap());
    }
    // …and the reader on the other one comes in from the same address.
    let other = enter(&office, &unit, open[1]).await;
    // The reader on the same one pushes out the oldest that is silent, and no reader.
    let mut readers = Vec::new();
    for _ in 0..bounds.per_peer {
        readers.push(enter(&office, &unit, open[0]).await.unwrap());
    }
    logged(&["a connection was dropped", "connections of one interface"]).await;
    for silent in &mut silent {
        assert_eq!(soon(silent.read(&mut [0; 1])).await.unwrap(), 0);
    }
    assert!(enter(&office, &unit, open[0]).await.is_none());
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
async fn a_door_without_a_free_place_looks_at_one_newcomer_in_two_milliseconds() {
    const NEWCOMERS: u32 = 50;
    let office = listening();
    let bounds = Bounds {
        handshakes: 1,
        handshake_time: Duration::from_secs(600),
        ..Bounds::LOOPBACK
    };
    let listener = TcpListener::bind(own_address()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = office.identity.gateway_tls().unwrap();
    greet_all(Incoming::new(listener, config, bounds));
    let began = Instant::now();
    let mut pushed_out = TcpStream::connect(address).await.unwrap();
    for _ in 0..NEWCOMERS {
        let newcomer = TcpStream::connect(address).await.unwrap();
        assert_eq!(pushed_out.read(&mut [0; 1]).await.unwrap(), 0);
        pushed_out = newcomer;
    }
    assert!(began.elapsed() >= Duration::from_millis(2) * (NEWCOMERS - 1));
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
    let (acceptor, _thread) = Acceptor::on_a_thread().unwrap();
    let (address, incoming) = door_at(&acceptor, &office, bounds).await;
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
async fn whoever_hammers_with_bad_papers_and_never_waits_keeps_no_reader_out() {
    let (office, elsewhere) = (listening(), Office::open());
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        connections: 64,
        handshakes: 16,
        ..Bounds::LOOPBACK
    };
    let (acceptor, _thread) = Acceptor::on_a_thread().unwrap();
    let (address, incoming) = door_at(&acceptor, &office, bounds).await;
    greet_all(incoming);
    let mut readers = vec![enter(&office, &unit, address).await.unwrap()];
    let stranger = office.client(Some(&elsewhere.unit("CR-1")));
    let mut hammering = JoinSet::new();
    for _ in 0..bounds.handshakes / 4 {
        let stranger = Arc::clone(&stranger);
        hammering.spawn(async move {
            loop {
                drop(dial(address, Arc::clone(&stranger)).await);
            }
        });
    }
    for _ in 0..5 {
        readers.push(enter(&office, &unit, address).await.unwrap());
    }
    for reader in &mut readers {
        reader.write_all(b"?").await.unwrap();
        soon(reader.read_exact(&mut [0; 1])).await.unwrap();
    }
}

#[tokio::test]
async fn a_link_on_which_somebody_is_refused_again_and_again_has_to_wait_and_no_other_has() {
    let office = listening();
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        refused_time: Duration::from_secs(600),
        ..Bounds::READERS
    };
    let ([hammered, other], doors) = two_links().await;
    let (strangers, mut told) = mpsc::channel(1);
    let config = office.identity.gateway_tls().unwrap();
    greet_all(Incoming::telling(doors, config, bounds, strangers));
    let _refused = refuse(&office, hammered, bounds.per_peer, &mut told).await;
    assert!(enter(&office, &unit, hammered).await.is_none());
    logged(&[
        "a connection was dropped",
        "each of them is in use or was refused a moment ago",
    ])
    .await;
    assert!(enter(&office, &unit, other).await.is_some());
}

#[tokio::test]
async fn a_link_that_was_refused_is_told_and_has_its_place_again_after_its_time() {
    let office = listening();
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        per_peer: 1,
        refused_time: Duration::from_millis(1),
        ..Bounds::READERS
    };
    let ([address, _], doors) = two_links().await;
    let (strangers, mut told) = mpsc::channel(1);
    let config = office.identity.gateway_tls().unwrap();
    greet_all(Incoming::telling(doors, config, bounds, strangers));
    let mut refused = refuse(&office, address, 1, &mut told).await;
    // It learns why, by a TLS alert, although it was told late.
    let why = soon(refused[0].read(&mut [0; 1])).await.unwrap_err();
    let alert = why.get_ref().and_then(|why| why.downcast_ref());
    let is_alert = matches!(alert, Some(rustls::Error::AlertReceived(_)));
    assert!(is_alert, "{why:?}");
    drop(refused);
    soon(async { while enter(&office, &unit, address).await.is_none() {} }).await;
}

#[tokio::test]
async fn on_loopback_a_key_on_record_waits_for_nobody_who_was_refused() {
    let office = listening();
    let unit = office.unit("CR-1");
    let bounds = Bounds {
        connections: 4,
        per_peer: 4,
        handshakes: 2,
        refused_time: Duration::from_secs(600),
        ..Bounds::LOOPBACK
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (strangers, mut told) = mpsc::channel(1);
    let config = office.identity.gateway_tls().unwrap();
    greet_all(Incoming::telling(listener, config, bounds, strangers));
    let _refused = refuse(&office, address, bounds.connections, &mut told).await;
    let mut readers = Vec::new();
    for _ in 0..3 {
        readers.push(enter(&office, &unit, address).await.unwrap());
        // Whoever hammers on takes the one place that is left, and no reader's.
        refuse(&office, address, 2, &mut told).await;
    }
    for reader in &mut readers {
        reader.write_all(b"?").await.unwrap();
        soon(reader.read_exact(&mut [0; 1])).await.unwrap();
    }
}

/// Shows the certificate that another one shows, and notes the thread on which it was asked.
#[derive(Debug)]
struct Noting {
    shows: Arc<dyn ResolvesServerCert>,
    on: Mutex<BTreeSet<Option<String>>>,
}

impl ResolvesServerCert for Noting {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let thread = thread::current().name().map(str::to_owned);
        self.on.lock().unwrap().insert(thread);
        self.shows.resolve(hello)
    }
}

#[tokio::test]
async fn all_doors_shake_hands_on_one_thread_and_whoever_is_in_is_served_without_it() {
    let office = Office::open();
    let unit = office.unit("CR-1");
    let (acceptor, thread) = Acceptor::on_a_thread().unwrap();
    let mut config = ServerConfig::clone(&office.identity.gateway_tls().unwrap());
    let noting = Arc::new(Noting {
        shows: Arc::clone(&config.cert_resolver),
        on: Mutex::default(),
    });
    config.cert_resolver = Arc::clone(&noting) as Arc<dyn ResolvesServerCert>;
    let config = Arc::new(config);
    let (mut addresses, mut clients) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let listener = TcpListener::bind(own_address()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let config = Arc::clone(&config);
        let opening = async move { Incoming::new(listener, config, Bounds::LOOPBACK) };
        greet_all(acceptor.run(opening).await.unwrap());
        clients.push(enter(&office, &unit, address).await.unwrap());
        addresses.push(address);
    }
    let on: Vec<_> = noting.on.lock().unwrap().iter().cloned().collect();
    assert_eq!(on, [Some("acceptor".to_owned())]);
    drop(thread);
    for address in addresses {
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
    }
    for client in &mut clients {
        client.write_all(b"?").await.unwrap();
        soon(client.read_exact(&mut [0; 1])).await.unwrap();
    }
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
