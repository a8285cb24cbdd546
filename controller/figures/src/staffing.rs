//! What another reader would bring: this day's real patients with one to four readers, called by the real core.

use crate::lines::in_lines;
use crate::replay::{MAX_VISITS, meets, reader, replay};
use crate::visit::Visit;
use crate::waits::{Wait, Waits};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::settings::{Settings, UNITS_PER_PC};
use madoguchi_fleet::wish::{Counter, Wish};

/// The day with so many readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staffing {
    pub readers: usize,
    /// The waits in one queue for all of them.
    pub queue: Waits,
    /// The waits of the same patients in one line per reader.
    pub lines: Waits,
    /// The patients whose needs no reader of so many meets: somebody helps them at another one, and they stand in the figures without these needs.
    pub unmet: usize,
    /// The patients whom nobody called before the next day was over.
    pub left: usize,
    /// Each wait in the queue.
    pub each: Vec<Wait>,
}

/// Plays a day with one, two, three and four readers: the clinic's own counters in their order, then plain standing ones. Of more than 5,000
/// patients the first ones are played.
///
/// # Errors
/// The core refuses a ticket: it has no room for so many different wishes.
pub fn staffing(
    counters: &[Counter],
    settings: &Settings,
    visits: &[Visit],
) -> Result<Vec<Staffing>, Refusal> {
    let mut visits: Vec<Visit> = visits.to_vec();
    visits.sort_by_key(|visit| visit.arrives_ms);
    visits.truncate(MAX_VISITS);
    let of = |readers: usize| {
        let own = counters.iter().cloned();
        let more = std::iter::repeat_with(Counter::default);
        let counters: Vec<Counter> = own.chain(more).take(readers).collect();
        played(&counters, settings, &visits)
    };
    (1..=UNITS_PER_PC).map(of).collect()
}

fn played(
    counters: &[Counter],
    settings: &Settings,
    visits: &[Visit],
) -> Result<Staffing, Refusal> {
    let mut visits = visits.to_vec();
    let unmet = visits
        .iter_mut()
        .filter_map(|visit| give_up(visit, counters).then_some(()))
        .count();
    let waits = replay(counters, settings, &visits)?;
    let left = waits.iter().filter(|wait| wait.is_none()).count();
    let each: Vec<Wait> = waits.into_iter().flatten().collect();
    let lines = in_lines(counters, &visits);
    Ok(Staffing {
        readers: counters.len(),
        queue: Waits::of(each.iter().map(|wait| wait.waited_ms)),
        lines: Waits::of(lines.iter().map(|wait| wait.waited_ms)),
        unmet,
        left,
        each,
    })
}

/// Drops what no reader of these meets, and wishes for one reader, which another clinic would not have. Tells whether a need was among it.
fn give_up(visit: &mut Visit, counters: &[Counter]) -> bool {
    visit.needs.retain(|wish| !matches!(wish, Wish::Unit(_)));
    visit.prefers.retain(|wish| !matches!(wish, Wish::Unit(_)));
    let can = |wishes: &[Wish]| {
        let mut readers = counters.iter().enumerate();
        readers.any(|(nth, counter)| meets(&reader(nth), counter, wishes))
    };
    let unmet = !can(&visit.needs);
    if unmet {
        visit.needs.clear();
    }
    let all = [visit.needs.as_slice(), &visit.prefers].concat();
    if !can(&all) {
        visit.prefers.clear();
    }
    unmet
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use madoguchi_fleet::ticket::Class;
    use madoguchi_fleet::wish::Placement;

    /// A patient without wishes who takes a reader for so long.
    pub(crate) fn visit(arrives_ms: i64, occupies_ms: i64) -> Visit {
        Visit {
            arrives_ms,
            class: Class::Normal,
            needs: Vec::new(),
            prefers: Vec::new(),
            walks_ms: 15_000,
            session_ms: occupies_ms - 19_000,
            removes_ms: 4_000,
        }
    }

    /// A seated counter, and the wish for one.
    pub(crate) fn seated() -> (Counter, Wish) {
        let counter = Counter {
            placement: Placement::Seated,
            ..Counter::default()
        };
        (counter, Wish::Placement(Placement::Seated))
    }

    fn play(counters: &[Counter], visits: &[Visit]) -> Vec<Staffing> {
        staffing(counters, &Settings::default(), visits).unwrap()
    }

    /// Ten patients, one each half a minute, who take a minute each.
    fn morning() -> Vec<Visit> {
        let hour = madoguchi_fleet::time::HOUR;
        (0..10)
            .map(|n| visit(9 * hour + n * 30_000, 60_000))
            .collect()
    }

    #[test]
    fn one_reader_makes_each_wait_longer_than_the_last_and_two_make_nobody_wait() {
        let played = play(&[Counter::default()], &morning());
        let one: Vec<_> = played[0].each.iter().map(|wait| wait.waited_ms).collect();
        let expected: Vec<_> = (0..10).map(|n| n * 30_000).collect();
        assert_eq!(one, expected);
        assert_eq!(played[1].queue.longest_ms, 0);
        assert_eq!(played.len(), 4);
        assert!(played.iter().all(|with| with.left == 0 && with.unmet == 0));
    }

    #[test]
    fn the_order_in_which_patients_are_told_does_not_matter() {
        let mut mixed = morning();
        mixed.reverse();
        assert_eq!(play(&[], &mixed), play(&[], &morning()));
    }

    #[test]
    fn a_need_that_no_reader_meets_is_told_and_does_not_wait_for_ever() {
        let mut visits = morning();
        visits[3].needs = vec![seated().1];
        let played = play(&[Counter::default(), seated().0], &visits);
        assert_eq!((played[0].unmet, played[0].left), (1, 0));
        assert_eq!((played[1].unmet, played[1].left), (0, 0));
        assert_eq!(played[1].queue.count, 10);
    }

    #[test]
    fn one_queue_is_shorter_than_separate_lines_where_some_take_long() {
        let mut visits = morning();
        visits[0].session_ms += 400_000;
        let two = &play(&[], &visits)[1];
        assert!(two.queue.mean_ms < two.lines.mean_ms, "{two:?}");
    }
}
