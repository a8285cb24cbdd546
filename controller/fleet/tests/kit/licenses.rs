//! Licenses, lists, signed acts and clocks, in one line each.

use super::{Clinic, HERE, license, license_id, name};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Command, InstallLicense, ReceivedList, RecordAct, TimeReset};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::licensing::{ActChain, ActKind};
use madoguchi_fleet::time::{DAY, FleetTime};
use madoguchi_licensing::grant::{Binding, KeyId};
use madoguchi_licensing::revocations::{Revocations, Scope};
use madoguchi_licensing::standing::Standing;

/// The vendor's root.
pub const ROOT: KeyId = KeyId([1; 8]);
/// The issuer of every license here that names no other issuer.
pub const ISSUER: KeyId = KeyId([9; 8]);
/// Another issuer.
pub const OTHER_ISSUER: KeyId = KeyId([8; 8]);

/// A license in the making.
#[derive(Debug, Clone)]
#[must_use]
pub struct Paper(pub InstallLicense);

/// An additional license of this installation, without an end.
pub fn additional(id: &str, seats: u8) -> Paper {
    additional_of(id, seats, HERE)
}

/// An additional license of an installation, without an end.
pub fn additional_of(id: &str, seats: u8, installation: Installation) -> Paper {
    let binding = Binding::Additional {
        installation,
        seats,
    };
    Paper(license(id, binding, None))
}

/// A bundled license, without an end.
pub fn bundled(id: &str, serial: &str) -> Paper {
    let binding = Binding::Bundled {
        serial: serial.into(),
        unit_key: None,
    };
    Paper(license(id, binding, None))
}

impl Paper {
    pub fn until(mut self, at: FleetTime) -> Self {
        self.0.grant.not_after_ms = Some(at.0);
        self
    }

    pub fn from(mut self, at: FleetTime) -> Self {
        self.0.grant.not_before_ms = at.0;
        self
    }

    pub fn issued(mut self, at: FleetTime) -> Self {
        self.0.grant.issued_at_ms = at.0;
        self
    }

    pub fn superseding(mut self, old: &str) -> Self {
        self.0.grant.supersedes.push(license_id(old));
        self.lineage(old)
    }

    pub fn lineage(mut self, of: &str) -> Self {
        self.0.grant.lineage = license_id(of);
        self
    }

    pub fn signed(mut self, by: KeyId, sequence: u64) -> Self {
        (self.0.grant.issuer_key, self.0.grant.sequence) = (by, sequence);
        self
    }

    /// Staff say that the PC which it names has died.
    pub fn old_pc_died(mut self) -> Self {
        self.0.old_pc_died = true;
        self
    }

    pub fn with_list(mut self, list: Revocations) -> Self {
        self.0.revocations = Some(received(list));
        self
    }

    pub fn with_unit_key(mut self, key: [u8; 32]) -> Self {
        if let Binding::Bundled { unit_key, .. } = &mut self.0.grant.binding {
            *unit_key = Some(key);
        }
        self
    }
}

/// A list of the root, which may revoke anything.
pub fn roots_list(number: u64, licenses: &[&str]) -> Revocations {
    list(ROOT, Scope::Everything, number, licenses)
}

/// An issuer's list.
pub fn issuers_list(signer: KeyId, number: u64, licenses: &[&str]) -> Revocations {
    list(signer, Scope::Own, number, licenses)
}

fn list(signer: KeyId, scope: Scope, number: u64, licenses: &[&str]) -> Revocations {
    Revocations {
        id: license_id(&format!("R-{signer}-{number}").to_ascii_uppercase()),
        signer,
        scope,
        number,
        issued_at_ms: 1,
        licenses: licenses.iter().map(|id| license_id(id)).collect(),
        issuers: [].into(),
    }
}

pub fn received(revocations: Revocations) -> ReceivedList {
    let document = revocations.id.as_str().as_bytes().into();
    ReceivedList {
        revocations,
        document,
    }
}

impl Clinic {
    pub fn install(&mut self, paper: Paper) -> Result<Answer, Refusal> {
        self.staff(Command::InstallLicense(Box::new(paper.0)))
    }

    /// The standing for which a license is refused.
    pub fn installing(&mut self, paper: Paper) -> Standing {
        match self.install(paper) {
            Err(Refusal::LicenseNotForHere(standing)) => standing,
            other => panic!("{other:?}"),
        }
    }

    pub fn standing(&self, id: &str) -> Standing {
        let license = self.fleet.licenses().find(|l| l.grant.id.as_str() == id);
        self.fleet
            .standing(license.unwrap(), self.fleet.installation())
    }

    pub fn accept(&mut self, list: Revocations) -> Result<Answer, Refusal> {
        self.staff(Command::AcceptRevocations(Box::new(received(list))))
    }

    /// Signs an act that continues the chain.
    pub fn sign(&mut self, kind: ActKind) -> Result<Answer, Refusal> {
        let act = self.next_act(kind);
        self.staff(Command::RecordAct(act))
    }

    pub fn next_act(&self, kind: ActKind) -> RecordAct {
        act_after(kind, self.fleet.act_chain())
    }

    pub fn return_licenses(&mut self, to: Installation) -> Result<Answer, Refusal> {
        let act = self.next_act(ActKind::Return);
        self.staff(Command::ReturnLicenses { act, to })
    }

    pub fn reset_time(&mut self, nonce: u8, to: FleetTime) -> Result<Answer, Refusal> {
        self.reset_time_of(HERE, nonce, to)
    }

    pub fn reset_time_of(
        &mut self,
        installation: Installation,
        nonce: u8,
        to: FleetTime,
    ) -> Result<Answer, Refusal> {
        self.staff(Command::ResetTime(TimeReset {
            issuer_key: madoguchi_licensing::grant::KeyId([9; 8]),
            sequence: 1,
            id: license_id("RESET-1"),
            installation,
            nonce: [nonce; 8],
            time_ms: to.0,
        }))
    }

    pub fn ask_reset(&mut self, nonce: u8) {
        let nonce = [nonce; 8];
        self.staff(Command::AskTimeReset { nonce }).unwrap();
    }

    /// Lets days pass, with everything that becomes due.
    pub fn days(&mut self, days: i64) {
        self.wait(days * DAY / 1_000);
    }

    /// Makes a reader prove a factory key whenever it connects.
    pub fn with_factory_key(&mut self, serial: &str, key: [u8; 32]) {
        self.readers.get_mut(&name(serial)).unwrap().factory_key = Some(key);
    }
}

/// An act that continues this chain; its document is its counter.
pub fn act_after(kind: ActKind, after: ActChain) -> RecordAct {
    let counter = after.counter + 1;
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&counter.to_be_bytes());
    RecordAct {
        kind,
        after,
        hash,
        document: counter.to_string().as_bytes().into(),
    }
}
