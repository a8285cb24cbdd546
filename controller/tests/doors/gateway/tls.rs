//! The TLS doors: who gets in, and that nobody holds them shut.

use crate::support::papers::{Office, channel, dial};
use crate::support::soon;
use madoguchi_controller::identity::DeskAccess;
use madoguchi_controller::tls::{Bounds, Connection, Incoming};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_stream::StreamExt;
use tonic::transport::Server;
use tonic::transport::server::Connected;

async fn next(incoming: &mut Incoming) -> Connection {
    soon(incoming.next()).await.unwrap().unwrap()
}

/// Whether a client gets so far that it can exchange data: with TLS 1.3 a refusal shows only then.
async fn is_refused(address: SocketAddr, config: Arc<rustls::ClientConfig>) -> bool {
    match soon(dial(address, config)).await {
        Err(_) => true,
        Ok(mut stream) => !matches!(soon(stream.read(&mut [0; 1])).await, Ok(1)),
    }
}

/// Greets everyone who gets in with one byte.
fn greet_all(mut incoming: Incoming) {
    tokio::spawn(async move {
        while let Some(Ok(mut connection)) = incoming.next().await {
            connection.write_all(b"!").await.unwrap();
            connection.flush().await.unwrap();
            tokio::spawn(async move { connection.read(&mut [0; 1]).await });
        }
    });
}

#[tokio::test]
async fn a_unit_of_ours_gets_in_and_is_known_by_serial_and_key() {
    let office = Office::open();
    let unit = office.unit("CR-1");
    let (address, mut incoming) = office.door(Bounds::READERS).await;
    let client = soon(dial(address, office.client(Some(&unit))))
        .await
        .unwrap();
    let connection = next(&mut incoming).await;
    let peer = connection.connect_info();
    let named = peer.unit.unwrap();
    assert_eq!(named.serial.as_str(), "CR-1");
    assert_eq!(named.key, unit.signed.key);
    assert_eq!(peer.address, client.get_ref().0.local_addr().unwrap());
    assert_eq!(peer.local, address);
}

#[tokio::test]
async fn nobody_gets_in_without_a_certificate_or_with_one_of_another_controller() {
    let (office, other) = (Office::open(), Office::open());
    let (address, incoming) = office.door(Bounds::LOOPBACK).await;
    greet_all(incoming);
    assert!(is_refused(address, office.client(None)).await);
    let stranger = other.unit("CR-1");
    assert!(is_refused(address, office.client(Some(&stranger))).await);
    let ours = office.unit("CR-1");
    assert!(!is_refused(address, office.client(Some(&ours))).await);
}

#[tokio::test]
async fn without_a_certificate_the_first_call_fails() {
    let office = Office::open();
    let (address, incoming) = office.door(Bounds::LOOPBACK).await;
    let routes = tonic::service::Routes::default();
    tokio::spawn(
        Server::builder()
            .add_routes(routes)
            .serve_with_incoming(incoming),
    );
    let Ok(channel) = soon(channel(address, office.client(None))).await else {
        return;
    };
    let mut client = madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient::new(channel);
    let empty = tokio_stream::empty::<madoguchi_proto::v1::AttachRequest>();
    let refused = soon(client.attach(empty)).await.unwrap_err();
    // Not "unimplemented", which an open door would say.
    assert_ne!(refused.code(), tonic::Code::Unimplemented);
}

#[tokio::test]
async fn a_client_that_speaks_tls_1_2_is_refused() {
    let office = Office::open();
    let (address, _incoming) = office.door(Bounds::LOOPBACK).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&tls_1_2_hello()).await.unwrap();
    let mut answer = [0; 7];
    soon(stream.read_exact(&mut answer)).await.unwrap();
    // An alert (21), fatal (2): protocol version (70).
    assert_eq!((answer[0], answer[5], answer[6]), (21, 2, 70));
}

/// A client hello that offers TLS 1.2 and nothing newer.
fn tls_1_2_hello() -> Vec<u8> {
    let extensions: &[u8] = &[
        0, 10, 0, 4, 0, 2, 0, 23, // groups: P-256
        0, 11, 0, 2, 1, 0, // point formats: uncompressed
        0, 13, 0, 4, 0, 2, 4, 3, // signatures: ECDSA P-256 SHA-256
    ];
    let mut body = vec![3, 3];
    body.extend([7; 32]);
    body.push(0);
    body.extend([0, 4, 0xc0, 0x2b, 0xc0, 0x2c]);
    body.extend([1, 0]);
    body.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend(extensions);
    let mut handshake = vec![1, 0];
    handshake.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    handshake.extend(body);
    let mut record = vec![22, 3, 1];
    record.extend(u16::try_from(handshake.len()).unwrap().to_be_bytes());
    record.extend(handshake);
    record
}

#[tokio::test]
async fn a_client_that_never_shakes_hands_blocks_nobody() {
    let office = Office::open();
    let (address, mut incoming) = office.door(Bounds::LOOPBACK).await;
    let _silent: Vec<_> = [
        TcpStream::connect(address).await.unwrap(),
        TcpStream::connect(address).await.unwrap(),
    ]
    .into();
    let unit = office.unit("CR-1");
    let _client = soon(dial(address, office.client(Some(&unit))))
        .await
        .unwrap();
    assert!(next(&mut incoming).await.connect_info().unit.is_some());
}

#[tokio::test]
async fn a_handshake_that_takes_too_long_is_ended() {
    let office = Office::open();
    let bounds = Bounds {
        handshake_time: Duration::from_millis(50),
        ..Bounds::LOOPBACK
    };
    let (address, _incoming) = office.door(bounds).await;
    let mut silent = TcpStream::connect(address).await.unwrap();
    assert_eq!(soon(silent.read(&mut [0; 1])).await.unwrap(), 0);
}

#[tokio::test]
async fn one_address_has_only_so_many_connections_until_one_of_them_ends() {
    let office = Office::open();
    let bounds = Bounds {
        per_peer: 1,
        ..Bounds::LOOPBACK
    };
    let (address, mut incoming) = office.door(bounds).await;
    let unit = office.unit("CR-1");
    let _first = soon(dial(address, office.client(Some(&unit))))
        .await
        .unwrap();
    let held = next(&mut incoming).await;
    assert!(
        soon(dial(address, office.client(Some(&unit))))
            .await
            .is_err()
    );
    drop(held);
    let _third = soon(dial(address, office.client(Some(&unit))))
        .await
        .unwrap();
    next(&mut incoming).await;
}

#[tokio::test]
async fn hanging_up_ends_a_connection_that_something_still_runs_on() {
    let office = Office::open();
    let unit = office.unit("CR-1");
    let (address, mut incoming) = office.door(Bounds::LOOPBACK).await;
    let _client = soon(dial(address, office.client(Some(&unit))))
        .await
        .unwrap();
    let mut connection = next(&mut incoming).await;
    let peer = connection.connect_info();
    let reading = tokio::spawn(async move { connection.read(&mut [0; 1]).await });
    peer.hang_up();
    assert!(soon(reading).await.unwrap().is_err());
}

#[tokio::test]
async fn a_program_on_this_pc_reaches_its_own_desk_and_no_other() {
    let (here, elsewhere) = (Office::open(), Office::open());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = here.identity.desk_tls().unwrap();
    let incoming = Incoming::new(listener, config, Bounds::LOOPBACK);
    let routes = tonic::service::Routes::default();
    tokio::spawn(
        Server::builder()
            .add_routes(routes)
            .serve_with_incoming(incoming),
    );
    let access = |office: &Office| {
        let file = office.folder.path().join("desk.addr");
        std::fs::write(file, format!("{address}\n")).unwrap();
        DeskAccess::read(office.folder.path()).unwrap()
    };
    assert_eq!(access(&here).address(), address);
    soon(access(&here).connect()).await.unwrap();
    // The same address with another controller's CA: not ours, and refused.
    assert!(soon(access(&elsewhere).connect()).await.is_err());
}
