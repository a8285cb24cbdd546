//! Stories of a service's life (RULES X1 to X3), second by second.

use super::*;

const S: Duration = Duration::from_secs(1);

fn running() -> Life {
    let (mut life, _) = Life::begin(Duration::ZERO);
    let told = life.take(S, Event::Ready);
    assert_eq!(phases(&told), [Phase::Running]);
    life
}

fn phases(out: &[Out]) -> Vec<Phase> {
    let told = out.iter().filter_map(|out| match out {
        Out::Tell(status) => Some(status.phase),
        Out::Order(_) => None,
    });
    told.collect()
}

fn orders(out: &[Out]) -> Vec<Order> {
    let told = out.iter().filter_map(|out| match out {
        Out::Order(order) => Some(*order),
        Out::Tell(_) => None,
    });
    told.collect()
}

fn control(life: &mut Life, second: u32, control: Control) -> Vec<Out> {
    life.take(S * second, Event::Control(control))
}

/// The statuses until nothing is due any longer, or the end of the story.
fn told_until(life: &mut Life, end: Duration) -> Vec<(Duration, Status)> {
    let mut told = Vec::new();
    while let Some(at) = life.due().filter(|at| *at <= end) {
        for out in life.take(at, Event::Tick) {
            if let Out::Tell(status) = out {
                told.push((at, status));
            }
        }
    }
    told
}

#[test]
fn a_long_start_counts_up_and_takes_no_controls_until_it_is_ready() {
    let (mut life, first) = Life::begin(Duration::ZERO);
    assert_eq!((first.phase, first.checkpoint), (Phase::Starting, 1));
    assert!(!first.phase.takes_controls());
    let told = told_until(&mut life, 5 * S);
    let points: Vec<_> = told.iter().map(|(_, status)| status.checkpoint).collect();
    assert_eq!(points, [2, 3, 4, 5, 6]);
    // Each comes before the system gives up waiting for it.
    assert!(told.iter().all(|(_, status)| status.wait > CHECK_EVERY));
    let told = life.take(6 * S, Event::Ready);
    let Some(Out::Tell(status)) = told.first() else {
        panic!("{told:?}")
    };
    assert_eq!((status.phase, status.checkpoint), (Phase::Running, 0));
    assert!(status.phase.takes_controls() && status.wait.is_zero());
    assert_eq!(life.due(), None);
}

#[test]
fn a_stop_counts_up_while_a_commit_runs_and_ends_when_the_controller_has() {
    for asked in [Control::Stop, Control::Preshutdown] {
        let mut life = running();
        let out = control(&mut life, 100, asked);
        assert_eq!(phases(&out), [Phase::Stopping]);
        assert!(matches!(orders(&out)[..], [Order::Stop(_)]));
        let told = told_until(&mut life, 103 * S);
        let points: Vec<_> = told.iter().map(|(_, status)| status.checkpoint).collect();
        assert_eq!(points, [2, 3, 4]);
        // Asked once more it is not told again.
        assert_eq!(control(&mut life, 103, Control::Stop), []);
        let out = life.take(104 * S, Event::Ended { well: true });
        let [Out::Tell(status)] = out[..] else {
            panic!("{out:?}")
        };
        assert_eq!((status.phase, status.exit), (Phase::Stopped, 0));
    }
}

#[test]
fn a_stop_that_does_not_come_to_its_end_is_over_after_ten_seconds() {
    let mut life = running();
    let _ = control(&mut life, 100, Control::Stop);
    let told = told_until(&mut life, 1_000 * S);
    let (at, last) = told.last().copied().unwrap_or_else(|| panic!("{told:?}"));
    assert_eq!(at, 100 * S + STOP_TIME);
    assert_eq!((last.phase, last.exit), (Phase::Stopped, 0));
    // What comes later is told to nobody: the process has gone by then.
    assert_eq!(life.take(200 * S, Event::Ended { well: false }), []);
    assert_eq!(life.due(), None);
}

#[test]
fn one_that_ends_by_itself_says_so_by_its_exit_code_and_one_that_was_asked_does_not() {
    let (mut starting, _) = Life::begin(Duration::ZERO);
    for (life, well, exit) in [
        (&mut starting, false, ENDED_BY_ITSELF),
        (&mut running(), false, ENDED_BY_ITSELF),
        (&mut running(), true, 0),
    ] {
        let out = life.take(2 * S, Event::Ended { well });
        let [Out::Tell(status)] = out[..] else {
            panic!("{out:?}")
        };
        assert_eq!((status.phase, status.exit), (Phase::Stopped, exit));
    }
    let mut stopping = running();
    let _ = control(&mut stopping, 2, Control::Stop);
    let out = stopping.take(3 * S, Event::Ended { well: false });
    assert!(
        matches!(out[..], [Out::Tell(Status { exit: 0, .. })]),
        "{out:?}"
    );
}

#[test]
fn sleep_is_an_order_and_so_is_waking_also_where_nothing_announced_the_sleep() {
    let mut life = running();
    assert_eq!(
        orders(&control(&mut life, 100, Control::Suspend)),
        [Order::Suspend]
    );
    assert_eq!(control(&mut life, 100, Control::Suspend), []);
    let woke = control(&mut life, 3_000, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: false }]);
    // The battery was empty: nobody said that the PC would sleep.
    let woke = control(&mut life, 60_000, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: false }]);
    assert_eq!(life.phase(), Phase::Running);
}

#[test]
fn a_pc_that_was_switched_off_with_fast_startup_starts_a_day_and_one_that_slept_does_not() {
    // The session ends, then the PC hibernates: what Windows does where somebody chooses "shut down".
    let mut life = running();
    assert_eq!(control(&mut life, 100, Control::LogOff), []);
    let _ = control(&mut life, 110, Control::Suspend);
    let woke = control(&mut life, 50_000, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: true }]);
    // The next sleep is one: who logged off yesterday says nothing about it.
    let _ = control(&mut life, 50_010, Control::Suspend);
    let woke = control(&mut life, 50_100, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: false }]);
    // Somebody logged off long before the PC fell asleep.
    let _ = control(&mut life, 60_000, Control::LogOff);
    let _ = control(&mut life, 60_061, Control::Suspend);
    let woke = control(&mut life, 70_000, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: false }]);
}

#[test]
fn a_pc_that_slept_for_a_night_starts_a_day_whoever_was_logged_in_when_it_was_switched_off() {
    const HOUR: u32 = 3_600;
    let mut life = running();
    // Switched off at the sign-in screen, minutes after the last user had logged off; the next evening nobody was logged in at all.
    let _ = control(&mut life, 100, Control::LogOff);
    let _ = control(&mut life, 400, Control::Suspend);
    let woke = control(&mut life, 400 + 14 * HOUR, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: true }]);
    let _ = control(&mut life, 24 * HOUR, Control::Suspend);
    let woke = control(&mut life, 38 * HOUR, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: true }]);
    // A midday break is a sleep.
    let _ = control(&mut life, 42 * HOUR, Control::Suspend);
    let woke = control(&mut life, 46 * HOUR - 1, Control::Resume);
    assert_eq!(orders(&woke), [Order::Resume { fresh: false }]);
}

#[test]
fn a_pc_that_falls_asleep_while_the_service_stops_stops_it_when_it_wakes() {
    let mut life = running();
    let _ = control(&mut life, 100, Control::Stop);
    let _ = control(&mut life, 101, Control::Suspend);
    // Ten seconds have long passed when the clock is read again.
    let out = life.take(9_000 * S, Event::Tick);
    assert_eq!(phases(&out), [Phase::Stopped]);
}
