//! The engine is told what USB shows.

use crate::support::engine::{ByHand, NINE, PC, Strings, engine};
use crate::support::link::{pc, reader};
use crate::support::soon;
use madoguchi_controller::engine::Handle;
use madoguchi_controller::link::{Ports, report};
use madoguchi_fleet::ids::Serial;
use madoguchi_ports::{Settings, Snapshot};
use std::sync::Arc;
use tokio::sync::watch;

/// Waits until the fleet sees readers on just these ports.
async fn sees(handle: &Handle, ports: &[&str]) {
    let seen = async {
        loop {
            let seen = handle.ask(|fleet| {
                let seen = fleet.ports(PC)?.readers.iter();
                let ports = seen.map(|reader| reader.link.port.chain.to_string());
                Some(ports.collect::<Vec<_>>())
            });
            if seen.await.unwrap().is_some_and(|seen| seen == ports) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    soon(seen).await;
}

#[tokio::test]
async fn the_fleet_sees_readers_that_never_connected_and_follows_their_plugs() {
    let (handle, _running) = engine(&Strings::default(), ByHand::new(NINE));
    let (shown, snapshots) = watch::channel(Arc::new(pc(&[reader("CR-0001", "1", 2)])));
    let ports = Ports::given(snapshots, Settings::default());
    let reporting = tokio::spawn(report::run(handle.clone(), ports, PC));
    sees(&handle, &["1"]).await;
    let both = [reader("CR-0001", "1", 2), reader("CR-0002", "2", 3)];
    shown.send_replace(Arc::new(pc(&both)));
    sees(&handle, &["1", "2"]).await;
    let serial = Serial::parse("CR-0002").unwrap();
    let found = handle.ask(move |fleet| fleet.seen(&serial).count());
    assert_eq!(found.await.unwrap(), 1);
    shown.send_replace(Arc::new(Snapshot::default()));
    sees(&handle, &[]).await;
    // Nobody watches the ports any longer.
    drop(shown);
    soon(reporting).await.unwrap();
}

#[tokio::test]
async fn what_is_no_news_to_the_fleet_costs_it_no_commit() {
    let strings = Strings::default();
    let (handle, _running) = engine(&strings, ByHand::new(NINE));
    let shows = pc(&[reader("CR-0001", "1", 2)]);
    let (shown, snapshots) = watch::channel(Arc::new(shows.clone()));
    let ports = Ports::given(snapshots, Settings::default());
    let reporting = tokio::spawn(report::run(handle.clone(), ports, PC));
    sees(&handle, &["1"]).await;
    let commits = *strings.begun.borrow();
    let mut no_news = shows;
    no_news.interfaces[0].addresses.clear();
    shown.send_replace(Arc::new(no_news));
    drop(shown);
    soon(reporting).await.unwrap();
    assert_eq!(*strings.begun.borrow(), commits);
}

#[tokio::test]
async fn the_report_ends_with_the_engine() {
    let (handle, running) = engine(&Strings::default(), ByHand::new(NINE));
    let (shown, snapshots) = watch::channel(Arc::new(Snapshot::default()));
    let ports = Ports::given(snapshots, Settings::default());
    let reporting = tokio::spawn(report::run(handle.clone(), ports, PC));
    sees(&handle, &[]).await;
    running.stopper().stop();
    soon(running.wait()).await.unwrap();
    shown.send_replace(Arc::new(pc(&[reader("CR-0001", "1", 2)])));
    soon(reporting).await.unwrap();
}
