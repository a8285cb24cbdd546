//! What is looked at: what a later release may add beside it does not matter.

use madoguchi_controller::store::{Sled, Store};
use madoguchi_proto::v1::AuditRecord;
use madoguchi_tests::programs::{Answer, command};
use prost::Message;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::Arc;

/// Bytes of the checksum before a stored record.
const CHECKSUM_BYTES: usize = 4;

/// A clinic as the command line shows it.
pub struct Look(pub Value);

impl Look {
    /// Asks the controller that runs on a data directory.
    pub fn at(data_dir: &Path) -> Self {
        let ask = |words: &str| {
            let mut program = command("madoguchi");
            program.env("MADOGUCHI_DATA_DIR", data_dir).arg("--json");
            Answer::of(program.args(words.split_whitespace()))
                .done()
                .json()
        };
        let tickets = ask("ticket list --all");
        let fields = [
            "ticket_id",
            "number",
            "class",
            "state",
            "needs",
            "prefers",
            "added_at_ms",
            "unit",
            "attempt",
            "outcome",
        ];
        let mut tickets = only(&tickets["tickets"], &fields);
        tickets.sort_by_key(|ticket| ticket["ticket_id"].as_u64());
        let stories: Map<String, Value> = tickets
            .iter()
            .map(|ticket| {
                let number = ticket["number"].as_str().unwrap();
                let told = ask(&format!("ticket show {number}"));
                let story = only(&told["story"], &["at_ms", "unit", "attempt", "actor"]);
                (number.to_owned(), story.into())
            })
            .collect();
        let units = ask("unit list --all");
        let fields = [
            "serial",
            "edition",
            "counter",
            "paused",
            "preferred",
            "retired",
            "installation",
        ];
        let licenses = ask("license list");
        let kept = [
            "license_id",
            "kind",
            "seats",
            "bound_to",
            "environment",
            "issuer",
            "in_force",
        ];
        Self(json!({
            "tickets": tickets,
            "stories": stories,
            "units": only(&units["units"], &fields),
            "licenses": only(&licenses["licenses"], &kept),
            "seats": licenses["seats"]["en"],
            "installation": licenses["installation"],
        }))
    }
}

fn only(list: &Value, fields: &[&str]) -> Vec<Value> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| {
        let kept = fields.iter().map(|field| {
            assert!(one.get(*field).is_some(), "{field} is missing: {one}");
            ((*field).to_owned(), one[*field].clone())
        });
        Value::Object(kept.collect())
    })
    .collect()
}

/// What lies in a store: how many records of each kind, and the whole audit. No controller may be running there.
pub fn stored(data_dir: &Path) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    runtime.block_on(async {
        let nobody = Arc::new(|_: &[u8]| Err("not judged here".into()));
        let mut store = Sled::open(data_dir, nobody).unwrap();
        let snapshot = store.snapshot().await.unwrap();
        let revision = snapshot.revision.0;
        let mut kinds = Map::new();
        let mut audit = Vec::new();
        for (key, sealed) in snapshot.pairs {
            let kind = char::from(key[0]).to_string();
            let count = kinds.get(&kind).and_then(Value::as_u64).unwrap_or(0);
            kinds.insert(kind, (count + 1).into());
            if key[0] == b'A' {
                let entry = AuditRecord::decode(&sealed[CHECKSUM_BYTES..]).unwrap();
                audit.push(json!([
                    entry.sequence,
                    entry.at_ms,
                    entry.actor,
                    entry.command,
                    entry.subject
                ]));
            }
        }
        json!({ "revision": revision, "kinds": kinds, "audit": audit })
    })
}
