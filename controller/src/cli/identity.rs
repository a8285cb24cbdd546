//! `madoguchi identity new`: new keys where the old ones are lost. What that costs is counted in the records and said first.

use super::client::Failure;
use super::output::Output;
use super::{starting, tables};
use crate::config::Config;
use crate::identity::{self, Identity};
use crate::serve::{self, readers, trust};
use crate::store::{self, Loaded, Sled, Store};
use crate::texts::{label, text};
use madoguchi_fleet::unit::Membership;
use madoguchi_licensing::grant::Binding;
use serde_json::json;
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
    fn of(loaded: &Loaded) -> Self {
        let units = loaded.records.units.iter();
        let licenses = loaded.records.licenses.iter();
        let names_this_pc = |binding: &Binding| matches!(binding, Binding::Additional { .. });
        Self {
            readers: units
                .filter(|unit| unit.membership == Membership::Enrolled)
                .count(),
            licenses: licenses
                .filter(|license| license.returned_at.is_none())
                .filter(|license| names_this_pc(&license.grant.binding))
                .count(),
        }
    }
}

/// Makes new keys for the controller of this configuration; somebody has to agree to it, or `yes` stands there.
pub(crate) fn make_anew(
    config: &Config,
    data_dir: &Path,
    output: &Output,
    yes: bool,
) -> Result<(), Failure> {
    let folder = data_dir.display().to_string();
    let store = data_dir.join(store::FOLDER);
    if !store.is_dir() {
        return Err(Failure::own("identity-not-used", &[("folder", &folder)]));
    }
    let trust = trust(config).map_err(|error| starting::controller(&error))?;
    // Open until the keys are made: no controller starts meanwhile, and one that runs is noticed here.
    let mut store =
        Sled::open(&store, readers(&Arc::new(trust))).map_err(|error| starting::store(&error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(Failure::cannot_start)?;
    let loaded = runtime.block_on(store.load());
    let cost = Cost::of(&loaded.map_err(|error| starting::store(&error))?);
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
    let made = identity::make_anew(data_dir, config.policy.environment());
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
