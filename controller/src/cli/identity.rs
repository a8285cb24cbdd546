//! `madoguchi identity new`: new keys where the old ones are lost. What that costs is counted in the records and said first.

use super::client::Failure;
use super::output::Output;
use super::{starting, tables};
use crate::config::Config;
use crate::identity::{self, Identity};
use crate::serve::{self, readers, trust, wall_clock};
use crate::store::{self, Loaded, Readers, Sled, Store};
use crate::texts::{label, text};
use madoguchi_fleet::records::Records;
use madoguchi_fleet::unit::Membership;
use madoguchi_licensing::grant::{Binding, Environment};
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify::claimed;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What a new identity costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    /// Readers that have to be paired again.
    readers: usize,
    /// Licenses that name this PC's old key, and have to be issued again.
    licenses: usize,
}

impl Cost {
    fn of(loaded: &Loaded, now_ms: i64) -> Self {
        let Records {
            units,
            licenses,
            revocations,
            ..
        } = &loaded.records;
        let names_this_pc = |binding: &Binding| matches!(binding, Binding::Additional { .. });
        let replaced: BTreeSet<_> = licenses
            .iter()
            .flat_map(|license| &license.grant.supersedes)
            .collect();
        let units = units
            .iter()
            .filter(|unit| unit.membership == Membership::Enrolled);
        let licenses = licenses.iter().filter(|license| {
            let grant = &license.grant;
            names_this_pc(&grant.binding)
                && license.returned_at.is_none()
                && grant.not_after_ms.is_none_or(|end| now_ms < end)
                && !replaced.contains(&grant.id)
                && !revocations.iter().any(|list| list.cover(grant))
        });
        Self {
            readers: units.count(),
            licenses: licenses.count(),
        }
    }
}

/// Takes the stored licenses as they are: they were verified when they came, and what has to be issued again is the same by whatever
/// configuration this is asked. Lists are verified, as one that is not would take licenses back.
fn as_stored(trust: Trust) -> Readers {
    Readers {
        grants: Arc::new(|document| Ok(claimed(document)?)),
        ..readers(&Arc::new(trust))
    }
}

/// The environment of which the records are: by the mark beside the old keys, else by the licenses. Where nothing tells, the configuration does.
fn environment(data_dir: &Path, loaded: &Loaded, config: &Config) -> Environment {
    let of_licenses = || {
        loaded
            .records
            .licenses
            .first()
            .map(|license| license.grant.environment)
    };
    identity::marked(data_dir)
        .or_else(of_licenses)
        .unwrap_or_else(|| config.policy.environment())
}

/// Makes new keys for the controller of this configuration; somebody has to agree to it, or `yes` stands there.
pub(crate) fn make_anew(
    config: &Config,
    data_dir: &Path,
    output: &Output,
    yes: bool,
) -> Result<(), Failure> {
    let folder = data_dir.display().to_string();
    if !store::has_records(data_dir).unwrap_or(true) {
        return Err(Failure::own("identity-not-used", &[("folder", &folder)]));
    }
    let trust = trust(config).map_err(|error| starting::controller(&error))?;
    // Open until the keys are made: no controller starts meanwhile, and one that runs is noticed here.
    let mut store =
        Sled::open(data_dir, as_stored(trust)).map_err(|error| starting::store(&error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(Failure::cannot_start)?;
    let loaded = runtime.block_on(store.load());
    let loaded = loaded.map_err(|error| starting::store(&error))?;
    let now_ms = wall_clock().0;
    let cost = Cost::of(&loaded, now_ms);
    let environment = environment(data_dir, &loaded, config);
    let (readers, licenses) = (cost.readers.to_string(), cost.licenses.to_string());
    let args = [
        ("folder", folder.as_str()),
        ("readers", &readers),
        ("licenses", &licenses),
    ];
    // Whoever has keys that can be used may have come here by mistake.
    let question = match Identity::examine(data_dir) {
        Ok(()) => "identity-cost-sound",
        Err(_) => "identity-cost",
    };
    output.agree(yes, &text(question, &args))?;
    let made = identity::make_anew(data_dir, environment);
    let made = made.map_err(|error| starting::controller(&serve::Error::Identity(error)))?;
    let installation = made.installation.to_string();
    let old = made.old.map(|old| old.display().to_string());
    output.answer(
        || {
            json!({
                "installation": installation,
                "readers_to_pair": cost.readers,
                "licenses_to_issue": cost.licenses,
                "old": old,
            })
        },
        || {
            let mut lines = vec![
                label(output.lang, "identity-made", &args),
                tables::installation(&installation, output.lang),
            ];
            if let Some(old) = &old {
                lines.push(label(output.lang, "identity-old", &[("folder", old)]));
            }
            lines.join("\n") + "\n"
        },
    )
}
