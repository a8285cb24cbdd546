//! Signs requests to the vendor. Each is the next act of this installation, and is stored before it leaves.
//!
//! ```text
//! chain from the fleet ─► payload ─► sign ─► RecordAct ─► durable ─► the document leaves
//! ```
//! This is one trip through the engine, so no other act can take the same place in the chain.

use super::{facts, no_random_bytes};
use crate::act::Facts;
use crate::desk::{Desk, Refused, Right, names, requests};
use crate::views;
use crate::wire::{self, Field};
use crate::{machine, texts};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, RecordAct};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Request as FleetRequest, Serial};
use madoguchi_fleet::licensing::ActKind;
use madoguchi_licensing::acts::hash;
use madoguchi_licensing::document;
use madoguchi_licensing::product_key::{self, ProductKey};
use madoguchi_proto::v1;
use madoguchi_proto::v1::sign_request_request::Request as Asked;
use madoguchi_proto::v1::{SignRequestRequest, SignRequestResponse, SignedAct};
use std::sync::Arc;

/// The content of a request.
enum Wish {
    Activation(Activation),
    /// The unit, by its serial or its counter.
    Transfer {
        old: String,
    },
}

impl Wish {
    const fn kind(&self) -> ActKind {
        match self {
            Self::Activation(_) => ActKind::Activation,
            Self::Transfer { .. } => ActKind::Transfer,
        }
    }
}

/// The random parts of a request.
struct Dice {
    nonce: [u8; 16],
    tail: [u8; 4],
}

impl Dice {
    fn throw() -> Result<Self, getrandom::Error> {
        let (mut nonce, mut tail) = ([0; 16], [0; 4]);
        getrandom::fill(&mut nonce)?;
        getrandom::fill(&mut tail)?;
        Ok(Self { nonce, tail })
    }
}

/// An activation of one license, or of the licenses of a PC that died.
struct Activation {
    product_key: Option<ProductKey>,
    seats: u32,
    reissue: bool,
}

/// Signs a request and stores it; a repeat returns the first one.
pub(super) async fn sign(
    desk: &Desk,
    request: SignRequestRequest,
) -> Result<SignRequestResponse, Refused> {
    let id = wire::request_id_of(&request.request_id)?;
    let content = Some(requests::content(&request));
    let id = FleetRequest { id, content };
    let wish = wish(request.request)?;
    // The system's files and random bytes are read here, and not on the engine's thread.
    let machine = wire::machine(&machine::print(desk.identity.installation()));
    let dice = Dice::throw().map_err(|_| no_random_bytes())?;
    let identity = Arc::clone(&desk.identity);
    let question = move |fleet: &Fleet| {
        let facts = Facts::of(fleet);
        // The fleet answers a repeat by its id. Nothing is signed for it, and nothing can refuse it any more.
        let document = match fleet.has_answered(id.id) {
            true => Arc::default(),
            false => {
                let signed = match &wish {
                    Wish::Activation(wish) => {
                        identity.sign_act(&activation(fleet, &facts, wish, machine, dice)?)
                    }
                    Wish::Transfer { old } => {
                        let old = fleet.unit_named(old)?;
                        identity.sign_act(&transfer(fleet, &facts, &old, dice)?)
                    }
                };
                signed.map_err(|why| too_large(&why))?.as_bytes().into()
            }
        };
        let command = Command::RecordAct(RecordAct {
            kind: wish.kind(),
            after: facts.chain,
            hash: hash(&document),
            document,
        });
        Ok((Act::staff(id, command), ()))
    };
    let act = desk
        .ask_and_act(Right::Licenses, question, |fleet, answer, ()| {
            kept(fleet, &answer)
        })
        .await?;
    let act = act.ok_or_else(Refused::wrong_answer)?;
    Ok(SignRequestResponse { act: Some(act) })
}

/// The stored act that an answer names.
fn kept(fleet: &Fleet, answer: &Answer) -> Option<SignedAct> {
    let Answer::Act(counter) = answer else {
        return None;
    };
    // Each key counts from 1. Of two acts with the same number, the newer one is signed by the present key.
    let named = fleet.acts().filter(|act| act.counter == *counter);
    named.last().map(views::signed_act)
}

fn wish(asked: Option<Asked>) -> Result<Wish, Refused> {
    let asked = asked.ok_or(Field::Request.missing());
    match asked? {
        Asked::Transfer(ask) => {
            let old = names::checked(&ask.old_unit)?;
            Ok(Wish::Transfer {
                old: old.to_owned(),
            })
        }
        Asked::Activation(ask) => Ok(Wish::Activation(Activation {
            seats: wire::seats_of(ask.seats)?,
            product_key: match ask.product_key.is_empty() {
                true => None,
                false => Some(ask.product_key.parse().map_err(bad_product_key)?),
            },
            reissue: ask.reissue,
        })),
    }
}

fn activation(
    fleet: &Fleet,
    facts: &Facts,
    wish: &Activation,
    machine: v1::MachinePrint,
    dice: Dice,
) -> Result<v1::ActivationRequest, Refused> {
    let lost = match wish.reissue {
        true => facts::lost_licenses(fleet),
        false => Vec::new(),
    };
    if wish.reissue && lost.is_empty() {
        let text = texts::text("request-nothing-lost", &[]);
        return Err(Refused::state(text));
    }
    let revealed = wish.product_key.as_ref().map(ProductKey::reveal);
    Ok(v1::ActivationRequest {
        header: Some(facts.header(dice.tail)),
        installation_key: facts.installation.0.to_vec(),
        acts: Some(facts.chain()),
        nonce: dice.nonce.to_vec(),
        product_key: revealed.map(|key| key.to_string()).unwrap_or_default(),
        seats: wish.seats,
        units: facts.units.clone(),
        lost_licenses: lost.iter().map(ToString::to_string).collect(),
        machine: Some(machine),
    })
}

fn transfer(
    fleet: &Fleet,
    facts: &Facts,
    old: &Serial,
    dice: Dice,
) -> Result<v1::TransferRequest, Refused> {
    let transfer = facts::transfer(fleet, old).map_err(Refused::state)?;
    Ok(v1::TransferRequest {
        header: Some(facts.header(dice.tail)),
        installation_key: facts.installation.0.to_vec(),
        acts: Some(facts.chain()),
        nonce: dice.nonce.to_vec(),
        license_id: transfer.license.to_string(),
        old_unit: transfer.old.to_string(),
        new_unit: transfer.new.to_string(),
        replaced_at_ms: transfer.replaced_at_ms.unwrap_or(facts.now_ms),
        units: facts.units.clone(),
    })
}

fn bad_product_key(why: product_key::Error) -> Refused {
    Refused::invalid(texts::bad_product_key(&why))
}

fn too_large(why: &document::Error) -> Refused {
    let text = texts::text("request-unsigned", &[("detail", &why.to_string())]);
    Refused::internal(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No request here is that large: the error is built.
    #[test]
    fn a_request_that_cannot_be_signed_is_told_to_support() {
        let said = too_large(&document::Error::TooLarge { len: 70_000 }).text;
        assert_eq!(said.code, "request-unsigned");
        assert!(
            said.en.contains("70000") && said.ja.contains("サポート"),
            "{said:?}"
        );
    }
}
