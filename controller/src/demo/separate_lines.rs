//! The waits that the same patients would have in one line per reader.
//!
//! A patient joins the shortest line of a reader that serves at that moment and meets the needs, and stays there, as people do. Each line
//! is served in the order of arrival, without the time that calls and the network take, so the comparison is in favour of separate lines.

/// A reader with its own line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The time from which it serves, in clinic milliseconds.
    pub opens_ms: i64,
}

/// A patient: when they arrive, and how long they keep a reader busy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The arrival, in clinic milliseconds.
    pub arrives_ms: i64,
    /// The time from the call until the reader is free, in clinic milliseconds.
    pub occupies_ms: i64,
    /// The lines whose readers meet the needs.
    pub able: Vec<usize>,
}

/// The wait of each patient, in the order of `visits`, which is the order of arrival. A patient whose needs no line ever meets is left out.
#[must_use]
pub fn waits_ms(lines: &[Line], visits: &[Visit]) -> Vec<i64> {
    // The times at which the patients of each line leave it.
    let mut leaves: Vec<Vec<i64>> = vec![Vec::new(); lines.len()];
    let mut waits = Vec::with_capacity(visits.len());
    for visit in visits {
        let Some(chosen) = shortest(lines, &leaves, visit) else {
            continue;
        };
        let free = leaves[chosen].last().copied().unwrap_or(i64::MIN);
        let start = visit.arrives_ms.max(lines[chosen].opens_ms).max(free);
        leaves[chosen].push(start + visit.occupies_ms);
        waits.push(start - visit.arrives_ms);
    }
    waits
}

/// The line that a patient joins: an open one first, then the one with the fewest people.
fn shortest(lines: &[Line], leaves: &[Vec<i64>], visit: &Visit) -> Option<usize> {
    let people = |line: usize| {
        leaves[line]
            .iter()
            .filter(|at| **at > visit.arrives_ms)
            .count()
    };
    let closed = |line: usize| lines[line].opens_ms > visit.arrives_ms;
    visit.able.iter().copied().min_by_key(|&line| {
        (
            closed(line),
            if closed(line) {
                lines[line].opens_ms
            } else {
                0
            },
            people(line),
            line,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(arrives_ms: i64, occupies_ms: i64) -> Visit {
        Visit {
            arrives_ms,
            occupies_ms,
            able: vec![0, 1],
        }
    }

    #[test]
    fn a_patient_stays_behind_a_slow_one_though_the_other_line_empties() {
        let lines = [Line { opens_ms: 0 }, Line { opens_ms: 0 }];
        // The third patient joins line 0 (both have one person), and waits there although line 1 is free at 10.
        let waits = waits_ms(&lines, &[visit(0, 100), visit(1, 10), visit(2, 10)]);
        assert_eq!(waits, [0, 0, 98]);
    }

    #[test]
    fn nobody_queues_at_a_reader_that_does_not_serve_yet() {
        let lines = [Line { opens_ms: 0 }, Line { opens_ms: 50 }];
        let waits = waits_ms(&lines, &[visit(0, 20), visit(1, 20), visit(60, 20)]);
        assert_eq!(waits, [0, 19, 0]);
    }

    #[test]
    fn needs_are_kept() {
        let lines = [Line { opens_ms: 0 }, Line { opens_ms: 0 }];
        let only_second = |at| Visit {
            arrives_ms: at,
            occupies_ms: 10,
            able: vec![1],
        };
        assert_eq!(waits_ms(&lines, &[only_second(0), only_second(0)]), [0, 10]);
        assert_eq!(
            waits_ms(
                &lines,
                &[Visit {
                    able: vec![],
                    ..only_second(0)
                }]
            ),
            Vec::<i64>::new()
        );
    }
}
