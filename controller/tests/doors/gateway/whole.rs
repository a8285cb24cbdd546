//! The whole controller in one process: starts on free ports, is reached, stops, and starts again as itself.

use crate::support::clinic::{self, Clinic};
use crate::support::soon;
use crate::support::wire::{hello, placed, verified};
use madoguchi_controller::config::{Listen, Policy};
use madoguchi_controller::identity::DeskAccess;
use madoguchi_controller::serve::{Controller, Error, Keep, Parts, Running};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::State;
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::reader_event::Event;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpStream;

/// What is kept, is kept on disk.
fn parts(folder: &Path) -> Parts {
    Parts {
        keep: Keep::Sled,
        ..clinic::parts(folder)
    }
}

async fn start(folder: &Path) -> Running {
    soon(Controller::start(parts(folder))).await.unwrap()
}

async fn stop(running: Running) {
    running.shutdown();
    soon(running.wait()).await.unwrap();
}

#[tokio::test]
async fn a_controller_that_is_stopped_and_started_again_is_itself() {
    let folder = tempfile::TempDir::new().unwrap();
    let first = start(folder.path()).await;
    let access = DeskAccess::read(folder.path()).unwrap();
    assert_eq!(access.address(), first.desk_addr);
    soon(access.connect()).await.unwrap();
    let installation = first.installation;
    stop(first).await;
    assert!(DeskAccess::read(folder.path()).is_err(), "nobody listens");

    let second = start(folder.path()).await;
    assert_eq!(second.installation, installation);
    stop(second).await;
}

#[tokio::test]
async fn who_stopped_has_left_its_addresses_to_the_next_one() {
    let folder = tempfile::TempDir::new().unwrap();
    // No other test has this address, so nobody else takes the port.
    let mut gateway = SocketAddr::from(([127, 0, 74, 43], 0));
    for _ in 0..3 {
        let parts = Parts {
            gateway: Listen::At(gateway),
            acceptor: None,
            ..parts(folder.path())
        };
        let running = soon(Controller::start(parts)).await.unwrap();
        gateway = running.gateway_addr.unwrap();
        TcpStream::connect(gateway).await.unwrap();
        let access = DeskAccess::read(folder.path()).unwrap();
        soon(access.connect()).await.unwrap();
        stop(running).await;
    }
}

/// The same parts with readers over USB, of which this PC may have none.
fn over_usb(folder: &Path) -> Parts {
    let environment = Policy::Usb.environment();
    Parts {
        policy: Policy::Usb,
        gateway: Listen::Links(1),
        pairing: Listen::Links(2),
        settings: Settings {
            environment,
            ..Settings::default()
        },
        trust: Arc::new(Trust::nobody(environment)),
        ..parts(folder)
    }
}

#[tokio::test]
async fn over_usb_a_controller_starts_without_a_reader_and_has_no_address_of_its_own() {
    let folder = tempfile::TempDir::new().unwrap();
    let running = soon(Controller::start(over_usb(folder.path())))
        .await
        .unwrap();
    assert_eq!(running.gateway_addr, None);
    soon(DeskAccess::read(folder.path()).unwrap().connect())
        .await
        .unwrap();
    stop(running).await;
}

#[tokio::test]
async fn no_address_is_opened_over_usb_and_no_link_on_loopback() {
    let folder = tempfile::TempDir::new().unwrap();
    for wrong in [
        Parts {
            gateway: parts(folder.path()).gateway,
            ..over_usb(folder.path())
        },
        Parts {
            gateway: Listen::Links(1),
            ..parts(folder.path())
        },
    ] {
        let error = soon(Controller::start(wrong)).await.unwrap_err();
        assert!(matches!(error, Error::Listening(_)), "{error:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_second_controller_on_the_same_folder_or_port_is_refused() {
    let folder = tempfile::TempDir::new().unwrap();
    let running = start(folder.path()).await;
    let error = soon(Controller::start(parts(folder.path())))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Start(_)), "{error:?}");
    let elsewhere = tempfile::TempDir::new().unwrap();
    let taken = Parts {
        gateway: Listen::At(running.gateway_addr.unwrap()),
        ..parts(elsewhere.path())
    };
    let error = soon(Controller::start(taken)).await.unwrap_err();
    assert!(matches!(
        error,
        Error::Listen {
            what: "gateway",
            ..
        }
    ));
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    // The one that runs is still told of.
    let access = DeskAccess::read(folder.path()).unwrap();
    assert_eq!(access.address(), running.desk_addr);
    stop(running).await;
}

#[tokio::test]
async fn a_controller_that_is_dropped_lets_go_of_its_folder() {
    let folder = tempfile::TempDir::new().unwrap();
    drop(start(folder.path()).await);
    soon(async {
        while DeskAccess::read(folder.path()).is_ok() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn an_outcome_whose_acknowledgement_never_came_counts_once_when_it_comes_again_to_the_next_controller()
 {
    let clinic = Clinic::made_of(|parts| parts.keep = Keep::Sled).await;
    let unit = clinic.unit("CR-1").await;
    let mut reader = clinic.attach(&unit, Up::Hello(hello("CR-1", "1-1"))).await;
    let (ticket, assignment) = clinic.called(&mut reader).await;
    // All of the session at once, as from a reader whose link was away for it.
    for event in [placed(assignment), verified(assignment)] {
        reader.say(event).await;
    }
    let mut published = clinic.running.handle.published();
    let is_done = async || {
        let asked = clinic.running.handle.ask(move |fleet| {
            let ticket = fleet.ticket(ticket);
            ticket.is_some_and(|ticket| ticket.state == State::Done)
        });
        asked.await.unwrap()
    };
    soon(async {
        while !is_done().await {
            published.changed().await.unwrap();
        }
    })
    .await;
    // It has read no acknowledgement.
    drop(reader);

    let clinic = clinic.started_again().await;
    let again = v1::Hello {
        spooled: 1,
        ..hello("CR-1", "1-1")
    };
    let mut reader = clinic.attach(&unit, Up::Hello(again)).await;
    reader.say(verified(assignment)).await;
    reader.say(Event::CardRemoved(v1::CardRemoved {})).await;
    reader.all_acknowledged().await;
    let counted = clinic.running.handle.ask(|fleet| {
        let unit = fleet.unit(&Serial::parse("CR-1").unwrap()).unwrap();
        (unit.today.sessions(), fleet.walk_ups().count())
    });
    assert_eq!(soon(counted).await.unwrap(), (1, 0));
    // And it serves.
    clinic.serves(&mut reader).await;
}
