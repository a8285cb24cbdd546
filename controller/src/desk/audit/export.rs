//! The entries as JSON, one on each line.

use crate::store::Trail;
use crate::wire;
use madoguchi_fleet::audit;
use madoguchi_fleet::decision::AuditEntry;
use madoguchi_plain::hex::Hex;
use serde_json::{Value, json};

/// All entries. `at_ms` is the time of day; `fleet_time_ms` is what is stored, and under the digest.
pub(crate) fn lines(trail: &Trail) -> String {
    let mut lines = String::new();
    for entry in &trail.entries {
        lines += &line(trail, entry).to_string();
        lines.push('\n');
    }
    lines
}

fn line(trail: &Trail, entry: &AuditEntry) -> Value {
    let content = entry.request.and_then(|request| request.content);
    json!({
        "sequence": entry.sequence,
        "at_ms": trail.calendar.of_day(entry.at).0,
        "fleet_time_ms": entry.at.0,
        "actor": wire::actor(&entry.actor),
        "actor_name": Some(wire::actor_name(&entry.actor)).filter(|name| !name.is_empty()),
        "place": entry.place.map(|place| place.to_string()),
        "command": entry.command,
        "subject": entry.subject,
        "request_id": entry.request.map(|request| Hex(&request.id.0).to_string()),
        "request_content": content.map(|content| Hex(&content.0).to_string()),
        "answer": audit::answer(&entry.answer),
        "before": entry.before,
        "after": entry.after,
        "digest": entry.digest.map(|digest| Hex(&digest).to_string()),
    })
}
