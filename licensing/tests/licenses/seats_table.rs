//! How many seats a PC has, for every combination of units, editions and licenses: the expected numbers were written
//! down by hand from the rules (FAQ 7, 8; RULES, "Seats"), none of them is computed.

use crate::facts::{Case, State, additional, bundled, states};
use madoguchi_licensing::grant::{Binding, Grant};
use madoguchi_licensing::seats::{Arithmetic, additional_seats, bundled_seats};
use madoguchi_licensing::standing::Held;

/// Units that are connected, how many of them are a multi edition (each with its license in the box), and the seats of
/// the PC with additional licenses for 0, 1, 2 and 3 seats.
const SEATS: &str = "
    units  multi | +0 +1 +2 +3
      0      0   |  1  2  3  4
      1      0   |  1  2  3  4
      1      1   |  2  3  4  4
      2      0   |  1  2  3  4
      2      1   |  2  3  4  4
      2      2   |  3  4  4  4
      3      0   |  1  2  3  4
      3      1   |  2  3  4  4
      3      2   |  3  4  4  4
      3      3   |  4  4  4  4
      4      0   |  1  2  3  4
      4      1   |  2  3  4  4
      4      2   |  3  4  4  4
      4      3   |  4  4  4  4
      4      4   |  4  4  4  4
";

/// What a license is worth in each state: whether an additional one counts, and a bundled one (`-`: there is none such).
const COUNTS: &str = "
    state                             | additional  bundled
    in force                          |    yes        yes
    for a term, before its end        |    yes        yes
    for a term, in its grace          |    yes        yes
    expired, its grace too            |    no         no
    not yet begun                     |    no         no
    for another PC                    |    no         -
    for another PC, which died        |    yes        -
    its bridge has ended              |    no         -
    for the other environment         |    no         no
    for a term, clock set back        |    no         no
    for ever, clock set back          |    yes        yes
    revoked by a root                 |    no         no
    revoked by its issuer             |    no         no
    named by another issuer's list    |    yes        yes
    its issuer's key was stolen       |    no         no
    signed before the key was stolen  |    yes        yes
    superseded                        |    no         no
    given back                        |    no         no
    its unit is not here              |    -          no
";

/// Cells of a table: what stands before the bar, and the words behind it.
fn rows(table: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let rows = table.trim().lines().skip(1);
    rows.map(|row| {
        let (name, cells) = row.split_once('|').unwrap();
        (name.trim(), cells.split_whitespace().collect())
    })
}

/// The hand-written number of seats.
fn seats(units: usize, multi: usize, additional: usize) -> u8 {
    let name = |row: &str| -> Vec<usize> {
        let numbers = row.split_whitespace();
        numbers.map(|number| number.parse().unwrap()).collect()
    };
    let (_, cells) = rows(SEATS)
        .find(|(row, _)| name(row) == [units, multi])
        .unwrap();
    cells[additional].parse().unwrap()
}

fn serial(unit: usize) -> String {
    format!("CR-{unit}")
}

/// The seats of a PC where units CR-0 to CR-`units` are connected, as the crate adds them up.
fn arithmetic(units: usize, held: &[Held<'_>], state: &State) -> Arithmetic {
    let here = state.here();
    let additional = additional_seats(held.iter().copied(), &here);
    let bundled = bundled_seats(held.iter().copied(), &here);
    let attached = (0..units).filter(|&unit| bundled.contains_key(serial(unit).as_str()));
    Arithmetic::new(
        additional.iter().map(|(_, seats)| seats).sum(),
        u8::try_from(attached.count()).unwrap(),
    )
}

/// The ways to sell up to three seats, in one license or in several.
fn sold(seats: usize) -> &'static [&'static [u8]] {
    match seats {
        0 => &[&[]],
        1 => &[&[1]],
        2 => &[&[2], &[1, 1]],
        _ => &[&[3], &[1, 2], &[1, 1, 1]],
    }
}

/// One PC: its units, its licenses, and what happened to those.
fn pc(units: usize, multi: usize, sizes: &[u8], state: &State) -> Arithmetic {
    let bought = sizes.iter().enumerate().map(|(number, &seats)| {
        let grant = additional(&format!("A-{number}"), seats);
        (state.apply)(grant)
    });
    let boxed = (0..multi).map(|unit| (state.apply)(bundled(&format!("B-{unit}"), &serial(unit))));
    let cases: Vec<_> = bought.chain(boxed).collect();
    let held: Vec<_> = cases.iter().flat_map(Case::held).collect();
    arithmetic(units, &held, state)
}

#[test]
fn every_combination_of_units_and_licenses_gives_the_seats_of_the_table() {
    let mut walked = 0;
    for units in 0..=4 {
        for multi in 0..=units {
            for additional in 0..=3 {
                for sizes in sold(additional) {
                    for (name, state) in states() {
                        let (_, cells) = rows(COUNTS).find(|(row, _)| *row == name).unwrap();
                        let (first, second) = (cells[0], cells[1]);
                        if (additional > 0 && first == "-") || (multi > 0 && second == "-") {
                            continue;
                        }
                        let counting = |word: &str, all: usize| if word == "yes" { all } else { 0 };
                        let (multi_left, additional_left) =
                            (counting(second, multi), counting(first, additional));
                        let found = pc(units, multi, sizes, &state);
                        assert_eq!(
                            found.total(),
                            seats(units, multi_left, additional_left),
                            "{units} units, {multi} of them multi, additional {sizes:?}, {name}: {found}"
                        );
                        walked += 1;
                    }
                }
            }
        }
    }
    assert!(walked > 1_000, "{walked}");
}

#[test]
fn every_state_of_the_table_is_walked() {
    let named: Vec<_> = rows(COUNTS).map(|(name, _)| name).collect();
    let walked: Vec<_> = states().into_iter().map(|(name, _)| name).collect();
    assert_eq!(named, walked);
}

#[test]
fn of_two_licenses_only_the_good_one_counts() {
    // The first license gives 2 seats, the second 1: seats of the PC when both, one or none of them count.
    const TABLE: [(bool, bool, u8, &str); 4] = [
        (
            true,
            true,
            4,
            "1 included + 3 additional = 4; limit of the PC: 4",
        ),
        (
            true,
            false,
            3,
            "1 included + 2 additional = 3; limit of the PC: 4",
        ),
        (
            false,
            true,
            2,
            "1 included + 1 additional = 2; limit of the PC: 4",
        ),
        (false, false, 1, "1 included = 1; limit of the PC: 4"),
    ];
    let plain = in_force();
    for (name, state) in states() {
        let (_, cells) = rows(COUNTS).find(|(row, _)| *row == name).unwrap();
        if cells[0] != "no" {
            continue;
        }
        for (first, second, total, words) in TABLE {
            let pick = |counts: bool| if counts { &plain } else { &state };
            let cases = [
                (pick(first).apply)(additional("A-1", 2)),
                (pick(second).apply)(additional("A-2", 1)),
            ];
            let held: Vec<_> = cases.iter().flat_map(Case::held).collect();
            let found = arithmetic(0, &held, &state);
            assert_eq!(
                (found.total(), found.to_string().as_str()),
                (total, words),
                "{name}"
            );
        }
    }
}

fn in_force() -> State {
    let (name, state) = states().into_iter().next().unwrap();
    assert_eq!(name, "in force");
    state
}

#[test]
fn more_licenses_than_a_pc_can_use_are_told_and_do_not_count() {
    let plain = in_force();
    // (units, multi editions, additional licenses, seats, in words)
    let table: [(usize, usize, &[u8], u8, &str); 4] = [
        (
            4,
            0,
            &[3, 3],
            4,
            "1 included + 6 additional = 7; limit of the PC: 4",
        ),
        (
            4,
            2,
            &[2],
            4,
            "1 included + 2 additional + 2 bundled = 5; limit of the PC: 4",
        ),
        (
            2,
            1,
            &[2],
            4,
            "1 included + 2 additional + 1 bundled = 4; limit of the PC: 4",
        ),
        (
            1,
            1,
            &[],
            2,
            "1 included + 1 bundled = 2; limit of the PC: 4",
        ),
    ];
    for (units, multi, sizes, total, words) in table {
        let found = pc(units, multi, sizes, &plain);
        assert_eq!((found.total(), found.to_string().as_str()), (total, words));
    }
}

#[test]
fn a_license_in_the_box_counts_once_however_it_came_and_only_with_its_unit() {
    let plain = in_force();
    let boxed = bundled("B-1", "CR-0");
    let again = bundled("B-1", "CR-0");
    let second = bundled("B-2", "CR-0");
    let held = [&boxed, &again, &second].map(Held::plain);
    assert_eq!(arithmetic(1, &held, &plain).bundled, 1);
    assert_eq!(arithmetic(0, &held, &plain).bundled, 0);
}

#[test]
fn a_bundled_license_counts_at_whatever_pc_its_unit_is() {
    // A bundled license names no PC: the unit may be carried to another one.
    let grant: Grant = bundled("B-1", "CR-0");
    assert!(matches!(grant.binding, Binding::Bundled { .. }));
    let plain = in_force();
    assert_eq!(arithmetic(1, &[Held::plain(&grant)], &plain).total(), 2);
}
