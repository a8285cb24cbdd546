//! The answers for programs: objects with stable names, and the values of enums in snake_case.
//!
//! Names that programs compare are those of the wire: the codes of texts, and the verdict of an admission with its reason, which is such a
//! code. A text is an object of `code`, `ja` and `en`, so that a program can read the code. A missing value is null.

mod people;

pub(crate) use people::{people, person, role_word};

use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;
use serde_json::{Value, json};

/// The short form of an enum's name on the wire: "OUTCOME_KIND_VERIFIED_FACE" gives "verified_face".
fn word(name: &str, prefix: &str) -> String {
    let bare = name.strip_prefix(prefix).unwrap_or(name);
    bare.to_ascii_lowercase()
}

pub(crate) fn state_word(ticket: &v1::Ticket) -> String {
    word(ticket.state().as_str_name(), "TICKET_STATE_")
}

pub(crate) fn class_word(ticket: &v1::Ticket) -> String {
    match ticket.class() {
        v1::TicketClass::Unspecified => "normal".to_owned(),
        class => word(class.as_str_name(), "TICKET_CLASS_"),
    }
}

fn means_word(means: v1::Means) -> Option<String> {
    let said = means != v1::Means::Unspecified;
    said.then(|| word(means.as_str_name(), "MEANS_"))
}

pub(crate) fn activity_word(unit: &v1::Unit) -> String {
    word(unit.activity().as_str_name(), "UNIT_ACTIVITY_")
}

pub(crate) fn placement_word(placement: v1::Placement) -> String {
    word(placement.as_str_name(), "PLACEMENT_")
}

pub(crate) fn outcome_word(kind: v1::OutcomeKind) -> String {
    word(kind.as_str_name(), "OUTCOME_KIND_")
}

fn environment_word(environment: v1::Environment) -> String {
    word(environment.as_str_name(), "ENVIRONMENT_")
}

pub(crate) fn text(text: Option<&v1::Text>) -> Value {
    text.map_or(
        Value::Null,
        |text| json!({ "code": text.code, "ja": text.ja, "en": text.en }),
    )
}

/// A text; null if it is empty.
fn some(text: &str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        json!(text)
    }
}

fn wish(wish: &v1::Wish) -> Value {
    typed_wish(wish).map_or(Value::Null, Value::String)
}

/// A wish as it is typed.
pub(crate) fn typed_wish(wish: &v1::Wish) -> Option<String> {
    Some(match wish.wish.as_ref()? {
        Wish::Placement(value) => {
            placement_word(v1::Placement::try_from(*value).unwrap_or_default())
        }
        Wish::Tag(tag) => tag.clone(),
        Wish::Unit(serial) => format!("unit:{serial}"),
    })
}

fn outcome(outcome: &v1::Outcome) -> Value {
    let wrong_pin = outcome.kind() == v1::OutcomeKind::PinWrong;
    json!({
        "kind": outcome_word(outcome.kind()),
        "tries_left": wrong_pin.then_some(outcome.tries_left),
        "duration_ms": outcome.duration_ms,
        "face_ms": (outcome.face_ms > 0).then_some(outcome.face_ms),
        "error_code": some(&outcome.error_code),
    })
}

/// Both times. `fleet_ahead_ms` says how far they are apart.
fn times(times: &v1::Times) -> Value {
    json!({
        "time_of_day_ms": times.time_of_day_ms,
        "fleet_time_ms": times.fleet_time_ms,
        "fleet_ahead_ms": times.fleet_time_ms.saturating_sub(times.time_of_day_ms),
        "clock_settled": times.settled,
        "apart_since_ms": (times.apart_since_ms != 0).then_some(times.apart_since_ms),
        "utc_offset_min": times.utc_offset_min,
    })
}

pub(crate) fn time(of: &v1::Times, seen: &v1::GetTimeResponse) -> Value {
    let mut value = times(of);
    value["differ"] = json!(seen.differ);
    value["ends"] = json!(seen.ends);
    value["begins"] = json!(seen.begins);
    value["sets_at_ms"] = json!((seen.sets_at_ms != 0).then_some(seen.sets_at_ms));
    value["text"] = text(seen.text.as_ref());
    value
}

pub(crate) fn ticket(ticket: &v1::Ticket) -> Value {
    json!({
        "ticket_id": ticket.ticket_id,
        "number": ticket.number,
        "class": class_word(ticket),
        "state": state_word(ticket),
        "needs": ticket.needs.iter().map(wish).collect::<Vec<_>>(),
        "prefers": ticket.prefers.iter().map(wish).collect::<Vec<_>>(),
        "added_at_ms": ticket.added_at_ms,
        "unit": some(&ticket.unit),
        "counter": some(&ticket.counter),
        "attempt": ticket.attempt,
        "outcome": ticket.outcome.as_ref().map(outcome),
        "means": means_word(ticket.means()),
        "position": (ticket.position > 0).then_some(ticket.position),
        "why": text(ticket.why.as_ref()),
        "deadline_ms": (ticket.deadline_ms > 0).then_some(ticket.deadline_ms),
        "earlier_day": some(&ticket.earlier_day),
        "held": ticket.held,
        "waited_ms": ticket.waited_ms,
        "closed_at_ms": (ticket.closed_at_ms > 0).then_some(ticket.closed_at_ms),
    })
}

/// The list; `complete` is false if it was cut.
pub(crate) fn tickets(list: &v1::ListTicketsResponse) -> Value {
    json!({
        "tickets": list.tickets.iter().map(ticket).collect::<Vec<_>>(),
        "complete": list.next_page_token.is_empty(),
        "total": list.total,
        "time_of_day_ms": list.time_of_day_ms,
        "utc_offset_min": list.utc_offset_min,
    })
}

pub(crate) fn story(of: &v1::Ticket, found: &v1::GetTicketResponse) -> Value {
    let chapters = found.story.iter().map(|chapter| {
        json!({
            "at_ms": chapter.at_ms,
            "text": text(chapter.text.as_ref()),
            "unit": some(&chapter.unit),
            "attempt": (chapter.attempt > 0).then_some(chapter.attempt),
            "actor": chapter.actor,
            "actor_name": some(&chapter.actor_name),
        })
    });
    json!({
        "ticket": ticket(of),
        "story": chapters.collect::<Vec<_>>(),
        "utc_offset_min": found.utc_offset_min,
        "undo": text(found.undo.as_ref()),
        "earlier": text(found.earlier.as_ref()),
    })
}

pub(crate) fn walk_ups(list: &v1::ListWalkUpsResponse) -> Value {
    let walk_up = |walk_up: &v1::WalkUp| {
        json!({
            "session": Hex(&walk_up.session_id).to_string(),
            "unit": walk_up.unit,
            "counter": some(&walk_up.counter),
            "ended_at_ms": walk_up.ended_at_ms,
            "outcome": walk_up.outcome.as_ref().map(outcome),
            "why": text(walk_up.why.as_ref()),
            "ticket_id": (walk_up.ticket_id > 0).then_some(walk_up.ticket_id),
            "number": some(&walk_up.number),
        })
    };
    json!({
        "walk_ups": list.walk_ups.iter().map(walk_up).collect::<Vec<_>>(),
        "utc_offset_min": list.utc_offset_min,
    })
}

pub(crate) fn day(ended: &v1::EndDayResponse) -> Value {
    json!({ "ended": ended.ended, "notice": text(ended.notice.as_ref()) })
}

pub(crate) fn day_back(back: &v1::UndoDayResponse) -> Value {
    json!({
        "reopened": back.reopened,
        "numbers_in_use": back.numbers_in_use,
        "sessions_ended": back.sessions_ended,
        "notice": text(back.notice.as_ref()),
    })
}

pub(crate) fn unit(unit: &v1::Unit) -> Value {
    let counter = unit.counter.as_ref().map(|counter| {
        json!({
            "name": counter.name,
            "placement": placement_word(counter.placement()),
            "tags": counter.tags,
        })
    });
    let link = unit.link.as_ref().map(|link| {
        json!({
            "interface": link.interface,
            "bus": link.bus,
            "chain": link.chain,
            "speed_mbps": (link.speed_mbps > 0).then_some(link.speed_mbps),
            "usb_serial": some(&link.usb_serial),
            "path": some(&link.path),
            "device": some(&link.device),
            "hub": some(&link.hub),
        })
    });
    let health = unit.health.as_ref().map(|health| {
        let state = match health.state() {
            v1::HealthState::Unspecified => "healthy".to_owned(),
            state => word(state.as_str_name(), "HEALTH_STATE_"),
        };
        json!({ "state": state, "codes": health.codes })
    });
    json!({
        "serial": some(&unit.serial),
        "edition": word(unit.edition().as_str_name(), "EDITION_"),
        "counter": counter,
        "attached": unit.attached,
        "link": link,
        "port": some(&port(unit)),
        "admission": unit.admission,
        "serves": unit.serves,
        "why": text(unit.why.as_ref()),
        "activity": activity_word(unit),
        "ticket": some(&unit.ticket),
        "health": health,
        "paused": unit.paused,
        "preferred": unit.preferred,
        "sessions_today": unit.sessions_today,
        "verified_today": unit.verified_today,
        "software": some(&unit.software),
        "retired": unit.retired,
        "installation": some(&unit.installation),
        "replaced_by": some(&unit.replaced_by),
        "paused_by_fleet": unit.paused_by_fleet,
        "grace_until_ms": (unit.grace_until_ms > 0).then_some(unit.grace_until_ms),
        "plugged": unit.plugged,
        "drops": unit.drops,
        "cable": some(&unit.cable),
    })
}

/// The port as people write it, "BUS-CHAIN"; empty if it is not known.
pub(crate) fn port(unit: &v1::Unit) -> String {
    match &unit.link {
        Some(link) if !link.chain.is_empty() => format!("{}-{}", link.bus, link.chain),
        Some(_) | None => String::new(),
    }
}

pub(crate) fn units(units: &[v1::Unit], seats: Option<&v1::Text>) -> Value {
    json!({ "units": units.iter().map(unit).collect::<Vec<_>>(), "seats": text(seats) })
}

pub(crate) fn enrolled(serial: &str, dir: &str, enrolled: Option<&v1::Unit>) -> Value {
    json!({ "serial": serial, "folder": dir, "unit": enrolled.map(unit) })
}

pub(crate) fn license(license: &v1::InstalledLicense) -> Value {
    json!({
        "license_id": license.license_id,
        "kind": license.kind,
        "seats": license.seats,
        "bound_to": license.bound_to,
        "environment": environment_word(license.environment()),
        "not_before_ms": license.not_before_ms,
        "not_after_ms": (license.not_after_ms > 0).then_some(license.not_after_ms),
        "issuer": license.issuer,
        "in_force": license.in_force,
        "why": text(license.why.as_ref()),
        "units": license.units,
        "lineage": license.lineage,
        "supersedes": license.supersedes,
        "issued_at_ms": license.issued_at_ms,
        "installed_at_ms": license.installed_at_ms,
        "standing": license.standing,
    })
}

pub(crate) fn licenses(answer: &v1::ListLicensesResponse) -> Value {
    json!({
        "licenses": answer.licenses.iter().map(license).collect::<Vec<_>>(),
        "seats": text(answer.seats.as_ref()),
        "installation": answer.installation,
        "utc_offset_min": answer.utc_offset_min,
        "license_time_ms": answer.license_time_ms,
        "notices": texts(&answer.notices),
        "lists": answer
            .lists
            .iter()
            .map(|list| {
                json!({
                    "signer": list.signer,
                    "number": list.number,
                    "issued_at_ms": list.issued_at_ms,
                    "licenses": list.licenses,
                })
            })
            .collect::<Vec<_>>(),
    })
}

pub(crate) fn installed(answer: &v1::InstallLicenseResponse) -> Value {
    json!({
        "license": answer.license.as_ref().map(license),
        "seats_before": text(answer.seats_before.as_ref()),
        "seats_after": text(answer.seats_after.as_ref()),
        "newly_seated": answer.newly_seated,
        "already_installed": answer.already_installed,
        "kind": answer.kind,
        "notices": texts(&answer.notices),
    })
}

fn texts(texts: &[v1::Text]) -> Vec<Value> {
    texts.iter().map(|each| text(Some(each))).collect()
}

pub(crate) fn status(status: &v1::Status) -> Value {
    let mut look = json!({
        "fleet_time_ms": status.fleet_time_ms,
        "software": status.software,
        "environment": environment_word(status.environment()),
        "policy": status.policy,
        "revision": status.revision,
        "units": status.units.iter().map(unit).collect::<Vec<_>>(),
        "waiting": status.waiting,
        "held": status.held,
        "tickets": status.tickets.iter().map(ticket).collect::<Vec<_>>(),
        "seats": text(status.seats.as_ref()),
        "closed_today": status.closed_today,
        "by_other_means": status.by_other_means,
        "alarms": status.alarms.iter().map(|alarm| text(Some(alarm))).collect::<Vec<_>>(),
        "utc_offset_min": status.utc_offset_min,
    });
    // The same object as in `time show`.
    let both = status.time.as_ref().map(times);
    for (name, value) in both.iter().flat_map(|both| both.as_object()).flatten() {
        look[name] = value.clone();
    }
    look
}
