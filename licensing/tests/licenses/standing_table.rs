//! The standing of a license: one row for each, and for each two that could meet, which of them is told.

use std::collections::BTreeMap;

use crate::facts::{
    Case, DAY, ELSEWHERE, HERE, ISSUER, NOW, OTHER_ISSUER, ROOT, additional, bundled, id, list,
};
use madoguchi_licensing::grant::{Binding, Environment, Grant, KeyId};
use madoguchi_licensing::revocations::{Revocations, Scope};
use madoguchi_licensing::standing::{
    Circumstances, Held, Standing, TERM_GRACE_MS, next_change_ms, standing,
};

/// A license for two seats and its PC, before anything happened: each of the functions below is one thing that did.
struct World {
    case: Case,
    clock_set_back: bool,
    lists: BTreeMap<KeyId, Revocations>,
}

impl World {
    fn new() -> Self {
        Self {
            case: Case::from(additional("L-1", 2)),
            clock_set_back: false,
            lists: BTreeMap::new(),
        }
    }

    fn standing(&self) -> Standing {
        let here = Circumstances {
            environment: Environment::Test,
            installation: HERE,
            now_ms: NOW,
            clock_set_back: self.clock_set_back,
            revocations: &self.lists,
        };
        let held = self.case.held();
        standing(held[0], held.iter().copied(), &here)
    }
}

type Happens = fn(&mut World);

const BRIDGE_END: i64 = NOW + 7 * DAY;
const GRACE_END: i64 = NOW - DAY + TERM_GRACE_MS;

fn production(world: &mut World) {
    world.case.grant.environment = Environment::Production;
}

fn given_back(world: &mut World) {
    world.case.returned = true;
}

fn revoked(world: &mut World) {
    let list = list(ISSUER, Scope::Own, &[id("L-1")]);
    world.lists.insert(ISSUER, list);
}

fn superseded(world: &mut World) {
    let mut newer = additional("L-2", 1);
    newer.supersedes = vec![id("L-1")];
    newer.lineage = id("L-1");
    world.case.newer = Some(newer);
}

fn elsewhere(world: &mut World) {
    world.case.grant.binding = Binding::Additional {
        installation: ELSEWHERE,
        seats: 2,
    };
}

fn bridged(world: &mut World) {
    elsewhere(world);
    world.case.bridge_until_ms = Some(BRIDGE_END);
}

fn not_yet(world: &mut World) {
    world.case.grant.not_before_ms = NOW + 1;
    if world.case.grant.is_term() {
        world.case.grant.not_after_ms = Some(NOW + DAY);
    }
}

fn expired(world: &mut World) {
    world.case.grant.not_after_ms = Some(NOW - TERM_GRACE_MS);
}

fn in_grace(world: &mut World) {
    world.case.grant.not_after_ms = Some(NOW - DAY);
}

fn term(world: &mut World) {
    let end = world.case.grant.not_after_ms;
    world.case.grant.not_after_ms = end.or(Some(NOW + DAY));
}

fn clock_set_back(world: &mut World) {
    term(world);
    world.clock_set_back = true;
}

/// What happened, and what is told.
fn singles() -> [(Happens, Standing); 12] {
    let by = id("L-2");
    [
        (|_| {}, Standing::InForce),
        (term, Standing::InForce),
        (in_grace, in_grace_until()),
        (bridged, bridging()),
        (production, Standing::OtherEnvironment),
        (elsewhere, Standing::OtherInstallation),
        (not_yet, Standing::NotYet),
        (expired, Standing::Expired),
        (clock_set_back, Standing::Suspended),
        (superseded, Standing::Superseded { by }),
        (revoked, Standing::Revoked { number: 5 }),
        (given_back, Standing::Returned),
    ]
}

fn in_grace_until() -> Standing {
    let until_ms = GRACE_END;
    Standing::InGrace { until_ms }
}

fn bridging() -> Standing {
    let until_ms = BRIDGE_END;
    Standing::Bridging { until_ms }
}

#[test]
fn every_standing_has_its_reason() {
    for (number, (happens, told)) in singles().into_iter().enumerate() {
        let mut world = World::new();
        happens(&mut world);
        assert_eq!(world.standing(), told, "row {number}");
    }
}

#[test]
fn of_two_reasons_the_one_that_no_wait_and_no_reset_cures_is_told() {
    let superseded_by = || Standing::Superseded { by: id("L-2") };
    let revoked_by = || Standing::Revoked { number: 5 };
    // One thing, another thing, and which of the two is told, in either order.
    let table: [(Happens, Happens, Standing); 41] = [
        (production, given_back, Standing::OtherEnvironment),
        (production, revoked, Standing::OtherEnvironment),
        (production, superseded, Standing::OtherEnvironment),
        (production, elsewhere, Standing::OtherEnvironment),
        (production, bridged, Standing::OtherEnvironment),
        (production, not_yet, Standing::OtherEnvironment),
        (production, expired, Standing::OtherEnvironment),
        (production, clock_set_back, Standing::OtherEnvironment),
        (production, in_grace, Standing::OtherEnvironment),
        (given_back, revoked, Standing::Returned),
        (given_back, superseded, Standing::Returned),
        (given_back, elsewhere, Standing::Returned),
        (given_back, bridged, Standing::Returned),
        (given_back, not_yet, Standing::Returned),
        (given_back, expired, Standing::Returned),
        (given_back, clock_set_back, Standing::Returned),
        (given_back, in_grace, Standing::Returned),
        (revoked, superseded, revoked_by()),
        (revoked, elsewhere, revoked_by()),
        (revoked, bridged, revoked_by()),
        (revoked, not_yet, revoked_by()),
        (revoked, expired, revoked_by()),
        (revoked, clock_set_back, revoked_by()),
        (revoked, in_grace, revoked_by()),
        (superseded, elsewhere, superseded_by()),
        (superseded, bridged, superseded_by()),
        (superseded, not_yet, superseded_by()),
        (superseded, expired, superseded_by()),
        (superseded, clock_set_back, superseded_by()),
        (superseded, in_grace, superseded_by()),
        (elsewhere, not_yet, Standing::OtherInstallation),
        (elsewhere, expired, Standing::OtherInstallation),
        (elsewhere, clock_set_back, Standing::OtherInstallation),
        (elsewhere, in_grace, Standing::OtherInstallation),
        (bridged, not_yet, Standing::NotYet),
        (bridged, expired, Standing::Expired),
        (bridged, clock_set_back, Standing::Suspended),
        (bridged, in_grace, bridging()),
        (not_yet, clock_set_back, Standing::NotYet),
        (expired, clock_set_back, Standing::Expired),
        (in_grace, clock_set_back, Standing::Suspended),
    ];
    for (number, (one, other, told)) in table.into_iter().enumerate() {
        for order in [[one, other], [other, one]] {
            let mut world = World::new();
            order.into_iter().for_each(|happens| happens(&mut world));
            assert_eq!(world.standing(), told, "row {number}");
        }
    }
}

#[test]
fn a_bridge_that_outlasts_the_grace_of_a_term_does_not_hide_its_end() {
    let mut world = World::new();
    bridged(&mut world);
    world.case.grant.not_after_ms = Some(NOW - 10 * DAY);
    let until_ms = NOW + 4 * DAY;
    assert_eq!(world.standing(), Standing::InGrace { until_ms });
}

#[test]
fn no_clock_takes_a_perpetual_license_away() {
    let mut world = World::new();
    world.clock_set_back = true;
    assert_eq!(world.standing(), Standing::InForce);
}

#[test]
fn a_bundled_license_is_in_force_at_any_pc() {
    let mut world = World::new();
    world.case = Case::from(bundled("L-1", "CR-1"));
    assert_eq!(world.standing(), Standing::InForce);
}

#[test]
fn only_three_standings_give_seats() {
    let giving = [Standing::InForce, in_grace_until(), bridging()];
    for (_, standing) in singles() {
        assert_eq!(standing.gives_seats(), giving.contains(&standing));
    }
}

#[test]
fn the_highest_number_of_the_lists_that_take_it_back_is_told() {
    let mut world = World::new();
    revoked(&mut world);
    let mut roots = list(ROOT, Scope::Everything, &[id("L-1")]);
    roots.number = 9;
    world.lists.insert(ROOT, roots);
    let mut silent = list(OTHER_ISSUER, Scope::Own, &[]);
    silent.number = 11;
    world.lists.insert(OTHER_ISSUER, silent);
    assert_eq!(world.standing(), Standing::Revoked { number: 9 });
}

#[test]
fn a_list_covers_what_its_signer_may_take_back() {
    // Who signed the list, its scope, whether it names the license, from which number on it takes back the license's
    // issuer, and whether that covers license L-1, which ISSUER signed under number 10.
    const NEVER: u64 = 0;
    let table = [
        (ROOT, Scope::Everything, true, NEVER, true),
        (ROOT, Scope::Everything, false, NEVER, false),
        (ROOT, Scope::Everything, false, 11, false),
        (ROOT, Scope::Everything, false, 10, true),
        (ROOT, Scope::Everything, false, 1, true),
        (ROOT, Scope::Everything, true, 11, true),
        (ISSUER, Scope::Own, true, NEVER, true),
        (ISSUER, Scope::Own, false, NEVER, false),
        // Verification lets no issuer's list take back issuers; were there one, it would not count.
        (ISSUER, Scope::Own, false, 1, false),
        (OTHER_ISSUER, Scope::Own, true, NEVER, false),
        (OTHER_ISSUER, Scope::Own, false, 1, false),
    ];
    let grant = Grant {
        sequence: 10,
        ..additional("L-1", 2)
    };
    for (number, (signer, scope, named, from, covered)) in table.into_iter().enumerate() {
        let licenses = [id(if named { "L-1" } else { "L-OTHER" })];
        let mut list = list(signer, scope, &licenses);
        if from != NEVER {
            list.issuers.insert(ISSUER, from);
        }
        assert_eq!(list.cover(&grant), covered, "row {number}");
        let signature = scope == Scope::Everything && (1..=10).contains(&from);
        assert_eq!(list.cover_signature(ISSUER, 10), signature, "row {number}");
        assert!(!list.cover_signature(OTHER_ISSUER, 10), "row {number}");
    }
}

#[test]
fn a_license_says_when_its_standing_changes_next() {
    let grant = Grant {
        not_before_ms: 100,
        not_after_ms: Some(200),
        ..additional("L-1", 2)
    };
    let grace_end = 200 + TERM_GRACE_MS;
    let held = |bridge_until_ms| Held {
        bridge_until_ms,
        ..Held::plain(&grant)
    };
    // Now, the bridge's end, and the next change.
    let table = [
        (0, None, Some(100)),
        (99, None, Some(100)),
        (100, None, Some(200)),
        (200, None, Some(grace_end)),
        (grace_end, None, None),
        (100, Some(150), Some(150)),
        (150, Some(150), Some(200)),
        (grace_end, Some(grace_end + 1), Some(grace_end + 1)),
    ];
    for (now, bridge, next) in table {
        assert_eq!(next_change_ms(held(bridge), now), next, "at {now}");
    }
}

#[test]
fn a_license_takes_the_place_of_another_only_within_its_kind_and_line_and_while_its_signature_holds()
 {
    let newer = || {
        let mut newer = additional("L-2", 1);
        newer.supersedes = vec![id("L-1")];
        newer.lineage = id("L-1");
        newer.issuer_key = OTHER_ISSUER;
        newer
    };
    let stolen = || {
        let mut stolen = list(ROOT, Scope::Everything, &[]);
        stolen.issuers.insert(OTHER_ISSUER, 1);
        BTreeMap::from([(ROOT, stolen)])
    };
    let by_id = BTreeMap::from([(ROOT, list(ROOT, Scope::Everything, &[id("L-2")]))]);
    let mut other_line = newer();
    other_line.lineage = id("L-2");
    let mut other_kind = bundled("L-2", "CR-9");
    other_kind.supersedes = vec![id("L-1")];
    other_kind.lineage = id("L-1");
    let table = [
        ("as it should be", newer(), BTreeMap::new(), true),
        ("another issuer's key was stolen", newer(), stolen(), false),
        // It did move: L-1 does not come back to life.
        ("taken back by its id", newer(), by_id, true),
        ("another line", other_line, BTreeMap::new(), false),
        ("another kind", other_kind, BTreeMap::new(), false),
    ];
    for (case, newer, lists, superseded) in table {
        let mut world = World::new();
        world.case.newer = Some(newer);
        world.lists = lists;
        let by = id("L-2");
        let expected = match superseded {
            true => Standing::Superseded { by },
            false => Standing::InForce,
        };
        assert_eq!(world.standing(), expected, "{case}");
    }
}

#[test]
fn no_list_voids_a_roots_list() {
    let other_root = KeyId([0x22; 8]);
    let mut voiding = list(ROOT, Scope::Everything, &[]);
    voiding.issuers.insert(other_root, 1);
    voiding.issuers.insert(ISSUER, 1);
    let roots = list(other_root, Scope::Everything, &[id("L-1")]);
    assert!(!roots.is_taken_back_by([&voiding]));
    let issuers = list(ISSUER, Scope::Own, &[id("L-1")]);
    assert!(issuers.is_taken_back_by([&voiding]));
}
