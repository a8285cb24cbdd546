//! No date in a certificate keeps anybody out, and everything else does as ever: at the gateway, and at the desk's own client.

use crate::support::forge::{DATES, Paper, broken};
use crate::support::papers::{Office, dial};
use crate::support::soon;
use madoguchi_controller::identity::DeskAccess;
use madoguchi_controller::tls::{Bounds, Incoming};
use madoguchi_link::certificate::provider;
use madoguchi_link::names::ALPN;
use rcgen::ExtendedKeyUsagePurpose;
use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_stream::StreamExt;

/// A gateway that says one byte to everybody who gets in.
async fn gateway(office: &Office) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = office.identity.gateway_tls().unwrap();
    let mut incoming = Incoming::new(listener, config, Bounds::LOOPBACK);
    tokio::spawn(async move {
        while let Some(Ok(mut connection)) = incoming.next().await {
            tokio::spawn(async move {
                connection.write_all(b"!").await.ok();
                connection.flush().await.ok();
                connection.read(&mut [0; 1]).await
            });
        }
    });
    address
}

/// Whether a reader that shows this gets in.
async fn gets_in(
    office: &Office,
    address: SocketAddr,
    shown: CertificateDer<'static>,
    paper: &Paper,
) -> bool {
    let config = office.client_showing(vec![shown], paper.private_key());
    match soon(dial(address, config)).await {
        Err(_) => false,
        Ok(mut stream) => matches!(soon(stream.read(&mut [0; 1])).await, Ok(1)),
    }
}

#[tokio::test]
async fn a_reader_gets_in_whatever_dates_its_certificate_has() {
    let office = Office::open();
    let address = gateway(&office).await;
    for dates in DATES {
        let paper = Paper::unit(dates);
        let shown = paper.signed_in(office.folder.path());
        assert!(gets_in(&office, address, shown, &paper).await, "{dates:?}");
    }
}

#[tokio::test]
async fn everything_but_the_date_keeps_a_reader_out_as_ever_and_so_do_dates_that_cannot_be() {
    let (office, elsewhere) = (Office::open(), Office::open());
    let address = gateway(&office).await;
    for dates in DATES {
        let good = Paper::unit(dates);
        let signed = good.signed_in(office.folder.path());
        let foreign = good.signed_in(elsewhere.folder.path());
        assert!(!gets_in(&office, address, broken(&signed), &good).await);
        assert!(!gets_in(&office, address, foreign, &good).await);
        // The certificate is right, and whoever shows it has not its key.
        let thief = Paper::unit(dates);
        assert!(!gets_in(&office, address, signed, &thief).await);
        let server = Paper {
            usage: ExtendedKeyUsagePurpose::ServerAuth,
            ..Paper::unit(dates)
        };
        let shown = server.signed_in(office.folder.path());
        assert!(!gets_in(&office, address, shown, &server).await);
        let nobody = Paper {
            name: "no serial, but a sentence".to_owned(),
            ..Paper::unit(dates)
        };
        let shown = nobody.signed_in(office.folder.path());
        assert!(!gets_in(&office, address, shown, &nobody).await);
        let inverted = Paper::unit((dates.1, dates.0));
        let shown = inverted.signed_in(office.folder.path());
        assert!(!gets_in(&office, address, shown, &inverted).await);
    }
}

/// Whether the desk's own client takes a server that shows this.
async fn is_taken(office: &Office, shown: CertificateDer<'static>, paper: &Paper) -> bool {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![shown], paper.private_key())
        .unwrap();
    config.alpn_protocols = vec![ALPN.to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let server = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                // HTTP/2's settings, which are empty, and then nothing.
                stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).await.ok();
                stream.flush().await.ok();
                tokio::spawn(async move { stream.read_to_end(&mut Vec::new()).await });
            }
        }
    });
    let desk = office.folder.path().join("desk.addr");
    std::fs::write(desk, format!("{address}\n")).unwrap();
    let access = DeskAccess::read(office.folder.path()).unwrap();
    let taken = soon(access.connect()).await.is_ok();
    server.abort();
    taken
}

#[tokio::test]
async fn a_program_on_this_pc_reaches_the_desk_whatever_dates_its_certificate_has() {
    let office = Office::open();
    for dates in DATES {
        let paper = Paper::server(dates);
        let shown = paper.signed_in(office.folder.path());
        assert!(is_taken(&office, shown, &paper).await, "{dates:?}");
    }
}

#[tokio::test]
async fn everything_but_the_date_keeps_a_program_from_the_wrong_desk_as_ever() {
    let (office, elsewhere) = (Office::open(), Office::open());
    for dates in [DATES[0], DATES[3]] {
        let good = Paper::server(dates);
        let signed = good.signed_in(office.folder.path());
        assert!(!is_taken(&office, broken(&signed), &good).await);
        let foreign = good.signed_in(elsewhere.folder.path());
        assert!(!is_taken(&office, foreign, &good).await);
        // A reader's certificate is none for a desk, and another name is not ours.
        let client = Paper {
            usage: ExtendedKeyUsagePurpose::ClientAuth,
            ..Paper::server(dates)
        };
        let shown = client.signed_in(office.folder.path());
        assert!(!is_taken(&office, shown, &client).await);
        let other = Paper {
            name: "other.madoguchi.internal".to_owned(),
            ..Paper::server(dates)
        };
        let shown = other.signed_in(office.folder.path());
        assert!(!is_taken(&office, shown, &other).await);
        let inverted = Paper::server((dates.1, dates.0));
        let shown = inverted.signed_in(office.folder.path());
        assert!(!is_taken(&office, shown, &inverted).await);
    }
}

#[tokio::test]
async fn a_reader_that_does_not_belong_here_is_told_of_whoever_refuses_whom() {
    let (office, elsewhere) = (Office::open(), Office::open());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = office.identity.gateway_tls().unwrap();
    let (told, mut strangers) = tokio::sync::mpsc::channel(4);
    let _incoming = Incoming::telling(listener, config, Bounds::LOOPBACK, told);
    // It takes this controller, and has another's certificate: its name is known, and is nobody's proof.
    let paper = Paper::unit(DATES[0]);
    let foreign = paper.signed_in(elsewhere.folder.path());
    gets_in(&office, address, foreign, &paper).await;
    let stranger = soon(strangers.recv()).await.unwrap();
    assert_eq!(stranger.serial.unwrap().as_str(), "CR-1");
    // It was enrolled elsewhere, and does not take this controller: it says no more than that.
    let unit = elsewhere.unit("CR-2");
    let client = elsewhere.client(Some(&unit));
    assert!(soon(dial(address, client)).await.is_err());
    let stranger = soon(strangers.recv()).await.unwrap();
    assert!(stranger.serial.is_none() && stranger.local == address);
}
