//! Signs requests to the vendor: each is the next act of this installation, kept before it is handed out.
//!
//! ```text
//! chain from the fleet ─► payload ─► sign ─► RecordAct ─► durable ─► the document leaves
//!         ▲                                     │ another act went on meanwhile
//!         └─────────────────────────────────────┘
//! ```

use super::{facts, no_random_bytes};
use crate::act::Facts;
use crate::desk::words::{self, BadWord};
use crate::desk::{Desk, refused, requests, respond};
use crate::engine::ActError;
use crate::views;
use crate::{machine, texts};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, Command, RecordAct};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Request as FleetRequest, Serial};
use madoguchi_fleet::licensing::{ActKind, MachinePrint};
use madoguchi_licensing::acts::hash;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_proto::v1;
use madoguchi_proto::v1::sign_request_request::Request as Asked;
use madoguchi_proto::v1::{SignRequestRequest, SignRequestResponse, SignedAct};
use tonic::{Code, Status};

/// Times that an act is signed anew because another one was kept meanwhile. Requests of this desk wait for each other, so
/// that even once is rare.
const MOST_TRIES: usize = 8;

/// What is asked of the vendor.
enum Wish {
    Activation {
        product_key: Option<ProductKey>,
        seats: u32,
        reissue: bool,
    },
    Transfer {
        old: Serial,
    },
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
    for _ in 0..MOST_TRIES {
        if let Some(act) = attempt(desk, id, &wish).await? {
            return Ok(SignRequestResponse { act: Some(act) });
        }
    }
    let text = texts::text("request-crowded", &[]);
    Err(respond::refused(Code::Aborted, &text))
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
        Some(Asked::Activation(ask)) => Ok(Wish::Activation {
            product_key: match ask.product_key.is_empty() {
                true => None,
                false => Some(
                    ask.product_key
                        .parse()
                        .map_err(|why| bad(texts::bad_product_key(why)))?,
                ),
            },
            seats: ask.seats,
            reissue: ask.reissue,
        }),
    }
}

/// `None` where another act was kept meanwhile.
async fn attempt(desk: &Desk, id: FleetRequest, wish: &Wish) -> Result<Option<SignedAct>, Status> {
    let facts = desk.ask(Facts::of).await?;
    let (kind, document) = match wish {
        Wish::Activation { .. } => (ActKind::Activation, activation(desk, &facts, wish).await?),
        Wish::Transfer { old } => (ActKind::Transfer, transfer(desk, &facts, old).await?),
    };
    let command = Command::RecordAct(RecordAct {
        kind,
        after: facts.chain,
        hash: hash(document.as_bytes()),
        document: document.as_bytes().into(),
    });
    let kept = desk
        .handle
        .act_and_look(Act::staff(id, command), |fleet, answer| {
            let Answer::Act(counter) = answer else {
                return Err(respond::wrong_answer());
            };
            let newest_first = fleet.acts().collect::<Vec<_>>().into_iter().rev();
            let act = newest_first
                .into_iter()
                .find(|act| act.counter == counter)
                .map(views::signed_act);
            act.ok_or_else(respond::wrong_answer)
        })
        .await;
    match kept {
        Ok(act) => act.map(Some),
        Err(ActError::Refused(Refusal::ActOutOfOrder(_))) => Ok(None),
        Err(error) => Err(refused(&error)),
    }
}

async fn activation(desk: &Desk, facts: &Facts, wish: &Wish) -> Result<Document, Status> {
    let Wish::Activation {
        product_key,
        seats,
        reissue,
    } = wish
    else {
        return Err(respond::wrong_answer());
    };
    let lost = match reissue {
        true => desk.ask(facts::lost_licenses).await?,
        false => Vec::new(),
    };
    if *reissue && lost.is_empty() {
        let text = texts::text("request-nothing-lost", &[]);
        return Err(respond::refused(Code::FailedPrecondition, &text));
    }
    let revealed = product_key.as_ref().map(ProductKey::reveal);
    let request = v1::ActivationRequest {
        header: Some(facts.header().map_err(|_| no_random_bytes())?),
        installation_key: facts.installation.0.to_vec(),
        acts: Some(facts.chain()),
        nonce: nonce()?,
        product_key: revealed.map(|key| key.to_string()).unwrap_or_default(),
        seats: *seats,
        units: facts.units.clone(),
        lost_licenses: lost.iter().map(ToString::to_string).collect(),
        machine: Some(print(machine::print(facts.installation))),
    };
    desk.identity
        .sign_act(&request)
        .map_err(|why| too_large(&why))
}

async fn transfer(desk: &Desk, facts: &Facts, old: &Serial) -> Result<Document, Status> {
    let old = old.clone();
    let transfer = desk
        .ask(move |fleet| facts::transfer(fleet, &old))
        .await?
        .map_err(|text| respond::refused(Code::FailedPrecondition, &text))?;
    let request = v1::TransferRequest {
        header: Some(facts.header().map_err(|_| no_random_bytes())?),
        installation_key: facts.installation.0.to_vec(),
        acts: Some(facts.chain()),
        nonce: nonce()?,
        license_id: transfer.license.to_string(),
        old_unit: transfer.old.to_string(),
        new_unit: transfer.new.to_string(),
        replaced_at_ms: transfer.replaced_at_ms.unwrap_or(facts.now_ms),
        units: facts.units.clone(),
    };
    desk.identity
        .sign_act(&request)
        .map_err(|why| too_large(&why))
}

fn nonce() -> Result<Vec<u8>, Status> {
    let mut nonce = vec![0; 16];
    getrandom::fill(&mut nonce).map_err(|_| no_random_bytes())?;
    Ok(nonce)
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
