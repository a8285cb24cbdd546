//! Carries between the service manager, [`Life`] and a controller. Whoever tells the system is handed in, so that this runs without one.

use super::life::{Control, Event, Life, Order, Out, Phase, Status};
use crate::serve::{Asked, Outside};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// The controls that may wait: the system sends one at a time, and each is taken at once.
pub const WAITING: usize = 64;

/// The longest time between two looks at the clock: a timer may stand still while the PC sleeps.
const LOOK: Duration = Duration::from_secs(1);

/// The surroundings of a controller that runs as a service, and what stands on the other side of them.
#[must_use]
pub fn connect() -> (Outside, Links) {
    let (orders, asked) = mpsc::channel(WAITING);
    let (ready, is_ready) = oneshot::channel();
    let outside = Outside {
        asked,
        ready: Some(ready),
    };
    (outside, Links { orders, is_ready })
}

/// The service's side of [`connect`].
#[derive(Debug)]
pub struct Links {
    orders: mpsc::Sender<Asked>,
    is_ready: oneshot::Receiver<()>,
}

/// Runs a service until it has stopped: `controls` are the system's, `ended` completes when the controller has ended and says whether it
/// ended well, `clock` is the time since some fixed moment with the PC's sleep, `tell` is called with each status but the last
/// one, "stopped". That is returned: whoever waits for it takes the process for ended, so it is told once nothing is left to do.
pub async fn run(
    clock: impl Fn() -> Duration,
    mut controls: mpsc::Receiver<Control>,
    links: Links,
    ended: impl Future<Output = bool>,
    mut tell: impl FnMut(Status),
) -> Status {
    let Links {
        orders,
        mut is_ready,
    } = links;
    tokio::pin!(ended);
    let (mut life, first) = Life::begin(clock());
    tell(first);
    let mut waits = true;
    loop {
        let tick = async {
            match life.due() {
                Some(at) => tokio::time::sleep(at.saturating_sub(clock()).min(LOOK)).await,
                None => std::future::pending().await,
            }
        };
        let event = tokio::select! {
            Some(control) = controls.recv() => Event::Control(control),
            ready = &mut is_ready, if waits => {
                waits = false;
                // Without the other end the controller is about to end, which is told by itself.
                match ready {
                    Ok(()) => Event::Ready,
                    Err(_) => Event::Tick,
                }
            }
            well = &mut ended => Event::Ended { well },
            () = tick => Event::Tick,
        };
        for out in life.take(clock(), event) {
            match out {
                Out::Order(order) => {
                    // A controller that takes no orders has ended, or is so busy that the time of a stop passes.
                    let _ = orders.try_send(asked(order));
                }
                Out::Tell(status) if status.phase == Phase::Stopped => return status,
                Out::Tell(status) => tell(status),
            }
        }
    }
}

const fn asked(order: Order) -> Asked {
    match order {
        Order::Stop(why) => Asked::Stop(why),
        Order::Suspend => Asked::Suspend,
        Order::Resume { fresh } => Asked::Resume { fresh },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::life::{ENDED_BY_ITSELF, STOP_TIME};
    use super::*;
    use Phase::{Running, Starting, Stopped, Stopping};
    use std::cell::Cell;

    thread_local! {
        /// The service's clock, which stands still unless a story moves it.
        static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    }

    /// A service whose controller ends when `done` is sent; what it told, and its exit code.
    async fn lives(
        story: impl AsyncFnOnce(&mpsc::Sender<Control>, &mut Outside, oneshot::Sender<bool>),
    ) -> (Vec<Phase>, u32) {
        let (control, controls) = mpsc::channel(WAITING);
        let (mut outside, links) = connect();
        let (done, is_done) = oneshot::channel();
        let mut told = Vec::new();
        let ended = async { is_done.await.unwrap_or(false) };
        let (last, ()) = tokio::join!(
            run(
                || NOW.get(),
                controls,
                links,
                ended,
                |status| {
                    if told.last() != Some(&status.phase) {
                        told.push(status.phase);
                    }
                }
            ),
            story(&control, &mut outside, done)
        );
        told.push(last.phase);
        (told, last.exit)
    }

    #[tokio::test]
    async fn what_the_system_says_reaches_the_controller_and_its_end_reaches_the_system() {
        let (told, exit) = lives(async |control, outside, done| {
            let _ = outside.ready.take().map(|ready| ready.send(()));
            for (said, order) in [
                (Control::LogOff, None),
                (Control::Suspend, Some(Asked::Suspend)),
                (Control::Resume, Some(Asked::Resume { fresh: true })),
                (Control::Stop, Some(Asked::Stop("the service manager"))),
            ] {
                control.try_send(said).unwrap();
                if order.is_some() {
                    assert_eq!(outside.asked.recv().await, order);
                }
            }
            done.send(true).unwrap();
        })
        .await;
        assert_eq!(told, [Starting, Running, Stopping, Stopped]);
        assert_eq!(exit, 0);
    }

    #[tokio::test]
    async fn a_controller_that_does_not_start_is_a_service_that_failed() {
        let (told, exit) = lives(async |_, outside, done| {
            // It goes with its surroundings.
            outside.ready = None;
            done.send(false).unwrap();
        })
        .await;
        assert_eq!(told, [Starting, Stopped]);
        assert_eq!(exit, ENDED_BY_ITSELF);
    }

    #[tokio::test]
    async fn a_controller_that_hangs_keeps_nobody_waiting_for_ever() {
        // It never says that it has ended.
        let (told, exit) = lives(async |control, outside, done| {
            let _ = outside.ready.take().map(|ready| ready.send(()));
            control.try_send(Control::Stop).unwrap();
            assert!(outside.asked.recv().await.is_some());
            NOW.set(STOP_TIME);
            std::mem::forget(done);
        })
        .await;
        assert_eq!((told.last(), exit), (Some(&Stopped), 0));
    }
}
