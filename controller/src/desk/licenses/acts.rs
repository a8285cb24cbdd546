//! Signs requests to the vendor: each is the next act of this installation, kept before it is handed out.
//!
//! ```text
//! chain from the fleet ─► payload ─► sign ─► RecordAct ─► durable ─► the document leaves
//! ```
//! It is one trip: no other act can take the same place in the chain.

use super::{facts, no_random_bytes};
use crate::act::Facts;
use crate::desk::words::{self, BadWord};
use crate::desk::{Desk, requests, respond};
use crate::views;
use crate::{machine, texts};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command, RecordAct};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Request as FleetRequest, Serial};
use madoguchi_fleet::licensing::{ActKind, MachinePrint};
use madoguchi_licensing::acts::hash;
use madoguchi_licensing::document;
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_proto::v1;
use madoguchi_proto::v1::sign_request_request::Request as Asked;
use madoguchi_proto::v1::{SignRequestRequest, SignRequestResponse, SignedAct};
use std::sync::Arc;
use tonic::{Code, Status};

/// What is asked of the vendor.
enum Wish {
    Activation(Activation),
    Transfer { old: Serial },
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

/// A license, or those of a PC that died anew.
struct Activation {
    product_key: Option<ProductKey>,
    seats: u32,
    reissue: bool,
}

/// Signs a request and keeps it; a repeat gets the first one.
pub(super) async fn sign(
    desk: &Desk,
    request: SignRequestRequest,
) -> Result<SignRequestResponse, Status> {
    let id = words::request_id(&request.request_id).map_err(|bad| respond::bad_word(&bad))?;
    let content = Some(requests::content(&request));
    let id = FleetRequest { id, content };
    let wish = wish(request.request)?;
    // The system's files and its randomness: read here, and not on the engine's thread.
    let machine = print(machine::print(desk.identity.installation()));
    let dice = Dice::throw().map_err(|_| no_random_bytes())?;
    let identity = Arc::clone(&desk.identity);
    let question = move |fleet: &Fleet| {
        let facts = Facts::of(fleet);
        // The fleet answers a repeat by its id, so nothing is signed for it, and nothing can refuse it by now.
        let document = match fleet.has_answered(id.id) {
            true => Arc::default(),
            false => {
                let signed = match &wish {
                    Wish::Activation(wish) => {
                        identity.sign_act(&activation(fleet, &facts, wish, machine, dice)?)
                    }
                    Wish::Transfer { old } => {
                        identity.sign_act(&transfer(fleet, &facts, old, dice)?)
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
        .ask_and_act(question, |fleet, answer, ()| kept(fleet, &answer))
        .await?;
    let act = act.ok_or_else(respond::wrong_answer)?;
    Ok(SignRequestResponse { act: Some(act) })
}

/// The act that an answer names.
fn kept(fleet: &Fleet, answer: &Answer) -> Option<SignedAct> {
    let Answer::Act(counter) = answer else {
        return None;
    };
    // Each key counts from 1: of two acts with one number, the newer is by the key of today.
    let named = fleet.acts().filter(|act| act.counter == *counter);
    named.last().map(views::signed_act)
}

fn wish(asked: Option<Asked>) -> Result<Wish, Status> {
    let bad = |text| respond::refused(Code::InvalidArgument, &text);
    match asked {
        None => Err(bad(texts::text("input-ask", &[]))),
        Some(Asked::Transfer(ask)) => {
            let old = words::serial(&ask.old_unit).map_err(|bad| respond::bad_word(&bad))?;
            Ok(Wish::Transfer { old })
        }
        Some(Asked::Activation(ask)) if ask.seats as usize > words::MAX_SEATS => {
            Err(respond::bad_word(&BadWord::Seats))
        }
        Some(Asked::Activation(ask)) => Ok(Wish::Activation(Activation {
            product_key: match ask.product_key.is_empty() {
                true => None,
                false => Some(
                    ask.product_key
                        .parse()
                        .map_err(|why| bad(texts::bad_product_key(&why)))?,
                ),
            },
            seats: ask.seats,
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
) -> Result<v1::ActivationRequest, Status> {
    let lost = match wish.reissue {
        true => facts::lost_licenses(fleet),
        false => Vec::new(),
    };
    if wish.reissue && lost.is_empty() {
        let text = texts::text("request-nothing-lost", &[]);
        return Err(respond::refused(Code::FailedPrecondition, &text));
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
) -> Result<v1::TransferRequest, Status> {
    let transfer = facts::transfer(fleet, old)
        .map_err(|text| respond::refused(Code::FailedPrecondition, &text))?;
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

fn print(print: MachinePrint) -> v1::MachinePrint {
    let part = |part: Option<[u8; 8]>| part.map(|part| part.to_vec()).unwrap_or_default();
    v1::MachinePrint {
        machine_id: part(print.machine_id),
        board: part(print.board),
        disk: part(print.disk),
    }
}

fn too_large(why: &document::Error) -> Status {
    let text = texts::text("request-unsigned", &[("detail", &why.to_string())]);
    respond::refused(Code::Internal, &text)
}
