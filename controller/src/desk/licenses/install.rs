//! Takes documents from the vendor in any form: a license, a revocation list or a time reset.
//!
//! The fleet is looked at before and after the act in one trip, so the difference comes from this batch alone. The difference is told to
//! people; the effect of the document itself is in the audit.

use crate::desk::{Desk, Refused, Right, requests};
use crate::texts;
use crate::views;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, InstallLicense, TimeReset};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::license::License;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::armour;
use madoguchi_licensing::grant::{KeyId, LicenseId};
use madoguchi_licensing::kind::Kind;
use madoguchi_licensing::seats::Arithmetic;
use madoguchi_licensing::standing::Standing;
use madoguchi_licensing::trust::Trust;
use madoguchi_licensing::verify::{self, Verified, VerifiedList, VerifiedReset};
use madoguchi_proto::v1::{InstallLicenseRequest, InstallLicenseResponse, InstalledLicense, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A verified document.
enum Received {
    License(Box<Verified>),
    List(Box<VerifiedList>),
    Reset(VerifiedReset),
}

/// Verifies a document and puts it in force at once.
pub(super) async fn install(
    desk: &Desk,
    request: InstallLicenseRequest,
) -> Result<InstallLicenseResponse, Refused> {
    let id = wire::request_id_of(&request.request_id)?;
    let document = wire::document(&request.document)?;
    let received = receive(&desk.trust, document).map_err(Refused::invalid)?;
    if request.only_look {
        return desk
            .ask(Right::Licenses, move |fleet| looked_at(fleet, &received))
            .await;
    }
    let content = requests::content(&request);
    let (kind, license) = (received.kind(), received.license());
    let of_before = license.clone();
    let question = move |fleet: &Fleet| {
        let before = Look::at(fleet, of_before.as_ref());
        let known = before.knows(&received);
        let command = received.command(fleet.installation(), request.old_pc_died);
        let act = Act::staff(id, command).saying(content);
        Ok((act, (before, known)))
    };
    let look = move |fleet: &Fleet, _, (before, known): (Look, bool)| {
        let after = Look::at(fleet, license.as_ref());
        let newly_seated = after.serving.difference(&before.serving).cloned();
        InstallLicenseResponse {
            newly_seated: newly_seated.collect(),
            notices: before.notices(&after, license.as_ref()),
            license: after.license,
            seats_before: Some(texts::seats(&before.seats)),
            seats_after: Some(texts::seats(&after.seats)),
            already_installed: known,
            kind: kind.to_owned(),
        }
    };
    desk.ask_and_act(Right::Licenses, question, look).await
}

/// Tells what a document is and whether it would hold here, without taking it.
fn looked_at(fleet: &Fleet, received: &Received) -> InstallLicenseResponse {
    let look = Look::at(fleet, received.license().as_ref());
    let seats = Some(texts::seats(&look.seats));
    InstallLicenseResponse {
        already_installed: look.knows(received),
        license: match received {
            Received::License(verified) => look.license.or_else(|| Some(untaken(fleet, verified))),
            Received::List(_) | Received::Reset(_) => None,
        },
        seats_before: seats.clone(),
        seats_after: seats,
        newly_seated: Vec::new(),
        kind: received.kind().to_owned(),
        notices: Vec::new(),
    }
}

/// A license that is not installed, as it would be listed.
fn untaken(fleet: &Fleet, verified: &Verified) -> InstalledLicense {
    let license = License {
        grant: verified.grant.clone(),
        document: Arc::clone(&verified.document),
        installed_at: FleetTime(0),
        bridge_until_ms: None,
        returned_at: None,
    };
    views::license(fleet, &license)
}

/// Finds out what the file is, and verifies it.
fn receive(trust: &Trust, file: &[u8]) -> Result<Received, Text> {
    let document = armour::read(file).map_err(|why| texts::unreadable(&why))?;
    let received = match document.kind() {
        Kind::License => verify::license(trust, &document).map(|v| Received::License(Box::new(v))),
        Kind::RevocationList => {
            verify::revocations(trust, &document).map(|list| Received::List(Box::new(list)))
        }
        Kind::TimeReset => verify::time_reset(trust, &document).map(Received::Reset),
        Kind::ActivationRequest | Kind::TransferRequest | Kind::LicenseReturn => {
            return Err(texts::text("license-for-the-vendor", &[]));
        }
        Kind::IssuerCertificate => return Err(texts::text("license-other-kind", &[])),
    };
    received.map_err(|why| texts::not_believed(&why))
}

impl Received {
    /// The kind of document, for programs.
    const fn kind(&self) -> &'static str {
        match self {
            Self::License(_) => "license",
            Self::List(_) => "revocation list",
            Self::Reset(_) => "time reset",
        }
    }

    fn license(&self) -> Option<LicenseId> {
        match self {
            Self::License(verified) => Some(verified.grant.id.clone()),
            Self::List(_) | Self::Reset(_) => None,
        }
    }

    fn command(self, installation: Installation, old_pc_died: bool) -> Command {
        match self {
            Self::License(verified) => Command::InstallLicense(Box::new(InstallLicense {
                revocations: verified.list.map(wire::received_list),
                old_pc_died,
                grant: verified.grant,
                // The binary form, whatever form came: the store's bound is on this one.
                document: verified.document,
                installation,
            })),
            Self::List(list) => Command::AcceptRevocations(Box::new(wire::received_list(*list))),
            Self::Reset(reset) => Command::ResetTime(TimeReset {
                id: reset.id,
                installation: reset.installation,
                nonce: reset.nonce,
                time_ms: reset.time_ms,
                issuer_key: reset.issuer_key,
                sequence: reset.sequence,
            }),
        }
    }
}

/// A look at everything that a document can change.
struct Look {
    license: Option<InstalledLicense>,
    seats: Arithmetic,
    serving: BTreeSet<String>,
    standings: BTreeMap<LicenseId, (Standing, Text)>,
    lists: BTreeMap<KeyId, u64>,
    set_back: bool,
}

impl Look {
    fn at(fleet: &Fleet, license: Option<&LicenseId>) -> Self {
        let here = fleet.installation();
        let clock = texts::Clock::of(fleet);
        let installed = fleet.licenses().find(|l| Some(&l.grant.id) == license);
        let serving = fleet.units().filter(|unit| unit.serves());
        let standings = fleet.licenses().map(|license| {
            let standing = fleet.standing(license, here);
            let text = texts::standing(&standing, &clock);
            (license.grant.id.clone(), (standing, text))
        });
        Self {
            license: installed.map(|license| views::license(fleet, license)),
            seats: fleet.arithmetic(here),
            serving: serving.map(|unit| unit.serial.to_string()).collect(),
            standings: standings.collect(),
            lists: fleet
                .revocation_lists()
                .map(|list| (list.signer, list.number))
                .collect(),
            set_back: views::is_set_back(fleet),
        }
    }

    fn knows(&self, received: &Received) -> bool {
        match received {
            Received::License(_) => self.license.is_some(),
            Received::List(list) => {
                let list = &list.revocations;
                self.lists.get(&list.signer) == Some(&list.number)
            }
            Received::Reset(_) => false,
        }
    }

    /// The differences between two looks, in words. `license` itself is left out: the answer has it already.
    fn notices(&self, after: &Self, license: Option<&LicenseId>) -> Vec<Text> {
        let mut notices = Vec::new();
        if self.seats != after.seats {
            let (before, after) = (self.seats.total(), after.seats.total());
            notices.push(texts::seats_changed(before, after));
        }
        for (signer, number) in &after.lists {
            if self.lists.get(signer) != Some(number) {
                let number = number.to_string();
                notices.push(texts::text("license-list-taken", &[("number", &number)]));
            }
        }
        for (id, (standing, text)) in &after.standings {
            let was = self.standings.get(id).map(|(standing, _)| standing);
            if Some(id) != license && was != Some(standing) {
                notices.push(texts::license_now(id, text));
            }
        }
        if self.set_back && !after.set_back {
            notices.push(texts::text("license-clock-cleared", &[]));
        }
        notices
    }
}
