//! The facts about the installation that each of its acts has, read from the fleet at one moment.

use madoguchi_fleet::Fleet;
use madoguchi_fleet::audit::Anchor;
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::licensing::ActChain;
use madoguchi_licensing::grant::{Environment, KeyId};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_proto::v1;

/// The most units and the most licenses that an act lists (`license_document.proto`): four units stand at a PC.
pub(crate) const MAX_LISTED: usize = 16;

/// The facts in each act.
pub(crate) struct Facts {
    pub(crate) installation: Installation,
    environment: Environment,
    /// The end of the chain of acts.
    pub(crate) chain: ActChain,
    /// The end of the audit's chain: whoever gets the act can have it shown later that nothing before was changed.
    audit: Option<Anchor>,
    /// License time, in milliseconds since 1970: the time that counts for licenses.
    pub(crate) now_ms: i64,
    /// The serials of the present units.
    pub(crate) units: Vec<String>,
}

impl Facts {
    pub(crate) fn of(fleet: &Fleet) -> Self {
        let there = fleet
            .units_at(fleet.installation())
            .filter(|unit| unit.connection().is_some());
        Self {
            installation: fleet.installation(),
            environment: fleet.settings().environment,
            chain: fleet.act_chain(),
            audit: fleet.audit_head(),
            now_ms: fleet.license_time_ms(),
            units: there
                .map(|unit| unit.serial.to_string())
                .take(MAX_LISTED)
                .collect(),
        }
    }

    /// The header of the next act.
    ///
    /// Its id is unique for ever. It has the installation, its counter, and digits from `random`, because a copied data directory continues
    /// with the same counter.
    pub(crate) fn header(&self, random: [u8; 4]) -> v1::DocumentHeader {
        // Never the default: the installation's key was made here and has a short name.
        let key = key_id(self.installation).unwrap_or(KeyId([0; 8]));
        let (counter, tail) = (self.next(), u32::from_be_bytes(random));
        v1::DocumentHeader {
            id: format!("ACT-{key}-{counter}-{tail:08X}").to_uppercase(),
            environment: v1::Environment::from(self.environment).into(),
            sequence: counter,
            issuer: key.0.to_vec(),
            issued_at_ms: self.now_ms,
        }
    }

    /// The place of the next act in the chain, and where the audit's chain ends.
    pub(crate) fn chain(&self) -> v1::ActChain {
        let newest = self.chain.newest;
        v1::ActChain {
            counter: self.next(),
            previous: newest.map(|hash| hash.to_vec()).unwrap_or_default(),
            audit_sequence: self.audit.map_or(0, |head| head.sequence),
            audit_digest: self
                .audit
                .map(|head| head.digest.to_vec())
                .unwrap_or_default(),
        }
    }

    const fn next(&self) -> u64 {
        self.chain.counter.saturating_add(1)
    }
}

/// An installation's short name, by its key in hex; of what is no such key the beginning, or all where that is short.
pub(crate) fn short_name(key: &str) -> String {
    const BEGINNING: usize = 16;
    let byte = |at: usize| u8::from_str_radix(key.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..key.len()).step_by(2).map(byte).collect();
    let bytes = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    match bytes.and_then(|bytes| key_id(Installation(bytes))) {
        Some(id) => id.to_string(),
        None if key.chars().count() > 2 * BEGINNING => {
            let beginning: String = key.chars().take(BEGINNING).collect();
            format!("{beginning}…")
        }
        None => key.to_owned(),
    }
}

/// The short name of an installation; `None` if its key is none.
pub(crate) fn key_id(installation: Installation) -> Option<KeyId> {
    PublicKey::from_bytes(&installation.0)
        .ok()
        .map(PublicKey::id)
}
